import Glibc

/// Poisson and binomial densities that keep full precision for counts in the millions.
///
/// Source: C. Loader, "Fast and Accurate Computation of Binomial Probabilities" (2000), the method of R's `dpois` and
/// `dbinom`. Writing the density as `exp(large − large)` loses nine digits at a count of a million; Loader's deviance
/// form loses none. When not to use it: arguments must be finite and not negative, which callers check.
enum LoaderDensity {
  static let logRootTwoPi = 0.918_938_533_204_672_74

  /// The error of Stirling's formula, `ln Γ(n+1) − ((n+½) ln n − n + ½ ln 2π)`, for `n > 0`.
  static func stirlingError(_ n: Double) -> Double {
    if n < 16 { return logGamma(n + 1) - (n + 0.5) * log(n) + n - logRootTwoPi }
    let square = n * n
    let s0 = 1.0 / 12, s1 = 1.0 / 360, s2 = 1.0 / 1260, s3 = 1.0 / 1680, s4 = 1.0 / 1188, s5 = 691.0 / 360_360
    return (s0 - (s1 - (s2 - (s3 - (s4 - s5 / square) / square) / square) / square) / square) / n
  }

  /// The deviance part `x ln(x/m) + m − x`, by a series where the two terms nearly cancel.
  static func deviance(_ x: Double, mean: Double) -> Double {
    guard abs(x - mean) < 0.1 * (x + mean) else { return x * log(x / mean) + mean - x }
    let v = (x - mean) / (x + mean)
    var sum = (x - mean) * v
    var term = 2 * x * v
    let square = v * v
    for j in 1...1000 {
      term *= square
      let next = sum + term / Double(2 * j + 1)
      if next == sum { return next }
      sum = next
    }
    return sum
  }

  /// `m^x e^(−m) / Γ(x+1)` for any real `x ≥ 0` and `m ≥ 0`.
  static func poisson(_ x: Double, mean: Double) -> Double {
    if mean == 0 { return x == 0 ? 1 : 0 }
    if x == 0 { return exp(-mean) }
    return exp(-stirlingError(x) - deviance(x, mean: mean)) / (2 * Double.pi * x).squareRoot()
  }

  /// `Γ(n+1)/(Γ(x+1)Γ(n−x+1)) p^x q^(n−x)` for any real `0 ≤ x ≤ n`, where `q = 1 − p` is passed to keep its digits.
  static func binomial(_ x: Double, of n: Double, p: Double, q: Double) -> Double {
    if p == 0 { return x == 0 ? 1 : 0 }
    if q == 0 { return x == n ? 1 : 0 }
    if x == 0 { return exp(n * log1p(-p)) }
    if x == n { return exp(n * log(p)) }
    let exponent =
      stirlingError(n) - stirlingError(x) - stirlingError(n - x) - deviance(x, mean: n * p)
      - deviance(n - x, mean: n * q)
    return exp(exponent) * (n / (2 * Double.pi * x * (n - x))).squareRoot()
  }

  /// `ln Γ(x)` for `x > 0`, without the C library's global sign variable.
  static func logGamma(_ x: Double) -> Double {
    var sign: Int32 = 0
    return lgamma_r(x, &sign)
  }
}
