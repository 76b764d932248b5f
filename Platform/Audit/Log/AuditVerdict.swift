import Basics

/// What reading the whole log again found.
package struct AuditVerdict: Hashable, Sendable, CustomStringConvertible {
  /// Entries.
  package let size: Int
  /// The root over them as recomputed from their bytes; nil when the log is damaged.
  package let root: MerkleHash?
  /// How many signed heads were found right.
  package let heads: Int
  /// Entries under the last of them; what comes after could be cut off unnoticed until it is under a head, too.
  package let covered: Int
  package let damage: AuditDamage?

  package var isSound: Bool { damage == nil }

  package var description: String {
    if let damage { return "The audit log is damaged: \(damage)" }
    let tail = size - covered
    return "The audit log is sound: \(size.grouped) entries under \(heads.grouped) signed heads"
      + (tail == 0 ? "." : ", the last \(tail.grouped) not yet under one.")
  }
}

/// Where the log is no longer what was written.
package struct AuditDamage: Error, Hashable, Sendable, CustomStringConvertible {
  package enum Kind: String, Sendable {
    case missing = "an entry is missing"
    case unreadable = "an entry cannot be read"
    case changed = "an entry's bytes are not those that were hashed"
    case misplaced = "an entry stands in another's place"
    case clock = "an entry's mark of a clock set back is wrong"
    case columns = "what can be searched differs from the entry"
    case node = "a node of the tree is not made from what is below it"
    case extra = "there are rows that belong to no entry"
    case head = "the entries are not those of the signed head"
    case headForeign = "a head is not signed by the log's key"
    case headBeyond = "a signed head covers more entries than there are"
  }

  package let kind: Kind
  /// The first entry that is damaged, or that may be when it is only known in which range the damage lies.
  package let index: Int
  /// The entries among which the damage is.
  package let range: Range<Int>

  init(_ kind: Kind, _ range: Range<Int>) {
    self.kind = kind
    self.range = range
    index = range.lowerBound
  }

  init(_ kind: Kind, at index: Int) { self.init(kind, index..<(index + 1)) }

  package var description: String {
    range.count <= 1
      ? "\(kind.rawValue), at entry \(index)."
      : "\(kind.rawValue), between entries \(index) and \(range.upperBound - 1)."
  }
}
