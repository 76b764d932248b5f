import Analysis
import Basics

extension FigureCase {
  /// Records for each 1,000 residents, with the exact or Byar interval.
  func rate() throws -> Figure {
    guard question.base == nil || question.base == "residents" else {
      throw Refusal(
        "unknown-base", place: "base", "No population “\(question.base ?? "")” is held.",
        remedy: "Leave the base out for residents, or show the count alone.")
    }
    let held = try held(period)
    try checkNamed(area, over: period)
    let (year, stale) = try midYear(for: period)
    let total = try counter.total(of: category, in: area, over: period)
    let people = try residents(of: area, year)
    let rate = try Rate(events: total, population: Double(people))
    let populations = sources.reference.extracts[.population] ?? []
    let over =
      held.count == period.count ? period.words : "the \(held.count.of("month", "months")) held of \(period.words)"
    var caveats = [
      "Residents are the wrong population for a place that people travel to: in the West End or near a station the rate "
        + "says more of visitors than of residents."
    ]
    if stale { caveats.append("No estimate for mid-\(period.first.year) is held; residents are those of mid-\(year).") }
    if period.count != 12 {
      caveats.append("The rate is over \(period.count.of("month", "months")); it is not turned into a yearly rate.")
    }
    if question.by == .lsoa || area.level == .lsoa {
      caveats.append("Small areas: records lie at shared map points, so one point may carry a whole area's rate.")
    }
    let evidence = provenance(
      numerator: "\(subject) of \(area.name) in \(over)",
      denominator: "\(people.grouped) residents at mid-\(year) (ONS, lower layer super output areas of 2021 added up)",
      periods: [period], further: populations, caveats: caveats, method: Rate.note)
    let interval = "95% interval \(rate.interval.lower.fixed(1)) to \(rate.interval.upper.fixed(1))"
    var figure = Figure(
      question: question.query, title: "\(subject) per 1,000 residents in \(area.name), \(period.words)",
      sentence: "\(area.name.capitalisedFirst) had \(rate.value.fixed(1)) \(counted) per 1,000 residents in \(over) "
        + "(\(interval); \(total.grouped) among \(people.grouped) residents at mid-\(year); \(basis(table.extracts(in: period))))."
        + FigureCase.missingWords(missing(period)) + provisionalWords(period),
      value: rate.value, unit: "per 1,000 residents", decimals: 1, lower: rate.interval.lower,
      upper: rate.interval.upper,
      numerator: total, denominator: people, evidence: evidence,
      table: Figure.Table(caption: "", headings: [], rows: []))
    try addRates(to: &figure, total: total)
    return figure
  }

  private func addRates(to figure: inout Figure, total: Int) throws {
    var rates: [(code: String, name: String, rate: Rate)] = []
    var without = 0
    switch question.by {
    case .year:
      let months = Row(code: "", name: "", months: try counter.byMonth(of: category, in: area, over: period))
      for year in try years(of: period) where missing(year).isEmpty {
        let people = try residents(of: area, try midYear(for: year).year)
        rates.append(("", year.words, try Rate(events: months.count(in: year), population: Double(people))))
      }
    case .borough, .ward, .lsoa:
      let year = try midYear(for: period).year
      let level = question.by?.level ?? .borough
      for row in try rows(by: question.by ?? .borough, over: period, monthly: false) {
        let place = EvidenceArea(code: row.code, name: row.name, level: level)
        guard let people = atlas.residents(of: place, midYear: year), people > 0 else {
          without += row.count
          continue
        }
        rates.append((row.code, row.name, try Rate(events: row.count, population: Double(people))))
      }
    case .category:
      let people = try residents(of: area, try midYear(for: period).year)
      for row in try rows(by: .category, over: period, monthly: false) {
        rates.append(("", row.name, try Rate(events: row.count, population: Double(people))))
      }
    case .month, nil:
      rates = [
        (
          "", area.name,
          try Rate(events: total, population: Double(try residents(of: area, try midYear(for: period).year)))
        )
      ]
    }
    if question.by?.level != nil || question.by == .category { rates.sort { $0.rate.value > $1.rate.value } }
    if without > 0 {
      figure.evidence.excluded.append(
        Figure.Exclusion("In areas without a population: not in the table", rows: without))
    }
    figure.table = Figure.Table(
      caption: figure.title,
      headings: [
        Figure.Heading(question.by?.title ?? "Area"), Figure.Heading(measure.unit.capitalisedFirst, isNumber: true),
        Figure.Heading("Residents", isNumber: true), Figure.Heading("Per 1,000 residents", isNumber: true),
        Figure.Heading("95% from", isNumber: true), Figure.Heading("to", isNumber: true),
      ],
      rows: rates.map {
        [
          Figure.Cell($0.name), FigureCase.cell($0.rate.events), FigureCase.cell(Int($0.rate.population)),
          FigureCase.cell($0.rate.value, 1), FigureCase.cell($0.rate.interval.lower, 1),
          FigureCase.cell($0.rate.interval.upper, 1),
        ]
      })
    figure.chart = .bars(
      rates.prefix(25).map {
        Figure.Bar($0.name, $0.rate.value, lower: $0.rate.interval.lower, upper: $0.rate.interval.upper)
      }, unit: figure.unit)
    if let level = question.by?.level {
      figure.map = map(
        rates.map { Figure.AreaValue(code: $0.code, name: $0.name, value: $0.rate.value) }, level: level,
        unit: figure.unit)
    }
  }

  /// The mid-year (30 June) nearest to the middle of the period among those held, and whether a nearer one is missing.
  func midYear(for period: Period) throws -> (year: Int, stale: Bool) {
    guard let held = atlas.populationYears else {
      throw Refusal(
        "no-population", place: area.name, "No population estimates are held.",
        remedy: "Import the ONS mid-year estimates by lower layer super output area, or ask for the count.")
    }
    // 30 June lies in the financial year that began in April, and in the middle of a calendar year.
    let middle = Month(index: (period.first.index + period.last.index) / 2)
    let wanted = period.financialYear ?? middle.year
    let year = min(max(wanted, held.lowerBound), held.upperBound)
    return (year, year != wanted)
  }

  func residents(of area: EvidenceArea, _ year: Int) throws -> Int {
    guard let people = atlas.residents(of: area, midYear: year), people > 0 else {
      throw Refusal(
        "no-population", place: area.name, "No residents are known for \(area.name) at mid-\(year).",
        remedy: "Populations are held for areas of 2021 and what they add up to (wards since May 2022, boroughs); "
          + "ask for the count, or for one of those.")
    }
    return people
  }
}
