import Basics
import Database
import PartnershipModel
import PartnershipStore

/// A partnership of chance for tests: bodies, people, agreements and records in every state, from a seed.
struct AccessWorld {
  static let now = Instant("2026-09-21T10:00:00Z") ?? Instant(milliseconds: 0)
  static let migrations = PartnersMigrations.all + AccessMigrations.all + AgreementMigrations.all

  let database: Database
  let gate: AccessGate
  let users: [String]
  let records: [String]

  static func make(_ database: Database, users: Int, records: Int, seed: UInt64 = 1998) async throws -> AccessWorld {
    var dice = Dice(state: seed)
    let words = try DecisionFixtures.words()
    let gate = AccessGate(words: words, clock: .fixed(now))
    let agencies = (0..<5).map { "agency-\($0)" }, today = now.londonDay
    let panels = words.panels.map(\.id), purposes = words.purposes.map(\.id), categories = words.categories.map(\.id)
    let roles = words.roles.filter { !$0.grants.isEmpty }.map(\.id)
    var sql: [SQL] = agencies.map { id in
      """
      INSERT INTO authority (id, name, kind, added_at, suspended_at)
      VALUES (\(id), \(id), 'other', \(now), \(id == "agency-4" ? now : nil as Instant?))
      """
    }
    let accounts = (0..<users).map { "user-\($0)" }
    for user in accounts {
      let agency = dice.one(of: agencies), isSuspended = dice.roll(12)
      sql.append(
        """
        INSERT INTO account (id, name, sign_in_name, authority_id, demonstration, created_at, suspended_at)
        VALUES (\(user), \(user), \(user), \(agency), 0, \(now), \(isSuspended ? now : nil as Instant?))
        """)
      let clearance: Int? = dice.roll(15) ? nil : dice.roll(3) ? 1 : 2
      let training: Day? = dice.roll(15) ? nil : today + (dice.roll(8) ? -1 : dice.roll(8) ? 0 : 100)
      sql.append(
        "INSERT INTO account_access (account_id, clearance, training_until) VALUES (\(user), \(clearance), \(training))"
      )
      for role in Set((0..<6).map { _ in dice.one(of: roles) }).sorted() {
        sql.append("INSERT INTO account_duty (account_id, role) VALUES (\(user), \(role))")
      }
    }
    for number in 0..<24 {
      let id = "agreement-\(number)"
      let status = dice.roll(4) ? dice.one(of: ["draft", "expired", "partially-signed", "terminated"]) : "in-force"
      let from = today + (dice.roll(8) ? 1 : -50), to: Day? = dice.roll(3) ? nil : today + (dice.roll(4) ? -1 : 0)
      sql.append(
        """
        INSERT INTO sharing_agreement (id, title, version, tier, status, from_day, to_day, content, content_sha256,
          created_at, created_by)
        VALUES (\(id), \(id), 1, 'purpose', \(dice.roll(6) ? "due-for-review" : status), \(from),
          \(to.map { max($0, from) }), '{}', \(String(repeating: "a", count: 64)), \(now), 'x')
        """)
      for agency in Set((0..<4).map { _ in dice.one(of: agencies) }).sorted() {
        let signed: Instant? = dice.roll(6) ? nil : now
        let by: String? = signed == nil ? nil : "x",
          digest: String? = signed == nil ? nil : String(repeating: "a", count: 64)
        sql.append(
          """
          INSERT INTO sharing_agreement_party (agreement, authority_id, standing, signed_at, signed_by, signed_sha256)
          VALUES (\(id), \(agency), 'controller', \(signed), \(by), \(digest))
          """)
      }
      for (kind, list, share) in [("purpose", purposes, 3), ("panel", panels, 2), ("category", categories, 6)] {
        for word in list where !dice.roll(share) {
          sql.append("INSERT INTO sharing_agreement_scope (agreement, kind, word) VALUES (\(id), \(kind), \(word))")
        }
      }
    }
    for user in accounts where dice.roll(2) {
      sql.append(
        """
        INSERT INTO access_conflict (account_id, person, words, recorded_by, recorded_at)
        VALUES (\(user), \("person-\(dice.number(40))"), 'x', 'x', \(now))
        """)
    }
    let ids = (0..<records).map { "record-\($0)" }
    for id in ids { try record(id, agencies, accounts, words, today, &dice, &sql) }
    let statements = sql
    for start in stride(from: 0, to: statements.count, by: 20_000) {
      let part = Array(statements[start..<min(start + 20_000, statements.count)])
      try await database.write { try $0.batch(part) }
    }
    return AccessWorld(database: database, gate: gate, users: accounts, records: ids)
  }

