import Audit
import Basics
import Database
import PartnershipModel
import PartnershipStore
import PartnershipWeb
import TestSupport
import Testing
import WebShell

@Suite struct `What looks are compared with` {
  private static let path = "/account/own-details"

  @Test(arguments: TestDatabase.engines)
  func `own details are kept as keys only, replaced and taken away, each with an entry that says no detail`(
    _ engine: Engine
  ) async throws {
    try await OversightFixture.with(engine) { fixture in
      let (browser, person) = try await fixture.visitor("c@council.example", [.caseworker], of: fixture.council)
      let comparing = StaffComparing(log: fixture.log, matching: try MatchKeys(secret: Array(0..<32)))
      await browser.get(Self.path)
      #expect(browser.page.status == 200)
      await browser.submit(
        Self.path,
        [
          ("former-surname", "Canaryname"), ("home", "7 Canary Row"), ("postcode", "ZZ1 1ZZ"),
          ("phone-1", "020 7946 0777"),
          ("relative-2-given", "Canarykin"), ("relative-2-family", "Canaryname"), ("relative-2-born-day", "3"),
          ("relative-2-born-month", "2"), ("relative-2-born-year", "1990"),
        ])
      #expect(browser.page.status == 303)
      let held = try await comparing.held(of: person.id.text)
      #expect(held == [.surname: 1, .address: 1, .phone: 1, .identity: 1])
      await browser.follow()
      #expect(browser.page.text.contains("1 given") && !browser.page.text.contains("Canary"))
      let stored = try await fixture.database.read { connection in
        try connection.rows("SELECT match_key FROM insider_staff_key").map { try $0.text("match_key") }
      }
      #expect(stored.allSatisfy { $0.count == 64 && !$0.lowercased().contains("canary") } && stored.count == 4)
      let last = try await fixture.size()
      let entry = try #require(try await fixture.log.record(at: last - 1)).entry
      #expect(entry.category == .admin && entry.object?.kind == "own-details" && entry.resultCount == 4)
      await browser.submit(Self.path, [("phone-1", "020 7946 0888")])
      #expect(try await comparing.held(of: person.id.text) == [.phone: 1])
      await browser.get(Self.path)
      await browser.submit(Self.path + "/withdraw")
      #expect(try await comparing.held(of: person.id.text).isEmpty)
    }
  }

  @Test func `what cannot be compared is refused and changes nothing; hostile text is shown as text`() async throws {
    try await OversightFixture.with { fixture in
      let (browser, person) = try await fixture.visitor("c@council.example", [.caseworker], of: fixture.council)
      let comparing = StaffComparing(log: fixture.log, matching: try MatchKeys(secret: Array(0..<32)))
      await browser.get(Self.path)
      await browser.submit(Self.path, [("phone-1", "020 7946 0888")])
      let evil = "<script>alert(1)</script>"
      for fields in [
        [("home", "7 Canary Row")], [("postcode", "ZZ1 1ZZ")], [("home", evil), ("postcode", "' OR '1'='1")],
        [("phone-1", "none")], [("phone-2", evil)], [("former-surname", String(repeating: "é", count: 300))],
        [("relative-1-given", "Sam"), ("relative-1-family", evil)],
        [
          ("relative-1-given", "Sam"), ("relative-1-born-day", "31"), ("relative-1-born-month", "2"),
          ("relative-1-born-year", "1990"),
        ],
        [("relative-1-born-day", "1"), ("relative-1-born-month", "2"), ("relative-1-born-year", "1990")],
      ] as [[(String, String)]] {
        await browser.get(Self.path)
        await browser.submit(Self.path, fields)
        #expect(browser.page.status == 422, "\(fields)")
        #expect(!browser.page.text.contains("<script>alert"))
      }
      #expect(try await comparing.held(of: person.id.text) == [.phone: 1])
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `an administrator sets somebody's usual hours, never the own, and nobody else does`(_ engine: Engine)
    async throws
  {
    try await OversightFixture.with(engine) { fixture in
      let (admin, own) = try await fixture.visitor("a@council.example", [.administrator], of: fixture.council)
      let (worker, person) = try await fixture.visitor("c@council.example", [.caseworker], of: fixture.council)
      let comparing = StaffComparing(log: fixture.log, matching: nil), path = "/people/\(person.id)/hours"
      await worker.get(path)
      #expect(worker.page.status == 403)
      await admin.get(path)
      #expect(admin.page.status == 200)
      await admin.submit(path, [("weekday", "1"), ("weekday", "5"), ("from", "22:00"), ("to", "6:30")])
      #expect(admin.page.status == 303)
      let held = try await comparing.hours(of: person.id.text)
      #expect(held?.from == 1_320 && held?.to == 390 && held?.days == [1, 5])
      for fields in [
        [("weekday", "8"), ("from", "08:00"), ("to", "16:00")],
        [("weekday", "<script>"), ("from", "08:00"), ("to", "16:00")],
        [("weekday", "1"), ("from", "25:00"), ("to", "16:00")], [("weekday", "1"), ("from", "8"), ("to", "16:00")],
        [("weekday", "1"), ("from", "24:30"), ("to", "16:00")], [("weekday", "1"), ("from", "-1:00"), ("to", "16:00")],
        [("weekday", "1"), ("from", "08:00"), ("to", "08:00")], [("from", "08:00"), ("to", "16:00")],
        [("weekday", "1"), ("from", "<b>"), ("to", String(repeating: "9", count: 400))],
      ] as [[(String, String)]] {
        await admin.get(path)
        await admin.submit(path, fields)
        #expect(admin.page.status == 422 && !admin.page.text.contains("<b>"), "\(fields)")
      }
      #expect(try await comparing.hours(of: person.id.text)?.days == [1, 5])
      await admin.get("/people/\(own.id)/hours")
      #expect(admin.page.text.contains("another administrator") && !admin.page.text.contains("name=\"from\""))
      let actor = try AuditActor(user: own.id.text, agency: fixture.council.council.id.text)
      await #expect(throws: Refusal.self) {
        try await comparing.keep(nil, of: own.id.text, by: actor, now: fixture.clock.now)
      }
      await admin.get(path)
      await admin.submit(path)
      #expect(try await comparing.hours(of: person.id.text) == nil)
      await admin.get("/people/nobody/hours")
      #expect(admin.page.status == 404)
    }
  }
}
