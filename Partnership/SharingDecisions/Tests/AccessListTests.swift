import Basics
import Database
import Foundation
import PartnershipModel
import PartnershipStore
import TestSupport
import Testing

@Suite struct AccessListTests {
  /// `CONCORDAT_FULL_HARNESS=1`: 50 people and 20,000 records instead of a world that a test run has time for.
  private static let isFull = ProcessInfo.processInfo.environment["CONCORDAT_FULL_HARNESS"] == "1"

  private func with(
    _ engine: Engine, users: Int = isFull ? 50 : 12, records: Int = isFull ? 20_000 : 150,
    _ body: (AccessWorld) async throws -> Void
  ) async throws {
    try await TestDatabase.with(engine, AccessWorld.migrations) { database in
      try await body(try await AccessWorld.make(database, users: users, records: records))
    }
  }

  private func listed(_ world: AccessWorld, _ action: RecordAction, _ inquirer: Inquirer) async throws -> Set<String> {
    let gate = world.gate
    return try await world.database.read { connection in
      let predicate = try gate.predicate(action, for: inquirer, connection)
      let listed = Set(try connection.rows("SELECT r.id \(sql: predicate.from())").map { try $0.text("id") })
      // A list that begins with its order, and not with what the person is on, holds the same.
      let scanned = try connection.rows("SELECT r.id FROM access_record r WHERE \(sql: predicate.whole)").map {
        try $0.text("id")
      }
      #expect(Set(scanned) == listed)
      return listed
    }
  }

  private func checked(_ world: AccessWorld, _ action: RecordAction, _ inquirer: Inquirer) async throws -> Set<String> {
    let gate = world.gate, records = world.records
    return try await world.database.read { connection in
      Set(
        try records.filter { id in
          try gate.decision(action, on: ID(id), for: inquirer, connection)?.decision.isAllowed ?? false
        })
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `a list holds exactly the records that would open one by one`(engine: Engine) async throws {
    try await with(engine) { world in
      let purposes = world.gate.words.purposes.map(\.id)
      var opened = 0, asked = 0
      for (number, user) in world.users.enumerated() {
        let actions: [RecordAction] = Self.isFull ? [.read] : [.read, .note, .reveal, .export, .disclose, .members]
        for (step, action) in actions.enumerated() {
          for purpose in Self.isFull
            ? [purposes[number % purposes.count]] : [purposes[(number + step) % purposes.count], "asb-reduction"]
          {
            let inquirer = Inquirer(
              account: user, purpose: purpose,
              stepUpAt: number % 3 == 0 ? nil : AccessWorld.now.adding(seconds: number % 3 == 1 ? -300 : -301),
              reason: number % 2 == 0 ? "because" : nil, secondApprover: number % 4 == 0 ? "somebody" : nil)
            let list = try await listed(world, action, inquirer), check = try await checked(world, action, inquirer)
            #expect(
              list == check, "\(user) \(action.rawValue) \(purpose): \(list.symmetricDifference(check).prefix(3))")
            opened += check.count
            asked += world.records.count
          }
        }
      }
      // A world in which nothing opens, or everything, would prove nothing.
      #expect(opened > 20 && opened < asked / 4, "\(opened) of \(asked)")
    }
  }

  @Test func `a clause that is missing from the list is caught`() async throws {
    try await with(.sqlite, users: 16, records: 500) { world in
      let gate = world.gate
      var caught: Set<String> = []
      for user in world.users {
        for purpose in world.gate.words.purposes.map(\.id) where caught.count < 5 {
          let inquirer = Inquirer(account: user, purpose: purpose, reason: "because")
          let check = try await checked(world, .read, inquirer)
          for fault in ["r.sealed = 0", "access_narrowing", "access_conflict", "sharing_agreement", "r.panel IN"] {
            let list = try await world.database.read { connection -> Set<String> in
              var predicate = try gate.predicate(.read, for: inquirer, connection)
              predicate.clauses.removeAll { $0.text.contains(fault) }
              return Set(try connection.rows("SELECT r.id \(sql: predicate.from())").map { try $0.text("id") })
            }
            if list != check { caught.insert(fault) }
          }
        }
      }
      #expect(caught.count == 5, "\(caught)")
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `a record becomes visible with an agreement and vanishes the day after it ends`(engine: Engine) async throws {
    try await TestDatabase.with(engine, AccessWorld.migrations) { database in
      let words = try DecisionFixtures.words()
      let asb = try #require(words.panel("asb"))
      let today = AccessWorld.now.londonDay
      try await database.write { connection in
        for agency in ["council", "police"] {
          try connection.run(
            "INSERT INTO authority (id, name, kind, added_at) VALUES (\(agency), \(agency), 'other', \(AccessWorld.now))"
          )
          try connection.run(
            """
            INSERT INTO account (id, name, sign_in_name, authority_id, demonstration, created_at)
            VALUES (\(agency + "-worker"), 'x', \(agency), \(agency), 0, \(AccessWorld.now))
            """)
          try AccessRegister.equip(
            agency + "-worker", duties: ["case-lead", "police-liaison"], clearance: .restricted,
            trainingUntil: today + 400, connection)
        }
        try AccessRegister.add(
          ID("case"), owner: "council", panel: asb, classification: .officialSensitive, categories: ["identity"],
          connection)
        try AccessRegister.join("police-worker", ID("case"), as: "liaison", from: today, by: "x", connection)
        try connection.run(
          """
          INSERT INTO sharing_agreement (id, title, version, tier, status, from_day, to_day, content, content_sha256,
            created_at, created_by)
          VALUES ('g', 'g', 1, 'purpose', 'in-force', \(today), \(today + 10), '{}', \(String(repeating: "a", count: 64)),
            \(AccessWorld.now), 'x')
          """)
        for (kind, word) in [("purpose", "asb-reduction"), ("panel", "asb"), ("category", "identity")] {
          try connection.run(
            "INSERT INTO sharing_agreement_scope (agreement, kind, word) VALUES ('g', \(kind), \(word))")
        }
      }
      func may(onDay days: Int) async throws -> Bool {
        let gate = AccessGate(words: words, clock: .fixed(AccessWorld.now.adding(seconds: days * 86_400)))
        return try await database.read { connection in
          let inquirer = Inquirer(account: "police-worker", purpose: "asb-reduction")
          let check = try gate.decision(.read, on: ID("case"), for: inquirer, connection)?.decision
          let list = try connection.rows(
            "SELECT r.id \(sql: gate.predicate(.read, for: inquirer, connection).from())")
          #expect(list.isEmpty != check?.isAllowed)
          return check?.isAllowed ?? false
        }
      }
      #expect(try await may(onDay: 0) == false)
      for agency in ["council", "police"] {
        try await database.write { connection in
          _ = try connection.run(
            """
            INSERT INTO sharing_agreement_party (agreement, authority_id, standing, signed_at, signed_by, signed_sha256)
            VALUES ('g', \(agency), 'controller', \(AccessWorld.now), 'x', \(String(repeating: "a", count: 64)))
            """)
        }
        #expect(try await may(onDay: 0) == (agency == "police"))
      }
      #expect(try await may(onDay: 10))
      #expect(try await may(onDay: 11) == false)
    }
  }
}
