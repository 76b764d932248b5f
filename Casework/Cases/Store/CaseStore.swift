import Audit
import Basics
import CaseworkModel
import Database
import GuardedFields
import PartnershipModel
import PartnershipStore

/// Cases in the database. Nothing of a case is read or written but against a grant, taken in the same transaction; every
/// write has its entry in the audit in that transaction, every read has its entry before anything is given out.
package struct CaseStore: Sendable {
  package let database: Database
  package let gate: AccessGate
  package let vault: PeopleVault
  let keys: KeyRing
  let audit: AuditLog
  let reads: ReadAudit
  package let labels: [ActionLabel]
  /// Working days, for reviews that are due on one.
  let calendar: WorkingCalendar
  package var clock: Clock { gate.clock }

  package init(
    database: Database, gate: AccessGate, keys: KeyRing, audit: AuditLog, reads: ReadAudit, labels: [ActionLabel],
    calendar: WorkingCalendar
  ) {
    self.database = database
    self.gate = gate
    self.keys = keys
    self.audit = audit
    self.reads = reads
    self.labels = labels
    self.calendar = calendar
    vault = PeopleVault(keys: keys)
  }

  /// Gives the key store back; for commands that end before the process does.
  package func close() { keys.close() }

  /// A change to one case: the decision, the change and its audit entry, all or nothing.
  ///
  /// - Parameter whenOpen: for what is written in a case that is being worked on; refused once it is closed.
  func change<T: Sendable>(
    _ action: RecordAction, _ id: ID<Case>, by inquirer: Inquirer, as category: AuditCategory = .alteration,
    fields: [String], whenOpen: Bool = false, _ body: @escaping @Sendable (any Connection, borrowing Grant) throws -> T
  ) async throws -> T {
    let store = self
    return try await audit.write { connection in
      let grant = try store.gate.grant(action, on: ID(id.text), for: inquirer, connection)
      if whenOpen, try connection.row("SELECT id FROM case_file_cover WHERE id = \(id) AND state = 'open'") == nil {
        throw Refusal(
          "case-closed", "The case is closed; nothing more is written in it.", remedy: "Begin a new case and name this one.")
      }
      let result = try body(connection, grant)
      let individuals = try CaseStore.individuals(of: id, connection)
      let entry = try CaseAudit.entry(category, grant, individuals: individuals, fields: fields)
      try store.audit.append(entry, now: store.clock.now(), in: connection)
      return result
    }
  }

  static func individuals(of id: ID<Case>, _ connection: any Connection) throws -> [String] {
    try connection.rows("SELECT person FROM access_person WHERE record = \(id) ORDER BY person").map {
      try $0.text("person")
    }
  }

  /// The cover of a case; the caller has a grant on it.
  static func cover(_ id: ID<Case>, _ connection: any Connection) throws -> Case? {
    try covers("WHERE c.id = \(id)", connection).first
  }

  static func covers(_ condition: SQL, _ connection: any Connection) throws -> [Case] {
    try connection.rows(
      """
      SELECT c.*, r.panel, r.owner_agency, o.name AS owner_name,
        (SELECT min(a.due) FROM case_action a WHERE a.case_id = c.id AND a.done_on IS NULL) AS next_due
      FROM case_file_cover c JOIN access_record r ON r.id = c.id JOIN authority o ON o.id = r.owner_agency
      \(sql: condition)
      """
    ).map { row in
      Case(
        id: try row.id("id"), reference: try row.text("reference"), panel: try row.text("panel"),
        ownerAgency: try row.text("owner_agency"), ownerName: try row.text("owner_name"),
        state: Case.State(rawValue: try row.text("state")) ?? .closed, openedOn: try row.day("opened_on"),
        closedOn: try row.optionalDay("closed_on"), closingReason: try row.optionalText("closing_reason"),
        nextDue: try row.optionalDay("next_due"))
    }
  }
}

/// How acts on cases stand in the audit.
enum CaseAudit {
  static func entry(
    _ category: AuditCategory, _ grant: borrowing Grant, individuals: [String], fields: [String],
    recipient: String? = nil
  ) throws -> AuditEntry {
    // A case without anybody in it is touched, too; the six categories of section 62 need an individual.
    let kind = individuals.isEmpty && category != .disclosure ? .decision : category
    return try AuditEntry(
      kind, by: actor(grant.inquirer, agency: grant.agency),
      object: AuditObject(kind: "case", id: grant.record.text, fieldGroups: fields), individuals: individuals,
      recipient: recipient, grounds: grounds(grant.decision, grant.inquirer))
  }

  static func actor(_ inquirer: Inquirer, agency: String?) throws -> AuditActor {
    try AuditActor(
      user: inquirer.account, agency: agency,
      strength: AuditActor.Strength(rawValue: inquirer.strength.rawValue) ?? .secondFactor)
  }

  static func grounds(_ decision: SharingDecision, _ inquirer: Inquirer) throws -> AuditGrounds {
    try AuditGrounds(
      purpose: inquirer.purpose.isEmpty ? nil : inquirer.purpose,
      agreement: try decision.agreement.map { try .init(id: $0.id, version: $0.version ?? 1) },
      rules: ["action:\(decision.action.rawValue)", "basis:\(decision.basis.rawValue)"] + decision.failed.map(\.rawValue),
      effect: decision.isAllowed ? .allow : .deny)
  }
}
