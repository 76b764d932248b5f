import Audit
import Basics
import CaseworkModel
import CaseworkStore
import Database
import Foundation
import GuardedFields
import PartnershipModel
import PartnershipStore
import TestSupport
import Testing

@Suite struct RetentionTests {
  struct World {
    let world: CaseFixture
    let store: RetentionStore

    func actor(_ account: String, _ agency: String = "council") throws -> AuditActor {
      try AuditActor(user: account, agency: agency, strength: .secondFactor)
    }

    /// A closed case of the council, closed that many days ago.
    func closed(_ family: String, daysAgo: Int) async throws -> ID<Case> {
      let id = try await world.begin(family)
      try await world.store.addNote(
        .fact, "Canarynote of \(family)", source: "", happenedOn: nil, categories: [], isKeptToAgency: false, to: id,
        by: world.inquirer("jo"), name: "Jo")
      try await world.store.close(id, reason: "Done", by: world.inquirer("jo"))
      let day = CaseFixture.now.londonDay + -daysAgo
      try await world.database.write { connection in
        _ = try connection.run("UPDATE case_file_cover SET closed_on = \(day) WHERE id = \(id)")
      }
      return id
    }

    func reference(_ id: ID<Case>) async throws -> String {
      try await world.database.read { connection in
        try connection.row("SELECT reference FROM case_file_cover WHERE id = \(id)")?.text("reference") ?? ""
      }
    }

    func approved() async throws -> String {
      let batch = try await store.propose([], by: actor("jo"))
      try await store.approve(batch, by: actor("jo"), name: "Jo")
      try await store.approve(batch, by: actor("max"), name: "Max")
      return batch
    }
  }

  private func with(_ engine: Engine = .sqlite, _ body: (World) async throws -> Void) async throws {
    try await CaseFixture.with(engine) { world in
      let schedule = try RetentionSchedule(text: CaseFixture.practice("retention.yaml"))
      try await body(World(world: world, store: RetentionStore(cases: world.store, schedule: schedule)))
    }
  }

  @Test func `a rule is found by panel and by whether there was a formal step; its day is counted from closure`() async throws {
    try await with { world in
      let plain = try #require(world.store.schedule.rule(panel: "asb", hasFormalAction: false))
      let formal = try #require(world.store.schedule.rule(panel: "asb", hasFormalAction: true))
      let gangs = try #require(world.store.schedule.rule(panel: "gangs", hasFormalAction: false))
      for (rule, closed, due) in [
        (plain, "2024-02-29", "2026-02-28"), (formal, "2020-01-31", "2026-01-31"), (gangs, "2026-08-31", "2027-02-28"),
      ] {
        let day = try #require(Day(closed))
        #expect(rule.due(closed: day) == Day(due), "\(rule.id)")
      }
      #expect(plain.action == .erase && formal.action == .review)
      for panel in world.world.store.gate.words.panels where panel.id != "scrutiny" {
        #expect(world.store.schedule.rule(panel: panel.id, hasFormalAction: true) != nil, "\(panel.id)")
      }
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `what is due is erased by its keys after two approvals, with a certificate; a person goes with the last case`(
    engine: Engine
  ) async throws {
    try await with(engine) { world in
      let old = try await world.closed("Canaryold", daysAgo: 900), young = try await world.closed("Young", daysAgo: 30)
      let person = try #require(
        try await world.world.store.read(old, by: world.world.inquirer("jo")).parties.first?.person.id)
      let due = try await world.store.dryRun(agency: "council")
      #expect(due.map(\.record) == [old] && due.first?.rule.id == "asb-no-action")
      let batch = try await world.store.propose([], by: world.actor("jo"))
      try await world.store.approve(batch, by: world.actor("jo"), name: "Jo")
      let early = await #expect(throws: Refusal.self) { try await world.store.carryOut(batch, by: world.actor("jo")) }
      #expect(early?.kind == "batch-state")
      let twice = await #expect(throws: Refusal.self) {
        try await world.store.approve(batch, by: world.actor("jo"), name: "Jo")
      }
      #expect(twice?.kind == "own-approval")
      await #expect(throws: AccessRefused.self) {
        try await world.store.approve(batch, by: world.actor("kit", "police"), name: "Kit")
      }
      try await world.store.approve(batch, by: world.actor("max"), name: "Max")
      try await world.store.carryOut(batch, by: world.actor("jo"))
      await #expect(throws: AccessRefused.self) { try await world.world.store.read(old, by: world.world.inquirer("jo")) }
      #expect(try await world.world.store.search("Canaryold", by: world.world.inquirer("jo")).isEmpty)
      #expect(try await world.world.store.read(young, by: world.world.inquirer("jo")).notes.count == 1)
      for owner in [try KeyOwner(.case, old), try KeyOwner(.person, person)] {
        #expect(try await world.world.keyring().erasure(of: owner) != nil, "\(owner)")
      }
      let left = try await world.world.database.read { connection in
        try connection.row(
          """
          SELECT (SELECT count(*) FROM person WHERE id = \(person))
            + (SELECT count(*) FROM insider_person_key WHERE person = \(person)) AS n
          """)?.int("n")
      }
      #expect(left == 0)
      let done = try #require(try await world.store.batch(batch, agency: "council"))
      let note = try SignedNote(try #require(done.certificate))
      let key = try world.world.audit.receiptVerifier
      #expect(done.state == .done && note.isSigned(by: key))
      #expect(note.text.contains("\ncases 1\n") && note.text.contains("\npeople 1\n") && note.text.contains("Jo; Max"))
      #expect(!note.text.contains("Canary"))
      var query = AuditQuery()
      query.category = .erasure
      #expect(try await world.world.audit.search(query).records.first?.entry.individuals == [person.text])
      #expect(try await world.store.dryRun(agency: "council").isEmpty)
    }
  }

