import Audit
import Basics
import Database
import PartnershipModel
import PartnershipStore
import TestSupport
import Testing
import WebShell

@Suite struct `Alerts that are kept` {
  private static let surname = InsiderFacts.Key(.surname, "k1")

  /// A namesake of person-1 at the police, who reads a case of the council's without having it.
  private func look(_ fixture: OversightFixture, _ account: String) async throws {
    try await fixture.protect("case-1")
    try await fixture.database.write { connection in
      try InsiderRegister.set([Self.surname], of: account, connection)
      try InsiderRegister.set([Self.surname], ofPerson: "person-1", connection)
    }
    try await fixture.consult("case-1", by: account, of: fixture.police)
  }

  @Test(arguments: TestDatabase.engines)
  func `a look raises its alerts once, tells both agencies, and is answered once`(_ engine: Engine) async throws {
    try await OversightFixture.with(engine) { fixture in
      let constable = try await fixture.police.person("c@police.example", [.caseworker])
      let (browser, lead) = try await fixture.visitor(
        "i@council.example", [.informationGovernance], of: fixture.council)
      let friend = try await fixture.police.person("i@police.example", [.informationGovernance])
      try await look(fixture, constable.id.text)
      let now = OversightFixture.start.adding(seconds: 60), since = OversightFixture.start.adding(seconds: -60)
      #expect(try await fixture.alerts.scan(since: since, now: now) == 2)
      #expect(try await fixture.alerts.scan(since: since, now: now.adding(seconds: 600)) == 0)
      let told = try await fixture.alerts.alerts(for: fixture.council.council.id.text, viewer: lead.id.text)
      #expect(Set(told.map(\.rule)) == ["same-name-or-address", "outside-caseload"])
      #expect(told.allSatisfy { $0.actor == constable.id.text && $0.answer == nil })
      let own = try await fixture.alerts.alerts(for: fixture.police.council.id.text, viewer: friend.id.text)
      #expect(own.count == 2)
      let first = try #require(told.first)
      await browser.get("/oversight/alerts")
      #expect(browser.page.status == 200)
      await browser.get("/oversight/alerts/\(first.id)")
      await browser.submit("/oversight/alerts/\(first.id)/answer", [("words", "")])
      #expect(browser.page.status == 422)
      await browser.get("/oversight/alerts/\(first.id)")
      await browser.submit(
        "/oversight/alerts/\(first.id)/answer", [("words", "Asked the inspector: on the case by rota.")])
      #expect(browser.page.status == 303)
      await browser.get("/oversight/alerts/\(first.id)")
      #expect(browser.page.text.contains("on the case by rota"))
      let actor = try AuditActor(user: friend.id.text, agency: fixture.police.council.id.text)
      await #expect(throws: Refusal.self) {
        try await fixture.alerts.answer(first.id, "Again.", by: actor, now: now)
      }
      #expect(try await fixture.log.verify().isSound)
    }
  }

  @Test func `nobody sees or answers an alert about themselves, nor one that their agency is not told of`() async throws
  {
    try await OversightFixture.with { fixture in
      let (browser, lead) = try await fixture.visitor("i@police.example", [.informationGovernance], of: fixture.police)
      _ = try await fixture.council.person("i@council.example", [.informationGovernance])
      try await look(fixture, lead.id.text)
      let now = OversightFixture.start.adding(seconds: 60)
      #expect(try await fixture.alerts.scan(since: OversightFixture.start, now: now) == 2)
      #expect(try await fixture.alerts.alerts(for: fixture.police.council.id.text, viewer: lead.id.text).isEmpty)
      let known = try await fixture.alerts.alerts(for: fixture.council.council.id.text, viewer: "other")
      let one = try #require(known.first)
      await browser.get("/oversight/alerts/\(one.id)")
      #expect(browser.page.status == 404)
      let actor = try AuditActor(user: lead.id.text, agency: fixture.police.council.id.text)
      await #expect(throws: AlertMissing.self) {
        try await fixture.alerts.answer(one.id, "It was me.", by: actor, now: now)
      }
      #expect(try await fixture.alerts.alerts(for: "elsewhere", viewer: "other").isEmpty)
    }
  }

  @Test func `somebody who is on the case raises nothing by reading it`() async throws {
    try await OversightFixture.with { fixture in
      let worker = try await fixture.police.person("c@police.example", [.caseworker])
      try await fixture.protect("case-1")
      let today = OversightFixture.start.londonDay
      try await fixture.database.write { connection in
        try AccessRegister.join(
          worker.id.text, ID<ProtectedRecord>("case-1"), as: "asb-officer", from: today, by: worker.id.text, connection)
      }
      try await fixture.consult("case-1", by: worker.id.text, of: fixture.police)
      let now = OversightFixture.start.adding(seconds: 60)
      #expect(try await fixture.alerts.scan(since: OversightFixture.start, now: now) == 0)
    }
  }
}
