import Basics

/// All steps of the program, and what of them a database still lacks.
package struct Migrations: Sendable {
  package let all: [Migration]

  package init(_ list: [Migration]) { all = list.sorted { $0.number < $1.number } }

  /// What `concordat migrate` would do.
  package struct Plan: Sendable, Equatable, CustomStringConvertible {
    package struct Step: Sendable, Equatable {
      package let number: Int
      package let title: String
      /// When it was applied; nil for a step that is still to come.
      package let applied: Instant?
    }

    package let applied: [Step]
    package let pending: [Step]

    package var description: String {
      if pending.isEmpty { return "The database is up to date: \(applied.count) steps applied." }
      return "\(applied.count) steps applied, \(pending.count) to apply:\n"
        + pending.map { "  \($0.number)  \($0.title)" }.joined(separator: "\n")
    }
  }

  /// Compares the program with the database and refuses a database that the program does not understand.
  package func plan(on database: Database) async throws -> Plan {
    try checkNumbers()
    return try await database.read { connection in try plan(connection) }
  }

  /// Applies what is pending, all of it or nothing, in the order of the numbers.
  ///
  /// On PostgreSQL under an advisory lock of the schema, so that two servers starting together do it once.
  @discardableResult
  package func apply(to database: Database, now: Instant) async throws -> Plan {
    try checkNumbers()
    // Not serialisable: the snapshot would be older than the lock that is waited for.
    return try await database.write(isolation: "READ COMMITTED") { connection in
      if connection.engine == .postgres {
        try connection.run("SELECT pg_advisory_xact_lock(\(raw: "1668246371"), hashtext(current_schema()))")
      }
      try connection.run(SQL(trusted: TableText.adapt(Migrations.register, to: connection.engine)))
      let plan = try plan(connection)
      for step in plan.pending {
        guard let migration = all.first(where: { $0.number == step.number }) else { continue }
        try apply(migration, connection, now)
      }
      return plan
    }
  }

  private func apply(_ migration: Migration, _ connection: any Connection, _ now: Instant) throws {
    for statement in migration.sql(connection.engine) {
      do {
        try connection.run(SQL(trusted: TableText.adapt(statement, to: connection.engine)))
      } catch let failure as DatabaseFailure {
        let start = statement.trimmingWhitespace().prefix(60)
        throw DatabaseFailure(
          failure.kind, "Migration \(migration.number) (\(migration.title)) at '\(start)…': \(failure.message)",
          code: failure.code)
      }
    }
    try connection.run(
      """
      INSERT INTO schema_migration (number, title, checksum, applied_at)
      VALUES (\(migration.number), \(migration.title), \(migration.checksum), \(now))
      """)
  }

  private func plan(_ connection: any Connection) throws -> Plan {
    var applied: [Plan.Step] = []
    if try Migrations.registerExists(connection) {
      let rows = try connection.rows("SELECT number, title, checksum, applied_at FROM schema_migration ORDER BY number")
      for row in rows { applied.append(try known(row)) }
    }
    let done = Set(applied.map(\.number))
    let pending = all.filter { !done.contains($0.number) }
    return Plan(
      applied: applied, pending: pending.map { Plan.Step(number: $0.number, title: $0.title, applied: nil) })
  }

  /// An applied step that the program has, unchanged.
  private func known(_ row: Row) throws -> Plan.Step {
    let number = try row.int("number"), title = try row.text("title")
    guard let migration = all.first(where: { $0.number == number }) else {
      throw Refusal(
        "database-newer", place: "migration \(number)",
        "The database holds a step that this program does not know: \(title).",
        remedy: "Run the newer version of the program that made it; the database is left as it is.")
    }
    guard try row.text("checksum") == migration.checksum else {
      throw Refusal(
        "migration-edited", place: "migration \(number)",
        "The step '\(migration.title)' is not the one that was applied to this database.",
        remedy: "Take back the edit and make the change a new migration with a higher number.")
    }
    return Plan.Step(number: number, title: title, applied: try row.instant("applied_at"))
  }

  private func checkNumbers() throws {
    for (a, b) in zip(all, all.dropFirst()) where a.number == b.number {
      throw Refusal(
        "migration-numbers", place: "migration \(a.number)",
        "Two migrations have this number: '\(a.title)' and '\(b.title)'.",
        remedy: "Give one of them a number of its own.")
    }
  }

  private static let register = """
    CREATE TABLE IF NOT EXISTS schema_migration (
      number INTEGER NOT NULL PRIMARY KEY,
      title TEXT NOT NULL,
      checksum TEXT NOT NULL CHECK (length(checksum) = 64),
      applied_at TEXT NOT NULL
    )
    """

  private static func registerExists(_ connection: any Connection) throws -> Bool {
    switch connection.engine {
    case .sqlite: try connection.row("SELECT name FROM sqlite_schema WHERE name = 'schema_migration'") != nil
    case .postgres:
      try connection.row(
        "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() AND tablename = 'schema_migration'") != nil
    }
  }
}
