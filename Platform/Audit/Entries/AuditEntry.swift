import Basics

/// One thing that was done with the partnership's records or with the server, as the part that did it reports it: the
/// log under section 62 DPA 2018, and what accountability needs beyond it.
///
/// Nothing in it is text about a person. Its place and time are given when it is appended (`AuditRecord`).
package struct AuditEntry: Hashable, Sendable {
  package let category: AuditCategory
  package let actor: AuditActor
  package let object: AuditObject?
  /// The identities of the people whose data it was, sorted.
  package let individuals: [String]
  /// Who received the data: given for a disclosure and for nothing else (s.62(3)).
  package let recipient: String?
  package let grounds: AuditGrounds
  /// How many results a search gave.
  package let resultCount: Int?
  /// Text such as a search term or a reason, encrypted by the caller under the key of the case: opaque here. The leaf's
  /// hash covers the ciphertext, so that destroying the key leaves every proof valid.
  package let sealed: [UInt8]?

  /// A list of cases shows some hundreds of people; an export is cut into entries of this many.
  package static let mostIndividuals = 10_000
  /// Bytes.
  package static let longestSealed = 65_536

  /// Refuses one of the six acts of section 62 without an individual, a recipient where nothing is disclosed, none
  /// where something is, and anything in clear that is not an identity or a code.
  package init(
    _ category: AuditCategory, by actor: AuditActor, object: AuditObject? = nil, individuals: [String] = [],
    recipient: String? = nil, grounds: AuditGrounds = .none, resultCount: Int? = nil, sealed: [UInt8]? = nil
  ) throws {
    self.category = category
    self.actor = actor
    self.object = object
    self.individuals = try AuditWord.sorted(individuals, "individuals", most: AuditEntry.mostIndividuals)
    guard !category.isRequiredByLaw || !individuals.isEmpty else {
      throw Refusal(
        "audit-entry", place: "individuals", "An entry of \(category.rawValue) names no individual.",
        remedy: "Name whose data it was; a search that found nobody is a decision.")
    }
    guard (recipient != nil) == (category == .disclosure) else {
      throw Refusal(
        "audit-entry", place: "recipient", "An entry of \(category.rawValue) has the wrong recipient.",
        remedy: "Name the recipient of a disclosure, and of nothing else.")
    }
    try AuditWord.check(recipient, "recipient")
    guard (sealed?.count ?? 0) <= AuditEntry.longestSealed else {
      throw Refusal(
        "audit-entry", place: "sealed", "An entry's sealed text is longer than \(AuditEntry.longestSealed) bytes.")
    }
    self.recipient = recipient
    self.grounds = grounds
    self.resultCount = try AuditGrounds.count(resultCount, "result count")
    self.sealed = sealed
  }
}
