import Analysis
import Basics

extension FigureCase {
  /// Numerator and denominator of a share, over the months that both are held.
  struct Sharing {
    let whole: EvidenceArea
    let wholeCounter: SeriesCounter
    /// Months counted, and months of the period that are not.
    let months: [Month], uncovered: [Month]
    let part: CountsByMonth, all: CountsByMonth

    var numerator: Int { months.reduce(0) { $0 + (part[$1] ?? 0) } }
    var denominator: Int { months.reduce(0) { $0 + (all[$1] ?? 0) } }
    func numerator(in period: Period) -> Int { months.reduce(0) { period.contains($1) ? $0 + (part[$1] ?? 0) : $0 } }
    func denominator(in period: Period) -> Int { months.reduce(0) { period.contains($1) ? $0 + (all[$1] ?? 0) : $0 } }
  }

  /// An area's part of a wider area's records, with numerator, denominator, geography rule and extract date.
  func share() throws -> Figure {
    let sharing = try sharing(period)
    try checkNamed(area, over: period)
    let share = try ShareOfForce(area: sharing.numerator, force: sharing.denominator)
    let whole = sharing.whole
    let covered = FigureCase.runs(of: sharing.months)
    let over =
      sharing.uncovered.isEmpty
      ? period.words : "\(FigureCase.list(covered.map(\.words))), the months held of \(period.words)"
    let extracts = unique(
      covered.flatMap { table.extracts(in: $0) + sharing.wholeCounter.table.extracts(in: $0) })
    var sentence =
      "\(area.name.capitalisedFirst) had \(share.area.grouped) of \(share.force.grouped) \(counted) in \(whole.name) in \(over): "
      + "\(share.value.percent(2)) (\(basis(extracts)))."
    if !sharing.uncovered.isEmpty { sentence += FigureCase.missingWords(sharing.uncovered) }
    sentence += provisionalWords(period)
    var evidence = provenance(
      numerator:
        "\(share.area.grouped) \(counted): \(area.name), \(rule == .placed ? "placed" : "investigating borough"), \(over)",
      denominator: "\(share.force.grouped) \(counted): all of \(whole.name), \(wholeWords(sharing)), the same months",
      periods: covered, further: extracts, caveats: shareCaveats(sharing), method: ShareOfForce.note)
    var change: String?
    if let comparison = question.comparison {
      let (words, extra) = try shareChange(from: comparison, to: sharing)
      change = words
      evidence.extracts = unique(extracts + extra).map(Figure.Citation.init)
      evidence.caveats += sparedWords(comparison, period)
      evidence.breaks = sources.rules.touching(measure: measure.id, level: level, periods: [period, comparison])
    }
    var figure = Figure(
      question: question.query,
      title: "\(area.possessive.capitalisedFirst) share of \(counted) in \(whole.name), \(period.words)",
      sentence: [sentence, change].compactMap { $0 }.joined(separator: " "), value: share.value * 100, unit: "%",
      decimals: 2, numerator: share.area, denominator: share.force, evidence: evidence,
      table: Figure.Table(caption: "", headings: [], rows: []))
    try addShares(to: &figure, sharing)
    return figure
  }

  /// Counts the part and the whole of a share over one period.
  func sharing(_ period: Period) throws -> Sharing {
    let whole = try sources.area(question.of ?? wholeCode, for: measure)
    try sources.checkCovered(whole, by: measure)
    let wide = AreaLevel.allCases
    guard (wide.firstIndex(of: whole.level) ?? 0) <= (wide.firstIndex(of: area.level) ?? 0) else {
      throw Refusal(
        "part-above-whole", place: whole.name, "\(area.name) is not a part of \(whole.name).",
        remedy: "Give as “of” a force or a borough that holds the area.")
    }
    if area.level != .force, whole.level == .borough,
      let borough = area.within ?? (area.level == .borough ? area.code : nil),
      borough != whole.code
    {
      throw Refusal(
        "part-above-whole", place: whole.name, "\(area.name) does not lie in \(whole.name).",
        remedy: "Give as “of” the borough that holds it (\(borough)), or the force.")
    }
    if whole.level == .force, let force = atlas.force(whole.code), !isPart(of: force) {
      let own = measure.force ?? atlas.responsible(for: area)?.code
      throw Refusal(
        "part-above-whole", place: whole.name, "\(area.name) does not lie in the area of the \(force.name).",
        remedy: "Give as “of” the force that holds it\(own.map { " (\($0))" } ?? ""), or leave “of” out.")
    }
    // All crime of the force is in the borough file; wards reach 94 to 98 per cent of it.
    let usesBoroughFile = rule == .placed && whole.level == .force && wholeSource != table.kind
    var wholeCounter = counter
    if usesBoroughFile {
      guard let table = sources.tables[wholeSource], table.span != nil else {
        throw Refusal(
          "no-data", place: measure.title, "The borough file, whose total is the whole of this share, is not held.",
          remedy: "Import a file of the kind “\(wholeSource.rawValue)”.")
      }
      wholeCounter = SeriesCounter(table: table, measure: measure, atlas: atlas)
    }
    let part = Set(try held(period)), all = Set(try held(period, of: whole, in: wholeCounter.table))
    let months = period.months.filter { part.contains($0) && all.contains($0) }
    guard !months.isEmpty else {
      throw Refusal(
        "no-data", place: area.name, "No month of \(period.words) is held for both the part and the whole.",
        remedy: "Ask for a period that both files cover.")
    }
    return Sharing(
      whole: whole, wholeCounter: wholeCounter, months: months,
      uncovered: period.months.filter { !months.contains($0) },
      part: try counter.byMonth(of: category, in: area, over: period),
      all: try wholeCounter.byMonth(of: category, in: whole, over: period))
  }

