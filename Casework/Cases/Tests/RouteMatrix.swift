import Basics
import CaseworkModel
import CaseworkStore
import CaseworkWeb
import Database
import Documents
import Foundation
import PartnershipModel
import PartnershipStore
import PartnershipWeb
import TestSupport
import Testing

@testable import WebShell

/// Every route that is bound to a record, asked by everybody in every state of the record: what the matrix is made of.
struct RouteMatrix {
  /// What has become of a record.
  enum State: String, CaseIterable {
    case open, closed, held, narrowed, sealed, conflicted, agreementEnded = "agreement ended"
    case ofTheOther = "of the other agency", erased
  }

  /// Whose decision stands behind a route.
  enum Need {
    /// The action on the case, by anybody.
    case action(RecordAction)
    /// The same by somebody of the agency that the disclosure is of.
    case work
    /// The recipient of a copy that was sent.
    case received
    /// Whoever oversees the sharing of the disclosure's agency.
    case overseer
  }

  /// How far the disclosure of the case must have come for the route to make sense.
  enum Stage: Hashable { case none, requested, unmatched, question, assessed, redacted, waiting, sent }

  struct Line {
    let need: Need
    var stage = Stage.none
    var form: @Sendable (Target) throws -> Form = { _ in Form() }
    /// What is written in a case that is closed.
    var writesInCase = false
    /// Comes after the actions of the case are done.
    var afterActions = false
  }

  /// Somebody who asks.
  struct Role: CustomStringConvertible {
    let name: String, account: String, agency: String
    var permissions: Set<Permission> = [.readCases]
    var purpose = "asb-reduction"
    var description: String { name }
  }

  /// Identities of everything that a route can name.
  struct Target {
    var id = ID<Case>("none"), reference = ""
    var values: [String: String] = [:]

    func path(_ route: Route) -> String {
      "/"
        + route.parts.map { part in part.hasPrefix(":") ? values[String(part.dropFirst())] ?? "none" : String(part) }
        .joined(separator: "/")
    }
    subscript(_ name: String) -> String { values[name] ?? "none" }
  }

  static let roles: [Role] = [
    Role(name: "lead", account: "jo", agency: "council"), Role(name: "liaison", account: "kit", agency: "police"),
    Role(name: "colleague off the case", account: "max", agency: "council"),
    Role(name: "officer off the case", account: "pip", agency: "police"),
    Role(name: "member without training", account: "ola", agency: "council"),
    Role(name: "member without clearance", account: "low", agency: "council"),
    Role(name: "suspended member", account: "sus", agency: "council"),
    Role(name: "lead in another workspace", account: "jo", agency: "council", purpose: "marac-safety"),
    Role(name: "lead without the permission", account: "jo", agency: "council", permissions: []),
    Role(name: "overseer", account: "gov", agency: "council", permissions: [.readCases, .overseeSharing]),
    Role(name: "overseer of the other", account: "gop", agency: "police", permissions: [.readCases, .overseeSharing]),
  ]

  /// Who may read the case, written by hand and not taken from the rule.
  static let readers: [State: Set<String>] = [
    .open: ["lead", "liaison"], .closed: ["lead", "liaison"], .held: ["lead", "liaison"], .narrowed: ["lead"],
    .sealed: [], .conflicted: [], .agreementEnded: ["lead"], .ofTheOther: ["lead", "liaison"], .erased: [],
  ]

  let world: CaseFixture
  let disclosures: DisclosureStore
  let partners: PartnersStore
  let routes: [Route]
  let table: RouteTable
  let tokens: [String: SessionToken]

  static func with(_ engine: Engine, _ body: (RouteMatrix) async throws -> Void) async throws {
    try await DisclosureFixture.with(engine) { fixture in
      let world = fixture.world, cases = world.store
      let partners = PartnersStore(
        database: world.database, key: try ServerKey(bytes: Array(0..<32)), hashing: PasswordHashing(cost: .least))
      let subjects = SubjectAccessStore(
        cases: cases, reasons: fixture.store.reasons,
        calendar: WorkingCalendar(holidays: [], knownUntil: CaseFixture.now.londonDay),
        clocks: try PracticeClocks(text: CaseFixture.practice("law/clocks.yaml")))
      let retention = RetentionStore(
        cases: cases, schedule: try RetentionSchedule(text: CaseFixture.practice("retention.yaml")))
      let routes =
        CasesWeb.routes(store: cases, partners: partners, audit: world.audit)
        + DisclosuresWeb.routes(store: fixture.store, partners: partners, renderer: DocumentRenderer())
        + SubjectAccessWeb.routes(store: subjects, partners: partners, renderer: DocumentRenderer())
        + RetentionWeb.routes(store: retention, partners: partners)
      try await people(world)
      try await body(
        RouteMatrix(
          world: world, disclosures: fixture.store, partners: partners, routes: routes, table: RouteTable(routes),
          tokens: try await sessions(world)))
    }
  }

