import Basics
import Glibc

/// The E-test of whether two Poisson rates are equal.
///
/// The p-value is the probability, at the pooled rate, of a pair of counts at least as far apart as the pair observed.
/// Source: Krishnamoorthy & Thomson, Journal of Statistical Planning and Inference 119 (2004). Units: counts and their
/// exposures (population, days, …). Errors: refuses negative counts and exposures of zero or less; nothing at all on
/// both sides gives p = 1. For a given first count the statistic falls as the second grows, so the pairs that are *not*
/// extreme form one run; moving its two ends along makes the cost grow with k1 + k2, not with k1 × k2.
package struct ETest: Hashable, Sendable {
  package let statistic: Double
  package let p: Double
  package let ordering: Ordering

  /// Which statistic decides that one pair of counts is more extreme than another; packages differ, so it is named.
  package enum Ordering: String, Hashable, Sendable, CaseIterable {
    /// Separate variances: the paper's own, and SciPy's `poisson_means_test`.
    case wald
    /// Pooled variance: the default of statsmodels' `etest_poisson_2indep`.
    case score
  }

  package static let note = MethodNote(
    name: "E-test of two Poisson rates",
    formula: "p = Σ Poisson(x1)·Poisson(x2) at the pooled rate, over |T(x1,x2)| ≥ |T(k1,k2)|",
    source: "Krishnamoorthy & Thomson 2004, J. Statistical Planning and Inference 119:23–35",
    units: "two counts with exposures in the same unit; a two-sided p-value out",
    whenNotToUse:
      "It assumes Poisson variation. Monthly crime varies two to forty times more, so the test calls too many changes "
      + "significant: use it for rare, independent events only, and name the ordering.")

  package init(
    first k1: Int, exposure n1: Double = 1, second k2: Int, exposure n2: Double = 1, ordering: Ordering = .wald
  ) throws {
    try checkPair(k1, n1, k2, n2)
    self.ordering = ordering
    guard k1 > 0 || k2 > 0 else {
      statistic = 0
      p = 1
      return
    }
    statistic = ETest.statistic(Double(k1), n1, Double(k2), n2, ordering)
    let pooled = Double(k1 + k2) / (n1 + n2)
    let one = PoissonWindow(mean: n1 * pooled), two = PoissonWindow(mean: n2 * pooled)
    // Ties with the observed statistic count as extreme; a hair of slack keeps rounding from losing them.
    let bound = abs(statistic) * (1 - 1e-12)
    var above = two.first, below = two.first, sum = 0.0
    for x1 in one.first...one.last {
      let x = Double(x1)
      // `above`: the first x2 whose T is under +bound. `below`: the first x2 whose T is at or under −bound.
      while above <= two.last, ETest.statistic(x, n1, Double(above), n2, ordering) >= bound { above += 1 }
      below = max(below, above)
      while below <= two.last, ETest.statistic(x, n1, Double(below), n2, ordering) > -bound { below += 1 }
      sum += one.probability(x1) * (two.below(above) + two.from(below))
    }
    p = min(1, sum)
  }

  private static func statistic(_ x1: Double, _ n1: Double, _ x2: Double, _ n2: Double, _ ordering: Ordering) -> Double
  {
    guard x1 + x2 > 0 else { return 0 }
    let difference = x1 / n1 - x2 / n2
    switch ordering {
    case .wald: return difference / (x1 / (n1 * n1) + x2 / (n2 * n2)).squareRoot()
    case .score: return difference / ((x1 + x2) / (n1 * n2)).squareRoot()
    }
  }
}

/// The counts of a Poisson variable that matter (all but about 1e-18 of its probability), with sums from both ends.
private struct PoissonWindow {
  let first: Int, last: Int
  private var probabilities: [Double] = []
  private var fromStart: [Double] = [0]
  private var fromEnd: [Double] = []

  init(mean: Double) {
    let reach = 9.5 * mean.squareRoot() + 30
    first = Int(max(0, mean - reach))
    last = Int(mean + reach)
    probabilities = (first...last).map { LoaderDensity.poisson(Double($0), mean: mean) }
    for probability in probabilities { fromStart.append((fromStart.last ?? 0) + probability) }
    var sum = 0.0
    fromEnd = [0]
    for probability in probabilities.reversed() {
      sum += probability
      fromEnd.append(sum)
    }
    fromEnd.reverse()
  }

  func probability(_ x: Int) -> Double { probabilities[x - first] }
  func below(_ x: Int) -> Double { fromStart[x - first] }
  func from(_ x: Int) -> Double { fromEnd[x - first] }
}

/// Throws unless two counts with exposures can be compared.
func checkPair(_ k1: Int, _ n1: Double, _ k2: Int, _ n2: Double) throws {
  for count in [k1, k2] where count < 0 { throw Refusal.negativeCount(count, of: "events") }
  for exposure in [n1, n2] where !(exposure > 0 && exposure.isFinite) {
    throw Refusal.noExposure(exposure, of: "exposure")
  }
  // The E-test's cost grows with the root of the counts; beyond this it would be noticed.
  guard k1 <= 10_000_000_000, k2 <= 10_000_000_000 else { throw Refusal.tooLarge("events") }
}
