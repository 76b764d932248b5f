import Basics
import Database
import TestSupport
import Testing

private let holders = Migration(
  number: 3, title: "Holders and sets",
  [
    "CREATE TABLE holder (id TEXT NOT NULL PRIMARY KEY, code TEXT NOT NULL UNIQUE)",
    """
    CREATE TABLE data_set (
      id TEXT NOT NULL PRIMARY KEY,
      holder TEXT NOT NULL REFERENCES holder (id) ON DELETE RESTRICT,
      quarter INTEGER NOT NULL CHECK (quarter BETWEEN 1 AND 4)
    )
    """,
    "INSERT INTO holder (id, code) VALUES ('h', 'MPS')",
    "INSERT INTO data_set (id, holder, quarter) VALUES ('s', 'h', 1)",
  ])

@Suite struct ConstraintTests {
  private func failure(_ database: Database, _ sql: SQL) async -> DatabaseFailure.Kind? {
    let failure = await #expect(throws: DatabaseFailure.self) { try await database.write { try $0.run(sql) } }
    return failure?.kind
  }

  @Test(arguments: TestDatabase.engines)
  func `the same mistake has the same name on both engines`(engine: Engine) async throws {
    try await TestDatabase.with(engine, [holders]) { database in
      #expect(await failure(database, "INSERT INTO holder (id, code) VALUES ('h', 'X')") == .unique)
      #expect(await failure(database, "INSERT INTO holder (id, code) VALUES ('i', 'MPS')") == .unique)
      #expect(
        await failure(database, "INSERT INTO data_set (id, holder, quarter) VALUES ('t', 'nobody', 1)") == .foreignKey)
      #expect(await failure(database, "DELETE FROM holder") == .foreignKey)
      #expect(await failure(database, "UPDATE data_set SET quarter = 5") == .check)
      #expect(await failure(database, "UPDATE data_set SET holder = NULL") == .notNull)
      #expect(await failure(database, "SELECT * FROM no_such_table") == .other)
      #expect(await failure(database, "UPDATE data_set SET quarter = \("a word")") == .other || engine == .sqlite)
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `a conflict foreseen updates the row and says so once`(engine: Engine) async throws {
    try await TestDatabase.with(engine, [holders]) { database in
      let row = try await database.write { connection in
        try connection.row(
          """
          INSERT INTO holder (id, code) VALUES ('h', \("BTP"))
          ON CONFLICT (id) DO UPDATE SET code = excluded.code RETURNING id, code
          """)
      }
      #expect(try row?.text("code") == "BTP")
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `a batch stores thousands of rows and fails as a whole`(engine: Engine) async throws {
    try await TestDatabase.with(engine, [thingMigration]) { database in
      let rows: [SQL] = (0..<5000).map { "INSERT INTO thing (id, whole) VALUES (\("\($0)"), \($0))" }
      try await database.write { try $0.batch(rows) }
      let kind = await failure(database, rows: (5000..<9000).map { $0 == 7777 ? 3 : $0 })
      #expect(kind == .unique)
      try await database.write { try $0.batch([]) }
      #expect(try await database.read { try $0.row("SELECT count(*) AS n FROM thing")?.int("n") } == 5000)
    }
  }

  private func failure(_ database: Database, rows: [Int]) async -> DatabaseFailure.Kind? {
    let failure = await #expect(throws: DatabaseFailure.self) {
      try await database.write { connection in
        try connection.batch(rows.map { "INSERT INTO thing (id, whole) VALUES (\("\($0)"), \($0))" })
      }
    }
    return failure?.kind
  }

  @Test(arguments: TestDatabase.engines)
  func `rows are given one at a time, and stopping half-way leaves the database usable`(engine: Engine) async throws {
    try await TestDatabase.with(engine, [thingMigration]) { database in
      try await database.write { connection in
        try connection.batch((0..<3000).map { "INSERT INTO thing (id, whole) VALUES (\("\($0)"), \($0))" })
      }
      let total = try await database.read { connection in
        var total = 0
        try connection.each("SELECT whole FROM thing WHERE whole < \(2000)") { total += try $0.int("whole") }
        return total
      }
      #expect(total == 1_999_000)
      struct Enough: Error {}
      await #expect(throws: Enough.self) {
        try await database.read { connection in
          try connection.each("SELECT whole FROM thing") { if try $0.int("whole") == 10 { throw Enough() } }
        }
      }
      #expect(try await database.read { try $0.row("SELECT count(*) AS n FROM thing")?.int("n") } == 3000)
    }
  }
}
