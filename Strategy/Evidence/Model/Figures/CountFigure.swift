import Basics

extension FigureCase {
  /// How many: the records of an area in a period, by month unless another breakdown is asked for.
  func count() throws -> Figure {
    let held = try held(period)
    try checkNamed(area, over: period)
    let missing = missing(period)
    let total = try counter.total(of: category, in: area, over: period)
    let extracts = table.extracts(in: period)
    let unsettled = provisionalWords(period)
    let sentence =
      "\(area.name.capitalisedFirst) had \(total.grouped) \(total == 1 && category == nil ? measure.singular : counted) in "
      + "\(period.words) (\(basis(extracts)))." + FigureCase.missingWords(missing) + unsettled
    let evidence = provenance(
      numerator:
        "\(subject) of \(area.name) in \(period.words)\(missing.isEmpty ? "" : ", \(held.count.of("month", "months")) held")",
      periods: [period])
    var figure = Figure(
      question: question.query, title: "\(subject) in \(area.name), \(period.words)", sentence: sentence,
      value: Double(total), unit: measure.unit, decimals: 0, numerator: total, evidence: evidence,
      table: Figure.Table(caption: "", headings: [], rows: []))
    try addRows(to: &figure)
    return figure
  }

  private func addRows(to figure: inout Figure) throws {
    let heading = Figure.Heading(measure.unit.capitalisedFirst, isNumber: true)
    let caption = figure.title
    switch question.by ?? .month {
    case .month:
      let values = series(try counter.byMonth(of: category, in: area, over: period), over: period)
      let rows = zip(period.months, values).map { month, count in
        [Figure.Cell(month.spoken), count.map(FigureCase.cell) ?? Figure.Cell("not held")]
      }
      figure.table = Figure.Table(caption: caption, headings: [Figure.Heading("Month"), heading], rows: rows)
      figure.chart = .lines(lines(subject, values.map { $0.map(Double.init) }, over: period, unit: measure.unit))
    case .year:
      let years = try years(of: period)
      let months = try counter.byMonth(of: category, in: area, over: period)
      let row = Row(code: "", name: "", months: months)
      figure.table = Figure.Table(
        caption: caption, headings: [Figure.Heading("Year"), heading, Figure.Heading("Months held", isNumber: true)],
        rows: years.map { year in
          let gaps = missing(year).count
          return [
            Figure.Cell(year.words), gaps == 12 ? Figure.Cell("not held") : FigureCase.cell(row.count(in: year)),
            FigureCase.cell(12 - gaps),
          ]
        })
      figure.chart = .bars(
        years.filter { missing($0).isEmpty }.map { Figure.Bar($0.words, Double(row.count(in: $0))) }, unit: measure.unit
      )
    case .category, .borough, .ward, .lsoa:
      let by = question.by ?? .category
      let rows = try rows(by: by, over: period, monthly: false).sorted { ($1.count, $0.name) < ($0.count, $1.name) }
      let sum = rows.reduce(0) { $0 + $1.count }
      let isArea = by != .category
      figure.table = Figure.Table(
        caption: "\(caption), by \(by.rawValue)",
        headings: [Figure.Heading(by.title)] + (isArea ? [Figure.Heading("Code")] : []) + [
          heading, Figure.Heading("Share", isNumber: true),
        ],
        rows: rows.map {
          let share = sum > 0 ? Double($0.count) / Double(sum) * 100 : 0
          return [Figure.Cell($0.name)] + (isArea ? [Figure.Cell($0.code)] : []) + [
            FigureCase.cell($0.count), FigureCase.cell(share, 1, "%"),
          ]
        })
      figure.chart = .bars(rows.prefix(20).map { Figure.Bar($0.name, Double($0.count)) }, unit: measure.unit)
      if let level = by.level {
        figure.map = map(
          rows.filter { !$0.code.isEmpty }.map {
            Figure.AreaValue(code: $0.code, name: $0.name, value: Double($0.count))
          },
          level: level, unit: measure.unit)
      }
    }
  }

  /// ` June and July 2023 are provisional.`
  func provisionalWords(_ period: Period) -> String {
    let coverage = table.coverage(in: period, publisher: publisher(of: area))
    func months(_ status: Coverage.Status) -> [Month] { period.months.filter { coverage[$0]?.status == status } }
    var out = ""
    for (status, word) in [(Coverage.Status.partial, "partial"), (.provisional, "provisional")] {
      let runs = FigureCase.runs(of: months(status))
      guard !runs.isEmpty else { continue }
      let plural = runs.count > 1 || (runs.first?.count ?? 0) > 1
      out += " \(FigureCase.list(runs.map(\.spoken))) \(plural ? "are" : "is") \(word)."
    }
    return out
  }
}

extension FigureQuestion.Breakdown {
  var title: String {
    switch self {
    case .category: "Category"
    case .borough: "Borough"
    case .ward: "Ward"
    case .lsoa: "Lower layer super output area"
    case .month: "Month"
    case .year: "Year"
    }
  }

  var level: AreaLevel? {
    switch self {
    case .borough: .borough
    case .ward: .ward
    case .lsoa: .lsoa
    case .category, .month, .year: nil
    }
  }
}

extension String {
  /// With a capital first letter, to begin a sentence.
  var capitalisedFirst: String { prefix(1).uppercased() + dropFirst() }
}
