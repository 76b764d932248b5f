import Basics
import Database
import PartnershipModel

/// The facts of a decision, read from the database.
extension AccessGate {
  func facts(
    _ record: ID<ProtectedRecord>, item: ItemHolding?, for inquirer: Inquirer, _ connection: any Connection
  ) throws -> DecisionFacts? {
    guard let subject = try AccessGate.subject(inquirer.account, connection),
      let row = try connection.row("SELECT * FROM access_record WHERE id = \(record)"),
      let found = try AccessGate.record(row, record, connection)
    else { return nil }
    let now = clock.now(), today = now.londonDay
    let facts = DecisionFacts(
      subject: subject, record: found,
      memberships: try AccessGate.memberships(of: inquirer.account, on: record, connection),
      conflicts: try AccessGate.conflicts(of: inquirer.account, on: record, connection),
      breakGlass: try AccessGate.breakGlass(of: inquirer.account, on: record, connection),
      agreements: subject.agency == found.ownerAgency
        ? [] : try AccessGate.agreements(between: subject.agency, and: found.ownerAgency, today, connection),
      purpose: inquirer.purpose, context: context(inquirer, now))
    return item.map { AccessGate.narrowed(facts, by: $0) } ?? facts
  }

  func context(_ inquirer: Inquirer, _ now: Instant) -> DecisionFacts.Context {
    DecisionFacts.Context(
      now: now, today: now.londonDay, strength: inquirer.strength, stepUpAt: inquirer.stepUpAt,
      reason: inquirer.hasReason, secondApprover: inquirer.secondApprover)
  }

  /// The person asking; nil when there is no such account.
  static func subject(_ account: String, _ connection: any Connection) throws -> DecisionFacts.Subject? {
    guard
      let row = try connection.row(
        """
        SELECT a.authority_id, a.suspended_at, b.suspended_at AS agency_suspended_at, x.clearance, x.training_until
        FROM account a JOIN authority b ON b.id = a.authority_id LEFT JOIN account_access x ON x.account_id = a.id
        WHERE a.id = \(account)
        """)
    else { return nil }
    let roles = try connection.rows("SELECT role FROM account_duty WHERE account_id = \(account) ORDER BY role")
    return DecisionFacts.Subject(
      user: account, agency: try row.text("authority_id"),
      status: try row.optionalText("suspended_at") == nil ? .active : .suspended,
      agencyStatus: try row.optionalText("agency_suspended_at") == nil ? .active : .suspended,
      roles: try roles.map { try $0.text("role") },
      clearance: try row.optionalInt("clearance").flatMap(Classification.init(rank:)),
      trainingValidUntil: try row.optionalDay("training_until"))
  }

  private static func record(_ row: Row, _ id: ID<ProtectedRecord>, _ connection: any Connection) throws
    -> DecisionFacts.Record?
  {
    guard let classification = Classification(rank: try row.int("classification")) else { return nil }
    let categories = try connection.rows("SELECT category FROM access_category WHERE record = \(id)")
    let persons = try connection.rows("SELECT person FROM access_person WHERE record = \(id)")
    return DecisionFacts.Record(
      case: id.text, ownerAgency: try row.text("owner_agency"), panel: try row.text("panel"),
      classification: classification, categories: try categories.map { try $0.text("category") },
      sealed: try row.bool("sealed"), panelWide: try row.bool("panel_wide"),
      persons: try persons.map { try $0.text("person") }, personCount: try row.int("person_count"),
      narrowings: try narrowings(id, connection))
  }

  static func narrowings(_ id: ID<ProtectedRecord>, _ connection: any Connection) throws -> [DecisionFacts.Narrowing] {
    var found: [(id: String, narrowing: DecisionFacts.Narrowing)] = []
    for row in try connection.rows(
      """
      SELECT n.id, e.kind, e.admitted FROM access_narrowing n
      LEFT JOIN access_narrowing_entry e ON e.narrowing = n.id WHERE n.record = \(id) ORDER BY n.id
      """)
    {
      let own = try row.text("id")
      if found.last?.id != own { found.append((own, .init())) }
      guard let kind = try row.optionalText("kind"), let admitted = try row.optionalText("admitted") else { continue }
      if kind == "agency" {
        found[found.count - 1].narrowing.agencies.append(admitted)
      } else {
        found[found.count - 1].narrowing.users.append(admitted)
      }
    }
    return found.map(\.narrowing)
  }

