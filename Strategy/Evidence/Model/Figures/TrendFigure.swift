import Analysis
import Basics

extension FigureCase {
  /// One stretch of a series between breaks, with its control chart.
  private struct Stretch {
    let months: [Month]
    let counts: [Int?]
    /// What is charted: the season taken out where it is known.
    let values: [Double?]
    let chart: ControlChart?
    let baseline: String?

    /// Signals worth naming: where nothing at all is usual, being near the lower limit of zero is none.
    func signals(at index: Int) -> Set<ControlSignal> {
      guard let point = chart?.points[index] else { return [] }
      return point.lower <= 0 ? point.signals.subtracting([.nearLowerLimit]) : point.signals
    }

    var words: [String] {
      (chart?.words(labels: months.map(\.spoken)) ?? []).filter {
        !($0.contains("close to the lower limit") && (chart?.points.last?.lower ?? 1) <= 0)
      }
    }
  }

  /// The series month by month on a control chart: which months lie outside the usual variation.
  func trend() throws -> Figure {
    _ = try held(period)
    let counts = series(try counter.byMonth(of: category, in: area, over: period), over: period)
    let months = Array(period.months)
    let present = counts.compactMap { $0 }
    // A season cannot be seen in a handful of records a month, and u′ limits need the counts as they are.
    let season = present.reduce(0, +) < 10 * present.count ? nil : seasonOfHistory()
    let stops = breakMarks(over: period).filter(\.stopsLine).map(\.index).filter { $0 > 0 }.sorted()
    let edges = [0] + stops + [months.count]
    let stretches = zip(edges, edges.dropFirst()).filter { $0 < $1 }.map { start, end in
      stretch(Array(months[start..<end]), Array(counts[start..<end]), season)
    }
    let charted = stretches.compactMap(\.chart)
    let method = charted.contains { $0.kind == .laneyU } ? LaneyChart.note : XmRChart.note
    var caveats: [String] = []
    caveats.append(
      season == nil
        ? "The season is not taken out: it needs ten records a month, and 36 months of history outside the Covid months."
        : "The season is taken out with indices pooled over the force, the Covid months left out.")
    for stretch in stretches { if let words = stretch.baseline { caveats.append(words) } }
    var figure = Figure(
      question: question.query, title: "\(subject) in \(area.name) by month, \(period.words)",
      sentence: trendSentence(stretches, seasonal: season != nil), value: charted.last?.centre,
      unit: "\(measure.unit) a month", decimals: (charted.last?.centre ?? 10) < 10 ? 1 : 0,
      lower: charted.last?.points.last?.lower,
      upper: charted.last?.points.last?.upper,
      evidence: provenance(
        numerator: "\(subject) of \(area.name) in each month of \(period.words)", periods: [period], caveats: caveats,
        method: method), table: Figure.Table(caption: "", headings: [], rows: []))
    addPoints(to: &figure, stretches, seasonal: season != nil)
    return figure
  }

  private func stretch(_ months: [Month], _ counts: [Int?], _ season: PooledSeason?) -> Stretch {
    let raw = counts.map { $0.map(Double.init) }
    let adjusted = months.first.flatMap { season?.deseasonalised(counts, from: $0) } ?? raw
    let present = counts.compactMap { $0 }
    let mean = present.isEmpty ? 0 : Double(present.reduce(0, +)) / Double(present.count)
    if mean < 10 {
      let chart = try? LaneyChart.chart(counts: counts, exposures: months.map { _ in 1 })
      return Stretch(months: months, counts: counts, values: raw, chart: chart, baseline: nil)
    }
    let exceptional = sources.rules.exceptional(measure: measure.id, level: level)
    let usual = months.indices.filter { !exceptional.contains(months[$0]) && counts[$0] != nil }
    // The longest run of usual months fixes the limits; the exceptional ones are judged against it.
    var best = 0..<0, start: Int?
    for index in 0...months.count {
      let isUsual = index < months.count && usual.contains(index)
      if isUsual, start == nil { start = index }
      if !isUsual, let first = start {
        if index - first > best.count { best = first..<index }
        start = nil
      }
    }
    let baseline = best.count >= ControlChart.fewestPoints ? best : nil
    let chart = try? XmRChart.chart(adjusted, baseline: baseline, floor: 0)
    var words: String?
    if let baseline, baseline.count < months.count {
      words =
        "The limits are those of \(months[baseline.lowerBound].spoken) to \(months[baseline.upperBound - 1].spoken), "
        + "the longest run of months without Covid restrictions."
    } else if chart != nil, baseline == nil, usual.count < months.count {
      words = "There are too few months without Covid restrictions to draw limits from them alone; all months are used."
    }
    return Stretch(months: months, counts: counts, values: adjusted, chart: chart, baseline: words)
  }

