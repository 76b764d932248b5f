import Basics
import Foundation
import GRDB
import Synchronization

/// The connections to one SQLite file: one that writes, up to four that read, all with asserted settings.
final class SQLitePool: Sendable {
  let path: String
  private let mode: Database.Mode
  private let pool: DatabasePool
  private let lock: Mutex<ProcessLock?>
  private let closed = Mutex(false)

  /// How long a connection waits for another process (milliseconds are SQLite's, seconds ours).
  private static let busySeconds = 10.0

  init(path: String, mode: Database.Mode) throws {
    self.path = path
    self.mode = mode
    if mode == .readWrite {
      try SQLitePool.makeFile(path)
      lock = Mutex(try ProcessLock(path: path + ".lock"))
    } else {
      guard FileManager.default.fileExists(atPath: path) else {
        throw Refusal(
          "no-database", place: path, "There is no database here yet.", remedy: "Make it with: concordat migrate.")
      }
      lock = Mutex(nil)
    }
    do {
      pool = try DatabasePool(path: path, configuration: SQLitePool.configuration(mode))
      if mode == .readWrite { try SQLitePool.prepareWriter(pool, path) }
      try pool.read { _ = try String.fetchOne($0, sql: "SELECT name FROM sqlite_schema LIMIT 1") }
    } catch let error as DatabaseError {
      throw Refusal(
        "database-unreadable", place: path,
        "SQLite cannot open the file: \(error.message ?? error.description).",
        remedy: "Check that it is a Concordat database and that the account may read and write it and its folder.")
    }
  }

  private static func configuration(_ mode: Database.Mode) -> Configuration {
    var configuration = Configuration()
    configuration.maximumReaderCount = 4
    configuration.busyMode = .timeout(busySeconds)
    configuration.readonly = mode == .readOnly
    configuration.prepareDatabase { database in
      try database.execute(literal: "PRAGMA case_sensitive_like = ON")
      for setting in SQLiteSetting.common + (database.configuration.readonly ? SQLiteSetting.reader : []) {
        try setting.set(on: database)
      }
      SQLiteFunctions.add(to: database)
    }
    return configuration
  }

  /// GRDB turns `synchronous` down to NORMAL when it opens a pool, so FULL is set here and read back: with less, a
  /// power cut takes back commits that people were told of.
  private static func prepareWriter(_ pool: DatabasePool, _ path: String) throws {
    try pool.writeWithoutTransaction { database in
      for setting in SQLiteSetting.writer { try setting.set(on: database) }
      for setting in SQLiteSetting.common + SQLiteSetting.writer {
        let finding = try setting.finding(on: database)
        guard finding.isSound else {
          throw Refusal(
            "database-setting", place: path, "SQLite keeps \(finding.name) at \(finding.value), not \(finding.wanted).",
            remedy: finding.remedy)
        }
      }
    }
  }

  /// The file holds personal data in time, so it and SQLite's files beside it are for the owner only.
  private static func makeFile(_ path: String) throws {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw Refusal(
        "data-folder", place: folder, "The folder cannot be made.",
        remedy: "Make it, writable for the account that runs the program.")
    }
    let descriptor = Foundation.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw Refusal(
        "data-folder", place: path, "The database cannot be opened: \(String(cString: strerror(errno))).",
        remedy: "Make the file and its folder writable for the account that runs the program.")
    }
    Foundation.close(descriptor)
  }

  func read<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T {
    let cancellation = Cancellation()
    do {
      return try await withTaskCancellationHandler {
        try await pool.read { database in
          let state = TransactionState(cancellation)
          defer { state.end() }
          let result = try body(SQLiteConnection(database, state))
          try state.checkBeforeCommit()
          return result
        }
      } onCancel: {
        cancellation.cancel()
      }
    } catch {
      throw SQLitePool.translated(error)
    }
  }

  func write<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T {
    let cancellation = Cancellation()
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        // Not GRDB's async `write`: that would interrupt a COMMIT when the task is cancelled.
        pool.asyncWriteWithoutTransaction { database in
          continuation.resume(with: Result { try SQLitePool.transaction(database, cancellation, body) })
        }
      }
    } onCancel: {
      cancellation.cancel()
    }
  }

  private static func transaction<T>(
    _ database: GRDB.Database, _ cancellation: Cancellation, _ body: (any Connection) throws -> T
  ) throws -> T {
    let state = TransactionState(cancellation)
    var result: T?
    do {
      try cancellation.check()
      try database.inTransaction(.immediate) {
        defer { state.end() }
        result = try body(SQLiteConnection(database, state))
        try state.checkBeforeCommit()
        return .commit
      }
    } catch {
      throw translated(error)
    }
    guard let result else { throw DatabaseFailure(.other, "A transaction ended without a result.") }
    return result
  }

  /// SQLITE_INTERRUPT is how a cancelled task shows.
  static func translated(_ error: any Error) -> any Error {
    switch error {
    case let error as DatabaseError:
      error.resultCode == .SQLITE_INTERRUPT ? CancellationError() : DatabaseFailure(error)
    case let failure as DatabaseFailure: failure.code == "9" ? CancellationError() : failure
    default: error
    }
  }

  /// Runs `body` outside any transaction on the writer, for `PRAGMA`s and checks.
  func withWriter<T: Sendable>(_ body: @escaping @Sendable (GRDB.Database) throws -> T) async throws -> T {
    do {
      return mode == .readWrite ? try await pool.writeWithoutTransaction(body) : try await pool.unsafeRead(body)
    } catch {
      throw SQLitePool.translated(error)
    }
  }

  func close() {
    let first = closed.withLock { closed in
      defer { closed = true }
      return !closed
    }
    guard first else { return }
    // Closing the last connection checkpoints; a failure here loses nothing, the next start recovers the log.
    try? pool.close()
    lock.withLock { $0 = nil }
  }

  deinit { close() }
}
