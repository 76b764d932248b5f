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
  /// Create accounts, end sessions, set roles.
  case administer
}
