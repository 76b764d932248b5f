import Basics
import Crypto
import Database
import Foundation

/// The private Ed25519 key (RFC 8032) by which a log signs its heads or a witness cosigns them: 32 bytes in a file of
/// its own, beside the database and never in it, so that whoever rewrites the database cannot sign what it then says.
///
/// A lost key is replaced by a new one, the old one's public half kept among `AuditLog.formerKeys`; every witness must
/// be told by another way than the server.
package struct AuditKey: Sendable {
  private let key: Curve25519.Signing.PrivateKey

  /// Refuses a seed that is not 32 bytes.
  package init(seed: [UInt8]) throws {
    guard seed.count == 32, let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed) else {
      throw AuditKey.refusal(nil, "The audit key is not 32 bytes.", "Restore it from the backup.")
    }
    self.key = key
  }

  /// The key in the file at `path`, made when there is none. Refuses a file that others than its owner may open.
  package static func load(path: String) throws -> AuditKey {
    if let held = try PrivateFile.read(path) { return try AuditKey(seed: held) }
    try PrivateFile.create(path, Array(Curve25519.Signing.PrivateKey().rawRepresentation))
    guard let written = try PrivateFile.read(path) else {
      throw refusal(path, "The audit key could not be written.", "Make the folder writable for the server's account.")
    }
    return try AuditKey(seed: written)
  }

  /// The public half, as it is given to others.
  package func verifier(name: String, _ kind: VerifierKey.Kind = .ed25519) throws -> VerifierKey {
    try VerifierKey(name: name, kind: kind, publicKey: Array(key.publicKey.rawRepresentation))
  }

  /// Signs a log's head under the log's own name.
  package func sign(_ checkpoint: Checkpoint) throws -> SignedHead {
    let line = try sign(text: checkpoint.text, name: checkpoint.origin)
    return SignedHead(checkpoint: checkpoint, note: SignedNote(text: checkpoint.text, signatures: [line]))
  }

  /// Signs a text of another kind than a head, under a name of its own, so that neither is ever taken for the other.
  package func sign(statement text: String, name: String) throws -> SignedNote {
    SignedNote(text: text, signatures: [try sign(text: text, name: name)])
  }

  func sign(text: String, name: String) throws -> NoteSignature {
    NoteSignature(
      name: name, keyID: try verifier(name: name).keyID,
      signature: Array(try key.signature(for: Array(text.utf8))))
  }

  /// Adds a witness's cosignature; the witness has verified that the log has only grown.
  func cosign(_ head: SignedHead, name: String, now: Instant) throws -> SignedHead {
    let seconds = max(0, now.milliseconds / 1000)
    let time = (0..<8).reversed().map { UInt8(truncatingIfNeeded: seconds >> ($0 * 8)) }
    let signature = try key.signature(for: Cosignature.message(head.note.text, seconds: seconds))
    let line = NoteSignature(
      name: name, keyID: try verifier(name: name, .cosignature).keyID, signature: time + Array(signature))
    return SignedHead(checkpoint: head.checkpoint, note: head.note.adding(line))
  }

  private static func refusal(_ place: String?, _ reason: String, _ remedy: String) -> Refusal {
    Refusal("audit-key", place: place, reason, remedy: remedy)
  }
}
