import Basics
import Database
import PartnershipModel
import PartnershipStore
import TestSupport
import Testing

@Suite struct `The demonstration's agreements` {
  private let now = AgreementFixture.start

  @Test(arguments: TestDatabase.engines)
  func `seeded twice they are there once, and one waits for the police`(_ engine: Engine) async throws {
    try await TestDatabase.with(engine, AgreementFixture.migrations) { database in
      let partners = PartnersStore(
        database: database, key: try ServerKey(bytes: Array(0..<32)), hashing: PasswordHashing(cost: .least))
      let signIns = try await PartnersDemo.seed(partners, now: now)
      let store = AgreementStore(database, practice: try AgreementFixture.practice())
      #expect(try await SharingAgreementsDemo.seed(store, partners: partners, now: now) == 4)
      #expect(try await SharingAgreementsDemo.seed(store, partners: partners, now: now) == 0)
      let all = try await store.list()
      #expect(all.count == 4)
      #expect(all.filter { $0.stored == .inForce }.compactMap(\.model).sorted() == ["asb", "marac", "protocol"])
      let waiting = try #require(all.first { $0.model == "prolific-offenders" })
      #expect(waiting.stored == .partiallySigned)
      let open = waiting.content.parties.filter { waiting.signature(of: $0.authority) == nil }
      #expect(open.map(\.name) == [PartnersDemo.police])
      let signatory = try #require(
        signIns.first { $0.role == .signatory && $0.authority == PartnersDemo.police })
      let account = try #require(
        try await partners.accounts().first { $0.signInName.text == signatory.signInName })
      #expect(try await store.sign(waiting.id, digest: waiting.sha256, by: account.id, now: now) == .inForce)
      #expect(try await store.facts(on: now.londonDay).count == 4)
      #expect(try await store.facts(on: now.londonDay.adding(months: 12)).isEmpty)
    }
  }

  @Test func `outside a demonstration they are refused`() async throws {
    try await AgreementFixture.with(.sqlite) { fixture in
      await #expect(throws: Refusal.self) {
        try await SharingAgreementsDemo.seed(fixture.store, partners: fixture.partners.store, now: now)
      }
    }
  }
}
