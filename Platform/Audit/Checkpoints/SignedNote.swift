import Basics

/// A text with signatures under it (C2SP signed-note). The text counts for nothing until a known key's signature over
/// it has been verified.
package struct SignedNote: Hashable, Sendable, CustomStringConvertible {
  /// With its last newline.
  package let text: String
  package private(set) var signatures: [NoteSignature]

  init(text: String, signatures: [NoteSignature]) {
    self.text = text
    self.signatures = signatures
  }

  /// A checkpoint has a few hundred bytes, a cosignature a hundred. Bytes.
  static let longest = 65_536

  /// Refuses what is not text, a blank line and at least one signature line.
  package init(_ note: String) throws {
    let bytes = Array(note.utf8)
    guard bytes.count <= SignedNote.longest, bytes.last == 10, bytes.allSatisfy({ $0 >= 32 || $0 == 10 }),
      let blank = bytes.indices.dropLast().last(where: { bytes[$0] == 10 && bytes[$0 + 1] == 10 })
    else { throw SignedNote.unreadable }
    let lines = bytes[(blank + 2)...].split(separator: 10, omittingEmptySubsequences: false).dropLast()
    let signatures = try lines.map { line in
      guard let signature = NoteSignature(line: String(decoding: line, as: UTF8.self)) else {
        throw SignedNote.unreadable
      }
      return signature
    }
    guard !signatures.isEmpty else { throw SignedNote.unreadable }
    self.init(text: String(decoding: bytes[...blank], as: UTF8.self), signatures: signatures)
  }

  package var description: String { text + "\n" + signatures.map { "\($0)\n" }.joined() }

  /// Whether the note is signed by `key`. Every line that claims to be by the key must be: one false line spoils the
  /// note. Lines of other keys are passed over.
  package func isSigned(by key: VerifierKey) -> Bool {
    let lines = signatures.filter { key.isNamed(by: $0) }
    return !lines.isEmpty && lines.allSatisfy { key.verifies($0, over: text) }
  }

  /// The note with another signature line in the place of that key's former ones.
  func adding(_ line: NoteSignature) -> SignedNote {
    var out = self
    out.signatures.removeAll { $0.keyID == line.keyID && $0.name == line.name }
    out.signatures.append(line)
    return out
  }

  private static let unreadable = Refusal("signed-note", "The text is not a signed note.")
}
