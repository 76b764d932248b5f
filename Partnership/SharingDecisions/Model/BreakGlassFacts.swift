import Basics

/// Emergency access to one case by somebody who is not on it. What it opens was frozen when it was asked for.
package struct BreakGlassFacts: Sendable, Hashable {
  package enum State: String, CaseIterable, Sendable, Codable {
    case requested, active, closed, reviewed, refused, lapsed
  }

  /// Seconds that it may last.
  package static let longest = 4 * 3600

  package var user: String
  package var `case`: String
  package var state: State
  package var startedAt: Instant
  package var expiresAt: Instant
  package var classification: Classification
  /// Whether the box for the safe address was ticked.
  package var safeAddress: Bool

  package init(
    user: String, case id: String, state: State, startedAt: Instant, expiresAt: Instant,
    classification: Classification, safeAddress: Bool = false
  ) {
    self.user = user
    self.case = id
    self.state = state
    self.startedAt = startedAt
    self.expiresAt = expiresAt
    self.classification = classification
    self.safeAddress = safeAddress
  }

  /// Whether it opens that record for that action now.
  package func opens(_ record: DecisionFacts.Record, for action: RecordAction, user: String, now: Instant) -> Bool {
    self.user == user && self.case == record.case && state == .active && startedAt <= now && now < expiresAt
      && expiresAt.milliseconds - startedAt.milliseconds <= BreakGlassFacts.longest * 1000
      && record.classification <= classification && (action == .read || action == .reveal && safeAddress)
  }
}

/// Why somebody needs a case at once.
package enum BreakGlassReason: String, CaseIterable, Sendable {
  case lifeAtRisk = "life-at-risk"
  case childAtRisk = "child-at-risk"
  case missingPerson = "missing-person"

  package var label: String {
    switch self {
    case .lifeAtRisk: "Somebody’s life is at risk"
    case .childAtRisk: "A child is at risk of serious harm"
    case .missingPerson: "A vulnerable person is missing"
    }
  }
}
