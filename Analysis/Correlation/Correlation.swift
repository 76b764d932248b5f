import Basics
import Glibc

/// The correlation of two monthly series, with an interval that allows for their memory.
///
/// Source: Pearson 1895; Spearman 1904; Fisher 1921 for the interval (variance 1.06/(n−3) for Spearman: Fieller,
/// Hartley & Pearson 1957); Bartlett 1935 for the effective number of observations, n (1 − r₁r₁′)/(1 + r₁r₁′). Units:
/// none. Errors: refuses unequal lengths, under 6 pairs, values that are not numbers, a series that never changes. When
/// not to use it: see `note`.
package struct Correlation: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    /// Straight-line association of the values.
    case pearson
    /// Association of the ranks: not moved by a few extreme months.
    case spearman
  }

  package let kind: Kind
  package let value: Double
  /// Pairs in which neither value is missing.
  package let pairs: Int
  /// The number of independent pairs that the series are worth, never more than `pairs`.
  package let effectivePairs: Double
  /// Fisher's interval on the effective number of pairs; −1 to 1 when that is too small for one.
  package let interval: ConfidenceInterval
  /// Two-sided, from Student's t on the pairs as if they were independent; for comparison with other software.
  package let pIfIndependent: Double
  /// Two-sided, from Student's t on the effective number of pairs: the one to read.
  package let p: Double
  /// How much each series resembles itself one month earlier.
  package let memory: (first: Double, second: Double)

  package static let note = MethodNote(
    name: "Correlation of two series",
    formula: "r; tanh(atanh r ± z/√(nₑ − 3)); nₑ = n(1 − r₁r₁′)/(1 + r₁r₁′) from the lag-1 autocorrelations",
    source: "Fisher 1921; Bartlett 1935, J. Royal Statistical Society 98:536; Fieller, Hartley & Pearson 1957",
    units: "two series of equal length in; a coefficient between −1 and 1 out",
    whenNotToUse:
      "Two series that both follow the seasons, or a common shock such as Covid, correlate without either causing the "
      + "other: take out season and shock, and say so. It says nothing of single people or places. Not for choosing "
      + "the best of many lags.")

  /// - Parameters: two series in the same order of months; nil where a month is missing.
  package init(_ first: [Double?], _ second: [Double?], kind: Kind = .pearson, confidence: Double = 0.95) throws {
    try check(confidence: confidence)
    guard first.count == second.count else {
      throw Refusal(
        "uneven-table", "The two series have \(first.count) and \(second.count) values.",
        remedy: "Give both for the same months, with gaps marked as missing.")
    }
    let both = zip(first, second).compactMap { a, b in a.flatMap { a in b.map { (a, $0) } } }
    guard both.count >= 6 else {
      throw Refusal(
        "too-few-points", "A correlation needs six months in which both are known; there are \(both.count).",
        remedy: "Use a longer period.")
    }
    guard both.allSatisfy({ $0.0.isFinite && $0.1.isFinite }) else { throw Refusal.notFinite("One of the series") }
    var x = both.map(\.0), y = both.map(\.1)
    if kind == .spearman { (x, y) = (Ranks.average(x), Ranks.average(y)) }
    guard let r = Correlation.coefficient(x, y) else {
      throw Refusal(
        "constant-series", "One of the series has the same value in every month.",
        remedy: "Choose a measure that varies over the period.")
    }
    let n = Double(both.count)
    let memory = (Correlation.lagOne(x), Correlation.lagOne(y))
    let product = max(-0.99, min(0.99, memory.0 * memory.1))
    // Series that swing against each other would count for more than their pairs; that is not relied upon.
    let effective = min(n, max(2, n * (1 - product) / (1 + product)))
    self.kind = kind
    value = r
    pairs = both.count
    effectivePairs = effective
    self.memory = memory
    interval = Correlation.interval(r, effective, kind, confidence)
    pIfIndependent = Correlation.p(r, n)
    p = Correlation.p(r, effective)
  }

  private static func p(_ r: Double, _ n: Double) -> Double {
    guard n > 2 else { return 1 }
    guard abs(r) < 1 else { return 0 }
    return StudentDistribution.twoSided(r * ((n - 2) / (1 - r * r)).squareRoot(), degrees: n - 2)
  }

  private static func interval(_ r: Double, _ n: Double, _ kind: Kind, _ confidence: Double) -> ConfidenceInterval {
    guard n > 4 else { return ConfidenceInterval(lower: -1, upper: 1, confidence: confidence) }
    let error = ((kind == .spearman ? 1.06 : 1) / (n - 3)).squareRoot()
    let half = NormalDistribution.multiplier(confidence: confidence) * error
    let centre = atanh(max(-1 + 1e-15, min(1 - 1e-15, r)))
    return ConfidenceInterval(lower: tanh(centre - half), upper: tanh(centre + half), confidence: confidence)
  }

  /// Pearson's coefficient; nil when either series is constant.
  static func coefficient(_ x: [Double], _ y: [Double]) -> Double? {
    let n = Double(x.count)
    let mx = x.reduce(0, +) / n, my = y.reduce(0, +) / n
    var xx = 0.0, yy = 0.0, xy = 0.0
    for (a, b) in zip(x, y) {
      xx += (a - mx) * (a - mx)
      yy += (b - my) * (b - my)
      xy += (a - mx) * (b - my)
    }
    let scale = (xx * yy).squareRoot()
    guard xx > 1e-24 * mx * mx * n, yy > 1e-24 * my * my * n, scale > 0 else { return nil }
    return max(-1, min(1, xy / scale))
  }

  /// The autocorrelation at one month: Σ(xₜ − x̄)(xₜ₋₁ − x̄) / Σ(xₜ − x̄)².
  static func lagOne(_ x: [Double]) -> Double {
    let mean = x.reduce(0, +) / Double(x.count)
    let total = x.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let lagged = zip(x, x.dropFirst()).reduce(0) { $0 + ($1.0 - mean) * ($1.1 - mean) }
    return total > 0 ? lagged / total : 0
  }

  package static func == (a: Self, b: Self) -> Bool {
    a.kind == b.kind && a.value == b.value && a.pairs == b.pairs && a.effectivePairs == b.effectivePairs
      && a.interval == b.interval
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(kind)
    hasher.combine(value)
    hasher.combine(pairs)
  }
}

extension Correlation {
  /// What must be said beside the coefficient, in plain words.
  package var caveats: [String] {
    var out = ["A correlation does not show that one causes the other."]
    if effectivePairs < 0.8 * Double(pairs) {
      out.append(
        "Each month resembles the one before, so the \(pairs) months are worth about \(effectivePairs.fixed(0)) "
          + "independent ones; the interval allows for that.")
    }
    if effectivePairs <= 10 { out.append("There are too few independent months for a firm figure.") }
    if interval.contains(0) { out.append("No association is also compatible with these months.") }
    return out
  }
}
