import Basics
import Database
import Foundation
import Synchronization

/// A fresh, empty database for one test, on each engine that this run has.
///
/// SQLite is always there; PostgreSQL when `CONCORDAT_TEST_POSTGRES` holds the connection string of a server on which
/// schemas may be made (`scripts/private-postgres run …` sets it).
package enum TestDatabase {
  /// The engines to run a test on: `@Test(arguments: TestDatabase.engines)`.
  package static let engines: [Engine] = conninfo == nil ? [.sqlite] : [.sqlite, .postgres]

  /// Whether this run was promised a PostgreSQL server (`CONCORDAT_EXPECT_POSTGRES=1`).
  package static let expectsPostgres = ProcessInfo.processInfo.environment["CONCORDAT_EXPECT_POSTGRES"] == "1"

  private static let conninfo: String? = {
    let text = ProcessInfo.processInfo.environment["CONCORDAT_TEST_POSTGRES"] ?? ""
    return text.isEmpty ? nil : text
  }()

  private static let count = Atomic<Int>(0)

  /// A new place for a database: a file in a new folder, or a new schema; nothing is there yet.
  package static func location(_ engine: Engine) throws -> Database.Location {
    let number = count.add(1, ordering: .relaxed).newValue
    let name = "test_\(getpid())_\(UInt32.random(in: 0 ... .max))_\(number)"
    switch engine {
    case .sqlite:
      let folder = FileManager.default.temporaryDirectory.appendingPathComponent("concordat-\(name)")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      return .sqlite(path: folder.appendingPathComponent("concordat.sqlite").path)
    case .postgres:
      guard let conninfo else {
        throw Refusal(
          "no-test-server", "No PostgreSQL server is given for the tests.",
          remedy: "Run them with: scripts/private-postgres run scripts/swift test.")
      }
      return .postgres(conninfo: conninfo, schema: name)
    }
  }

  /// Opens a fresh database with `migrations` applied. Prefer `with`, which also removes it.
  package static func fresh(_ engine: Engine, _ migrations: [Migration] = []) async throws -> Database {
    let database = try Database.open(try location(engine))
    if !migrations.isEmpty {
      try await Migrations(migrations).apply(to: database, now: Instant(milliseconds: 1_700_000_000_000))
    }
    return database
  }

  /// Gives `body` a fresh database with `migrations` applied, and removes it afterwards.
  package static func with<T>(
    _ engine: Engine, _ migrations: [Migration] = [], _ body: (Database) async throws -> T
  ) async throws -> T {
    let database = try await fresh(engine, migrations)
    do {
      let result = try await body(database)
      await remove(database)
      return result
    } catch {
      await remove(database)
      throw error
    }
  }

  /// Closes the database and takes its file or schema away.
  package static func remove(_ database: Database) async {
    switch database.location {
    case .sqlite(let path):
      database.close()
      try? FileManager.default.removeItem(at: URL(fileURLWithPath: path).deletingLastPathComponent())
    case .postgres(let conninfo, _):
      database.close()
      guard let plain = try? Database.open(.postgres(conninfo: conninfo, schema: nil)) else { return }
      await dropSchema(of: database.location, on: plain)
      plain.close()
    }
  }

  private static func dropSchema(of location: Database.Location, on database: Database) async {
    guard case .postgres(_, let schema?) = location else { return }
    _ = try? await database.write { connection in
      // The name cannot be bound; the server quotes it and runs the statement for us.
      let name: String = schema
      try connection.run("SELECT set_config('concordat.schema', \(name), true)")
      try connection.run(
        """
        DO $do$ BEGIN
          EXECUTE format('DROP SCHEMA IF EXISTS %I CASCADE', current_setting('concordat.schema'));
        END $do$
        """)
    }
  }
}
