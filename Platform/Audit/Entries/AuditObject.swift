import Basics

/// The record that was touched: what was open to the person, not what it said.
package struct AuditObject: Hashable, Sendable {
  /// `case`, `person`, `document`.
  package let kind: String
  package let id: String
  /// The groups of fields that were shown or changed, such as `identity` or `safe-address`, sorted.
  package let fieldGroups: [String]
  /// The version of the row that was seen or made; counts from 0.
  package let rowVersion: Int?

  /// Refuses texts that are not identities or codes, more than 64 field groups, a negative version.
  package init(kind: String, id: String, fieldGroups: [String] = [], rowVersion: Int? = nil) throws {
    try AuditWord.check(kind, "object kind")
    try AuditWord.check(id, "object id")
    self.kind = kind
    self.id = id
    self.fieldGroups = try AuditWord.sorted(fieldGroups, "field groups", most: 64)
    self.rowVersion = try AuditGrounds.count(rowVersion, "row version")
  }
}
