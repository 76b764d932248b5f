import Audit
import Basics
import CaseworkModel
import CaseworkStore
import Database
import Foundation
import PartnershipModel
import PartnershipStore
import TestSupport
import Testing

@Suite struct CaseStoreTests {
  @Test(arguments: TestDatabase.engines)
  func `a case opens to its members, to a partner only under an agreement, and to nobody else`(engine: Engine)
    async throws
  {
    try await CaseFixture.with(engine) { world in
      let id = try await world.begin()
      let own = try await world.store.read(id, by: world.inquirer("jo"))
      #expect(own.parties.first?.person.name == "Invented Canarybird" && own.parties.first?.roles == [.victim])
      #expect(own.parties.first?.person.phones == ["020 7946 0123"] && own.parties.first?.person.hasSafeAddress == true)
      await #expect(throws: AccessRefused.self) { try await world.store.read(id, by: world.inquirer("max")) }
      try await world.store.addMember("kit", duty: "liaison", to: id, by: world.inquirer("jo"))
      await #expect(throws: AccessRefused.self) { try await world.store.read(id, by: world.inquirer("kit")) }
      #expect(try await world.store.list(by: world.inquirer("kit")).isEmpty)
      try await world.agree()
      let shared = try await world.store.read(id, by: world.inquirer("kit"))
      #expect(shared.decision.agreement?.id == "g" && shared.parties.first?.person.familyName == "Canarybird")
      // Contact is not among the kinds of data that the agreement covers.
      #expect(shared.parties.first?.person.phones == [] && shared.parties.first?.person.address == "")
      #expect(try await world.store.list(by: world.inquirer("kit")).map(\.cover.id) == [id])
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `a name that is written so stands before names that only sound alike, however many those are`(engine: Engine)
    async throws
  {
    try await CaseFixture.with(engine) { world in
      let exact = try await world.begin("Robertson")
      for number in 0..<CaseStore.pageSize {
        let id = try await world.begin("Robertsen")
        let day = CaseFixture.now.londonDay + -number
        try await world.database.write { connection in
          _ = try connection.run("UPDATE case_file_cover SET opened_on = \(day) WHERE id = \(id)")
        }
      }
      let long = CaseFixture.now.londonDay + -400
      try await world.database.write { connection in
        _ = try connection.run("UPDATE case_file_cover SET opened_on = \(long) WHERE id = \(exact)")
      }
      let found = try await world.store.search("Robertson", by: world.inquirer("jo"))
      #expect(found.count == CaseStore.pageSize && found.first?.cover.id == exact)
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `a search finds by name, its sound, telephone and postcode, and only what may be opened`(engine: Engine)
    async throws
  {
    try await CaseFixture.with(engine) { world in
      let id = try await world.begin("Robertson")
      for text in ["robertson", "ROBERTSEN", "Invented Robertson", "+44 20 7946 0123", "zz11zz"] {
        #expect(try await world.store.search(text, by: world.inquirer("jo")).map(\.cover.id) == [id], "\(text)")
        #expect(try await world.store.search(text, by: world.inquirer("max")).isEmpty, "\(text)")
      }
      for text in ["Nowhere House", "Fictional", "'; DROP TABLE person; --"] {
        #expect(try await world.store.search(text, by: world.inquirer("jo")).isEmpty, "\(text)")
      }
      await #expect(throws: Refusal.self) { try await world.store.search("  ", by: world.inquirer("jo")) }
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `notes of other kinds of data, and those kept to an agency, are not in a partner's view`(engine: Engine)
    async throws
  {
    try await CaseFixture.with(engine) { world in
      let id = try await world.begin(), jo = world.inquirer("jo")
      try await world.agree()
      try await world.store.addMember("kit", duty: "liaison", to: id, by: jo)
      for (text, categories, kept) in [
        ("plain", [String](), false), ("about housing", ["housing"], false), ("about health", ["health"], false),
        ("ours", [], true),
      ] {
        try await world.store.addNote(
          .fact, text, source: "call", happenedOn: nil, categories: categories, isKeptToAgency: kept, to: id, by: jo,
          name: "Jo")
      }
      #expect(try await world.store.read(id, by: jo).notes.count == 4)
      let seen = try await world.store.read(id, by: world.inquirer("kit")).notes.map(\.text)
      #expect(Set(seen) == ["plain", "about housing"])
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `a safe address needs a reason and a fresh second factor, and each look is in the audit`(engine: Engine)
    async throws
  {
    try await CaseFixture.with(engine) { world in
      let id = try await world.begin()
      let person = try #require(try await world.store.read(id, by: world.inquirer("jo")).parties.first?.person.id)
      for inquirer in [
        world.inquirer("jo"), world.inquirer("jo", isConfirmed: false, reason: "escort"),
        world.inquirer("max", reason: "escort"),
      ] {
        await #expect(throws: AccessRefused.self) { try await world.store.safeAddress(of: person, in: id, by: inquirer) }
      }
      let address = try await world.store.safeAddress(of: person, in: id, by: world.inquirer("jo", reason: "escort"))
      #expect(address == "Nowhere House")
      var query = AuditQuery()
      query.individual = person.text
      let looks = try await world.audit.search(query).records.filter { $0.entry.object?.fieldGroups == ["safe-address"] }
      #expect(looks.count == 1 && looks.first?.entry.actor.user == "jo")
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `what was sealed stands in clear nowhere in the data folder`(engine: Engine) async throws {
    try await CaseFixture.with(engine) { world in
      let id = try await world.begin("Zyxwvutcanary")
      try await world.store.addNote(
        .opinion, "Qwertycanary was said.", source: "", happenedOn: nil, categories: [], isKeptToAgency: false, to: id,
        by: world.inquirer("jo"), name: "Jo")
      let held = try await world.database.read { connection in
        try ["person", "case_note", "person_index", "access_person"].flatMap { table in
          try connection.rows("SELECT * FROM \(sql: SQL(stringLiteral: table))").map { "\($0)" }
        }.joined()
      }
      #expect(!held.isEmpty && !held.contains("Zyxwvutcanary") && !held.contains("Qwertycanary"))
      for name in try FileManager.default.subpathsOfDirectory(atPath: world.folder) {
        let bytes = FileManager.default.contents(atPath: world.folder + "/" + name) ?? Data()
        #expect(bytes.range(of: Data("Zyxwvutcanary".utf8)) == nil && bytes.range(of: Data("Qwertycanary".utf8)) == nil)
      }
      // The search for it would find it where it is: in the view of whoever may read it.
      #expect(try await world.store.read(id, by: world.inquirer("jo")).notes.first?.text == "Qwertycanary was said.")
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `a conflict of interest closes the case to a member, and no emergency opens it`(engine: Engine) async throws {
    try await CaseFixture.with(engine) { world in
      let id = try await world.begin()
      let view = try await world.store.read(id, by: world.inquirer("jo"))
      let person = try #require(view.parties.first?.person.id)
      try await world.database.write { connection in
        try AccessRegister.conflict(
          "jo", with: person.text, words: "cousin", by: "x", at: CaseFixture.now, connection)
        try AccessRegister.conflict(
          "max", with: person.text, words: "neighbour", by: "x", at: CaseFixture.now, connection)
      }
      let refused = await #expect(throws: AccessRefused.self) { try await world.store.read(id, by: world.inquirer("jo")) }
      #expect(refused?.decision?.failed == [.conflict] && refused?.mayKnow == true)
      await #expect(throws: Refusal.self) {
        try await world.store.breakGlass(
          reference: view.cover.reference, reasonCode: "life-at-risk", words: "Somebody is in danger right now.",
          includesSafeAddress: false, by: world.inquirer("max"))
      }
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `emergency access opens one case for reading, once, and asks a reason at each look`(engine: Engine) async throws {
    try await CaseFixture.with(engine) { world in
      let id = try await world.begin()
      let reference = try await world.store.read(id, by: world.inquirer("jo")).cover.reference
      let words = "A child was heard screaming behind the door."
      for (code, text, inquirer) in [
        ("curious", words, world.inquirer("max")), ("child-at-risk", "short", world.inquirer("max")),
        ("child-at-risk", words, world.inquirer("max", isConfirmed: false)),
      ] {
        await #expect(throws: Refusal.self) {
          try await world.store.breakGlass(
            reference: reference, reasonCode: code, words: text, includesSafeAddress: false, by: inquirer)
        }
      }
      let absent = await #expect(throws: Refusal.self) {
        try await world.store.breakGlass(
          reference: "ASB-2026-999999", reasonCode: "child-at-risk", words: words, includesSafeAddress: false,
          by: world.inquirer("max"))
      }
      #expect(absent?.kind == "no-emergency-access")
      let opened = try await world.store.breakGlass(
        reference: reference, reasonCode: "child-at-risk", words: words, includesSafeAddress: false,
        by: world.inquirer("max"))
      #expect(opened == id)
      await #expect(throws: AccessRefused.self) { try await world.store.read(id, by: world.inquirer("max")) }
      let view = try await world.store.read(id, by: world.inquirer("max", reason: words))
      #expect(view.decision.basis == .breakGlass && !view.may.contains(.note) && !view.may.contains(.reveal))
      await #expect(throws: AccessRefused.self) {
        try await world.store.addNote(
          .fact, "x", source: "", happenedOn: nil, categories: [], isKeptToAgency: false, to: id,
          by: world.inquirer("max", reason: words), name: "Max")
      }
      let again = await #expect(throws: Refusal.self) {
        try await world.store.breakGlass(
          reference: reference, reasonCode: "child-at-risk", words: words, includesSafeAddress: true,
          by: world.inquirer("max"))
      }
      #expect(again?.kind == "chained")
      #expect(try await world.store.emergencies(of: id, by: world.inquirer("jo")).count == 1)
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `asking for a case gives the same answer whether there is one, and its owner can let the person in`(
    engine: Engine
  ) async throws {
    try await CaseFixture.with(engine) { world in
      let id = try await world.begin(), jo = world.inquirer("jo")
      let reference = try await world.store.read(id, by: jo).cover.reference
      for wanted in [reference, "ASB-1999-000001"] {
        try await world.store.askForAccess(
          reference: wanted, words: "I take the tenancy over.", by: world.inquirer("max"))
      }
      let open = try await world.store.requests(for: id, by: jo)
      #expect(open.count == 1 && open.first?.account == "max")
      try await world.store.answer(try #require(open.first).id, granted: true, words: "yes", on: id, by: jo)
      #expect(try await world.store.read(id, by: world.inquirer("max")).cover.id == id)
      #expect(try await world.store.requests(for: id, by: jo).isEmpty)
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `every read and write stands in the audit, refusals too, and the log verifies`(engine: Engine) async throws {
    try await CaseFixture.with(engine) { world in
      let id = try await world.begin(), jo = world.inquirer("jo")
      _ = try await world.store.read(id, by: jo)
      _ = try? await world.store.read(id, by: world.inquirer("max"))
      try await world.store.addAction(.visit, due: CaseFixture.now.londonDay, to: id, by: jo)
      _ = try await world.store.list(by: jo)
      _ = try await world.store.search("Canarybird", by: jo)
      var query = AuditQuery()
      query.limit = 100
      let records = try await world.audit.search(query).records
      let kinds = records.map { "\($0.entry.category.rawValue) \($0.entry.object?.kind ?? "") \($0.entry.grounds.effect?.rawValue ?? "")" }
      for expected in [
        "collection case allow", "consultation case allow", "decision case deny", "alteration case allow",
        "consultation case-list allow", "consultation case-search allow",
      ] { #expect(kinds.contains(expected), "\(expected) in \(kinds)") }
    }
  }

  @Test func `a case with an action to be done is not closed, and a closed one leaves the list`() async throws {
    try await CaseFixture.with(.sqlite) { world in
      let id = try await world.begin(), jo = world.inquirer("jo")
      try await world.store.addAction(.letter, due: CaseFixture.now.londonDay, to: id, by: jo)
      await #expect(throws: Refusal.self) { try await world.store.close(id, reason: "done", by: jo) }
      let action = try #require(try await world.store.read(id, by: jo).actions.first)
      try await world.store.complete(action.id, of: id, by: jo)
      try await world.store.close(id, reason: "Resolved", by: jo)
      #expect(try await world.store.list(by: jo).isEmpty)
      #expect(try await world.store.list(state: .closed, by: jo).count == 1)
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `who is on very many cases sees the latest of those that open, page by page, as everybody does`(engine: Engine)
    async throws
  {
    try await CaseFixture.with(engine) { world in
      let count = AccessPredicate.fewRecords(engine) + 60, today = CaseFixture.now.londonDay
      try await world.database.write { connection in
        for start in stride(from: 0, to: count, by: 500) {
          try connection.batch(
            (start..<min(start + 500, count)).flatMap { number -> [SQL] in
              let id = "many-\(String(100_000 + number))", isOut = number.isMultiple(of: 3)
              return [
                """
                INSERT INTO access_record (id, owner_agency, panel, classification, sealed, panel_wide, person_count)
                VALUES (\(id), 'council', 'asb', 1, \(isOut), 0, 0)
                """,
                """
                INSERT INTO case_file_cover (id, reference, state, opened_on, opened_by, version)
                VALUES (\(id), \("ASB-" + id), 'open', \(today + -number / 4), 'jo', 1)
                """,
                """
                INSERT INTO access_member (record, account_id, status, from_day, duty, added_by)
                VALUES (\(id), 'max', 'active', \(today + -3_000), 'x', 'jo')
                """,
              ]
            })
        }
      }
      let expected = (0..<count).filter { !$0.isMultiple(of: 3) }
        .sorted { ($0 / 4, $1) < ($1 / 4, $0) }.map { "many-\(100_000 + $0)" }
      let max = world.inquirer("max", isConfirmed: false)
      let first = try await world.store.list(by: max), last = try #require(first.last)
      let second = try await world.store.list(before: (last.cover.openedOn, last.cover.id), by: max)
      #expect((first + second).map(\.cover.id.text) == Array(expected.prefix(50)))
    }
  }
}
