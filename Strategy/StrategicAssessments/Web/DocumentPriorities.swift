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
      \(order)\(firmness)\(scores)\(cells)\(reasons)
      """
  }

  /// The candidates in the order of their scores, with how often each keeps its place.
  private var order: HTML {
    let top = sensitivity?.watched ?? 0
    let drawn = sensitivity == nil ? [] : ["Among the first \(top) in draws", "First in draws"]
    return UI.table(
      caption: "Candidates in the order of their scores",
      headings: [UI.Heading("Priority"), UI.Heading("Decision")]
        + (["Place", "Score"] + drawn).map { UI.Heading($0, numeric: true) },
      rows: ranked.enumerated().map { index, row in
        let shares = sensitivity.map { [$0.inTop[row.priority.id] ?? 0, $0.first[row.priority.id] ?? 0] } ?? []
        return [
          HTML(text: row.priority.title), HTML(text: row.priority.status.rawValue), "\(index + 1)",
          HTML(text: row.score.fixed(2)),
        ] + shares.map { HTML(text: $0.percent(0)) }
      })
  }

  /// A row for each dimension: its level for each candidate, who stand in the columns by their place.
  private var scores: HTML {
    UI.table(
      caption: "Level of each candidate on each dimension, candidates by their place in the order",
      headings: [UI.Heading("Dimension")] + ranked.indices.map { UI.Heading("\($0 + 1)", numeric: true) },
      rows: content.matrix.dimensions.map { dimension in
        [HTML(text: dimension.title)]
          + ranked.map { HTML(text: $0.priority.scores[dimension.id].map { String($0) } ?? "not scored") }
      })
  }

  private var firmness: HTML {
    guard let sensitivity else { return "" }
    return """
      <p class="finding">\(sentence(sensitivity))</p>
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
