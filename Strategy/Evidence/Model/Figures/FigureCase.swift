import Basics

/// A question with its measure, area and tables found, ready to be answered.
package struct FigureCase: Sendable {
  let question: FigureQuestion
  let sources: FigureSources
  let measure: EvidenceMeasure
  let area: EvidenceArea
  let rule: FigureQuestion.GeographyRule
  let counter: SeriesCounter
  /// The category as its file spells it.
  let category: String?

  var table: SeriesTable { counter.table }
  var atlas: Atlas { sources.atlas }
  var period: Period { question.period }

  init(_ question: FigureQuestion, sources: FigureSources) throws {
    self.question = question
    self.sources = sources
    let measure = try sources.practice.measure(question.measure)
    if let refusal = measure.refusal(of: question.kind.rawValue) { throw refusal }
    if let method = question.options["method"], let refusal = measure.refusal(of: method) { throw refusal }
    area = try sources.area(question.area, for: measure)
    guard measure.levels.contains(area.level) else {
      throw Refusal(
        "level-not-supported", place: area.name,
        "\(measure.title) does not count \(area.level.plural); it counts "
          + "\(measure.levels.map(\.plural).joined(separator: ", ")).",
        remedy: "Choose an area of another level, or another measure.")
    }
    try sources.checkCovered(area, by: measure)
    let byWard = area.level == .ward || area.level == .zone || question.by == .ward
    rule = question.geography ?? (byWard && measure.placedSource != nil ? .placed : measure.defaultRule)
    guard measure.geography[rule] != nil else {
      throw Refusal(
        "geography-not-supported", place: measure.title,
        "This measure has no figures by the rule “\(rule.rawValue)”.",
        remedy: "Leave the geography rule out, or write geography=\(measure.defaultRule.rawValue).")
    }
    if byWard, rule == .investigating {
      throw Refusal(
        "geography-not-supported", place: area.name,
        "Wards are where crimes were placed; no ward investigates a crime.",
        remedy: "Write geography=placed.")
    }
    let kind = rule == .placed ? measure.placedSource ?? measure.source : measure.source
    guard let table = sources.tables[kind], table.span != nil else {
      if let moment = question.asAt { throw sources.notYetHeld(measure, kind, at: moment) }
      throw Refusal(
        "no-data", place: measure.title, "No file of this measure is held.",
        remedy: "Import a file of the kind “\(kind.rawValue)”.")
    }
    self.measure = measure.named(by: table)
    counter = SeriesCounter(table: table, measure: measure, atlas: sources.atlas)
    category = try counter.spelling(of: question.category)
  }

  /// The publisher whose months must be held for figures of `area`; nil when the file has one publisher only.
  func publisher(of area: EvidenceArea) -> String? {
    if measure.force != nil { return nil }
    if area.level == .force { return atlas.force(area.code)?.name ?? area.code }
    return atlas.responsible(for: area)?.name
  }

  /// The months of a period that are held, in order. Errors: `no-data` when none is.
  func held(_ period: Period, of area: EvidenceArea? = nil, in table: SeriesTable? = nil) throws -> [Month] {
    let area = area ?? self.area, table = table ?? self.table
    let publisher = publisher(of: area)
    let coverage = table.coverage(in: period, publisher: publisher)
    let months = period.months.filter { coverage[$0]?.status != .missing }
    guard !months.isEmpty else {
      let whose = publisher.map { " of \($0)" } ?? ""
      let spans = table.coverage.filter { (publisher == nil || $0.publisher == publisher) && $0.status != .missing }
        .compactMap { Month($0.month) }
      let known =
        spans.min().flatMap { low in spans.max().flatMap { Period(low, $0) } }.map { "Held are \($0.spoken). " } ?? ""
      if let moment = question.asAt {
        throw Refusal(
          "no-data", place: area.name,
          "No file\(whose) with \(measure.title.lowercasedFirst) for \(period.words) was held at \(moment).",
          remedy: known.replacing("Held are", with: "Held then were") + FigureSources.asAtWords)
      }
      throw Refusal(
        "no-data", place: area.name,
        "No file\(whose) with \(measure.title.lowercasedFirst) is held for \(period.words).",
        remedy: known + "Ask for a period that is held, or import the file.")
    }
    return months
  }

  /// The months of a period of which no file is held.
  func missing(_ period: Period, of area: EvidenceArea? = nil, in table: SeriesTable? = nil) -> [Month] {
    let coverage = (table ?? self.table).coverage(in: period, publisher: publisher(of: area ?? self.area))
    return period.months.filter { coverage[$0]?.status == .missing }
  }

  /// Refuses a ward that the file does not name in these months: it is another ward's code, not a ward without crime.
  func checkNamed(_ area: EvidenceArea, over period: Period) throws {
    guard area.level == .ward || area.level == .zone, !counter.isPlacedByLsoa else { return }
    let wards = area.level == .zone ? try counter.wards(of: area, over: period).map(\.code) : [area.code]
    let found = table.tally(by: [.ward], where: [SeriesFilter(.ward, Set(wards))], in: period).total()
    guard found == 0 else { return }
    let change = sources.rules.breaks.first {
      $0.touches(measure: measure.id, level: .ward) && $0.effect == .notComparable
    }
    throw Refusal(
      "no-data", place: area.name,
      "The files for \(period.words) do not name \(area.name) (\(area.code)). \(change?.reason ?? "")".trimmed,
      remedy: "Ask for months whose files use these wards, or for the ward of the same name on the other boundaries.")
  }

  /// The level at which breaks are looked up.
  var level: AreaLevel {
    switch question.by {
    case .ward: .ward
    case .lsoa: .lsoa
    default: area.level
    }
  }

  /// The number written for an option, checked again for questions that were not read from text.
  func option(_ option: FigureQuestion.Option, default fallback: Double) throws -> Double {
    guard let written = question.options[option.rawValue] else { return fallback }
    try option.check(written)
    return Double(written) ?? fallback
  }
}
