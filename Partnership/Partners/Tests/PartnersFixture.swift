import Basics
import Database
import Foundation
import PartnershipModel
import PartnershipStore
import PartnershipWeb
import Synchronization
import TestSupport
import WebShell

/// A small partnership for tests, in which hashing costs nothing worth naming.
struct PartnersFixture {
  static let start = Instant("2026-11-23T09:00:00Z") ?? Instant(milliseconds: 0)
  static let password = "copper lighthouse badger"
  static let address = "198.51.100.7"

  let store: PartnersStore
  let database: Database
  let council: Authority

  static func with(_ engine: Engine, _ body: (PartnersFixture) async throws -> Void) async throws {
    try await TestDatabase.with(engine, PartnersMigrations.all) { database in
      let store = PartnersStore(
        database: database, key: try ServerKey(bytes: Array(0..<32)), hashing: PasswordHashing(cost: .least))
      let council = try await store.add(
        name: "Anytown Council", kind: .responsibleAuthority, responsibility: .localAuthority, now: start)
      try await body(PartnersFixture(store: store, database: database, council: council))
    }
  }

  /// Somebody whose account is set up, with the second factor in their app. Set up in the hour before the start.
  struct Person {
    let id: ID<Account>
    let email: String
    let factor: SecondFactor
    func code(_ now: Instant) -> String { factor.code(at: now) }
  }

  func person(_ email: String, _ roles: Set<Role>) async throws -> Person {
    let before = Self.start.adding(seconds: -3600)
    let made = try await store.create(
      name: "Pat Fictional", signInName: email, authority: council.id, roles: roles, author: nil, now: before)
    let begun = try await store.setUp(
      name: email, code: made.code.text, password: Self.password, address: Self.address, now: before)
    let token = try begun.token()
    guard let offered = try await store.offeredFactor(token: token, now: before) else {
      throw Refusal("fixture", "No second factor was offered.")
    }
    let enrolled = try await store.enrol(
      code: offered.factor.code(at: before), token: token, address: Self.address, now: before)
    try await store.end(token: try enrolled.token())
    return Person(id: made.account.id, email: email, factor: offered.factor)
  }

  /// Signs the person in by both steps; `now` must be at least a step after the last time.
  func signIn(_ person: Person, at now: Instant, from address: String = address) async throws -> SessionToken {
    let begun = try await store.signIn(name: person.email, password: Self.password, address: address, now: now)
    return try await store.submit(code: person.code(now), token: begun.token(), address: address, now: now).token()
  }
}

extension SignInOutcome {
  /// The token that the step gave; a test that expects one fails here with what came instead.
  func token() throws -> SessionToken {
    guard case .proceed(let token) = self else { throw Refusal("not-let-on", "The step was answered by \(self).") }
    return token
  }
}

/// A clock that a test moves.
final class MovingClock: Sendable {
  private let held: Mutex<Instant>
  init(_ start: Instant) { held = Mutex(start) }
  var now: Instant { held.withLock { $0 } }
  func advance(_ seconds: Int) { held.withLock { $0 = $0.adding(seconds: seconds) } }
  var clock: Clock { Clock { self.now } }
}

/// A browser without a screen: keeps cookies, fills in the forms of the page that it is on.
final class Browser {
  let site: Site
  var cookies: [String: String] = [:]
  private(set) var page: Response = Response(status: 0)

  init(_ site: Site) { self.site = site }

  /// A site of this area's routes, and a page behind each permission.
  static func site(_ store: PartnersStore, _ clock: MovingClock, _ agencies: AgencySignIns? = nil) -> Site {
    Site(
      routes: PartnersWeb.routes(store, agencies: agencies), session: PartnersDoor(store), clock: clock.clock,
      masthead: Masthead(partnership: "Anytown Partnership", navigation: []), guide: PartnersWeb.guide,
      log: AccessLog(record: { _ in }, failure: { _, path, error in print("Fault on \(path): \(error)") }))
  }

  @discardableResult func get(_ path: String) async -> Response {
    page = await site.respond(uri: path, headers: headers)
    keep()
    return page
  }

  /// Sends the form with that action on the present page, with these values over the hidden ones.
  @discardableResult func submit(_ action: String, _ fields: [(String, String)] = []) async -> Response {
    let own = Browser.hidden(page.text, action).filter { hidden in !fields.contains { $0.0 == hidden.0 } }
    let body = (own + fields).map { Address.encoded($0.0) + "=" + Address.encoded($0.1) }.joined(separator: "&")
    var headers = headers
    headers["content-type"] = "application/x-www-form-urlencoded"
    headers["sec-fetch-site"] = "same-origin"
    page = await site.respond(method: "POST", uri: action, headers: headers, body: Array(body.utf8))
    keep()
    return page
  }

  /// Goes where the page sends the browser.
  @discardableResult func follow() async -> Response { await get(page.header("location") ?? "/nowhere") }

  private var headers: [String: String] {
    cookies.isEmpty ? [:] : ["cookie": cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; ")]
  }

  private func keep() {
    for line in page.all("set-cookie") {
      let pair = line.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard pair.count == 2 else { continue }
      cookies[String(pair[0])] = line.contains("Max-Age=0") ? nil : String(pair[1])
    }
  }

  private static func hidden(_ html: String, _ action: String) -> [(String, String)] {
    guard let start = html.range(of: "action=\"\(action)\"") else { return [] }
    let form = html[start.upperBound...].prefix(
      upTo: html[start.upperBound...].range(of: "</form>")?.lowerBound ?? html.endIndex)
    return form.split(separator: "<input ").filter { $0.contains("type=\"hidden\"") }.compactMap { input in
      guard let name = attribute("name", input), let value = attribute("value", input) else { return nil }
      return (name, value)
    }
  }

  private static func attribute(_ name: String, _ tag: Substring) -> String? {
    guard let start = tag.range(of: "\(name)=\"") else { return nil }
    return String(tag[start.upperBound...].prefix { $0 != "\"" })
      .replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
      .replacing("&#39;", with: "'").replacing("&amp;", with: "&")
  }

  /// Signs in by the pages, as a person does.
  func signIn(_ person: PartnersFixture.Person, _ clock: MovingClock, password: String = PartnersFixture.password) async
  {
    await get("/sign-in")
    await submit("/sign-in", [("email", person.email), ("password", password)])
    await follow()
    await submit("/sign-in/code", [("code", person.code(clock.now))])
  }
}
