import Audit
import Basics
import Database
import PartnershipModel

extension AlertStore {
  /// Alerts about the agency's own people and those it is told of, open ones first, latest first. Nobody sees an alert
  /// about themselves.
  package func alerts(for agency: String, viewer: String) async throws -> [Stored] {
    try await log.database.read { connection in
      try connection.rows(
        """
        SELECT * FROM insider_alert WHERE (actor IS NULL OR actor <> \(viewer)) AND (actor_agency = \(agency)
          OR id IN (SELECT alert FROM insider_alert_told WHERE authority_id = \(agency)))
        ORDER BY CASE state WHEN 'open' THEN 0 ELSE 1 END, raised_at DESC, id DESC LIMIT 500
        """
      ).map { try AlertStore.stored($0, connection) }
    }
  }

  /// One of them; nil when there is none that this viewer may know of.
  package func alert(_ id: ID<InsiderAlert>, for agency: String, viewer: String) async throws -> Stored? {
    try await log.database.read { try AlertStore.find(id, agency, viewer, $0) }
  }

  private static func find(
    _ id: ID<InsiderAlert>, _ agency: String, _ viewer: String, _ connection: any Connection
  ) throws -> Stored? {
    try connection.row(
      """
      SELECT * FROM insider_alert WHERE id = \(id) AND (actor IS NULL OR actor <> \(viewer))
        AND (actor_agency = \(agency) OR id IN (SELECT alert FROM insider_alert_told WHERE authority_id = \(agency)))
      """
    ).map { try stored($0, connection) }
  }

  private static func stored(_ row: Row, _ connection: any Connection) throws -> Stored {
    let id = try row.id("id", as: InsiderAlert.self)
    let told = try connection.rows(
      "SELECT authority_id FROM insider_alert_told WHERE alert = \(id) ORDER BY authority_id")
    var answer: Stored.Answer?
    if let by = try row.optionalText("answered_by"), let at = try row.optionalInstant("answered_at"),
      let words = try row.optionalText("answer_words")
    {
      answer = Stored.Answer(by: by, at: at, words: words)
    }
    return Stored(
      id: id, rule: try row.text("rule"), actor: try row.optionalText("actor"),
      actorAgency: try row.optionalText("actor_agency"), record: try row.optionalText("record"),
      happenedAt: try row.instant("happened_at"), raisedAt: try row.instant("raised_at"), words: try row.text("words"),
      told: try told.map { try $0.text("authority_id") }, answer: answer)
  }

  /// Keeps what was found out. Refuses a second answer; throws `AlertMissing` for one that this person may not know of.
  package func answer(
    _ id: ID<InsiderAlert>, _ typed: String, by actor: AuditActor, now: Instant
  ) async throws {
    let words = try OversightText.checked(typed, place: "What you found out")
    guard let account = actor.user, let agency = actor.agency else { throw AlertMissing() }
    let entry = try AuditEntry(.admin, by: actor, object: AuditObject(kind: "insider-alert", id: id.text))
    try await log.write { connection in
      guard let alert = try AlertStore.find(id, agency, account, connection) else { throw AlertMissing() }
      guard alert.answer == nil else {
        throw Refusal("alert-answered", "The alert was answered meanwhile.", remedy: "Read the answer on its page.")
      }
      try connection.run(
        """
        UPDATE insider_alert SET state = 'answered', answered_by = \(account), answered_at = \(now),
          answer_words = \(words) WHERE id = \(id) AND state = 'open'
        """)
      try log.append(entry, now: now, in: connection)
    }
  }
}

/// There is no such alert, or none that the person may know of.
package struct AlertMissing: Error {}

/// What people type into the pages of oversight.
package enum OversightText {
  static let longest = 4_000

  /// Without white space at either end; refuses nothing, and more than 4,000 characters.
  static func checked(_ typed: String, place: String) throws -> String {
    var rest = typed[...]
    while rest.first?.isWhitespace == true { rest.removeFirst() }
    while rest.last?.isWhitespace == true { rest.removeLast() }
    guard !rest.isEmpty else {
      throw Refusal("missing-field", place: place, "This is empty.", remedy: "Write one sentence at least.")
    }
    // PostgreSQL keeps no NUL in a text.
    guard rest.count <= longest, !rest.unicodeScalars.contains(where: { $0.value == 0 }) else {
      throw Refusal(
        "too-long", place: place, "The text is longer than \(longest.grouped) characters, or no text.",
        remedy: "Say it shorter.")
    }
    return String(rest)
  }
}
