import Basics
import Facts
import StrategyModel
import Testing

@Suite struct RecordFigureTests {
  private let year = MeasureSample.period("2022/23")
  private func day(_ text: String) -> Day { MeasureSample.day(text) }

  private func value(_ id: String, _ figures: RecordFigures, _ period: String = "2022/23", asAt: Instant? = nil) throws
    -> Double?
  {
    try figures.run(figures.measures.measure(id), MeasureSample.period(period), asAt: asAt).figure.value
  }

  @Test func `a person seen twice is one client and two visits`() throws {
    let figures = try MeasureSample.figures([
      Fact("client.seen", on: day("2022-05-01"), record: "v:1", subject: "a"),
      Fact("client.seen", on: day("2022-06-01"), record: "v:2", subject: "a"),
      Fact("client.seen", on: day("2022-06-02"), record: "v:3", subject: "b"),
      Fact("client.seen", on: day("2023-04-01"), record: "v:4", subject: "c"),
    ])
    #expect(try value("clients", figures) == 2)
    #expect(try value("visits", figures) == 3)
    let run = try figures.run(figures.measures.measure("visits"), year)
    #expect(run.sequences == [1, 2, 3] && run.figure.sentence == "3 visits in 2022/23.")
    #expect(run.figure.table.rows.count == 12 && run.figure.table.rows[2].last?.number == 2)
  }

  @Test func `people without a key are not guessed to be different people`() throws {
    let figures = try MeasureSample.figures([
      Fact("client.seen", on: day("2022-05-01"), record: "v:1", subject: "a"),
      Fact("client.seen", on: day("2022-06-01"), record: "v:2"),
    ])
    let refusal = #expect(throws: Refusal.self) { try value("clients", figures) }
    #expect(refusal?.reason == "1 of 2 records have no key of their own, so they cannot be counted once each.")
  }

  @Test func `a figure is asked as it was known at a past moment`() throws {
    let later = MeasureSample.now.adding(seconds: 86_400)
    let first = Fact("payment.received", on: day("2022-05-01"), quantity: 10_000, record: "p:1")
    let second = Fact("payment.received", on: day("2022-05-01"), quantity: 7_550, record: "p:1")
    let figures = try MeasureSample.figures([(first, MeasureSample.now, later), (second, later, nil)])
    #expect(try value("income", figures) == 75.5)
    #expect(try value("income", figures, asAt: later.adding(seconds: -1)) == 100)
    #expect(try value("income", figures, asAt: MeasureSample.now.adding(seconds: -1)) == 0)
  }

  @Test func `a total over a longer span than was asked is named and not divided`() throws {
    let figures = try MeasureSample.figures([
      Fact("payment.received", on: day("2023-01-01"), through: day("2023-06-30"), quantity: 500, record: "p:1"),
      Fact("payment.received", on: day("2022-04-01"), through: day("2022-04-30"), quantity: 300, record: "p:2"),
    ])
    let run = try figures.run(figures.measures.measure("income"), year)
    #expect(run.figure.value == 3 && run.figure.evidence.excluded.first?.rows == 1)
    #expect(run.figure.evidence.caveats.contains { $0.contains("cannot be divided") })
  }

  @Test
  func `a total that began before the period is named, and an event that ran over its end is counted where it began`()
    throws
  {
    let figures = try MeasureSample.figures([
      Fact("payment.received", on: day("2022-01-01"), through: day("2022-12-31"), quantity: 500, record: "p:1"),
      Fact("client.seen", on: day("2023-03-30"), through: day("2023-04-02"), record: "v:1", subject: "a"),
    ])
    #expect(try figures.run(figures.measures.measure("income"), year).figure.evidence.excluded.first?.rows == 1)
    #expect(try value("visits", figures) == 1)
    #expect(try value("visits", figures, "2023/24") == 0)
  }

  @Test func `occurrences that were supplied as a total count as what they say`() throws {
    let figures = try MeasureSample.figures([
      Fact("camera.standing", on: day("2022-05-01"), through: day("9999-12-31"), quantity: 3, record: "c:1")
    ])
    #expect(try value("cameras", figures) == 3)
  }

  @Test func `a closing that was read first is not undone by an older reading`() throws {
    let fact = Fact("client.seen", on: day("2022-05-01"), record: "v:1", subject: "a")
    var table = FactTable()
    table.take(
      KeptFact(
        id: ID("f"), fact: fact, sequence: 1, recordedAt: MeasureSample.now, closedAt: MeasureSample.now,
        closedSequence: 2))
    table.take(KeptFact(id: ID("f"), fact: fact, sequence: 1, recordedAt: MeasureSample.now))
    let figures = RecordFigures(
      measures: try MeasureSample.measures(), kinds: try MeasureSample.kinds(), table: table, returns: [:])
    #expect(try value("visits", figures) == 0)
  }

