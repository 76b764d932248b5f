import Basics
import Dispatch
import Synchronization

/// Up to eight connections to one PostgreSQL database, given out in the order in which they are asked for.
final class PostgresPool: Sendable {
  private struct State {
    var idle: [PostgresSession] = []
    /// Connections that exist, idle or in use.
    var open = 0
    var waiting: [(ticket: Int, continuation: CheckedContinuation<PostgresSession?, any Error>)] = []
    var nextTicket = 0
    var isClosed = false
  }

  private let conninfo: String
  private let preamble: String
  private let state = Mutex(State())
  /// Eight keep a two-core server busy; PostgreSQL's default is a hundred for everybody.
  private static let size = 8
  /// How often a transaction is tried: eight writers of one row all get through in eight rounds, with as much again
  /// for bad luck.
  private static let attempts = 16

  /// Connects once, blocking, so that a wrong address is refused at start.
  init(conninfo: String, schema: String?, mode: Database.Mode) throws {
    try Database.Location.check(conninfo, schema)
    self.conninfo = conninfo
    preamble = PostgresPool.preamble(schema, mode)
    let session: PostgresSession
    do {
      session = try PostgresSession(conninfo: conninfo)
      if let schema, mode == .readWrite { try session.script("CREATE SCHEMA IF NOT EXISTS \"\(schema)\"") }
      try session.script(preamble)
    } catch let failure as DatabaseFailure {
      throw Refusal(
        "database-unreachable", place: "\(Database.Location.postgres(conninfo: conninfo, schema: schema))",
        "PostgreSQL does not let us in: \(failure.message).",
        remedy: "Check that the server runs, and the host, database, user and password of --database.")
    }
    guard session.serverVersion >= 150_000 else {
      throw Refusal(
        "database-version", "The PostgreSQL server is version \(session.serverVersion / 10_000).",
        remedy: "Use PostgreSQL 15 or later.")
    }
    let encoding = try session.query("SHOW server_encoding").rows().first?.text("server_encoding") ?? ""
    guard encoding == "UTF8" else {
      throw Refusal(
        "database-encoding", "The PostgreSQL database stores text as \(encoding).",
        remedy: "Make a database with ENCODING 'UTF8'.")
    }
    state.withLock {
      $0.open = 1
      $0.idle = [session]
    }
  }

  /// Settings of each connection: same texts for values on every server, and bounds on waiting.
  private static func preamble(_ schema: String?, _ mode: Database.Mode) -> String {
    var lines = [
      "SET client_min_messages = warning", "SET TIME ZONE 'UTC'", "SET DateStyle = 'ISO'",
      "SET bytea_output = 'hex'", "SET extra_float_digits = 1", "SET standard_conforming_strings = on",
      "SET lock_timeout = '10s'", "SET idle_in_transaction_session_timeout = '60s'",
    ]
    if let schema { lines.append("SET search_path = \"\(schema)\"") }
    if mode == .readOnly { lines.append("SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY") }
    return lines.joined(separator: "; ")
  }

  func read<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T {
    let interruption = Interruption(isRead: true)
    return try await withTaskCancellationHandler {
      try await transaction("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", interruption, body)
    } onCancel: {
      interruption.cancel()
    }
  }

  /// A running write is not interrupted by cancellation, only stopped between statements: a request to stop may
  /// arrive late and hit the COMMIT.
  func write<T: Sendable>(
    isolation: StaticString, _ body: @escaping @Sendable (any Connection) throws -> T
  ) async throws -> T {
    let interruption = Interruption(isRead: false)
    return try await withTaskCancellationHandler {
      try await transaction("BEGIN ISOLATION LEVEL \(isolation) READ WRITE", interruption, body)
    } onCancel: {
      interruption.cancel()
    }
  }

  private func transaction<T: Sendable>(
    _ begin: String, _ interruption: Interruption, _ body: @escaping @Sendable (any Connection) throws -> T
  ) async throws -> T {
    var attempt = 1
    while true {
      let outcome: Result<T, any Error>, problem: DatabaseFailure?
      do {
        let session = try await take()
        (outcome, problem) = await session.perform { session in
          PostgresPool.attempt(begin, session, interruption, body)
        }
        give(session, usable: !interruption.wasInterrupted)
      } catch let failure as DatabaseFailure {
        (outcome, problem) = (.failure(failure), failure)
      }
      guard let problem, problem.isWorthRetrying, attempt < PostgresPool.attempts,
        !problem.meansLostServer || attempt < 4, problem.code != "25006" || !interruption.isRead
      else { return try outcome.get() }
      if problem.meansLostServer { dropIdle() }
      attempt += 1
      let longest = min(400, (problem.meansLostServer ? 100 : 4) << attempt)
      try await Task.sleep(for: .milliseconds(Int.random(in: 1...longest)))
    }
  }

