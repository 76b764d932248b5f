import Basics
import Glibc

/// A Poisson log-linear regression fitted by maximum likelihood.
///
/// Source: McCullagh & Nelder 1989 (iteratively reweighted least squares); agrees with statsmodels' GLM to nine digits.
/// Units: events; coefficients are logs of rate ratios. Errors: refuses unequal lengths, negative counts, columns that
/// are combinations of others, and a fit that runs away because a group has no events. When not to use it: see `note`.
package struct PoissonRegression: Sendable {
  package let coefficients: [Double]
  /// Row-major covariance of the coefficients under Poisson variation (multiply by the dispersion for quasi-Poisson).
  package let covariance: [Double]
  package let fitted: [Double]
  package let deviance: Double
  package let pearsonChiSquare: Double
  package let degreesOfFreedom: Int
  package let logLikelihood: Double
  package let iterations: Int

  package static let note = MethodNote(
    name: "Poisson log-linear regression",
    formula: "y ~ Poisson(μ), log μ = Xβ + offset; φ = Pearson χ²/df",
    source: "McCullagh & Nelder 1989, Generalized Linear Models, 2nd ed.; Nelder & Wedderburn 1972",
    units: "counts and offsets (log exposure) in; log rate ratios out",
    whenNotToUse:
      "Not with fewer observations than about five for each coefficient, nor across a break without a term for it. The "
      + "plain standard errors are too small for crime series: multiply by the root of the dispersion.")

  /// - Parameters:
  ///   - rows: one row of regressors for each observation, with the constant among them when one is wanted.
  ///   - offsets: the log of each observation's exposure; none means equal exposure.
  package init(rows: [[Double]], counts: [Int], offsets: [Double]? = nil) throws {
    let columns = rows.first?.count ?? 0
    let offset = offsets ?? [Double](repeating: 0, count: counts.count)
    guard rows.count == counts.count, offset.count == counts.count, columns > 0,
      rows.allSatisfy({ $0.count == columns })
    else {
      throw Refusal(
        "uneven-table", "The model's rows, counts and offsets do not have the same length.",
        remedy: "Give one row of regressors, one count and one offset for each observation.")
    }
    for count in counts where count < 0 { throw Refusal.negativeCount(count, of: "events") }
    guard rows.allSatisfy({ $0.allSatisfy(\.isFinite) }), offset.allSatisfy(\.isFinite) else {
      throw Refusal.notFinite("The model")
    }
    guard counts.count > columns else {
      throw Refusal(
        "too-few-points", "\(counts.count) observations cannot carry \(columns) coefficients.",
        remedy: "Use a longer series or a simpler model.")
    }
    let y = counts.map(Double.init)
    let average = y.reduce(0, +) / Double(y.count)
    guard average > 0 else {
      throw Refusal(
        "nothing-recorded", "Every count in the series is zero.", remedy: "Show the zeros; there is no trend to fit.")
    }
    var linear = y.map { log(0.5 * ($0 + average)) }
    var beta = [Double](repeating: 0, count: columns)
    var previous = Double.infinity
    var rounds = 0
    while true {
      rounds += 1
      let mean = linear.map(exp)
      let factor = try CholeskyFactor(PoissonRegression.information(rows, mean, columns), size: columns)
      var right = [Double](repeating: 0, count: columns)
      for (i, row) in rows.enumerated() {
        let working = mean[i] * (linear[i] - offset[i]) + y[i] - mean[i]
        for (j, x) in row.enumerated() { right[j] += x * working }
      }
      let next = factor.solve(right)
      let change = zip(next, beta).map { abs($0 - $1) }.max() ?? 0
      beta = next
      linear = rows.indices.map { i in offset[i] + zip(rows[i], next).reduce(0) { $0 + $1.0 * $1.1 } }
      guard rounds < 60, linear.allSatisfy({ abs($0) < 500 }) else {
        throw Refusal(
          "no-fit", "The model does not settle: some group of observations has no events, so its effect has no limit.",
          remedy: "Join that group to another, or leave it out and say so.")
      }
      // The last step must be as small as rounding allows; a step no smaller than the one before has reached that.
      if change < 1e-13 || (change < 1e-9 && change >= previous) { break }
      previous = change
    }
    let mean = linear.map(exp)
    coefficients = beta
    fitted = mean
    iterations = rounds
    covariance = try CholeskyFactor(PoissonRegression.information(rows, mean, columns), size: columns).inverse()
    degreesOfFreedom = y.count - columns
    pearsonChiSquare = zip(y, mean).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) / $1.1 }
    deviance = 2 * zip(y, mean).reduce(0) { $0 + LoaderDensity.deviance($1.0, orZeroWithMean: $1.1) }
    logLikelihood = zip(y, mean).reduce(0) { $0 + log(LoaderDensity.poisson($1.0, mean: $1.1)) }
  }

  /// Pearson's chi-square over its degrees of freedom.
  package var dispersion: Double { pearsonChiSquare / Double(degreesOfFreedom) }

  /// Standard errors of the coefficients under Poisson variation.
  package var standardErrors: [Double] {
    coefficients.indices.map { covariance[$0 * coefficients.count + $0].squareRoot() }
  }

  /// Standard errors inflated by the root of the dispersion (never deflated).
  package var quasiStandardErrors: [Double] { standardErrors.map { $0 * max(dispersion, 1).squareRoot() } }

  /// XᵀWX with the fitted means as weights.
  private static func information(_ rows: [[Double]], _ mean: [Double], _ columns: Int) -> [Double] {
    var out = [Double](repeating: 0, count: columns * columns)
    for (row, weight) in zip(rows, mean) {
      for j in 0..<columns where row[j] != 0 {
        let weighted = weight * row[j]
        for k in 0...j { out[j * columns + k] += weighted * row[k] }
      }
    }
    return out
  }
}

extension LoaderDensity {
  /// The deviance part where the count may be zero (its logarithm then counts as nothing).
  static func deviance(_ x: Double, orZeroWithMean mean: Double) -> Double { x == 0 ? mean : deviance(x, mean: mean) }
}