  @Test func `a percentage of a handful is given as counts`() throws {
    let few = (1...19).map {
      Fact("client.seen", on: day("2022-05-01"), record: "v:\($0)", subject: "a", ["way": $0 < 4 ? "home" : "office"])
    }
    let figures = try MeasureSample.figures(few)
    let run = try figures.run(figures.measures.measure("home-share"), year)
    #expect(run.figure.value == nil && run.figure.numerator == 3 && run.figure.denominator == 19)
    #expect(run.figure.sentence.hasPrefix("3 of 19 visits"))
    let more = try MeasureSample.figures(
      few + [Fact("client.seen", on: day("2022-05-02"), record: "v:20", subject: "a", ["way": "home"])])
    #expect(try value("home-share", more) == 20)
  }

  @Test func `what stands on a day is what began by then and has not ended`() throws {
    let figures = try MeasureSample.figures([
      Fact("camera.standing", on: day("2022-02-01"), through: day("9999-12-31"), record: "c:1"),
      Fact("camera.standing", on: day("2022-02-01"), through: day("2022-12-31"), record: "c:2"),
      Fact("camera.standing", on: day("2023-05-01"), through: day("9999-12-31"), record: "c:3"),
      Fact("level.set", on: day("2022-01-01"), through: day("9999-12-31"), quantity: 74, record: "l:1"),
      Fact("level.set", on: day("2022-06-01"), through: day("9999-12-31"), quantity: 80, record: "l:2"),
    ])
    #expect(try value("cameras", figures) == 1)
    #expect(try value("cameras", figures, "2022-06-01..2022-06-30") == 2)
    #expect(try value("level", figures) == 80)
    #expect(try value("level", figures, "2022-01-01..2022-03-01") == 74)
  }

  @Test func `the day on which something began is found though it goes on`() throws {
    let figures = try MeasureSample.figures([
      Fact("camera.standing", on: day("2022-01-24"), through: day("2025-01-23"), record: "c:1")
    ])
    let run = try figures.run(figures.measures.measure("camera-since"), MeasureSample.period("2022-01-01..2023-06-01"))
    #expect(run.figure.sentence == "24 January 2022" && run.sequences == [1])
  }

  @Test func `a figure to date counts from the beginning`() throws {
    let figures = try MeasureSample.figures([
      Fact("payment.received", on: day("2020-05-01"), quantity: 100, record: "p:1"),
      Fact("payment.received", on: day("2022-05-01"), quantity: 200, record: "p:2"),
      Fact("payment.received", on: day("2024-05-01"), quantity: 400, record: "p:3"),
    ])
    #expect(try value("income-ever", figures) == 3)
    #expect(try value("income", figures) == 2)
  }

  @Test func `the fingerprint moves with the facts and with the definition, and with nothing else`() throws {
    let fact = Fact("client.seen", on: day("2022-05-01"), record: "v:1", subject: "a")
    let one = try MeasureSample.figures([fact]), again = try MeasureSample.figures([fact])
    let visits = try one.measures.measure("visits")
    #expect(try one.run(visits, year).figure.fingerprint == again.run(visits, year).figure.fingerprint)
    let corrected = try MeasureSample.figures([
      (fact, MeasureSample.now, MeasureSample.now), (fact, MeasureSample.now, nil),
    ])
    #expect(try one.run(visits, year).figure.fingerprint != corrected.run(visits, year).figure.fingerprint)
  }

  @Test(arguments: [[1], [1, 2, 3], [1, 3, 4, 9], []]) func `places in the order of facts survive being written down`(
    list: [Int]
  ) {
    #expect(SequenceText.sequences(SequenceText.text(list)) == list)
  }

  @Test(arguments: ["a", "1-", "3-1", "1-99999999", "1,,x"]) func `a text that holds no places is refused`(text: String)
  {
    #expect(SequenceText.sequences(text) == nil)
  }

  @Test func `two periods are compared by an exact test, and only when they are as long`() throws {
    func seen(_ count: Int, _ month: String) -> [Fact] {
      (0..<count).map { Fact("client.seen", on: day(month + "-05"), record: "\(month)-\($0)", subject: "s\($0)") }
    }
    let figures = try MeasureSample.figures(seen(20, "2022-05") + seen(31, "2022-06"))
    let visits = try figures.measures.measure("visits")
    func change(_ later: String, _ earlier: String) throws -> Figure {
      try figures.change(visits, MeasureSample.period(later), from: MeasureSample.period(earlier)).figure
    }
    let figure = try change("2022-06", "2022-05")
    #expect(figure.value.map { ($0 * 10).rounded() / 10 } == 55 && figure.numerator == 31 && figure.denominator == 20)
    #expect(
      figure.sentence == "31 in June 2022 for 20 in May 2022 (+55.0%): no more than such counts differ by chance.")
    #expect(throws: Refusal.self) { try change("2022/23", "2022-05") }
    #expect(throws: Refusal.self) {
      try figures.change(
        figures.measures.measure("income"), MeasureSample.period("2022-06"), from: MeasureSample.period("2022-05"))
    }
  }

  @Test func `a rule tells which numbers do not agree`() throws {
    let measures = try MeasureSample.measures()
    let rule = try #require(measures.rules.first)
    #expect(rule.fault(["visits": 5, "home-visits": 5]) { $0 } == nil)
    #expect(
      rule.fault(["visits": 5, "home-visits": 6]) { $0 } == "Visits: home-visits (6) cannot be more than visits (5).")
    #expect(rule.fault(["visits": 5]) { $0 } == "Visits: home-visits has no number.")
  }
}
