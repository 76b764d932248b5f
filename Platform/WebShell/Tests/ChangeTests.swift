import Basics
import Synchronization
import Testing

@testable import WebShell

@Suite struct ChangeTests {
  private func site(_ tally: Tally, secure: Bool = false) -> Site {
    testSite(
      [
        Route(.post, "/save", policy: .needs(.importEvidence)) { ask in
          let name = try ask.required("name", "Name")
          // Long enough for another request with the same key to arrive.
          try await Task.sleep(for: .milliseconds(20))
          return .text("saved \(name) \(tally.add())")
        },
        Route(.post, "/other", policy: .needs(.importEvidence)) { _ in .text("other \(tally.add())") },
        Route(.post, "/sign-in", policy: .everyone) { _ in
          .setting([Cookie("s", "analyst", seconds: 3600)], then: .redirect("/"))
        },
        Route(.get, "/sign-in", policy: .everyone) { _ in
          .page(Page(title: "Sign in", body: UI.form(action: "/sign-in", submit: "Sign in", "")))
        },
        Route(.post, "/sign-out", policy: .signedIn) { _ in .setting([.removing("s")], then: .redirect("/")) },
      ], secure: secure)
  }

  @Test func `a form of ours is carried out`() async {
    let tally = Tally()
    let response = await site(tally).post("/save", [("name", "Ada")])
    #expect(response.text == "saved Ada 1")
  }

  @Test(arguments: [
    ["host": "127.0.0.1:8080", "origin": "https://evil.example"],
    ["host": "127.0.0.1:8080", "origin": "null"],
    ["host": "127.0.0.1:8080", "sec-fetch-site": "cross-site"],
    ["host": "127.0.0.1:8080", "origin": "http://127.0.0.1:8080", "sec-fetch-site": "same-site"],
    ["host": "127.0.0.1:8080", "origin": "http://127.0.0.1:8081"],
    ["origin": "http://127.0.0.1:8080"],
  ])
  func `a form from anywhere else changes nothing and is not shown again`(headers: [String: String]) async {
    let tally = Tally()
    let response = await site(tally).post("/save", [("name", "Planted")], headers: headers)
    #expect(response.status == 403)
    #expect(!response.text.contains("Planted"))
    #expect(tally.count == 0)
  }

  @Test func `a browser that hides the origin but says same-origin is believed`() async {
    let tally = Tally()
    let headers = ["host": "h", "origin": "null", "sec-fetch-site": "same-origin"]
    #expect(await site(tally).post("/save", [("name", "a")], headers: headers).status == 200)
    let foreign = ["host": "h", "origin": "null", "sec-fetch-site": "cross-site"]
    #expect(await site(tally).post("/save", [("name", "a")], headers: foreign).status == 403)
    #expect(tally.count == 1)
  }

  @Test func `without Origin and fetch headers a valid token is enough, and a wrong one is not`() async {
    let tally = Tally()
    #expect(await site(tally).post("/save", [("name", "a")], headers: ["host": "h"]).status == 200)
    #expect(await site(tally).post("/save", [("name", "a")], token: "forged", headers: ["host": "h"]).status == 403)
    #expect(tally.count == 1)
  }

  @Test func `a token of another session is refused, and what was typed is offered again`() async {
    let tally = Tally()
    let response = await site(tally).post(
      "/save", [("name", "Long <text>"), ("password", "never shown")], token: "token of session-2")
    #expect(response.status == 403)
    #expect(tally.count == 0)
    #expect(response.text.contains("name=\"name\" value=\"Long &lt;text&gt;\""))
    #expect(!response.text.contains("never shown"))
    #expect(response.text.contains("action=\"/save\""))
  }

  @Test func `a form sent after the session ended loses nothing`() async {
    let tally = Tally()
    let response = await site(tally).post("/save", [("name", "My work")], session: nil)
    #expect(response.status == 401)
    #expect(response.text.contains("value=\"My work\""))
    #expect(response.text.contains("/sign-in"))
    #expect(tally.count == 0)
  }

  @Test func `a form kept over signing in can be sent with the browser's own token`() async throws {
    let tally = Tally()
    let site = site(tally)
    let ended = await site.post("/save", [("name", "My work")], session: nil)
    let cookie = try #require(ended.header("set-cookie")?.split(separator: ";").first.map(String.init))
    let token = try #require(hidden("token", ended.text)), key = try #require(hidden("key", ended.text))
    var headers = sameOrigin
    headers["content-type"] = "application/x-www-form-urlencoded"
    headers["cookie"] = "s=analyst; \(cookie)"
    let body = "name=My+work&token=\(Address.encoded(token))&key=\(key)"
    let response = await site.respond(method: "POST", uri: "/save", headers: headers, body: Array(body.utf8))
    #expect(response.text == "saved My work 1")
  }

