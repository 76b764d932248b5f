import Dispatch
import Synchronization

/// A flag that one task raises and another, or the closure of a transaction, waits for.
final class Signal: Sendable {
  private let raised = Mutex(false)

  func raise() { raised.withLock { $0 = true } }

  /// For the synchronous closure of a transaction; gives up after two minutes, which only a fault takes.
  func wait() {
    for _ in 0..<120_000 where !raised.withLock({ $0 }) { usleepMillisecond() }
  }

  func reached() async {
    for _ in 0..<120_000 where !raised.withLock({ $0 }) { try? await Task.sleep(for: .milliseconds(1)) }
  }

  private func usleepMillisecond() { _ = DispatchSemaphore(value: 0).wait(timeout: .now() + .milliseconds(1)) }
}
