import Basics

/// A strategy of the partnership, or its plan.
package struct Strategy: Sendable {
  package enum Kind: String, CaseIterable, Sendable {
    /// The partnership plan (S.I. 2007/1830 regs. 10 and 11).
    case partnershipPlan = "partnership-plan"
    /// Crime and Disorder Act 1998 s.6; Police, Crime, Sentencing and Courts Act 2022 s.8.
    case seriousViolence = "serious-violence"
    case reoffending = "re-offending"
    case antiSocialBehaviour = "anti-social-behaviour"
    case modernSlavery = "modern-slavery"
    case other

    package var label: String {
      switch self {
      case .partnershipPlan: "Partnership plan"
      case .seriousViolence: "Serious violence strategy"
      case .reoffending: "Re-offending strategy"
      case .antiSocialBehaviour: "Anti-social behaviour strategy"
      case .modernSlavery: "Modern slavery strategy"
      case .other: "Other strategy"
      }
    }
  }

  package enum State: String, CaseIterable, Sendable {
    case draft, adopted, ended
    package var label: String {
      switch self {
      case .draft: "In preparation"
      case .adopted: "Adopted"
      case .ended: "Ended"
      }
    }
  }

  package let id: ID<Strategy>
  package var code: String
  package var kind: Kind
  package var title: String
  package var vision: String
  package var first: Day, last: Day
  package var organisation: String
  /// The short name of the assessment that its priorities come from.
  package var assessment: String
  package var state: State
  /// First and last day on which it may have been launched: one day, or a month where only the month is known.
  package var launchedFirst: Day?, launchedLast: Day?

  package init(
    id: ID<Strategy>, code: String, kind: Kind, title: String, vision: String, first: Day, last: Day,
    organisation: String, assessment: String = "", state: State = .draft, launchedFirst: Day? = nil,
    launchedLast: Day? = nil
  ) {
    self.id = id
    self.code = code
    self.kind = kind
    self.title = title
    self.vision = vision
    self.first = first
    self.last = last
    self.organisation = organisation
    self.assessment = assessment
    self.state = state
    self.launchedFirst = launchedFirst
    self.launchedLast = launchedLast
  }

  /// `1 April 2020 to 31 March 2023`.
  package var term: String { "\(first.spoken) to \(last.spoken)" }

  package var launched: String? {
    guard let first = launchedFirst, let last = launchedLast else { return nil }
    if first == last { return first.spoken }
    return first == first.month.first && last == first.month.last
      ? first.month.spoken : "between \(first.spoken) and \(last.spoken)"
  }

  package func checked() throws -> Strategy {
    var out = self
    out.code = try GovernanceText.code(code)
    out.title = try GovernanceText.checked(title, "Title", most: 200)
    out.vision = try GovernanceText.optional(vision, "Vision", most: 2000, lines: true)
    out.organisation = try GovernanceText.checked(organisation, "Organisation", most: 120)
    out.assessment = try assessment.isEmpty ? "" : GovernanceText.code(assessment, "Assessment")
    guard first <= last else {
      throw Refusal("days", place: "Last day", "It ends before it begins.", remedy: "Put the two days in order.")
    }
    return out
  }
}

