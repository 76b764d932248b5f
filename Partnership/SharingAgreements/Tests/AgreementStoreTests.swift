import Basics
import Database
import PartnershipModel
import PartnershipStore
import TestSupport
import Testing

@Suite struct `Sharing agreements in the database` {
  private let now = AgreementFixture.start, today = AgreementFixture.today

  @Test(arguments: TestDatabase.engines)
  func `an agreement is in force when every party has signed, and then it carries decisions`(_ engine: Engine)
    async throws
  {
    try await AgreementFixture.with(engine) { fixture in
      let id = try await fixture.sent()
      #expect(try await fixture.held(id).stored == .underReview)
      #expect(try await fixture.store.facts(on: today).isEmpty)
      let digest = try await fixture.held(id).sha256
      #expect(
        try await fixture.store.sign(id, digest: digest, by: fixture.councilSignatory.id, now: now) == .partiallySigned)
      #expect(try await fixture.held(id).signedCount == 1)
      #expect(try await fixture.store.sign(id, digest: digest, by: fixture.policeSignatory.id, now: now) == .inForce)
      let facts = try await fixture.store.facts(on: today)
      #expect(facts.map(\.id) == [id.text])
      #expect(Set(facts.flatMap(\.parties)) == [fixture.council.id.text, fixture.police.id.text])
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `an expired agreement stops a decision on the day after its last`(_ engine: Engine) async throws {
    try await AgreementFixture.with(engine) { fixture in
      let id = try await fixture.sent(lasting: 9)
      try await fixture.signByAll(id)
      let last = today + 9
      func decision(on day: Day) async throws -> SharingDecision {
        let moment = Instant(milliseconds: day.number * 86_400_000 + 43_200_000)
        let facts = DecisionFacts(
          subject: .init(
            user: "kit", agency: fixture.police.id.text, roles: ["police-liaison"], clearance: .restricted,
            trainingValidUntil: day),
          record: .init(
            case: "c", ownerAgency: fixture.council.id.text, panel: "asb", classification: .officialSensitive,
            categories: ["identity", "contact"]),
          memberships: [.init(user: "kit", case: "c", from: today)],
          agreements: try await fixture.store.facts(on: day), purpose: "asb-reduction",
          context: .init(now: moment, today: day, strength: .secondFactor))
        return decide(.read, facts, fixture.store.practice.words.practice)
      }
      #expect(try await decision(on: last).isAllowed)
      #expect(try await decision(on: last + 1).failed == [.agreement])
      #expect(try await fixture.store.expireDue(last + 1, now: now.adding(seconds: 10 * 86_400)) > 0)
      #expect(try await fixture.held(id).stored == .expired)
      #expect(try await fixture.store.expireDue(last + 1, now: now.adding(seconds: 10 * 86_400)) == 0)
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `a change of the text makes every signature void and goes back to draft`(_ engine: Engine) async throws {
    try await AgreementFixture.with(engine) { fixture in
      let id = try await fixture.sent()
      let before = try await fixture.held(id)
      _ = try await fixture.store.sign(id, digest: before.sha256, by: fixture.councilSignatory.id, now: now)
      var content = before.content
      content.aim += " And more."
      try await fixture.store.amend(id, content, by: fixture.lead.id, now: now)
      let after = try await fixture.held(id)
      #expect(after.stored == .draft)
      #expect(after.signatures.isEmpty)
      #expect(after.sha256 != before.sha256)
      try await fixture.store.sendForSignature(id, by: fixture.lead.id, now: now)
      await #expect(throws: Refusal.self) {
        try await fixture.store.sign(id, digest: before.sha256, by: fixture.policeSignatory.id, now: now)
      }
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `a text changed behind the program's back carries nothing`(_ engine: Engine) async throws {
    try await AgreementFixture.with(engine) { fixture in
      let id = try await fixture.sent()
      try await fixture.signByAll(id)
      var content = try await fixture.held(id).content
      content.benefit += " Changed."
      let text = try content.canonicalJSON()
      try await fixture.partners.database.write {
        try $0.run("UPDATE sharing_agreement SET content = \(text) WHERE id = \(id)")
      }
      #expect(try await !fixture.held(id).isIntact)
      #expect(try await fixture.store.facts(on: today).isEmpty)
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `only a signatory of a party signs, once, and only a lead sends or ends`(_ engine: Engine) async throws {
    try await AgreementFixture.with(engine) { fixture in
      let id = try await fixture.sent()
      let digest = try await fixture.held(id).sha256
      await #expect(throws: Refusal.self) {
        try await fixture.store.sign(id, digest: digest, by: fixture.lead.id, now: now)
      }
      _ = try await fixture.store.sign(id, digest: digest, by: fixture.councilSignatory.id, now: now)
      await #expect(throws: Refusal.self) {
        try await fixture.store.sign(id, digest: digest, by: fixture.councilSignatory.id, now: now)
      }
      await #expect(throws: Refusal.self) {
        try await fixture.store.terminate(id, reason: "x", by: fixture.policeSignatory.id, now: now)
      }
      await #expect(throws: Refusal.self) {
        try await fixture.store.terminate(id, reason: " ", by: fixture.lead.id, now: now)
      }
      try await fixture.store.withdrawSignature(id, by: fixture.councilSignatory.id, now: now)
      #expect(try await fixture.held(id).stored == .underReview)
      try await fixture.store.terminate(id, reason: "No longer wanted.", by: fixture.lead.id, now: now)
      #expect(try await fixture.held(id).stored == .terminated)
      let events = try await fixture.store.events(of: id)
      #expect(events.contains { $0.action == "terminate" && $0.detail == "No longer wanted." })
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `an incomplete draft is not sent, and what was signed is not changed`(_ engine: Engine) async throws {
    try await AgreementFixture.with(engine) { fixture in
      var draft = try AgreementFixture.draft("asb", fixture.store.practice, fixture.bodies, parent: nil)
      let incomplete = try await fixture.store.begin(draft, by: fixture.lead.id, now: now)
      await #expect(throws: Refusal.self) {
        try await fixture.store.sendForSignature(incomplete, by: fixture.lead.id, now: now)
      }
      let id = try await fixture.sent()
      try await fixture.signByAll(id)
      draft = try await fixture.held(id).content
      draft.title = "Another"
      let changed = draft
      await #expect(throws: Refusal.self) {
        try await fixture.store.amend(id, changed, by: fixture.lead.id, now: now)
      }
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `the next version supersedes the old one when it comes into force, not before`(_ engine: Engine) async throws {
    try await AgreementFixture.with(engine) { fixture in
      let old = try await fixture.sent()
      try await fixture.signByAll(old)
      let new = try await fixture.store.beginNextVersion(of: old, by: fixture.lead.id, now: now)
      var content = try await fixture.held(new).content
      #expect(content.version == 2)
      content.from = today + 5
      try await fixture.store.amend(new, content, by: fixture.lead.id, now: now)
      try await fixture.store.sendForSignature(new, by: fixture.lead.id, now: now)
      try await fixture.signByAll(new)
      #expect(try await fixture.held(old).stored == .inForce)
      #expect(try await fixture.store.facts(on: today).map(\.id) == [old.text])
      try await fixture.store.expireDue(today + 5, now: now.adding(seconds: 5 * 86_400))
      #expect(try await fixture.held(old).stored == .superseded)
      #expect(try await fixture.store.facts(on: today + 5).map(\.id) == [new.text])
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `every change stands in the audit log too, in the same transaction`(_ engine: Engine) async throws {
    try await AgreementFixture.with(engine, audited: true) { fixture in
      let id = try await fixture.sent()
      try await fixture.signByAll(id)
      let events = try await fixture.partners.database.read {
        try $0.rows("SELECT id FROM sharing_agreement_event").count
      }
      let entries = try await fixture.partners.database.read {
        try $0.rows("SELECT entry_index FROM audit_entry").count
      }
      #expect(events == entries)
      #expect(events == 5)
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `a body that may only receive is stored as one that gives nothing`(_ engine: Engine) async throws {
    try await AgreementFixture.with(engine) { fixture in
      let board = try await fixture.partners.store.add(
        name: "Anyshire Care Board", kind: .responsibleAuthority, responsibility: .integratedCareBoard, now: now)
      let bodies = fixture.bodies + [(id: board.id.text, name: board.name, kind: PartyKind.health)]
      let draft = try AgreementFixture.draft("serious-violence", fixture.store.practice, bodies, parent: nil)
      let id = try await fixture.store.begin(draft, by: fixture.lead.id, now: now)
      let closed = try await fixture.partners.database.read { connection in
        try connection.rows("SELECT authority_id FROM sharing_agreement_party WHERE agreement = \(id) AND gives = 0")
          .map { try $0.text("authority_id") }
      }
      #expect(closed == [board.id.text])
    }
  }
}
