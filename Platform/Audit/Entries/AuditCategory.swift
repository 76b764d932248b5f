/// What kind of act an entry is about: the six that section 62(1) of the Data Protection Act 2018 names, and four more.
package enum AuditCategory: String, CaseIterable, Sendable {
  case collection, alteration, consultation, disclosure, combination, erasure
  /// A question put to the sharing rules and its answer, also a refusal, and a search that found nobody.
  case decision
  /// Signing in and out, second factors, sessions ended.
  case session
  /// Accounts, roles, agreements, settings.
  case admin
  /// What the server does by itself: jobs, backups, key changes.
  case system

  /// Whether section 62 asks for it, so that it concerns at least one individual.
  package var isRequiredByLaw: Bool {
    switch self {
    case .collection, .alteration, .consultation, .disclosure, .combination, .erasure: true
    case .decision, .session, .admin, .system: false
    }
  }
}
