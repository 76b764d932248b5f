import Basics

/// What a log hands to a witness: its latest head, and the proof that it grew out of the head that the witness holds.
///
/// Written as the body of C2SP tlog-witness's `add-checkpoint`: `old SIZE`, the proof's hashes in base 64 each on a
/// line, an empty line, the signed checkpoint.
package struct WitnessOffer: Hashable, Sendable, CustomStringConvertible {
  /// The size from which the proof leads.
  package let old: Int
  package let path: [MerkleHash]
  package let note: SignedNote

  package init(old: Int, path: [MerkleHash], note: SignedNote) {
    self.old = old
    self.path = path
    self.note = note
  }

  /// Refuses any other text; a proof has at most 63 hashes.
  package init(_ text: String) throws {
    let bytes = Array(text.utf8)
    guard let blank = bytes.indices.dropLast().first(where: { bytes[$0] == 10 && bytes[$0 + 1] == 10 }) else {
      throw WitnessOffer.unreadable
    }
    let lines = bytes[..<blank].split(separator: 10, omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
    guard let first = lines.first, first.hasPrefix("old "), let old = Checkpoint.size(first.dropFirst(4)),
      lines.count <= 64
    else { throw WitnessOffer.unreadable }
    let path = try lines.dropFirst().map { line in
      guard let hash = Base64.bytes(line).flatMap({ MerkleHash($0) }) else { throw WitnessOffer.unreadable }
      return hash
    }
    self.init(old: old, path: path, note: try SignedNote(String(decoding: bytes[(blank + 2)...], as: UTF8.self)))
  }

  package var description: String {
    "old \(old)\n" + path.map { Base64.text($0.bytes) + "\n" }.joined() + "\n" + note.description
  }

  private static let unreadable = Refusal("witness-offer", "The text is not a checkpoint with its proof.")
}
