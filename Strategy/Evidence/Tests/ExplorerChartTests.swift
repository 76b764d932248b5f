import Basics
import StrategyModel
import Testing
import WebShell

@testable import StrategyWeb

/// What the drawings under a figure say.
@Suite struct ExplorerChartTests {
  private func figure(_ chart: Figure.Chart, _ question: String, numerator: Int? = nil, denominator: Int? = nil)
    -> Figure
  {
    Figure(
      question: question, title: "Crimes", sentence: "Crimes moved.", value: 4.2, unit: "%", decimals: 1,
      numerator: numerator, denominator: denominator,
      evidence: Figure.Provenance(definition: "d", numerator: "n", geography: "g"),
      table: Figure.Table(
        caption: "Crimes", headings: [Figure.Heading("Kind"), Figure.Heading("95% interval")],
        rows: [[Figure.Cell("Theft"), Figure.Cell("−7.0% to +35.3%")]]), chart: chart)
  }

  private func lines(_ breaks: [Figure.BreakMark], limits: [Figure.Limit] = [], names: [String] = ["Crimes"])
    -> Figure.Chart
  {
    .lines(
      Figure.Lines(
        unit: "crimes", labels: ["2022-03", "2022-04", "2022-05", "2022-06"],
        series: names.map { Figure.Series(name: $0, values: [1, 2, 3, 4]) }, limits: limits, breaks: breaks))
  }

  private static let trend = "figure=trend&measure=m&area=a&period=2022-03..2022-06"

  /// The parts of the first line: one for each time it begins anew.
  private func parts(_ html: String) throws -> Int {
    let path = try #require(html.firstMatch(of: /<path d="([^"]*)" fill="none" stroke="#12506b"/)?.1)
    return path.count { $0 == "M" }
  }

  @Test func `a date to bear in mind is a dashed mark with its words, and the line runs on`() throws {
    let care = FigureView.chart(
      figure(lines([Figure.BreakMark(index: 2, label: "Covid restrictions", stopsLine: false)]), Self.trend),
      boundaries: nil
    ).text
    #expect(try parts(care) == 1)
    #expect(care.contains(">Covid restrictions</text>"))
    #expect(care.contains("stroke-dasharray=\"1 4\""))
    let stop = FigureView.chart(
      figure(lines([Figure.BreakMark(index: 2, label: "New wards", stopsLine: true)]), Self.trend), boundaries: nil
    ).text
    #expect(try parts(stop) == 2)
    #expect(stop.contains(">New wards</text>") && stop.contains("stroke-dasharray=\"4 3\""))
    #expect(stop.contains("figures on its two sides may not be compared"))
    #expect(!care.contains("figures on its two sides may not be compared"))
  }

  @Test func `names beside the lines never lie on one another and are never cut off`() throws {
    let chart = FigureView.chart(
      figure(
        lines(
          [], limits: [Figure.Limit("Baseline", 4), Figure.Limit("Upper limit", 4), Figure.Limit("Lower limit", 4)],
          names: ["As recorded", "Visits to shops, restaurants and places of recreation"]), Self.trend),
      boundaries: nil
    ).text
    let names = ["As recorded", "Visits to shops", "baseline", "upper limit", "lower limit"]
    let heights = try names.compactMap { name in
      chart.firstMatch(
        of: try Regex("<text x=\"[0-9.]+\" y=\"([0-9.]+)\"[^>]*>\(name)", as: (Substring, Substring).self)
      )
      .flatMap { Double($0.1) }
    }.sorted()
    #expect(heights.count == names.count)
    #expect(zip(heights, heights.dropFirst()).allSatisfy { $1 - $0 >= 13.9 })
    #expect(!chart.contains(">average<"))
    #expect(!chart.contains(">Visits to shops, restaurants and places of recreation</text>"))
  }

  @Test func `bars of whole numbers have no decimals, and a change says from what to what`() {
    let bars = figure(
      .bars([Figure.Bar("Theft", 5393), Figure.Bar("Burglary", -1827)], unit: "crimes"),
      "figure=change&measure=m&area=a&period=2022/23&compare=2019/20", numerator: 84_048, denominator: 80_641)
    let chart = FigureView.chart(bars, boundaries: nil).text
    #expect(chart.contains(">5,393</text>") && chart.contains(">−1,827</text>"))
    #expect(FigureView.finding(bars).text.contains("from 80,641 to 84,048"))
    #expect(FigureView.table(bars).text.contains("−7.0%\u{A0}to\u{A0}+35.3%"))
  }
}