/// One line of a strategy: a principle, a priority, a step. Nothing is deleted; it is withdrawn on a day.
package struct StrategyItem: Sendable {
  package enum Kind: String, CaseIterable, Sendable {
    case principle, priority, objective, step, resource, measure, engagement

    package var label: String {
      switch self {
      case .principle: "Principle"
      case .priority: "Priority"
      case .objective: "Objective"
      case .step: "Step"
      case .resource: "Resource"
      case .measure: "Measure of success"
      case .engagement: "Engagement step"
      }
    }
    package var plural: String {
      switch self {
      case .principle: "Principles"
      case .priority: "Priorities"
      case .objective: "Objectives"
      case .step: "Steps"
      case .resource: "Resources"
      case .measure: "Measures of success"
      case .engagement: "Engagement steps"
      }
    }
    /// Under which kind of line it may stand.
    package var parents: [Kind] {
      switch self {
      case .objective: [.priority]
      case .step, .measure, .resource: [.priority, .objective]
      case .principle, .priority, .engagement: []
      }
    }
    package var hasState: Bool { self == .step || self == .engagement }
    package var needsOwner: Bool { self == .step || self == .resource || self == .measure || self == .engagement }
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

  package let id: ID<StrategyItem>
  package let strategy: ID<Strategy>
  package var kind: Kind
  package var position: Int
  package var parent: ID<StrategyItem>?
  package var text: String
  /// A short name for a priority, as facts carry it.
  package var code: String
  /// For a priority: the finding or priority of the assessment on which it rests.
  package var basis: String
  package var organisation: String
  package var authority: String?
  package var due: Day?
  package var state: State
  package var settled: Day?
  package var evidence: String
  /// The measure by its id in Practice/measures.
  package var measure: String
  package var baseline: String, target: String
  /// Pence; nil where the resource is not money.
  package var pence: Int?
  package var withdrawn: Day?

  package init(
    id: ID<StrategyItem>, strategy: ID<Strategy>, kind: Kind, position: Int = 0, parent: ID<StrategyItem>? = nil,
    text: String, code: String = "", basis: String = "", organisation: String = "", authority: String? = nil,
    due: Day? = nil, state: State = .open, settled: Day? = nil, evidence: String = "", measure: String = "",
    baseline: String = "", target: String = "", pence: Int? = nil, withdrawn: Day? = nil
  ) {
    self.id = id
    self.strategy = strategy
    self.kind = kind
    self.position = position
    self.parent = parent
    self.text = text
    self.code = code
    self.basis = basis
    self.organisation = organisation
    self.authority = authority
    self.due = due
    self.state = state
    self.settled = settled
    self.evidence = evidence
    self.measure = measure
    self.baseline = baseline
    self.target = target
    self.pence = pence
    self.withdrawn = withdrawn
  }

  package func isOverdue(on day: Day) -> Bool {
    kind.hasState && withdrawn == nil && state == .open && (due.map { $0 < day } ?? false)
  }

  /// As facts say it: a step done after its day is late.
  package var factState: String {
    switch state {
    case .open: "open"
    case .dropped: "dropped"
    case .done: settled.flatMap { day in due.map { day > $0 } } == true ? "late" : "done"
    }
  }

  package func checked() throws -> StrategyItem {
    var out = self
    out.text = try GovernanceText.checked(text, kind.label, most: 1000, lines: true)
    out.basis = try GovernanceText.optional(basis, "Basis", most: 300)
    out.evidence = try GovernanceText.optional(evidence, "Evidence", most: 1000, lines: true)
    out.baseline = try GovernanceText.optional(baseline, "Baseline", most: 200)
    out.target = try GovernanceText.optional(target, "Target", most: 200)
    out.measure = try measure.isEmpty ? "" : GovernanceText.code(measure, "Measure")
    out.organisation = try GovernanceText.optional(organisation, "Organisation", most: 120)
    if kind == .priority { out.code = try GovernanceText.code(code) }
    if kind.needsOwner, out.organisation.isEmpty {
      throw Refusal(
        "missing-field", place: "Organisation", "A \(kind.label.lowercased()) has an owner.",
        remedy: "Choose the body that answers for it.")
    }
    if kind == .step, due == nil {
      throw Refusal("missing-field", place: "Due", "A step has a day.", remedy: "Enter the day by which it is done.")
    }
    return out
  }
}

/// A line in the log of yearly refreshes.
package struct StrategyRefresh: Sendable {
  package let day: Day
  /// The plan year that it is for, as the calendar year in which it begins.
  package let year: Int
  package let changed: String
  package let by: String

  package init(day: Day, year: Int, changed: String, by: String) {
    self.day = day
    self.year = year
    self.changed = changed
    self.by = by
  }
}

/// A strategy with all that stands in it.
package struct StrategyContent: Sendable {
  package let strategy: Strategy
  package let items: [StrategyItem]
  /// Steps of other strategies that count here too, with the title of the strategy that holds each.
  package let linkedSteps: [(item: StrategyItem, title: String, code: String)]
  package let refreshes: [StrategyRefresh]
  package let checks: [StrategyCheck]
  package let published: [PublishedSummary]

  package init(
    strategy: Strategy, items: [StrategyItem], linkedSteps: [(item: StrategyItem, title: String, code: String)],
    refreshes: [StrategyRefresh], checks: [StrategyCheck], published: [PublishedSummary]
  ) {
    self.strategy = strategy
    self.items = items
    self.linkedSteps = linkedSteps
    self.refreshes = refreshes
    self.checks = checks
    self.published = published
  }

  package func standing(_ kind: StrategyItem.Kind) -> [StrategyItem] {
    items.filter { $0.kind == kind && $0.withdrawn == nil }
  }
}

/// A workshop or other event that a strategy needs.
package struct PlannedEvent: Sendable {
  package let code: String
  package let title: String
  package let day: Day
  /// The strategy that it prepares, by its short name; empty when none.
  package let strategy: String
  package let purpose: String
  package let attendees: Int?
  package let outputs: String

  package init(
    code: String, title: String, day: Day, strategy: String, purpose: String, attendees: Int? = nil,
    outputs: String = ""
  ) {
    self.code = code
    self.title = title
    self.day = day
    self.strategy = strategy
    self.purpose = purpose
    self.attendees = attendees
    self.outputs = outputs
  }

  package func checked() throws -> PlannedEvent {
    PlannedEvent(
      code: try GovernanceText.code(code), title: try GovernanceText.checked(title, "Event", most: 200), day: day,
      strategy: try strategy.isEmpty ? "" : GovernanceText.code(strategy, "Strategy"),
      purpose: try GovernanceText.optional(purpose, "Purpose", most: 500), attendees: attendees,
      outputs: try GovernanceText.optional(outputs, "What came of it", most: 1000, lines: true))
  }
}

/// A statement that a body has published, such as its modern slavery statement.
package struct PublishedStatement: Sendable {
  package let code: String
  package let title: String
  package let organisation: String
  /// First and last day on which it may have been published.
  package let first: Day, last: Day
  package let location: String

  package init(code: String, title: String, organisation: String, first: Day, last: Day, location: String) {
    self.code = code
    self.title = title
    self.organisation = organisation
    self.first = first
    self.last = last
    self.location = location
  }

  package func checked() throws -> PublishedStatement {
    guard first <= last else {
      throw Refusal("days", place: "Published", "The two days are not in order.", remedy: "Put them in order.")
    }
    return PublishedStatement(
      code: try GovernanceText.code(code), title: try GovernanceText.checked(title, "Statement", most: 200),
      organisation: try GovernanceText.checked(organisation, "Organisation", most: 120), first: first, last: last,
      location: try GovernanceText.optional(location, "Where it is published", most: 400))
  }
}
