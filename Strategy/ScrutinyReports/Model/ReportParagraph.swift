import Basics

/// A numbered section of a report with its paragraphs.
package struct ReportSection: Sendable {
  package let id: ID<ReportSection>
  package var position: Int
  package var heading: String
  package var paragraphs: [ReportParagraph]

  package init(id: ID<ReportSection>, position: Int, heading: String, paragraphs: [ReportParagraph] = []) {
    self.id = id
    self.position = position
    self.heading = heading
    self.paragraphs = paragraphs
  }
}

/// A numbered paragraph: text with references to figures, or something drawn from records.
package struct ReportParagraph: Sendable {
  package enum Kind: String, CaseIterable, Sendable {
    case text
    /// The structure of the boards, drawn from their register.
    case diagram
    /// A bound figure with its table and chart.
    case figure
    /// The stages of a rule of consistency, as a table.
    case funnel

    package var label: String {
      switch self {
      case .text: "Text"
      case .diagram: "Diagram of the boards"
      case .figure: "A figure with its table and chart"
      case .funnel: "A funnel, stage by stage"
      }
    }
  }

  package let id: ID<ReportParagraph>
  package let section: ID<ReportSection>
  package var position: Int
  package var kind: Kind
  /// Markup of `BlockText`; for a diagram or figure the words above it.
  package var text: String
  /// Name of the bound figure, or identifier of the rule.
  package var subject: String?
  /// Why it may not be in the open version: the paragraph of Schedule 12A to the Local Government Act 1972, with the reason.
  package var exempt: String?
  package var version: Int
  package var author: String
  package var editedAt: Instant

  package init(
    id: ID<ReportParagraph>, section: ID<ReportSection>, position: Int, kind: Kind = .text, text: String,
    subject: String? = nil, exempt: String? = nil, version: Int = 1, author: String, editedAt: Instant
  ) {
    self.id = id
    self.section = section
    self.position = position
    self.kind = kind
    self.text = text
    self.subject = subject
    self.exempt = exempt
    self.version = version
    self.author = author
    self.editedAt = editedAt
  }
}

/// A figure that the report may print, by its name in the text, with the answer that stands.
package struct ReportBinding: Sendable {
  package let id: ID<ReportBinding>
  package var name: String
  /// `measure=…&period=…` of the partnership's records, or a question to the evidence.
  package var question: String
  package var held: HeldFigure?
  /// Which facts it counted.
  package var sequences: [Int]

  package init(id: ID<ReportBinding>, name: String, question: String, held: HeldFigure? = nil, sequences: [Int] = []) {
    self.id = id
    self.name = name
    self.question = question
    self.held = held
    self.sequences = sequences
  }

  /// The measure and period when it counts records; nil for a comparison and for a question to the evidence.
  package var record: (measure: String, period: FactPeriod)? { ReportBinding.record(question) }
  /// The measure with both periods when it compares them.
  package var comparison: (measure: String, period: FactPeriod, earlier: FactPeriod)? {
    ReportBinding.comparison(question)
  }

  package static func record(_ question: String) -> (measure: String, period: FactPeriod)? {
    let members = members(question)
    guard members["figure"] == nil, members["compare"] == nil, let measure = members["measure"],
      let period = FactPeriod(members["period"] ?? "")
    else { return nil }
    return (measure, period)
  }

  package static func comparison(_ question: String) -> (measure: String, period: FactPeriod, earlier: FactPeriod)? {
    let members = members(question)
    guard members["figure"] == nil, let measure = members["measure"], let period = FactPeriod(members["period"] ?? ""),
      let earlier = FactPeriod(members["compare"] ?? "")
    else { return nil }
    return (measure, period, earlier)
  }

  private static func members(_ question: String) -> [String: String] {
    var members: [String: String] = [:]
    for pair in question.split(separator: "&") {
      let halves = pair.split(separator: "=", maxSplits: 1)
      if let name = halves.first { members[String(name)] = halves.count == 2 ? String(halves[1]) : "" }
    }
    return members
  }

  /// Whether the figure compares or relates two things, so that words of degree may rest on it.
  package var compares: Bool {
    if comparison != nil { return true }
    guard let question = try? FigureQuestion(text: question) else { return false }
    return [.change, .trend, .correlation].contains(question.kind)
  }

  /// A question in one spelling. Errors: a refusal for what is neither of the two.
  package static func checked(_ typed: String) throws(Refusal) -> String {
    let text = typed.filter { !$0.isWhitespace }
    let query = String((text.split(separator: "?", maxSplits: 1).last ?? "").split(separator: "#").first ?? "")
    if let (measure, period) = record(query) { return RecordFigures.question(measure, period, nil) }
    if let (measure, period, earlier) = comparison(query) {
      return RecordFigures.question(measure, period, nil) + "&compare=\(earlier)"
    }
    return try Binding.question(pasted: typed).query
  }
}

/// Somebody who stands by a sentence that no figure carries: printed as an officer's judgement.
package struct OfficerJudgement: Sendable, Hashable {
  package let paragraph: String
  /// The sentence as it was when it was judged; a changed one is judged again.
  package let sentence: String
  package let by: String
  package let reason: String
  package let at: Instant

  package init(paragraph: String, sentence: String, by: String, reason: String, at: Instant) {
    self.paragraph = paragraph
    self.sentence = sentence
    self.by = by
    self.reason = reason
    self.at = at
  }
}

/// A decision that a small number may be printed, with its reason.
package struct ReleaseDecision: Sendable, Hashable {
  package let finding: String
  package let reason: String, by: String
  package let at: Instant

  package init(finding: String, reason: String, by: String, at: Instant) {
    self.finding = finding
    self.reason = reason
    self.by = by
    self.at = at
  }
}
