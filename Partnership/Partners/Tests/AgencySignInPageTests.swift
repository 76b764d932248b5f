import Basics
import Database
import Foundation
import PartnershipModel
import PartnershipStore
import TestSupport
import Testing
import WebShell

@Suite struct `The pages of agency sign-in` {
  private func with(_ body: (FederationFixture, Browser) async throws -> Void) async throws {
    try await FederationFixture.with(.sqlite) { world in
      try await body(world, Browser(Browser.site(world.store, world.clock, world.signIns)))
    }
  }

  /// To the provider and back, up to the page with the button.
  private func comeBack(_ world: FederationFixture, _ browser: Browser, next: String = "") async throws {
    await browser.get("/sign-in" + next)
    let link = try #require(browser.page.text.firstMatch(of: /href="(\/sign-in\/agency\/[^"]+)"/)).output.1
    await browser.get(String(link).replacing("&amp;", with: "&"))
    #expect(browser.page.status == 303)
    let answer = try world.provider.authorize(browser.page.header("location") ?? "")
    await browser.get(
      IdentityProvider.returnPath
        + Address.query([("code", answer.code ?? ""), ("state", answer.state), ("iss", world.provider.issuer)]))
  }

  @Test func `a person goes to their agency, comes back, presses the button and is where they were going`() async throws
  {
    try await with { world, browser in
      try await comeBack(world, browser, next: "?next=%2Faccount")
      #expect(browser.page.text.contains("Continue signing in"))
      #expect(browser.cookies["s"] == nil)
      await browser.submit(IdentityProvider.returnPath)
      #expect(browser.page.status == 303 && browser.page.header("location") == "/account")
      #expect(browser.cookies["o"] == nil)
      await browser.follow()
      #expect(browser.page.text.contains("jo@council.example") && browser.page.text.contains("Anytown Council"))
    }
  }

  @Test func `the browser goes to the provider alone, with a cookie for our own pages`() async throws {
    try await with { world, browser in
      let reply = await browser.get("/sign-in/agency/\(world.id)?next=%2F%2Fevil.example")
      let place = try #require(reply.header("location"))
      #expect(place.hasPrefix("https://login.council.example/authorize?response_type=code&client_id=concordat"))
      #expect(place.contains("code_challenge_method=S256") && !place.contains("evil"))
      let cookie = try #require(reply.all("set-cookie").first { $0.hasPrefix("o=") })
      #expect(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict") && cookie.contains("Max-Age=600"))
      // What it carries shows neither state nor nonce nor verifier.
      let state = try world.provider.authorize(place).state
      #expect(!cookie.contains(state))
      await browser.get("/sign-in/agency/no-such-provider")
      #expect(browser.page.header("location") == "/sign-in")
      world.provider.state.withLock { $0.status = 500 }
      world.clock.advance(7200)
      await browser.get("/sign-in/agency/\(world.id)")
      #expect(browser.page.status == 502 && browser.page.text.contains("does not answer"))
    }
  }

  @Test func `without a second factor at the agency the local code comes next`() async throws {
    try await with { world, browser in
      world.provider.state.withLock { $0.claims = ["amr": .list(["pwd"])] }
      try await comeBack(world, browser, next: "?next=%2Faccount")
      await browser.submit(IdentityProvider.returnPath)
      #expect(browser.page.header("location") == "/sign-in/code?next=%2Faccount")
      await browser.follow()
      await browser.submit("/sign-in/code", [("code", world.jo.code(world.clock.now))])
      #expect(browser.page.header("location") == "/account")
    }
  }

  @Test func `each way of not being let in has a page that says so, and no session`() async throws {
    try await with { world, browser in
      func say(_ words: String, _ status: Int, _ claims: [String: FakeProvider.Claim] = [:]) async throws {
        world.provider.state.withLock { $0.claims = claims }
        try await comeBack(world, browser)
        await browser.submit(IdentityProvider.returnPath)
        #expect(browser.page.status == status && browser.page.text.contains(words), "\(words)")
        #expect(browser.cookies["s"] == nil && browser.cookies["o"] == nil)
        #expect(browser.page.text.contains("class=\"back-link\""))
      }
      try await say("<code>x&lt;b&gt;</code>", 403, ["sub": .text("x<b>")])
      try await say("was not accepted", 422, ["nonce": .text("x")])
      try await say("second factor is needed", 403, await unready(world))
      try await world.store.suspend(world.jo.id, author: world.admin.id, now: world.clock.now)
      try await say("suspended", 403)
      // A link that somebody was sent: no cookie of ours, whatever the code.
      let stranger = Browser(browser.site)
      await stranger.get(IdentityProvider.returnPath + "?code=stolen&state=made-up")
      await stranger.submit(IdentityProvider.returnPath)
      #expect(stranger.page.status == 422 && stranger.page.text.contains("cannot be finished"))
    }
  }

  /// Claims of somebody who is linked and has no second factor anywhere.
  private func unready(_ world: FederationFixture) async throws -> [String: FakeProvider.Claim] {
    let made = try await world.store.create(
      name: "New Fictional", signInName: "new@council.example", authority: world.partners.council.id, roles: [.reader],
      author: nil, now: world.clock.now)
    try await world.store.link(
      "new-at-work", at: world.id, to: made.account.id, author: world.admin.id, now: world.clock.now)
    return ["sub": .text("new-at-work"), "amr": .missing]
  }

