import Basics
import StrategyModel
import WebShell

extension FigureView {
  /// The chart; nothing when the figure has none. `boundaries` are drawn under a density.
  package static func chart(_ figure: Figure, boundaries: BoundaryLayer?) -> HTML {
    switch figure.chart {
    case nil: return ""
    case .lines(let lines): return draw(lines, figure)
    case .bars(let bars, let unit):
      return Chart.bars(
        title: figure.title, description: figure.sentence, note: intervalNote(bars),
        bars: bars.map {
          Chart.Bar(
            $0.label, $0.value, low: $0.lower, high: $0.upper,
            text: amount($0.value, unit: unit == "%" ? "%" : "", decimals: decimals(figure, unit, bars.map(\.value))))
        }, valueLabel: unit)
    case .lorenz(let points):
      return Chart.lorenz(
        title: figure.title, description: figure.sentence,
        curves: [Chart.Concentration("As counted", points.map { ($0.x, $0.y) })])
    case .ranges(let ranges, let unit):
      return Chart.spans(
        title: figure.title, description: figure.sentence,
        note: "The line runs from the least to the most that the published category allows; the dot is the middle.",
        spans: ranges.map { Chart.Span($0.label, low: $0.least, middle: $0.middle, high: $0.most) }, valueLabel: unit)
    case .density(let density): return draw(density, figure, boundaries)
    }
  }

  /// Digits after the point: those of the figure where the drawing has its unit; none where all are whole numbers.
  static func decimals(_ figure: Figure, _ unit: String, _ values: [Double]) -> Int {
    if unit == figure.unit { return figure.decimals }
    return values.allSatisfy { $0.rounded() == $0 } ? 0 : 1
  }

  private static func intervalNote(_ bars: [Figure.Bar]) -> String? {
    bars.contains { $0.lower != nil } ? "Whiskers are 95% intervals." : nil
  }

  private static func draw(_ lines: Figure.Lines, _ figure: Figure) -> HTML {
    let series = lines.series.map {
      Chart.Series($0.name, $0.values, provisional: Set($0.hollow), signals: Set($0.signals))
    }
    let breaks = lines.breaks.map { Chart.Break(before: $0.index, $0.label, stopsLine: $0.stopsLine) }
    let note = note(lines)
    let months = lines.labels.compactMap { Month($0) }
    if months.count == lines.labels.count, !months.isEmpty {
      return Chart.lines(
        title: figure.title, description: figure.sentence, note: note, months: months, series: series, breaks: breaks,
        limits: limits(lines), valueLabel: lines.unit)
    }
    return Chart.lines(
      title: figure.title, description: figure.sentence, note: note, labels: lines.labels, series: series,
      breaks: breaks,
      limits: limits(lines), valueLabel: lines.unit)
  }

  /// What the marks mean, and the dates to be borne in mind that are not drawn.
  private static func note(_ lines: Figure.Lines) -> String? {
    var parts: [String] = []
    if lines.series.contains(where: { !$0.hollow.isEmpty }) {
      parts.append("Hollow points are provisional or partial.")
    }
    if lines.series.contains(where: { !$0.signals.isEmpty }) {
      parts.append("Ringed points are beyond usual variation.")
    }
    if lines.series.contains(where: { $0.values.contains { $0 == nil } }) {
      parts.append("Gaps are months without a figure.")
    }
    if lines.breaks.contains(where: \.stopsLine) {
      parts.append("A dashed line is a break: figures on its two sides may not be compared.")
    }
    // A mark before the first month has no place in the drawing.
    for mark in lines.breaks where !mark.stopsLine && mark.index <= 0 && lines.labels.indices.contains(mark.index) {
      let label = lines.labels[mark.index]
      parts.append("From \(Month(label)?.spoken ?? label): \(mark.label).")
    }
    return parts.isEmpty ? nil : parts.joined(separator: " ")
  }

  /// Horizontal lines told apart by their names: whatever is neither upper nor lower is the centre.
  private static func limits(_ lines: Figure.Lines) -> Chart.Limits? {
    guard !lines.limits.isEmpty else { return nil }
    func level(_ matches: (String) -> Bool) -> [Double?] {
      let value = lines.limits.first { matches($0.name.lowercased()) }?.value
      return Array(repeating: value, count: lines.labels.count)
    }
    func isUpper(_ name: String) -> Bool { name.contains("upper") || name.contains("high") }
    func isLower(_ name: String) -> Bool { name.contains("lower") || name.contains("low ") }
    let centre = lines.limits.first { !isUpper($0.name.lowercased()) && !isLower($0.name.lowercased()) }?.name
    return Chart.Limits(
      centre: level { !isUpper($0) && !isLower($0) }, lower: level(isLower), upper: level(isUpper),
      centreName: centre.map { $0 == "Mean" ? "average" : $0.lowercased() } ?? "average")
  }

  private static func draw(_ density: Figure.Density, _ figure: Figure, _ boundaries: BoundaryLayer?) -> HTML {
    let east = density.easting + density.cell * Double(density.columns)
    let north = density.northing + density.cell * Double(density.rows)
    guard
      let surface = Chart.Surface(
        columns: density.columns, rows: density.rows, values: density.values, west: density.easting,
        south: density.northing, east: east, north: north)
    else { return UI.notice(.information, "<p>The surface cannot be drawn.</p>") }
    return Chart.heat(
      title: figure.title, description: figure.sentence,
      note:
        "Relative density: darker is denser. Published points are snapped to streets, so this shows streets, not addresses.",
      surface: surface, outlines: outlines(boundaries), valueLabel: "Relative density")
  }
}
