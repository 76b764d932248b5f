import Basics
import Facts
import StrategyModel
import Testing

@Suite struct DisclosureGateTests {
  private let gate = DisclosureGate(threshold: 5)
  private let year = MeasureSample.period("2022/23")

  private func measures() throws -> RecordMeasures {
    try RecordMeasures(
      files: [
        (
          "m.yaml",
          """
          version: 1
          measures:
            - {id: all, title: Clients, noun: clients, counts: people, total: subjects, facts: client.seen, definition: d, owner: o}
            - {id: home, title: Clients at home, noun: clients, counts: people, total: subjects, facts: client.seen, where: {way: home}, definition: d, owner: o}
            - {id: ever, title: Clients to date, noun: clients, counts: people, total: subjects, span: to-date, facts: client.seen, definition: d, owner: o}
            - {id: visits, title: Visits, noun: visits, counts: occasions, total: facts, facts: client.seen, definition: d, owner: o}
            - {id: share, title: Share, noun: '%', counts: percentage, total: percentage, part: home, of: all, definition: d, owner: o}
          """
        )
      ], kinds: MeasureSample.kinds())
  }

  private func printed(_ id: String, people: Int, atHome: Int = 0, period: String = "2022/23") throws
    -> DisclosureGate.Printed
  {
    let facts = (0..<people).map {
      Fact(
        "client.seen", on: MeasureSample.day("2022-05-01"), record: "v:\($0)", subject: "s\($0)",
        ["way": $0 < atHome ? "home" : "office"])
    }
    var table = FactTable()
    for (index, fact) in facts.enumerated() {
      table.take(KeptFact(id: ID("f"), fact: fact, sequence: index + 1, recordedAt: MeasureSample.now))
    }
    let figures = RecordFigures(measures: try measures(), kinds: try MeasureSample.kinds(), table: table, returns: [:])
    let measure = try figures.measures.measure(id), span = MeasureSample.period(period)
    return DisclosureGate.Printed(
      name: id, measure: measure, period: span, figure: try figures.run(measure, span).figure)
  }

  @Test func `a small count of people is found and one of occasions is not`() throws {
    #expect(gate.findings([try printed("all", people: 4)]).map(\.id) == ["small:all:2022/23:4"])
    #expect(gate.findings([try printed("all", people: 5)]).isEmpty)
    #expect(gate.findings([try printed("all", people: 0)]).isEmpty)
    #expect(gate.findings([try printed("visits", people: 4)]).isEmpty)
  }

  @Test func `what a percentage leaves over is found`() throws {
    let finding = gate.findings([try printed("share", people: 40, atHome: 37)])
    #expect(finding.map(\.id) == ["complement:share:2022/23:37:40"])
    #expect(finding.first?.words.contains("37 of 40") == true)
    #expect(gate.findings([try printed("share", people: 40, atHome: 20)]).isEmpty)
  }

  @Test func `the difference of two printed numbers is found`() throws {
    let pair = [try printed("all", people: 40, atHome: 38), try printed("home", people: 40, atHome: 38)]
    #expect(gate.findings(pair).map(\.id) == ["difference:all:home:2022/23:40:38"])
    let far = [try printed("all", people: 40, atHome: 20), try printed("home", people: 40, atHome: 20)]
    #expect(gate.findings(far).isEmpty)
  }

  @Test func `the difference between two reports is found`() throws {
    let before = try printed("ever", people: 40), now = try printed("ever", people: 43, period: "2023/24")
    #expect(gate.findings([now], before: [before]).map(\.id) == ["release:ever:2022/23:2023/24:40:43"])
    #expect(gate.findings([try printed("ever", people: 60, period: "2023/24")], before: [before]).isEmpty)
  }
}
