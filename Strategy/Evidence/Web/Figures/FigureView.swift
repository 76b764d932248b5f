import Basics
import StrategyModel
import WebShell

/// A figure as pages and documents show it: sentence, table, chart, map, and how we know. The drawings take their words
/// from the figure's own sentence, so that whoever cannot see them is told the same.
package enum FigureView {
  /// Everything, in the order in which it is to be read: finding, table, chart, map with its list, how we know.
  package static func full(_ figure: Figure, boundaries: BoundaryLayer?) -> HTML {
    """
    \(finding(figure))\(unsettled(figure))\(table(figure))\(chart(figure, boundaries: boundaries))\
    \(map(figure, boundaries: boundaries))\(provenance(figure))
    """
  }

  /// The sentence, and the headline number with its interval beside it when there is one.
  package static func finding(_ figure: Figure) -> HTML {
    """
    \(UI.finding(HTML(text: figure.sentence)))\
    \(headline(figure).map { UI.stats([UI.stat($0, figure.title, note: interval(figure))]) })
    """
  }

  /// `9.54%`, `84,048 crimes`; nil when the answer is a table or nothing is held.
  package static func headline(_ figure: Figure) -> String? {
    guard let value = figure.value, value.isFinite else { return nil }
    return amount(value, unit: figure.unit, decimals: figure.decimals)
  }

  static func amount(_ value: Double, unit: String, decimals: Int) -> String {
    let number = value.fixed(max(0, min(decimals, 6)))
    return unit.isEmpty ? number : unit == "%" ? number + "%" : unit == "£" ? "£" + number : number + " " + unit
  }

  /// What the two ends are: limits of usual variation for a trend, least and most for harm, else a confidence interval.
  private static func interval(_ figure: Figure) -> String? {
    var parts: [String] = []
    if let low = figure.lower, let high = figure.upper {
      let ends = [low, high].map { $0.fixed(max(0, min(figure.decimals, 6))) }.joined(separator: " to ")
      let words =
        switch try? FigureQuestion(text: figure.question).kind {
        case .trend: "Usually"
        case .harm: "From least to most:"
        default: "95% interval"
        }
      parts.append("\(words) \(ends)\(figure.unit == "%" ? "%" : "")")
    }
    if let above = figure.numerator, let below = figure.denominator {
      let words =
        switch try? FigureQuestion(text: figure.question).kind {
        case .change: "from \(below.grouped) to \(above.grouped)"
        case .rate: "\(above.grouped) among \(below.grouped)"
        default: "\(above.grouped) of \(below.grouped)"
        }
      parts.append(words)
    }
    return parts.isEmpty ? nil : parts.joined(separator: "; ")
  }

  /// Says in words that some months are not settled, before anybody reads the numbers.
  static func unsettled(_ figure: Figure) -> HTML {
    let months = figure.evidence.unsettled
    guard !months.isEmpty else { return "" }
    let groups = [Coverage.Status.missing, .partial, .provisional].compactMap { status -> String? in
      let named = Set(months.filter { $0.status == status }.map(\.month)).sorted()
      guard !named.isEmpty else { return nil }
      let words = named.prefix(6).map { Month($0)?.spoken ?? $0 }.joined(separator: ", ")
      let more = named.count > 6 ? " and \(named.count - 6) more" : ""
      return "\(status.rawValue): \(words)\(more)"
    }
    return UI.notice(.information, "<p>Some months are not settled. \(groups.joined(separator: "; ")).</p>")
  }

  /// All rows, or the given ones of a table that is shown in parts.
  package static func table(_ figure: Figure, rows: Range<Int>? = nil) -> HTML {
    let table = figure.table
    let shown = rows.map { table.rows[$0.clamped(to: table.rows.indices)] } ?? table.rows[...]
    return UI.table(
      caption: table.caption, headings: table.headings.map { UI.Heading($0.text, numeric: $0.isNumber) },
      rows: shown.map { $0.enumerated().map { HTML(text: unbroken($1.text, isFirst: $0 == 0)) } },
      compact: table.rows.count > 24 || table.headings.count > 7)
  }

  /// The two ends of an interval, `−7.0% to +35.3%`, and the short name of a row stay on one line.
  private static func unbroken(_ text: String, isFirst: Bool) -> String {
    if text == "under 0.001" { return "<0.001" }
    guard text.utf8.contains(UInt8(ascii: " ")), text.utf8.count < 64 else { return text }
    if isFirst, text.count <= 16 { return text.replacing(" ", with: "\u{A0}") }
    guard text.utf8.count < 40, text.contains(" to "), text.last.map({ $0.isNumber || $0 == "%" }) ?? false,
      text.first.map({ $0.isNumber || $0 == "−" || $0 == "+" }) ?? false
    else { return text }
    return text.replacing(" ", with: "\u{A0}")
  }

  /// The map with its list; nothing when the figure has none or its boundaries are not held.
  package static func map(_ figure: Figure, boundaries: BoundaryLayer?, geojson: String? = nil) -> HTML {
    guard let map = figure.map else { return "" }
    guard let boundaries else {
      return UI.notice(.information, "<p>No map: the boundaries “\(map.layer)” are not held.</p>")
    }
    let decimals = decimals(figure, map.unit, map.values.compactMap(\.value))
    let values = Dictionary(map.values.map { ($0.code, $0) }) { first, _ in first }
    let areas = boundaries.areas.filter { values[$0.code] != nil }.map { area in
      let value = values[area.code]?.value
      return Chart.Area(
        code: area.code, name: values[area.code]?.name ?? area.name,
        rings: area.rings.map { $0.map { ($0.longitude, $0.latitude) } }, value: value,
        text: value.map { amount($0, unit: map.unit == "%" ? "%" : "", decimals: decimals) } ?? "no figure")
    }
    guard !areas.isEmpty else {
      return UI.notice(.information, "<p>No map: none of the areas is in the boundaries “\(map.layer)”.</p>")
    }
    let drawn = Set(areas.map(\.code))
    let undrawn = map.values.filter { !drawn.contains($0.code) }.map(\.name)
    let note =
      undrawn.isEmpty
      ? nil : "Not on the map: \(undrawn.prefix(8).joined(separator: ", "))\(undrawn.count > 8 ? " and others" : "")."
    return Chart.map(
      title: "Map: " + figure.title, description: figure.sentence, note: note, areas: areas, valueLabel: map.unit,
      decimals: max(0, min(decimals, 4)), geojson: geojson)
  }
}
