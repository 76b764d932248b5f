import Basics
import Database
import PartnershipModel
import PartnershipStore
import TestSupport
import Testing
import WebShell

@Suite struct `Pages of sharing agreements` {
  private let now = AgreementFixture.start

  private func begin(_ browser: Browser, _ fixture: AgreementFixture, title: String) async {
    await browser.get("/agreements/new/protocol")
    await browser.submit(
      "/agreements/new/protocol",
      [
        ("title", title), ("from-day", "23"), ("from-month", "11"), ("from-year", "2026"),
        ("party-0", fixture.police.id.text), ("party-1", fixture.council.id.text),
      ])
  }

  @Test func `no route hides another`() async throws {
    try await AgreementFixture.with(.sqlite) { fixture in
      #expect(fixture.site(MovingClock(now)).unreachableRoutes.isEmpty)
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `every page of an agreement has a title, one heading and a way back, for whom it is meant`(_ engine: Engine)
    async throws
  {
    try await AgreementFixture.with(engine) { fixture in
      let id = try await fixture.sent(), clock = MovingClock(now), site = fixture.site(clock)
      let pages: [(PartnersFixture.Person, [String])] = [
        (
          fixture.lead,
          ["", "/new", "/new/asb", "/\(id)", "/\(id)/copy", "/\(id)/end"]
            + ["purpose", "law", "handling", "parties", "items"].map { "/\(id)/edit/\($0)" }
        ),
        (fixture.policeSignatory, ["", "/\(id)", "/\(id)/copy", "/\(id)/sign"]),
      ]
      for (person, paths) in pages {
        let browser = Browser(site)
        await browser.signIn(person, clock)
        for path in paths {
          await browser.get("/agreements" + path)
          let text = browser.page.text
          #expect(browser.page.status == 200, "\(path)")
          #expect(text.contains("<title>") && text.split(separator: "<h1").count == 2, "\(path)")
          #expect(text.contains("class=\"back-link\""), "\(path)")
        }
      }
      let signatory = Browser(site)
      clock.advance(60)
      await signatory.signIn(fixture.councilSignatory, clock)
      for path in ["/new", "/\(id)/edit/law", "/\(id)/end"] {
        #expect(await signatory.get("/agreements" + path).status == 403, "\(path)")
      }
      let stranger = Browser(site)
      #expect(await stranger.get("/agreements").header("location")?.hasPrefix("/sign-in") == true)
    }
  }

  @Test func `a draft is begun from a model and shows what is missing`() async throws {
    try await AgreementFixture.with(.sqlite) { fixture in
      let clock = MovingClock(now), browser = Browser(fixture.site(clock))
      await browser.signIn(fixture.lead, clock)
      await begin(browser, fixture, title: "Our protocol")
      #expect(browser.page.status == 303)
      await browser.follow()
      #expect(browser.page.text.contains("Our protocol"))
      #expect(browser.page.text.contains("has not named: data protection officer"))
      #expect(browser.page.text.contains("Not confirmed"))
    }
  }

  @Test func `hostile input stays text or is refused, and nothing is stored of what is refused`() async throws {
    try await AgreementFixture.with(.sqlite) { fixture in
      let clock = MovingClock(now), browser = Browser(fixture.site(clock))
      await browser.signIn(fixture.lead, clock)
      await begin(browser, fixture, title: "<script>alert(1)</script>\" onload=\"x")
      await browser.follow()
      #expect(!browser.page.text.contains("<script>alert"))
      #expect(browser.page.text.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
      for title in ["", "a\u{202E}b", String(repeating: "x", count: 201)] {
        await begin(browser, fixture, title: title)
        #expect(browser.page.status == 422)
      }
      #expect(try await fixture.store.list().count == 1)
      let id = try #require(try await fixture.store.list().first).id
      await browser.get("/agreements/\(id)/edit/purpose")
      await browser.submit(
        "/agreements/\(id)/edit/purpose",
        [
          ("title", "T"), ("aim", "<b>aim</b>"), ("purposes", "no-such-purpose"), ("panels", "asb"),
          ("classification", "top-secret"), ("from-day", "23"), ("from-month", "11"), ("from-year", "2026"),
        ])
      #expect(browser.page.status == 422)
      #expect(browser.page.text.contains("&lt;b&gt;aim&lt;/b&gt;"))
      await browser.get("/agreements/\(id)/edit/purpose")
      await browser.submit(
        "/agreements/\(id)/edit/purpose",
        [
          ("title", "T"), ("purposes", "no-such-purpose"), ("classification", "official"), ("parent", "nonsense"),
          ("from-day", "99"), ("from-month", "11"), ("from-year", "99999999999999999999"),
        ])
      #expect(browser.page.status == 422)
      #expect(await browser.get("/agreements/\(id)/edit/nonsense").status == 404)
      #expect(await browser.get("/agreements/no-such-agreement").status == 404)
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `the page before signing says what would open, and signing asks for the second factor when it is old`(
    _ engine: Engine
  ) async throws {
    try await AgreementFixture.with(engine) { fixture in
      let id = try await fixture.sent(), clock = MovingClock(now), browser = Browser(fixture.site(clock))
      _ = try await fixture.store.sign(
        id, digest: try await fixture.held(id).sha256, by: fixture.councilSignatory.id, now: now)
      await browser.signIn(fixture.policeSignatory, clock)
      await browser.get("/agreements")
      #expect(browser.page.text.contains("Waiting for your signature"))
      await browser.get("/agreements/\(id)/sign")
      #expect(browser.page.text.contains("Police liaison of Anyshire Police could then read"))
      await browser.submit("/agreements/\(id)/sign")
      #expect(browser.page.status == 422)
      clock.advance(400)
      await browser.get("/agreements/\(id)/sign")
      await browser.submit("/agreements/\(id)/sign", [("agreed", "yes")])
      #expect(browser.page.text.contains("Confirm that it is you"))
      #expect(try await fixture.held(id).stored == .partiallySigned)
      await browser.submit(
        "/agreements/\(id)/sign", [("confirm-code", fixture.policeSignatory.code(clock.now))])
      #expect(browser.page.status == 303)
      #expect(try await fixture.held(id).stored == .inForce)
    }
  }

  @Test func `a signature under a text that has changed since it was shown is refused`() async throws {
    try await AgreementFixture.with(.sqlite) { fixture in
      let id = try await fixture.sent(), clock = MovingClock(now), browser = Browser(fixture.site(clock))
      await browser.signIn(fixture.policeSignatory, clock)
      await browser.get("/agreements/\(id)/sign")
      var content = try await fixture.held(id).content
      content.aim += " More."
      try await fixture.store.amend(id, content, by: fixture.lead.id, now: now)
      try await fixture.store.sendForSignature(id, by: fixture.lead.id, now: now)
      await browser.submit("/agreements/\(id)/sign", [("agreed", "yes")])
      #expect(browser.page.status == 422)
      #expect(try await fixture.held(id).signedCount == 0)
    }
  }

  @Test func `the copy shows the digest, every party and its signature, also as PDF`() async throws {
    try await AgreementFixture.with(.sqlite) { fixture in
      let id = try await fixture.sent(), clock = MovingClock(now), browser = Browser(fixture.site(clock))
      try await fixture.signByAll(id)
      await browser.signIn(fixture.policeSignatory, clock)
      let text = await browser.get("/agreements/\(id)/copy").text
      #expect(text.contains(try await fixture.held(id).sha256))
      #expect(text.contains("Anytown Council") && text.contains("Signed by Pat Fictional"))
      await browser.get("/agreements/\(id)/copy.pdf")
      // A machine without the program that makes PDF is told so; the release's machine has it.
      guard browser.page.status == 200 else { return #expect(browser.page.text.contains("WeasyPrint")) }
      #expect(browser.page.body.starts(with: Array("%PDF".utf8)))
      #expect(browser.page.header("content-type") == "application/pdf")
    }
  }
}
