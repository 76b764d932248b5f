import Basics

/// The table and chart of a share.
extension FigureCase {
  func addShares(to figure: inout Figure, _ sharing: Sharing) throws {
    var rows: [(code: String, name: String, part: Int, whole: Int)] = []
    let by = question.by ?? .month
    let counted = Set(sharing.months)
    func sum(_ row: Row) -> Int { row.months.total(where: counted.contains) }
    switch by {
    case .month:
      rows = sharing.months.map { ("", $0.spoken, sharing.part[$0] ?? 0, sharing.all[$0] ?? 0) }
      let shares = period.months.map { month -> Double? in
        guard counted.contains(month), let whole = sharing.all[month], whole > 0 else { return nil }
        return Double(sharing.part[month] ?? 0) / Double(whole) * 100
      }
      figure.chart = .lines(lines("Share of \(sharing.whole.name)", shares, over: period, unit: "%"))
    case .year:
      for year in try years(of: period) where year.months.allSatisfy(counted.contains) {
        rows.append(("", year.words, sharing.numerator(in: year), sharing.denominator(in: year)))
      }
      figure.chart = .bars(rows.map { Figure.Bar($0.name, percent($0.part, $0.whole)) }, unit: "%")
    case .category:
      let wholes = Dictionary(
        try FigureCase(self, counting: sharing.wholeCounter).rows(by: .category, in: sharing.whole, over: period)
          .map { ($0.name, sum($0)) }
      ) { $0 + $1 }
      for row in try self.rows(by: .category, over: period) {
        rows.append(("", row.name, sum(row), wholes[row.name] ?? 0))
      }
      rows.sort { percent($0.part, $0.whole) > percent($1.part, $1.whole) }
      figure.chart = .bars(rows.map { Figure.Bar($0.name, percent($0.part, $0.whole)) }, unit: "%")
    case .borough, .ward, .lsoa:
      // Shares of all parts of the whole, so that they add up to 100 %.
      let inside = by == .borough || area.level == .force ? sharing.whole : area
      for row in try self.rows(by: by, in: inside, over: period) {
        rows.append((row.code, row.name, sum(row), sharing.denominator))
      }
      rows.sort { ($1.part, $0.name) < ($0.part, $1.name) }
      if let level = by.level {
        figure.map = map(
          rows.filter { !$0.code.isEmpty }.map {
            Figure.AreaValue(code: $0.code, name: $0.name, value: percent($0.part, $0.whole))
          }, level: level, unit: "%")
      }
      figure.chart = .bars(rows.prefix(35).map { Figure.Bar($0.name, percent($0.part, $0.whole)) }, unit: "%")
    }
    let isArea = by.level != nil
    figure.table = Figure.Table(
      caption: "\(figure.title), by \(by.rawValue)",
      headings: [Figure.Heading(by.title)] + (isArea ? [Figure.Heading("Code")] : []) + [
        Figure.Heading(isArea ? measure.unit.capitalisedFirst : area.name.capitalisedFirst, isNumber: true),
        Figure.Heading(sharing.whole.name.capitalisedFirst, isNumber: true), Figure.Heading("Share", isNumber: true),
      ],
      rows: rows.map { row in
        let share = row.whole > 0 ? FigureCase.cell(percent(row.part, row.whole), 2, "%") : Figure.Cell("–")
        return [Figure.Cell(row.name)] + (isArea ? [Figure.Cell(row.code)] : []) + [
          FigureCase.cell(row.part), FigureCase.cell(row.whole), share,
        ]
      })
  }

  private func percent(_ part: Int, _ whole: Int) -> Double { whole > 0 ? Double(part) / Double(whole) * 100 : 0 }

  /// The same case over another table.
  init(_ other: FigureCase, counting counter: SeriesCounter) {
    question = other.question
    sources = other.sources
    measure = other.measure
    area = other.area
    rule = other.rule
    category = other.category
    self.counter = counter
  }
}
