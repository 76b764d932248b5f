import Glibc

/// The gamma distribution with unit scale, and with it the chi-square and Poisson distributions.
///
/// `P(a, x) = γ(a, x)/Γ(a)`. Source: NIST Digital Library of Mathematical Functions 8.11 (series) and 8.9 (continued
/// fraction), with Loader's density in front so that shapes of a million keep twelve digits. Errors: arguments out of
/// range give NaN; nothing traps. When not to use it: shapes above about 1e10, where the series takes too many terms.
package enum GammaDistribution {
  /// `P(a, x)`: the probability of a value up to `x`.
  package static func lower(shape a: Double, _ x: Double) -> Double {
    guard a > 0, a.isFinite, !x.isNaN else { return .nan }
    if x <= 0 { return 0 }
    if x == .infinity { return 1 }
    return x < a + 1 ? series(a, x) : 1 - fraction(a, x)
  }

  /// `Q(a, x) = 1 − P(a, x)`, precise in the far tail.
  package static func upper(shape a: Double, _ x: Double) -> Double {
    guard a > 0, a.isFinite, !x.isNaN else { return .nan }
    if x <= 0 { return 1 }
    if x == .infinity { return 0 }
    return x < a + 1 ? 1 - series(a, x) : fraction(a, x)
  }

  /// The `x` with `P(a, x) = p`.
  package static func quantile(shape a: Double, lower p: Double) -> Double { solve(a, p, tailIsUpper: false) }

  /// The `x` with `Q(a, x) = q`; better than `quantile(lower: 1 − q)` when `q` is small.
  package static func quantile(shape a: Double, upper q: Double) -> Double { solve(a, q, tailIsUpper: true) }

  /// The chi-square value with probability `p` below it, for `degrees` degrees of freedom.
  package static func chiSquareQuantile(_ p: Double, degrees: Double) -> Double {
    2 * quantile(shape: degrees / 2, lower: p)
  }

  /// The probability that a chi-square variable is at least `x`.
  package static func chiSquareUpper(_ x: Double, degrees: Double) -> Double { upper(shape: degrees / 2, x / 2) }

  private static func limit(_ a: Double) -> Int { 500 + Int(min(20 * a.squareRoot(), 4e6)) }

  private static func series(_ a: Double, _ x: Double) -> Double {
    var term = 1.0, sum = 1.0, n = a
    for _ in 0..<limit(a) {
      n += 1
      term *= x / n
      sum += term
      if term < sum * 1e-17 { break }
    }
    return min(1, sum * LoaderDensity.poisson(a, mean: x))
  }

  /// Lentz's method on the continued fraction of `Q`.
  private static func fraction(_ a: Double, _ x: Double) -> Double {
    let tiny = 1e-300
    var b = x + 1 - a
    var c = 1 / tiny
    var d = 1 / (abs(b) < tiny ? tiny : b)
    var h = d
    for i in 1..<limit(a) {
      let an = -Double(i) * (Double(i) - a)
      b += 2
      d = an * d + b
      d = 1 / (abs(d) < tiny ? tiny : d)
      c = b + an / c
      if abs(c) < tiny { c = tiny }
      let change = c * d
      h *= change
      if abs(change - 1) < 1e-16 { break }
    }
    return min(1, a * LoaderDensity.poisson(a, mean: x) * h)
  }

  /// Newton's method on `ln x` for the logarithm of the tail, kept inside a bracket that shrinks by bisection.
  private static func solve(_ a: Double, _ p: Double, tailIsUpper: Bool) -> Double {
    guard a > 0, a.isFinite, p >= 0, p <= 1 else { return .nan }
    if p == 0 { return tailIsUpper ? .infinity : 0 }
    if p == 1 { return tailIsUpper ? 0 : .infinity }
    // The tail below one half is solved for: its logarithm is steep where the answer lies.
    let upperTail = p > 0.5 ? !tailIsUpper : tailIsUpper
    let target = p > 0.5 ? 1 - p : p
    let z = upperTail ? -NormalDistribution.quantile(target) : NormalDistribution.quantile(target)
    let cube = 1 - 1 / (9 * a) + z / (3 * a.squareRoot())
    var y = cube > 0.05 ? log(a * cube * cube * cube) : (log(target) + LoaderDensity.logGamma(a + 1)) / a
    if upperTail, cube <= 0.05 { y = log(a) }
    var low = -745.0, high = 709.0, previous = Double.infinity
    y = min(max(y, low), high)
    for _ in 0..<200 {
      let x = exp(y)
      let value = upperTail ? upper(shape: a, x) : lower(shape: a, x)
      let error = log(value) - log(target)
      if (error > 0) != upperTail { high = y } else { low = y }
      let slope = a * LoaderDensity.poisson(a, mean: x) / value
      let step = upperTail ? error / slope : -error / slope
      // A step that no longer shrinks is rounding: the answer is as good as it gets.
      if abs(step) < 1e-11, abs(step) >= previous || error == 0 { return x }
      previous = abs(step)
      let next = y + step
      y = next.isFinite && next > low && next < high ? next : 0.5 * (low + high)
    }
    return exp(y)
  }
}
