import Basics
import Database
import GovernanceModel
import GovernanceStore
import TestSupport
import Testing

@Suite struct BoardStoreTests {
  private let now = GovernanceFixture.now
  private func day(_ text: String) -> Day { Day(text) ?? Day(number: 0) }

  @Test(arguments: TestDatabase.engines) func `boards cannot answer to each other in a circle`(engine: Engine)
    async throws
  {
    try await GovernanceFixture.with(engine) { fixture in
      var top = try await fixture.board("top")
      _ = try await fixture.board("middle", parent: "top")
      _ = try await fixture.board("low", parent: "middle")
      top.parent = "low"
      let looped = top
      let refusal = await #expect(throws: Refusal.self) {
        try await fixture.store.amend(looped, by: fixture.keeper, at: now)
      }
      #expect(refusal?.place == "Answers to")
      await #expect(throws: Refusal.self) { try await fixture.board("top") }
      await #expect(throws: Refusal.self) { try await fixture.board("other", parent: "nowhere") }
      let codes = try await fixture.store.boards().map(\.code).sorted()
      #expect(codes == ["low", "middle", "top"])
    }
  }

  @Test(arguments: TestDatabase.engines) func `terms of reference count from a day and earlier ones stay`(
    engine: Engine
  )
    async throws
  {
    try await GovernanceFixture.with(engine) { fixture in
      let board = try await fixture.board()
      func revise(_ text: String, _ from: String) async throws {
        try await fixture.store.revise(
          terms: text, from: day(from), reason: "Serious violence duty", of: board, by: fixture.keeper, at: now)
      }
      try await revise("First.", "2022-04-01")
      try await revise("Second.", "2023-01-31")
      await #expect(throws: Refusal.self) { try await revise("Third.", "2023-01-31") }
      let terms = try await fixture.store.terms(of: board.id)
      #expect(terms.map(\.text) == ["Second.", "First."])
      let history = try await fixture.store.history(of: "board:\(board.code)")
      #expect(history.count == 8 && history.first?.name == "Pat Fictional")
    }
  }

  @Test(arguments: TestDatabase.engines) func `a meeting goes its way step by step, and no other`(engine: Engine)
    async throws
  {
    try await GovernanceFixture.with(engine) { fixture in
      let board = try await fixture.board(), store = fixture.store
      let id = try await store.plan(
        [Meeting(id: ID(at: now), board: board.id, day: day("2023-06-01"))], of: board, by: fixture.keeper, at: now)[0]
      func take(_ state: Meeting.State, _ words: String = "") async throws {
        try await store.take(id, to: state, words: words, by: fixture.keeper, at: now)
      }
      await #expect(throws: Refusal.self) { try await take(.published) }
      await #expect(throws: Refusal.self) { try await take(.cancelled) }
      try await store.add(item: "Violence", presenter: "", evidence: "", to: id, by: fixture.keeper, at: now)
      try await take(.agendaSet)
      try await take(.papersIssued)
      try await take(.held)
      await #expect(throws: Refusal.self) { try await take(.held) }
      await #expect(throws: Refusal.self) {
        try await store.add(item: "Late", presenter: "", evidence: "", to: id, by: fixture.keeper, at: now)
      }
      await #expect(throws: Refusal.self) { try await take(.minutesDrafted) }
      try await take(.minutesDrafted, "We met.")
      try await take(.minutesApproved)
      try await take(.published)
      let meeting = try #require(try await store.meeting(id)), agenda = try await store.agenda(of: id)
      #expect(meeting.state == .published && meeting.minutesText == "We met." && agenda.map(\.position) == [1])
    }
  }

  @Test(arguments: TestDatabase.engines) func `attendance is of seats that stood on the day of a meeting that was held`(
    engine: Engine
  ) async throws {
    try await GovernanceFixture.with(engine) { fixture in
      let board = try await fixture.board(), store = fixture.store
      let meeting = try await fixture.held(board, isPublic: true)
      let seats = try await store.seats(of: board.id)
      let all = seats.map { Attendance(seat: $0.id, presence: .holder, isSenior: true) }
      try await store.record(all, at: meeting.id, by: fixture.keeper, at: now)
      try await store.record(Array(all.dropLast()), at: meeting.id, by: fixture.keeper, at: now)
      let kept = try await store.attendance(at: meeting.id)
      #expect(kept.count == 4)
      let first = try #require(seats.first)
      try await store.end(first.id, of: board, on: day("2023-05-01"), by: fixture.keeper, at: now)
      await #expect(throws: Refusal.self) { try await store.record(all, at: meeting.id, by: fixture.keeper, at: now) }
      let still = try await store.attendance(at: meeting.id)
      #expect(still.count == 4)
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `a decision leads to an action, its evidence and the measure that it moved`(
    engine: Engine
  ) async throws {
    try await GovernanceFixture.with(engine) { fixture in
      let board = try await fixture.board(), store = fixture.store
      let meeting = try await fixture.held(board)
      let decision = Decision(
        id: ID(at: now), board: board.id, meeting: meeting.id, day: meeting.day, text: "Write to licensees.",
        reasons: "Violence rose.")
      let number = try await store.record(decision, by: fixture.keeper, at: now)
      #expect(number == 1)
      let action = try fixture.action(decision: decision.id, due: "2023-07-01")
      try await store.add(action, by: fixture.keeper, at: now)
      await #expect(throws: Refusal.self) {
        try await store.look(
          at: action.id, measure: "street-crime", effect: .moved, note: "Fell.", by: fixture.keeper, at: now)
      }
      try await store.carryOver(
        action.id, to: day("2023-09-01"), because: "No time.", by: fixture.keeper, at: now)
      await #expect(throws: Refusal.self) {
        try await store.carryOver(action.id, to: day("2023-08-01"), because: "Back.", by: fixture.keeper, at: now)
      }
      try await store.settle(
        action.id, as: .done, on: day("2023-08-20"), evidence: "Letters sent.", by: fixture.keeper, at: now)
      let done = try #require(try await store.action(action.id))
      #expect(done.carriedOver == 1 && done.due == day("2023-09-01") && done.state == .done)
      #expect(!done.isWithoutEffect(on: day("2023-12-01")) && done.isWithoutEffect(on: day("2024-03-01")))
      await #expect(throws: Refusal.self) {
        try await store.look(at: action.id, measure: "", effect: .moved, note: "Fell.", by: fixture.keeper, at: now)
      }
      try await store.look(
        at: action.id, measure: "street-crime", effect: .moved, note: "Fell.", by: fixture.keeper, at: now)
      let looked = try #require(try await store.action(action.id))
      #expect(!looked.isWithoutEffect(on: day("2024-03-01")))
    }
  }

  @Test(arguments: TestDatabase.engines) func `what an action says it came from must be on record`(engine: Engine)
    async throws
  {
    try await GovernanceFixture.with(engine) { fixture in
      await #expect(throws: Refusal.self) {
        try await fixture.store.add(try fixture.action(decision: ID("nowhere")), by: fixture.keeper, at: now)
      }
      var action = try fixture.action()
      action.authority = "nobody"
      let unknown = action
      await #expect(throws: Refusal.self) { try await fixture.store.add(unknown, by: fixture.keeper, at: now) }
      let actions = try await fixture.store.actions()
      #expect(actions.isEmpty)
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `scrutiny is answered within 28 days, and only what is accepted is carried out`(
    engine: Engine
  ) async throws {
    try await GovernanceFixture.with(engine) { fixture in
      let store = fixture.store
      let one = Recommendation(
        id: ID(at: now), source: .scrutiny, reference: "Report of June 2023", text: "Set the board up.",
        addressee: "Council", made: day("2023-06-20"))
      try await store.add(one, by: fixture.keeper, at: now)
      let kept = try #require(try await store.recommendation(one.id))
      #expect(kept.answerDue == day("2023-07-18"))
      #expect(
        kept.state(on: day("2023-07-18")) == "Answer awaited" && kept.state(on: day("2023-07-19")) == "Answer overdue")
      await #expect(throws: Refusal.self) {
        try await store.implement(one.id, on: day("2023-08-01"), evidence: "It stands.", by: fixture.keeper, at: now)
      }
      await #expect(throws: Refusal.self) {
        try await store.answer(one.id, .accepted, words: "Yes.", on: day("2023-06-01"), by: fixture.keeper, at: now)
      }
      try await store.answer(one.id, .accepted, words: "Yes.", on: day("2023-07-01"), by: fixture.keeper, at: now)
      try await store.implement(one.id, on: day("2023-08-01"), evidence: "It stands.", by: fixture.keeper, at: now)
      try await store.report(one.id, on: day("2023-09-01"), by: fixture.keeper, at: now)
      await #expect(throws: Refusal.self) {
        try await store.report(one.id, on: day("2023-09-02"), by: fixture.keeper, at: now)
      }
      let done = try #require(try await store.recommendation(one.id))
      #expect(done.state(on: day("2024-01-01")) == "Reported back")
    }
  }
}
