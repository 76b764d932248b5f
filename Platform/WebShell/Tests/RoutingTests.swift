import Basics
import Synchronization
import Testing

@testable import WebShell

@Suite struct RoutingTests {
  private func site(log: AccessLog = .none) -> Site {
    testSite(
      [
        Route(.get, "/", policy: .everyone) { _ in .text("start") },
        Route(.get, "/evidence", policy: .needs(.readEvidence)) { ask in .text("evidence \(ask.query["ward"] ?? "")") },
        Route(.get, "/evidence/:id", policy: .needs(.readEvidence)) { ask in .text("one \(try ask.parameter("id"))") },
        Route(.get, "/evidence/new", policy: .needs(.importEvidence)) { _ in .text("new") },
        Route(.get, "/evidence/:id/files/:file", policy: .signedIn) { ask in
          .text("\(try ask.parameter("id")) \(try ask.parameter("file"))")
        },
        Route(.get, "/people", policy: .needs(.administer)) { _ in .text("people") },
        Route(.post, "/evidence", policy: .needs(.importEvidence)) { _ in .redirect("/evidence") },
        Route(.get, "/broken", policy: .everyone) { _ in throw Broken() },
        Route(.get, "/refused", policy: .everyone) { _ in
          throw Refusal("too-early", place: "April 2022", "The <month> is not there.", remedy: "Choose May 2022.")
        },
        Route(.get, "/gone", policy: .everyone) { _ in throw NotFound() },
        Route(.get, "/api/refused", policy: .everyone) { _ in throw Refusal("bad", "No.", remedy: nil) },
        Route(.get, "/leave", policy: .everyone) { _ in .redirect("https://evil.example/") },
      ], log: log)
  }

  private struct Broken: Error {}
  private let analyst = ["cookie": "s=analyst"]

  @Test func `a literal part of a path wins over a named one`() async {
    #expect(await site().respond(uri: "/evidence/new", headers: analyst).text == "new")
    #expect(await site().respond(uri: "/evidence/old", headers: analyst).text == "one old")
  }

  @Test func `parts of a path are decoded, and a slash inside one stays inside`() async {
    let response = await site().respond(uri: "/evidence/a%2Fb%20c/files/%C3%A9", headers: analyst)
    #expect(response.text == "a/b c é")
  }

  @Test(arguments: [
    "/evidence/%ZZ", "/evidence/%FF", "/evidence/%00", "/evidence/..", "//evidence", "/nowhere", "evidence",
  ])
  func `a path that no page could have is not found`(path: String) async {
    #expect(await site().respond(uri: path, headers: analyst).status == 404)
  }

  @Test func `someone not signed in is sent to sign in and back`() async {
    let response = await site().respond(uri: "/evidence?ward=West%20End")
    #expect(response.status == 303)
    #expect(response.header("location") == "/sign-in?next=%2Fevidence%3Fward%3DWest%2520End")
  }

  @Test func `lacking a permission says which role has it and whom to ask`() async {
    let response = await site().respond(uri: "/people", headers: analyst)
    #expect(response.status == 403)
    #expect(response.text.contains("<strong>administrator</strong>"))
    #expect(response.text.contains("the community safety manager"))
    #expect(response.text.contains("href=\"/\""))
  }

  @Test func `hidden and absent things answer alike`() async {
    let hidden = await site().respond(uri: "/gone", headers: analyst)
    let absent = await site().respond(uri: "/none", headers: analyst)
    #expect(hidden.status == 404)
    #expect(hidden.body.count == absent.body.count)
  }

  @Test func `a wrong method is told which methods there are`() async {
    let response = await site().respond(method: "DELETE", uri: "/evidence", headers: analyst)
    #expect(response.status == 405)
    #expect(response.header("allow") == "GET, POST")
  }

  @Test func `HEAD has the headers of GET and no body`() async {
    let response = await site().respond(method: "HEAD", uri: "/", headers: [:])
    #expect(response.status == 200)
    #expect(response.body.isEmpty)
    #expect(response.header("content-type")?.hasPrefix("text/plain") == true)
  }

  @Test func `a refusal is a page with place, reason and remedy, escaped`() async {
    let response = await site().respond(uri: "/refused")
    #expect(response.status == 400)
    #expect(response.text.contains("April 2022"))
    #expect(response.text.contains("The &lt;month&gt; is not there."))
    #expect(response.text.contains("Choose May 2022."))
  }

  @Test func `programs are refused in JSON`() async {
    let response = await site().respond(uri: "/api/refused")
    #expect(response.status == 400)
    #expect(response.text == #"{"refused":{"kind":"bad","place":null,"reason":"No.","remedy":null}}"#)
  }

  @Test func `an unforeseen error gives a reference, logs it, and tells nothing else`() async throws {
    let seen = Mutex<[String]>([])
    let response = await site(
      log: AccessLog(
        record: { _ in }, failure: { reference, path, error in seen.withLock { $0 = [reference, path, "\(error)"] } })
    ).respond(uri: "/broken")
    #expect(response.status == 500)
    let logged = seen.withLock { $0 }
    #expect(logged.last == "Broken()")
    #expect(response.text.contains(try #require(logged.first)))
    #expect(!response.text.contains("Broken"))
  }

  @Test func `the access log holds the path and the account and never the query`() async throws {
    let seen = Mutex<[AccessRecord]>([])
    let log = AccessLog(record: { one in seen.withLock { $0.append(one) } }, failure: { _, _, _ in })
    _ = await site(log: log).respond(uri: "/evidence?ward=Secret", headers: analyst)
    let record = try #require(seen.withLock { $0.first })
    #expect(record.path == "/evidence")
    #expect(record.account == "account-1")
    #expect(!record.json.text().contains("Secret"))
  }

  @Test func `no handler can redirect to another site`() async {
    #expect(await site().respond(uri: "/leave").header("location") == "/")
  }

  @Test func `a trailing slash leads to the page without it`() async {
    let response = await site().respond(uri: "/evidence/?ward=a", headers: analyst)
    #expect(response.header("location") == "/evidence?ward=a")
  }

  @Test func `an address longer than the limit is refused with a page`() async {
    let response = await site().respond(
      uri: "/evidence?ward=" + String(repeating: "a", count: 10_000), headers: analyst)
    #expect(response.status == 414)
  }

  @Test func `a route that another one hides is reported`() {
    let double = testSite([
      Route(.get, "/a/:x", policy: .everyone) { _ in .text("") },
      Route(.get, "/a/:y", policy: .everyone) { _ in .text("") },
    ])
    #expect(double.unreachableRoutes.map(\.path) == ["/a/:y"])
    #expect(site().unreachableRoutes.isEmpty)
  }

  @Test func `filters of a page change one at a time in its address`() {
    let ask = Ask(path: "/explore", query: ["ward": ["a b"], "page": ["2"], "kind": ["x", "y"]], now: moment)
    #expect(ask.href(setting: ["page": nil, "ward": "c&d"]) == "/explore?kind=x&kind=y&ward=c%26d")
    #expect(ask.query["kind"] == "y")
  }

  @Test func `what is required is trimmed, and refused by its label when empty`() throws {
    let ask = Ask(path: "/", form: Form([("name", "  Ada "), ("date", " ")]), now: moment)
    #expect(try ask.required("name", "Name") == "Ada")
    #expect(throws: Refusal("missing-field", place: "End date", "This is empty.", remedy: "Enter end date.")) {
      try ask.required("date", "End date")
    }
  }
}