  @Test func `the same form sent twice is carried out once, and answered alike`() async {
    let tally = Tally()
    let site = site(tally)
    let first = await site.post("/save", [("name", "Ada")])
    let second = await site.post("/save", [("name", "Ada")])
    #expect(first.text == second.text)
    #expect(tally.count == 1)
  }

  @Test func `twenty sendings at the same time are carried out once`() async {
    let tally = Tally()
    let site = site(tally)
    let answers = await withTaskGroup(of: String.self) { group in
      for _ in 0..<20 { group.addTask { await site.post("/save", [("name", "Ada")]).text } }
      return await group.reduce(into: Set<String>()) { $0.insert($1) }
    }
    #expect(answers == ["saved Ada 1"])
    #expect(tally.count == 1)
  }

  @Test func `a key belongs to one session, one address and one content`() async {
    let tally = Tally()
    let site = site(tally)
    _ = await site.post("/save", [("name", "Ada")])
    #expect(await site.post("/other", []).text == "other 2")
    let changed = await site.post("/save", [("name", "Bob")])
    #expect(changed.status == 409)
    #expect(tally.count == 2)
  }

  @Test func `a refused form may be mended and sent again with the same key`() async {
    let tally = Tally()
    let site = site(tally)
    #expect(await site.post("/save", [("name", " ")]).status == 400)
    #expect(await site.post("/save", [("name", "Ada")]).text == "saved Ada 1")
  }

  @Test func `a form without its key is refused plainly`() async {
    let tally = Tally()
    #expect(await site(tally).post("/save", [("name", "Ada")], key: nil).status == 400)
    #expect(tally.count == 0)
  }

  @Test func `memory for outcomes is bounded, oldest given up first`() async {
    let store = MemoryIdempotency(capacity: 2)
    func key(_ number: Int) -> IdempotencyKey { IdempotencyKey(session: "s", path: "/", key: "\(number)") }
    for number in 1...3 {
      _ = await store.claim(key(number), fingerprint: "", now: moment)
      await store.settle(key(number), Response(status: 200))
    }
    guard case .first = await store.claim(key(1), fingerprint: "", now: moment) else { Issue.record("kept"); return }
    guard case .replay = await store.claim(key(3), fingerprint: "", now: moment) else { Issue.record("lost"); return }
  }

  @Test func `lacking a permission is said before the form is read`() async {
    let tally = Tally()
    #expect(await site(tally).post("/save", [("name", "Ada")], session: "reader").status == 403)
    #expect(tally.count == 0)
  }

  @Test func `cookies are strict, and over TLS carry the host prefix both ways`() async throws {
    let plain = await site(Tally()).respond(uri: "/sign-in")
    let cookie = try #require(plain.header("set-cookie"))
    #expect(cookie.hasPrefix("f=") && cookie.hasSuffix("; Path=/; HttpOnly; SameSite=Strict"))
    let secure = await site(Tally(), secure: true).respond(uri: "/sign-in")
    #expect(secure.header("set-cookie")?.hasPrefix("__Host-f=") == true)
    #expect(secure.header("set-cookie")?.contains("; Secure") == true)
    #expect(secure.header("strict-transport-security") != nil)
    #expect(Cookie.parse(["s=planted; __Host-s=real"], secure: true) == ["s": "real"])
    #expect(Cookie.parse(["s=a; s=b; broken; =; x=\"q\""], secure: false)["s"] == "a")
  }

  @Test func `signing out clears what the browser kept`() async {
    let response = await site(Tally()).post("/sign-out", [])
    #expect(response.all("set-cookie").contains { $0.hasPrefix("s=;") && $0.contains("Max-Age=0") })
    #expect(response.header("clear-site-data") != nil)
  }

  private func hidden(_ name: String, _ page: String) -> String? {
    page.firstRange(of: "action=\"/save\"").flatMap { form in
      page[form.upperBound...].firstRange(of: "name=\"\(name)\" value=\"").map { found in
        String(page[found.upperBound...].prefix { $0 != "\"" })
      }
    }
  }
}
