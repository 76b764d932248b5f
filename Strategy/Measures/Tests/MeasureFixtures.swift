import Basics
import Database
import FactStore
import Facts
import StrategyModel
import StrategyStore

enum MeasureSample {
  static let now = Instant(milliseconds: 1_690_000_000_000)
  static let practice = Sample.repository + "/Practice"
  static let migrations = FactMigrations.all + MeasureMigrations.all

  static func day(_ text: String) -> Day { Day(text) ?? Day(number: 0) }
  static func period(_ text: String) -> FactPeriod { FactPeriod(text) ?? FactPeriod(Period(financialYear: 2022)) }

  static let kindsText = """
    version: 1
    source: test
    kinds:
      - kind: client.seen
        title: Client seen
        subject: person
        attributes: {way: [office, home]}
      - kind: payment.received
        title: Payment
        unit: pence
      - kind: camera.standing
        title: Camera
      - kind: level.set
        title: Level
        unit: decibels
    """

  static let measuresText = """
    version: 1
    measures:
      - {id: clients, title: Clients, noun: clients, singular: client, counts: people, total: subjects, facts: client.seen, definition: d, owner: o}
      - {id: visits, title: Visits, noun: visits, singular: visit, counts: occasions, total: facts, facts: client.seen, definition: d, owner: o}
      - {id: home-visits, title: Home visits, noun: visits, singular: visit, counts: occasions, total: facts, facts: client.seen, where: {way: home}, definition: d, owner: o}
      - {id: home-share, title: Home visits, noun: '%', counts: percentage, total: percentage, part: home-visits, of: visits, decimals: 1, definition: d, owner: o}
      - {id: income, title: Income, noun: pounds, counts: pounds, total: quantity, facts: payment.received, definition: d, owner: o}
      - {id: income-ever, title: Income, noun: pounds, counts: pounds, total: quantity, span: to-date, facts: payment.received, definition: d, owner: o}
      - {id: cameras, title: Cameras, noun: cameras, singular: camera, counts: items, total: standing, facts: camera.standing, definition: d, owner: o}
      - {id: camera-since, title: Camera, noun: cameras, counts: days, total: day, facts: camera.standing, definition: d, owner: o}
      - {id: level, title: Level, noun: dB, counts: level, total: latest, facts: level.set, definition: d, owner: o}
    rules:
      - {id: r, title: Visits, rule: funnel, measures: [visits, home-visits], reason: A part is no more than the whole.}
    """

  static func kinds() throws -> FactKinds { try FactKinds(files: [("kinds.yaml", kindsText)]) }
  static func measures() throws -> RecordMeasures {
    try RecordMeasures(files: [("measures.yaml", measuresText)], kinds: kinds())
  }

  /// Facts as they would be kept, each in its place in the order.
  static func figures(_ facts: [(Fact, recorded: Instant, closed: Instant?)]) throws -> RecordFigures {
    var table = FactTable()
    for (index, (fact, recorded, closed)) in facts.enumerated() {
      table.take(
        KeptFact(
          id: ID("f\(index)"), fact: fact, sequence: index + 1, recordedAt: recorded, closedAt: closed,
          closedSequence: closed.map { _ in 1_000 + index }))
    }
    return RecordFigures(measures: try measures(), kinds: try kinds(), table: table, returns: [:])
  }

  static func figures(_ facts: [Fact]) throws -> RecordFigures { try figures(facts.map { ($0, now, nil) }) }
}
