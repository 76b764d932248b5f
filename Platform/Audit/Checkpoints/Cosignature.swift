import Basics

/// A witness's statement that, at a time, this was the largest head it had seen of the log, and that the log had only
/// grown up to it (C2SP tlog-cosignature, Ed25519).
package struct Cosignature: Hashable, Sendable {
  package let name: String
  /// Whole seconds since 1970-01-01 in universal time.
  package let seconds: Int

  package var time: Instant { Instant(milliseconds: 0).adding(seconds: seconds) }

  /// Reads the time in a signature line; nil when the line is no cosignature. Nothing is verified.
  init?(_ line: NoteSignature) {
    guard line.signature.count == 72 else { return nil }
    let number = line.signature.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    // Far beyond the year 9999, and far below what a time in milliseconds holds.
    guard number <= 1 << 40 else { return nil }
    name = line.name
    seconds = Int(number)
  }

  /// What is signed: two lines of its own, then the note's text.
  static func message(_ text: String, seconds: Int) -> [UInt8] {
    Array("cosignature/v1\ntime \(seconds)\n\(text)".utf8)
  }
}