  private static func record(
    _ id: String, _ agencies: [String], _ accounts: [String], _ words: AccessWords, _ today: Day, _ dice: inout Dice,
    _ sql: inout [SQL]
  ) throws {
    let panel = dice.one(of: words.panels).id, owner = dice.one(of: agencies)
    let people = dice.number(4)
    sql.append(
      """
      INSERT INTO access_record (id, owner_agency, panel, classification, sealed, panel_wide, person_count)
      VALUES (\(id), \(owner), \(panel), \(dice.number(3)), \(dice.roll(15)), \(dice.roll(12)), \(people))
      """)
    for category in Set((0..<dice.number(4)).map { _ in dice.one(of: words.categories).id }).sorted() {
      sql.append("INSERT INTO access_category (record, category) VALUES (\(id), \(category))")
    }
    for person in Set((0..<people).map { _ in dice.number(40) }).sorted() {
      sql.append("INSERT INTO access_person (record, person) VALUES (\(id), \("person-\(person)"))")
    }
    for number in 0..<(dice.roll(4) ? 1 + dice.number(2) : 0) {
      let own = "\(id)-narrowing-\(number)"
      sql.append(
        """
        INSERT INTO access_narrowing (id, record, words, made_by, made_at) VALUES (\(own), \(id), 'x', 'x', \(now))
        """)
      for agency in agencies where !dice.roll(3) {
        sql.append(
          "INSERT INTO access_narrowing_entry (narrowing, kind, admitted) VALUES (\(own), 'agency', \(agency))")
      }
      if dice.roll(3) {
        sql.append(
          """
          INSERT INTO access_narrowing_entry (narrowing, kind, admitted) VALUES (\(own), 'user', \(dice.one(of: accounts)))
          """)
      }
    }
    for user in Set((0..<6).map { _ in dice.one(of: accounts) }).sorted() {
      let status = dice.roll(5) ? dice.one(of: ["invited", "ended"]) : "active"
      let to: Day? = dice.roll(3) ? today + (dice.roll(2) ? -1 : 0) : nil
      let purpose: String? = dice.roll(6) ? (dice.roll(2) ? "people-rights" : "asb-reduction") : nil
      sql.append(
        """
        INSERT INTO access_member (record, account_id, status, from_day, to_day, duty, added_by, purpose)
        VALUES (\(id), \(user), \(status), \(today + (dice.roll(8) ? 1 : -10)), \(to), 'x', 'x', \(purpose))
        """)
    }
    guard dice.roll(5) else { return }
    let started = now.adding(seconds: -dice.number(20_000)), lasts = dice.roll(6) ? 14_401 : 14_400
    sql.append(
      """
      INSERT INTO break_glass (id, record, account_id, state, reason_code, words, classification, safe_address,
        started_at, expires_at, lasts_seconds)
      VALUES (\(id + "-glass"), \(id), \(dice.one(of: accounts)), \(dice.roll(4) ? "closed" : "active"), 'x', 'x',
        \(dice.number(3)), \(dice.roll(2)), \(started), \(started.adding(seconds: lasts)), \(lasts))
      """)
  }

  /// SplitMix64, so that every run and engine has the same world.
  struct Dice: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
    /// 0 to below `most`.
    mutating func number(_ most: Int) -> Int { Int(next() % UInt64(max(most, 1))) }
    /// True once in `sides` times.
    mutating func roll(_ sides: Int) -> Bool { number(sides) == 0 }
    mutating func one<T>(of list: [T]) -> T { list[number(list.count)] }
  }
}
