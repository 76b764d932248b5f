import Basics

/// The exact conditional test of two Poisson rates, and its mid-P form.
///
/// Given the total, the first count is binomial with the exposures' ratio. Source: Przyborowski & Wilenski 1940; mid-P:
/// Lancaster 1961. Two-sided as in SciPy's `binomtest` (every outcome no more likely than the one observed). Units:
/// counts with exposures. Errors: refuses negative counts and exposures of zero or less. When not to use it: `note`.
package struct ConditionalTest: Hashable, Sendable {
  /// The exact two-sided p-value; conservative.
  package let exact: Double
  /// The mid-P value: exact less half the probability of the outcome observed; nearer its nominal size.
  package let midP: Double
  /// The first rate over the second; nil when the second count is zero.
  package let ratio: Double?
  /// The exact (Clopper–Pearson) interval of the first rate over the second; the upper limit may be infinite.
  package let interval: ConfidenceInterval

  package static let note = MethodNote(
    name: "Conditional test of two Poisson rates (exact and mid-P)",
    formula: "k1 | k1+k2 ~ Binomial(k1+k2, n1/(n1+n2))",
    source: "Przyborowski & Wilenski 1940, Biometrika 31:313; Lancaster 1961; Clopper & Pearson 1934",
    units: "two counts with exposures in the same unit; two-sided p-values and a rate ratio out",
    whenNotToUse:
      "Like the E-test it assumes Poisson variation, which recorded crime exceeds. Right for rare, independent events, "
      + "and where one side has none and no ratio can be fitted.")

  package init(
    first k1: Int, exposure n1: Double = 1, second k2: Int, exposure n2: Double = 1, confidence: Double = 0.95
  ) throws {
    try checkPair(k1, n1, k2, n2)
    try check(confidence: confidence)
    let total = k1 + k2, p = n1 / (n1 + n2)
    ratio = k2 > 0 ? (Double(k1) / n1) / (Double(k2) / n2) : nil
    exact = total == 0 ? 1 : ConditionalTest.twoSided(k1, of: total, p: p)
    midP = total == 0 ? 1 : max(0, exact - 0.5 * BinomialDistribution.probability(k1, of: total, p: p))
    let tail = (1 - confidence) / 2, a = Double(k1), b = Double(k2)
    let low = k1 == 0 ? 0 : BetaDistribution.quantile(a, b + 1, tail)
    let high = k2 == 0 ? 1 : BetaDistribution.quantile(a + 1, b, 1 - tail)
    func asRatio(_ share: Double) -> Double { share >= 1 ? .infinity : share / (1 - share) * n2 / n1 }
    interval = ConfidenceInterval(lower: asRatio(low), upper: asRatio(high), confidence: confidence)
  }

  private static func twoSided(_ k: Int, of n: Int, p: Double) -> Double {
    let mean = p * Double(n)
    if Double(k) == mean { return 1 }
    // Rounding must not decide whether an equally likely outcome counts.
    let bound = BinomialDistribution.probability(k, of: n, p: p) * (1 + 1e-7)
    if Double(k) < mean {
      var low = Int(mean.rounded(.up)), high = n + 1
      while low < high {
        let middle = low + (high - low) / 2
        if BinomialDistribution.probability(middle, of: n, p: p) <= bound { high = middle } else { low = middle + 1 }
      }
      return min(
        1, BinomialDistribution.cumulative(k, of: n, p: p) + BinomialDistribution.atLeast(low, of: n, p: p))
    }
    var low = -1, high = Int(mean.rounded(.down))
    while low < high {
      let middle = low + (high - low + 1) / 2
      if BinomialDistribution.probability(middle, of: n, p: p) <= bound { low = middle } else { high = middle - 1 }
    }
    return min(1, BinomialDistribution.atLeast(k, of: n, p: p) + BinomialDistribution.cumulative(low, of: n, p: p))
  }
}
