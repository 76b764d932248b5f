import Basics
import StrategyModel
import WebShell

/// Priorities with their scores on the matrix, and how firm their order is.
struct DocumentPriorities {
  let content: AssessmentContent
  private let ranked: [(priority: Priority, score: Double)]
  private let sensitivity: RankSensitivity?

  init(_ content: AssessmentContent) {
    self.content = content
    ranked = content.matrix.ranked(content.priorities)
    sensitivity = RankSensitivity(content.priorities, on: content.matrix)
  }

  var html: HTML {
    guard !ranked.isEmpty else { return "" }
    return """
      <h3 id="priorities-scored">Candidate priorities, scored</h3>
      <p>Scored on the matrix “\(content.matrix.title)”, version \(content.matrix.version) (\(content.matrix.status)). \
      Score: \(content.matrix.formula), each the weighted mean of its dimensions. Capacity and capability are shown beside the \
      score and do not enter it. The levels are judgements on ordinal scales: the score orders the discussion, it does not \
      measure harm.</p>
      \(scores)\(firmness)\(cells)\(reasons)
      """
  }

  private var scores: HTML {
    let dimensions = content.matrix.dimensions
    return UI.table(
      caption: "Scores by dimension",
      headings: [UI.Heading("Priority"), UI.Heading("Decision"), UI.Heading("Score", numeric: true)]
        + dimensions.map { UI.Heading($0.title, numeric: true) },
      rows: ranked.map { row in
        [HTML(text: row.priority.title), HTML(text: row.priority.status.rawValue), HTML(text: row.score.fixed(2))]
          + dimensions.map { HTML(text: row.priority.scores[$0.id].map { String($0) } ?? "not scored") }
      }, compact: true)
  }

  private var firmness: HTML {
    guard let sensitivity else { return "" }
    let top = sensitivity.watched
    return """
      <p class="finding">\(sentence(sensitivity))</p>
      \(UI.table(
        caption: "How often each priority stands among the first \(top), when every judgement moves by one level or not at all",
        headings: [UI.Heading("Priority"), UI.Heading("Among the first \(top)", numeric: true), UI.Heading("First", numeric: true)],
        rows: ranked.map { row in
          [
            HTML(text: row.priority.title), HTML(text: (sensitivity.inTop[row.priority.id] ?? 0).percent(0)),
            HTML(text: (sensitivity.first[row.priority.id] ?? 0).percent(0)),
          ]
        }))
      """
  }

  func sentence(_ sensitivity: RankSensitivity) -> String {
    "In \(sensitivity.draws.grouped) draws in which every judgement moves one level down, one level up or not at all, other "
      + "priorities come among the first \(sensitivity.watched) in \(sensitivity.membersChanged.percent(0)) of the draws, and the "
      + "first \(sensitivity.watched) stand in another order, or are others, in \(sensitivity.orderChanged.percent(0))."
  }

  /// Single judgements on which the order hangs.
  private var cells: HTML {
    guard let sensitivity else { return "" }
    let names = Dictionary(ranked.map { ($0.priority.id, $0.priority.title) }) { a, _ in a }
    let titles = Dictionary(content.matrix.dimensions.map { ($0.id, $0.title) }) { a, _ in a }
    let decisive = sensitivity.cells.filter(\.changesMembers)
    guard !decisive.isEmpty else {
      return """
        <p>No single judgement, moved by one level, brings another priority among the first \(sensitivity.watched); \
        \(sensitivity.cells.count) such moves change their order.</p>
        """
    }
    return UI.details(
      "Single judgements that decide who is among the first \(sensitivity.watched)",
      "<ul>\(each: decisive, { "<li>\(names[$0.priority] ?? ""): \(titles[$0.dimension] ?? $0.dimension), one level \($0.change > 0 ? "up" : "down")</li>" })</ul>"
    )
  }

  private var reasons: HTML {
    """
    <h3 id="priorities-reasons">Why each was adopted or not</h3>
    \(UI.summaryList(ranked.map { row in
      let priority = row.priority
      let scored = priority.scoredAt.map { " Scored by \(priority.scoredBy ?? "") on \($0.day.spoken)." } ?? ""
      let evidence = priority.evidence.isEmpty ? "" : " Evidence: \(priority.evidence)."
      return (priority.title, "<strong>\(priority.status.rawValue.capitalisedFirst).</strong> \(priority.rationale)\(evidence)\(scored)" as HTML)
    }))
    """
  }
}

extension String {
  var capitalisedFirst: String { prefix(1).uppercased() + dropFirst() }
}
