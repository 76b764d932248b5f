import Basics
import Database
import PartnershipModel
import PartnershipStore
import TestSupport
import Testing

@Suite struct `Which bodies may be party` {
  private let now = AgreementFixture.start

  @Test func `a body outside section 5 is never a recipient of the kind that gateways of authorities admit`() throws {
    let authorities: Set<PartyKind> = [.council, .police, .fire, .health, .probation, .youthOffendingTeam]
    for kind in Authority.StatutoryKind.allCases where !kind.isStatutoryPartner {
      #expect(authorities.isDisjoint(with: PartyKind.admissible(for: kind, nil)), "\(kind)")
    }
    for responsibility in Authority.Responsibility.allCases {
      let kinds = PartyKind.admissible(for: .responsibleAuthority, responsibility)
      #expect(kinds == [PartyKind(responsibility)])
    }
    #expect(PartyKind.admissible(for: .scrutiny, nil).isEmpty && PartyKind.admissible(for: .public, nil).isEmpty)
  }

  @Test(arguments: TestDatabase.engines)
  func `a provider is not written down as an authority, and the public and scrutiny not at all`(
    _ engine: Engine
  ) async throws {
    try await AgreementFixture.with(engine) { fixture in
      let partners = fixture.partners.store
      let refuge = try await partners.add(name: "Anytown Refuge", kind: .provider, now: now)
      let committee = try await partners.add(name: "Anytown Scrutiny", kind: .scrutiny, now: now)
      let residents = try await partners.add(name: "Residents", kind: .public, now: now)
      func begin(_ body: Authority, as kind: PartyKind) async throws -> ID<SharingAgreement> {
        let draft = try AgreementFixture.draft(
          "marac", fixture.store.practice, fixture.bodies + [(id: body.id.text, name: body.name, kind: kind)],
          parent: nil)
        return try await fixture.store.begin(draft, by: fixture.lead.id, now: now)
      }
      for kind in PartyKind.allCases where kind != .voluntaryProvider {
        await #expect(throws: Refusal.self, "\(kind)") { try await begin(refuge, as: kind) }
      }
      for body in [committee, residents] {
        for kind in PartyKind.allCases {
          await #expect(throws: Refusal.self, "\(body.name) \(kind)") { try await begin(body, as: kind) }
        }
      }
      // Named as what it is, it may be party; turned into something else before the text is sent, it may not.
      let id = try await begin(refuge, as: .voluntaryProvider)
      let held = try #require(try await fixture.store.agreement(id))
      let before = try await fixture.store.missing(held, on: now.londonDay)
      try await partners.amend(try Authority(id: refuge.id, name: refuge.name, kind: .scrutiny), now: now)
      let after = try await fixture.store.missing(held, on: now.londonDay)
      #expect(after.count == before.count + 1)
      #expect(after.contains { $0.contains("Anytown Refuge") && $0.contains("scrutiny body") })
    }
  }
}
