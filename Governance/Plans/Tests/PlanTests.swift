import Basics
import Database
import Facts
import GovernanceModel
import GovernanceStore
import PartnershipModel
import TestSupport
import Testing

@Suite struct PlanTests {
  private let now = GovernanceFixture.now
  private func day(_ text: String) -> Day { Day(text) ?? Day(number: 0) }

  @Test(arguments: TestDatabase.engines) func `a plan is complete when it has all that regulation 11 asks for`(
    engine: Engine
  ) async throws {
    try await GovernanceFixture.with(engine) { fixture in
      let store = fixture.store, plan = try await fixture.strategy()
      func missing() async throws -> [String] {
        let content = try #require(try await store.strategy("plan"))
        return store.contents.findings(content, responsibilities: try await store.responsibilities())
          .filter { !$0.isMet }.map(\.requirement.id)
      }
      let bare = try await missing()
      #expect(
        bare == [
          "plan-strategies", "plan-priorities", "plan-steps", "plan-resources", "plan-measures", "plan-engagement",
          "plan-community-help",
        ])
      func add(_ kind: StrategyItem.Kind, body: Authority.Responsibility? = nil) async throws {
        try await store.add(
          try fixture.item(kind, kind.label, in: plan, body: body), to: "plan", by: fixture.keeper, at: now)
      }
      try await add(.objective)
      try await add(.priority)
      try await add(.step, body: .police)
      try await add(.resource, body: .localAuthority)
      try await add(.engagement, body: .localAuthority)
      for kind in Authority.Responsibility.allCases.dropLast() { try await add(.measure, body: kind) }
      let content = try #require(try await store.strategy("plan"))
      let measures = store.contents.findings(content, responsibilities: try await store.responsibilities())
        .first { $0.requirement.id == "plan-measures" }
      #expect(measures?.missing == "No measure of success for: probation services provider.")
      try await add(.measure, body: .probation)
      try await store.check(
        "plan-community-help", isMet: true, evidence: "Minutes of 3 May.", in: "plan", by: fixture.keeper, at: now)
      let complete = try await missing()
      #expect(complete.isEmpty)
      try await store.check(
        "plan-community-help", isMet: false, evidence: "It was not.", in: "plan", by: fixture.keeper,
        at: now.adding(seconds: 60))
      let again = try await missing()
      #expect(again == ["plan-community-help"])
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `a serious violence strategy is not published before the filter is passed`(
    engine: Engine
  ) async throws {
    try await GovernanceFixture.with(engine) { fixture in
      let store = fixture.store
      _ = try await fixture.strategy(.seriousViolence, code: "violence")
      func publish() async throws {
        try await store.publish(
          "violence", introduction: "What we will do.", reach: "The web.", on: day("2026-11-01"), by: fixture.keeper,
          at: now)
      }
      await #expect(throws: Refusal.self) { try await publish() }
      try await store.adopt("violence", on: day("2026-04-01"), by: fixture.keeper, at: now)
      let refusal = await #expect(throws: Refusal.self) { try await publish() }
      #expect(refusal?.reason.contains("Somebody named decided") == true)
      for id in ["violence-definition", "violence-needs", "violence-consultation", "violence-publication-filter"] {
        try await store.check(id, isMet: true, evidence: "Recorded.", in: "violence", by: fixture.keeper, at: now)
      }
      try await publish()
      var strategy = try #require(try await store.strategy("violence")?.strategy)
      strategy.title = "Another title"
      try await store.amend(strategy, by: fixture.keeper, at: now)
      let published = try await store.publishedSummaries()
      #expect(published.map(\.content.title) == ["Strategy violence"])
    }
  }

  @Test(arguments: TestDatabase.engines) func `a step is linked into another strategy, not copied`(engine: Engine)
    async throws
  {
    try await GovernanceFixture.with(engine) { fixture in
      let store = fixture.store
      let plan = try await fixture.strategy(), violence = try await fixture.strategy(.seriousViolence, code: "violence")
      let step = try fixture.item(.step, "Do it once", in: violence, body: .police)
      try await store.add(step, to: "violence", by: fixture.keeper, at: now)
      try await store.add(try fixture.item(.priority, "P", in: plan), to: "plan", by: fixture.keeper, at: now)
      try await store.link(step: step.id, into: "plan", by: fixture.keeper, at: now)
      try await store.link(step: step.id, into: "plan", by: fixture.keeper, at: now)
      await #expect(throws: Refusal.self) {
        try await store.link(step: step.id, into: "violence", by: fixture.keeper, at: now)
      }
      for code in ["plan", "violence"] {
        try await store.adopt(code, on: day("2026-04-01"), by: fixture.keeper, at: now)
      }
      try await store.settle(
        step.id, as: .done, on: day("2026-11-01"), evidence: "Shown.", in: "violence", by: fixture.keeper, at: now)
      let linked = try #require(try await store.strategy("plan")?.linkedSteps)
      #expect(linked.map(\.item.state) == [.done] && linked.map(\.code) == ["violence"])
      let facts = try await fixture.facts("plan.step")
      #expect(facts.count == 1)
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `a refresh is recorded once for each plan year, and an ended strategy takes none`(
    engine: Engine
  ) async throws {
    try await GovernanceFixture.with(engine) { fixture in
      let store = fixture.store
      _ = try await fixture.strategy(.reoffending, code: "reoffending")
      func refresh(_ year: Int) async throws {
        try await store.refresh(
          "reoffending", year: year, on: day("2026-03-15"), changed: "New cohort.", by: fixture.keeper, at: now)
      }
      try await refresh(2026)
      await #expect(throws: Refusal.self) { try await refresh(2026) }
      await #expect(throws: Refusal.self) { try await refresh(26) }
      try await store.adopt("reoffending", on: day("2026-04-01"), by: fixture.keeper, at: now)
      await #expect(throws: Refusal.self) {
        try await store.adopt("reoffending", on: day("2026-04-01"), by: fixture.keeper, at: now)
      }
      try await store.end("reoffending", by: fixture.keeper, at: now)
      await #expect(throws: Refusal.self) { try await refresh(2027) }
      let content = try #require(try await store.strategy("reoffending"))
      #expect(content.refreshes.map(\.year) == [2026] && content.strategy.state == .ended)
    }
  }

  @Test(arguments: TestDatabase.engines) func `a line stands only where it belongs`(engine: Engine) async throws {
    try await GovernanceFixture.with(engine) { fixture in
      let store = fixture.store, plan = try await fixture.strategy(), other = try await fixture.strategy(code: "other")
      let priority = try fixture.item(.priority, "P", in: plan)
      try await store.add(priority, to: "plan", by: fixture.keeper, at: now)
      var objective = try fixture.item(.objective, "O", in: plan)
      objective.parent = priority.id
      let right = objective
      try await store.add(right, to: "plan", by: fixture.keeper, at: now)
      var step = try fixture.item(.step, "S", in: other, body: .police)
      step.parent = priority.id
      let wrong = step
      await #expect(throws: Refusal.self) { try await store.add(wrong, to: "other", by: fixture.keeper, at: now) }
      let ownerless = try fixture.item(.step, "S", in: plan)
      let refusal = await #expect(throws: Refusal.self) {
        try await store.add(ownerless, to: "plan", by: fixture.keeper, at: now)
      }
      #expect(refusal?.place == "Organisation")
    }
  }

