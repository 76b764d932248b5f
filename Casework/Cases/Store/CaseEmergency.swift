import Audit
import Basics
import CaseworkModel
import Database
import PartnershipModel
import PartnershipStore

/// Emergency access (break-glass) and asking for access.
extension CaseStore {
  /// Opens one case to somebody who is not on it, for at most four hours, to read. What it opens is frozen now. The case's
  /// members are shown it on the case; it waits for a review by somebody else within one working day.
  ///
  /// The answer is the same whether there is no such case or it may not be opened this way: nobody learns which.
  package func breakGlass(
    reference: String, reasonCode: String, words: String, includesSafeAddress: Bool, by inquirer: Inquirer
  ) async throws -> ID<Case> {
    guard words.count >= 20, words.count <= 1_000, BreakGlassReason(rawValue: reasonCode) != nil else {
      throw Refusal(
        "reason", place: "What has happened", "Emergency access is given for a reason of at least 20 characters.",
        remedy: "Say who is in danger and of what.")
    }
    let now = clock.now(), store = self, own = ID<BreakGlassFacts>(at: now)
    let expires = now.adding(seconds: BreakGlassFacts.longest)
    var asked = inquirer
    asked.reason = words
    let trial = asked
    return try await audit.write { connection in
      guard try store.hasStepUp(inquirer, now) else {
        throw Refusal("step-up", "The second factor was not shown just now.", remedy: "Confirm that it is you first.")
      }
      // What does not hang on the case comes first, or a refusal would tell that there is one.
      let overdue = try connection.row(
        """
        SELECT id FROM break_glass WHERE account_id = \(inquirer.account) AND reviewed_at IS NULL
          AND review_due < \(now) LIMIT 1
        """)
      guard overdue == nil else {
        throw Refusal(
          "review-overdue", "An earlier emergency access of yours has not been reviewed in time.",
          remedy: "Ask the information-governance lead for its review; until then the right is suspended.")
      }
      let unjustified = try connection.row(
        "SELECT count(*) AS n FROM break_glass WHERE account_id = \(inquirer.account) AND justified = 0")?.int("n") ?? 0
      guard unjustified < EmergencyReviews.mostUnjustified else {
        throw Refusal(
          "right-ended", "Your right to emergency access ended after \(unjustified) that were not justified.",
          remedy: "Ask the lead agency to put you on the case.")
      }
      let none = Refusal(
        "no-emergency-access", place: "Reference",
        "There is no such case, or it cannot be opened this way.",
        remedy: "Check the reference; ring the agency that leads the case.")
      guard
        let id = try connection.row(
          "SELECT id FROM case_file_cover WHERE reference = \(reference.uppercased())")?.text("id"),
        let found = try store.gate.decision(.read, on: ID(id), for: trial, connection)
      else { throw none }
      // Everything but membership must hold: no conflict, an agreement, the duty, the clearance.
      let lacking = Set(found.decision.failed).subtracting([.membership, .obligations])
      guard lacking.isEmpty, !found.facts.isMember else { throw none }
      let again = try connection.row(
        """
        SELECT id FROM break_glass WHERE account_id = \(inquirer.account) AND record = \(id)
          AND started_at > \(now.adding(seconds: -86_400)) LIMIT 1
        """)
      guard again == nil else {
        throw Refusal(
          "chained", place: reference, "You had emergency access to this case within the last 24 hours.",
          remedy: "Ask the lead agency to put you on the case.")
      }
      let told = try CaseStore.otherBody(than: found.facts.subject.agency, for: found.facts.record, connection)
      try connection.run(
        """
        INSERT INTO break_glass (id, record, account_id, state, reason_code, words, classification, safe_address,
          started_at, expires_at, lasts_seconds, review_due, told_agency)
        VALUES (\(own), \(id), \(inquirer.account), 'active', \(reasonCode), \(words),
          \(found.facts.record.classification.rank), \(includesSafeAddress), \(now), \(expires),
          \(BreakGlassFacts.longest), \(store.reviewDue(after: now)), \(told))
        """)
      let entry = try AuditEntry(
        .decision, by: CaseAudit.actor(inquirer, agency: found.facts.subject.agency),
        object: AuditObject(kind: "case", id: id, fieldGroups: ["break-glass"]),
        individuals: found.facts.record.persons,
        grounds: AuditGrounds(
          purpose: inquirer.purpose, rules: ["break-glass"], effect: .allow, reason: reasonCode))
      try store.audit.append(entry, now: now, in: connection)
      return ID(id)
    }
  }

  /// The other body that is told: the case's owner; of the owner's own people, another body that has somebody on the case,
  /// or one that has an agreement with the owner on this panel.
  private static func otherBody(
    than agency: String, for record: DecisionFacts.Record, _ connection: any Connection
  ) throws -> String? {
    if record.ownerAgency != agency { return record.ownerAgency }
    let member = try connection.row(
      """
      SELECT a.authority_id FROM access_member m JOIN account a ON a.id = m.account_id
      WHERE m.record = \(record.case) AND m.status = 'active' AND a.authority_id <> \(agency) ORDER BY a.authority_id LIMIT 1
      """)
    if let member { return try member.text("authority_id") }
    return try connection.row(
      """
      SELECT q.authority_id FROM sharing_agreement g
      JOIN sharing_agreement_party p ON p.agreement = g.id AND p.authority_id = \(agency) AND p.signed_at IS NOT NULL
      JOIN sharing_agreement_party q ON q.agreement = g.id AND q.authority_id <> \(agency) AND q.signed_at IS NOT NULL
      JOIN sharing_agreement_scope s ON s.agreement = g.id AND s.kind = 'panel' AND s.word = \(record.panel)
      WHERE g.status IN ('in-force', 'due-for-review') ORDER BY q.authority_id LIMIT 1
      """)?.text("authority_id")
  }

