import Basics
import Database
import DeliveryModel
import DeliveryStore
import DeliveryWeb
import Facts
import TestSupport
import Testing
import WebShell

@Suite struct `Returns of providers` {
  private static let figures: [ReturnItem: Int] = [
    .openAtStart: 20, .referralsAccepted: 10, .referralsDeclined: 1, .referralsSignposted: 0, .clients: 25,
    .closedSuccessful: 6, .closedNotSuccessful: 2, .closedUnplanned: 1, .closedTransferred: 1, .openAtEnd: 20,
    .assessedReduced: 5, .assessedUnchanged: 1, .assessedIncreased: 0,
  ]
  private static let fen = ReturnActor(account: "fen", agency: "support")
  private static let vic = ReturnActor(account: "vic", agency: "rival")
  private static let mo = ReturnActor(account: "mo", agency: "council")

  private static func contract(_ world: DeliveryFixture) async throws -> String {
    let service = try await world.enter(
      Service.self,
      ["code": "angelou", "title": "Support", "need": "Harm", "commissioner": "council", "state": "running"])
    return try await world.enter(
      ServiceContract.self,
      [
        "service": service, "provider": "support", "reference": "C-1", "starts": "2026-04-01", "ends": "2027-03-31",
        "boroughs": "E09000033", "frequency": "quarterly", "return_days": "20",
      ])
  }

  private static func begun(_ world: DeliveryFixture) async throws -> String {
    let contract = try await contract(world)
    let first = try #require(Day("2026-04-01"))
    return try await world.returns.begin(contract: contract, first: first, by: fen, now: DeliveryFixture.now)
  }

