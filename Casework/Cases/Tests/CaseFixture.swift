import Audit
import Basics
import CaseworkModel
import CaseworkStore
import Database
import Foundation
import GuardedFields
import PartnershipModel
import PartnershipStore
import TestSupport

/// A council and a police force with a worker each, an agreement between them, and a store of cases in a folder of its own.
struct CaseFixture {
  static let now = Instant("2026-09-21T10:00:00Z") ?? Instant(milliseconds: 0)
  static let migrations =
    AuditMigrations.all + PartnersMigrations.all + AccessMigrations.all + AgreementMigrations.all
    + AccountabilityMigrations.all + PeopleMigrations.all + CaseMigrations.all + DisclosureMigrations.all + SubjectAccessMigrations.all
    + RetentionMigrations.all

  let store: CaseStore
  let database: Database
  let audit: AuditLog
  let folder: String
  private let keys: KeyRing

  /// The store of keys, for whoever asks what was erased.
  func keyring() -> KeyRing { keys }

  /// The text of a file of practice.
  static func practice(_ name: String) throws -> String {
    let folder = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent().path
    return try String(contentsOfFile: folder + "/../../../Practice/" + name, encoding: .utf8)
  }

  static func with(
    _ engine: Engine, clock: Clock = .fixed(now), _ body: (CaseFixture) async throws -> Void
  ) async throws {
    let folder = NSTemporaryDirectory() + "concordat-cases-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try await TestDatabase.with(engine, migrations) { database in
      let words = try AccessWords(panels: practice("access/panels.yaml"), roles: practice("access/roles.yaml"))
      let audit = try AuditLog(database: database, origin: "test/audit", key: AuditKey.load(path: folder + "/audit.key"))
      let keys = try await KeyRing.open(directory: folder, clock: clock)
      let store = CaseStore(
        database: database, gate: AccessGate(words: words, clock: clock), keys: keys, audit: audit,
        reads: ReadAudit(audit, clock: clock),
        labels: try ActionLabel.load(practice("labels.yaml")),
        calendar: try WorkingCalendar(text: practice("law/bank-holidays.yaml")))
      let fixture = CaseFixture(store: store, database: database, audit: audit, folder: folder, keys: keys)
      try await fixture.people()
      do { try await body(fixture) } catch {
        store.close()
        throw error
      }
      store.close()
    }
  }

  private func people() async throws {
    let today = CaseFixture.now.londonDay
    try await database.write { connection in
      for (agency, account, duties) in [
        ("council", "jo", ["asb-officer", "case-lead"]), ("council", "max", ["asb-officer"]),
        ("council", "nat", ["subject-access-officer"]), ("police", "kit", ["police-liaison"]),
      ] {
        try connection.run(
          """
          INSERT INTO authority (id, name, kind, responsibility, added_at) VALUES (\(agency), \(agency),
            'responsible-authority', \(agency == "council" ? "local-authority" : "police"), \(CaseFixture.now))
          ON CONFLICT DO NOTHING
          """)
        try connection.run(
          """
          INSERT INTO account (id, name, sign_in_name, authority_id, demonstration, created_at)
          VALUES (\(account), \(account), \(account), \(agency), 0, \(CaseFixture.now))
          """)
        try AccessRegister.equip(
          account, duties: duties, clearance: .restricted, trainingUntil: today + 100, connection)
      }
    }
  }

  /// An agreement that both have signed, on identity and housing, until that many days from now.
  func agree(days: Int = 30) async throws {
    let today = CaseFixture.now.londonDay
    try await database.write { connection in
      try connection.run(
        """
        INSERT INTO sharing_agreement (id, title, version, tier, status, from_day, to_day, content, content_sha256,
          created_at, created_by)
        VALUES ('g', 'g', 1, 'purpose', 'in-force', \(today + -10), \(today + days), '{}',
          \(String(repeating: "a", count: 64)), \(CaseFixture.now), 'x')
        """)
      for agency in ["council", "police"] {
        try connection.run(
          """
          INSERT INTO sharing_agreement_party (agreement, authority_id, standing, signed_at, signed_by, signed_sha256)
          VALUES ('g', \(agency), 'controller', \(CaseFixture.now), 'x', \(String(repeating: "a", count: 64)))
          """)
      }
      for (kind, word) in [
        ("purpose", "asb-reduction"), ("panel", "asb"), ("category", "identity"), ("category", "housing"),
      ] {
        try connection.run("INSERT INTO sharing_agreement_scope (agreement, kind, word) VALUES ('g', \(kind), \(word))")
      }
    }
  }

  func inquirer(_ account: String, isConfirmed: Bool = true, reason: String? = nil) -> Inquirer {
    Inquirer(
      account: account, purpose: "asb-reduction", stepUpAt: isConfirmed ? CaseFixture.now : nil, reason: reason)
  }

  /// A case of the council with one person who has a safe address.
  func begin(_ family: String = "Canarybird") async throws -> ID<Case> {
    guard let panel = store.gate.words.panel("asb") else { throw Refusal("fixture", "no panel") }
    return try await store.begin(
      panel: panel, categories: ["identity", "housing"],
      people: [
        (
          PersonParticulars(
            familyName: family, givenNames: "Invented", birthDate: Day("1990-02-03"), phones: ["020 7946 0123"],
            address: "1 Fictional Row", postcode: "ZZ1 1ZZ", safeAddress: "Nowhere House"), .victim
        )
      ], by: inquirer("jo"), name: "Jo")
  }
}
