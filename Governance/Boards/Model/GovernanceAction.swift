import Basics

/// Something that somebody has undertaken to do: one store for everything, whatever it came from.
package struct GovernanceAction: Sendable {
  package enum Source: String, CaseIterable, Sendable {
    case meeting, decision, recommendation, review, exercise, audit, strategy, other

    package var label: String {
      switch self {
      case .meeting: "Meeting"
      case .decision: "Decision"
      case .recommendation: "Recommendation"
      case .review: "Review"
      case .exercise: "Exercise"
      case .audit: "Audit"
      case .strategy: "Strategy"
      case .other: "Other"
      }
    }
  }

  package enum State: String, CaseIterable, Sendable {
    case open, done, dropped
    package var label: String {
      switch self {
      case .open: "Open"
      case .done: "Done"
      case .dropped: "Dropped"
      }
    }
  }

  /// Whether the measure that it was to move has moved.
  package enum Effect: String, CaseIterable, Sendable {
    case notLooked = "not-looked"
    case moved
    case notMoved = "not-moved"
    case cannotTell = "cannot-tell"

    package var label: String {
      switch self {
      case .notLooked: "Not looked at yet"
      case .moved: "The measure moved"
      case .notMoved: "The measure did not move"
      case .cannotTell: "Cannot be told"
      }
    }
  }

  package let id: ID<GovernanceAction>
  package let number: Int
  package var source: Source
  /// The decision, recommendation or meeting that it came from, where it stands in our records.
  package var decision: ID<Decision>?
  package var recommendation: ID<Recommendation>?
  package var meeting: ID<Meeting>?
  package var board: ID<Board>?
  /// In words, for what stands elsewhere: exercise of 3 May 2023.
  package var origin: String
  package var text: String
  package var organisation: String
  package var authority: String?
  /// The person or post; their account, where they have one, so that it is among their deadlines.
  package var owner: String
  package var account: String?
  package var due: Day
  package var state: State
  package var settled: Day?
  package var evidence: String
  package var carriedOver: Int
  /// The measure that it is to move, by its id in Practice/measures; empty when none.
  package var measure: String
  package var effect: Effect
  package var effectNote: String

  package init(
    id: ID<GovernanceAction>, number: Int = 0, source: Source, decision: ID<Decision>? = nil,
    recommendation: ID<Recommendation>? = nil, meeting: ID<Meeting>? = nil, board: ID<Board>? = nil,
    origin: String = "", text: String, organisation: String, authority: String? = nil, owner: String = "",
    account: String? = nil, due: Day, state: State = .open, settled: Day? = nil, evidence: String = "",
    carriedOver: Int = 0, measure: String = "", effect: Effect = .notLooked, effectNote: String = ""
  ) {
    self.id = id
    self.number = number
    self.source = source
    self.decision = decision
    self.recommendation = recommendation
    self.meeting = meeting
    self.board = board
    self.origin = origin
    self.text = text
    self.organisation = organisation
    self.authority = authority
    self.owner = owner
    self.account = account
    self.due = due
    self.state = state
    self.settled = settled
    self.evidence = evidence
    self.carriedOver = carriedOver
    self.measure = measure
    self.effect = effect
    self.effectNote = effectNote
  }

  package func isOverdue(on day: Day) -> Bool { state == .open && due < day }

  /// Half a year after it was done the measure should show something.
  package static let effectAfterDays = 182

  /// Done long enough ago, and still nobody has shown that the measure moved.
  package func isWithoutEffect(on day: Day) -> Bool {
    guard state == .done, let settled, settled + GovernanceAction.effectAfterDays <= day else { return false }
    return measure.isEmpty || effect != .moved
  }

  package func checked() throws -> GovernanceAction {
    var out = self
    out.text = try GovernanceText.checked(text, "Action", most: 1000, lines: true)
    out.organisation = try GovernanceText.checked(organisation, "Organisation", most: 120)
    out.owner = try GovernanceText.optional(owner, "Person or post", most: 120)
    out.origin = try GovernanceText.optional(origin, "Where it came from", most: 200)
    out.evidence = try GovernanceText.optional(evidence, "Evidence", most: 1000, lines: true)
    out.effectNote = try GovernanceText.optional(effectNote, "What is seen", most: 1000, lines: true)
    out.measure = try measure.isEmpty ? "" : GovernanceText.code(measure, "Measure")
    return out
  }
}
