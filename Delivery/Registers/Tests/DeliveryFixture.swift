import Basics
import Database
import DeliveryModel
import DeliveryStore
import DeliveryWeb
import FactStore
import Facts
import Foundation
import PartnershipModel
import PartnershipStore
import TestSupport
import WebShell

/// A council that keeps programmes, two providers, and everything of this group over them.
struct DeliveryFixture {
  static let now = Instant("2026-09-21T10:00:00Z") ?? Instant(milliseconds: 0)
  static var today: Day { now.londonDay }

  let database: Database
  let store: RegisterStore
  let returns: ServiceReturnStore
  let surveys: SurveyStore
  let site: Site

  static func practice() -> String {
    var root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
    for _ in 0..<4 { root.deleteLastPathComponent() }
    return root.appendingPathComponent("Practice").path
  }

  static func with(_ engine: Engine = .sqlite, _ body: (DeliveryFixture) async throws -> Void) async throws {
    let migrations = PartnersMigrations.all + FactMigrations.all + DeliveryMigrations.all
    try await TestDatabase.with(engine, migrations) { database in
      let kinds = try FactKinds.read(practice: practice())
      let store = DeliveryRegisters.store(database, facts: kinds)
      let returns = ServiceReturnStore(database: database, facts: kinds)
      let surveys = SurveyStore(database: database, facts: kinds)
      let site = Site(
        routes: try DeliveryRegisters.routes(store) + ServiceReturnsWeb.routes(returns)
          + SurveysWeb.routes(surveys, registers: store, models: Questionnaire.models(practice: practice())),
        session: TestDoor(),
        clock: .fixed(now), masthead: Masthead(partnership: "Anytown Partnership", navigation: []),
        log: AccessLog(record: { _ in }, failure: { _, path, error in print("Fault on \(path): \(error)") }))
      let fixture = DeliveryFixture(
        database: database, store: store, returns: returns, surveys: surveys, site: site)
      try await fixture.people()
      try await body(fixture)
    }
  }

  private func people() async throws {
    try await database.write { connection in
      for (account, agency) in TestDoor.agencies.sorted(by: { $0.key < $1.key }) {
        let isCouncil = agency == "council"
        try connection.run(
          """
          INSERT INTO authority (id, name, kind, responsibility, added_at) VALUES (\(agency), \("Body " + agency),
            \(isCouncil ? "responsible-authority" : "other"), \(isCouncil ? "local-authority" : nil),
            \(DeliveryFixture.now))
          ON CONFLICT DO NOTHING
          """)
        try connection.run(
          """
          INSERT INTO account (id, name, sign_in_name, authority_id, demonstration, created_at)
          VALUES (\(account), \(account), \(account), \(agency), 0, \(DeliveryFixture.now))
          """)
      }
    }
  }

  func register<R: RegisterRecord>(_: R.Type) throws -> KeptRegister {
    guard let register = store.register(key: R.register.key) else { throw RegisterMissing() }
    return register
  }

  /// Values as they would be typed, by field.
  func values<R: RegisterRecord>(_: R.Type, _ typed: [String: String]) throws -> RegisterValues {
    var values = RegisterValues()
    for key in typed.keys where R.register.field(key) == nil { throw Refusal("fixture", place: key, "No such field.") }
    for field in R.register.fields { values[field.key] = try field.value(typed: typed[field.key] ?? "") }
    return values
  }

  @discardableResult
  func enter<R: RegisterRecord>(_ type: R.Type, _ typed: [String: String]) async throws -> String {
    try await store.enter(try register(type), try values(type, typed), by: "mo", now: DeliveryFixture.now)
  }

  func correct<R: RegisterRecord>(_ type: R.Type, _ id: String, _ changes: [String: String]) async throws {
    guard let entry = try await store.entry(R.register, id) else { throw RegisterMissing() }
    var values = entry.values
    for (key, typed) in changes { values[key] = try R.register.field(key)?.value(typed: typed) }
    try await store.correct(
      try register(type), id, version: entry.version, to: values, reason: "It was entered wrongly.", by: "mo",
      now: DeliveryFixture.now)
  }

  /// The facts that stand, in the order in which they were recorded.
  func facts(_ kind: String? = nil) async throws -> [Fact] {
    try await database.read { connection in
      try connection.rows("SELECT * FROM fact WHERE closed_at IS NULL ORDER BY sequence").map { try $0.keptFact().fact }
    }.filter { kind == nil || $0.kind == kind }
  }

  func visitor(_ account: String) -> TestBrowser { TestBrowser(site: site, account: account) }
}

/// Who somebody is stands in the cookie.
struct TestDoor: SessionDoor {
  static let agencies = ["mo": "council", "ria": "council", "fen": "support", "vic": "rival"]
  static let permissions: [String: Set<Permission>] = [
    "mo": [.readEvidence, .keepProgrammes], "ria": [.readEvidence], "fen": [.submitReturns], "vic": [.submitReturns],
  ]

  func visitor(cookies: [String: String], now: Instant) async throws -> Visitor? {
    guard let account = cookies["s"], let agency = TestDoor.agencies[account] else { return nil }
    return Visitor(
      account: account, name: account, agency: "Body " + agency, permissions: TestDoor.permissions[account] ?? [],
      session: "session-" + account, agencyID: agency)
  }

  func formToken(session: String) -> String { "token-of-" + session }
}

/// A browser without a screen: sends the forms of the pages that it is shown.
final class TestBrowser {
  let site: Site
  let account: String
  private(set) var page = Response(status: 0)

  init(site: Site, account: String) {
    self.site = site
    self.account = account
  }

  /// Whoever has not signed in has the cookie that ties forms to a browser.
  private static let browser = String(repeating: "0", count: 32)
  private var cookie: String { "s=\(account); f=\(TestBrowser.browser)" }
  private var bearer: String {
    TestDoor.agencies[account] == nil ? "browser:" + TestBrowser.browser : "session-" + account
  }

  @discardableResult func get(_ path: String) async -> Response {
    page = await site.respond(uri: path, headers: ["cookie": cookie])
    return page
  }

  /// Posts a form as a page of the site would, with a key of its own.
  @discardableResult func post(_ path: String, _ fields: [(String, String)]) async -> Response {
    let own = [("token", "token-of-" + bearer), ("key", UUID().uuidString)]
    let body = (own + fields).map { Address.encoded($0.0) + "=" + Address.encoded($0.1) }.joined(separator: "&")
    page = await site.respond(
      method: "POST", uri: path,
      headers: [
        "cookie": cookie, "content-type": "application/x-www-form-urlencoded", "sec-fetch-site": "same-origin",
      ], body: Array(body.utf8))
    return page
  }

  var location: String { page.header("location") ?? "" }
}