  /// Whether the area lies in a force's; what no force claims, such as the airports, is left to the file.
  private func isPart(of force: PoliceForce) -> Bool {
    if area.level == .force { return area.code == force.code }
    guard let borough = area.level == .borough ? area.code : area.within, !borough.isEmpty else { return true }
    return force.boroughs.contains(borough) || !atlas.forces.contains { $0.boroughs.contains(borough) }
  }

  private var wholeSource: SourceKind { measure.wholeSource ?? measure.source }
  private var wholeCode: String { measure.force ?? atlas.responsible(for: area)?.code ?? area.code }

  private func wholeWords(_ sharing: Sharing) -> String {
    if rule == .placed, sharing.whole.level == .force, measure.force != nil {
      return "every borough, the airports and crimes with no borough (borough file)"
    }
    if measure.force != nil, sharing.whole.level == .force {
      return "every borough, the airports and crimes with no borough"
    }
    return sharing.whole.level == .force ? "with and without a place" : "the same file"
  }

  private func shareCaveats(_ sharing: Sharing) -> [String] {
    var out = [
      "A share can rise while the number falls: look at both. It is a share of all records held, not a sample, so it "
        + "has no sampling error; it moves when records are revised."
    ]
    if !sharing.uncovered.isEmpty {
      out.append(
        "Only \(sharing.months.count) of \(period.count.of("month is", "months are")) held on both sides; the share is over those months and "
          + "is not that of \(period.words).")
    }
    if measure.id == "mps-recorded-crime" {
      out.append(
        "Shares quoted elsewhere may differ by up to a percentage point: by another geography rule, by another extract "
          + "date, or with another list of offences.")
    }
    return out
  }

  /// How the share moved since an earlier period, judged against how much it moves from month to month.
  private func shareChange(from comparison: Period, to later: Sharing) throws -> (String, [Extract]) {
    try checkComparable(comparison, period)
    let earlier = try sharing(comparison)
    let before = try ShareOfForce(area: earlier.numerator, force: earlier.denominator)
    let now = try ShareOfForce(area: later.numerator, force: later.denominator)
    let points = (now.value - before.value) * 100
    func exposed(_ sharing: Sharing) -> [MonthlyCount] {
      sharing.months.filter { (sharing.all[$0] ?? 0) > 0 }.map {
        MonthlyCount($0, sharing.part[$0] ?? 0, exposure: Double(sharing.all[$0] ?? 0))
      }
    }
    let extracts = FigureCase.runs(of: earlier.months).flatMap {
      table.extracts(in: $0) + earlier.wholeCounter.table.extracts(in: $0)
    }
    let size =
      "That is \(points.magnitude.fixed(2)) percentage points \(points < 0 ? "less" : "more") than in \(comparison.words) "
      + "(\(before.words)"
    guard let ratio = try? RateRatioChange(before: exposed(earlier), after: exposed(later)),
      let interval = ratio.interval
    else { return (size + ").", extracts) }
    let low = before.value * (interval.lower - 1) * 100, high = before.value * (interval.upper - 1) * 100
    let verdict = ratio.verdict() == .withinUsualVariation ? "within" : "more than"
    return (
      size
        + "; 95% interval \(FigureCase.signed(low, 2)) to \(FigureCase.signed(high, 2)) points), \(verdict) the usual "
        + "month-to-month variation.", extracts
    )
  }

  func unique(_ extracts: [Extract]) -> [Extract] {
    var seen: Set<String> = []
    return extracts.filter { seen.insert($0.sha256).inserted }
  }
}
