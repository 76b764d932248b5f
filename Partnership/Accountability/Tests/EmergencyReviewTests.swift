import Audit
import Basics
import Database
import PartnershipModel
import PartnershipStore
import TestSupport
import Testing
import WebShell

@Suite struct EmergencyReviewTests {
  private let now = OversightFixture.start

  /// An access by an officer of the police to a case of the council.
  private func access(_ id: String, by account: String, _ fixture: OversightFixture) async throws {
    let council = fixture.council.council.id, now = now
    try await fixture.database.write { connection in
      if try connection.row("SELECT id FROM access_record WHERE id = 'case'") == nil {
        try connection.run(
          """
          INSERT INTO access_record (id, owner_agency, panel, classification, sealed, panel_wide, person_count)
          VALUES ('case', \(council), 'asb', 0, 0, 0, 0)
          """)
      }
      try connection.run(
        """
        INSERT INTO break_glass (id, record, account_id, state, reason_code, words, classification, safe_address,
          started_at, expires_at, lasts_seconds, review_due, told_agency)
        VALUES (\(id), 'case', \(account), 'active', 'life-at-risk', 'A threat to a life', 0, 0, \(now),
          \(now.adding(seconds: 14_400)), 14400, \(now.adding(seconds: 86_400)), \(council))
        """)
    }
  }

  private func account(_ name: String, _ of: PartnersFixture) async throws -> String {
    try await of.store.create(
      name: name, signInName: "\(name)@example.test", authority: of.council.id, roles: [.informationGovernance],
      author: nil, now: now
    ).account.id.text
  }

  @Test(arguments: TestDatabase.engines)
  func `an emergency access is reviewed by somebody else of a body that it concerns, once`(engine: Engine) async throws
  {
    try await OversightFixture.with(engine) { fixture in
      let officer = try await account("officer", fixture.police), lead = try await account("lead", fixture.council)
      try await access("b1", by: officer, fixture)
      let reviews = EmergencyReviews(log: fixture.log), council = fixture.council.council.id.text
      let police = fixture.police.council.id.text
      let seen = try #require(try await reviews.list(agency: council).first)
      #expect(seen.told == "Anytown Council" && seen.agency == "Anytown Police" && seen.reviewedAt == nil)
      #expect(try await reviews.list(agency: "nobody").isEmpty)
      func review(_ who: String, _ agency: String, _ words: String = "Looked at the call") async throws {
        try await reviews.review(
          "b1", justified: true, words: words, by: AuditActor(user: who, agency: agency, strength: .secondFactor),
          now: now)
      }
      let own = await #expect(throws: Refusal.self) { try await review(officer, police) }
      #expect(own?.kind == "own-review")
      await #expect(throws: Refusal.self) { try await review(lead, "nobody") }
      await #expect(throws: Refusal.self) { try await review(lead, council, " ") }
      try await review(lead, council)
      await #expect(throws: Refusal.self) { try await review(lead, council) }
      #expect(try await reviews.list(agency: police).first?.isJustified == true)
    }
  }

  @Test func `looking at the list is an entry of its own, which names who looked and how many there were`() async throws
  {
    try await OversightFixture.with { fixture in
      let officer = try await account("officer", fixture.police)
      let (browser, lead) = try await fixture.visitor(
        "i@council.example", [.informationGovernance], of: fixture.council)
      try await access("b1", by: officer, fixture)
      let before = try await fixture.size()
      await browser.get("/oversight/emergencies")
      #expect(browser.page.status == 200 && browser.page.text.contains("A threat to a life"))
      #expect(try await fixture.size() == before + 1)
      let entry = try #require(try await fixture.log.record(at: before)).entry
      #expect(entry.category == .admin && entry.object?.kind == "break-glass-list" && entry.resultCount == 1)
      #expect(entry.actor.user == lead.id.text && entry.object?.id == fixture.council.council.id.text)
    }
  }

  @Test func `the second access without justification opens a breach; one alone does not`() async throws {
    try await OversightFixture.with { fixture in
      let officer = try await account("officer", fixture.police), lead = try await account("lead", fixture.council)
      let council = fixture.council.council.id.text, reviews = EmergencyReviews(log: fixture.log)
      for (id, breaches) in [("b1", 0), ("b2", 1)] {
        try await access(id, by: officer, fixture)
        try await reviews.review(
          id, justified: false, words: "No call was made",
          by: AuditActor(user: lead, agency: council, strength: .secondFactor), now: now)
        #expect(try await BreachStore(log: fixture.log).breaches(for: council).count == breaches)
      }
    }
  }
}
