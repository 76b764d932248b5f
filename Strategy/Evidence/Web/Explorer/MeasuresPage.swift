import Basics
import StrategyModel
import WebShell

/// What is measured: definition, caveats, and the analyses that the data cannot carry, with the reasons.
struct MeasuresPage {
  let source: any FigureSource

  func reply(_ ask: Ask) async throws -> Reply {
    var cards: [HTML] = []
    for measure in source.measures { cards.append(try await card(measure)) }
    return .page(
      Page(
        title: "Measures", crumbs: [("Evidence", EvidencePath.home)],
        lead: "Every figure is a question about one of these measures.", body: "\(cards)"))
  }

  private func card(_ measure: EvidenceMeasure) async throws -> HTML {
    let held = try await source.periods(for: measure.id)
    var rows: [(String, HTML)] = [
      ("Identifier", "<code>\(measure.id)</code>"), ("Definition", HTML(text: measure.definition)),
      ("Unit", HTML(text: measure.unit)), ("Held", HTML(text: held?.spoken ?? "Nothing is held yet.")),
      ("Areas", HTML(text: measure.levels.map(\.plural).joined(separator: ", "))),
    ]
    for rule in FigureQuestion.GeographyRule.allCases {
      guard let words = measure.geography[rule] else { continue }
      let usual: HTML = rule == measure.defaultRule ? " (usual)" : ""
      rows.append((ExplorerForm.title(rule), "\(words)\(usual)"))
    }
    rows.append(
      (
        "Figures",
        "<ul>\(each: measure.supported, { kind in "<li>\(UI.link(ExplorerForm.title(kind), href: EvidencePath.explore([("figure", kind.rawValue), ("measure", measure.id)])))</li>" })</ul>"
      ))
    if !measure.caveats.isEmpty { rows.append(("Caveats", "<ul>\(each: measure.caveats, { "<li>\($0)</li>" })</ul>")) }
    if !measure.refused.isEmpty {
      rows.append(
        (
          "Refused",
          "<ul>\(each: measure.refused, { "<li><strong>\($0.method):</strong> \($0.reason) \($0.remedy)</li>" })</ul>"
        ))
    }
    return "<h2 id=\"\(measure.id)\">\(measure.title)</h2>\(UI.summaryList(rows))"
  }
}

/// The days on which a series stopped meaning what it meant before.
struct BreaksPage {
  let source: any FigureSource

  func reply(_ ask: Ask) -> Reply {
    .page(
      Page(
        title: "Breaks in the series", crumbs: [("Evidence", EvidencePath.home)],
        lead: "A comparison across a break that is “not comparable” is refused, and the nearest valid one is offered.",
        body: BreaksPage.table(source.breaks)))
  }

  static func table(_ breaks: [SeriesBreak]) -> HTML {
    UI.table(
      caption: "Breaks in the series",
      headings: ["Date", "What changed", "Effect", "Touches", "Compare instead", "Source"].map { UI.Heading($0) },
      rows: breaks.map { one in
        let until = one.until.map { " to \(Day($0)?.spoken ?? $0)" } ?? ""
        let measures = one.measures.contains("*") ? "all measures" : one.measures.joined(separator: ", ")
        let levels = one.levels.isEmpty ? "" : " (\(one.levels.joined(separator: ", ")))"
        return [
          HTML(text: (Day(one.date)?.spoken ?? one.date) + until), "<strong>\(one.title)</strong><br>\(one.reason)",
          effect(one.effect), HTML(text: measures + levels), HTML(text: one.instead ?? ""),
          "\(one.source)\(when: one.status != "established", " \(UI.tag("Not established", .yellow))")",
        ]
      }, hideCaption: true, empty: "No breaks are recorded.")
  }

  private static func effect(_ effect: SeriesBreak.Effect) -> HTML {
    switch effect {
    case .notComparable: UI.tag("Not comparable", .red)
    case .rebased: UI.tag("Re-based", .blue)
    case .caveat: UI.tag("With care", .yellow)
    }
  }
}
