import Basics

/// Whose data a key protects: one case, one person, or one disclosure or answer to a subject access
/// request (what was sent outlives the case it came from). Whoever may open one owner's fields still opens nobody else's,
/// and erasing an owner's key erases all that was kept of it, in every copy.
package struct KeyOwner: Hashable, Sendable, CustomStringConvertible {
  package enum Kind: String, CaseIterable, Sendable, CustomStringConvertible {
    case `case`, person, disclosure
    package var description: String { rawValue }
  }

  package let kind: Kind
  package let id: String
  /// As the key store has it, and as ciphertexts are bound to it: `case:ID`, `person:ID` or `disclosure:ID`.
  package let description: String

  /// Refuses an identity that is empty, longer than 128 characters or not printable ASCII: Swift takes differently
  /// composed accents for equal where the database does not, and then two owners could share a key.
  package init(_ kind: Kind, _ id: String) throws {
    guard !id.isEmpty, id.utf8.count <= 128, id.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
      throw Refusal(
        "key-owner", place: kind.rawValue, "This is not the identity of a \(kind).",
        remedy: "Use the identity that the record was given when it was made.")
    }
    self.kind = kind
    self.id = id
    description = "\(kind.rawValue):\(id)"
  }

  package init<Thing>(_ kind: Kind, _ id: ID<Thing>) throws { try self.init(kind, id.text) }

  /// Reads what `description` writes; nil for other text.
  package init?(_ text: String) {
    let parts = text.split(separator: ":", maxSplits: 1)
    guard parts.count == 2, let kind = Kind(rawValue: String(parts[0])),
      let owner = try? KeyOwner(kind, String(parts[1])), owner.description == text
    else { return nil }
    self = owner
  }
}