  @Test func `a person who is part of another case is kept`() async throws {
    try await with { world in
      let old = try await world.closed("Canaryold", daysAgo: 900), other = try await world.world.begin("Other")
      let person = try #require(
        try await world.world.store.read(old, by: world.world.inquirer("jo")).parties.first?.person.id)
      try await world.world.database.write { connection in
        try AccessRegister.concern(person.text, in: ID(other.text), connection)
        try connection.run(
          """
          INSERT INTO case_party (case_id, person, role, added_at, added_by)
          VALUES (\(other), \(person), 'witness', \(CaseFixture.now), 'x')
          """)
      }
      try await world.store.carryOut(try await world.approved(), by: world.actor("jo"))
      let names = try await world.world.store.read(other, by: world.world.inquirer("jo")).parties.map(\.person.familyName)
      #expect(Set(names) == ["Canaryold", "Other"])
    }
  }

  @Test func `a legal hold, an open subject access request and a disclosure in hand hold back; also when they come late`()
    async throws
  {
    try await with { world in
      let held = try await world.closed("Held", daysAgo: 900), free = try await world.closed("Free", daysAgo: 800)
      try await world.store.hold(try await world.reference(held), reason: "An inquest", by: world.actor("jo"))
      #expect(try await world.store.dryRun(agency: "council").first { $0.record == held }?.blocks == ["Legal hold"])
      let batch = try await world.approved()
      #expect(try await world.store.batch(batch, agency: "council")?.lines.map(\.record) == [free])
      try await world.store.hold(try await world.reference(free), reason: "Proceedings", by: world.actor("jo"))
      try await world.store.carryOut(batch, by: world.actor("jo"))
      let line = try #require(try await world.store.batch(batch, agency: "council")?.lines.first)
      #expect(!line.isErased && line.leftOut == "Legal hold")
      #expect(try await world.world.store.read(free, by: world.world.inquirer("jo")).notes.count == 1)
      let hold = try #require(try await world.store.holds(agency: "council").first?.id)
      await #expect(throws: AccessRefused.self) { try await world.store.lift(hold, reason: "x", by: world.actor("kit", "police")) }
      try await world.store.lift(hold, reason: "The inquest is over", by: world.actor("max"))
      #expect(try await world.store.holds(agency: "council").count == 1)
    }
  }

  @Test func `a review that keeps a case moves its day; another agency’s case cannot be touched`() async throws {
    try await with { world in
      let old = try await world.closed("Old", daysAgo: 900), reference = try await world.reference(old)
      let today = CaseFixture.now.londonDay
      await #expect(throws: Refusal.self) {
        try await world.store.keep(reference, until: today, reason: "x", by: world.actor("jo"))
      }
      await #expect(throws: Refusal.self) {
        try await world.store.keep(reference, until: today + 100, reason: "x", by: world.actor("kit", "police"))
      }
      try await world.store.keep(reference, until: today + 100, reason: "A pattern goes on", by: world.actor("jo"))
      #expect(try await world.store.dryRun(agency: "council").isEmpty)
      await #expect(throws: Refusal.self) { try await world.store.propose([], by: world.actor("jo")) }
    }
  }

  @Test func `an erasure that was interrupted after the keys goes on where it stopped, and cannot be withdrawn`() async throws {
    try await with { world in
      let old = try await world.closed("Canaryold", daysAgo: 900), reference = try await world.reference(old)
      let batch = try await world.approved()
      try await world.world.database.write { connection in
        // As it stands on the disk when the server stops after the first two steps.
        try connection.run("UPDATE retention_batch SET state = 'erasing', entry_index = 0 WHERE id = \(batch)")
        try connection.run(
          "INSERT INTO retention_batch_owner (batch, owner) VALUES (\(batch), \("case:" + old.text))")
      }
      _ = try await world.world.keyring().erase(try KeyOwner(.case, old))
      let withdrawn = await #expect(throws: Refusal.self) { try await world.store.withdraw(batch, by: world.actor("jo")) }
      #expect(withdrawn?.kind == "batch-state")
      let held = await #expect(throws: Refusal.self) {
        try await world.store.hold(reference, reason: "Too late", by: world.actor("jo"))
      }
      #expect(held?.kind == "erasing")
      try await world.store.carryOut(batch, by: world.actor("jo"))
      let done = try #require(try await world.store.batch(batch, agency: "council"))
      #expect(done.state == .done && done.lines.first?.isErased == true && done.certificate != nil)
    }
  }

  @Test func `no word about people stays of an erased case: not in emergencies, requests, narrowings or refused requests`()
    async throws
  {
    try await with { world in
      let old = try await world.closed("Canaryold", daysAgo: 900)
      try await world.world.database.write { connection in
        try AccessRegister.narrow(
          ID(old.text), to: .init(agencies: ["council"]), words: "Canarywords", by: "jo", at: CaseFixture.now, connection)
        try connection.run(
          """
          INSERT INTO break_glass (id, record, account_id, state, reason_code, words, classification, safe_address,
            started_at, expires_at, lasts_seconds, review_words)
          VALUES ('b', \(old), 'max', 'reviewed', 'life-at-risk', 'Canarywords', 0, 0, \(CaseFixture.now),
            \(CaseFixture.now.adding(seconds: 9)), 9, 'Canarywords')
          """)
        try connection.run(
          """
          INSERT INTO access_request (id, reference, record, account_id, words, purpose, asked_at)
          VALUES ('q', 'x', \(old), 'max', 'Canarywords', 'x', \(CaseFixture.now))
          """)
      }
      try await world.store.carryOut(try await world.approved(), by: world.actor("jo"))
      let left = try await world.world.database.read { connection in
        try ["access_narrowing", "break_glass", "access_request"].flatMap { table -> [String] in
          let rows: [Row] =
            switch table {
            case "access_narrowing": try connection.rows("SELECT words FROM access_narrowing")
            case "break_glass": try connection.rows("SELECT words || coalesce(review_words, '') AS words FROM break_glass")
            default: try connection.rows("SELECT words || coalesce(answer_words, '') AS words FROM access_request")
            }
          return try rows.map { try $0.text("words") }
        }
      }
      #expect(left.count == 3 && left.allSatisfy(\.isEmpty))
    }
  }
}
