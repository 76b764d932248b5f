import Basics
import Database
import PartnershipModel

/// The rule of sharing as SQL, for lists and searches: the records for which `decide` would allow the action. Each clause
/// is written here once beside its test in `Clause.holds`; that both give the same set is tested record by record.
package struct AccessPredicate: Sendable {
  /// Records that can come into question at all, as a query of one column `record`: on these the list begins, so that it
  /// takes as long as the person has cases and not as long as the partnership has.
  package let candidates: SQL
  /// What must hold of `access_record r` besides, clause by clause.
  package var clauses: [SQL]
  /// Clause 5 as a condition on one `access_record r`: for lists that are driven from elsewhere.
  package let membership: SQL
  /// Whether the person is on so many records that a list had better begin with its order and stop when it is full.
  package let isBroad: Bool

  /// Records that a person is on, beyond which a list begins with its order. Where both ways take equally long in a million
  /// cases: a page of 25 is filled after some 25 million ÷ records looks, and PostgreSQL takes longer for each.
  package static func fewRecords(_ engine: Engine) -> Int { engine == .postgres ? 10_000 : 5_000 }

  /// All of these clauses together.
  package var condition: SQL { SQL.joined(clauses.map { SQL.joined(["(", $0, ")"], by: "") }, by: " AND ") }

  /// Everything that must hold of one `access_record r`.
  package var whole: SQL {
    SQL.joined([membership, condition].map { SQL.joined(["(", $0, ")"], by: "") }, by: " AND ")
  }

  /// `SELECT … FROM (candidates) c JOIN access_record r ON r.id = c.record WHERE condition`, put together.
  package func from(_ joins: SQL = "", where further: SQL = "1 = 1") -> SQL {
    """
    FROM (\(sql: candidates)) c JOIN access_record r ON r.id = c.record \(sql: joins)
    WHERE \(sql: condition) AND (\(sql: further))
    """
  }
}

extension AccessGate {
  /// The predicate for one person and action in one session; read through the connection on which the list will be.
  package func predicate(_ action: RecordAction, for inquirer: Inquirer, _ connection: any Connection) throws
    -> AccessPredicate
  {
    guard let subject = try AccessGate.subject(inquirer.account, connection) else {
      return AccessPredicate(
        candidates: "SELECT '' AS record WHERE 1 = 0", clauses: ["1 = 0"], membership: "1 = 0", isBroad: false)
    }
    let context = context(inquirer, clock.now())
    let clauses = Clause.allCases.map { sql($0, action, subject, inquirer, context) }
    let few = AccessPredicate.fewRecords(connection.engine)
    let many = try connection.row(
      """
      SELECT count(*) AS n FROM (SELECT 1 AS one FROM access_member WHERE account_id = \(inquirer.account)
        AND status = 'active' LIMIT \(few + 1)) AS held
      """)
    return AccessPredicate(
      candidates: candidates(action, inquirer, context), clauses: clauses,
      membership: membership(action, inquirer, context),
      isBroad: try (many?.int("n") ?? 0) > few)
  }

  private func membership(_ action: RecordAction, _ inquirer: Inquirer, _ context: DecisionFacts.Context) -> SQL {
    var parts: [SQL] = ["EXISTS (\(sql: members(inquirer, context)) AND m.record = r.id)"]
    if action == .read || action == .reveal {
      parts.append("EXISTS (\(sql: emergencies(action, inquirer, context)) AND e.record = r.id)")
    }
    if action == .read { parts.append("r.panel_wide = 1") }
    return SQL.joined(parts, by: " OR ")
  }

  /// Members, emergency access and what the whole panel sees: clause 5 as the set it admits.
  private func candidates(_ action: RecordAction, _ inquirer: Inquirer, _ context: DecisionFacts.Context) -> SQL {
    var parts: [SQL] = [members(inquirer, context)]
    if action == .read || action == .reveal { parts.append(emergencies(action, inquirer, context)) }
    if action == .read { parts.append("SELECT id AS record FROM access_record WHERE panel_wide = 1") }
    return SQL.joined(parts, by: " UNION ")
  }

  private func members(_ inquirer: Inquirer, _ context: DecisionFacts.Context) -> SQL {
    """
    SELECT m.record AS record FROM access_member m WHERE m.account_id = \(inquirer.account) AND m.status = 'active'
      AND m.from_day <= \(context.today) AND (m.to_day IS NULL OR m.to_day >= \(context.today))
      AND (m.purpose IS NULL OR m.purpose = \(inquirer.purpose))
    """
  }

  private func emergencies(_ action: RecordAction, _ inquirer: Inquirer, _ context: DecisionFacts.Context) -> SQL {
    // Four hours at most is asked when a row is made, and again by whoever reads it as facts.
    """
    SELECT e.record AS record FROM break_glass e JOIN access_record x ON x.id = e.record
    WHERE e.account_id = \(inquirer.account) AND e.state = 'active' AND e.started_at <= \(context.now)
      AND e.expires_at > \(context.now) AND x.classification <= e.classification
      AND e.lasts_seconds <= \(BreakGlassFacts.longest) AND (\(action == .read) = 1 OR e.safe_address = 1)
    """
  }

