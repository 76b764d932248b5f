import Analysis
import Basics
import Testing

@Suite struct ConcentrationTests {
  @Test(arguments: ["merseyside_2019_points", "merseyside_2019_lsoa", "rare_events"])
  func `concentration of real and rare crime agrees with an independent computation`(file: String) throws {
    let histogram = try GoldenTable(file), expected = try GoldenTable("concentration_expected")
    let places = try histogram.counts("places"), events = try histogram.counts("events")
    let counts = zip(events, places).flatMap { Array(repeating: $0, count: $1) }
    let found = try Concentration(counts: counts)
    let row = try #require(expected.rows.firstIndex { $0[0] == file })
    func value(_ heading: String) throws -> Double { try expected.numbers(heading, row: row) }
    #expect(try Double(found.places) == (value("places")) && Double(found.events) == (value("events")))
    #expect(try close(found.gini, value("gini"), 1e-12))
    #expect(try close(found.generalisedGini, value("generalised_gini"), 1e-12))
    #expect(try close(found.share(inTopFraction: 0.01).share, value("top_1_percent")))
    #expect(try close(found.share(inTopFraction: 0.05).share, value("top_5_percent")))
    #expect(try Double(found.placesHolding(0.25).places) == (value("places_holding_25")))
    #expect(try Double(found.placesHolding(0.5).places) == (value("places_holding_50")))
  }

  @Test func `the Gini of the income example of R's ineq package is as published`() throws {
    let found = try Concentration(counts: [541, 1463, 2445, 3438, 4437, 5401, 6392, 8304, 11904, 22261])
    let golden = try GoldenTable("golden_values").expected("Gini", "ineq::Gini example vector 541..22261")
    #expect(abs(found.gini - golden[0]) < 5.1e-11)
  }

  @Test func `a Lorenz curve rises from nothing to all, never above the diagonal, ever steeper`() throws {
    var random = Seeded(11)
    for _ in 0..<50 {
      let counts = (0..<Int.random(in: 1...400, using: &random)).map { _ in Int.random(in: 0...9, using: &random) }
      guard counts.contains(where: { $0 > 0 }) else { continue }
      let found = try Concentration(counts: counts)
      let curve = found.lorenz
      #expect(curve.first?.places == 0 && curve.last.map { $0.places == 1 && $0.events == 1 } == true)
      var area = 0.0, slope = -1.0
      for (a, b) in zip(curve, curve.dropFirst()) {
        #expect(b.events <= b.places + 1e-12 && b.places > a.places)
        let steeper = (b.events - a.events) / (b.places - a.places)
        #expect(steeper > slope)
        slope = steeper
        area += (b.places - a.places) * (a.events + b.events) / 2
      }
      #expect(abs(found.gini - (1 - 2 * area)) < 1e-12)
      #expect(found.generalisedGini <= found.gini + 1e-12 && found.generalisedGini > -1e-12)
      #expect(close(found.share(inTop: found.places), 1) && found.share(inTop: 0) == 0)
    }
  }

  @Test func `fewer events than places, one each, are spread as evenly as can be`() throws {
    let found = try Concentration(counts: Array(repeating: 1, count: 10), emptyPlaces: 90)
    #expect(abs(found.generalisedGini) < 1e-12 && close(found.gini, 0.9))
    #expect(found.placesHolding(0.5).places == 5)
    let even = try Concentration(counts: Array(repeating: 7, count: 12))
    #expect(abs(even.gini) < 1e-12 && even.placesHolding(0.25).places == 3)
    #expect(try Concentration(counts: [5000, 1]).share(inTop: 1) > 0.999)
  }

  @Test func `no places, no events, and negative counts are refused`() {
    #expect(throws: Refusal.self) { try Concentration(counts: []) }
    #expect(throws: Refusal.self) { try Concentration(counts: [0, 0]) }
    #expect(throws: Refusal.self) { try Concentration(counts: [3, -1]) }
    #expect(throws: Refusal.self) { try Concentration(counts: [.max, .max]) }
  }
}

extension GoldenTable {
  fileprivate func numbers(_ heading: String, row: Int) throws -> Double {
    let column = try #require(headings.firstIndex(of: heading))
    return try #require(Double(rows[row][column]))
  }
}
