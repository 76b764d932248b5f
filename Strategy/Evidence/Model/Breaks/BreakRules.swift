import Basics

extension SeriesBreak {
  /// The first month that counts as the new side: the month of the break when most of its days lie after it.
  package var firstNewMonth: Month? {
    Day(date).map { $0.parts.day <= 15 ? $0.month : Month(index: $0.month.index + 1) }
  }

  /// The last month in which a passing effect (Covid restrictions) is felt; nil for a lasting break.
  package var lastMonth: Month? { until.flatMap { Day($0)?.month } }

  /// `5 May 2022`.
  package var spokenDate: String { Day(date)?.spoken ?? date }

  package func touches(measure: String, level: AreaLevel) -> Bool {
    (measures.contains("*") || measures.contains(measure)) && (levels.isEmpty || levels.contains(level.rawValue))
  }

  /// Whether the period holds months on both sides of a lasting break, or months of a passing effect.
  package func lies(in period: Period) -> Bool {
    guard let start = Day(date)?.month else { return false }
    if let lastMonth { return start <= period.last && lastMonth >= period.first }
    guard let new = firstNewMonth else { return false }
    return period.first < new && period.last >= new
  }

  /// Whether two periods together hold months on both sides of a lasting break.
  package func parts(_ earlier: Period, from later: Period) -> Bool {
    guard until == nil, let new = firstNewMonth else { return false }
    return min(earlier.first, later.first) < new && max(earlier.last, later.last) >= new
  }
}

/// What the breaks say about a question.
package struct BreakRules: Sendable {
  package let breaks: [SeriesBreak]

  package init(_ breaks: [SeriesBreak]) { self.breaks = breaks }

  /// The breaks to print beside a figure over `periods`.
  package func touching(measure: String, level: AreaLevel, periods: [Period]) -> [SeriesBreak] {
    breaks.filter { one in
      one.touches(measure: measure, level: level)
        && (periods.contains { one.lies(in: $0) }
          || (periods.count > 1 && periods.dropFirst().contains { one.parts(periods[0], from: $0) }))
    }
  }

  /// The breaks for which the two periods may not be compared.
  ///
  /// - Parameter oneExtract: both periods are counted from one extract, which keeps one set of areas.
  package func forbidding(
    measure: String, level: AreaLevel, earlier: Period, later: Period, oneExtract: Bool
  ) -> [SeriesBreak] {
    breaks.filter {
      $0.effect == .notComparable && $0.touches(measure: measure, level: level) && $0.parts(earlier, from: later)
        && !(oneExtract && $0.sparedBy == .oneExtract)
    }
  }

  /// Months that baselines leave out, because a passing effect is felt in them.
  package func exceptional(measure: String, level: AreaLevel) -> Set<Month> {
    var months: Set<Month> = []
    for one in breaks where one.touches(measure: measure, level: level) {
      guard let first = Day(one.date)?.month, let last = one.lastMonth, first <= last else { continue }
      months.formUnion(first...last)
    }
    return months
  }
}
