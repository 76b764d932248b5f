import Basics

/// What a review, a committee or an inspection recommended, and what became of it.
package struct Recommendation: Sendable {
  package enum Source: String, CaseIterable, Sendable {
    case scrutiny
    case deathReview = "death-review"
    case caseReview = "case-review"
    case exercise, inspection, audit, other

    package var label: String {
      switch self {
      case .scrutiny: "Scrutiny committee"
      case .deathReview: "Domestic abuse related death review"
      case .caseReview: "ASB case review"
      case .exercise: "Exercise"
      case .inspection: "Inspection"
      case .audit: "Audit"
      case .other: "Other"
      }
    }

    /// Days within which the addressed body answers in writing; nil where no rule gives a number.
    package var answerDays: Int? { self == .scrutiny ? 28 : nil }
  }

  package enum Answer: String, CaseIterable, Sendable {
    case awaited, accepted, partly, rejected
    package var label: String {
      switch self {
      case .awaited: "Answer awaited"
      case .accepted: "Accepted"
      case .partly: "Partly accepted"
      case .rejected: "Rejected"
      }
    }
  }

  package let id: ID<Recommendation>
  package let number: Int
  package let source: Source
  /// Which review or report.
  package let reference: String
  package let text: String
  package let addressee: String
  package let authority: String?
  package let made: Day
  package let answerDue: Day?
  package let answer: Answer
  package let answerText: String
  package let answered: Day?
  /// When it was carried out, with what shows it.
  package let implemented: Day?
  package let evidence: String
  /// When what became of it was reported back.
  package let reported: Day?

  package init(
    id: ID<Recommendation>, number: Int = 0, source: Source, reference: String, text: String, addressee: String,
    authority: String? = nil, made: Day, answerDue: Day? = nil, answer: Answer = .awaited, answerText: String = "",
    answered: Day? = nil, implemented: Day? = nil, evidence: String = "", reported: Day? = nil
  ) {
    self.id = id
    self.number = number
    self.source = source
    self.reference = reference
    self.text = text
    self.addressee = addressee
    self.authority = authority
    self.made = made
    self.answerDue = answerDue
    self.answer = answer
    self.answerText = answerText
    self.answered = answered
    self.implemented = implemented
    self.evidence = evidence
    self.reported = reported
  }

  /// Where it stands, in words.
  package func state(on day: Day) -> String {
    if reported != nil { return "Reported back" }
    if implemented != nil { return "Carried out" }
    if answer == .awaited, let answerDue, answerDue < day { return "Answer overdue" }
    return answer.label
  }

  /// The day by which the answer is due, by the rule of its source.
  package static func answerDue(_ source: Source, made: Day) -> Day? { source.answerDays.map { made + $0 } }

  package func checked() throws -> Recommendation {
    Recommendation(
      id: id, number: number, source: source,
      reference: try GovernanceText.checked(reference, "Review or report", most: 200),
      text: try GovernanceText.checked(text, "Recommendation", most: 1000, lines: true),
      addressee: try GovernanceText.checked(addressee, "Addressed to", most: 120), authority: authority, made: made,
      answerDue: answerDue, answer: answer, answerText: answerText, answered: answered, implemented: implemented,
      evidence: evidence, reported: reported)
  }
}
