import Basics

/// The u′ chart: rates of events over unequal exposures, with limits widened by the variation really found.
///
/// Source: Laney, Quality Engineering 14 (2002); Mohammed & Laney, Quality and Safety in Health Care 15 (2006). Units:
/// events per unit of exposure. Errors: refuses under 12 points, negative counts, exposures of zero or less, a series
/// without events. When not to use it: see `note`.
package enum LaneyChart {
  package static let note = MethodNote(
    name: "Laney u′ control chart",
    formula: "ū ± 3 √(ū/n) σz, σz = mean moving range of z / 1.128, z = (u − ū)/√(ū/n)",
    source: "Laney 2002, Quality Engineering 14:531–537; Mohammed & Laney 2006, Qual. Saf. Health Care 15:383",
    units: "counts and exposures in; events per unit of exposure out",
    whenNotToUse:
      "For very rare events (under about one a month) chart the time between them. A seasonal series needs its season "
      + "taken out first.")

  /// - Parameters:
  ///   - counts: events in each month; nil where the month is missing.
  ///   - exposures: population, days or other amount at risk in each month.
  package static func chart(counts: [Int?], exposures: [Double]) throws -> ControlChart {
    guard counts.count == exposures.count else {
      throw Refusal(
        "uneven-table", "There are \(counts.count) counts and \(exposures.count) exposures.",
        remedy: "Give one exposure for each month.")
    }
    for case .some(let count) in counts where count < 0 { throw Refusal.negativeCount(count, of: "events") }
    for exposure in exposures where !(exposure > 0 && exposure.isFinite) {
      throw Refusal.noExposure(exposure, of: "exposure")
    }
    let present = counts.indices.filter { counts[$0] != nil }
    try ControlChart.checkEnough(present.count)
    let events = present.reduce(0.0) { $0 + Double(counts[$1] ?? 0) }
    guard events > 0 else {
      throw Refusal(
        "nothing-recorded", "Every count in the series is zero.", remedy: "Show the zeros; no limits can be drawn.")
    }
    let mean = events / present.reduce(0.0) { $0 + exposures[$1] }
    let rates = counts.indices.map { i in counts[i].map { Double($0) / exposures[i] } }
    let errors = exposures.map { (mean / $0).squareRoot() }
    let scores = rates.indices.map { i in rates[i].map { ($0 - mean) / errors[i] } }
    let ranges = ControlChart.movingRanges(scores).compactMap { $0 }
    guard !ranges.isEmpty else {
      throw Refusal(
        "too-few-points", "No two neighbouring months are both present.", remedy: "Fill the gaps from the source first."
      )
    }
    let average = ranges.reduce(0, +) / Double(ranges.count)
    let sigma = average / 1.128
    let upper = errors.map { mean + 3 * $0 * sigma }
    let lower = errors.map { max(0, mean - 3 * $0 * sigma) }
    let centre = [Double](repeating: mean, count: counts.count)
    let signals = MakingDataCountRules.signals(values: rates, centre: centre, lower: lower, upper: upper)
    let steps = ControlChart.movingRanges(rates)
    return ControlChart(
      kind: .laneyU,
      points: counts.indices.map {
        ControlChart.Point(
          value: rates[$0], centre: mean, lower: lower[$0], upper: upper[$0], movingRange: steps[$0],
          signals: signals[$0])
      },
      centre: mean, averageMovingRange: average, movingRangeUpper: 3.268 * average, overdispersion: sigma)
  }
}
