import Basics
import Database
import TestSupport
import Testing

let counterMigration = Migration(
  number: 2, title: "Counters",
  [
    "CREATE TABLE counter (name TEXT NOT NULL PRIMARY KEY, value INTEGER NOT NULL CHECK (value >= 0))",
    "INSERT INTO counter (name, value) VALUES ('a', 0)",
  ])

private struct Stop: Error, Equatable {}

/// Carries a connection out of its closure, as nobody should.
private final class Kept: @unchecked Sendable {
  var connection: (any Connection)?
}

private func value(_ database: Database, _ name: String = "a") async throws -> Int? {
  try await database.read { try $0.row("SELECT value FROM counter WHERE name = \(name)")?.int("value") }
}

@Suite struct TransactionTests {
  @Test(arguments: TestDatabase.engines)
  func `a write that throws leaves nothing behind and passes its error on`(engine: Engine) async throws {
    try await TestDatabase.with(engine, [counterMigration]) { database in
      await #expect(throws: Stop()) {
        try await database.write { connection in
          try connection.run("UPDATE counter SET value = 7")
          throw Stop()
        }
      }
      let left = try await value(database)
      #expect(left == 0)
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `run tells the rows changed, and returning gives them`(engine: Engine) async throws {
    try await TestDatabase.with(engine, [counterMigration]) { database in
      let counts = try await database.write { connection in
        [
          try connection.run("INSERT INTO counter (name, value) VALUES ('b', 1), ('c', 2)"),
          try connection.run("UPDATE counter SET value = value + 1"),
          try connection.run("INSERT INTO counter (name, value) VALUES ('b', 5) ON CONFLICT DO NOTHING"),
          try connection.run("SELECT * FROM counter"),
          try connection.run("DELETE FROM counter WHERE name = 'nobody'"),
          try connection.row("DELETE FROM counter WHERE name = 'c' RETURNING value")?.int("value") ?? -1,
        ]
      }
      #expect(counts == [2, 3, 0, 0, 0, 3])
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `a read sees one snapshot, whatever is written meanwhile`(engine: Engine) async throws {
    try await TestDatabase.with(engine, [counterMigration]) { database in
      let started = Signal(), written = Signal()
      async let seen = database.read { connection in
        let before = try connection.row("SELECT value FROM counter")?.int("value")
        started.raise()
        written.wait()
        return [before, try connection.row("SELECT value FROM counter")?.int("value")]
      }
      await started.reached()
      try await database.write { try $0.run("UPDATE counter SET value = 1") }
      written.raise()
      #expect(try await seen == [0, 0])
      #expect(try await value(database) == 1)
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `nothing can be written in a read`(engine: Engine) async throws {
    try await TestDatabase.with(engine, [counterMigration]) { database in
      let failure = await #expect(throws: DatabaseFailure.self) {
        try await database.read { try $0.run("UPDATE counter SET value = 9") }
      }
      #expect(failure?.kind == .other)
      let left = try await value(database)
      #expect(left == 0)
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `a failed statement that is ignored still undoes the transaction`(engine: Engine) async throws {
    try await TestDatabase.with(engine, [counterMigration]) { database in
      await #expect(throws: DatabaseFailure.self) {
        try await database.write { connection in
          try connection.run("UPDATE counter SET value = 5")
          _ = try? connection.run("INSERT INTO counter (name, value) VALUES ('a', 1)")
        }
      }
      let left = try await value(database)
      #expect(left == 0)
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `increments by many tasks at once are all counted`(engine: Engine) async throws {
    try await TestDatabase.with(engine, [counterMigration]) { database in
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<80 {
          group.addTask {
            try await database.write { connection in
              let value = try connection.row("SELECT value FROM counter WHERE name = 'a'")?.int("value") ?? 0
              try connection.run("UPDATE counter SET value = \(value + 1) WHERE name = 'a'")
            }
          }
        }
        try await group.waitForAll()
      }
      #expect(try await value(database) == 80)
    }
  }

  /// Write skew: each of two writers sees room for one more and takes it. Snapshot isolation would let both.
  @Test(arguments: TestDatabase.engines)
  func `a rule over many rows holds when several write at once`(engine: Engine) async throws {
    try await TestDatabase.with(engine, [counterMigration]) { database in
      await withTaskGroup(of: Void.self) { group in
        for index in 0..<6 {
          group.addTask {
            _ = try? await database.write { connection in
              let count = try connection.rows("SELECT name FROM counter").count
              guard count < 4 else { throw Stop() }
              try connection.run("INSERT INTO counter (name, value) VALUES (\("n\(index)"), 0)")
            }
          }
        }
      }
      let names = try await database.read { try $0.rows("SELECT name FROM counter") }
      #expect(names.count == 4)
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `readers go on while a writer is at work`(engine: Engine) async throws {
    try await TestDatabase.with(engine, [counterMigration]) { database in
      let started = Signal(), done = Signal()
      async let writing: Void = database.write { connection in
        try connection.run("UPDATE counter SET value = 3")
        started.raise()
        done.wait()
      }
      await started.reached()
      #expect(try await value(database) == 0)
      done.raise()
      try await writing
      #expect(try await value(database) == 3)
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `a cancelled write is undone and cancelled tasks lose no connections`(engine: Engine) async throws {
    try await TestDatabase.with(engine, [counterMigration]) { database in
      for _ in 0..<20 {
        let started = Signal(), cancelled = Signal()
        let task = Task {
          try await database.write { connection in
            try connection.run("UPDATE counter SET value = value + 1")
            started.raise()
            cancelled.wait()
          }
        }
        await started.reached()
        task.cancel()
        cancelled.raise()
        await #expect(throws: CancellationError.self) { try await task.value }
      }
      #expect(try await value(database) == 0)
      try await database.write { try $0.run("UPDATE counter SET value = 4") }
      #expect(try await value(database) == 4)
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `a long query stops when its task is cancelled`(engine: Engine) async throws {
    try await TestDatabase.with(engine, [counterMigration]) { database in
      for _ in 0..<10 {
        let started = Signal()
        let task = Task {
          try await database.read { connection in
            started.raise()
            return try connection.rows(
              """
              WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000000000)
              SELECT count(*) AS total FROM n
              """)
          }
        }
        await started.reached()
        try await Task.sleep(for: .milliseconds(20))
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
      }
      #expect(try await value(database) == 0)
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `tasks that give up waiting for a connection do not take one with them`(engine: Engine) async throws {
    try await TestDatabase.with(engine, [counterMigration]) { database in
      let release = Signal()
      let working = (0..<12).map { _ in
        Task { try await database.read { _ in release.wait() } }
      }
      try await Task.sleep(for: .milliseconds(50))
      let waiting = (0..<20).map { _ in Task { try await value(database) } }
      try await Task.sleep(for: .milliseconds(50))
      for task in waiting { task.cancel() }
      release.raise()
      for task in working { try await task.value }
      for task in waiting { _ = try? await task.value }
      let values = try await withThrowingTaskGroup(of: Int?.self) { group in
        for _ in 0..<30 { group.addTask { try await value(database) } }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(values == Array(repeating: 0, count: 30))
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `a connection kept beyond its transaction is refused`(engine: Engine) async throws {
    try await TestDatabase.with(engine, [counterMigration]) { database in
      let kept = Kept()
      try await database.write { kept.connection = $0 }
      #expect(throws: DatabaseFailure.self) { try kept.connection?.run("DELETE FROM counter") }
      let left = try await value(database)
      #expect(left == 0)
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `a closed database says so`(engine: Engine) async throws {
    try await TestDatabase.with(engine, [counterMigration]) { database in
      database.close()
      database.close()
      await #expect(throws: DatabaseFailure.self) { try await value(database) }
      await #expect(throws: DatabaseFailure.self) { try await database.write { try $0.run("DELETE FROM counter") } }
    }
  }

  @Test func `connections that the server ended are replaced without anyone noticing`() async throws {
    guard TestDatabase.engines.contains(.postgres) else { return }
    try await TestDatabase.with(.postgres, [counterMigration]) { database in
      let process = try await database.read { try $0.row("SELECT pg_backend_pid() AS p")?.int("p") ?? 0 }
      try await TestDatabase.with(.postgres) { other in
        _ = try await other.write { try $0.run("SELECT pg_terminate_backend(CAST(\(process) AS INTEGER))") }
      }
      try await Task.sleep(for: .milliseconds(50))
      try await database.write { try $0.run("UPDATE counter SET value = 8") }
      #expect(try await value(database) == 8)
    }
  }
}
