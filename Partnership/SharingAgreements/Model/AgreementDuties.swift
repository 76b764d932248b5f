/// Who answers when somebody uses a right over their data (UK GDPR arts. 15 to 21; Data Protection Act 2018 ss.45 to 47).
package struct RightsAnswer: Codable, Hashable, Sendable {
  package var right: String
  package var answeredBy: String
  package var words: String
  package init(right: String, answeredBy: String, words: String) {
    self.right = right
    self.answeredBy = answeredBy
    self.words = words
  }
}

/// Who tells whom of a breach, and by which clock of `Practice/law/clocks.yaml`.
package struct BreachNotice: Codable, Hashable, Sendable {
  package var who: String
  package var tells: String
  package var clock: String
  package init(who: String, tells: String, clock: String) {
    self.who = who
    self.tells = tells
    self.clock = clock
  }
}

/// The data protection impact assessment (UK GDPR art. 35; Data Protection Act 2018 s.64).
package struct ImpactAssessment: Codable, Hashable, Sendable {
  package var required: Bool
  package var reference: String?
  package var words: String
  package init(required: Bool, reference: String?, words: String) {
    self.required = required
    self.reference = reference
    self.words = words
  }
}

/// What the people who handle the data must have learnt, and for how long it counts.
package struct TrainingRule: Codable, Hashable, Sendable {
  package var requirement: String
  package var validMonths: Int
  package init(requirement: String, validMonths: Int) {
    self.requirement = requirement
    self.validMonths = validMonths
  }
}
