import Basics
import Glibc

/// The log-linear model behind `RateRatioChange`, with the effects of the months of the year eliminated.
///
/// A month of the year seen in one period only, or with no event at all, says nothing about the change and is left out
/// of the fit (its cells still say something about dispersion, when it has several with events).
struct MonthMatchedModel {
  /// One month of the year: the sums over its cells in the earlier and the later period.
  private struct Season {
    var earlier = 0, later = 0
    var earlierCount = 0, laterCount = 0
    var earlierExposure = 0.0, laterExposure = 0.0
    var total: Double { Double(earlierCount + laterCount) }
    var isMatched: Bool { earlier > 0 && later > 0 }
    /// Whether its cells say something about how much months vary.
    var isCounted: Bool { total > 0 && earlier + later > 1 }

    mutating func add(_ item: MonthlyCount, later isLater: Bool) {
      if isLater {
        later += 1
        laterCount += item.count
        laterExposure += item.exposure
      } else {
        earlier += 1
        earlierCount += item.count
        earlierExposure += item.exposure
      }
    }
  }

  struct Fit {
    let logRatio: Double, standardError: Double, dispersion: Double
  }

  private let before: [MonthlyCount], after: [MonthlyCount]
  /// By month of the year, January first.
  private let seasons: [Season]
  let degreesOfFreedom: Int
  /// Sums over the months of the year that both periods have.
  let earlierCount: Int, laterCount: Int
  let months: (before: Int, after: Int)
  let earlierExposure: Double, laterExposure: Double

  init(before: [MonthlyCount], after: [MonthlyCount]) throws {
    var seasons = [Season](repeating: Season(), count: 12)
    for item in before { seasons[item.month.month - 1].add(item, later: false) }
    for item in after { seasons[item.month.month - 1].add(item, later: true) }
    guard seasons.contains(where: \.isMatched) else {
      throw Refusal(
        "months-do-not-match", "The two periods have no month of the year in common, so season and change are one.",
        remedy: "Compare the same months of two years.")
    }
    var sums = Season()
    for season in seasons where season.isMatched {
      sums.earlier += season.earlier
      sums.later += season.later
      sums.earlierCount += season.earlierCount
      sums.laterCount += season.laterCount
      sums.earlierExposure += season.earlierExposure
      sums.laterExposure += season.laterExposure
    }
    months = (sums.earlier, sums.later)
    (earlierCount, laterCount) = (sums.earlierCount, sums.laterCount)
    (earlierExposure, laterExposure) = (sums.earlierExposure, sums.laterExposure)
    guard earlierCount + laterCount > 0 else {
      throw Refusal(
        "nothing-recorded", "Nothing was recorded in the matching months of either period.",
        remedy: "Show the zero; there is no change to test.")
    }
    var cells = 0, counted = 0
    for season in seasons where season.isCounted {
      cells += season.earlier + season.later
      counted += 1
    }
    degreesOfFreedom = cells - counted - 1
    self.before = before
    self.after = after
    self.seasons = seasons
  }

  /// The fitted log ratio, or nil when either period has no event in the matching months.
  func fit() -> Fit? {
    guard earlierCount > 0, laterCount > 0 else { return nil }
    var beta = log(Double(laterCount) / laterExposure) - log(Double(earlierCount) / earlierExposure)
    var information = 0.0
    for _ in 0..<100 {
      var score = Double(laterCount)
      let weight = exp(-beta)
      information = 0
      for season in seasons where season.isMatched && season.total > 0 {
        let share = 1 / (1 + season.earlierExposure / season.laterExposure * weight)
        score -= season.total * share
        information += season.total * share * (1 - share)
      }
      // The likelihood is concave; half a unit of log ratio at most keeps the first steps from overshooting.
      let step = max(-0.5, min(0.5, score / information))
      beta += step
      if abs(step) < 1e-14 * max(1, abs(beta)) { break }
    }
    let ratio = exp(beta)
    let chiSquare = pearson(before, ratio, later: false) + pearson(after, ratio, later: true)
    let dispersion = degreesOfFreedom > 0 ? chiSquare / Double(degreesOfFreedom) : 1
    return Fit(logRatio: beta, standardError: 1 / information.squareRoot(), dispersion: dispersion)
  }

  private func pearson(_ cells: [MonthlyCount], _ ratio: Double, later: Bool) -> Double {
    var sum = 0.0
    for cell in cells {
      let season = seasons[cell.month.month - 1]
      guard season.isCounted else { continue }
      let base = season.total / (season.earlierExposure + season.laterExposure * ratio)
      let expected = cell.exposure * (later ? base * ratio : base), gap = Double(cell.count) - expected
      sum += gap * gap / expected
    }
    return sum
  }
}
