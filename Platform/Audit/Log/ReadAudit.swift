import Basics

/// Writes the entries about reading, many in one transaction: a page is shown when its entry is safely stored and not
/// before. When the write fails, everybody who waits for it is told so, and shows nothing.
///
/// A reader who comes alone waits for one write and no longer. While one group is being written the next one gathers, up to
/// 256 entries, so that hundreds of readers a second share their syncs. A pause before each group would save syncs and cost
/// every reader that pause.
package actor ReadAudit {
  package typealias Write = @Sendable ([AuditEntry]) async throws -> Range<Int>

  private struct Waiting {
    let entry: AuditEntry
    let continuation: CheckedContinuation<Int, any Error>
  }

  private let write: Write
  private let pause: Duration
  private let most: Int
  private let longest: Int
  private var waiting: [Waiting] = []
  private var isWriting = false
  private var isPausing = false

  /// `longest`: with this many waiting the database does not keep up, and further readers are refused.
  package init(
    pause: Duration = .zero, most: Int = 256, longest: Int = 8_192, write: @escaping Write
  ) {
    self.write = write
    self.pause = pause
    self.most = most
    self.longest = longest
  }

  /// Entries have the time at which their group is written.
  package init(_ log: AuditLog, clock: Clock) {
    self.init { entries in
      try await log.write { connection in try log.append(entries, now: clock.now(), in: connection) }
    }
  }

  /// Returns the entry's index once it is stored. Throws when it could not be, or when that is not known: show nothing.
  ///
  /// A reader that is cancelled meanwhile has its entry all the same.
  @discardableResult
  package func record(_ entry: AuditEntry) async throws -> Int {
    guard waiting.count < longest else {
      throw Refusal(
        "audit-busy", "The audit log cannot keep up, so nothing is shown.", remedy: "Wait a moment and try again.")
    }
    return try await withCheckedThrowingContinuation { continuation in
      waiting.append(Waiting(entry: entry, continuation: continuation))
      startWriting()
    }
  }

  private func startWriting() {
    guard !isWriting, !waiting.isEmpty else { return }
    if waiting.count >= most || pause == .zero {
      isWriting = true
      // Not the caller's task: a reader who goes away must not take the others' entries along.
      Task { await writeAll() }
    } else if !isPausing {
      isPausing = true
      Task {
        try? await Task.sleep(for: pause)
        await pauseEnded()
      }
    }
  }

  private func pauseEnded() async {
    isPausing = false
    guard !isWriting, !waiting.isEmpty else { return }
    isWriting = true
    await writeAll()
  }

  private func writeAll() async {
    while !waiting.isEmpty {
      let group = Array(waiting.prefix(most))
      waiting.removeFirst(group.count)
      do {
        let indexes = try await write(group.map(\.entry))
        guard indexes.count == group.count else {
          throw Refusal("audit-count", "The audit log stored \(indexes.count) of \(group.count) entries.")
        }
        for (one, index) in zip(group, indexes) { one.continuation.resume(returning: index) }
      } catch {
        for one in group { one.continuation.resume(throwing: error) }
      }
    }
    isWriting = false
  }
}
