import Basics

/// The individuals and moving range chart.
///
/// Source: Wheeler, *Understanding Variation*, 1993 (2.66 and 3.268 times the mean moving range); rules of NHS Making
/// Data Count. Units: those of the values. Errors: refuses under 12 points, values that are not numbers and a baseline
/// outside the series. When not to use it: see `note`.
package enum XmRChart {
  package static let note = MethodNote(
    name: "XmR control chart",
    formula: "mean ± 2.66 × mean moving range; moving ranges up to 3.268 × their mean",
    source: "Wheeler 1993, Understanding Variation; NHS England Making Data Count; NHSRplotthedots 0.2.2",
    units: "the values' own units",
    whenNotToUse:
      "A seasonal series breaks the rules every year: take the season out first. For means under ten use the u′ chart. "
      + "Move the limits only at a named event, never because points lie outside them.")

  /// - Parameters:
  ///   - values: one for each month in order; nil where the month is missing.
  ///   - baseline: the points that fix the limits, when later points are to be judged against an earlier period.
  ///   - floor: a value that cannot be undercut, such as 0 for counts; the lower limit is not drawn below it.
  package static func chart(
    _ values: [Double?], baseline: Range<Int>? = nil, floor: Double? = nil
  ) throws -> ControlChart {
    let range = baseline ?? values.indices
    guard range.lowerBound >= 0, range.upperBound <= values.count else {
      throw Refusal(
        "baseline-outside", "The baseline is not inside the series.",
        remedy: "Choose a baseline within the months shown.")
    }
    let base = values[range].compactMap { $0 }
    try ControlChart.checkEnough(base.count)
    guard values.allSatisfy({ $0?.isFinite ?? true }) else { throw Refusal.notFinite("The series") }
    let mean = base.reduce(0, +) / Double(base.count)
    let ranges = ControlChart.movingRanges(values)
    let used = range.dropFirst().compactMap { ranges[$0] }
    guard !used.isEmpty else {
      throw Refusal(
        "too-few-points", "No two neighbouring months are both present.", remedy: "Fill the gaps from the source first."
      )
    }
    let average = used.reduce(0, +) / Double(used.count)
    let upper = mean + 2.66 * average
    let lower = max(mean - 2.66 * average, floor ?? -.infinity)
    func line(_ value: Double) -> [Double] { [Double](repeating: value, count: values.count) }
    let signals = MakingDataCountRules.signals(
      values: values, centre: line(mean), lower: line(lower), upper: line(upper))
    return ControlChart(
      kind: .xmr,
      points: values.indices.map {
        ControlChart.Point(
          value: values[$0], centre: mean, lower: lower, upper: upper, movingRange: ranges[$0], signals: signals[$0])
      },
      centre: mean, averageMovingRange: average, movingRangeUpper: 3.268 * average, overdispersion: 1)
  }
}