  private func trendSentence(_ stretches: [Stretch], seasonal: Bool) -> String {
    var out =
      "\(subject) in \(area.name), \(period.spoken)\(seasonal ? ", with the season taken out" : "") "
      + "(\(basis(table.extracts(in: period)))):"
    for stretch in stretches {
      guard let first = stretch.months.first, let last = stretch.months.last else { continue }
      let span = Period(first, last)?.spoken ?? ""
      guard let chart = stretch.chart, let limits = chart.points.last else {
        out += " from \(span) there are fewer than \(ControlChart.fewestPoints) months, too few for limits."
        continue
      }
      let signalling = chart.points.indices.filter { !stretch.signals(at: $0).isEmpty }
      let digits = chart.centre < 10 ? 1 : 0
      let range =
        "\(chart.centre.fixed(digits)) a month on average, usually \(max(0, limits.lower).fixed(digits)) to \(limits.upper.fixed(digits))"
      if stretches.count > 1 { out += " \(span):" }
      if signalling.isEmpty {
        out += " \(range); every month lies within the usual variation."
      } else {
        let words = stretch.words
        let more = words.count > 3 ? " And \(words.count - 3) more signals." : ""
        out += " \(range). " + words.prefix(3).joined(separator: " ") + more
      }
    }
    let marks = breakMarks(over: period).filter(\.stopsLine)
    if !marks.isEmpty {
      out += " The line stops at \(FigureCase.list(marks.map { "“\($0.label)”" })): the two sides are not compared."
    }
    return out + FigureCase.missingWords(missing(period)) + provisionalWords(period)
  }

  private func addPoints(to figure: inout Figure, _ stretches: [Stretch], seasonal: Bool) {
    var rows: [[Figure.Cell]] = []
    var values: [Double?] = [], raw: [Double?] = [], signals: [Int] = []
    for stretch in stretches {
      for (index, month) in stretch.months.enumerated() {
        let point = stretch.chart?.points[index]
        let found = stretch.signals(at: index)
        if !found.isEmpty { signals.append(values.count) }
        values.append(stretch.values[index])
        raw.append(stretch.counts[index].map(Double.init))
        let words = found.sorted().map(\.title).joined(separator: "; ")
        var row = [Figure.Cell(month.spoken), stretch.counts[index].map(FigureCase.cell) ?? Figure.Cell("not held")]
        if seasonal { row.append(FigureCase.cell(stretch.values[index], 0)) }
        row += [FigureCase.cell(point?.lower, 0), FigureCase.cell(point?.upper, 0), Figure.Cell(words)]
        rows.append(row)
      }
    }
    figure.table = Figure.Table(
      caption: figure.title,
      headings: [Figure.Heading("Month"), Figure.Heading(measure.unit.capitalisedFirst, isNumber: true)]
        + (seasonal ? [Figure.Heading("Season taken out", isNumber: true)] : [])
        + [
          Figure.Heading("Lower limit", isNumber: true), Figure.Heading("Upper limit", isNumber: true),
          Figure.Heading("Signal"),
        ],
      rows: rows)
    var lines = lines(seasonal ? "Season taken out" : subject, values, over: period, unit: measure.unit)
    if !lines.series.isEmpty { lines.series[0].signals = signals }
    if seasonal { lines.series.append(Figure.Series(name: "As recorded", values: raw)) }
    // One set of lines across the chart is drawn only when the series is one stretch.
    if stretches.count == 1, let chart = stretches[0].chart, let last = chart.points.last {
      lines.limits = [
        Figure.Limit("Mean", chart.centre), Figure.Limit("Upper limit", last.upper),
        Figure.Limit("Lower limit", last.lower),
      ]
    }
    figure.chart = .lines(lines)
  }
}

extension ControlSignal {
  /// A few words for a table.
  var title: String {
    switch self {
    case .aboveUpperLimit: "above the upper limit"
    case .belowLowerLimit: "below the lower limit"
    case .runAbove: "run above the mean"
    case .runBelow: "run below the mean"
    case .rising: "rising"
    case .falling: "falling"
    case .nearUpperLimit: "close to the upper limit"
    case .nearLowerLimit: "close to the lower limit"
    }
  }
}