  private static func memberships(of account: String, on id: ID<ProtectedRecord>, _ connection: any Connection) throws
    -> [DecisionFacts.Membership]
  {
    try connection.rows("SELECT * FROM access_member WHERE account_id = \(account) AND record = \(id)").map { row in
      DecisionFacts.Membership(
        user: account, case: id.text, status: .init(rawValue: try row.text("status")) ?? .ended,
        from: try row.day("from_day"), to: try row.optionalDay("to_day"), purpose: try row.optionalText("purpose"))
    }
  }

  private static func conflicts(of account: String, on id: ID<ProtectedRecord>, _ connection: any Connection) throws
    -> [DecisionFacts.Conflict]
  {
    try connection.rows(
      """
      SELECT c.person FROM access_conflict c JOIN access_person p ON p.person = c.person
      WHERE c.account_id = \(account) AND p.record = \(id)
      """
    ).map { DecisionFacts.Conflict(user: account, person: try $0.text("person")) }
  }

  static func breakGlass(of account: String, on id: ID<ProtectedRecord>, _ connection: any Connection) throws
    -> [BreakGlassFacts]
  {
    try connection.rows(
      "SELECT * FROM break_glass WHERE account_id = \(account) AND record = \(id) AND state = 'active'"
    ).compactMap { row in
      guard let classification = Classification(rank: try row.int("classification")) else { return nil }
      return BreakGlassFacts(
        user: account, case: id.text, state: .active, startedAt: try row.instant("started_at"),
        expiresAt: try row.instant("expires_at"), classification: classification,
        safeAddress: try row.bool("safe_address"))
    }
  }

  /// Agreements in force that both bodies have signed, and under which the other one gives.
  package static func agreements(
    between one: String, and other: String, _ today: Day, _ connection: any Connection
  ) throws -> [AgreementFacts] {
    let rows = try connection.rows(
      """
      SELECT g.id, g.version, g.status, g.from_day, g.to_day, s.kind, s.word FROM sharing_agreement g
      JOIN sharing_agreement_party p ON p.agreement = g.id AND p.authority_id = \(one) AND p.signed_at IS NOT NULL
      JOIN sharing_agreement_party q ON q.agreement = g.id AND q.authority_id = \(other) AND q.signed_at IS NOT NULL
        AND q.gives = 1
      JOIN sharing_agreement_scope s ON s.agreement = g.id
      WHERE g.status IN ('in-force', 'due-for-review') AND g.from_day <= \(today)
        AND (g.to_day IS NULL OR g.to_day >= \(today))
      ORDER BY g.id
      """)
    var found: [AgreementFacts] = []
    for row in rows {
      let id = try row.text("id")
      if found.last?.id != id {
        found.append(
          AgreementFacts(
            id: id, version: try row.int("version"),
            status: AgreementStatus(rawValue: try row.text("status")) ?? .expired, parties: [one, other], purposes: [],
            categories: [], panels: [], from: try row.day("from_day"), to: try row.optionalDay("to_day")))
      }
      let word = try row.text("word"), last = found.count - 1
      switch try row.text("kind") {
      case "purpose": found[last].purposes.append(word)
      case "panel": found[last].panels.append(word)
      default: found[last].categories.append(word)
      }
    }
    return found
  }
}

extension AccessGate {
  /// The body that somebody acts for; nil when there is no such account.
  package static func agency(of account: String, _ connection: any Connection) throws -> String? {
    try connection.row("SELECT authority_id FROM account WHERE id = \(account)")?.text("authority_id")
  }
}

extension AccessGate {
  /// The person asking, with duties and standing.
  package func person(_ inquirer: Inquirer, _ connection: any Connection) throws -> DecisionFacts.Subject? {
    try AccessGate.subject(inquirer.account, connection)
  }
}
