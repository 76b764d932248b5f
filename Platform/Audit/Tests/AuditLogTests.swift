import Basics
import Database
import Synchronization
import TestSupport
import Testing

@testable import Audit

private let start = AuditSamples.start

/// How often the body of a transaction was run.
private final class Runs: Sendable {
  private let number = Atomic<Int>(0)
  func add() { number.add(1, ordering: .relaxed) }
  var count: Int { number.load(ordering: .relaxed) }
}

@Suite struct AuditLogTests {
  @Test(arguments: TestDatabase.engines)
  func `every kind of entry is stored and found again as it was`(_ engine: Engine) async throws {
    try await AuditSamples.withLog(engine) { log in
      var random = SeededNumbers(11)
      let entries = try (0..<100).map { _ in try AuditSamples.random(&random) }
      let range = try await log.write { connection in try log.append(entries, now: start, in: connection) }
      #expect(range == 0..<100)
      for (index, entry) in entries.enumerated() {
        let record = try await log.record(at: index)
        #expect(record == AuditRecord(index: index, time: start, clockWentBack: false, entry: entry))
      }
      #expect(try await log.record(at: 100) == nil)
      #expect(try await log.verify().damage == nil)
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `an entry is there when its change is, and not when it is not`(_ engine: Engine) async throws {
    try await AuditSamples.withLog(engine) { log in
      let entry = try AuditSamples.consultation()
      try await log.database.write { connection in try connection.run("CREATE TABLE thing (id BIGINT)") }
      await #expect(throws: Refusal.self) {
        try await log.write { connection in
          try connection.run("INSERT INTO thing (id) VALUES (1)")
          try log.append(entry, now: start, in: connection)
          throw Refusal("test", "The change is refused after all.")
        }
      }
      #expect(try await log.verify().size == 0)
      try await log.write { connection in
        try connection.run("INSERT INTO thing (id) VALUES (2)")
        #expect(try log.append(entry, now: start, in: connection) == 0)
      }
      #expect(try await log.database.read { try $0.rows("SELECT id FROM thing").map { try $0.int("id") } } == [2])
      #expect(try await log.record(at: 0)?.entry == entry)
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `the stored tree is the tree over the stored bytes, however entries were grouped`(_ engine: Engine) async throws
  {
    try await AuditSamples.withLog(engine) { log in
      var number = 0
      for count in [1, 2, 3, 0, 5, 1, 8, 13, 21] {
        let entries = try (number..<(number + count)).map { try AuditSamples.consultation($0) }
        let range = try await log.write { connection in try log.append(entries, now: start, in: connection) }
        #expect(range == number..<(number + count))
        number += count
      }
      try await log.database.read { connection in
        let leaves = try connection.rows("SELECT leaf FROM audit_entry ORDER BY entry_index")
          .map { MerkleHash.leaf(try $0.blob("leaf")) }
        let expected = tree(over: leaves), stored = try AuditLog.tree(connection)
        #expect(stored.size == 54)
        for size in 0...54 { #expect(try stored.root(at: size) == expected.root(at: size)) }
      }
      let proof = try await log.inclusionProof(of: 17, in: 54)
      let leaf = try #require(try await log.record(at: 17)).leafHash
      #expect(try await proof.holds(for: leaf, in: log.database.read { try AuditLog.tree($0).root() }))
      #expect(try await log.consistencyProof(from: 20, to: 54).new == 54)
      await #expect(throws: Refusal.self) { try await log.inclusionProof(of: 54, in: 54) }
      await #expect(throws: Refusal.self) { try await log.consistencyProof(from: 2, to: 55) }
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `a clock that was set back is marked on the first entry after it`(_ engine: Engine) async throws {
    try await AuditSamples.withLog(engine) { log in
      let entry = try AuditSamples.consultation()
      for seconds in [0, 5, 5, 3, 4, 10] {
        try await log.write { connection in
          try log.append([entry, entry], now: start.adding(seconds: seconds), in: connection)
        }
      }
      var marked: [Int] = []
      for index in 0..<12 where try await log.record(at: index)?.clockWentBack == true { marked.append(index) }
      #expect(marked == [6])
      #expect(try await log.verify().damage == nil)
      await #expect(throws: Refusal.self) {
        try await log.write { try log.append(entry, now: Instant(milliseconds: -1), in: $0) }
      }
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `many writers at once leave one order without gaps, also those that read before their turn`(
    _ engine: Engine
  ) async throws {
    try await AuditSamples.withLog(engine) { log in
      let runs = Runs()
      let indexes = try await withThrowingTaskGroup(of: Int.self) { group in
        for writer in 0..<8 {
          group.addTask {
            var last = 0
            for number in 0..<12 {
              let entry = try AuditSamples.consultation(number, by: "u\(writer)")
              let body: @Sendable (any Connection) throws -> Int = { connection in
                runs.add()
                _ = try connection.row("SELECT count(*) AS count FROM audit_head")
                return try log.append(entry, now: start, in: connection)
              }
              last = number % 4 == 0 ? try await log.database.write(body) : try await log.write(body)
            }
            return last
          }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(Set(indexes).count == 8)
      let verdict = try await log.verify()
      #expect(verdict.size == 96)
      #expect(verdict.isSound)
      // SQLite has one writer; on PostgreSQL those that read first are run again when they are overtaken.
      if engine == .sqlite { #expect(runs.count == 96) }
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `writers that take their turn first are never run twice`(_ engine: Engine) async throws {
    try await AuditSamples.withLog(engine) { log in
      let runs = Runs(), entry = try AuditSamples.consultation()
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<8 {
          group.addTask {
            for _ in 0..<12 {
              _ = try await log.write { connection in
                runs.add()
                return try log.append(entry, now: start, in: connection)
              }
            }
          }
        }
        try await group.waitForAll()
      }
      #expect(runs.count == 96)
      #expect(try await log.verify().size == 96)
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `the database refuses to change or remove anything of the log`(_ engine: Engine) async throws {
    try await AuditSamples.withLog(engine) { log in
      try await log.grow(5)
      _ = try await log.signHeadIfDue(start)
      var forbidden: [SQL] = [
        "UPDATE audit_entry SET actor = 'u9' WHERE entry_index = 1", "DELETE FROM audit_entry WHERE entry_index = 4",
        "UPDATE audit_individual SET individual = 'p9'", "DELETE FROM audit_individual",
        "UPDATE audit_node SET hash = hash", "DELETE FROM audit_node", "UPDATE audit_head SET note = 'none'",
        "DELETE FROM audit_head",
      ]
      switch engine {
      case .sqlite:
        forbidden += [
          "INSERT OR REPLACE INTO audit_head (size, note, signed_at) VALUES (5, 'none', '2026')",
          "INSERT OR REPLACE INTO audit_node SELECT * FROM audit_node",
          "INSERT OR REPLACE INTO audit_individual SELECT * FROM audit_individual",
          "INSERT OR REPLACE INTO audit_entry SELECT * FROM audit_entry WHERE entry_index = 4",
        ]
      case .postgres:
        forbidden += ["TRUNCATE audit_node", "TRUNCATE audit_head CASCADE", "TRUNCATE audit_entry CASCADE"]
      }
      let before = try await log.database.contents()
      for statement in forbidden {
        let failure = await #expect(throws: DatabaseFailure.self) {
          try await log.database.write { connection in try connection.run(statement) }
        }
        #expect(failure?.message.contains("the audit log is never changed") == true, "\(statement.text)")
      }
      #expect(try await log.database.contents() == before)
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `a log of many pages is read again and found sound`(_ engine: Engine) async throws {
    try await AuditSamples.withLog(engine) { log in
      let entries = try (0..<700).map { try AuditSamples.consultation($0) }
      for minute in 0..<4 {
        let now = start.adding(seconds: minute * 60)
        try await log.write { connection in try log.append(entries, now: now, in: connection) }
        _ = try await log.signHeadIfDue(now)
      }
      try await log.grow(3, from: 9_000)
      let verdict = try await log.verify()
      #expect(verdict.size == 2_803)
      #expect(verdict.heads == 4)
      #expect(verdict.covered == 2_800)
      let root = try await log.database.read { try AuditLog.tree($0).root() }
      #expect(verdict.root == root)
      #expect(
        verdict.description
          == "The audit log is sound: 2,803 entries under 4 signed heads, the last 3 not yet under one.")
    }
  }
}
