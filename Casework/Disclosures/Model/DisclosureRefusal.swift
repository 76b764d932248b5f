import PartnershipModel

/// By which clause a request is refused: one of the sharing rule's, or one of the law's.
package enum DisclosureRefusal {
  package static let clauses: [(code: String, title: String)] = [
    ("not-necessary", "It is not necessary for the purpose"),
    ("no-gateway", "No legal gateway lets it pass"),
    ("not-held", "Nothing is held, or it cannot be said whether anything is"),
    ("safety", "It would put somebody in danger"),
    (Clause.agreement.rawValue, "No agreement in force covers it"),
    (Clause.clearance.rawValue, "Its marking is above what the recipient may see"),
    (Clause.narrowing.rawValue, "It is kept to others"),
    (Clause.conflict.rawValue, "A conflict of interest stands against it"),
    (Clause.sealed.rawValue, "It is sealed by order"),
  ]
  package static func title(_ code: String) -> String { clauses.first { $0.code == code }?.title ?? code }
}
