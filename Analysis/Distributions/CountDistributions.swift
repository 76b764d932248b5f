import Glibc

/// The Poisson distribution of a count of independent events.
///
/// Source: Loader (2000) for single probabilities; the sums are incomplete gamma functions. Errors: a negative mean
/// gives NaN. When not to use it: recorded crime varies more than this from month to month; see `RateRatioChange`.
package enum PoissonDistribution {
  /// The probability of exactly `k`.
  package static func probability(_ k: Int, mean: Double) -> Double {
    guard mean >= 0 else { return .nan }
    return k < 0 ? 0 : LoaderDensity.poisson(Double(k), mean: mean)
  }

  /// The probability of `k` or fewer.
  package static func cumulative(_ k: Int, mean: Double) -> Double {
    guard mean >= 0 else { return .nan }
    if k < 0 { return 0 }
    return mean == 0 ? 1 : GammaDistribution.upper(shape: Double(k) + 1, mean)
  }

  /// The probability of `k` or more.
  package static func atLeast(_ k: Int, mean: Double) -> Double {
    guard mean >= 0 else { return .nan }
    if k <= 0 { return 1 }
    return mean == 0 ? 0 : GammaDistribution.lower(shape: Double(k), mean)
  }
}

/// The binomial distribution of a number of successes in `n` trials.
package enum BinomialDistribution {
  /// The probability of exactly `k` of `n`.
  package static func probability(_ k: Int, of n: Int, p: Double) -> Double {
    guard n >= 0, p >= 0, p <= 1 else { return .nan }
    return k < 0 || k > n ? 0 : LoaderDensity.binomial(Double(k), of: Double(n), p: p, q: 1 - p)
  }

  /// The probability of `k` or fewer.
  package static func cumulative(_ k: Int, of n: Int, p: Double) -> Double {
    if k < 0 { return 0 }
    return k >= n ? 1 : BetaDistribution.upper(Double(k) + 1, Double(n - k), p)
  }

  /// The probability of `k` or more.
  package static func atLeast(_ k: Int, of n: Int, p: Double) -> Double {
    if k <= 0 { return 1 }
    return k > n ? 0 : BetaDistribution.lower(Double(k), Double(n - k) + 1, p)
  }
}

/// Student's t distribution.
package enum StudentDistribution {
  /// The probability of a value at least as far from 0 as `t`, on either side, for `degrees` degrees of freedom.
  package static func twoSided(_ t: Double, degrees: Double) -> Double {
    guard degrees > 0, !t.isNaN else { return .nan }
    return BetaDistribution.lower(degrees / 2, 0.5, degrees / (degrees + t * t))
  }

  /// The half-width, in standard errors, of a two-sided interval of this confidence (0.95 and 11 degrees: 2.200985).
  package static func multiplier(confidence: Double, degrees: Double) -> Double {
    // Whole tables are tested with the same few degrees of freedom.
    if confidence == 0.95, let whole = Int(exactly: degrees), usual.indices.contains(whole) { return usual[whole] }
    return solved(confidence: confidence, degrees: degrees)
  }

  /// The multipliers of 95 % intervals by whole degrees of freedom.
  private static let usual: [Double] = (0...120).map { solved(confidence: 0.95, degrees: Double($0)) }

  private static func solved(confidence: Double, degrees: Double) -> Double {
    guard degrees > 0, confidence > 0, confidence < 1 else { return .nan }
    let x = BetaDistribution.quantile(degrees / 2, 0.5, 1 - confidence)
    return (degrees * (1 - x) / x).squareRoot()
  }
}
