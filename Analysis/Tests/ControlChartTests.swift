import Basics
import Testing

@testable import Analysis

@Suite struct ControlChartTests {
  private func counts() throws -> [Double] { try GoldenTable("xmr_38_months").numbers("count") }

  @Test func `the XmR limits of 38 months are as published`() throws {
    let golden = try GoldenTable("golden_values").expected("XmR chart", "38 monthly counts from spc_plotly README")
    let chart = try XmRChart.chart(try counts())
    let point = try #require(chart.points.first)
    let found = [chart.centre, chart.averageMovingRange, point.upper, point.lower, chart.movingRangeUpper]
    #expect(golden.count == found.count)
    for (a, b) in zip(found, golden) { #expect(abs(a - b) <= 5.1e-7) }
  }

  @Test func `points outside the limits, and only those, are called outside`() throws {
    let chart = try XmRChart.chart(try counts())
    let outside = chart.points.indices.filter { chart.points[$0].signals.contains(.aboveUpperLimit) }
    #expect(outside == [18, 29, 30])
    let words = chart.words(labels: (0..<38).map { Month(year: 2021, month: 1).advanced(by: $0).spoken })
    #expect(words.contains("July 2022 lies above the upper limit."))
    #expect(words.contains("2 points from June 2023 to July 2023 lie above the upper limit."))
  }

  @Test func `seven points on one side of the mean are a run, six are not`() {
    #expect(marked([1, 1, 1, 1, 1, 1], .runAbove) == [])
    #expect(marked([1, 1, 1, 1, 1, 1, -1], .runAbove) == [])
    #expect(marked([1, 1, 1, 1, 1, 1, 1, 1, -1], .runAbove) == Array(0..<8))
    #expect(marked([-1, -1, -1, -1, -1, -1, -1], .runBelow) == Array(0..<7))
    #expect(marked([1, 1, 1, 0, 1, 1, 1, 1], .runAbove) == [])
  }

  @Test func `six rises in a row make a trend of seven points`() {
    #expect(marked([-3, -2, -1, 0, 1, 2, 3], .rising) == Array(0..<7))
    #expect(marked([-3, -2, -1, 0, 1, 2, 2], .rising) == [])
    #expect(marked([3, 2, 1, 0, -1, -2, -3, 5], .falling) == Array(0..<7))
  }

  @Test func `two of three near a limit count only with all three on that side`() {
    // Limits at ±9, so that near begins beyond 6.
    #expect(marked([7, 1, 7], .nearUpperLimit) == [0, 2])
    #expect(marked([7, -1, 7], .nearUpperLimit) == [])
    #expect(marked([-7, -7, -1], .nearLowerLimit) == [0, 1])
    #expect(marked([10, 7, 1], .nearUpperLimit) == [])
    #expect(marked([6, 6, 6], .nearUpperLimit) == [])
  }

  @Test func `a missing month breaks a run and is never a zero`() throws {
    var values: [Double?] = Array(repeating: 1, count: 6) + [nil] + Array(repeating: 1, count: 6)
    let signals = MakingDataCountRules.signals(
      values: values, centre: line(0, 13), lower: line(-9, 13), upper: line(9, 13))
    #expect(signals.allSatisfy { $0.isEmpty })
    values = (0..<16).map { $0 == 8 ? nil : 10 + Double($0 % 3) }
    let chart = try XmRChart.chart(values)
    #expect(chart.points[8].value == nil && chart.points[8].movingRange == nil && chart.points[9].movingRange == nil)
    #expect(close(chart.centre, values.compactMap { $0 }.reduce(0, +) / 15))
  }

  @Test func `limits from fewer than twelve points are refused`() {
    #expect { try XmRChart.chart((0..<11).map { Double($0) }) } throws: { ($0 as? Refusal)?.kind == "too-few-points" }
    #expect(throws: Refusal.self) { try LaneyChart.chart(counts: [1, 2, 3], exposures: [1, 1, 1]) }
    #expect(throws: Refusal.self) { try XmRChart.chart(Array(repeating: nil, count: 20)) }
    #expect(throws: Refusal.self) { try XmRChart.chart([Double](repeating: 3, count: 20), baseline: 10..<30) }
    #expect(throws: Refusal.self) { try XmRChart.chart([Double](repeating: .nan, count: 20)) }
  }

  @Test func `a baseline fixes the limits by which later months are judged`() throws {
    let early = (0..<12).map { 100 + Double($0 % 2) * 4 }
    let chart = try XmRChart.chart(early + [150, 151, 152], baseline: 0..<12, floor: 0)
    #expect(close(chart.centre, 102))
    #expect(chart.points[12...].allSatisfy { $0.signals.contains(.aboveUpperLimit) })
  }

  @Test func `Laney's limits agree with the formulas computed elsewhere`() throws {
    let table = try GoldenTable("laney_u")
    let chart = try LaneyChart.chart(counts: try table.counts("count"), exposures: try table.numbers("exposure"))
    for (i, point) in chart.points.enumerated() {
      #expect(try close(point.upper, table.numbers("upper")[i]))
      #expect(try close(point.lower, table.numbers("lower")[i]))
    }
    #expect(chart.overdispersion > 1)
    let jump = try LaneyChart.chart(
      counts: (0..<24).map { $0 == 17 ? 200 : 100 + $0 % 3 }, exposures: (0..<24).map { 1000 + Double($0) })
    #expect(jump.points.indices.filter { jump.points[$0].signals.contains(.aboveUpperLimit) } == [17])
    #expect(throws: Refusal.self) {
      try LaneyChart.chart(counts: Array(repeating: 0, count: 12), exposures: Array(repeating: 1, count: 12))
    }
    #expect(throws: Refusal.self) {
      try LaneyChart.chart(counts: Array(repeating: 1, count: 12), exposures: Array(repeating: 0, count: 12))
    }
  }

  private func line(_ value: Double, _ count: Int) -> [Double] { Array(repeating: value, count: count) }

  private func marked(_ values: [Double], _ signal: ControlSignal) -> [Int] {
    let count = values.count
    let found = MakingDataCountRules.signals(
      values: values, centre: line(0, count), lower: line(-9, count), upper: line(9, count))
    return found.indices.filter { found[$0].contains(signal) }
  }
}
