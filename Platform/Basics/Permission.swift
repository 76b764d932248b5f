/// One thing that a signed-in person may do; routes name the permission they need, roles grant them.
package enum Permission: String, CaseIterable, Sendable, Codable {
  /// Look at evidence, figures and published assessments.
  case readEvidence = "read-evidence"
  /// Bring published or partner files in, and undo an import.
  case importEvidence = "import-evidence"
  /// Write and refresh a strategic assessment.
  case writeAssessment = "write-assessment"
  /// Take a strategic assessment through strategy group approval.
  case approveAssessment = "approve-assessment"
  /// Keep programmes: services, contracts, grants, volunteers, sessions, exercises, campaigns, surveys.
  case keepProgrammes = "keep-programmes"
  /// Send in the returns of one's own service, and answer questions about them.
  case submitReturns = "submit-returns"
  /// Keep boards, meetings, decisions, actions, duties, strategies and the plan.
  case keepGovernance = "keep-governance"
  /// Write the yearly report and ask figures of records.
  case writeReport = "write-report"
  /// Sign the yearly report off and publish it.
  case approveReport = "approve-report"
  /// Read what was published: reports, promises, the plan's summary; nothing about anybody.
  case readPublished = "read-published"
  /// Come to the pages of cases; which records open is decided for each by itself.
  case readCases = "read-cases"
  /// Draft sharing agreements, send them for signature, end them.
  case manageAgreements = "manage-agreements"
  /// Sign a sharing agreement for one's own agency.
  case signAgreements = "sign-agreements"
  /// See what one's own agency's people looked at and disclosed; answer for it.
  case overseeSharing = "oversee-sharing"
  /// See the whole audit of the partnership.
  case auditAll = "audit-all"
  /// Create accounts, end sessions, set roles.
  case administer
}
