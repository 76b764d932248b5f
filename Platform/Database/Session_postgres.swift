import Basics
import CLibPQ
import Dispatch
import Synchronization

/// One connection to a PostgreSQL server, with the serial queue on which all its blocking calls are made.
///
/// Unchecked: libpq's connection is touched only on `queue`; only the handle for interrupting may be used elsewhere.
final class PostgresSession: @unchecked Sendable {
  private let queue = DispatchQueue(label: "concordat.postgres")
  private let handle: OpaquePointer
  private let canceller: OpaquePointer?
  private let notices = PostgresNotices()
  /// Statements prepared on this connection, by text and types of the values.
  private var prepared: [String: String] = [:]
  private var preparedCount = 0

  /// Prepared statements kept per connection: more than the program has, unless lists make many lengths of them.
  private static let preparedLimit = 500

  /// Connects at once, blocking. Later keywords win, so that the connection string can overrule ours.
  init(conninfo: String) throws {
    let keywords = [
      "connect_timeout", "keepalives_idle", "tcp_user_timeout", "application_name", "client_encoding", "dbname",
    ]
    let values = ["5", "30", "15000", "concordat", "UTF8", conninfo]
    let connected = withCStrings(keywords) { keywords in
      withCStrings(values) { values in PQconnectdbParams(keywords, values, 1) }
    }
    guard let connected else { throw DatabaseFailure(.connection, "There is no memory for a connection.") }
    guard PQstatus(connected) == CONNECTION_OK else {
      let message = String(cString: PQerrorMessage(connected)).trimmingWhitespace()
      PQfinish(connected)
      throw DatabaseFailure(.connection, message, code: "08001")
    }
    handle = connected
    canceller = PQgetCancel(connected)
    PQsetNoticeReceiver(
      connected,
      { context, result in
        guard let context else { return }
        Unmanaged<PostgresNotices>.fromOpaque(context).takeUnretainedValue().note(result)
      }, Unmanaged.passUnretained(notices).toOpaque())
  }

  deinit {
    if let canceller { PQfreeCancel(canceller) }
    PQfinish(handle)
  }

  /// Runs `work` on the connection's own thread.
  func perform<T: Sendable>(_ work: @escaping @Sendable (PostgresSession) -> T) async -> T {
    await withCheckedContinuation { continuation in
      queue.async { continuation.resume(returning: work(self)) }
    }
  }

  /// Whether the connection can serve another transaction.
  var isUsable: Bool { PQstatus(handle) == CONNECTION_OK && PQtransactionStatus(handle) == PQTRANS_IDLE }

  var serverVersion: Int { Int(PQserverVersion(handle)) }

  var isConnected: Bool { PQstatus(handle) == CONNECTION_OK }

  /// Asks the server to stop what it is doing. Callable from any thread; the connection is then thrown away, since
  /// the request may arrive late and hit the next statement.
  func interrupt() {
    guard let canceller else { return }
    var message = [CChar](repeating: 0, count: 256)
    PQcancel(canceller, &message, Int32(message.count))
  }

  /// Statements without values, such as BEGIN, several if need be.
  func script(_ text: String) throws { _ = try checked(PQexec(handle, text)) }

  /// Commits, and throws unless the server says that everything is kept.
  func commit() throws {
    notices.clear()
    guard let answer = PQexec(handle, "COMMIT") else { throw unknownOutcome() }
    let result = PostgresResult(answer)
    guard result.isFine else {
      let failure = failure(result)
      if PQstatus(handle) != CONNECTION_OK { throw unknownOutcome() }
      throw failure
    }
    guard result.tag == "COMMIT" else {
      throw DatabaseFailure(.other, "The server rolled the transaction back when asked to commit it.")
    }
    // A cancelled wait for the standbys is only a warning to PostgreSQL; to us the change is not safe yet.
    if notices.codes.contains("01000") {
      throw DatabaseFailure(.connection, "The change was made here, but no standby has confirmed it.", code: "01000")
    }
  }

  private func unknownOutcome() -> DatabaseFailure {
    DatabaseFailure(
      .connection, "The connection was lost while committing: the change may or may not have been made.",
      code: PostgresSession.unknownOutcomeCode)
  }

  /// SQLSTATE 08007, "transaction resolution unknown": never tried again by itself.
  static let unknownOutcomeCode = "08007"

  func query(_ sql: SQL) throws -> PostgresResult {
    let name = try prepare(sql)
    return try withParameters(sql) { count, values, lengths, formats in
      try checked(PQexecPrepared(handle, name, count, values, lengths, formats, 0))
    }
  }

  /// Gives the rows one at a time, in constant memory.
  func stream(_ sql: SQL, _ body: (Row) throws -> Void) throws {
    let name = try prepare(sql)
    let sent = try withParameters(sql) { count, values, lengths, formats in
      PQsendQueryPrepared(handle, name, count, values, lengths, formats, 0)
    }
    guard sent == 1, PQsetSingleRowMode(handle) == 1 else { throw failure(nil) }
    var problem: (any Error)?
    while let answer = PQgetResult(handle) {
      let result = PostgresResult(answer)
      guard problem == nil else { continue }
      do {
        guard result.isFine else { throw failure(result) }
        for row in result.rows() { try body(row) }
      } catch {
        problem = error
        interrupt()
      }
    }
    if let problem { throw problem }
  }

