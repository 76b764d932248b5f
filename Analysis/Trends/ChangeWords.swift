import Basics

extension RateRatioChange {
  /// What a reader may conclude.
  package enum Verdict: String, Hashable, Sendable {
    case increase, decrease
    /// The interval holds 1: the difference is within what the series does from month to month anyway.
    case withinUsualVariation
  }

  /// The verdict at the 5 % mark, or on the q-value when this is one cell of a table.
  package func verdict(q: Double? = nil, at mark: Double = 0.05) -> Verdict {
    guard (q ?? p) < mark else { return .withinUsualVariation }
    if let ratio { return ratio > 1 ? .increase : .decrease }
    return before == 0 ? .increase : .decrease
  }

  /// Percentages of a base under twenty mislead; the counts are given instead.
  package var showsPercentage: Bool { before >= 20 && ratio != nil }

  /// The finding in plain words, for use after the name of what was counted: "Robbery " + words.
  ///
  /// Where the periods have unequal numbers of months the totals are not alike, so monthly averages are given.
  package func words(q: Double? = nil) -> String {
    let tail =
      switch verdict(q: q) {
      case .increase, .decrease: "more than the usual month-to-month variation"
      case .withinUsualVariation: "within the usual month-to-month variation"
      }
    guard showsPercentage, let ratio, let interval else {
      let verb = months.before == months.after && after == before ? "stayed at \(after.grouped)" : "went \(counts)"
      return "\(verb): \(tail) (the numbers are too small for a percentage)"
    }
    let subject = comparesRates ? "by rate " : ""
    let direction =
      abs(ratio - 1) < 0.0005 ? "did not change" : "\(ratio > 1 ? "rose" : "fell") by \(abs(ratio - 1).percent())"
    let range = "\(signed(interval.lower)) to \(signed(interval.upper))"
    return "\(subject)\(direction) (\(counts); \(interval.confidence.percent(0)) interval \(range)): \(tail)"
  }

  private var counts: String {
    guard months.before != months.after else { return "from \(before.grouped) to \(after.grouped)" }
    let earlier = Double(before) / Double(months.before), later = Double(after) / Double(months.after)
    return "from \(earlier.fixed(1)) a month to \(later.fixed(1)) a month"
  }

  private func signed(_ ratio: Double) -> String { (ratio >= 1 ? "+" : "") + (ratio - 1).percent() }
}