  private func sql(
    _ clause: Clause, _ action: RecordAction, _ subject: DecisionFacts.Subject, _ inquirer: Inquirer,
    _ context: DecisionFacts.Context
  ) -> SQL {
    func constant(_ holds: Bool) -> SQL { holds ? "1 = 1" : "1 = 0" }
    switch clause {
    case .active: return constant(subject.status == .active)
    case .training: return constant(subject.trainingValidUntil.map { context.today <= $0 } ?? false)
    case .strength: return constant(context.strength >= .secondFactor)
    case .suspended: return constant(subject.status != .suspended && subject.agencyStatus != .suspended)
    case .clearance: return "r.classification <= \(subject.clearance?.rank ?? -1)"
    case .role: return AccessGate.isOne(of: practice.panels(for: subject.roles, action))
    case .purpose: return AccessGate.isOne(of: practice.panels(serving: inquirer.purpose))
    case .sealed: return "r.sealed = 0"
    case .membership: return "1 = 1"  // the candidates are the set that it admits
    case .agreement: return agreement(subject, inquirer, context)
    case .narrowing:
      return """
        NOT EXISTS (SELECT 1 FROM access_narrowing n WHERE n.record = r.id AND NOT EXISTS (
          SELECT 1 FROM access_narrowing_entry e WHERE e.narrowing = n.id
            AND ((e.kind = 'agency' AND e.admitted = \(subject.agency))
              OR (e.kind = 'user' AND e.admitted = \(subject.user)))))
        """
    case .conflict:
      return """
        NOT EXISTS (SELECT 1 FROM access_conflict f JOIN access_person p ON p.person = f.person
          WHERE f.account_id = \(subject.user) AND p.record = r.id)
        """
    case .obligations: return obligations(action, inquirer, context)
    }
  }

  private func agreement(_ subject: DecisionFacts.Subject, _ inquirer: Inquirer, _ context: DecisionFacts.Context)
    -> SQL
  {
    """
    r.owner_agency = \(subject.agency) OR EXISTS (
      SELECT 1 FROM sharing_agreement g
      JOIN sharing_agreement_party p ON p.agreement = g.id AND p.authority_id = \(subject.agency)
        AND p.signed_at IS NOT NULL
      JOIN sharing_agreement_party q ON q.agreement = g.id AND q.authority_id = r.owner_agency
        AND q.signed_at IS NOT NULL AND q.gives = 1
      JOIN sharing_agreement_scope u ON u.agreement = g.id AND u.kind = 'purpose' AND u.word = \(inquirer.purpose)
      JOIN sharing_agreement_scope l ON l.agreement = g.id AND l.kind = 'panel' AND l.word = r.panel
      WHERE g.status IN ('in-force', 'due-for-review') AND g.from_day <= \(context.today)
        AND (g.to_day IS NULL OR g.to_day >= \(context.today))
        AND NOT EXISTS (SELECT 1 FROM access_category k WHERE k.record = r.id AND NOT EXISTS (
          SELECT 1 FROM sharing_agreement_scope s WHERE s.agreement = g.id AND s.kind = 'category'
            AND s.word = k.category)))
    """
  }

  private func obligations(_ action: RecordAction, _ inquirer: Inquirer, _ context: DecisionFacts.Context) -> SQL {
    var parts: [SQL] = []
    if action.needsStepUp {
      let age = context.stepUpAt.map { context.now.milliseconds - $0.milliseconds }
      let isFresh = age.map { $0 >= 0 && $0 <= DecisionFacts.stepUpLasts * 1000 } ?? false
      parts.append(isFresh ? "1 = 1" : "1 = 0")
    }
    if !context.reason {
      if action.needsReason { parts.append("1 = 0") }
      // By emergency access alone, every look needs its reason.
      let isPanelWide: SQL = action == .read ? "r.panel_wide = 1" : "1 = 0"
      parts.append("(\(sql: isPanelWide)) OR EXISTS (\(sql: members(inquirer, context)) AND m.record = r.id)")
    }
    if action.isOutward, context.secondApprover == nil || context.secondApprover == inquirer.account {
      parts.append("r.person_count <= \(DecisionFacts.mostPersonsAlone)")
    }
    return parts.isEmpty ? "1 = 1" : SQL.joined(parts.map { SQL.joined(["(", $0, ")"], by: "") }, by: " AND ")
  }

  private static func isOne(of panels: Set<String>) -> SQL {
    guard !panels.isEmpty else { return "1 = 0" }
    return "r.panel IN (\(sql: SQL.joined(panels.sorted().map { "\($0)" as SQL }, by: ", ")))"
  }
}
