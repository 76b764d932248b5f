import Analysis
import Basics

extension FigureCase {
  /// One comparison of two periods by the test asked for.
  struct Changed {
    let before: Int, after: Int
    /// Percent change of the rate, with its interval; nil when the base is under 20 or nothing can be fitted.
    let percent: Double?, lower: Double?, upper: Double?
    let p: Double?
    let dispersion: Double?
    let words: String
    let isUp: Bool

    var difference: Int { after - before }
  }

  /// Whether more was recorded than in an earlier period, beyond the usual month-to-month variation.
  func change() throws -> Figure {
    let earlier = question.comparison ?? period.shifted(byYears: -(period.count + 11) / 12)
    _ = try held(period)
    try checkComparable(earlier, period)
    try checkNamed(area, over: period)
    try checkNamed(area, over: earlier)
    let both = Period(earlier.first, period.last) ?? period
    let test = question.test ?? .quasiPoisson
    let months = try counter.byMonth(of: category, in: area, over: both)
    let whole = try changed(months, from: earlier, dispersion: try? historical())
    let extracts = unique(table.extracts(in: earlier) + table.extracts(in: period))
    var sentence =
      "In \(period.words), against \(earlier.words), \(counted) in \(area.name) \(whole.words) (\(basis(extracts)))."
    if let dispersion = whole.dispersion, test == .quasiPoisson, dispersion > 1 {
      let size = dispersion.fixed(dispersion < 10 ? 1 : 0)
      sentence +=
        " Months vary \(size) times as much as chance alone would make them (as variance); that is allowed for."
    }
    sentence += provisionalWords(period)
    let evidence = provenance(
      numerator: "\(whole.after.grouped) \(counted) in \(period.words)",
      denominator: "\(whole.before.grouped) \(counted) in \(earlier.words)", periods: [period, earlier],
      caveats: changeCaveats(earlier, test), method: note(of: test))
    var figure = Figure(
      question: question.query, title: "Change in \(counted) in \(area.name), \(period.words) against \(earlier.words)",
      sentence: sentence, value: whole.percent ?? Double(whole.difference),
      unit: whole.percent == nil ? measure.unit : "%", decimals: whole.percent == nil ? 0 : 1, lower: whole.lower,
      upper: whole.upper, numerator: whole.after, denominator: whole.before, evidence: evidence,
      table: Figure.Table(caption: "", headings: [], rows: []))
    try addChanges(to: &figure, earlier, both, whole)
    return figure
  }

  /// The change of one series; the sentence about it is left empty when it is not `worded`.
  func changed(_ months: CountsByMonth, from earlier: Period, dispersion known: Double? = nil, worded: Bool = true)
    throws -> Changed
  {
    func list(_ period: Period) -> [MonthlyCount] { period.months.map { MonthlyCount($0, months[$0] ?? 0) } }
    let before = list(earlier).reduce(0) { $0 + $1.count }, after = list(period).reduce(0) { $0 + $1.count }
    let test = question.test ?? .quasiPoisson
    if test == .quasiPoisson {
      let change = try RateRatioChange(
        before: list(earlier), after: list(period), dispersion: earlier.count < 6 ? known : nil)
      let shows = change.showsPercentage
      func percent(_ ratio: Double?) -> Double? { shows ? ratio.map { ($0 - 1) * 100 } : nil }
      return Changed(
        before: before, after: after, percent: percent(change.ratio), lower: percent(change.interval?.lower),
        upper: percent(change.interval?.upper), p: change.p, dispersion: change.dispersion,
        words: worded ? change.words() : "",
        isUp: change.verdict() == .increase)
    }
    let exact = try ConditionalTest(first: after, second: before)
    let p: Double, name: String
    switch test {
    case .eTest: (p, name) = (try ETest(first: after, second: before).p, "E-test")
    case .midP: (p, name) = (exact.midP, "conditional mid-P test")
    case .poissonZ: (p, name) = (try PoissonZTest(first: after, second: before).p, "Poisson z test")
    case .quasiPoisson: (p, name) = (exact.midP, "")
    }
    let shows = before >= 20
    let size = shows ? (Double(after) / Double(before) - 1) * 100 : nil
    let verb =
      after == before
      ? "stayed at \(after.grouped)" : size.map { "\($0 < 0 ? "fell" : "rose") by \($0.magnitude.fixed(1))%" } ?? "went"
    let significant = p < 0.05 ? "more than chance alone would make it" : "no more than chance alone may make it"
    return Changed(
      before: before, after: after, percent: size, lower: shows ? (exact.interval.lower - 1) * 100 : nil,
      upper: shows && exact.interval.upper.isFinite ? (exact.interval.upper - 1) * 100 : nil, p: p, dispersion: nil,
      words:
        "\(verb) (from \(before.grouped) to \(after.grouped)): \(significant) (\(name), p \(FigureCase.pWords(p)))",
      isUp: p < 0.05 && after > before)
  }

  /// How much the series varies from month to month, from the two years that end with the period; needed when the
  /// periods compared are too short to tell.
  private func historical() throws -> Double? {
    guard period.count < 6, let now = Period(period.last.advanced(by: -11), period.last),
      let then = Period(period.last.advanced(by: -23), period.last.advanced(by: -12)),
      let both = Period(then.first, now.last), missing(both).isEmpty,
      sources.rules.forbidding(measure: measure.id, level: level, earlier: then, later: now, oneExtract: false).isEmpty
    else { return nil }
    let history = try counter.byMonth(of: category, in: area, over: both)
    func list(_ period: Period) -> [MonthlyCount] { period.months.map { MonthlyCount($0, history[$0] ?? 0) } }
    return try RateRatioChange(before: list(then), after: list(now)).dispersion
  }

  private func changeCaveats(_ earlier: Period, _ test: FigureQuestion.ChangeTest) -> [String] {
    var out = sparedWords(earlier, period)
    if test != .quasiPoisson {
      out.append(
        "The \(test.rawValue) test assumes that months vary by chance alone (Poisson); recorded crime varies two to forty "
          + "times as much, so the test calls too many changes real. The default is the quasi-Poisson rate ratio.")
    }
    let exceptional = sources.rules.exceptional(measure: measure.id, level: level)
    for (side, name) in [(earlier, "The earlier period"), (period, "The later period")]
    where side.months.contains(where: exceptional.contains) {
      let nearest = side.shifted(byYears: -1)
      out.append(
        "\(name) (\(side.words)) has months under Covid restrictions; a change against it says little of the usual "
          + "course. Compare with 2019/20 or with \(nearest.words) as well.")
    }
    if question.comparison != nil {
      out.append("A period chosen because it looked high or low is likely to be followed by one nearer the average.")
    }
    return out
  }

  private func note(of test: FigureQuestion.ChangeTest) -> MethodNote {
    switch test {
    case .quasiPoisson: RateRatioChange.note
    case .eTest: ETest.note
    case .midP: ConditionalTest.note
    case .poissonZ: PoissonZTest.note
    }
  }

  /// `0.034`, `under 0.001`.
  static func pWords(_ p: Double) -> String { p < 0.001 ? "under 0.001" : p.fixed(3) }
}
