import Analysis
import Basics

extension FigureCase {
  /// A kind of place whose visits the mobility file measures.
  enum Footfall: String, CaseIterable {
    case retail, grocery, parks, transit, workplaces, residential

    var words: String {
      switch self {
      case .retail: "visits to shops, restaurants and places of recreation"
      case .grocery: "visits to groceries and pharmacies"
      case .parks: "visits to parks"
      case .transit: "visits to stations"
      case .workplaces: "visits to workplaces"
      case .residential: "time spent at home"
      }
    }

    func value(_ day: MobilityDay) -> Double? {
      switch self {
      case .retail: day.retail
      case .grocery: day.grocery
      case .parks: day.parks
      case .transit: day.transit
      case .workplaces: day.workplaces
      case .residential: day.residential
      }
    }
  }

  /// Whether crime moved with footfall from month to month.
  func correlation() throws -> Figure {
    _ = try held(period)
    let written = question.options["metric"] ?? "retail"
    guard let metric = Footfall(rawValue: written) else {
      throw Refusal(
        "unreadable-option", place: "metric", "“\(written)” is not a kind of place of the mobility file.",
        remedy: "Write one of: \(Footfall.allCases.map(\.rawValue).joined(separator: ", ")).")
    }
    guard !sources.reference.mobility.isEmpty else {
      throw Refusal(
        "no-data", place: "mobility", "No mobility file is held.", remedy: "Import the mobility file by borough.")
    }
    if question.by == .borough { return try correlations(metric) }
    guard area.level == .borough else {
      throw Refusal(
        "level-not-supported", place: area.name, "Footfall is known by borough only.",
        remedy: "Ask for a borough, or for all boroughs of the force with by=borough.")
    }
    let visits = footfall(metric, in: area.code)
    let index = try crimeIndex(of: area)
    let crime = period.months.map { index[$0] }, people = period.months.map { visits[$0] }
    let straight = try Correlation(crime, people), ranks = try Correlation(crime, people, kind: .spearman)
    let both = period.months.filter { index[$0] != nil && visits[$0] != nil }
    let span = both.first.flatMap { first in both.last.flatMap { Period(first, $0) } } ?? period
    let title = "\(subject) and footfall in \(area.name), \(span.spoken)"
    var lines = Figure.Lines(
      unit: "% against the month's baseline", labels: period.months.map(\.description),
      series: [
        Figure.Series(name: subject, values: crime), Figure.Series(name: metric.words.capitalisedFirst, values: people),
      ], breaks: breakMarks(over: period))
    lines.limits = [Figure.Limit("Baseline", 0)]
    let strength = straight.value.magnitude < 0.3 ? "hardly" : straight.value.magnitude < 0.7 ? "loosely" : "closely"
    let way = straight.value < 0 ? "against" : "with"
    return Figure(
      question: question.query, title: title,
      sentence:
        "Over \(straight.pairs) months from \(span.spoken), \(counted) in \(area.name) moved \(strength) \(way) "
        + "\(metric.words): correlation \(straight.value.fixed(2)) (95% interval \(straight.interval.lower.fixed(2)) to "
        + "\(straight.interval.upper.fixed(2)); ranks \(ranks.value.fixed(2))). Months resemble one another, so they are worth "
        + "\(straight.effectivePairs.fixed(1)) independent ones. Both series moved with the restrictions; this does not show "
        + "that one made the other (\(basis(table.extracts(in: span)))).",
      value: straight.value, unit: "correlation", decimals: 2, lower: straight.interval.lower,
      upper: straight.interval.upper, numerator: straight.pairs,
      evidence: provenance(
        numerator: "\(subject) of \(area.name) each month, as percent change from the same month of \(baseline.words)",
        denominator:
          "Monthly mean of the daily percent change in \(metric.words) (Google mobility, against early 2020)",
        periods: [span, baseline], further: sources.reference.extracts[.mobility] ?? [],
        caveats: correlationCaveats + straight.caveats, method: Correlation.note),
      table: Figure.Table(
        caption: title,
        headings: [
          Figure.Heading("Month"), Figure.Heading("\(subject), % change", isNumber: true),
          Figure.Heading("Footfall, % change", isNumber: true),
        ],
        rows: both.map {
          [Figure.Cell($0.spoken), FigureCase.cell(index[$0], 1, "%"), FigureCase.cell(visits[$0], 1, "%")]
        }), chart: .lines(lines))
  }