  private static func people(_ world: CaseFixture) async throws {
    let today = CaseFixture.now.londonDay
    try await world.database.write { connection in
      for (account, agency) in [
        ("pip", "police"), ("ola", "council"), ("low", "council"), ("sus", "council"), ("gov", "council"),
        ("gop", "police"),
      ] {
        try connection.run(
          """
          INSERT INTO account (id, name, sign_in_name, authority_id, demonstration, created_at)
          VALUES (\(account), \(account), \(account), \(agency), 0, \(CaseFixture.now))
          """)
        let duties = account.hasPrefix("g") ? [] : agency == "police" ? ["police-liaison"] : ["asb-officer", "case-lead"]
        try AccessRegister.equip(
          account, duties: duties, clearance: account == "low" ? nil : .restricted,
          trainingUntil: account == "ola" ? today + -1 : today + 100, connection)
      }
      try connection.run("UPDATE account SET suspended_at = \(CaseFixture.now) WHERE id = 'sus'")
    }
  }

  /// Open sessions with the second factor fresh, so that what needs it goes on to the decision.
  private static func sessions(_ world: CaseFixture) async throws -> [String: SessionToken] {
    let now = CaseFixture.now, accounts = Set(roles.map(\.account)).sorted()
    var out: [String: SessionToken] = [:]
    for (number, account) in accounts.enumerated() {
      out[account] = SessionToken(random: [UInt8](repeating: UInt8(number + 1), count: 32))
    }
    let tokens = out
    try await world.database.write { connection in
      for (account, token) in tokens {
        try connection.run(
          """
          INSERT INTO sign_in_session (id, token_digest, account_id, stage, started_at, last_used_at, confirmed_at, network)
          VALUES (\("session-" + account), \(token.digest), \(account), 'open', \(now), \(now), \(now), '')
          """)
      }
    }
    return out
  }

  /// Routes that name a record in their address.
  func bound(_ all: [Route]? = nil) -> [Route] {
    (all ?? routes).filter { route in route.parts.contains { [":case", ":disclosure", ":recipient"].contains($0) } }
  }

  func ask(_ role: Role, _ route: Route, _ target: Target, _ form: Form) async throws -> Reply {
    let visitor = Visitor(
      account: role.account, name: role.account, agency: role.agency, permissions: role.permissions,
      session: "session-" + role.account, agencyID: role.agency, confirmedAt: CaseFixture.now,
      workspace: .init(purpose: role.purpose, title: role.purpose))
    guard route.policy.admits(visitor) else { throw NotPermitted(.readCases) }
    return try await route.handle(
      Ask(
        method: route.method.rawValue, path: target.path(route),
        parameters: Dictionary(
          route.parts.filter { $0.hasPrefix(":") }.map { (String($0.dropFirst()), target[String($0.dropFirst())]) }
        ) { first, _ in first }, form: form, visitor: visitor, now: CaseFixture.now,
        cookies: ["s": tokens[role.account]?.text ?? ""], remoteAddress: "198.51.100.7"))
  }

  /// Whether the route did or showed something.
  func isOpened(_ role: Role, _ route: Route, _ target: Target, _ form: Form) async throws -> Bool {
    do {
      switch try await ask(role, route, target, form) {
      case .page(let page): return page.status < 300
      case .status(let status, _): return status < 300
      case .redirect(let place): return !place.hasPrefix("/workspace") && !place.hasPrefix("/sign-in")
      default: return true
      }
    } catch is NotFound { return false } catch is NotPermitted { return false } catch is AccessRefused { return false }
    catch is Refusal { return false }
  }
}