  /// Many statements in one round trip per 256, by libpq's pipeline mode.
  func pipeline(_ statements: [SQL]) throws {
    for chunk in stride(from: 0, to: statements.count, by: 256) {
      let part = statements[chunk..<min(chunk + 256, statements.count)]
      let names = try part.map { try prepare($0) }
      for statement in part { for value in statement.values { try value.check() } }
      guard PQenterPipelineMode(handle) == 1 else { throw failure(nil) }
      defer { PQexitPipelineMode(handle) }
      for (name, statement) in zip(names, part) {
        let sent = try withParameters(statement) { count, values, lengths, formats in
          PQsendQueryPrepared(handle, name, count, values, lengths, formats, 0)
        }
        guard sent == 1 else { throw failure(nil) }
      }
      guard PQpipelineSync(handle) == 1 else { throw failure(nil) }
      try readPipeline()
    }
  }

  /// Reads answers up to the sync; after the first failure the server skips the rest.
  private func readPipeline() throws {
    var problem: DatabaseFailure?
    var empty = 0
    while true {
      guard let answer = PQgetResult(handle) else {
        // One empty answer ends each statement; two on end, or a dead connection, is the end of everything.
        empty += 1
        if empty > 1 || PQstatus(handle) != CONNECTION_OK { throw problem ?? failure(nil) }
        continue
      }
      empty = 0
      let result = PostgresResult(answer)
      if result.status == PGRES_PIPELINE_SYNC { break }
      if !result.isFine, result.status != PGRES_PIPELINE_ABORTED, problem == nil { problem = failure(result) }
    }
    if let problem { throw problem }
  }

  private func prepare(_ sql: SQL) throws -> String {
    let text = sql.text
    let key = String(sql.values.map(\.mark)) + " " + text
    if let name = prepared[key] { return name }
    guard sql.values.count <= 65_535 else {
      throw DatabaseFailure(.other, "A statement has \(sql.values.count) values; PostgreSQL takes 65,535.")
    }
    if prepared.count >= PostgresSession.preparedLimit {
      try script("DEALLOCATE ALL")
      prepared = [:]
    }
    preparedCount += 1
    let name = "s\(preparedCount)"
    let types = sql.values.map(\.postgresType)
    _ = try checked(PQprepare(handle, name, text, Int32(types.count), types))
    prepared[key] = name
    return name
  }

  private func checked(_ answer: OpaquePointer?) throws -> PostgresResult {
    guard let answer else { throw failure(nil) }
    let result = PostgresResult(answer)
    guard result.isFine else { throw failure(result) }
    return result
  }

  private func failure(_ result: PostgresResult?) -> DatabaseFailure {
    let lost = PQstatus(handle) != CONNECTION_OK
    let message = result?.message ?? String(cString: PQerrorMessage(handle))
    return DatabaseFailure(sqlState: result?.sqlState ?? (lost ? "08006" : ""), message.trimmingWhitespace())
  }

  // MARK: COPY, for backup and restore

  func copyOut(_ text: String, _ take: (UnsafeRawBufferPointer) throws -> Void) throws {
    _ = try checked(PQexec(handle, text))
    var problem: (any Error)?
    var buffer: UnsafeMutablePointer<CChar>?
    while true {
      let count = PQgetCopyData(handle, &buffer, 0)
      guard count > 0 else { break }
      defer { PQfreemem(buffer) }
      guard problem == nil else { continue }
      do { try take(UnsafeRawBufferPointer(start: buffer, count: Int(count))) } catch { problem = error }
    }
    while let answer = PQgetResult(handle) {
      let result = PostgresResult(answer)
      if !result.isFine, problem == nil { problem = failure(result) }
    }
    if let problem { throw problem }
  }

  /// `next` gives the bytes in pieces, and nil at their end.
  func copyIn(_ text: String, _ next: () throws -> [UInt8]?) throws {
    _ = try checked(PQexec(handle, text))
    var problem: (any Error)?
    do {
      while let piece = try next() {
        let sent = piece.withUnsafeBufferPointer { bytes in
          bytes.withMemoryRebound(to: CChar.self) { PQputCopyData(handle, $0.baseAddress, Int32(clamping: $0.count)) }
        }
        guard sent == 1 else { throw failure(nil) }
      }
    } catch {
      problem = error
    }
    PQputCopyEnd(handle, problem == nil ? nil : "stopped by the client")
    while let answer = PQgetResult(handle) {
      let result = PostgresResult(answer)
      if !result.isFine, problem == nil { problem = failure(result) }
    }
    if let problem { throw problem }
  }
}

/// The SQLSTATEs of the notices that the server sent since they were last cleared.
private final class PostgresNotices {
  private(set) var codes: [String] = []

  func clear() { codes = [] }
  func note(_ result: OpaquePointer?) {
    guard let result, codes.count < 100, let code = PQresultErrorField(result, Int32(UInt8(ascii: "C"))) else { return }
    codes.append(String(cString: code))
  }
}