  @Test(arguments: TestDatabase.engines)
  func `a return that is accepted writes each total once, and its correction corrects them when it is accepted`(
    engine: Engine
  ) async throws {
    try await DeliveryFixture.with(engine) { world in
      let id = try await Self.begun(world), store = world.returns, now = DeliveryFixture.now
      try await store.fill(id, ReturnContent(figures: Self.figures), by: Self.fen)
      try await store.submit(id, by: Self.fen, now: now)
      #expect(try await world.facts().isEmpty)
      try await store.accept(id, by: Self.mo, now: now)
      let facts = try await world.facts()
      #expect(facts.count == 8)
      #expect(facts.filter { $0.kind == "service.referral" }.map(\.quantity) == [10, 1])
      #expect(facts.filter { $0.kind == "service.closure" }.reduce(0) { $0 + $1.quantity } == 10)
      #expect(
        facts.filter { $0.kind == "service.closing-assessment" }.map(\.attributes["change"]) == [
          "reduced", "unchanged",
        ])
      #expect(
        facts.allSatisfy {
          $0.service == "angelou" && $0.agency == "support" && $0.place == "E09000033"
            && "\($0.first) \($0.last)" == "2026-04-01 2026-06-30"
        })
      // A correction stands beside what was accepted until it is accepted itself.
      try await store.correct(id, reason: "Two referrals were entered twice.", by: Self.fen, now: now)
      var figures = Self.figures
      figures[.referralsAccepted] = 8
      figures[.openAtEnd] = 18
      figures[.referralsDeclined] = 0
      try await store.fill(id, ReturnContent(figures: figures), by: Self.fen)
      try await store.submit(id, by: Self.fen, now: now)
      #expect(try await world.facts() == facts)
      try await store.accept(id, by: Self.mo, now: now)
      #expect(try await world.facts("service.referral").map(\.quantity) == [8])
      #expect(try await world.facts().count == 7)
      let held = try #require(try await store.find(id))
      #expect(held.versions.map(\.state) == [.accepted, .replaced])
      #expect(held.latest?.reason == "Two referrals were entered twice.")
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `an accepted period is locked, a submitted one waits, and nothing is submitted with a problem`(engine: Engine)
    async throws
  {
    try await DeliveryFixture.with(engine) { world in
      let id = try await Self.begun(world), store = world.returns, now = DeliveryFixture.now
      func refused(_ said: String, _ step: () async throws -> Void) async {
        let refusal = await #expect(throws: Refusal.self) { try await step() }
        #expect(refusal?.reason.contains(said) == true, "\(said): \(refusal?.description ?? "")")
      }
      await refused("this is empty") { try await store.submit(id, by: Self.fen, now: now) }
      await refused("not submitted yet") { try await store.accept(id, by: Self.mo, now: now) }
      let wrong = Self.figures.merging([.openAtEnd: 99]) { $1 }
      try await store.fill(id, ReturnContent(figures: wrong), by: Self.fen)
      await refused("leave 20, not 99") { try await store.submit(id, by: Self.fen, now: now) }
      try await store.fill(id, ReturnContent(figures: Self.figures), by: Self.fen)
      try await store.submit(id, by: Self.fen, now: now)
      await refused("waits for a decision") {
        try await store.fill(id, ReturnContent(figures: wrong), by: Self.fen)
      }
      try await store.query(id, "Is one case counted twice?", by: Self.mo, now: now)
      await refused("no answer") { try await store.submit(id, by: Self.fen, now: now) }
      let query = try #require(try await store.find(id)?.queries.first)
      try await store.answer(id, query: query.id, "No, they are two.", by: Self.fen, now: now)
      await refused("answered already") {
        try await store.answer(id, query: query.id, "Again.", by: Self.fen, now: now)
      }
      try await store.submit(id, by: Self.fen, now: now)
      try await store.accept(id, by: Self.mo, now: now)
      for step: @Sendable () async throws -> Void in [
        { try await store.fill(id, ReturnContent(figures: wrong), by: Self.fen) },
        { try await store.submit(id, by: Self.fen, now: now) },
        { try await store.query(id, "And now?", by: Self.mo, now: now) },
        { try await store.accept(id, by: Self.mo, now: now) },
      ] { await refused("locked", step) }
      #expect(try await world.facts().count == 8)
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `another provider’s return is not there, by any step, and nobody accepts a return of their own body`(
    engine: Engine
  ) async throws {
    try await DeliveryFixture.with(engine) { world in
      let id = try await Self.begun(world), store = world.returns, now = DeliveryFixture.now
      let contract = try #require(try await store.find(id)?.contractID), first = try #require(Day("2026-04-01"))
      let content = ReturnContent(figures: Self.figures)
      for step: @Sendable () async throws -> Void in [
        { _ = try await store.begin(contract: contract, first: first, by: Self.vic, now: now) },
        { try await store.fill(id, content, by: Self.vic) }, { try await store.submit(id, by: Self.vic, now: now) },
        { try await store.answer(id, query: "q", "Yes.", by: Self.vic, now: now) },
        { try await store.correct(id, reason: "Because.", by: Self.vic, now: now) },
      ] { await #expect(throws: ReturnMissing.self) { try await step() } }
      #expect(try await store.find(id, provider: "rival") == nil)
      #expect(try await store.lines(provider: "rival", today: DeliveryFixture.today).isEmpty)
      try await store.fill(id, content, by: Self.fen)
      try await store.submit(id, by: Self.fen, now: now)
      let own = await #expect(throws: Refusal.self) { try await store.accept(id, by: Self.fen, now: now) }
      #expect(own?.kind == "return-own")
      #expect(try await world.facts().isEmpty)
    }
  }

  @Test func `through the pages a return goes from begun to accepted, and hostile attempts find nothing`() async throws
  {
    try await DeliveryFixture.with { world in
      let contract = try await Self.contract(world)
      _ = try await world.enter(
        KeyIndicator.self,
        [
          "contract": contract, "code": "abuse-reduced", "title": "Abuse reduced", "formula": "Said reduced",
          "base": "Closing assessments", "form": "share", "direction": "higher", "target": "90", "source": "Provider",
        ])
      let fen = world.visitor("fen"), vic = world.visitor("vic"), mo = world.visitor("mo"), ria = world.visitor("ria")
      await fen.get("/returns")
      #expect(fen.page.text.contains("Begin the return for 1 April 2026 to 30 June 2026"))
      #expect(fen.page.text.contains("Late"))
      await vic.post("/returns", [("contract", contract), ("first", "2026-04-01")])
      #expect(vic.page.status == 404)
      await fen.post("/returns", [("contract", contract), ("first", "2026-05-01")])
      #expect(fen.page.status == 422)
      await fen.post("/returns", [("contract", contract), ("first", "2026-04-01")])
      #expect(fen.page.status == 303)
      let page = fen.location
      for path in [page, page + "/figures", page + "/submit", page + "/corrections", page + "/answers/x"] {
        if path == page { await vic.get(path) } else { await vic.post(path, [("correction-reason", "Because")]) }
        #expect(vic.page.status == 404, "\(path)")
        await ria.post(path == page ? "/returns" : path, [])
        #expect(ria.page.status == 403, "\(path)")
      }
      for evil in ["<script>alert(1)</script>", "-1", "1e9", "99999999999999999999"] {
        await fen.post(page + "/figures", [("open-at-start", evil), ("narrative", evil)])
        #expect(fen.page.status == 422 && !fen.page.text.contains("<script>alert"), "\(evil)")
      }
      await fen.post(page + "/submit", [])
      #expect(fen.page.status == 422)
      await fen.get(page)
      let kpi = try #require(fen.page.text.firstMatch(of: /name="kpi-([0-9a-f-]+)"/)).1
      let figures = Self.figures.map { ($0.key.rawValue, String($0.value)) }
      await fen.post(page + "/figures", figures + [("kpi-\(kpi)", "7"), ("of-\(kpi)", "6"), ("narrative", "<b>x</b>")])
      await fen.get(page)
      #expect(fen.page.text.contains("7 of 6 is more than all") && fen.page.text.contains("&lt;b&gt;x"))
      await fen.post(page + "/figures", figures + [("kpi-\(kpi)", "5"), ("of-\(kpi)", "6"), ("narrative", "Calm.")])
      await fen.post(page + "/submit", [])
      #expect(fen.page.status == 303)
      let decided = "/programmes" + page
      await ria.get(decided)
      #expect(ria.page.status == 200 && !ria.page.text.contains("Accept and lock"))
      await ria.post(decided + "/accept", [])
      #expect(ria.page.status == 403)
      await fen.post(decided + "/accept", [])
      #expect(fen.page.status == 403)
      await mo.get(decided)
      #expect(mo.page.text.contains("5 of 6: too few for a percentage") && mo.page.text.contains("60.0% of 10 closed"))
      await mo.post(decided + "/queries", [("question", "<script>alert(1)</script>?")])
      #expect(mo.page.status == 303)
      await fen.get(page)
      #expect(fen.page.text.contains("&lt;script&gt;") && !fen.page.text.contains("<script>alert"))
      let query = try #require(fen.page.text.firstMatch(of: /answers\/([0-9a-f-]+)"/)).1
      await fen.post(page + "/answers/\(query)", [("answer-\(query)", "Nothing runs.")])
      await fen.post(page + "/submit", [])
      await mo.post(decided + "/accept", [])
      #expect(mo.page.status == 303)
      await fen.get(page)
      #expect(fen.page.text.contains("Accepted, locked") && fen.page.text.contains("Begin a correction"))
      await mo.get("/programmes/outcomes?year=2026")
      #expect(mo.page.text.contains("60.0% of 10 closed cases had one"))
      #expect(try await world.facts().count == 8)
    }
  }
}
