import Dispatch
import Synchronization

/// Work on many rows, shared among the processors.
enum Processors {
  /// The same as `list.map(body)`, on two processors when the list is long.
  static func map<Item: Sendable, Output: Sendable>(
    _ list: [Item], atLeast long: Int = 256, _ body: (Item) -> Output
  ) -> [Output] {
    guard list.count >= long else { return list.map(body) }
    let halves = Mutex<[Int: [Output]]>([:])
    let middle = list.count / 2
    withoutActuallyEscaping(body) { body in
      nonisolated(unsafe) let shared = body
      DispatchQueue.concurrentPerform(iterations: 2) { half in
        let part = (half == 0 ? list[..<middle] : list[middle...]).map(shared)
        halves.withLock { $0[half] = part }
      }
    }
    return halves.withLock { ($0[0] ?? []) + ($0[1] ?? []) }
  }
}