  /// One try: the outcome, and the database's own failure behind it, which decides whether to try again, whatever
  /// the closure made of it.
  private static func attempt<T>(
    _ begin: String, _ session: PostgresSession, _ interruption: Interruption, _ body: (any Connection) throws -> T
  ) -> (Result<T, any Error>, DatabaseFailure?) {
    let state = TransactionState(interruption.cancellation)
    interruption.begin(session)
    defer { interruption.end() }
    do {
      try interruption.cancellation.check()
      try session.script(begin)
      let result = try body(PostgresConnection(session, state))
      try state.checkBeforeCommit()
      try session.commit()
      return (.success(result), nil)
    } catch {
      state.end()
      if session.isConnected { try? session.script("ROLLBACK") }
      let problem = (state.failure as? DatabaseFailure) ?? (error as? DatabaseFailure)
      // 57014: the server stopped the statement because we asked it to.
      if problem?.code == "57014", interruption.wasInterrupted { return (.failure(CancellationError()), nil) }
      return (.failure(error), problem)
    }
  }

  /// Runs `work` on a connection outside any transaction.
  func withSession<T: Sendable>(
    _ work: @escaping @Sendable (PostgresSession) throws -> T
  ) async throws -> T {
    let session = try await take()
    let outcome = await session.perform { session in Result { try work(session) } }
    give(session, usable: true)
    return try outcome.get()
  }

  // MARK: the pool

  private enum Turn { case have(PostgresSession), connect, wait }

  private func take() async throws -> PostgresSession {
    while true {
      try Task.checkCancellation()
      let turn: Turn = try state.withLock { state in
        guard !state.isClosed else { throw DatabaseFailure(.connection, "The database has been closed.") }
        if let session = state.idle.popLast() { return .have(session) }
        guard state.open < PostgresPool.size else { return .wait }
        state.open += 1
        return .connect
      }
      switch turn {
      case .have(let session): return session
      case .connect: return try await connect()
      case .wait: if let session = try await wait() { return session }
      }
    }
  }

  private func connect() async throws -> PostgresSession {
    let conninfo = conninfo, preamble = preamble
    do {
      return try await withCheckedThrowingContinuation { continuation in
        DispatchQueue.global().async {
          continuation.resume(
            with: Result {
              let session = try PostgresSession(conninfo: conninfo)
              try session.script(preamble)
              return session
            })
        }
      }
    } catch {
      forget()
      throw error
    }
  }

  /// Waits for a connection to be given back; nil says that there is room for a new one.
  private func wait() async throws -> PostgresSession? {
    let ticket = state.withLock { state in
      state.nextTicket += 1
      return state.nextTicket
    }
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let now: PostgresSession?? = state.withLock { state in
          if Task.isCancelled || state.isClosed || state.open < PostgresPool.size { return .some(nil) }
          if let session = state.idle.popLast() { return session }
          state.waiting.append((ticket, continuation))
          return nil
        }
        if let now { continuation.resume(returning: now) }
      }
    } onCancel: {
      let waiting = state.withLock { state in
        state.waiting.firstIndex { $0.ticket == ticket }.map { state.waiting.remove(at: $0).continuation }
      }
      waiting?.resume(throwing: CancellationError())
    }
  }

  private func give(_ session: PostgresSession, usable: Bool) {
    guard usable, session.isUsable else { return forget() }
    let next = state.withLock { state -> CheckedContinuation<PostgresSession?, any Error>? in
      if state.isClosed {
        state.open -= 1
        return nil
      }
      guard state.waiting.isEmpty else { return state.waiting.removeFirst().continuation }
      state.idle.append(session)
      return nil
    }
    next?.resume(returning: session)
  }

  /// A connection is gone: whoever waits longest may make another.
  private func forget() {
    let next = state.withLock { state in
      state.open -= 1
      return state.waiting.isEmpty ? nil : state.waiting.removeFirst().continuation
    }
    next?.resume(returning: nil)
  }

  /// After a lost connection the idle ones are most likely dead too.
  private func dropIdle() {
    let dropped = state.withLock { state in
      defer { state.idle = [] }
      state.open -= state.idle.count
      return state.idle
    }
    _ = dropped
  }

  func close() {
    let waiting = state.withLock { state in
      state.isClosed = true
      state.open -= state.idle.count
      state.idle = []
      defer { state.waiting = [] }
      return state.waiting
    }
    for one in waiting { one.continuation.resume(returning: nil) }
  }
}

/// The link between a task's cancellation and the transaction that it runs.
private final class Interruption: Sendable {
  let cancellation = Cancellation()
  /// Only a read is interrupted in the middle of a statement.
  let isRead: Bool
  private let running = Mutex<PostgresSession?>(nil)
  private let interrupted = Mutex(false)

  init(isRead: Bool) { self.isRead = isRead }

  var wasInterrupted: Bool { interrupted.withLock { $0 } }

  func begin(_ session: PostgresSession) { running.withLock { $0 = session } }
  func end() { running.withLock { $0 = nil } }

  /// Holds `running` while it asks the server, so that the session is not given to another in the meantime.
  func cancel() {
    cancellation.cancel()
    guard isRead else { return }
    running.withLock { session in
      guard let session else { return }
      interrupted.withLock { $0 = true }
      session.interrupt()
    }
  }
}
