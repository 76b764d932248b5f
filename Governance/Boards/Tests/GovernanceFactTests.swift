import Basics
import Database
import FactStore
import Facts
import GovernanceModel
import GovernanceStore
import PartnershipModel
import TestSupport
import Testing

/// What counts is written once, in the transaction of what happened.
@Suite struct GovernanceFactTests {
  private let now = GovernanceFixture.now
  private func day(_ text: String) -> Day { Day(text) ?? Day(number: 0) }

  @Test(arguments: TestDatabase.engines) func `each countable event writes exactly one fact`(engine: Engine)
    async throws
  {
    try await GovernanceFixture.with(engine) { fixture in
      let store = fixture.store, keeper = fixture.keeper
      /// The kinds of the facts that `body` adds.
      func added(_ body: () async throws -> Void) async throws -> [String] {
        let before = try await fixture.facts().count
        try await body()
        return try await fixture.facts().dropFirst(before).map(\.fact.kind)
      }
      var board = Board(
        id: ID(at: now), code: "b", name: "B", standing: .partnership, cycle: .fortnightly, areas: ["A"],
        from: day("2022-04-01"))
      #expect(try await added { try await store.add(board, by: keeper, at: now) } == ["board.standing"])
      let meeting = Meeting(id: ID(at: now), board: board.id, day: day("2022-04-05"))
      #expect(try await added { try await store.plan([meeting], of: board, by: keeper, at: now) } == ["meeting.due"])
      #expect(
        try await added { try await store.take(meeting.id, to: .held, by: keeper, at: now) } == ["meeting.held"])
      let team = GovernanceTeam(
        code: "t", name: "T", organisation: "A", function: "asb", purpose: "", from: day("2022-04-01"))
      #expect(try await added { try await store.save(team, by: keeper, at: now) } == ["team.standing"])
      #expect(try await added { try await store.save(team, by: keeper, at: now) }.isEmpty)
      let duty = try #require(store.duties.duty("strategic-assessment"))
      #expect(
        try await added {
          try await store.fulfil(duty, on: day("2023-06-30"), evidence: "The edition.", by: keeper, at: now)
        } == ["duty.fulfilled"])
      let event = PlannedEvent(code: "w", title: "Workshop", day: day("2023-07-06"), strategy: "", purpose: "")
      #expect(try await added { try await store.save(event, by: keeper, at: now) } == ["event.planned"])
      let statement = PublishedStatement(
        code: "s", title: "S", organisation: "A", first: day("2023-01-01"), last: day("2023-06-30"), location: "")
      #expect(try await added { try await store.save(statement, by: keeper, at: now) } == ["statement.published"])

      let plan = try await fixture.strategy()
      let principle = try fixture.item(.principle, "Early", in: plan)
      let priority = try fixture.item(.priority, "Violence", in: plan)
      let step = try fixture.item(.step, "Do it", in: plan, body: .police)
      #expect(
        try await added {
          for item in [principle, priority, step] { try await store.add(item, to: "plan", by: keeper, at: now) }
        }.isEmpty)
      let adopted = try await added { try await store.adopt("plan", on: day("2026-04-01"), by: keeper, at: now) }
      #expect(adopted.sorted() == ["plan.step", "strategy.principle", "strategy.priority", "strategy.term"])
      #expect(
        try await added {
          try await store.launch("plan", from: day("2026-04-01"), through: day("2026-04-30"), by: keeper, at: now)
        } == ["strategy.launched"])
      let late = try fixture.item(.step, "Later", in: plan, body: .police)
      #expect(try await added { try await store.add(late, to: "plan", by: keeper, at: now) } == ["plan.step"])

      let closed = try await fixture.closedFacts()
      #expect(closed == 0)
      try await store.settle(
        step.id, as: .done, on: day("2026-11-01"), evidence: "Done.", in: "plan", by: keeper, at: now)
      try await store.withdraw(priority.id, on: day("2026-11-02"), in: "plan", by: keeper, at: now)
      board.to = day("2026-11-03")
      try await store.amend(board, by: keeper, at: now)
      let after = try await fixture.closedFacts(), standing = try await fixture.facts()
      #expect(after == 3)
      let done = try #require(standing.first { $0.fact.record == "step:\(step.id)" }?.fact)
      #expect(done.attributes["state"] == "done" && done.last == day("2026-11-01") && done.first == day("2026-04-01"))
      #expect(standing.first { $0.fact.kind == "strategy.priority" }?.fact.last == day("2026-11-02"))
      #expect(standing.first { $0.fact.kind == "board.standing" }?.fact.last == day("2026-11-03"))
    }
  }

  @Test(arguments: TestDatabase.engines) func `a refused change leaves neither record nor fact`(engine: Engine)
    async throws
  {
    try await GovernanceFixture.with(engine) { fixture in
      let board = try await fixture.board()
      let before = try await fixture.facts().count
      let meeting = Meeting(id: ID(at: now), board: board.id, day: day("2027-01-01"))
      try await fixture.store.plan([meeting], of: board, by: fixture.keeper, at: now)
      await #expect(throws: Refusal.self) {
        try await fixture.store.take(meeting.id, to: .held, by: fixture.keeper, at: now)
      }
      await #expect(throws: Refusal.self) {
        try await fixture.store.plan(
          [Meeting(id: ID(at: now), board: board.id, day: day("2023-01-01"))], of: board,
          by: GovernanceFixture.unauthorised, at: now)
      }
      let after = try await fixture.facts()
      #expect(after.count == before + 1 && after.last?.fact.kind == "meeting.due")
      let meetings = try await fixture.store.meetings(of: board.id)
      #expect(meetings.map(\.state) == [.planned])
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `a step that is done after its day counts as late, a dropped one as dropped`(
    engine: Engine
  ) async throws {
    try await GovernanceFixture.with(engine) { fixture in
      let plan = try await fixture.strategy()
      var first = try fixture.item(.step, "One", in: plan, body: .police)
      first.due = day("2026-05-01")
      let second = try fixture.item(.step, "Two", in: plan, body: .probation)
      for item in [first, second] { try await fixture.store.add(item, to: "plan", by: fixture.keeper, at: now) }
      try await fixture.store.add(
        try fixture.item(.priority, "P", in: plan), to: "plan", by: fixture.keeper, at: now)
      try await fixture.store.adopt("plan", on: day("2026-04-01"), by: fixture.keeper, at: now)
      for (item, state) in [(first, StrategyItem.State.done), (second, .dropped)] {
        try await fixture.store.settle(
          item.id, as: state, on: day("2026-06-01"), evidence: "Shown.", in: "plan", by: fixture.keeper, at: now)
      }
      let states = try await fixture.facts("plan.step").map { $0.fact.attributes["state"] ?? "" }
      #expect(states.sorted() == ["dropped", "late"])
      await #expect(throws: Refusal.self) {
        try await fixture.store.settle(
          first.id, as: .done, on: day("2026-06-02"), evidence: "Again.", in: "plan", by: fixture.keeper, at: now)
      }
    }
  }

  @Test func `every fact that governance writes is a kind of the practice`() throws {
    let kinds = try FactKinds.read(practice: GovernanceFixture.repository + "/Practice")
    for name in [
      "board.standing", "meeting.due", "meeting.held", "team.standing", "duty.fulfilled", "event.planned",
      "statement.published", "strategy.term", "strategy.launched", "strategy.principle", "strategy.priority",
      "plan.step",
    ] { #expect(kinds[name] != nil, "\(name)") }
  }
}
