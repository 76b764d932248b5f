/// Why a witness does not sign: each is a reason to telephone, and the offered text is the evidence.
package struct WitnessAlarm: Error, Equatable, Sendable, CustomStringConvertible {
  package enum Kind: String, Sendable {
    /// Innocent only before the log's first head.
    case noHead = "the log shows no signed head"
    case unreadable = "what the log sent cannot be read"
    case otherLog = "the head is another log's"
    case otherKey = "the head is not signed by the log's key"
    case badSignature = "the log's signature is false"
    case rollback = "the log is shorter than it was"
    case fork = "the log has two different heads of the same size"
    case inconsistent = "the log has changed what it held before"
    case otherProof = "the proof is for another size than was asked"
    case changedState = "the witness's own file is not what it wrote"
  }

  package let kind: Kind
  /// What the log sent.
  package let offered: String

  package var description: String { "Not witnessed: \(kind.rawValue)." }
}
