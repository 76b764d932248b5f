/// One signature line of a note: `— name base64(key id ‖ signature)` (C2SP signed-note).
package struct NoteSignature: Hashable, Sendable, CustomStringConvertible {
  package let name: String
  /// 4 bytes.
  package let keyID: [UInt8]
  /// What the key made; 64 bytes for a log's Ed25519, 72 for a cosignature.
  package let signature: [UInt8]

  init(name: String, keyID: [UInt8], signature: [UInt8]) {
    self.name = name
    self.keyID = keyID
    self.signature = signature
  }

  /// Reads a line without its newline; nil for anything else.
  init?(line: some StringProtocol) {
    let parts = line.split(separator: " ", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0] == "—", VerifierKey.couldBeName(parts[1]), let bytes = Base64.bytes(parts[2]),
      bytes.count > 4
    else { return nil }
    self.init(name: String(parts[1]), keyID: Array(bytes.prefix(4)), signature: Array(bytes.dropFirst(4)))
  }

  /// The line without its newline.
  package var description: String { "— \(name) \(Base64.text(keyID + signature))" }
}
