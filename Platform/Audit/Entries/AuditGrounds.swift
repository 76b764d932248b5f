import Basics

/// Why an act was allowed or refused, by structure and not by anybody's explanation: purpose, agreement, rules.
///
/// The reason is a code from a list. Section 62 DPA 2018 no longer asks for a typed justification of a consultation
/// (Data (Use and Access) Act 2025 s.82), and a wrongdoer does not type an honest one.
package struct AuditGrounds: Hashable, Sendable {
  package enum Effect: String, CaseIterable, Sendable { case allow, deny }

  /// The information sharing agreement that carried the act, in the version then in force.
  package struct Agreement: Hashable, Sendable {
    package let id: String
    package let version: Int

    package init(id: String, version: Int) throws {
      try AuditWord.check(id, "agreement")
      self.id = id
      self.version = try AuditGrounds.count(version, "agreement version")
    }
  }

  package let purpose: String?
  package let agreement: Agreement?
  /// The clauses of the sharing decision that spoke, sorted.
  package let rules: [String]
  package let effect: Effect?
  package let reason: String?

  /// Refuses texts that are not codes and more than 64 rules.
  package init(
    purpose: String? = nil, agreement: Agreement? = nil, rules: [String] = [], effect: Effect? = nil,
    reason: String? = nil
  ) throws {
    try AuditWord.check(purpose, "purpose")
    try AuditWord.check(reason, "reason")
    self.purpose = purpose
    self.agreement = agreement
    self.rules = try AuditWord.sorted(rules, "rules", most: 64)
    self.effect = effect
    self.reason = reason
  }

  package static let none = AuditGrounds()

  private init() {
    purpose = nil
    agreement = nil
    rules = []
    effect = nil
    reason = nil
  }

  static func count(_ number: Int, _ field: String) throws -> Int {
    guard number >= 0 else {
      throw Refusal("audit-entry", place: field, "An audit entry's \(field) is below 0.")
    }
    return number
  }

  static func count(_ number: Int?, _ field: String) throws -> Int? { try number.map { try count($0, field) } }
}
