import Basics

/// One year's strategic assessment of one partnership (S.I. 2007/1830 reg. 5).
package struct AssessmentEdition: Sendable {
  package let id: ID<AssessmentEdition>
  /// A short name for addresses and the command line: `westminster-2023`.
  package var name: String
  package var title: String
  /// The body whose assessment it is.
  package var partnership: String
  /// GSS code and name of the area.
  package var areaCode: String, areaName: String
  /// The plan year it informs, by its first April.
  package var planYear: Int
  /// The months that the assessment looks at.
  package var period: Period
  /// A county council and district councils share the functions: regulation 7(g) then applies.
  package var isTwoTier: Bool
  /// Printed under the title of every copy, such as that records are fictional; nil for none.
  package var notice: String?
  package var state: EditionState
  package var createdAt: Instant
  package var createdBy: String
  /// Set by approval and never again.
  package var approval: Approval?

  package init(
    id: ID<AssessmentEdition>, name: String, title: String, partnership: String, areaCode: String, areaName: String,
    planYear: Int, period: Period, isTwoTier: Bool, notice: String? = nil, state: EditionState = .scoping,
    createdAt: Instant, createdBy: String, approval: Approval? = nil
  ) {
    self.id = id
    self.name = name
    self.title = title
    self.partnership = partnership
    self.areaCode = areaCode
    self.areaName = areaName
    self.planYear = planYear
    self.period = period
    self.isTwoTier = isTwoTier
    self.notice = notice
    self.state = state
    self.createdAt = createdAt
    self.createdBy = createdBy
    self.approval = approval
  }

  /// The decision of the strategy group.
  package struct Approval: Sendable, Hashable {
    /// The day of the meeting and its minute, as recorded by the person who entered it.
    package let minute: String
    package let at: Instant
    package let by: String
    /// SHA-256 over every text and every frozen figure of the edition.
    package let fingerprint: String
    package init(minute: String, at: Instant, by: String, fingerprint: String) {
      self.minute = minute
      self.at = at
      self.by = by
      self.fingerprint = fingerprint
    }
  }

  /// Months looked at as a heading says them: `2019/20 to 2022/23` where they are whole financial years.
  package var periodSpoken: String {
    guard period.first.month == 4, period.last.month == 3, period.count > 12 else { return period.description }
    return "\(Period(financialYear: period.first.year)) to \(Period(financialYear: period.last.year - 1))"
  }
}

/// Where an edition stands, from the first thought to the next year's edition.
package enum EditionState: String, CaseIterable, Sendable {
  case scoping
  case dataCollection = "data-collection"
  case analysis
  case draft
  case partnerComment = "partner-comment"
  case groupApproval = "strategy-group-approval"
  case final
  case superseded

  package var label: String {
    switch self {
    case .scoping: "Scoping"
    case .dataCollection: "Data collection"
    case .analysis: "Analysis"
    case .draft: "Draft"
    case .partnerComment: "Partner comment"
    case .groupApproval: "Strategy group approval"
    case .final: "Final"
    case .superseded: "Superseded"
    }
  }

  /// Texts, bindings, findings and priorities may change: not while the strategy group decides, and never after.
  package var isOpen: Bool { self != .groupApproval && !isApproved }
  /// Approved: every figure is frozen.
  package var isApproved: Bool { self == .final || self == .superseded }
}
