import Audit
import Basics
import Database
import PartnershipModel

/// Emergency accesses and their reviews: each is looked at by somebody else within one working day.
package struct EmergencyReviews: Sendable {
  package let log: AuditLog
  package init(log: AuditLog) { self.log = log }

  /// One emergency access, without the case that it opened.
  package struct Access: Sendable, Hashable {
    package let id: String
    package let account: String, name: String, agency: String
    /// The body whose case it was, and the other body that was told.
    package let owner: String, told: String?
    package let reason: String, words: String
    package let startedAt: Instant, expiresAt: Instant
    package let reviewDue: Instant?, reviewedAt: Instant?
    package let isJustified: Bool?
    package let reviewWords: String?
    package let includesSafeAddress: Bool
    /// Whether it is of the asker's own body, or of its case.
    package let isNear: Bool
    let record: String
  }

  /// More unjustified accesses than this take the right away.
  package static let mostUnjustified = 2

  /// Those of the agency's people, of its cases, and those that it was told of; all for the joint auditor (nil).
  package func list(agency: String?) async throws -> [Access] {
    try await log.database.read { connection in try EmergencyReviews.rows(agency, connection) }
  }

  private static func rows(_ agency: String?, _ connection: any Connection) throws -> [Access] {
    let scope: SQL =
      agency.map { "(x.authority_id = \($0) OR r.owner_agency = \($0) OR b.told_agency = \($0))" } ?? "1 = 1"
    // A body that is only told hears that and why by code; the words name people of a case that is not its own.
    let near: SQL = agency.map { "(x.authority_id = \($0) OR r.owner_agency = \($0))" } ?? "1 = 0"
    return try connection.rows(
      """
      SELECT b.*, CASE WHEN \(sql: near) THEN 1 ELSE 0 END AS near, x.name, o.name AS agency_name, w.name AS owner_name, t.name AS told_name
      FROM break_glass b JOIN account x ON x.id = b.account_id JOIN authority o ON o.id = x.authority_id
      JOIN access_record r ON r.id = b.record JOIN authority w ON w.id = r.owner_agency
      LEFT JOIN authority t ON t.id = b.told_agency
      WHERE \(sql: scope) ORDER BY b.reviewed_at IS NOT NULL, b.started_at DESC, b.id LIMIT 300
      """
    ).map { row in
      Access(
        id: try row.text("id"), account: try row.text("account_id"), name: try row.text("name"),
        agency: try row.text("agency_name"), owner: try row.text("owner_name"), told: try row.optionalText("told_name"),
        reason: BreakGlassReason(rawValue: try row.text("reason_code"))?.label ?? "",
        words: try row.bool("near") ? row.text("words") : "",
        startedAt: try row.instant("started_at"), expiresAt: try row.instant("expires_at"),
        reviewDue: try row.optionalInstant("review_due"), reviewedAt: try row.optionalInstant("reviewed_at"),
        isJustified: try row.optionalBool("justified"),
        reviewWords: try row.bool("near") ? row.optionalText("review_words") : nil,
        includesSafeAddress: try row.bool("safe_address"), isNear: try row.bool("near"), record: try row.text("record"))
    }
  }

  /// Records a review by somebody who may see it and is not the person. A second access that was not justified takes the
  /// right away and opens a breach.
  package func review(
    _ id: String, justified: Bool, words: String, by actor: AuditActor, now: Instant
  ) async throws {
    let words = try OversightText.checked(words, place: "What you found")
    guard let reviewer = actor.user, let agency = actor.agency else {
      throw Refusal("nobody", "Nobody is signed in.", remedy: "Sign in again.")
    }
    let entry = try AuditEntry(
      .admin, by: actor, object: AuditObject(kind: "break-glass", id: id),
      grounds: AuditGrounds(rules: ["reviewed", justified ? "justified" : "unjustified"]))
    try await log.write { connection in
      guard let found = try EmergencyReviews.rows(agency, connection).first(where: { $0.id == id }),
        found.reviewedAt == nil
      else {
        throw Refusal("no-review", "There is no emergency access to review here.", remedy: "Open the list again.")
      }
      guard found.account != reviewer else {
        throw Refusal("own-review", "Nobody reviews an access of their own.", remedy: "Ask a colleague.")
      }
      guard found.isNear, try AccessRegister.isClear(reviewer, for: ID(found.record), connection) else {
        throw Refusal(
          "no-review", "You cannot review this one.", remedy: "A colleague of the person’s body or of the case’s does.")
      }
      try connection.run(
        """
        UPDATE break_glass SET state = 'reviewed', closed_at = coalesce(closed_at, \(now)), reviewed_at = \(now),
          reviewed_by = \(reviewer), justified = \(justified), review_words = \(words) WHERE id = \(id)
        """)
      try log.append(entry, now: now, in: connection)
      if !justified { try EmergencyReviews.openBreach(found, agency, reviewer, now, connection) }
    }
  }

  private static func openBreach(
    _ found: Access, _ agency: String, _ reviewer: String, _ now: Instant, _ connection: any Connection
  ) throws {
    let count =
      try connection.row(
        "SELECT count(*) AS n FROM break_glass WHERE account_id = \(found.account) AND justified = 0")?.int("n") ?? 0
    guard count >= mostUnjustified else { return }
    let id = ID<DataBreach>(at: now)
    try connection.run(
      """
      INSERT INTO data_breach (id, authority_id, originator, title, words, aware_at, recorded_by, recorded_at, risk)
      VALUES (\(id), \(agency), NULL, \("Emergency access without justification, \(count) times"),
        \("Reviewed emergency accesses of one account were not justified. The account’s right to emergency access ended."),
        \(now), \(reviewer), \(now), 'unassessed')
      """)
  }
}
