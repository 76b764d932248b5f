import Analysis
import Basics
import Foundation
import Testing

@Suite struct ChangeTests {
  private func robbery() throws -> [MonthlyCount] {
    let table = try GoldenTable("nsw_robbery_2014_2018")
    return try table.rows.map { MonthlyCount(try #require(Month($0[0])), try #require(Int($0[1]))) }
  }

  @Test func `the quasi-Poisson change agrees with a generalised linear model with month effects`() throws {
    let cases = try GoldenTable("change_cases"), expected = try GoldenTable("change_expected")
    for row in expected.rows {
      let rows = cases.rows.filter { $0[0] == row[0] }
      func side(_ name: String) throws -> [MonthlyCount] {
        try rows.filter { $0[2] == name }.map {
          MonthlyCount(
            try #require(Month($0[1])), try #require(Int($0[3])), exposure: try #require(Double($0[4])))
        }
      }
      let numbers = try row.dropFirst().map { try #require(Double($0)) }
      let change = try RateRatioChange(before: side("before"), after: side("after"))
      let normal = try RateRatioChange(before: side("before"), after: side("after"), reference: .normal)
      let ratio = try #require(change.ratio), interval = try #require(normal.interval)
      let error = numbers[1] * max(numbers[2], 1).squareRoot()
      #expect(close(log(ratio), numbers[0], 1e-9), "\(row)")
      #expect(try close(#require(change.dispersion), numbers[2], 1e-9), "\(row)")
      #expect(change.degreesOfFreedom == Int(numbers[3]), "\(row)")
      #expect(try close(#require(change.z), numbers[4], 1e-9), "\(row)")
      #expect(close(normal.p, numbers[5], 1e-8), "\(row)")
      #expect(close(change.p, numbers[6], 1e-8), "\(row)")
      #expect(close(log(interval.upper) - log(interval.lower), 2 * 1.959963984540054 * error, 1e-8), "\(row)")
    }
    #expect(expected.rows.count == 5)
  }

  @Test func `a dispersion from a longer history is used as it stands`() throws {
    let series = try robbery()
    let one = try RateRatioChange(before: Array(series[36..<48]), after: Array(series[48...]), dispersion: 4)
    let two = try RateRatioChange(before: Array(series[36..<48]), after: Array(series[48...]), dispersion: 1)
    #expect(try close(#require(two.z), 2 * (#require(one.z)), 1e-12))
    #expect(one.ratio == two.ratio)
  }

  @Test func `an overdispersed series that does not change is called changed about one time in twenty`() throws {
    var random = Seeded(42), called = 0
    let first = Month(year: 2018, month: 4)
    for _ in 0..<1500 {
      // Counts with variance about three times their mean: a Poisson number of clusters of mean size two.
      let months = (0..<24).map { i in
        let clusters = poisson(40, &random)
        return MonthlyCount(first.advanced(by: i), (0..<clusters).reduce(0) { sum, _ in sum + poisson(2, &random) })
      }
      let change = try RateRatioChange(before: Array(months[..<12]), after: Array(months[12...]))
      if change.p < 0.05 { called += 1 }
    }
    #expect((45...115).contains(called), "called \(called) of 1,500")
  }

  @Test func `the words give a percentage only on a base of twenty`() throws {
    let first = Month(year: 2020, month: 1)
    func year(_ start: Int, _ count: Int) -> [MonthlyCount] {
      (0..<12).map { MonthlyCount(first.advanced(by: start * 12 + $0), count + $0 % 2) }
    }
    let large = try RateRatioChange(before: year(0, 100), after: year(1, 130))
    #expect(large.verdict() == .increase)
    #expect(large.words().hasPrefix("rose by 29.9% (from 1,206 to 1,566; 95% interval +"))
    #expect(large.words().hasSuffix("more than the usual month-to-month variation"))
    #expect(large.verdict(q: 0.2) == .withinUsualVariation)
    let partial = try RateRatioChange(before: year(0, 100), after: Array(year(1, 130)[..<7]))
    #expect(partial.months == (7, 7) && partial.words().contains("from 703 to 913"))
    let years = try RateRatioChange(before: year(0, 100) + year(1, 100), after: year(2, 100))
    #expect(years.words().hasPrefix("did not change (from 100.5 a month to 100.5 a month; 95% interval"))
    let small = try RateRatioChange(before: year(0, 1), after: year(1, 1))
    #expect(small.before == 18 && !small.showsPercentage)
    #expect(small.words().contains("too small for a percentage"))
  }

  @Test func `a period without events is tested without a ratio`() throws {
    let first = Month(year: 2020, month: 1)
    let none = (0..<12).map { MonthlyCount(first.advanced(by: $0), 0) }
    let some = (12..<24).map { MonthlyCount(first.advanced(by: $0), 2) }
    let change = try RateRatioChange(before: none, after: some)
    #expect(change.basis == .conditionalMidP && change.ratio == nil && change.p < 1e-6)
    #expect(change.verdict() == .increase)
    #expect(throws: Refusal.self) { try RateRatioChange(before: none, after: none.map { $0.later }) }
  }

  @Test func `periods that cannot be compared are refused`() {
    let first = Month(year: 2020, month: 1)
    func months(_ range: Range<Int>) -> [MonthlyCount] { range.map { MonthlyCount(first.advanced(by: $0), 50) } }
    func kind(_ before: [MonthlyCount], _ after: [MonthlyCount]) -> String? {
      do { _ = try RateRatioChange(before: before, after: after) } catch { return (error as? Refusal)?.kind }
      return nil
    }
    #expect(kind(months(0..<6), months(6..<12)) == "months-do-not-match")
    #expect(kind(months(0..<3), months(12..<15)) == "too-few-months")
    #expect(kind(months(0..<12), months(0..<12) + months(0..<1)) == "month-twice")
    #expect(kind(months(0..<12), [MonthlyCount(first.advanced(by: 12), .max)]) == "count-too-large")
    #expect(kind([], []) == "months-do-not-match")
    #expect(kind(months(0..<12), [MonthlyCount(first.advanced(by: 12), -3)]) == "negative-count")
    #expect(kind(months(0..<12), [MonthlyCount(first.advanced(by: 12), 3, exposure: 0)]) == "no-population")
  }

  @Test func `the New South Wales robbery trend has the published coefficient, error and dispersion`() throws {
    let trend = try MonthlyTrend(try robbery())
    let golden = try GoldenTable("golden_values_models").expected(
      "Poisson GLM trend + month dummies", "NSW robbery monthly 2014-01..2018-12")
    // intercept, trend, SE, February, December, deviance, phi, log-likelihood
    let fit = trend.regression
    let found = [
      fit.coefficients[0], trend.logPerYear, trend.poissonStandardError, fit.coefficients[2], fit.coefficients[12],
      fit.deviance, fit.dispersion, fit.logLikelihood,
    ]
    #expect(golden.count == found.count)
    for (a, b) in zip(found, golden) { #expect(abs(a - b) <= 5.1e-7, "\(a) \(b)") }
    #expect(abs(trend.logPerYear - -0.08032661) < 5e-9)
    #expect(abs(trend.poissonStandardError - 0.00613089) < 5e-9)
    #expect(abs(fit.dispersion - 4.154644) < 5e-7)
    #expect(trend.interval.upper < 1 && trend.p < 0.001)
  }

  @Test func `all thirteen coefficients agree with statsmodels to nine digits`() throws {
    let table = try GoldenTable("nsw_robbery_glm"), fit = try MonthlyTrend(try robbery()).regression
    for (i, b) in try table.numbers("coefficient").enumerated() {
      #expect(abs(fit.coefficients[i] - b) < 1e-9)
      #expect(try close(fit.standardErrors[i], table.numbers("standard_error")[i], 1e-9))
      #expect(fit.quasiStandardErrors[i] > fit.standardErrors[i])
    }
  }

  @Test func `at the fitted coefficients the score equations are zero`() throws {
    var random = Seeded(3)
    for _ in 0..<20 {
      let rows = (0..<60).map { _ in
        [1, Double.random(in: -1...1, using: &random), Double.random(in: 0...4, using: &random)]
      }
      let offsets = rows.map { _ in Double.random(in: -1...1, using: &random) }
      let counts = rows.map { _ in poisson(8, &random) }
      let fit = try PoissonRegression(rows: rows, counts: counts, offsets: offsets)
      for column in 0..<3 {
        let score = rows.indices.reduce(0.0) { $0 + rows[$1][column] * (Double(counts[$1]) - fit.fitted[$1]) }
        #expect(abs(score) < 1e-9)
      }
    }
  }

  @Test func `a model that the data cannot carry is refused`() {
    func kind(_ rows: [[Double]], _ counts: [Int]) -> String? {
      do { _ = try PoissonRegression(rows: rows, counts: counts) } catch { return (error as? Refusal)?.kind }
      return nil
    }
    let flat = (0..<10).map { _ in [1.0, 1.0] }
    #expect(kind(flat, Array(repeating: 4, count: 10)) == "collinear")
    #expect(kind([[1]], [4]) == "too-few-points")
    #expect(kind([[1], [1]], [0, 0]) == "nothing-recorded")
    #expect(kind([[1], [1, 2]], [1, 2]) == "uneven-table")
    #expect(kind([[1], [.nan], [1]], [1, 2, 3]) == "not-a-number")
    let empty = (0..<12).map { [1.0, $0 < 6 ? 1.0 : 0.0] }
    #expect(
      kind(empty, (0..<12).map { $0 < 6 ? 0 : 5 }) == "no-fit"
        || kind(empty, (0..<12).map { $0 < 6 ? 0 : 5 }) == "collinear")
    #expect(throws: Refusal.self) { try MonthlyTrend((0..<20).map { MonthlyCount(Month(index: 24_000 + $0), 5) }) }
  }

  private func poisson(_ mean: Double, _ random: inout Seeded) -> Int {
    var left = Double.random(in: 0..<1, using: &random), k = 0
    while left > PoissonDistribution.probability(k, mean: mean), k < 1000 {
      left -= PoissonDistribution.probability(k, mean: mean)
      k += 1
    }
    return k
  }
}

extension MonthlyCount {
  fileprivate var later: MonthlyCount { MonthlyCount(month.advanced(by: 12), count) }
}
