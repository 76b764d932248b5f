import Audit
import Basics
import Database
import PartnershipModel
import PartnershipStore
import TestSupport
import Testing
import WebShell

@Suite struct `The register of breaches` {
  private static let aware = OversightFixture.start

  private func breach(_ risk: DataBreach.Risk, told: Instant? = nil) -> DataBreach {
    DataBreach(
      id: ID("b"), agency: "council", title: "T", words: "W", awareAt: Self.aware, risk: risk, commissionerToldAt: told)
  }

  @Test func `the clock is 72 hours of real time from awareness, to the second`() {
    let due = Self.aware.adding(seconds: 72 * 3600)
    #expect(breach(.unassessed).countdown(at: Self.aware) == .running(72 * 3600))
    #expect(breach(.likely).countdown(at: due) == .running(0))
    #expect(breach(.likely).countdown(at: due.adding(seconds: 1)) == .late(1))
    #expect(breach(.unlikely).countdown(at: due.adding(seconds: 1)) == .notNeeded)
    #expect(breach(.high, told: due).countdown(at: due.adding(seconds: 99)) == .told(late: 0))
    #expect(breach(.high, told: due.adding(seconds: 60)).countdown(at: due.adding(seconds: 99)) == .told(late: 60))
    #expect(SpokenTime.text(71 * 3600 + 60) == "71 hours 1 minute")
  }

  @Test func `a breach is closed only when everybody is told who must be`() {
    #expect(breach(.unassessed).outstanding == ["the risk to people is not assessed"])
    #expect(breach(.unlikely).outstanding.isEmpty)
    #expect(breach(.high).outstanding.count == 2)
    let late = breach(.likely, told: Self.aware.adding(seconds: 80 * 3600))
    #expect(late.outstanding == ["the reasons for the delay are missing"])
  }

  @Test(arguments: TestDatabase.engines)
  func `a breach is recorded, assessed, told and closed by its controller, and read by the originator`(
    _ engine: Engine
  ) async throws {
    try await OversightFixture.with(engine) { fixture in
      let person = try await fixture.council.person("i@council.example", [.informationGovernance])
      let council = fixture.council.council.id.text, police = fixture.police.council.id.text
      let actor = try AuditActor(user: person.id.text, agency: council)
      let stranger = try AuditActor(user: person.id.text, agency: police)
      let store = BreachStore(log: fixture.log)
      let now = Self.aware.adding(seconds: 100 * 3600)
      let id = try await store.record(
        title: "Letter to a former address", words: "One letter; returned unopened.", awareAt: Self.aware,
        originator: police, by: actor, now: now)
      #expect(try await store.breaches(for: police).map(\.id) == [id])
      #expect(try await store.breach(id, for: "elsewhere") == nil)
      await #expect(throws: BreachMissing.self) { try await store.take(.close, on: id, by: stranger, now: now) }
      await #expect(throws: Refusal.self) { try await store.take(.close, on: id, by: actor, now: now) }
      try await store.take(.assess(.likely, "The letter names the children."), on: id, by: actor, now: now)
      await #expect(throws: Refusal.self) {
        try await store.take(.commissionerTold(now, delay: " "), on: id, by: actor, now: now)
      }
      try await store.take(.commissionerTold(now, delay: "Found over a weekend."), on: id, by: actor, now: now)
      await #expect(throws: Refusal.self) {
        try await store.take(.originatorTold(now.adding(seconds: 1)), on: id, by: actor, now: now)
      }
      try await store.take(.originatorTold(now), on: id, by: actor, now: now)
      try await store.take(.close, on: id, by: actor, now: now)
      let closed = try #require(try await store.breach(id, for: council))
      #expect(!closed.isOpen && closed.delayWords == "Found over a weekend.")
      await #expect(throws: Refusal.self) { try await store.take(.close, on: id, by: actor, now: now) }
      // One entry for each change, none for what was refused.
      #expect(try await fixture.size() == 5)
    }
  }

  @Test func `the pages take a breach from its recording to its end, and refuse nonsense by field`() async throws {
    try await OversightFixture.with { fixture in
      let browser = try await fixture.visitor("i@council.example", [.informationGovernance], of: fixture.council)
        .browser
      await browser.get("/oversight/breaches/new")
      await browser.submit("/oversight/breaches", [("title", "<script>alert(1)</script>"), ("aware-time", "late")])
      #expect(browser.page.status == 422 && !browser.page.text.contains("<script>alert"))
      await browser.get("/oversight/breaches/new")
      await browser.submit(
        "/oversight/breaches",
        [
          ("title", "Lost notebook"), ("words", "Left on a bus."), ("aware-day", "22"), ("aware-month", "11"),
          ("aware-year", "2026"), ("aware-time", "09:00"),
        ])
      #expect(browser.page.status == 303)
      let page = browser.page.header("location") ?? "/nowhere"
      await browser.follow()
      #expect(browser.page.text.contains("48 hours left"))
      await browser.submit(page + "/risk", [("risk", "unlikely"), ("why", "Encrypted.")])
      #expect(browser.page.status == 303)
      await browser.follow()
      #expect(browser.page.text.contains("Commissioner need not be told"))
      await browser.get("/oversight")
      #expect(browser.page.text.contains("Lost notebook"))
      await browser.get(page)
      await browser.submit(page + "/close")
      await browser.follow()
      #expect(browser.page.status == 200 && !browser.page.text.contains("Close the breach"))
    }
  }
}
