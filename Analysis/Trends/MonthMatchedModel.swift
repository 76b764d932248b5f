import Basics
import Glibc

/// The log-linear model behind `RateRatioChange`, with the effects of the months of the year eliminated.
///
/// A month of the year seen in one period only, or with no event at all, says nothing about the change and is left out
/// of the fit (its cells still say something about dispersion, when it has several with events).
struct MonthMatchedModel {
  /// One month of the year: its cells, and the sums over the earlier and later period.
  private struct Season {
    var earlier: [MonthlyCount] = []
    var later: [MonthlyCount] = []
    var total: Double { Double((earlier + later).reduce(0) { $0 + $1.count }) }
    var earlierExposure: Double { earlier.reduce(0) { $0 + $1.exposure } }
    var laterExposure: Double { later.reduce(0) { $0 + $1.exposure } }
    var isMatched: Bool { !earlier.isEmpty && !later.isEmpty }
  }

  struct Fit {
    let logRatio: Double, standardError: Double, dispersion: Double
  }

  private let seasons: [Season]
  let degreesOfFreedom: Int
  /// Sums over the months of the year that both periods have.
  let earlierCount: Int, laterCount: Int
  let months: (before: Int, after: Int)
  let earlierExposure: Double, laterExposure: Double

  init(before: [MonthlyCount], after: [MonthlyCount]) throws {
    var byMonth = [Season](repeating: Season(), count: 12)
    for item in before { byMonth[item.month.month - 1].earlier.append(item) }
    for item in after { byMonth[item.month.month - 1].later.append(item) }
    let matched = byMonth.filter(\.isMatched)
    guard !matched.isEmpty else {
      throw Refusal(
        "months-do-not-match", "The two periods have no month of the year in common, so season and change are one.",
        remedy: "Compare the same months of two years.")
    }
    months = (
      matched.reduce(0) { $0 + $1.earlier.count }, matched.reduce(0) { $0 + $1.later.count }
    )
    earlierCount = matched.flatMap(\.earlier).reduce(0) { $0 + $1.count }
    laterCount = matched.flatMap(\.later).reduce(0) { $0 + $1.count }
    earlierExposure = matched.reduce(0) { $0 + $1.earlierExposure }
    laterExposure = matched.reduce(0) { $0 + $1.laterExposure }
    guard earlierCount + laterCount > 0 else {
      throw Refusal(
        "nothing-recorded", "Nothing was recorded in the matching months of either period.",
        remedy: "Show the zero; there is no change to test.")
    }
    seasons = byMonth.filter { $0.total > 0 && $0.earlier.count + $0.later.count > 1 }
    let cells = seasons.reduce(0) { $0 + $1.earlier.count + $1.later.count }
    degreesOfFreedom = cells - seasons.count - 1
  }

  /// The fitted log ratio, or nil when either period has no event in the matching months.
  func fit() -> Fit? {
    guard earlierCount > 0, laterCount > 0 else { return nil }
    let matched = seasons.filter(\.isMatched)
    var beta = log(Double(laterCount) / laterExposure) - log(Double(earlierCount) / earlierExposure)
    var information = 0.0
    for _ in 0..<100 {
      var score = Double(laterCount)
      information = 0
      for season in matched {
        let share = 1 / (1 + season.earlierExposure / season.laterExposure * exp(-beta))
        score -= season.total * share
        information += season.total * share * (1 - share)
      }
      // The likelihood is concave; half a unit of log ratio at most keeps the first steps from overshooting.
      let step = max(-0.5, min(0.5, score / information))
      beta += step
      if abs(step) < 1e-14 * max(1, abs(beta)) { break }
    }
    let chiSquare = seasons.reduce(0) { $0 + pearson($1, ratio: exp(beta)) }
    let dispersion = degreesOfFreedom > 0 ? chiSquare / Double(degreesOfFreedom) : 1
    return Fit(logRatio: beta, standardError: 1 / information.squareRoot(), dispersion: dispersion)
  }

  private func pearson(_ season: Season, ratio: Double) -> Double {
    let base = season.total / (season.earlierExposure + season.laterExposure * ratio)
    func sum(_ cells: [MonthlyCount], _ rate: Double) -> Double {
      cells.reduce(0) { total, cell in
        let expected = cell.exposure * rate, gap = Double(cell.count) - expected
        return total + gap * gap / expected
      }
    }
    return sum(season.earlier, base) + sum(season.later, base * ratio)
  }
}
