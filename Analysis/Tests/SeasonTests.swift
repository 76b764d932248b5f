import Analysis
import Basics
import Testing

@Suite struct SeasonTests {
  private func passengers() throws -> [Double] { try GoldenTable("air_passengers").numbers("passengers") }

  @Test(arguments: [SeasonalDecomposition.Form.additive, .multiplicative])
  func `AirPassengers has the season that R and statsmodels find`(form: SeasonalDecomposition.Form) throws {
    let golden = try GoldenTable("golden_values").expected(
      "Classical decomposition \(form.rawValue)", "AirPassengers 1949-60 (144 obs), period 12")
    let found = try SeasonalDecomposition(try passengers(), form: form)
    for (a, b) in zip(found.figure, golden) { #expect(abs(a - b) <= 5.1e-8) }
    #expect(golden.count == 12)
    let table = try GoldenTable("air_passengers_decomposed")
    let season = try table.numbers("\(form.rawValue)_season")
    let trend = try table.optionalNumbers("trend"), rest = try table.optionalNumbers("\(form.rawValue)_remainder")
    for i in 0..<144 {
      #expect(close(found.season(at: i), season[i]))
      #expect(found.trend[i].map { close($0, trend[i] ?? .nan) } ?? (trend[i] == nil))
      #expect(found.remainder[i].map { close($0, rest[i] ?? .nan, 1e-8) } ?? (rest[i] == nil))
    }
  }

  @Test func `trend, season and remainder make up the series again`() throws {
    let values = try passengers()
    let sum = try SeasonalDecomposition(values, form: .additive)
    for i in values.indices {
      guard let trend = sum.trend[i], let rest = sum.remainder[i] else { continue }
      #expect(close(trend + sum.season(at: i) + rest, values[i], 1e-12))
    }
    #expect(abs(sum.figure.reduce(0, +)) < 1e-9)
  }

  @Test func `too short a series, and a zero in a multiplicative one, are refused`() throws {
    #expect(throws: Refusal.self) { try SeasonalDecomposition([1, 2, 3], form: .additive) }
    #expect(throws: Refusal.self) {
      try SeasonalDecomposition([Double](repeating: 0, count: 36), form: .multiplicative)
    }
    #expect(throws: Refusal.self) { try SeasonalDecomposition([Double](repeating: .nan, count: 36), form: .additive) }
  }

  @Test func `one area's pooled indices are the classical multiplicative season`() throws {
    let values = try passengers()
    let pooled = try PooledSeason([values.map { Int($0) }], from: Month(year: 1949, month: 1))
    let classical = try SeasonalDecomposition(values, form: .multiplicative)
    for (a, b) in zip(pooled.indices, classical.figure) { #expect(close(a, b, 1e-12)) }
    #expect(pooled.ratios == 132)
  }

  @Test func `areas pooled give the season of their sum, and excluded months do not spoil it`() throws {
    let first = Month(year: 2015, month: 4)
    let shape = [0.8, 0.9, 1, 1.1, 1.2, 1.1, 1, 1, 0.9, 1, 1, 1]
    func area(_ level: Double) -> [Int?] {
      (0..<60).map { Int(level * shape[first.advanced(by: $0).month - 1]) }
    }
    let clean = try PooledSeason([area(1000), area(500)], from: first)
    for (index, expected) in zip(clean.indices, shape) { #expect(abs(index - expected) < 0.002) }
    var spoiled = area(1000)
    spoiled[59] = 5
    let repaired = try PooledSeason([spoiled, area(500)], from: first, excluding: [first.advanced(by: 59)])
    for (index, expected) in zip(repaired.indices, shape) { #expect(abs(index - expected) < 0.002) }
    let flat = clean.deseasonalised(area(1000), from: first).compactMap { $0 }
    #expect((flat.max() ?? 0) - (flat.min() ?? 0) < 5)
    #expect(clean.deseasonalised([nil, 7], from: first)[0] == nil)
  }

  @Test func `pooling needs the same months of every area and three years of them`() {
    let first = Month(year: 2015, month: 4)
    #expect(throws: Refusal.self) { try PooledSeason([[1, 2], [1]], from: first) }
    #expect(throws: Refusal.self) { try PooledSeason([Array(repeating: 5, count: 35)], from: first) }
    #expect(throws: Refusal.self) { try PooledSeason([], from: first) }
    #expect(throws: Refusal.self) { try PooledSeason([Array(repeating: 0, count: 48)], from: first) }
    #expect(throws: Refusal.self) { try PooledSeason([Array(repeating: -1, count: 48)], from: first) }
  }
}
