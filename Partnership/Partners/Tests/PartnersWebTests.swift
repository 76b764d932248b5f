import Basics
import Database
import PartnershipModel
import PartnershipStore
import PartnershipWeb
import TestSupport
import Testing
import WebShell

@Suite struct `The pages of people and bodies` {
  private func with(
    _ engine: Engine = .sqlite, _ body: (PartnersFixture, MovingClock, Browser) async throws -> Void
  ) async throws {
    try await PartnersFixture.with(engine) { fixture in
      let clock = MovingClock(PartnersFixture.start)
      try await body(fixture, clock, Browser(Browser.site(fixture.store, clock)))
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `a person signs in, goes where they were going, and signs out`(_ engine: Engine) async throws {
    try await with(engine) { fixture, clock, browser in
      let person = try await fixture.person("pat@council.example", [.analyst])
      await browser.get("/account/password")
      #expect(browser.page.header("location") == "/sign-in?next=%2Faccount%2Fpassword")
      await browser.follow()
      await browser.submit("/sign-in", [("email", person.email), ("password", PartnersFixture.password)])
      await browser.follow()
      #expect(browser.page.text.contains("Six-digit code"))
      await browser.submit("/sign-in/code", [("code", person.code(clock.now))])
      #expect(browser.page.header("location") == "/account/password")
      await browser.follow()
      #expect(browser.page.status == 200)
      #expect(browser.page.text.contains("Change my password"))
      let token = try #require(browser.cookies["s"])
      await browser.submit("/sign-out")
      #expect(browser.page.header("clear-site-data") != nil)
      #expect(browser.cookies["s"] == nil)
      browser.cookies["s"] = token
      await browser.get("/account")
      #expect(browser.page.header("location")?.hasPrefix("/sign-in") == true)
    }
  }

  @Test func `a wrong password, a wrong code and a replayed code say so and keep the person out`() async throws {
    try await with { fixture, clock, browser in
      let person = try await fixture.person("pat@council.example", [.analyst])
      await browser.get("/sign-in")
      await browser.submit("/sign-in", [("email", person.email), ("password", "not the password")])
      #expect(browser.page.status == 422)
      #expect(browser.page.text.contains("There is a problem"))
      #expect(browser.page.text.contains("value=\"pat@council.example\""))
      #expect(!browser.page.text.contains("not the password"))
      await browser.signIn(person, clock)
      let other = Browser(browser.site)
      await other.signIn(person, clock)
      #expect(other.page.status == 422)
      #expect(other.page.text.contains("was used before"))
      await other.get("/account")
      #expect(other.page.status == 303)
      clock.advance(30)
      await other.get("/sign-in/code")
      await other.submit("/sign-in/code", [("code", person.code(clock.now))])
      #expect(other.page.status == 303)
    }
  }

  @Test func `an address to go to afterwards that is not ours is not followed`() async throws {
    try await with { fixture, clock, browser in
      let person = try await fixture.person("pat@council.example", [.analyst])
      for next in ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"] {
        await browser.get("/sign-in?next=" + Address.encoded(next))
        #expect(!browser.page.text.contains("evil.example"))
        await browser.submit(
          "/sign-in", [("email", person.email), ("password", PartnersFixture.password), ("next", next)])
        #expect(browser.page.header("location") == "/sign-in/code")
        await browser.submit("/sign-out")
      }
    }
  }

  @Test func `too many attempts are told to wait, with status 429`() async throws {
    try await with { fixture, clock, browser in
      let person = try await fixture.person("pat@council.example", [.analyst])
      // The network of this browser is another than the one of the set-up.
      for _ in 0..<10 {
        await browser.get("/sign-in")
        await browser.submit("/sign-in", [("email", person.email), ("password", "no")])
        #expect(browser.page.status == 422)
      }
      await browser.get("/sign-in")
      await browser.submit("/sign-in", [("email", person.email), ("password", PartnersFixture.password)])
      #expect(browser.page.status == 429)
      #expect(browser.page.text.contains("6 minutes"))
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `an administrator adds a person, who sets the account up and signs in`(_ engine: Engine) async throws {
    try await with(engine) { fixture, clock, browser in
      let admin = try await fixture.person("ada@council.example", [.administrator])
      await browser.signIn(admin, clock)
      await browser.get("/people/new")
      await browser.submit(
        "/people",
        [
          ("name", "<script>alert(1)</script>"), ("email", "new@council.example"),
          ("authority", fixture.council.id.text), ("role", "analyst"), ("role", "reader"),
        ])
      #expect(browser.page.status == 200)
      #expect(!browser.page.text.contains("<script>alert"))
      let code = try #require(browser.page.text.firstMatch(of: /<code>([A-Z2-7]{5}(?:-[A-Z2-7]{5}){3})<\/code>/)).output
        .1
      await browser.get("/people")
      #expect(browser.page.text.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
      #expect(browser.page.text.contains("Waiting to be set up"))
      #expect(!browser.page.text.contains(code))

      let newcomer = Browser(browser.site)
      await newcomer.get("/set-up")
      await newcomer.submit(
        "/set-up",
        [
          ("email", "new@council.example"), ("set-up-code", String(code)), ("new-password", "password1234"),
          ("repeat-password", "password1234"),
        ])
      #expect(newcomer.page.status == 422)
      #expect(newcomer.page.text.contains("guessed first"))
      #expect(!newcomer.page.text.contains("password1234"))
      await newcomer.submit(
        "/set-up",
        [
          ("email", "new@council.example"), ("set-up-code", String(code)), ("new-password", "velvet harbour lantern"),
          ("repeat-password", "velvet harbour lantern"),
        ])
      await newcomer.follow()
      #expect(newcomer.page.text.contains("<svg"))
      let key = try #require(newcomer.page.text.firstMatch(of: /by hand, as a time-based key: <code>([A-Z2-7 ]+)</))
        .output.1
      let factor = SecondFactor(key: try #require(Base32.bytes(key)))
      await newcomer.submit("/set-up/second-factor", [("code", "000000")])
      #expect(newcomer.page.status == 422)
      await newcomer.submit("/set-up/second-factor", [("code", factor.code(at: clock.now))])
      #expect(newcomer.page.header("location") == "/")
      await newcomer.get("/account")
      #expect(newcomer.page.text.contains("Analyst, Reader"))
    }
  }

  @Test func `people are changed only with a fresh second factor, and what was typed is kept meanwhile`() async throws {
    try await with { fixture, clock, browser in
      let admin = try await fixture.person("ada@council.example", [.administrator])
      await browser.signIn(admin, clock)
      clock.advance(600)
      await browser.get("/people/new")
      await browser.submit(
        "/people",
        [
          ("name", "Sam \"O’Fictional\" & Co"), ("email", "sam@council.example"),
          ("authority", fixture.council.id.text), ("role", "reader"),
        ])
      #expect(browser.page.text.contains("Confirm that it is you"))
      #expect(try await fixture.store.accounts().count == 1)
      await browser.submit("/people", [("confirm-code", "000000")])
      #expect(browser.page.status == 422)
      let before = browser.cookies["s"]
      await browser.submit("/people", [("confirm-code", admin.code(clock.now))])
      #expect(browser.page.text.contains("Set-up code for Sam"))
      #expect(browser.cookies["s"] != before)
      let made = try #require(try await fixture.store.accounts().first { $0.signInName.text == "sam@council.example" })
      #expect(made.name == "Sam \"O’Fictional\" & Co")
      #expect(made.roles == [.reader])
    }
  }

  @Test func `an administrator sets roles, suspends, restores and re-enrols`() async throws {
    try await with { fixture, clock, browser in
      let admin = try await fixture.person("ada@council.example", [.administrator])
      let person = try await fixture.person("pat@council.example", [.reader])
      let here = "/people/\(person.id)"
      await browser.signIn(admin, clock)
      await browser.get(here)
      await browser.submit(here + "/roles", [("role", "analyst")])
      #expect(browser.page.header("location") == here + "?done=saved")
      #expect(try await fixture.store.account(person.id)?.roles == [.analyst])
      await browser.follow()
      await browser.submit(here + "/roles", [("role", "emperor")])
      #expect(browser.page.status == 422)
      await browser.get(here)
      await browser.submit(here + "/details", [("name", "Pat Renamed"), ("authority", fixture.council.id.text)])
      #expect(try await fixture.store.account(person.id)?.name == "Pat Renamed")
      await browser.get(here)
      await browser.submit(here + "/suspend")
      #expect(try await fixture.store.account(person.id)?.state == .suspended)
      await browser.follow()
      await browser.submit(here + "/restore")
      #expect(try await fixture.store.account(person.id)?.state == .active)
      await browser.follow()
      await browser.submit(here + "/reissue")
      #expect(browser.page.text.contains("shown this once"))
      await browser.get(here)
      #expect(browser.page.text.contains("Password and second factor cleared"))
      #expect(browser.page.text.contains("Suspended"))
      await browser.get("/people/\(admin.id)")
      #expect(browser.page.text.contains("This is you"))
      await browser.get("/people/no-such-person")
      #expect(browser.page.status == 404)
    }
  }

  @Test func `a person changes their password, ends sessions and replaces the second factor`() async throws {
    try await with { fixture, clock, browser in
      let person = try await fixture.person("pat@council.example", [.reader])
      let elsewhere = Browser(browser.site)
      await elsewhere.signIn(person, clock)
      clock.advance(60)
      await browser.signIn(person, clock)
      await browser.get("/account")
      #expect(browser.page.text.contains("This one"))
      await browser.submit("/account/sessions/end-others")
      await elsewhere.get("/account")
      #expect(elsewhere.page.status == 303)

      await browser.get("/account/password")
      await browser.submit(
        "/account/password",
        [
          ("password", PartnersFixture.password), ("new-password", "velvet harbour lantern"),
          ("repeat-password", "other"),
        ])
      #expect(browser.page.text.contains("differ"))
      await browser.submit(
        "/account/password",
        [
          ("password", PartnersFixture.password), ("new-password", "velvet harbour lantern"),
          ("repeat-password", "velvet harbour lantern"),
        ])
      #expect(browser.page.header("location") == "/account?done=password")
      await browser.follow()
      await browser.submit("/account/second-factor/replace")
      await browser.follow()
      let key = try #require(browser.page.text.firstMatch(of: /by hand, as a time-based key: <code>([A-Z2-7 ]+)</))
        .output.1
      let factor = SecondFactor(key: try #require(Base32.bytes(key)))
      #expect(factor != person.factor)
      await browser.submit("/account/second-factor", [("code", factor.code(at: clock.now))])
      #expect(browser.page.header("location") == "/account?done=factor")
    }
  }

  @Test func `bodies are entered and amended by administrators and seen by everybody`() async throws {
    try await with { fixture, clock, browser in
      let admin = try await fixture.person("ada@council.example", [.administrator])
      await browser.signIn(admin, clock)
      await browser.get("/authorities")
      #expect(browser.page.text.contains("Not entered yet"))
      await browser.get("/authorities/new")
      await browser.submit("/authorities", [("name", "Anyshire Police"), ("kind", "responsible-authority")])
      #expect(browser.page.status == 422)
      #expect(browser.page.text.contains("one of the five"))
      await browser.submit(
        "/authorities",
        [
          ("name", "Anyshire <b>Police"), ("kind", "responsible-authority"), ("responsibility", "police"),
          ("officer", ""),
        ])
      #expect(browser.page.header("location") == "/authorities")
      await browser.follow()
      #expect(browser.page.text.contains("Anyshire &lt;b&gt;Police"))
      let police = try #require(try await fixture.store.authorities().first { $0.responsibility == .police })
      await browser.get("/authorities/\(police.id)")
      await browser.submit(
        "/authorities/\(police.id)", [("name", "Anytown Council"), ("kind", "other"), ("responsibility", "")])
      #expect(browser.page.text.contains("has a body of this name"))
    }
  }
}
