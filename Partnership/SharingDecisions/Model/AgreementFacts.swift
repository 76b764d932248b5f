import Basics

/// A sharing agreement as far as a decision looks at it (Crime and Disorder (Formulation and Implementation of Strategy)
/// Regulations 2007 reg. 4 for the protocol; purpose agreements stand under it).
package struct AgreementFacts: Sendable, Codable, Hashable {
  package var id: String
  package var version: Int?
  package var status: AgreementStatus
  /// The bodies that have signed.
  package var parties: [String]
  package var purposes: [String]
  package var categories: [String]
  package var panels: [String]
  package var from: Day
  /// The last day on which it counts; nil when it has none.
  package var to: Day?

  package init(
    id: String, version: Int? = nil, status: AgreementStatus, parties: [String], purposes: [String],
    categories: [String], panels: [String], from: Day, to: Day? = nil
  ) {
    self.id = id
    self.version = version
    self.status = status
    self.parties = parties
    self.purposes = purposes
    self.categories = categories
    self.panels = panels
    self.from = from
    self.to = to
  }

  /// Whether it can carry a disclosure on that day.
  package func isInForce(on day: Day) -> Bool {
    status.carriesDisclosures && from <= day && to.map { day <= $0 } ?? true
  }
}

/// Where an agreement stands.
package enum AgreementStatus: String, CaseIterable, Sendable, Codable {
  case draft
  case underReview = "under-review"
  case partiallySigned = "partially-signed"
  case inForce = "in-force"
  /// Its review day has passed; it still counts until it expires or is ended.
  case dueForReview = "due-for-review"
  case expired, terminated, superseded

  package var carriesDisclosures: Bool { self == .inForce || self == .dueForReview }

  package var label: String {
    switch self {
    case .draft: "Draft"
    case .underReview: "Under review"
    case .partiallySigned: "Partially signed"
    case .inForce: "In force"
    case .dueForReview: "Due for review"
    case .expired: "Expired"
    case .terminated: "Terminated"
    case .superseded: "Superseded"
    }
  }
}
