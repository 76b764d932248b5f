import Basics

/// What a person does in the partnership, as far as it decides what they may do here (domain roles: manager, analyst,
/// reader of published work; the administrator keeps accounts and has no part in the work itself).
package enum Role: String, CaseIterable, Comparable, Sendable {
  case administrator, manager, analyst, caseworker
  case informationGovernance = "information-governance"
  case signatory, auditor, reader
  case boardMember = "board-member"
  case provider, councillor

  /// As people read it.
  package var label: String {
    switch self {
    case .administrator: "Administrator"
    case .manager: "Partnership manager"
    case .analyst: "Analyst"
    case .caseworker: "Caseworker"
    case .informationGovernance: "Information-governance lead"
    case .signatory: "Signatory"
    case .auditor: "Joint auditor"
    case .reader: "Reader"
    case .boardMember: "Board member"
    case .provider: "Provider"
    case .councillor: "Scrutiny councillor"
    }
  }

  /// One line for the page on which roles are given.
  package var meaning: String {
    switch self {
    case .administrator: "Creates accounts, gives roles, suspends and restores. Reads evidence; cannot import or write."
    case .manager: "Reads everything, writes assessments, plans and reports and takes them through approval."
    case .analyst: "Imports evidence and writes assessments; cannot approve them."
    case .caseworker: "Comes to cases; duties, clearance and agreements decide which records open."
    case .informationGovernance:
      "Keeps sharing agreements, answers for disclosures, sees what its own agency looked at."
    case .signatory: "Signs sharing agreements for its agency."
    case .auditor: "Sees the whole audit; opens no record."
    case .reader: "Reads evidence and published assessments."
    case .boardMember: "Reads evidence, assessments and reports of the partnership before its boards."
    case .provider: "Sends in the returns of its own service; sees nothing else."
    case .councillor: "Reads what was published, which names and describes nobody."
    }
  }

  /// What the role allows. Writing and approving meet only in the manager, giving roles only in the administrator.
  package var permissions: Set<Permission> {
    switch self {
    case .administrator: [.readEvidence, .administer]
    case .manager:
      [
        .readEvidence, .writeAssessment, .approveAssessment, .keepProgrammes, .keepGovernance, .writeReport,
        .approveReport, .readPublished,
      ]
    case .analyst: [.readEvidence, .importEvidence, .writeAssessment, .writeReport, .readPublished]
    case .caseworker: [.readCases]
    case .informationGovernance: [.readEvidence, .manageAgreements, .overseeSharing]
    case .signatory: [.readEvidence, .signAgreements]
    case .auditor: [.auditAll]
    case .reader, .boardMember: [.readEvidence, .readPublished]
    case .provider: [.submitReturns]
    case .councillor: [.readPublished]
    }
  }

  package static func < (a: Role, b: Role) -> Bool { a.rank < b.rank }
  private var rank: Int { Role.allCases.firstIndex(of: self) ?? 0 }
}

extension Set<Role> {
  /// Everything that any of these roles allows.
  package var permissions: Set<Permission> { reduce(into: []) { $0.formUnion($1.permissions) } }

  /// In the order in which they are listed on pages.
  package var label: String { isEmpty ? "No role" : sorted().map(\.label).joined(separator: ", ") }
}
