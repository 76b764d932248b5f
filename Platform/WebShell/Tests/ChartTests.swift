import Basics
import Testing

@testable import WebShell

@Suite struct ChartTests {
  private func paths(_ html: HTML) -> [String] {
    html.text.matches(of: #/<path d="([^"]*)" fill="none" stroke="#12506b"/#).map { String($0.output.1) }
  }

  @Test func `a missing month is a gap, and zero is a value`() throws {
    let chart = Chart.lines(
      title: "t", description: "d", labels: ["a", "b", "c", "d", "e"], series: [.init("s", [5, 0, nil, 3, 4])],
      valueLabel: "n")
    let path = try #require(paths(chart).first)
    #expect(path.count { $0 == "M" } == 2)
    #expect(path.count { $0 == "L" } == 2)
    #expect(chart.text.count(of: "<circle") == 4)
  }

  @Test func `a line stops at a break, which is drawn dashed and named`() throws {
    let chart = Chart.lines(
      title: "t", description: "d", labels: ["a", "b", "c", "d"], series: [.init("s", [1, 2, 3, 4])],
      breaks: [.init(before: 2, "New wards")], valueLabel: "n")
    #expect(try #require(paths(chart).first).count { $0 == "M" } == 2)
    #expect(chart.text.contains("New wards"))
    #expect(chart.text.contains("stroke-dasharray=\"4 3\""))
  }

  @Test func `provisional points are hollow and signals are ringed`() {
    let chart = Chart.lines(
      title: "t", description: "d", labels: ["a", "b"], series: [.init("s", [1, 2], provisional: [1], signals: [0])],
      valueLabel: "n")
    #expect(chart.text.count(of: "fill=\"#ffffff\" stroke=\"#12506b\"") == 1)
    #expect(chart.text.contains("r=\"6.5\""))
  }

  @Test func `a chart is an image with a title and a description`() {
    let chart = Chart.bars(title: "Crimes", description: "A is highest.", bars: [.init("A", 3)], valueLabel: "n").text
    #expect(chart.contains("role=\"img\" aria-labelledby="))
    #expect(chart.contains(">Crimes</title>") && chart.contains(">A is highest.</desc>"))
  }

  @Test(arguments: [
    ([0.0, 913_660], 0.0, 1_000_000.0), ([0.02, 0.09], 0, 0.1), ([-3, 12], -5, 15), ([], 0, 1), ([0, 0], 0, 1),
    ([.nan, .infinity, 7], 0, 8),
  ])
  func `an axis ends at round numbers that hold the values`(values: [Double], low: Double, high: Double) {
    let scale = Scale(covering: values)
    #expect((scale.low - low).magnitude < 1e-9)
    #expect((scale.high - high).magnitude < 1e-9)
    #expect(scale.ticks.count <= 11)
  }

  @Test func `class limits put about as many areas in each of five classes`() {
    #expect(Chart.quantiles((1...10).map(Double.init)) == [2, 4, 6, 8])
    #expect(Chart.quantiles([1, 1, 1, 1, 9]) == [1])
    #expect(Chart.quantiles([]) == [])
    #expect(Chart.quantiles([.nan]) == [])
  }

  @Test func `an area without a figure is hatched, not shaded as the lowest`() {
    let ring = [(0.0, 51.0), (0.1, 51.0), (0.1, 51.1), (0.0, 51.1)]
    let map = Chart.map(
      id: "m", title: "t", description: "d",
      areas: [
        .init(code: "1", name: "Known", rings: [ring], value: 0, text: "0"),
        .init(code: "2", name: "Unknown", rings: [ring], value: nil, text: "not received"),
      ], valueLabel: "Crimes"
    ).text
    #expect(map.contains("fill=\"url(#m-none)\""))
    #expect(map.contains("no figure"))
    #expect(map.contains("not received"))
  }

  @Test func `a map keeps its shape: a kilometre east is as long as a kilometre north`() {
    // At 51.5 degrees a degree of longitude is 0.6225 of a degree of latitude (cosine).
    let projection = MapProjection([[(0, 51), (1, 51), (1, 52), (0, 52)]], width: 500, most: 5000)
    let (x0, y0) = projection.place((0, 51)), (x1, y1) = projection.place((1, 52))
    #expect(((x1 - x0) / (y0 - y1) - 0.62251).magnitude < 0.0005)
  }

  @Test func `values that are not numbers never reach a drawing`() {
    let chart = Chart.lines(
      title: "t", description: "d", labels: ["a", "b", "c"], series: [.init("s", [.nan, .infinity, 1e300])],
      valueLabel: "n")
    let range = Chart.spans(
      title: "t", description: "d", spans: [.init("a", low: .nan, middle: 1, high: .infinity)], valueLabel: "n")
    let lorenz = Chart.lorenz(title: "t", description: "d", curves: [.init("c", [(.nan, 2), (-1, .infinity)])])
    for text in [chart.text, range.text, lorenz.text] {
      #expect(!text.contains("nan") && !text.contains("inf\"") && !text.contains("e+"))
    }
  }

  @Test func `a surface keeps its peak when it is made coarser, and needs few elements`() throws {
    var values = [Double](repeating: 0, count: 1000 * 1000)
    values[777 * 1000 + 333] = 5
    let surface = try #require(
      Chart.Surface(columns: 1000, rows: 1000, values: values, west: 0, south: 0, east: 1000, north: 1000))
    let text = Chart.heat(title: "t", description: "d", surface: surface).text
    #expect(text.contains("fill=\"#541a4f\" shape-rendering"))
    #expect(text.utf8.count < 6000)
    #expect(Chart.Surface(columns: 2, rows: 2, values: [1], west: 0, south: 0, east: 1, north: 1) == nil)
  }

  @Test func `months are marked by years on a long axis and singly on a short one`() throws {
    let first = try #require(Month("2019-04"))
    let long = Chart.lines(
      title: "t", description: "d", months: Array(first...first.advanced(by: 47)),
      series: [.init("s", Array(repeating: 1, count: 48))], valueLabel: "n"
    ).text
    #expect(long.contains("Apr 2019") && long.contains("Apr 2022") && !long.contains("May 2019"))
    let short = Chart.lines(
      title: "t", description: "d", months: Array(first...first.advanced(by: 3)), series: [.init("s", [1, 2, 3, 4])],
      valueLabel: "n"
    ).text
    #expect(short.contains("May 2019"))
  }
}

extension String {
  func count(of part: String) -> Int { ranges(of: part).count }
}
