import Basics

/// What may stand in clear in the log: an identity or a code, never words about a person.
///
/// Entries are kept for years, copied to witnesses' backups and never erased, so a name or an address in clear would
/// outlive every right to erasure. Free text goes sealed into `AuditEntry.sealed`, or nowhere.
enum AuditWord {
  /// Bytes.
  static let longest = 128

  /// Refuses anything but 1 to 128 of the letters, digits and signs that identities and codes are made of.
  static func check(_ text: String, _ field: String) throws {
    guard !text.isEmpty, text.utf8.count <= longest, text.utf8.allSatisfy(isAllowed) else {
      throw Refusal(
        "audit-entry", place: field, "An audit entry's \(field) is not an identity or a code.",
        remedy: "Give 1 to \(longest) letters, digits and - _ . : / only; text about a person is sealed.")
    }
  }

  static func check(_ text: String?, _ field: String) throws {
    if let text { try check(text, field) }
  }

  /// The words once each, in the order of their bytes: a set has one way to be written.
  static func sorted(_ words: [String], _ field: String, most: Int) throws -> [String] {
    guard words.count <= most else {
      throw Refusal("audit-entry", place: field, "An audit entry has more than \(most) \(field).")
    }
    for word in words { try check(word, field) }
    return Set(words).sorted()
  }

  private static func isAllowed(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."),
      UInt8(ascii: ":"), UInt8(ascii: "/"):
      true
    default: false
    }
  }
}
