import Analysis
import Basics

/// The table of a change: the whole table is tested, and corrected for the number of tests in it.
extension FigureCase {
  func addChanges(to figure: inout Figure, _ earlier: Period, _ both: Period, _ whole: Changed) throws {
    guard let by = question.by, by != .month, by != .year else {
      try addMonths(to: &figure, earlier, both)
      return
    }
    let found = try rows(by: by, over: both).filter { $0.count(in: earlier) + $0.count(in: period) > 0 }
    let changes = Processors.map(found) { row -> Changed? in
      row.code.isEmpty && by != .category ? nil : try? changed(row.months, from: earlier, worded: false)
    }
    let q = try BenjaminiHochberg(changes.map { $0?.p })
    var risen: [String] = [], fallen: [String] = []
    var lines: [(size: Int, cells: [Figure.Cell])] = []
    for (index, row) in found.enumerated() {
      let before = row.count(in: earlier), after = row.count(in: period), change = changes[index], q = q.q[index]
      let isReal = (q ?? 1) < 0.05
      if isReal { if after > before { risen.append(row.name) } else { fallen.append(row.name) } }
      let verdict =
        change == nil ? "not tested" : !isReal ? "within the usual variation" : after > before ? "more" : "less"
      let isSmall = before < 20
      lines.append(
        (
          abs(after - before),
          [
            Figure.Cell(row.name), FigureCase.cell(before), FigureCase.cell(after),
            Figure.Cell(FigureCase.signed(Double(after - before), 0), Double(after - before)),
            change?.percent.map { Figure.Cell(FigureCase.signed($0) + "%", $0) }
              ?? Figure.Cell(isSmall ? "base under 20" : "–"),
            interval(change), change?.p.map { Figure.Cell(FigureCase.pWords($0), $0) } ?? Figure.Cell("–"),
            q.map { Figure.Cell(FigureCase.pWords($0), $0) } ?? Figure.Cell("–"),
            FigureCase.cell(change?.dispersion, 1), Figure.Cell(verdict),
          ]
        ))
    }
    lines.sort { ($1.size, $0.cells[0].text) < ($0.size, $1.cells[0].text) }
    figure.table = Figure.Table(
      caption: "\(figure.title), by \(by.rawValue); \(q.tests) tests, false discovery rate 5%",
      headings: [Figure.Heading(by.title)]
        + [earlier.words, period.words, "Difference", "Change"].map { Figure.Heading($0, isNumber: true) }
        + [Figure.Heading("95% interval")] + ["p", "q", "Dispersion"].map { Figure.Heading($0, isNumber: true) }
        + [Figure.Heading("Finding")],
      rows: lines.map(\.cells))
    figure.chart = .bars(
      lines.prefix(25).compactMap { line in
        line.cells[3].number.map { Figure.Bar(line.cells[0].text, $0) }
      }, unit: measure.unit)
    if let level = by.level {
      figure.map = map(
        found.enumerated().filter { !$0.element.code.isEmpty }.map { index, row in
          Figure.AreaValue(code: row.code, name: row.name, value: changes[index]?.percent)
        }, level: level, unit: "%")
    }
    let noun = by == .category ? "categories" : by.level?.plural ?? "rows"
    func names(_ list: [String], _ verb: String) -> String {
      guard !list.isEmpty else { return "none \(verb)" }
      let shown = list.prefix(6).joined(separator: "; ")
      return "\(list.count) \(verb) (\(shown)\(list.count > 6 ? "; …" : ""))"
    }
    figure.sentence +=
      " Of \(q.tests) \(noun) tested together, \(names(risen, "rose")) and \(names(fallen, "fell")) by more than the usual "
      + "month-to-month variation (false discovery rate 5%)."
    figure.evidence.caveats.append(
      "The table makes \(q.tests) tests; q-values are corrected for all of them (Benjamini and Hochberg 1995). "
        + "Percentages on a base under 20 are not shown.")
  }

  private func interval(_ change: Changed?) -> Figure.Cell {
    guard let lower = change?.lower, let upper = change?.upper else { return Figure.Cell("–") }
    return Figure.Cell("\(FigureCase.signed(lower))% to \(FigureCase.signed(upper))%")
  }

  private func addMonths(to figure: inout Figure, _ earlier: Period, _ both: Period) throws {
    let months = try counter.byMonth(of: category, in: area, over: both)
    figure.table = Figure.Table(
      caption: figure.title,
      headings: [Figure.Heading("Month")]
        + [earlier.words, period.words, "Difference"].map { Figure.Heading($0, isNumber: true) },
      rows: zip(earlier.months, period.months).map { then, now in
        let before = months[then] ?? 0, after = months[now] ?? 0
        return [
          Figure.Cell(
            earlier.count == 1 || then.month == now.month ? now.monthName : "\(then.spoken) and \(now.spoken)"),
          FigureCase.cell(before), FigureCase.cell(after),
          Figure.Cell(FigureCase.signed(Double(after - before), 0), Double(after - before)),
        ]
      })
    let labels = period.months.map(\.description)
    figure.chart = .lines(
      Figure.Lines(
        unit: measure.unit, labels: labels,
        series: [
          Figure.Series(name: earlier.words, values: earlier.months.map { Double(months[$0] ?? 0) }),
          Figure.Series(name: period.words, values: period.months.map { Double(months[$0] ?? 0) }),
        ]))
  }
}

extension Month {
  /// `April`.
  var monthName: String { String(spoken.prefix { $0 != " " }) }
}
