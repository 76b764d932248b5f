import Basics

/// One form as it was sent: a key belongs to a session and an address.
package struct IdempotencyKey: Hashable, Sendable {
  package let session: String
  package let path: String
  package let key: String

  package init(session: String, path: String, key: String) {
    self.session = session
    self.path = path
    self.key = key
  }
}

package enum IdempotencyClaim: Sendable {
  /// Nobody has sent this form yet: run the handler, then `settle`.
  case first
  /// The form was carried out: this is what the sender was told.
  case replay(Response)
  /// The key was used before with other content: neither answer would be right.
  case different
}

/// Remembers what became of forms, so that a form sent twice is carried out once.
package protocol IdempotencyStore: Sendable {
  /// Claims the key. While another request with it is running, waits for that one. `fingerprint` is a digest of content.
  func claim(_ key: IdempotencyKey, fingerprint: String, now: Instant) async throws -> IdempotencyClaim
  /// Ends a claim that was `first`. Nil when nothing was carried out, so that the form may be sent again.
  func settle(_ key: IdempotencyKey, _ response: Response?) async
}

/// Keeps outcomes in memory, oldest given up first; good until the process ends.
package actor MemoryIdempotency: IdempotencyStore {
  private enum Entry {
    case running(fingerprint: String, waiting: [CheckedContinuation<Void, Never>])
    case done(fingerprint: String, Response)
  }

  private let capacity: Int
  private let byteCapacity: Int
  private var entries: [IdempotencyKey: Entry] = [:]
  private var order: [IdempotencyKey] = []
  private var bytes = 0

  package init(capacity: Int = 10_000, byteCapacity: Int = 32 * 1_048_576) {
    self.capacity = capacity
    self.byteCapacity = byteCapacity
  }

  package func claim(_ key: IdempotencyKey, fingerprint: String, now: Instant) async -> IdempotencyClaim {
    while true {
      switch entries[key] {
      case nil:
        entries[key] = .running(fingerprint: fingerprint, waiting: [])
        return .first
      case .done(let known, let response): return known == fingerprint ? .replay(response) : .different
      case .running(let known, _) where known != fingerprint: return .different
      case .running:
        await withCheckedContinuation { continuation in
          if case .running(let known, let waiting) = entries[key] {
            entries[key] = .running(fingerprint: known, waiting: waiting + [continuation])
          } else {
            continuation.resume()
          }
        }
      }
    }
  }

  package func settle(_ key: IdempotencyKey, _ response: Response?) {
    guard case .running(let fingerprint, let waiting) = entries[key] else { return }
    if let response {
      entries[key] = .done(fingerprint: fingerprint, response)
      order.append(key)
      bytes += response.body.count
      forget()
    } else {
      entries[key] = nil
    }
    for continuation in waiting { continuation.resume() }
  }

  private func forget() {
    var given = 0
    while given < order.count - 1, order.count - given > capacity || bytes > byteCapacity {
      if case .done(_, let response) = entries.removeValue(forKey: order[given]) { bytes -= response.body.count }
      given += 1
    }
    order.removeFirst(given)
  }
}
