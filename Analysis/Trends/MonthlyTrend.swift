import Basics
import Glibc

/// The steady yearly growth of a monthly series once its season is taken out.
///
/// Source: Poisson log-linear regression with a straight trend and month-of-year effects, quasi-Poisson errors. Units:
/// events a month in; `logPerYear` is the log of a year's rate ratio. Errors: refuses under three years of months, and
/// what `PoissonRegression` refuses. When not to use it: see `note`.
package struct MonthlyTrend: Sendable {
  package let regression: PoissonRegression
  /// The trend's coefficient: −0.08 is a fall of 7.7 % a year.
  package let logPerYear: Double
  /// Its standard error under Poisson variation alone.
  package let poissonStandardError: Double
  /// A year's growth as a ratio, with the quasi-Poisson interval (Student's t).
  package let ratioPerYear: Double
  package let interval: ConfidenceInterval
  package let p: Double

  package static let note = MethodNote(
    name: "Log-linear trend with season",
    formula: "log μ = a + b·(months/12) + month of year; interval b ± t(df)·SE·√max(φ, 1)",
    source: "McCullagh & Nelder 1989; checked against statsmodels on NSW robbery 2014–18",
    units: "monthly counts in; growth a year as a ratio out",
    whenNotToUse:
      "A straight line through a change of direction, the Covid months or a change of recording describes neither "
      + "side. Do not carry it forward as a forecast.")

  package init(_ series: [MonthlyCount], confidence: Double = 0.95) throws {
    try check(confidence: confidence)
    try series.checkUsable()
    guard series.count >= 36, let first = series.map(\.month).min() else {
      throw Refusal(
        "too-few-points", "A trend with season needs 36 months; the series has \(series.count).",
        remedy: "Compare two years instead, or wait for more months.")
    }
    let months = Set(series.map(\.month.month)).sorted()
    let rows = series.map { item -> [Double] in
      let season = months.dropFirst().map { $0 == item.month.month ? 1.0 : 0.0 }
      return [1, Double(item.month.index - first.index) / 12] + season
    }
    regression = try PoissonRegression(
      rows: rows, counts: series.map(\.count), offsets: series.map { log($0.exposure) })
    logPerYear = regression.coefficients[1]
    poissonStandardError = regression.standardErrors[1]
    let error = regression.quasiStandardErrors[1], degrees = Double(regression.degreesOfFreedom)
    let reach = StudentDistribution.multiplier(confidence: confidence, degrees: degrees) * error
    ratioPerYear = exp(logPerYear)
    interval = ConfidenceInterval(
      lower: exp(logPerYear - reach), upper: exp(logPerYear + reach), confidence: confidence)
    p = StudentDistribution.twoSided(logPerYear / error, degrees: degrees)
  }
}
