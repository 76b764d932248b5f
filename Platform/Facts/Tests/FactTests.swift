import Basics
import Database
import FactStore
import Facts
import TestSupport
import Testing

private let now = Instant(milliseconds: 1_690_000_000_000)
private let day = Day(year: 2022, month: 6, day: 1) ?? Day(number: 0)

private func kinds() throws -> FactKinds {
  try FactKinds(files: [
    (
      "penalties.yaml",
      """
      version: 1
      source: test
      kinds:
        - kind: penalty.paid
          title: Paid
          attributes: {order: code, way: [card, cash]}
        - kind: shift.worked
          title: Shift
          unit: minutes
          subject: person
      """
    )
  ])
}

@Suite struct FactTests {
  @Test(arguments: TestDatabase.engines) func `a countable event of a record is counted once`(engine: Engine)
    async throws
  {
    let writer = FactWriter(try kinds())
    try await TestDatabase.with(engine, FactMigrations.all) { database in
      let fact = Fact("penalty.paid", on: day, record: "penalty:1", place: "E09000033", ["order": "noise"])
      try await database.write { connection in try writer.write(fact, at: now, in: connection) }
      let refusal = await #expect(throws: Refusal.self) {
        try await database.write { connection in try writer.write(fact, at: now, in: connection) }
      }
      #expect(refusal?.reason == "penalty:1 is counted already.")
      let kept = try await database.read { connection in
        try connection.rows("SELECT * FROM fact").map { try $0.keptFact() }
      }
      #expect(kept.map(\.fact) == [fact] && kept.map(\.sequence) == [1])
    }
  }

  @Test(arguments: TestDatabase.engines) func `a correction closes what was known and leaves it in place`(
    engine: Engine
  ) async throws {
    let writer = FactWriter(try kinds()), later = now.adding(seconds: 60)
    try await TestDatabase.with(engine, FactMigrations.all) { database in
      let first = Fact("shift.worked", on: day, quantity: 120, record: "shift:1", subject: "v1")
      let second = Fact("shift.worked", on: day, quantity: 90, record: "shift:1", subject: "v1")
      try await database.write { connection in try writer.write(first, at: now, in: connection) }
      let corrected = try await database.write { connection in
        try writer.correct("shift.worked", record: "shift:1", to: second, at: later, in: connection)
      }
      let again = try await database.write { connection in
        try writer.correct("shift.worked", record: "shift:1", to: second, at: later, in: connection)
      }
      #expect(corrected && !again)
      let kept = try await database.read { connection in
        try connection.rows("SELECT * FROM fact ORDER BY sequence").map { try $0.keptFact() }
      }
      #expect(kept.map(\.fact.quantity) == [120, 90])
      #expect(kept.map(\.closedAt) == [later, nil] && kept.map(\.closedSequence) == [2, nil])
      #expect(kept.map(\.sequence) == [1, 3])
      let withdrawn = try await database.write { connection in
        try writer.correct("shift.worked", record: "shift:1", to: nil, at: later, in: connection)
      }
      let current = try await database.read { connection in
        try connection.rows("SELECT id FROM fact WHERE closed_at IS NULL").count
      }
      #expect(withdrawn && current == 0)
    }
  }

  @Test(arguments: TestDatabase.engines) func `a fact goes with the transaction that it belongs to`(engine: Engine)
    async throws
  {
    let writer = FactWriter(try kinds())
    try await TestDatabase.with(engine, FactMigrations.all) { database in
      await #expect(throws: Refusal.self) {
        try await database.write { connection in
          try writer.write(Fact("penalty.paid", on: day, record: "penalty:1"), at: now, in: connection)
          throw Refusal("stopped", "The event did not happen after all.")
        }
      }
      let count = try await database.read { connection in try connection.rows("SELECT id FROM fact").count }
      #expect(count == 0)
    }
  }

  @Test(arguments: [
    (Fact("penalty.payed", on: day, record: "p:1"), "There is no such kind of fact."),
    (Fact("penalty.paid", on: day, quantity: -1, record: "p:1"), "Its quantity is -1."),
    (
      Fact("penalty.paid", on: day, through: day + -1, record: "p:1"),
      "It ends on 2022-05-31, before it begins on 2022-06-01."
    ),
    (Fact("penalty.paid", on: day, record: ""), "It names no record."),
    (Fact("penalty.paid", on: day, record: "p:1", subject: "k"), "It has no subject, and one was given."),
    (Fact("penalty.paid", on: day, record: "p:1", place: "12 High Street"), "“12 High Street” is no area."),
    (Fact("penalty.paid", on: day, record: "p:1", agency: "Mr Smith"), "“Mr Smith” is no code of a body."),
    (Fact("penalty.paid", on: day, record: "p:1", ["order": "Jane Doe"]), "“Jane Doe” is no value of “order”."),
    (Fact("penalty.paid", on: day, record: "p:1", ["way": "cheque"]), "“cheque” is no value of “way”."),
    (Fact("penalty.paid", on: day, record: "p:1", ["colour": "red"]), "It has no attribute “colour”."),
  ]) func `what is no fact of its kind is refused by name`(fact: Fact, reason: String) throws {
    let kinds = try kinds()
    let refusal = #expect(throws: Refusal.self) { try kinds.checked(fact) }
    #expect(refusal?.reason == reason && refusal?.remedy?.isEmpty == false)
  }

  @Test func `a misspelt kind is told the nearest one`() throws {
    #expect(FactKinds.nearest("penalty.payed", in: ["penalty.paid", "shift.worked"]) == "penalty.paid")
    #expect(FactKinds.nearest("weather.report", in: ["penalty.paid", "shift.worked"]) == nil)
  }

  @Test(arguments: [
    ("kind: penaltypaid\n    title: x", "“penaltypaid” is no name of a kind."),
    ("kind: a.b\n    title: x\n    colour: red", "“colour” is not known here."),
    ("kind: a.b\n    title: x\n    attributes: {way: []}", "“way” allows nothing."),
  ]) func `a mistake in a practice file names its line`(lines: String, reason: String) {
    let text = "version: 1\nsource: test\nkinds:\n  - \(lines)\n"
    let refusal = #expect(throws: Refusal.self) { try FactKinds(files: [("kinds.yaml", text)]) }
    #expect(refusal?.reason == reason && refusal?.place?.hasPrefix("kinds.yaml:") == true)
  }
}
