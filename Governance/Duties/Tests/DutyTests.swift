import Basics
import Database
import Foundation
import Facts
import GovernanceModel
import GovernanceStore
import TestSupport
import Testing

@Suite struct DutyTests {
  private let now = GovernanceFixture.now
  private func day(_ text: String) -> Day { Day(text) ?? Day(number: 0) }

  private func duty(_ frequency: String, months: String = "") throws -> StatutoryDuty {
    let text = """
      version: 1
      duties:
        - {id: d, title: T, basis: B, frequency: \(frequency), \(months)owner-kind: strategy-group, evidence: E,
           from: 2007-08-01, source: S, status: in-force, confidence: established}
      """
    return try #require(try DutyTable(text: text).duties.first)
  }

  @Test(arguments: [
    // Done within 2022/23: the next is due by the end of 2023/24.
    ("yearly", "", "2022-06-30", "2023-06-30", "fulfilled", "2024-03-31"),
    ("yearly", "", "2022-06-30", "2024-02-15", "due", "2024-03-31"),
    ("yearly", "", "2022-06-30", "2024-04-01", "overdue", "2024-03-31"),
    ("yearly", "", "2023-03-31", "2023-04-01", "fulfilled", "2024-03-31"),
    ("yearly", "", "", "2023-06-30", "never-done", "2024-03-31"),
    ("twelve-months", "", "2023-06-30", "2024-06-30", "due", "2024-06-30"),
    ("twelve-months", "", "2023-06-30", "2024-07-01", "overdue", "2024-06-30"),
    ("quarterly", "", "2023-05-10", "2023-07-01", "fulfilled", "2023-09-30"),
    ("quarterly", "", "2023-05-10", "2023-10-01", "overdue", "2023-09-30"),
    ("standing", "review-months: 6, ", "2023-01-31", "2023-04-01", "fulfilled", "2023-07-31"),
    ("standing", "review-months: 6, ", "2023-01-31", "2023-08-01", "overdue", "2023-07-31"),
    ("when-it-arises", "", "2023-01-31", "2026-08-01", "when-it-arises", ""),
    ("when-it-arises", "", "", "2026-08-01", "when-it-arises", ""),
    // What is recorded for a later day counts for nothing yet.
    ("yearly", "", "2024-01-01", "2023-06-30", "never-done", "2024-03-31"),
  ]) func `the state of a duty follows from what was done and its rhythm`(
    frequency: String, months: String, last: String, on: String, state: String, next: String
  ) throws {
    let standing = DutyStanding(
      try duty(frequency, months: months), fulfilled: last.isEmpty ? [] : [day(last)], on: day(on))
    #expect(standing.state.rawValue == state)
    #expect(standing.next == (next.isEmpty ? nil : day(next)))
  }

  @Test(arguments: [
    ("frequency: sometimes", "“sometimes” is not known here."),
    ("frequency: standing", "A standing duty needs a number of months."),
    ("frequency: yearly\n    status: maybe", "“maybe” is not known here."),
    ("frequency: yearly\n    status: in-force\n    colour: red", "“colour” is not known here."),
  ]) func `a mistake in the table of duties names its line`(lines: String, reason: String) {
    let text = """
      version: 1
      duties:
        - id: d
          title: T
          basis: B
          owner-kind: strategy-group
          evidence: E
          from: 2007-08-01
          source: S
          confidence: established
          \(lines.contains("status") ? "" : "status: in-force")
          \(lines)
      """
    let refusal = #expect(throws: Refusal.self) { try DutyTable(text: text, file: "duties.yaml") }
    #expect(refusal?.reason == reason && refusal?.place?.hasPrefix("duties.yaml:") == true)
  }

  @Test func `the partnership's own table has every duty of the report of 2023 with basis, evidence and source`() throws
  {
    let store = try DutyTable(
      text: String(contentsOfFile: GovernanceFixture.repository + "/Practice/law/duties.yaml", encoding: .utf8))
    for id in [
      "strategic-assessment", "partnership-plan", "sharing-protocol", "yearly-report", "reoffending-strategy",
      "serious-violence-strategy", "death-reviews", "public-meeting", "plan-summary", "scrutiny", "case-review-figures",
    ] {
      let duty = try #require(store.duty(id), "\(id)")
      #expect(!duty.basis.isEmpty && !duty.evidence.isEmpty && !duty.source.isEmpty)
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `the ledger shows what was done, by whom it is answered for and what is next`(
    engine: Engine
  ) async throws {
    try await GovernanceFixture.with(engine) { fixture in
      let store = fixture.store, duty = try #require(store.duties.duty("scrutiny"))
      try await store.setOwner("Clerk of the committee", of: duty, by: fixture.keeper, at: now)
      try await store.fulfil(duty, on: day("2026-06-30"), evidence: "Report heard.", by: fixture.keeper, at: now)
      await #expect(throws: Refusal.self) {
        try await store.fulfil(duty, on: day("2026-06-30"), evidence: "Twice.", by: fixture.keeper, at: now)
      }
      await #expect(throws: Refusal.self) {
        try await store.fulfil(duty, on: day("2027-06-30"), evidence: "Not yet.", by: fixture.keeper, at: now)
      }
      await #expect(throws: Refusal.self) {
        try await store.fulfil(
          duty, on: day("2026-07-30"), evidence: "No right.", by: GovernanceFixture.unauthorised, at: now)
      }
      let line = try #require(try await store.ledger(on: GovernanceFixture.today).first { $0.duty.id == "scrutiny" })
      #expect(line.owner == "Clerk of the committee" && line.standing.state == .fulfilled)
      #expect(line.standing.next == day("2027-06-30") && line.fulfilments.count == 1)
      let facts = try await fixture.facts("duty.fulfilled")
      #expect(facts.map(\.fact.attributes) == [["duty": "scrutiny"]])
      // Before the duty of serious violence came into force it is not in the ledger.
      let early = try await store.ledger(on: day("2022-12-31"))
      #expect(!early.contains { $0.duty.id == "serious-violence-strategy" })
    }
  }

  @Test(arguments: TestDatabase.engines) func `a milestone is reached once`(engine: Engine) async throws {
    try await GovernanceFixture.with(engine) { fixture in
      let store = fixture.store
      let one = Milestone(
        code: "board", title: "The board is set up", organisation: "Council", due: day("2023-04-01"), neededFor: "A bid"
      )
      try await store.add(one, by: fixture.keeper, at: now)
      await #expect(throws: Refusal.self) { try await store.add(one, by: fixture.keeper, at: now) }
      let open = try #require(try await store.milestones().first)
      #expect(open.isOverdue(on: day("2023-06-01")))
      try await store.settle(
        milestone: "board", as: .reached, on: day("2023-09-01"), note: "First meeting.", by: fixture.keeper, at: now)
      await #expect(throws: Refusal.self) {
        try await store.settle(
          milestone: "board", as: .dropped, on: day("2023-09-01"), note: "No.", by: fixture.keeper, at: now)
      }
      let reached = try #require(try await store.milestones().first)
      #expect(reached.state == .reached && !reached.isOverdue(on: day("2024-01-01")))
    }
  }
}