  @Test(arguments: TestDatabase.engines) func `the demonstration holds what the report of 2023 says, once`(
    engine: Engine
  )
    async throws
  {
    try await GovernanceFixture.with(engine) { fixture in
      func load() async throws -> Int {
        try await GovernanceDemo.load(
          folder: GovernanceFixture.repository + "/Demo/governance", store: fixture.store, by: fixture.keeper,
          clock: .fixed(now))
      }
      let first = try await load(), again = try await load()
      #expect(first > 20 && again == 0)
      func counted(_ kind: String, _ attributes: [String: String] = [:]) async throws -> Int {
        try await fixture.facts(kind).filter { kept in
          attributes.allSatisfy { kept.fact.attributes[$0.key] == $0.value }
        }.count
      }
      let due = try await counted("meeting.due", ["board": "west-end-operational"])
      let held = try await counted("meeting.held", ["board": "west-end-operational"])
      #expect(due == 26 && held == 25)
      let principles = try await counted("strategy.principle", ["strategy": "partnership-strategy-2020"])
      let priorities = try await counted("strategy.priority", ["strategy": "partnership-strategy-2020"])
      #expect(principles == 2 && priorities == 5)
      let teams = try await counted("team.standing", ["function": "asb"])
      #expect(teams == 2)
      let launched = try #require(try await fixture.facts("strategy.launched").first?.fact)
      #expect(launched.first == day("2023-03-01") && launched.last == day("2023-03-31"))
      let workshop = try #require(try await fixture.facts("event.planned").first?.fact)
      #expect(workshop.first == day("2023-07-06"))
      let terms = Dictionary(
        uniqueKeysWithValues: try await fixture.facts("strategy.term").map {
          ($0.fact.attributes["strategy"] ?? "", "\($0.fact.first) \($0.fact.last)")
        })
      #expect(terms["partnership-strategy-2020"] == "2020-04-01 2023-03-31")
      #expect(terms["asb-strategy-2023"] == "2023-03-01 2028-02-29")
      #expect(terms["modern-slavery-strategy-2021"] == "2021-04-01 2026-03-31")
      let board = try #require(try await fixture.store.board("safer-westminster-partnership"))
      let seats = try await fixture.store.seats(of: board.id)
      #expect(Set(seats.compactMap(\.authority)).count == 5)
      let planned = try #require(try await fixture.store.board("safer-neighbourhood-board"))
      #expect(planned.from == nil)
      let standing = try await counted("board.standing", ["board": "safer-neighbourhood-board"])
      #expect(standing == 0)
      let milestone = try await fixture.store.milestones().first { $0.code == "safer-neighbourhood-board" }
      #expect(milestone?.state == .open && milestone?.neededFor.contains("2023/24") == true)
    }
  }
}
