import Basics

/// Classical decomposition of a series into trend, season and remainder.
///
/// Source: Kendall & Stuart; the same arithmetic as R's `decompose` and statsmodels' `seasonal_decompose`. Units: those
/// of the series (the multiplicative season is a ratio with mean 1). Errors: refuses fewer than two full periods,
/// values that are not numbers, and zero or negative values for the multiplicative form. When not to use it: see
/// `note`.
package struct SeasonalDecomposition: Hashable, Sendable {
  package enum Form: String, Hashable, Sendable { case additive, multiplicative }

  package let form: Form
  package let period: Int
  /// The centred moving average; nil for half a period at each end.
  package let trend: [Double?]
  /// The season's effect at each position of the period, position 0 being that of the first value.
  package let figure: [Double]
  /// What trend and season leave over; nil where there is no trend.
  package let remainder: [Double?]

  package static let note = MethodNote(
    name: "Classical seasonal decomposition",
    formula: "trend = 2×period centred moving average; season = mean of the detrended values, centred on 0 (or 1)",
    source: "R stats::decompose; Hyndman & Athanasopoulos, Forecasting: Principles and Practice, 3.4",
    units: "the series' own units; the multiplicative season is a ratio",
    whenNotToUse:
      "Under three clean years, across the Covid months, or where the season itself is changing. The ends of the "
      + "series have no trend.")

  package init(_ values: [Double], period: Int = 12, form: Form) throws {
    guard period >= 2, values.count >= 2 * period else {
      throw Refusal(
        "too-few-points", "A season of \(period) needs \(2 * max(period, 2)) points; there are \(values.count).",
        remedy: "Use a longer series, or pool several areas.")
    }
    guard values.allSatisfy(\.isFinite) else { throw Refusal.notFinite("The series") }
    guard form == .additive || values.allSatisfy({ $0 > 0 }) else {
      throw Refusal(
        "zero-in-series", "A multiplicative season cannot be found in a series that holds zero or less.",
        remedy: "Use the additive form, or pool areas until no month is empty.")
    }
    let average = CentredAverage.of(values.map(Optional.some), period: period)
    var sums = [Double](repeating: 0, count: period), counts = [Int](repeating: 0, count: period)
    for (i, level) in average.enumerated() {
      guard let level else { continue }
      sums[i % period] += form == .additive ? values[i] - level : values[i] / level
      counts[i % period] += 1
    }
    let raw = zip(sums, counts).map { $0 / Double($1) }
    let mean = raw.reduce(0, +) / Double(period)
    let season = raw.map { form == .additive ? $0 - mean : $0 / mean }
    self.form = form
    self.period = period
    trend = average
    figure = season
    remainder = values.indices.map { i in
      average[i].map { form == .additive ? values[i] - $0 - season[i % period] : values[i] / $0 / season[i % period] }
    }
  }

  /// The season's effect at a position of the series.
  package func season(at position: Int) -> Double { figure[((position % period) + period) % period] }
}

/// The centred moving average of a whole period, with half weights at the two ends when the period is even.
enum CentredAverage {
  static func of(_ values: [Double?], period: Int) -> [Double?] {
    let half = period / 2
    return values.indices.map { i in
      guard i >= half, i + half < values.count else { return nil }
      var sum = 0.0
      for offset in -half...half {
        guard let value = values[i + offset] else { return nil }
        sum += value * (period % 2 == 0 && abs(offset) == half ? 0.5 : 1)
      }
      return sum / Double(period)
    }
  }
}
