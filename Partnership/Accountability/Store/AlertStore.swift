import Audit
import Basics
import Database
import PartnershipModel

/// Alerts about looks at records, in the database: raised once, answered once, never taken away.
package struct AlertStore: Sendable {
  package let log: AuditLog
  package let rules: InsiderRules
  /// Makes the keys of what accounts say of staff; nil where nothing is compared by surname.
  package let matching: MatchKeys?
  private let reading: AccessReading

  /// - Parameter hasMeeting: whether a meeting about the record lies within so many days of that day for that person;
  ///   without one, nobody has any.
  package init(
    log: AuditLog, rules: InsiderRules, matching: MatchKeys? = nil,
    hasMeeting: @escaping @Sendable (String, String, Day, Int, any Connection) throws -> Bool = { _, _, _, _, _ in false
    }
  ) {
    self.log = log
    self.rules = rules
    self.matching = matching
    reading = AccessReading(
      hasMeeting: hasMeeting, meetingWithin: rules.entry(.outsideCaseload)?.thresholds["meeting-within"] ?? 14)
  }

  /// One alert as it is shown.
  package struct Stored: Hashable, Sendable {
    package let id: ID<InsiderAlert>
    package let rule: String
    package let actor: String?, actorAgency: String?, record: String?
    package let happenedAt: Instant, raisedAt: Instant
    package let words: String
    package let told: [String]
    package let answer: Answer?

    package struct Answer: Hashable, Sendable {
      package let by: String
      package let at: Instant
      package let words: String
    }
  }

  /// Looks over what the log holds from `since` on and keeps the alerts that are new; tells how many. Done again, or over
  /// overlapping times, it raises nothing twice.
  @discardableResult
  package func scan(since: Instant, now: Instant) async throws -> Int {
    let records = try await records(since: since.adding(seconds: -InsiderWatch.reach), until: now)
    let rules = rules, reading = reading, matching = matching
    let alerts = try await log.database.read { connection in
      let events = try reading.events(records, connection)
      let facts = try InsiderRegister.facts(
        staff: Set(events.map(\.actor)), individuals: Set(events.flatMap(\.individuals)), matching: matching,
        connection)
      return try InsiderWatch(rules: rules, facts: facts, agencies: try AlertStore.watching(connection))
        .alerts(events, since: since, now: now)
    }
    guard !alerts.isEmpty else { return 0 }
    return try await log.write { connection in try keep(alerts, now, connection) }
  }

  private func records(since: Instant, until: Instant) async throws -> [AuditRecord] {
    var query = AuditQuery()
    query.since = since
    query.until = until.adding(seconds: 1)
    query.limit = 200
    var found: [AuditRecord] = []
    repeat {
      let page = try await log.search(query)
      found += page.records
      query.before = page.next
    } while query.before != nil
    return found
  }

  /// Bodies in which somebody would hear an alert.
  private static func watching(_ connection: any Connection) throws -> [String] {
    try connection.rows(
      """
      SELECT DISTINCT a.authority_id AS authority_id FROM account a JOIN account_role r ON r.account_id = a.id
      WHERE r.role = 'information-governance' AND a.suspended_at IS NULL ORDER BY a.authority_id
      """
    ).map { try $0.text("authority_id") }
  }

  private func keep(_ alerts: [InsiderAlert], _ now: Instant, _ connection: any Connection) throws -> Int {
    let bodies = Set(try connection.rows("SELECT id FROM authority").map { try $0.text("id") })
    var entries: [AuditEntry] = []
    for alert in alerts {
      let id = ID<InsiderAlert>(at: now)
      let added = try connection.run(
        """
        INSERT INTO insider_alert (id, alert_key, rule, actor, actor_agency, record, happened_at, raised_at, words, state)
        VALUES (\(id), \(alert.key), \(alert.rule.rawValue), \(alert.actor), \(alert.agency), \(alert.record),
          \(alert.time), \(now), \(alert.words), 'open')
        ON CONFLICT (alert_key) DO NOTHING
        """)
      guard added == 1 else { continue }
      try connection.batch(
        alert.told.filter(bodies.contains).map {
          "INSERT INTO insider_alert_told (alert, authority_id) VALUES (\(id), \($0))"
        })
      entries.append(
        try AuditEntry(
          .system, by: .server, object: AuditObject(kind: "insider-alert", id: id.text),
          grounds: AuditGrounds(rules: [alert.rule.rawValue])))
    }
    if !entries.isEmpty { try log.append(entries, now: now, in: connection) }
    return entries.count
  }
}
