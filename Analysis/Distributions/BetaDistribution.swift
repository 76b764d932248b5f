import Glibc

/// The beta distribution, and with it the binomial and Student distributions.
///
/// `I_x(a, b)`, the regularised incomplete beta function. Source: NIST Digital Library of Mathematical Functions
/// 8.17(v) (continued fraction), with Loader's density in front. Errors: arguments out of range give NaN.
package enum BetaDistribution {
  /// `I_x(a, b)`: the probability of a value up to `x`.
  package static func lower(_ a: Double, _ b: Double, _ x: Double) -> Double {
    guard a > 0, b > 0, a.isFinite, b.isFinite, !x.isNaN else { return .nan }
    if x <= 0 { return 0 }
    if x >= 1 { return 1 }
    return x < (a + 1) / (a + b + 2) ? tail(a, b, x, 1 - x) : 1 - tail(b, a, 1 - x, x)
  }

  /// `1 − I_x(a, b)`, precise in the far tail.
  package static func upper(_ a: Double, _ b: Double, _ x: Double) -> Double {
    guard a > 0, b > 0, a.isFinite, b.isFinite, !x.isNaN else { return .nan }
    if x <= 0 { return 1 }
    if x >= 1 { return 0 }
    return x < (a + 1) / (a + b + 2) ? 1 - tail(a, b, x, 1 - x) : tail(b, a, 1 - x, x)
  }

  /// The `x` with `I_x(a, b) = p`, by Newton's method on the log-odds inside a shrinking bracket.
  package static func quantile(_ a: Double, _ b: Double, _ p: Double) -> Double {
    guard a > 0, b > 0, a.isFinite, b.isFinite, p >= 0, p <= 1 else { return .nan }
    if p == 0 || p == 1 { return p }
    let useUpper = p > 0.5
    let target = useUpper ? 1 - p : p
    var low = -700.0, high = 700.0, previous = Double.infinity
    var odds = log(a / b)
    for _ in 0..<300 {
      let x = 1 / (1 + exp(-odds)), y = 1 / (1 + exp(odds))
      let value = useUpper ? upper(a, b, x) : lower(a, b, x)
      let error = log(value) - log(target)
      if (error > 0) != useUpper { high = odds } else { low = odds }
      let slope = density(a, b, x, y) / value
      let step = useUpper ? error / slope : -error / slope
      // A step that no longer shrinks is rounding: the answer is as good as it gets.
      if abs(step) < 1e-11, abs(step) >= previous || error == 0 { return x }
      previous = abs(step)
      let next = odds + step
      odds = next.isFinite && next > low && next < high ? next : 0.5 * (low + high)
    }
    return 1 / (1 + exp(-odds))
  }

  /// `x^a y^b / B(a, b)`, the density times `x y`.
  private static func density(_ a: Double, _ b: Double, _ x: Double, _ y: Double) -> Double {
    LoaderDensity.binomial(a, of: a + b, p: x, q: y) * a * b / (a + b)
  }

  /// One over a number, or over a tiny one where that is zero, as Lentz's method needs.
  private static func inverse(_ x: Double) -> Double { 1 / (abs(x) < 1e-300 ? 1e-300 : x) }

  /// Lentz's method on the continued fraction of `I_x(a, b)`, for x below the mean.
  private static func tail(_ a: Double, _ b: Double, _ x: Double, _ y: Double) -> Double {
    var c = 1.0
    var d = inverse(1 - (a + b) * x / (a + 1))
    var h = d
    let limit = 500 + Int(min(20 * max(a, b).squareRoot(), 4e6))
    for m in 1..<limit {
      let k = Double(m)
      let even = k * (b - k) * x / ((a + 2 * k - 1) * (a + 2 * k))
      d = inverse(1 + even * d)
      c = 1 + even / c
      if abs(c) < 1e-300 { c = 1e-300 }
      h *= c * d
      let odd = -(a + k) * (a + b + k) * x / ((a + 2 * k) * (a + 2 * k + 1))
      d = inverse(1 + odd * d)
      c = 1 + odd / c
      if abs(c) < 1e-300 { c = 1e-300 }
      h *= c * d
      if abs(c * d - 1) < 1e-16 { break }
    }
    return min(1, density(a, b, x, y) * h / a)
  }
}
