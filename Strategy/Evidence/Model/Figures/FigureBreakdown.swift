import Basics

/// The rows of a figure that is divided by category, area or time.
extension FigureCase {
  struct Row: Sendable {
    let code: String, name: String
    let months: CountsByMonth
    var count: Int { months.total }

    func count(in period: Period) -> Int { months.total(in: period) }
  }

  /// Rows of the breakdown by category or area, in the order of their names; records that lie in none come last.
  func rows(
    by breakdown: FigureQuestion.Breakdown, in area: EvidenceArea? = nil, over period: Period, monthly: Bool = true
  ) throws -> [Row] {
    let area = area ?? self.area
    let split: SeriesCounter.Split
    switch breakdown {
    case .category:
      let divides = category != nil && measure.subcategory != nil && !(category ?? "").contains(" > ")
      split = divides ? .subcategory : .category
    case .borough: split = .area(.borough)
    case .ward: split = .area(.ward)
    case .lsoa: split = .area(.lsoa)
    case .month, .year: split = .none
    }
    if case .area(let level) = split { try checkDivides(area, into: level) }
    let counts = try counter.counts(of: category, in: area, by: split, over: period, monthly: monthly)
    return counts.map { code, months in
      let name: String =
        if case .area = split { code.isEmpty ? "No place, or outside the look-ups" : atlas.name(code) } else {
          code.isEmpty ? "Not stated" : code
        }
      return Row(code: code, name: name, months: months)
    }.sorted { ($0.code.isEmpty ? 1 : 0, $0.name, $0.code) < ($1.code.isEmpty ? 1 : 0, $1.name, $1.code) }
  }

  private func checkDivides(_ area: EvidenceArea, into level: AreaLevel) throws {
    guard measure.levels.contains(level) else {
      throw Refusal(
        "level-not-supported", place: "by", "\(measure.title) does not count \(level.plural).",
        remedy: "Choose another breakdown.")
    }
    let order = AreaLevel.allCases
    guard let inner = order.firstIndex(of: level), let outer = order.firstIndex(of: area.level), inner > outer else {
      throw Refusal(
        "breakdown-not-possible", place: "by", "\(area.name) cannot be divided into \(level.plural).",
        remedy: "Choose a wider area, or a breakdown by category or month.")
    }
    if counter.isPlacedByLsoa, level != .lsoa, atlas.boroughOfLsoa.isEmpty {
      throw Refusal(
        "no-lookup", place: "by", "The look-ups of areas to wards and boroughs are not held.",
        remedy: "Import the ONS look-ups of 2011 to 2021 areas and of 2021 areas to wards and districts.")
    }
  }

  /// The whole financial years of the period, or its calendar years when it begins in January.
  func years(of period: Period) throws -> [Period] {
    let start = period.first
    guard start.month == 4 || start.month == 1, period.count % 12 == 0 else {
      throw Refusal(
        "partial-year", place: "period",
        "\(period.words) is not made of whole years, and a part of a year is not compared with a whole one.",
        remedy: "Ask for months from April to March, such as 2019-04..2023-03, or divide by month.")
    }
    return stride(from: 0, to: period.count, by: 12).compactMap { offset in
      Period(Month(index: start.index + offset), Month(index: start.index + offset + 11))
    }
  }

  /// The months of a period with their counts; nil where no file is held.
  func series(_ months: CountsByMonth, over period: Period) -> [Int?] {
    let missing = Set(missing(period))
    return period.months.map { missing.contains($0) ? nil : months[$0] ?? 0 }
  }

  /// A line by month, with gaps, provisional months hollow and breaks marked.
  func lines(_ name: String, _ values: [Double?], over period: Period, unit: String) -> Figure.Lines {
    let coverage = table.coverage(in: period, publisher: publisher(of: area))
    let months = Array(period.months)
    let hollow = months.indices.filter {
      let status = coverage[months[$0]]?.status
      return status == .provisional || status == .partial
    }
    return Figure.Lines(
      unit: unit, labels: months.map(\.description),
      series: [Figure.Series(name: name, values: values, hollow: hollow)],
      breaks: breakMarks(over: period))
  }

  /// The breaks of a period as marks on its months.
  func breakMarks(over period: Period) -> [Figure.BreakMark] {
    let oneExtract = table.extracts(in: period, publisher: publisher(of: area)).count == 1
    return sources.rules.touching(measure: measure.id, level: level, periods: [period]).compactMap { one in
      guard let month = one.until == nil ? one.firstNewMonth : Day(one.date)?.month, period.contains(month) else {
        return nil
      }
      let stops = one.effect == .notComparable && !(oneExtract && one.sparedBy == .oneExtract)
      return Figure.BreakMark(index: month.index - period.first.index, label: one.title, stopsLine: stops)
    }
  }

  /// A map of values by area, on the layer that holds most of the areas; nil when no layer does.
  func map(_ values: [Figure.AreaValue], level: AreaLevel, unit: String) -> Figure.AreaMap? {
    let prefix =
      switch level {
      case .lsoa: "lsoa-2021"
      case .ward, .zone: "ward"
      case .borough, .force: "borough"
      }
    let codes = Set(values.map(\.code))
    let best = sources.reference.boundaries.filter { $0.name.hasPrefix(prefix) }
      .map { layer in (layer.name, layer.areas.count { codes.contains($0.code) }) }
      .max { ($0.1, $1.0) < ($1.1, $0.0) }
    guard let best, best.1 > 0 else { return nil }
    return Figure.AreaMap(layer: best.0, unit: unit, values: values)
  }
}
