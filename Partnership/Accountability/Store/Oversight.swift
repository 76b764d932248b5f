import Audit
import Basics
import Database
import PartnershipModel

/// What the pages of accountability read: the log, who people are, and what waits for somebody.
package struct Oversight: Sendable {
  package let log: AuditLog
  package init(log: AuditLog) { self.log = log }

  /// Everybody who has looked at or changed the record, latest first: at most the last 200 entries. Whoever may open the
  /// record may see it; the page that shows it decides that.
  package func whoLooked(record: String) async throws -> [AuditRecord] {
    var query = AuditQuery()
    query.objectID = record
    query.limit = 200
    return try await log.search(query).records
  }

  /// What waits, for one agency, or for all when that is nil.
  package struct Waiting: Hashable, Sendable {
    /// Emergency access that nobody has reviewed, and how much of it is overdue.
    package let reviews: Int, reviewsOverdue: Int
    package let requests: Int
    package let oldestRequest: Instant?
    package let openAlerts: Int
    package let openBreaches: Int
    /// Entries in the log, and the moment of the last head; nil before the first.
    package let entries: Int
    package let headSize: Int?
    package let headAt: Instant?
  }

  package func waiting(agency: String?, viewer: String, now: Instant) async throws -> Waiting {
    try await log.database.read { connection in
      let scope: SQL = agency.map { "x.authority_id = \($0)" } ?? "1 = 1"
      let reviews = try connection.row(
        """
        SELECT count(*) AS waiting, coalesce(sum(CASE WHEN b.review_due IS NOT NULL AND b.review_due < \(now)
          THEN 1 ELSE 0 END), 0) AS overdue
        FROM break_glass b JOIN account x ON x.id = b.account_id
        WHERE b.reviewed_at IS NULL AND (b.state IN ('active', 'closed') OR b.review_due IS NOT NULL)
          AND b.state <> 'refused' AND \(sql: scope)
        """)
      // A request waits for the agency whose record it is; one without a record waits for the person's own.
      let requestScope: SQL = agency.map { "coalesce(r.owner_agency, x.authority_id) = \($0)" } ?? "1 = 1"
      let requests = try connection.row(
        """
        SELECT count(*) AS waiting, min(q.asked_at) AS oldest
        FROM access_request q JOIN account x ON x.id = q.account_id LEFT JOIN access_record r ON r.id = q.record
        WHERE q.answer IS NULL AND \(sql: requestScope)
        """)
      let head = try connection.row("SELECT size, signed_at FROM audit_head ORDER BY size DESC LIMIT 1")
      let last = try connection.row("SELECT max(entry_index) AS last FROM audit_entry")
      return Waiting(
        reviews: try reviews?.int("waiting") ?? 0, reviewsOverdue: try reviews?.int("overdue") ?? 0,
        requests: try requests?.int("waiting") ?? 0, oldestRequest: try requests?.optionalInstant("oldest"),
        openAlerts: try Oversight.openAlerts(agency, viewer, connection),
        openBreaches: try Oversight.openBreaches(agency, connection),
        entries: try last?.optionalInt("last").map { $0 + 1 } ?? 0, headSize: try head?.int("size"),
        headAt: try head?.instant("signed_at"))
    }
  }

  private static func openAlerts(_ agency: String?, _ viewer: String, _ connection: any Connection) throws -> Int {
    let scope: SQL =
      agency.map {
        """
        (actor_agency = \($0) OR id IN (SELECT alert FROM insider_alert_told WHERE authority_id = \($0)))
        """
      } ?? "1 = 1"
    return try connection.row(
      """
      SELECT count(*) AS count FROM insider_alert
      WHERE state = 'open' AND (actor IS NULL OR actor <> \(viewer)) AND \(sql: scope)
      """)?.int("count") ?? 0
  }

  private static func openBreaches(_ agency: String?, _ connection: any Connection) throws -> Int {
    let scope: SQL = agency.map { "(authority_id = \($0) OR originator = \($0))" } ?? "1 = 1"
    return try connection.row(
      "SELECT count(*) AS count FROM data_breach WHERE closed_at IS NULL AND \(sql: scope)")?.int("count") ?? 0
  }
}
