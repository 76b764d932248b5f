import Basics
import Database
import PartnershipModel
import PartnershipStore
import PartnershipWeb
import TestSupport
import Testing
import WebShell

@Suite struct `Who may use which page` {
  /// The addresses with something real in the place of each parameter.
  private func filled(_ path: String, _ person: ID<Account>, _ body: ID<Authority>, _ held: Held) -> String {
    if path.hasPrefix("/sign-in") {
      return path.replacing(":id", with: held.provider.text).replacing(":provider", with: held.provider.text)
        .replacing(":account", with: person.text)
    }
    return path.hasPrefix("/people") || path.hasPrefix("/account")
      ? path.replacing(":id", with: person.text)
      : path.replacing(":id", with: body.text).replacing(":team", with: held.team.text)
  }

  private struct Held {
    let team: ID<Team>
    let provider: ID<IdentityProvider>
    let agencies: AgencySignIns
  }

  /// A team and a provider of the council.
  private func held(_ fixture: PartnersFixture, _ clock: MovingClock) async throws -> Held {
    let store = fixture.store, provider = FakeProvider(clock: clock)
    let author = try await fixture.person("author@council.example", [.administrator])
    return Held(
      team: try await store.addTeam("Night team", of: fixture.council.id, author: nil, now: clock.now),
      provider: try await store.addProvider(
        ProviderAddress.base(provider.issuer, place: "Issuer"), of: fixture.council.id, FederationFixture.draft(),
        author: author.id, now: clock.now),
      agencies: AgencySignIns(store: store, fetching: provider))
  }

  @Test
  func `each role reaches exactly the pages that its permissions open, and each page has a heading and a way back`()
    async throws
  {
    try await PartnersFixture.with(.sqlite) { fixture in
      let clock = MovingClock(PartnersFixture.start)
      let held = try await held(fixture, clock)
      let site = Browser.site(fixture.store, clock, held.agencies)
      #expect(site.unreachableRoutes.isEmpty)
      for role in [Role?.none] + Role.allCases.map({ $0 }) {
        let browser = Browser(site)
        var subject = ID<Account>("nobody")
        if let role {
          let person = try await fixture.person("\(role.rawValue)@council.example", [role])
          subject = person.id
          await browser.signIn(person, clock)
        }
        for route in site.routes where route.method == .get {
          let path = filled(route.path, subject, fixture.council.id, held)
          await browser.get(path)
          let status = browser.page.status, text = browser.page.text
          switch route.policy {
          case .everyone: #expect(status == 200 || status == 303, "\(path)")
          case .signedIn where role == nil, .needs where role == nil, .needsEither where role == nil:
            #expect(browser.page.header("location")?.hasPrefix("/sign-in") == true, "\(path)")
          case .signedIn: #expect(status == 200 || status == 303, "\(path)")
          case .needs(let permission):
            let may = role?.permissions.contains(permission) ?? false
            #expect(status == (may ? 200 : 403), "\(path) as \(role?.label ?? "nobody")")
          case .needsEither(let one, let other):
            let may = role.map { $0.permissions.contains(one) || $0.permissions.contains(other) } ?? false
            #expect(status == (may ? 200 : 403), "\(path) as \(role?.label ?? "nobody")")
          }
          guard status == 200 else { continue }
          #expect(text.contains("<title>") && text.components("<h1>") == 1, "\(path)")
          #expect(text.contains("class=\"back-link\""), "\(path)")
          #expect(!text.contains(" style=") && !text.contains("<script>"), "\(path)")
        }
      }
    }
  }

  @Test func `no change is carried out for somebody without the permission, nor without a form of ours`() async throws {
    try await PartnersFixture.with(.sqlite) { fixture in
      let clock = MovingClock(PartnersFixture.start)
      let held = try await held(fixture, clock)
      let site = Browser.site(fixture.store, clock, held.agencies)
      let reader = try await fixture.person("pat@council.example", [.reader])
      let admin = try await fixture.person("ada@council.example", [.administrator])
      let asReader = Browser(site), asAdmin = Browser(site)
      await asReader.signIn(reader, clock)
      await asAdmin.signIn(admin, clock)
      let before = try await (fixture.store.accounts(), fixture.store.authorities())
      for route in site.routes where route.change && route.policy != .everyone {
        let path = filled(route.path, reader.id, fixture.council.id, held)
        if case .needs = route.policy {
          await asReader.get("/account")
          let refused = await site.respond(
            method: "POST", uri: path,
            headers: [
              "cookie": "s=\(asReader.cookies["s"] ?? "")", "content-type": "application/x-www-form-urlencoded",
              "sec-fetch-site": "same-origin",
            ], body: Array("role=administrator&name=x".utf8))
          #expect(refused.status == 403, "\(path)")
        }
        let foreign = await site.respond(
          method: "POST", uri: path,
          headers: [
            "cookie": "s=\(asAdmin.cookies["s"] ?? "")", "content-type": "application/x-www-form-urlencoded",
            "sec-fetch-site": "cross-site",
          ], body: Array("role=reader&name=x&token=x&key=0123456789abcdef".utf8))
        #expect(foreign.status == 403, "\(path)")
      }
      let after = try await (fixture.store.accounts(), fixture.store.authorities())
      #expect(after.0.map(\.roles) == before.0.map(\.roles))
      #expect(after.0.map(\.state) == before.0.map(\.state))
      #expect(after.1 == before.1)
    }
  }

