import Basics

/// The partnership's database, on either engine: everything that is stored and must not be lost.
///
/// Both engines give the same promises. `read` sees one unchanging snapshot. `write` is one serialisable transaction:
/// it is kept whole when the closure returns and gone without trace when it throws. A closure may be run more than
/// once (PostgreSQL asks for a retry when two writers collide), so it touches nothing but its connection.
/// SQLite has one writer, so a write is short: work out what to store first, then store it.
package final class Database: Sendable {
  enum Pool: Sendable {
    case sqlite(SQLitePool)
    case postgres(PostgresPool)
  }

  package let location: Location
  package let mode: Mode
  let pool: Pool

  private init(_ location: Location, _ mode: Mode, _ pool: Pool) {
    self.location = location
    self.mode = mode
    self.pool = pool
  }

  package var engine: Engine { location.engine }

  /// Opens the database and asserts its settings; refuses, with a remedy, when one does not hold.
  ///
  /// On SQLite `.readWrite` makes the file when it is missing and holds `PATH.lock` until it is closed, so that a
  /// second process opening it to write is refused: the server and `import` take turns, since a second writer would
  /// also be a second checkpointer. `.readOnly` needs no lock and works beside a running server.
  package static func open(_ location: Location, mode: Mode = .readWrite) throws -> Database {
    switch location {
    case .sqlite(let path): Database(location, mode, .sqlite(try SQLitePool(path: path, mode: mode)))
    case .postgres(let conninfo, let schema):
      Database(location, mode, .postgres(try PostgresPool(conninfo: conninfo, schema: schema, mode: mode)))
    }
  }

  /// Runs `body` on one snapshot of the database, in which nothing can be written.
  package func read<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T {
    switch pool {
    case .sqlite(let pool): try await pool.read(body)
    case .postgres(let pool): try await pool.read(body)
    }
  }

  /// Runs `body` in one serialisable transaction, rolled back when it throws or when its task is cancelled before
  /// COMMIT has begun.
  @discardableResult
  package func write<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T {
    try await write(isolation: "SERIALIZABLE", body)
  }

  func write<T: Sendable>(
    isolation: StaticString, _ body: @escaping @Sendable (any Connection) throws -> T
  ) async throws -> T {
    guard mode == .readWrite else {
      throw Refusal("read-only", "The database was opened for reading only.", remedy: "Open it for writing.")
    }
    return switch pool {
    case .sqlite(let pool): try await pool.write(body)
    case .postgres(let pool): try await pool.write(isolation: isolation, body)
    }
  }

  /// Gives connections, files and the lock back; what is running is finished first. Closing twice does nothing.
  package func close() {
    switch pool {
    case .sqlite(let pool): pool.close()
    case .postgres(let pool): pool.close()
    }
  }
}