  private func hasStepUp(_ inquirer: Inquirer, _ now: Instant) throws -> Bool {
    inquirer.stepUpAt.map { now.milliseconds - $0.milliseconds <= DecisionFacts.stepUpLasts * 1000 && $0 <= now } ?? false
  }

  /// The end of the next working day. By universal time, so that in summer it is an hour later in London, never earlier.
  func reviewDue(after now: Instant) -> Instant {
    let day = calendar.working(onOrAfter: now.londonDay + 1)
    return Instant(milliseconds: (day.number + 1) * 86_400_000)
  }

  /// Asks the owner of a case for access. The same words come back whether there is such a case or not.
  package func askForAccess(reference: String, words: String, by inquirer: Inquirer) async throws {
    guard words.count >= 10, words.count <= 1_000, reference.count <= 60 else {
      throw Refusal(
        "reason", place: "Why you need it", "A request needs a reason of 10 to 1,000 characters.",
        remedy: "Say what you need the case for.")
    }
    let now = clock.now(), store = self, own = ID<CaseStore>(at: now)
    try await audit.write { connection in
      let id = try connection.row("SELECT id FROM case_file_cover WHERE reference = \(reference.uppercased())")?.text("id")
      try connection.run(
        """
        INSERT INTO access_request (id, reference, record, account_id, words, purpose, asked_at)
        VALUES (\(own), \(reference), \(id), \(inquirer.account), \(words), \(inquirer.purpose), \(now))
        """)
      let entry = try AuditEntry(
        .decision, by: CaseAudit.actor(inquirer, agency: AccessGate.agency(of: inquirer.account, connection)),
        object: AuditObject(kind: "access-request", id: own.text), grounds: AuditGrounds(rules: ["asked"]))
      try store.audit.append(entry, now: now, in: connection)
    }
  }

  package struct AccessRequest: Sendable {
    package let id: String, name: String, agency: String, account: String, words: String, purpose: String
    package let askedAt: Instant
  }

  /// Requests for a case that nobody has answered yet: for whoever may change who is on it.
  package func requests(for id: ID<Case>, by inquirer: Inquirer) async throws -> [AccessRequest] {
    let store = self
    return try await database.read { connection in
      guard let (decision, _) = try store.gate.decision(.members, on: ID(id.text), for: inquirer, connection),
        decision.isAllowed || decision.needsOnlyObligations
      else { return [] }
      return try connection.rows(
        """
        SELECT q.*, a.name, o.name AS agency FROM access_request q JOIN account a ON a.id = q.account_id
        JOIN authority o ON o.id = a.authority_id WHERE q.record = \(id) AND q.answer IS NULL ORDER BY q.asked_at
        """
      ).map { row in
        AccessRequest(
          id: try row.text("id"), name: try row.text("name"), agency: try row.text("agency"),
          account: try row.text("account_id"), words: try row.text("words"), purpose: try row.text("purpose"),
          askedAt: try row.instant("asked_at"))
      }
    }
  }

  /// Answers a request; a granted one puts the person on the case.
  package func answer(_ request: String, granted: Bool, words: String, on id: ID<Case>, by inquirer: Inquirer) async throws {
    let now = clock.now()
    try await change(.members, id, by: inquirer, fields: ["members"]) { connection, grant in
      guard
        let row = try connection.row(
          "SELECT account_id FROM access_request WHERE id = \(request) AND record = \(id) AND answer IS NULL")
      else { throw Refusal("no-request", "There is no such open request.", remedy: "Open the case again.") }
      let account = try row.text("account_id")
      guard account != grant.inquirer.account else {
        throw Refusal("own-request", "Nobody answers a request of their own.", remedy: "Ask somebody else on the case.")
      }
      try connection.run(
        """
        UPDATE access_request SET answer = \(granted ? "granted" : "refused"), answered_by = \(grant.inquirer.account),
          answered_at = \(now), answer_words = \(String(words.prefix(500))) WHERE id = \(request)
        """)
      if granted {
        try AccessRegister.join(
          account, grant.record, as: "granted on request", from: now.londonDay, by: grant.inquirer.account, connection)
      }
    }
  }

  package struct Emergency: Sendable {
    package let id: String, name: String, agency: String, words: String
    package let startedAt: Instant, expiresAt: Instant
    package let isReviewed: Bool
  }

  /// Emergency accesses to a case, for everybody on it to see.
  package func emergencies(of id: ID<Case>, by inquirer: Inquirer) async throws -> [Emergency] {
    let store = self
    return try await database.read { connection in
      _ = try store.gate.grant(.read, on: ID(id.text), for: inquirer, connection)
      return try connection.rows(
        """
        SELECT b.*, a.name, o.name AS agency FROM break_glass b JOIN account a ON a.id = b.account_id
        JOIN authority o ON o.id = a.authority_id WHERE b.record = \(id) ORDER BY b.started_at DESC
        """
      ).map { row in
        Emergency(
          id: try row.text("id"), name: try row.text("name"), agency: try row.text("agency"),
          words: try row.text("words"), startedAt: try row.instant("started_at"),
          expiresAt: try row.instant("expires_at"), isReviewed: try row.optionalText("reviewed_at") != nil)
      }
    }
  }
}