  @Test func `hostile text in any field of any open form is answered with a page and never with a fault`() async throws
  {
    try await PartnersFixture.with(.sqlite) { fixture in
      let clock = MovingClock(PartnersFixture.start)
      let browser = Browser(Browser.site(fixture.store, clock))
      let forms: [(String, [String])] = [
        ("/sign-in", ["email", "password", "next"]),
        ("/set-up", ["email", "set-up-code", "new-password", "repeat-password"]),
      ]
      let hostile = [
        "", "<script>alert(1)</script>", "' OR '1'='1", "\u{202E}", "\r\nSet-Cookie: s=x", "%00", "𝕏\u{200B}",
        String(repeating: "a", count: 10_000), String(repeating: "é", count: 10_000), "\"><img src=x onerror=alert(1)>",
      ]
      for (path, fields) in forms {
        for text in hostile {
          await browser.get(path)
          await browser.submit(path, fields.map { ($0, text) })
          #expect([422, 429].contains(browser.page.status), "\(path) \(text.prefix(20))")
          #expect(!browser.page.text.contains("<script>alert") && !browser.page.text.contains("<img"))
          #expect(browser.cookies["s"] == nil)
          clock.advance(3600)
        }
      }
      for token in ["x", String(repeating: "f", count: 64), "'; DROP TABLE account; --", ""] {
        browser.cookies["s"] = token
        await browser.get("/account")
        #expect(browser.page.status == 303)
        await browser.get("/sign-in/code")
        #expect(browser.page.header("location") == "/sign-in")
        await browser.get("/set-up/second-factor")
        #expect(browser.page.header("location") == "/set-up")
      }
    }
  }

  @Test func `hostile text in the forms of people and bodies is refused by field or shown as text`() async throws {
    try await PartnersFixture.with(.sqlite) { fixture in
      let clock = MovingClock(PartnersFixture.start)
      let held = try await held(fixture, clock)
      let browser = Browser(Browser.site(fixture.store, clock, held.agencies))
      let admin = try await fixture.person("ada@council.example", [.administrator])
      let person = try await fixture.person("pat@council.example", [.reader])
      await browser.signIn(admin, clock)
      let body = "/authorities/\(fixture.council.id)"
      let provider = "/sign-in-providers/\(held.provider)"
      let forms: [(String, String, [String])] = [
        (body, body, ["name", "kind", "responsibility"]), (body, body + "/areas", ["areas"]),
        (body, body + "/facilitator", ["facilitator", "officer"]),
        (body + "/teams/\(held.team)", body + "/teams/\(held.team)", ["team-name", "member", "lead"]),
        (
          "/sign-in-providers/new", "/sign-in-providers",
          [
            "authority", "issuer", "site", "client-id", "client-secret", "secret-file", "amr", "acr", "open",
          ]
        ),
        (provider, provider, ["site", "client-id", "client-secret", "secret-file", "amr", "acr", "open"]),
        (provider, provider + "/link", ["person", "subject"]),
        ("/people/new", "/people", ["name", "email", "authority", "role"]),
        ("/people/\(person.id)", "/people/\(person.id)/details", ["name", "authority"]),
        ("/people/\(person.id)", "/people/\(person.id)/roles", ["role"]),
        ("/authorities/new", "/authorities", ["name", "kind", "responsibility", "officer"]),
        ("/account/password", "/account/password", ["password", "new-password", "repeat-password"]),
      ]
      let hostile = ["<script>alert(1)</script>", "' OR '1'='1", "\u{202E}x", String(repeating: "é", count: 5000)]
      for (page, action, fields) in forms {
        for text in hostile {
          await browser.get(page)
          await browser.submit(action, fields.map { ($0, text) })
          #expect([422, 429].contains(browser.page.status), "\(action) \(text.prefix(20))")
          #expect(!browser.page.text.contains("<script>alert"))
        }
      }
      #expect(try await fixture.store.accounts().count == 3)
      #expect(try await fixture.store.authorities().count == 1)
    }
  }
}

extension String {
  /// How often `part` stands in the text.
  fileprivate func components(_ part: String) -> Int { ranges(of: part).count }
}
