import Basics
import StrategyModel
import WebShell

extension FigureView {
  /// "How do we know": what was counted, from which files, what was left out and what to mind.
  package static func provenance(_ figure: Figure) -> HTML {
    let evidence = figure.evidence
    var rows: [(String, HTML)] = [
      ("Definition", HTML(text: evidence.definition)), ("Numerator", HTML(text: evidence.numerator)),
    ]
    if let denominator = evidence.denominator { rows.append(("Denominator", HTML(text: denominator))) }
    rows.append(("Geography", HTML(text: evidence.geography)))
    rows.append(("Extracts", extracts(evidence.extracts)))
    rows.append(
      (
        "Rows left out",
        evidence.excluded.isEmpty
          ? "None." : "<ul>\(each: evidence.excluded, { "<li>\($0.reason): \($0.rows.grouped) rows</li>" })</ul>"
      ))
    rows.append(
      (
        "Breaks in the series",
        evidence.breaks.isEmpty
          ? "None touches this figure." : "<ul>\(each: evidence.breaks, { "<li>\(breakWords($0))</li>" })</ul>"
      ))
    if !evidence.unsettled.isEmpty {
      rows.append(
        (
          "Unsettled months",
          "<ul>\(each: evidence.unsettled.prefix(24), { "<li>\(Month($0.month)?.spoken ?? $0.month): \($0.status.rawValue) (\($0.publisher))</li>" })</ul>"
        ))
    }
    if !evidence.caveats.isEmpty {
      rows.append(("Caveats", "<ul>\(each: evidence.caveats, { "<li>\($0)</li>" })</ul>"))
    }
    if let method = evidence.method {
      rows.append(("Method", HTML(text: method.name)))
      rows.append(("Formula", "<code>\(method.formula)</code>"))
      rows.append(("Source of the method", HTML(text: method.source)))
      rows.append(("When not to use it", HTML(text: method.whenNotToUse)))
    }
    rows.append(("Fingerprint", "<code>\(figure.fingerprint)</code>"))
    return UI.provenance(rows)
  }

  private static func breakWords(_ one: SeriesBreak) -> HTML {
    let effect: HTML =
      switch one.effect {
      case .notComparable: "figures on its two sides may not be compared"
      case .rebased: "figures are re-based"
      case .caveat: "compare with care"
      }
    return "\(Day(one.date)?.spoken ?? one.date): \(one.reason) (\(effect))"
  }

  private static func extracts(_ citations: [Figure.Citation]) -> HTML {
    guard !citations.isEmpty else { return "None." }
    func item(_ one: Figure.Citation) -> HTML {
      """
      <li><a href="\(url: EvidencePath.extract(one.sha256))">\(one.fileName)</a>, \(one.publisher), extract of \
      \(Day(one.extractDate)?.spoken ?? one.extractDate), \(one.licence). <span class="hint">SHA-256 <code>\(one.sha256)</code></span></li>
      """
    }
    let list: HTML = "<ul>\(each: citations.prefix(12), item)</ul>"
    guard citations.count > 12 else { return list }
    let more: HTML = "<ul>\(each: citations.dropFirst(12), item)</ul>"
    return "\(list)\(UI.details("\(citations.count - 12) more extracts", more))"
  }
}
