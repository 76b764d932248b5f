import Synchronization

/// Whether the task that asked for a transaction has been cancelled; looked at before each statement and before COMMIT.
final class Cancellation: Sendable {
  private let flag = Atomic<Bool>(false)

  func cancel() { flag.store(true, ordering: .releasing) }
  func check() throws { if flag.load(ordering: .acquiring) { throw CancellationError() } }
}

/// What a transaction remembers of itself, so that both engines keep the same rules.
///
/// Touched only on the queue of its connection.
final class TransactionState {
  private let cancellation: Cancellation
  private(set) var failure: (any Error)?
  private var ended = false
  private var working = false

  init(_ cancellation: Cancellation) { self.cancellation = cancellation }

  func perform<T>(_ work: () throws -> T) throws -> T {
    if ended { throw DatabaseFailure(.other, "A connection was used after its transaction had ended.") }
    if let failure {
      throw DatabaseFailure(.other, "A statement was run after another had failed in the same transaction: \(failure)")
    }
    if working { throw DatabaseFailure(.other, "A statement was run while the rows of another were being read.") }
    working = true
    defer { working = false }
    do {
      try cancellation.check()
      return try work()
    } catch {
      failure = error
      throw error
    }
  }

  /// Called when the closure has returned: throws when the transaction must be rolled back all the same.
  func checkBeforeCommit() throws {
    ended = true
    if let failure {
      throw DatabaseFailure(.other, "A failed statement was ignored, so its transaction is rolled back: \(failure)")
    }
    try cancellation.check()
  }

  func end() { ended = true }
}
