import Analysis
import Basics
import Foundation
import Testing

@Suite struct CorrelationTests {
  @Test func `Pearson and Spearman agree with SciPy`() throws {
    let series = try GoldenTable("correlation_series"), expected = try GoldenTable("correlation_expected")
    let x = try series.numbers("x"), y = try series.numbers("y")
    for row in expected.rows {
      let kind = try #require(Correlation.Kind(rawValue: row[0]))
      let numbers = try row.dropFirst().map { try #require(Double($0)) }
      let found = try Correlation(x, y, kind: kind)
      #expect(close(found.value, numbers[0], 1e-12) && close(found.pIfIndependent, numbers[1], 1e-9))
      #expect(close(found.memory.first, numbers[4]) && close(found.memory.second, numbers[5]))
      // Series with memory are worth fewer months than they have.
      let product = numbers[4] * numbers[5]
      #expect(close(found.effectivePairs, 40 * (1 - product) / (1 + product)))
      #expect(found.effectivePairs < 40 && found.p > found.pIfIndependent)
      #expect(found.caveats.count >= 2)
    }
  }

  @Test func `without memory the interval is Fisher's`() throws {
    // Alternating against a slow series: the product of the memories is negative, so all pairs count.
    let x = (0..<40).map { Double($0 % 2) + Double($0 % 7) * 0.1 },
      y = (0..<40).map { Double($0 / 10) + Double($0 % 2) }
    let found = try Correlation(x, y)
    #expect(found.effectivePairs == 40 && found.p == found.pIfIndependent)
    let centre = 0.5 * log((1 + found.value) / (1 - found.value))
    let lower = 0.5 * log((1 + found.interval.lower) / (1 - found.interval.lower))
    #expect(close(centre - lower, 1.959963984540054 / 37.0.squareRoot(), 1e-9))
  }

  @Test func `missing months are passed over, and a straight line is one`() throws {
    let x: [Double?] = [1, 2, nil, 4, 5, 6, 7, 8], y: [Double?] = [2, 4, 6, 8, 10, nil, 14, 16]
    let found = try Correlation(x, y)
    #expect(found.pairs == 6 && found.value == 1)
    #expect(try Correlation([1, 2, 3, 4, 5, 6], [6, 5, 4, 3, 2, 1], kind: .spearman).value == -1)
  }

  @Test func `too few months, unequal lengths and a constant series are refused`() {
    #expect(throws: Refusal.self) { try Correlation([1, 2, 3], [1, 2, 3]) }
    #expect(throws: Refusal.self) { try Correlation([1, 2, 3, 4, 5, 6], [1, 2, 3, 4, 5]) }
    #expect(throws: Refusal.self) { try Correlation([1, 2, 3, 4, 5, 6], [4, 4, 4, 4, 4, 4]) }
    #expect(throws: Refusal.self) { try Correlation([1, 2, 3, 4, 5, .infinity], [1, 2, 3, 4, 5, 6]) }
  }
}
