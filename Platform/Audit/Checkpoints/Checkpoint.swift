import Basics

/// The head of a log at one size: which log, how many entries, the root over them (C2SP tlog-checkpoint).
package struct Checkpoint: Hashable, Sendable {
  /// The log's own name, such as `partnership.example/audit`.
  package let origin: String
  /// Entries.
  package let size: Int
  package let root: MerkleHash

  package init(origin: String, size: Int, root: MerkleHash) {
    self.origin = origin
    self.size = size
    self.root = root
  }

  /// The note's text: three lines, each with its newline.
  package var text: String { "\(origin)\n\(size)\n\(Base64.text(root.bytes))\n" }

  /// Reads a note's text. Lines after the third are let be, as the format has it: they say nothing about the tree.
  package init(text: String) throws {
    let lines = Array(text.utf8).split(separator: 10, omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
    guard lines.count >= 4, lines.last == "", lines.dropLast().allSatisfy({ !$0.isEmpty }),
      let size = Checkpoint.size(lines[1]), let root = Base64.bytes(lines[2]).flatMap({ MerkleHash($0) })
    else { throw Refusal("checkpoint", "The note is not the checkpoint of a log.") }
    self.init(origin: lines[0], size: size, root: root)
  }

  /// A number in decimal digits without leading zeroes; nil for any other text.
  static func size(_ text: some StringProtocol) -> Int? {
    guard let size = Int(text), size >= 0, String(size) == text else { return nil }
    return size
  }
}