  @Test func `hostile text that comes back is shown as text and signs nobody in`() async throws {
    try await with { world, browser in
      let hostile = [
        "", "<script>alert(1)</script>", "' OR '1'='1", "\u{202E}", "\r\nSet-Cookie: s=x",
        "\"><img src=x onerror=alert(1)>",
        String(repeating: "a", count: 3000), String(repeating: "é", count: 1000),
      ]
      for text in hostile {
        for field in ["code", "state", "iss", "error"] {
          await browser.get("/sign-in/agency/\(world.id)")
          await browser.get(IdentityProvider.returnPath + Address.query([(field, text)]))
          #expect(browser.page.status == 200)
          #expect(!browser.page.text.contains("<script>alert") && !browser.page.text.contains("<img"))
          await browser.submit(IdentityProvider.returnPath, [("code", text), ("state", text), ("iss", text)])
          #expect([422, 429].contains(browser.page.status))
          #expect(browser.cookies["s"] == nil)
        }
        world.clock.advance(3600)
      }
      for cookie in ["", "x", String(repeating: "A", count: 5000), "'; DROP TABLE account"] {
        await browser.get(IdentityProvider.returnPath + "?code=c&state=s")
        browser.cookies["o"] = cookie
        await browser.submit(IdentityProvider.returnPath)
        #expect(browser.page.status == 422)
      }
    }
  }

  @Test func `an administrator sets a provider up, links and unlinks people, shuts and removes it`() async throws {
    try await with { world, browser in
      await browser.signIn(world.admin, world.clock)
      await browser.get("/sign-in-providers")
      #expect(browser.page.text.contains("Anytown Council") && browser.page.text.contains("amr otp"))
      let here = "/sign-in-providers/\(world.id)"
      await browser.get(here)
      #expect(!browser.page.text.contains("s3cret"))
      #expect(browser.page.text.contains("https://concordat.example/sign-in/agency/return"))
      await browser.submit(here + "/unlink/\(world.jo.id)")
      let unlinked = try await world.store.identity(of: world.jo.id)
      #expect(unlinked == nil)
      await browser.get(here)
      await browser.submit(here + "/link", [("person", world.jo.id.text), ("subject", " jo-again ")])
      #expect(browser.page.status == 303)
      #expect(try await world.store.identity(of: world.jo.id)?.subject == "jo-again")
      await browser.get("/people/\(world.jo.id)")
      #expect(browser.page.text.contains("jo-again at https://login.council.example"))
      await browser.get(here)
      await browser.submit(here + "/link", [("person", world.admin.id.text), ("subject", "me")])
      #expect(browser.page.status == 422 && browser.page.text.contains("another administrator"))
      await browser.get(here)
      await browser.submit(here, [("site", "http://concordat.example"), ("client-id", "c"), ("open", "yes")])
      #expect(browser.page.status == 422)
      await browser.submit(here, [("site", "https://concordat.example"), ("client-id", "c"), ("amr", "mfa")])
      #expect(browser.page.status == 303)
      #expect(try await world.store.identityProvider(world.id)?.isOpen == false)
      await Browser(browser.site).get("/sign-in")
      await browser.get(here)
      await browser.submit(here + "/remove")
      #expect(browser.page.header("location") == "/sign-in-providers")
      await browser.get("/sign-in-providers/new")
      let fields = [
        ("authority", world.partners.council.id.text), ("issuer", world.provider.issuer), ("site", "https://c.example"),
        ("client-id", "concordat"), ("client-secret", "new"), ("amr", "otp"), ("open", "yes"),
      ]
      await browser.submit("/sign-in-providers", fields.map { $0.0 == "issuer" ? ($0.0, $0.1 + "/") : $0 })
      #expect(browser.page.status == 422 && browser.page.text.contains("calls itself by another name"))
      await browser.submit("/sign-in-providers", fields)
      #expect(browser.page.status == 303)
      await browser.get(browser.page.header("location") ?? "")
      #expect(browser.page.status == 200)
      #expect(try await world.store.identityProviders().count == 1)
    }
  }

  @Test func `somebody without an authenticator app here is told how to show a fresh second factor`() async throws {
    try await with { world, browser in
      let made = try await world.store.create(
        name: "Bea Fictional", signInName: "bea@council.example", authority: world.partners.council.id,
        roles: [.administrator], author: nil, now: world.clock.now)
      try await world.store.link(
        "bea", at: world.id, to: made.account.id, author: world.admin.id, now: world.clock.now)
      world.provider.state.withLock { $0.claims = ["sub": .text("bea")] }
      try await comeBack(world, browser)
      await browser.submit(IdentityProvider.returnPath)
      let body = "/authorities/\(world.partners.council.id)"
      await browser.get(body)
      await browser.submit(body + "/areas", [("areas", "E09000033 Westminster")])
      #expect(browser.page.status == 303)
      world.clock.advance(600)
      await browser.get(body)
      await browser.submit(body + "/areas", [("areas", "")])
      #expect(browser.page.status == 403 && browser.page.text.contains("Sign out, sign in again"))
      #expect(try await world.store.areas().count == 1)
    }
  }
}
