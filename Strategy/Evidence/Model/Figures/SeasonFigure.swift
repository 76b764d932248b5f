import Analysis
import Basics

extension FigureCase {
  /// Which months of the year have more, with indices pooled over the boroughs of a force.
  func season() throws -> Figure {
    _ = try held(period)
    let counts = series(try counter.byMonth(of: category, in: area, over: period), over: period)
    let exceptional = sources.rules.exceptional(measure: measure.id, level: level).intersection(period.months)
    if let stop = breakMarks(over: period).first(where: \.stopsLine) {
      throw Refusal(
        "not-comparable", place: "\(measure.title), \(area.name)",
        "“\(stop.label)” lies in \(period.words); a season is not found across it.",
        remedy: "Ask for a period that ends before \(period.first.advanced(by: stop.index).spoken) or begins with it.")
    }
    let season = try PooledSeason([counts], from: period.first, excluding: exceptional)
    let ranked = (0..<12).sorted { season.indices[$0] > season.indices[$1] }
    func words(_ month: Int) -> String {
      let name = Month(year: 2000, month: month + 1).monthName
      return "\(name) (\(FigureCase.signed((season.indices[month] - 1) * 100))%)"
    }
    let left =
      exceptional.isEmpty ? "" : "; \(exceptional.count.of("month", "months")) under Covid restrictions left out"
    let sentence =
      "\(subject) in \(area.name) are highest in \(words(ranked[0])) and lowest in \(words(ranked[11])) against the average "
      + "month, over \(period.spoken) (\(basis(table.extracts(in: period)))\(left))."
    let title = "Season of \(counted) in \(area.name), \(period.words)"
    let bars = season.indices.enumerated().map { Figure.Bar(Month(year: 2000, month: $0 + 1).monthName, $1 * 100) }
    return Figure(
      question: question.query, title: title, sentence: sentence, value: nil, unit: "average month = 100", decimals: 1,
      evidence: provenance(
        numerator: "\(subject) of \(area.name) in each month", periods: [period],
        caveats: [
          "Months differ in length and in the number of their weekends; a five-weekend month has more violence."
        ],
        method: PooledSeason.note),
      table: Figure.Table(
        caption: title, headings: [Figure.Heading("Month of the year"), Figure.Heading("Index", isNumber: true)],
        rows: bars.map { [Figure.Cell($0.label), FigureCase.cell($0.value, 1)] }),
      chart: .bars(bars, unit: "average month = 100"))
  }

  /// The season of all that is held of the measure in the whole force, for taking it out of one area's series; nil when
  /// there is too little history.
  func seasonOfHistory() -> PooledSeason? {
    guard let span = table.span else { return nil }
    let wide = atlas.responsible(for: area) ?? measure.force.flatMap { atlas.force($0) }
    let whole = wide.map { EvidenceArea(code: $0.code, name: $0.spoken, level: .force) } ?? area
    let missing = Set(missing(span, of: whole))
    guard let months = try? counter.byMonth(of: category, in: whole, over: span) else { return nil }
    // Months on the far side of a break count differently, but their season is judged against their own year.
    let counts = span.months.map { missing.contains($0) ? nil : months[$0] ?? 0 }
    let exceptional = sources.rules.exceptional(measure: measure.id, level: level).intersection(span.months)
    return try? PooledSeason([counts], from: span.first, excluding: exceptional)
  }
}
