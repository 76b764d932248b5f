import Audit
import Basics
import CaseworkModel
import Database
import GuardedFields
import PartnershipModel
import PartnershipStore

/// What is due to be erased or reviewed in one agency's cases, what holds it back, and the batches. Nothing of a case is
/// opened here: covers, dates and panels are enough.
package struct RetentionStore: Sendable {
  package let cases: CaseStore
  package let schedule: RetentionSchedule
  var database: Database { cases.database }
  var audit: AuditLog { cases.audit }
  package var clock: Clock { cases.clock }
  package var today: Day { clock.now().londonDay }

  package init(cases: CaseStore, schedule: RetentionSchedule) {
    self.cases = cases
    self.schedule = schedule
  }

  /// One closed case whose time has come.
  package struct Due: Sendable, Hashable {
    package let record: ID<Case>
    package let reference: String, panel: String
    package let closedOn: Day, due: Day
    package let rule: RetentionRule
    /// What stands against erasing it now.
    package let blocks: [String]
  }

  /// How many people approve a batch, none of whom is the same as another.
  package static let approvals = 2
  package static let mostInBatch = 500

  /// Everything that is due in the agency's cases today; nothing changes by asking.
  package func dryRun(agency: String) async throws -> [Due] {
    let store = self
    return try await database.read { connection in try store.due(agency, connection) }
  }

  func due(_ agency: String, _ connection: any Connection) throws -> [Due] {
    let today = today
    return try connection.rows(
      """
      SELECT c.id, c.reference, c.closed_on, r.panel,
        (SELECT count(*) FROM case_action a WHERE a.case_id = c.id AND a.kind = 'enforcement') AS formal,
        (SELECT count(*) FROM retention_hold h WHERE h.record = c.id AND h.lifted_at IS NULL) AS holds,
        (SELECT count(*) FROM subject_request_case m JOIN subject_request q ON q.id = m.request
          WHERE m.record = c.id AND m.standing <> 'other' AND q.state IN ('received', 'reviewed', 'approved')) AS asked,
        (SELECT count(*) FROM disclosure d WHERE d.record = c.id AND (d.state IN ('requested', 'acknowledged', 'assessed',
          'redacted') OR EXISTS (SELECT 1 FROM disclosure_recipient t WHERE t.disclosure = d.id
            AND t.standing IN ('sent', 'confirmed', 'kept')))) AS disclosing,
        (SELECT count(*) FROM retention_batch_case l JOIN retention_batch b ON b.id = l.batch
          WHERE l.record = c.id AND b.state = 'erasing') AS erasing,
        (SELECT v.keep_until FROM retention_review v WHERE v.record = c.id) AS keep_until
      FROM case_file_cover c JOIN access_record r ON r.id = c.id
      WHERE r.owner_agency = \(agency) AND c.state = 'closed' AND c.erased_at IS NULL AND r.sealed = 0
      ORDER BY c.closed_on, c.id
      """
    ).compactMap { row in
      let panel = try row.text("panel"), closed = try row.day("closed_on")
      guard let rule = schedule.rule(panel: panel, hasFormalAction: try row.int("formal") > 0) else { return nil }
      let due = max(rule.due(closed: closed), try row.optionalDay("keep_until") ?? rule.due(closed: closed))
      guard due <= today else { return nil }
      var blocks: [String] = []
      if try row.int("holds") > 0 { blocks.append("Legal hold") }
      // In words that tell of no person’s request: it may be one that nobody here is to know of.
      if try row.int("asked") > 0 || row.int("disclosing") > 0 { blocks.append("In use: a disclosure, or a copy that is out") }
      if try row.int("erasing") > 0 { blocks.append("Being erased") }
      return Due(
        record: try row.id("id"), reference: try row.text("reference"), panel: panel, closedOn: closed, due: due,
        rule: rule, blocks: blocks)
    }
  }

  func record(_ reference: String, of agency: String, _ connection: any Connection) throws -> ID<Case> {
    guard
      let row = try connection.row(
        """
        SELECT c.id FROM case_file_cover c JOIN access_record r ON r.id = c.id
        WHERE c.reference = \(reference.uppercased()) AND r.owner_agency = \(agency) AND c.erased_at IS NULL
        """)
    else {
      throw Refusal("no-case", place: "Reference", "Your agency has no such case.", remedy: "Check the reference.")
    }
    return try row.id("id")
  }

  func append(_ rule: String, _ kind: String, _ id: String, by actor: AuditActor, _ connection: any Connection) throws {
    try audit.append(
      try AuditEntry(
        .admin, by: actor, object: AuditObject(kind: kind, id: id), grounds: AuditGrounds(rules: [rule])),
      now: clock.now(), in: connection)
  }

  /// Holds a case back from erasure until the hold is lifted, such as for a court.
  package func hold(_ reference: String, reason: String, by actor: AuditActor) async throws {
    try DisclosureText.check(reason, "Why it is held", longest: 500)
    let store = self, now = clock.now(), own = ID<RetentionStore>(at: now)
    guard let agency = actor.agency, let account = actor.user else { throw AccessRefused.unknown }
    try await audit.write { connection in
      let record = try store.record(reference, of: agency, connection)
      try RetentionStore.refuseErasing(record, connection)
      try connection.run(
        """
        INSERT INTO retention_hold (id, record, reason, set_at, set_by)
        VALUES (\(own), \(record), \(reason), \(now), \(account))
        """)
      try store.append("hold-set", "case", record.text, by: actor, connection)
    }
  }

  /// What is being erased cannot be held back any more.
  private static func refuseErasing(_ record: ID<Case>, _ connection: any Connection) throws {
    let erasing = try connection.row(
      """
      SELECT l.record FROM retention_batch_case l JOIN retention_batch b ON b.id = l.batch
      WHERE l.record = \(record) AND b.state = 'erasing' AND l.left_out IS NULL
      """)
    guard erasing == nil else {
      throw Refusal("erasing", "The case is being erased; its keys may be gone.", remedy: "Nothing brings it back.")
    }
  }

  package struct Hold: Sendable, Hashable {
    package let id: String, reference: String, reason: String, setBy: String
    package let setAt: Instant
  }

  package func holds(agency: String) async throws -> [Hold] {
    try await database.read { connection in
      try connection.rows(
        """
        SELECT h.*, c.reference, a.name FROM retention_hold h JOIN case_file_cover c ON c.id = h.record
        JOIN access_record r ON r.id = h.record JOIN account a ON a.id = h.set_by
        WHERE r.owner_agency = \(agency) AND h.lifted_at IS NULL ORDER BY h.set_at
        """
      ).map {
        Hold(
          id: try $0.text("id"), reference: try $0.text("reference"), reason: try $0.text("reason"),
          setBy: try $0.text("name"), setAt: try $0.instant("set_at"))
      }
    }
  }

  package func lift(_ hold: String, reason: String, by actor: AuditActor) async throws {
    try DisclosureText.check(reason, "Why it is lifted", longest: 500)
    let store = self, now = clock.now()
    guard let agency = actor.agency, let account = actor.user else { throw AccessRefused.unknown }
    try await audit.write { connection in
      let lifted = try connection.run(
        """
        UPDATE retention_hold SET lifted_at = \(now), lifted_by = \(account), lift_reason = \(reason)
        WHERE id = \(hold) AND lifted_at IS NULL
          AND record IN (SELECT r.id FROM access_record r WHERE r.owner_agency = \(agency))
        """)
      guard lifted == 1 else { throw AccessRefused.unknown }
      try store.append("hold-lifted", "retention-hold", hold, by: actor, connection)
    }
  }

  /// A review that keeps a case, with its reason and the day of the next one.
  package func keep(_ reference: String, until day: Day?, reason: String, by actor: AuditActor) async throws {
    try DisclosureText.check(reason, "Why it is kept", longest: 500)
    let store = self, now = clock.now(), today = today
    guard let day, day > today, day - today <= 3_660 else {
      throw Refusal(
        "keep-until", place: "Next review", "This is no day within the next ten years.", remedy: "Give the next review.")
    }
    guard let agency = actor.agency, let account = actor.user else { throw AccessRefused.unknown }
    try await audit.write { connection in
      let record = try store.record(reference, of: agency, connection)
      try connection.run(
        """
        INSERT INTO retention_review (record, keep_until, reason, reviewed_at, reviewed_by)
        VALUES (\(record), \(day), \(reason), \(now), \(account))
        ON CONFLICT (record) DO UPDATE SET keep_until = excluded.keep_until, reason = excluded.reason,
          reviewed_at = excluded.reviewed_at, reviewed_by = excluded.reviewed_by
        """)
      try store.append("retention-kept", "case", record.text, by: actor, connection)
    }
  }
}
