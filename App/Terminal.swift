import Basics
import Foundation
import Synchronization

/// What a person at a terminal sees beside the answer: complaints, notes and progress go to standard error, so that
/// standard output stays what was asked for.
enum Terminal {
  static func complain(_ text: String) { write(text + "\n") }
  static func note(_ text: String) { write(text + "\n") }

  fileprivate static func write(_ text: String) { try? FileHandle.standardError.write(contentsOf: Data(text.utf8)) }
  static let isWatched = isatty(2) == 1
}

/// A bar for work over a second: drawn at most ten times a second, and only for a person who watches.
final class ProgressBar: Sendable {
  private struct State {
    var drawn = 0.0
    var shown = false
  }
  private let started = Date().timeIntervalSince1970
  private let state = Mutex(State())

  func show(done: Double, _ words: String) {
    let now = Date().timeIntervalSince1970
    let due = state.withLock { state in
      guard Terminal.isWatched, now - started > 1, now - state.drawn > 0.1 else { return false }
      state.drawn = now
      state.shown = true
      return true
    }
    guard due else { return }
    let filled = Int((min(max(done, 0), 1) * 30).rounded())
    let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: 30 - filled)
    Terminal.write("\r\(bar) \((done * 100).fixed(0))% \(words.prefix(60))\u{1B}[K")
  }

  func finish() { if state.withLock({ $0.shown }) { Terminal.write("\r\u{1B}[K") } }
}
