import Basics

/// An entry in its place in the log: what the leaf of the tree is made from.
package struct AuditRecord: Hashable, Sendable {
  /// The order of the log, from 0 without a gap; the time only informs.
  package let index: Int
  /// What the server's clock said when the entry was appended.
  package let time: Instant
  /// The server's clock was behind the entry before this one.
  package let clockWentBack: Bool
  package let entry: AuditEntry

  /// Milliseconds since 1970-01-01: to the end of the year 9999, the last that RFC 3339 can write.
  static let times = 0...253_402_300_799_999

  init(index: Int, time: Instant, clockWentBack: Bool, entry: AuditEntry) {
    self.index = index
    self.time = time
    self.clockWentBack = clockWentBack
    self.entry = entry
  }

  package var leafHash: MerkleHash { .leaf(leaf) }
}

/// Bytes that are not the encoding of any record: damage, or the work of another version of the program.
package struct MalformedLeaf: Error, Equatable, Sendable, CustomStringConvertible {
  package let reason: String
  package var description: String { "An audit entry cannot be read: \(reason)." }
}
