import Basics

/// A checkpoint that is signed by its log, and perhaps cosigned by witnesses.
package struct SignedHead: Hashable, Sendable, CustomStringConvertible {
  package let checkpoint: Checkpoint
  package let note: SignedNote

  /// Why a text is not a head of the log that is expected.
  package enum Fault: Error, Equatable, Sendable {
    case unreadable
    /// The head of another log.
    case origin(String)
    /// No signature by the log's key: another key signed, or nobody.
    case key
    /// A signature that claims to be by the log's key and is not.
    case signature
  }

  /// Reads a head of the log `origin`, signed by one of `keys`; throws a `Fault`.
  package init(_ text: String, origin: String, keys: [VerifierKey]) throws {
    guard let note = try? SignedNote(text), let checkpoint = try? Checkpoint(text: note.text) else {
      throw Fault.unreadable
    }
    guard Array(checkpoint.origin.utf8) == Array(origin.utf8) else { throw Fault.origin(checkpoint.origin) }
    let named = keys.filter { key in note.signatures.contains { key.isNamed(by: $0) } }
    guard !named.isEmpty else { throw Fault.key }
    guard named.allSatisfy({ note.isSigned(by: $0) }) else { throw Fault.signature }
    self.checkpoint = checkpoint
    self.note = note
  }

  init(checkpoint: Checkpoint, note: SignedNote) {
    self.checkpoint = checkpoint
    self.note = note
  }

  /// The note as it is served, stored and printed.
  package var description: String { note.description }

  /// The valid cosignatures of `witnesses`.
  package func cosignatures(by witnesses: [VerifierKey]) -> [Cosignature] {
    note.signatures.compactMap { line in
      witnesses.contains { $0.kind == .cosignature && $0.verifies(line, over: note.text) } ? Cosignature(line) : nil
    }
  }
}
