import Audit
import Basics
import Database
import Foundation
import PartnershipModel
import PartnershipStore
import PartnershipWeb
import TestSupport
import WebShell

/// Two agencies, a log and the pages of oversight over them.
struct OversightFixture {
  static let origin = "anytown.example/audit"
  static let start = PartnersFixture.start

  /// People are made in the agency of the fixture that is asked.
  let council: PartnersFixture, police: PartnersFixture
  let database: Database
  let log: AuditLog
  let alerts: AlertStore
  let clock: MovingClock
  let site: Site

  static let migrations =
    AuditMigrations.all + PartnersMigrations.all + AccessMigrations.all + AgreementMigrations.all
    + AccountabilityMigrations.all

  static func rules() throws -> InsiderRules {
    var root = URL(fileURLWithPath: #filePath)
    for _ in 0..<4 { root.deleteLastPathComponent() }
    return try InsiderRules(
      text: String(contentsOf: root.appendingPathComponent("Practice/insider-rules.yaml"), encoding: .utf8))
  }

  static func with(_ engine: Engine = .sqlite, _ body: (OversightFixture) async throws -> Void) async throws {
    try await TestDatabase.with(engine, migrations) { database in
      let store = PartnersStore(
        database: database, key: try ServerKey(bytes: Array(0..<32)), hashing: PasswordHashing(cost: .least))
      let council = try await store.add(
        name: "Anytown Council", kind: .responsibleAuthority, responsibility: .localAuthority, now: start)
      let police = try await store.add(
        name: "Anytown Police", kind: .responsibleAuthority, responsibility: .police, now: start)
      let clock = MovingClock(start)
      let log = try AuditLog(
        database: database, origin: origin, key: AuditKey(seed: [UInt8](repeating: 3, count: 32)))
      let alerts = AlertStore(log: log, rules: try rules(), matching: try MatchKeys(secret: Array(0..<32)))
      let site = Site(
        routes: PartnersWeb.routes(store)
          + AccountabilityWeb.routes(
            log: log, reads: ReadAudit(log, clock: clock.clock), partners: store, alerts: alerts),
        session: PartnersDoor(store), clock: clock.clock,
        masthead: Masthead(partnership: "Anytown Partnership", navigation: []), guide: PartnersWeb.guide,
        log: AccessLog(record: { _ in }, failure: { _, path, error in print("Fault on \(path): \(error)") }))
      try await body(
        OversightFixture(
          council: PartnersFixture(store: store, database: database, council: council),
          police: PartnersFixture(store: store, database: database, council: police), database: database, log: log,
          alerts: alerts, clock: clock, site: site))
    }
  }

  /// Somebody of that agency, signed in.
  func visitor(_ email: String, _ roles: Set<Role>, of agency: PartnersFixture) async throws -> (
    browser: Browser, person: PartnersFixture.Person
  ) {
    let person = try await agency.person(email, roles)
    let browser = Browser(site)
    await browser.signIn(person, clock)
    return (browser, person)
  }

  /// Writes that somebody read a record.
  func consult(
    _ record: String, by account: String, of agency: PartnersFixture, individuals: [String] = ["person-1"],
    at time: Instant = start
  ) async throws {
    let entry = try AuditEntry(
      .consultation, by: AuditActor(user: account, agency: agency.council.id.text, strength: .secondFactor),
      object: AuditObject(kind: "case", id: record, fieldGroups: ["identity"]), individuals: individuals,
      grounds: AuditGrounds(
        purpose: "asb-reduction", agreement: AuditGrounds.Agreement(id: "agreement-7", version: 2), effect: .allow))
    let log = log
    try await log.write { connection in try log.append(entry, now: time, in: connection) }
  }

  /// Puts a record of the council's under the rule of sharing.
  func protect(_ record: String) async throws {
    let owner = council.council.id
    try await database.write { connection in
      try connection.run(
        """
        INSERT INTO access_record (id, owner_agency, panel, classification, sealed, panel_wide, person_count)
        VALUES (\(record), \(owner), 'asb', 1, 0, 0, 0)
        """)
    }
  }

  func size() async throws -> Int {
    try await database.read { try $0.row("SELECT count(*) AS count FROM audit_entry")?.int("count") ?? 0 }
  }
}
