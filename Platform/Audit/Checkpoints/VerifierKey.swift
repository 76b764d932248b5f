import Basics
import Crypto

/// The public half of a key, with the name it signs under and the kind of statement it makes: what an agency's witness
/// is given about the log, and the log about its witnesses.
///
/// Written as C2SP signed-note has it: `name+keyid+base64(kind ‖ public key)`, the key id in eight hexadecimal digits.
package struct VerifierKey: Hashable, Sendable, CustomStringConvertible {
  /// The signature type identifier byte of C2SP signed-note.
  package enum Kind: UInt8, Sendable {
    /// A log's plain Ed25519 signature over the text of a note.
    case ed25519 = 1
    /// A witness's timestamped Ed25519 cosignature (C2SP tlog-cosignature).
    case cosignature = 4
  }

  package let name: String
  package let kind: Kind
  /// 32 bytes, as RFC 8032 encodes an Ed25519 public key.
  package let publicKey: [UInt8]

  /// Refuses a name that a note cannot carry and a key that is not 32 bytes.
  package init(name: String, kind: Kind, publicKey: [UInt8]) throws {
    guard VerifierKey.couldBeName(name) else {
      throw Refusal(
        "verifier-key", "A key's name is empty, or has a space, a plus sign or a control character.",
        remedy: "Use an address without its scheme, such as partnership.example/audit.")
    }
    guard publicKey.count == 32 else { throw VerifierKey.unreadable }
    self.name = name
    self.kind = kind
    self.publicKey = publicKey
  }

  /// Reads `name+keyid+base64`; refuses a key id that is not the key's.
  package init(_ text: String) throws {
    let parts = text.split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, let bytes = Base64.bytes(parts[2]), let first = bytes.first,
      let kind = Kind(rawValue: first)
    else { throw VerifierKey.unreadable }
    try self.init(name: String(parts[0]), kind: kind, publicKey: Array(bytes.dropFirst()))
    guard parts[1] == Hex.text(keyID) else { throw VerifierKey.unreadable }
  }

  package var description: String { "\(name)+\(Hex.text(keyID))+\(Base64.text([kind.rawValue] + publicKey))" }

  /// The first 4 bytes of SHA-256(name ‖ newline ‖ kind ‖ public key): a label, not a proof.
  package var keyID: [UInt8] {
    Array(SHA256.hash(data: Array(name.utf8) + [10, kind.rawValue] + publicKey).prefix(4))
  }

  /// Whether the signature line claims to be by this key.
  func isNamed(by line: NoteSignature) -> Bool {
    line.keyID == keyID && Array(line.name.utf8) == Array(name.utf8)
  }

  /// Whether the line is this key's valid signature over `text`.
  func verifies(_ line: NoteSignature, over text: String) -> Bool {
    guard isNamed(by: line), let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey) else {
      return false
    }
    switch kind {
    case .ed25519: return line.signature.count == 64 && key.isValidSignature(line.signature, for: Array(text.utf8))
    case .cosignature:
      guard let statement = Cosignature(line) else { return false }
      return key.isValidSignature(
        Array(line.signature.dropFirst(8)), for: Cosignature.message(text, seconds: statement.seconds))
    }
  }

  /// Not empty, and without Unicode spaces, plus signs and control characters.
  static func couldBeName(_ name: some StringProtocol) -> Bool {
    !name.isEmpty && !name.unicodeScalars.contains { $0.value < 32 || $0 == "+" || $0.properties.isWhitespace }
  }

  private static let unreadable = Refusal(
    "verifier-key", "The text is not a verifier key.",
    remedy: "Copy it whole, as the other side gave it: name+keyid+key.")
}