  private func correlations(_ metric: Footfall) throws -> Figure {
    var found: [(code: String, name: String, one: Correlation)] = []
    let whole = Period(baseline.first, max(period.last, baseline.last)) ?? period
    for row in try rows(by: .borough, over: whole) where !row.code.isEmpty {
      let visits = footfall(metric, in: row.code), index = index(row.months)
      let crime = period.months.map { index[$0] }, people = period.months.map { visits[$0] }
      if let one = try? Correlation(crime, people) { found.append((row.code, row.name, one)) }
    }
    guard !found.isEmpty else {
      throw Refusal(
        "no-data", place: area.name, "No borough has both footfall and crime in enough months of \(period.words).",
        remedy: "Ask for a period inside 2020-02..2022-10, with the year before March 2020 held as well.")
    }
    let q = try BenjaminiHochberg(found.map(\.one.p))
    let order = found.indices.sorted { found[$0].one.value > found[$1].one.value }
    let clear = q.discoveries()
    let title = "\(subject) and footfall by borough, \(period.words)"
    let first = found[order[0]], last = found[order[order.count - 1]]
    return Figure(
      question: question.query, title: title,
      sentence:
        "In \(clear) of \(found.count) boroughs \(counted) moved with \(metric.words) more clearly than chance would "
        + "make them (false discovery rate 5%); the correlation is highest in \(first.name) (\(first.one.value.fixed(2))) and "
        + "lowest in \(last.name) (\(last.one.value.fixed(2))). Both moved with the restrictions; this does not show that one "
        + "made the other (\(basis(table.extracts(in: period)))).",
      value: nil, unit: "correlation", decimals: 2,
      evidence: provenance(
        numerator: "\(subject) of each borough and month, as percent change from the same month of \(baseline.words)",
        denominator:
          "Monthly mean of the daily percent change in \(metric.words) (Google mobility, against early 2020)",
        periods: [period, baseline], further: sources.reference.extracts[.mobility] ?? [], caveats: correlationCaveats,
        method: Correlation.note),
      table: Figure.Table(
        caption: "\(title); \(q.tests) tests",
        headings: [
          Figure.Heading("Borough"), Figure.Heading("Code"), Figure.Heading("Correlation", isNumber: true),
          Figure.Heading("95% interval"), Figure.Heading("Months", isNumber: true), Figure.Heading("q", isNumber: true),
        ],
        rows: order.map { place in
          let (code, name, one) = found[place]
          return [
            Figure.Cell(name), Figure.Cell(code), FigureCase.cell(one.value, 2),
            Figure.Cell("\(one.interval.lower.fixed(2)) to \(one.interval.upper.fixed(2))"), FigureCase.cell(one.pairs),
            q.q[place].map { Figure.Cell(FigureCase.pWords($0), $0) } ?? Figure.Cell("–"),
          ]
        }),
      chart: .bars(
        order.map {
          Figure.Bar(
            found[$0].name, found[$0].one.value, lower: found[$0].one.interval.lower,
            upper: found[$0].one.interval.upper)
        }, unit: "correlation"),
      map: map(
        found.map { Figure.AreaValue(code: $0.code, name: $0.name, value: $0.one.value) }, level: .borough,
        unit: "correlation"))
  }

  /// The last twelve months before Covid restrictions.
  private var baseline: Period { Period(Month(year: 2019, month: 3), Month(year: 2020, month: 2)) ?? period }

  private var correlationCaveats: [String] {
    [
      "Footfall is that of phones with location history switched on, against the weeks of 3 January to 6 February 2020.",
      "Months with fewer than 20 days of footfall are left out. Crime is that of each month against the same month of "
        + "March 2019 to February 2020, which takes the season out of it; the footfall's season stays in.",
      "A common cause (the restrictions) moves both series.",
    ]
  }

  private func crimeIndex(of area: EvidenceArea) throws -> [Month: Double] {
    let whole = Period(baseline.first, max(period.last, baseline.last)) ?? period
    return index(try counter.byMonth(of: category, in: area, over: whole))
  }

  /// Percent change of each month from the same month of the baseline; months that are not held have none.
  private func index(_ counts: CountsByMonth) -> [Month: Double] {
    let missing = Set(missing(Period(baseline.first, max(period.last, baseline.last)) ?? period))
    var out: [Month: Double] = [:]
    for month in period.months where !missing.contains(month) {
      let same = baseline.months.first { $0.month == month.month }
      guard let same, !missing.contains(same), let base = counts[same], base >= 20 else { continue }
      out[month] = (Double(counts[month] ?? 0) / Double(base) - 1) * 100
    }
    return out
  }

  private func footfall(_ metric: Footfall, in borough: String) -> [Month: Double] {
    var sums: [Month: (total: Double, days: Int)] = [:]
    for day in sources.reference.mobility where day.area == borough {
      guard let value = metric.value(day) else { continue }
      let month = day.day.month
      let known = sums[month] ?? (0, 0)
      sums[month] = (known.total + value, known.days + 1)
    }
    return sums.compactMapValues { $0.days >= 20 ? $0.total / Double($0.days) : nil }
  }
}
