import Audit
import Basics
import Database
import PartnershipModel
import PartnershipStore
import PartnershipWeb
import TestSupport
import Testing
import WebShell

@Suite struct `Searching the audit log` {
  @Test(arguments: TestDatabase.engines)
  func `the overseer finds acts of the own agency's people only, the auditor all, and each search is an entry`(
    _ engine: Engine
  ) async throws {
    try await OversightFixture.with(engine) { fixture in
      let officer = try await fixture.council.person("o@council.example", [.caseworker])
      let constable = try await fixture.police.person("c@police.example", [.caseworker])
      try await fixture.consult("case-council", by: officer.id.text, of: fixture.council)
      try await fixture.consult("case-police", by: constable.id.text, of: fixture.police)
      let overseer = try await fixture.visitor("i@council.example", [.informationGovernance], of: fixture.council)
        .browser
      let auditor = try await fixture.visitor("a@police.example", [.auditor], of: fixture.police).browser
      for (browser, seesAll) in [(overseer, false), (auditor, true)] {
        let before = try await fixture.size()
        await browser.get("/oversight/audit")
        await browser.submit("/oversight/audit", [("purpose", "self-monitoring"), ("category", "consultation")])
        #expect(browser.page.status == 200)
        #expect(browser.page.text.contains("case-council"))
        #expect(browser.page.text.contains("case-police") == seesAll)
        #expect(browser.page.text.contains("Pat Fictional (Anytown Council) read case case-council"))
        #expect(browser.page.text.contains("for asb-reduction under agreement agreement-7, version 2, allowed"))
        #expect(try await fixture.size() == before + 1)
        let entry = try #require(try await fixture.log.record(at: before)).entry
        #expect(entry.category == .admin && entry.object?.kind == "audit-log" && entry.actor.session?.count == 32)
        #expect(entry.grounds.purpose == "self-monitoring" && entry.resultCount == (seesAll ? 2 : 1))
      }
      await overseer.get("/oversight/audit")
      await overseer.submit("/oversight/audit", [("purpose", "self-monitoring"), ("actor", constable.id.text)])
      #expect(overseer.page.status == 200 && !overseer.page.text.contains("case-police"))
    }
  }

  @Test func `a search needs a fresh second factor, a purpose and codes instead of names`() async throws {
    try await OversightFixture.with { fixture in
      let (browser, person) = try await fixture.visitor("a@council.example", [.auditor], of: fixture.council)
      for fields in [
        [], [("purpose", "curiosity")], [("purpose", "self-monitoring"), ("object", "Jo Bloggs")],
        [("purpose", "self-monitoring"), ("individual", "' OR '1'='1")],
        [("purpose", "self-monitoring"), ("from-day", "31"), ("from-month", "2"), ("from-year", "2026")],
      ] as [[(String, String)]] {
        await browser.get("/oversight/audit")
        await browser.submit("/oversight/audit", fields)
        #expect(browser.page.status == 422)
      }
      fixture.clock.advance(600)
      await browser.get("/oversight/audit")
      await browser.submit("/oversight/audit", [("purpose", "self-monitoring")])
      #expect(browser.page.text.contains("Confirm that it is you"))
      await browser.submit(
        "/oversight/audit", [("purpose", "self-monitoring"), ("confirm-code", person.code(fixture.clock.now))])
      #expect(browser.page.status == 200 && browser.page.text.contains("Entries of the audit log"))
    }
  }

  @Test func `each page of oversight opens to exactly those who may, and none hides another`() async throws {
    try await OversightFixture.with { fixture in
      #expect(fixture.site.unreachableRoutes.isEmpty)
      for role in Role.allCases {
        let browser = try await fixture.visitor("\(role.rawValue)@council.example", [role], of: fixture.council).browser
        let oversees = role == .informationGovernance, audits = role == .auditor
        for (path, may) in [
          ("/oversight", oversees || audits), ("/oversight/audit", oversees || audits), ("/oversight/alerts", oversees),
          ("/oversight/breaches", oversees), ("/oversight/breaches/new", oversees),
        ] {
          await browser.get(path)
          #expect(browser.page.status == (may ? 200 : 403), "\(path) as \(role.label)")
          if may { #expect(browser.page.text.contains("class=\"back-link\""), "\(path)") }
        }
      }
      for path in ["/oversight", "/oversight/audit", "/oversight/alerts", "/oversight/breaches"] {
        #expect(await fixture.site.respond(uri: path).status == 303)
      }
    }
  }

  @Test func `who has looked at a record is told by name, latest first`() async throws {
    try await OversightFixture.with { fixture in
      let officer = try await fixture.council.person("o@council.example", [.caseworker])
      try await fixture.consult("case-1", by: officer.id.text, of: fixture.council)
      try await fixture.consult("case-2", by: officer.id.text, of: fixture.council)
      let found = try await Oversight(log: fixture.log).whoLooked(record: "case-1")
      #expect(found.count == 1)
      let table = WhoLooked.table(found, try await AuditSentence.reading(fixture.council.store)).text
      #expect(table.contains("Pat Fictional (Anytown Council)") && !table.contains("case-2"))
    }
  }
}
