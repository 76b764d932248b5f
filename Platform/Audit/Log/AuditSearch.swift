import Basics
import Database

/// Which entries are wanted; what is nil asks for nothing. Reading the log is itself an act to be logged, by the page
/// that asks, for one of the purposes of section 62(4) DPA 2018.
package struct AuditQuery: Hashable, Sendable {
  package var category: AuditCategory?
  /// The account that acted.
  package var actor: String?
  package var agency: String?
  /// The kind of object, and perhaps which one.
  package var objectKind: String?
  package var objectID: String?
  package var individual: String?
  /// The first moment that counts.
  package var since: Instant?
  /// The first moment that no longer counts.
  package var until: Instant?
  /// Only entries before this index: the `next` of the page before.
  package var before: Int?
  /// Entries on a page, at most 200.
  package var limit = 50

  package init() {}

  fileprivate var conditions: [SQL] {
    var out: [SQL] = []
    if let category { out.append("category = \(category.rawValue)") }
    if let actor { out.append("actor = \(actor)") }
    if let agency { out.append("agency = \(agency)") }
    if let objectKind { out.append("object_kind = \(objectKind)") }
    if let objectID { out.append("object_id = \(objectID)") }
    if let individual {
      out.append("entry_index IN (SELECT entry_index FROM audit_individual WHERE individual = \(individual))")
    }
    if let since { out.append("recorded_at >= \(since)") }
    if let until { out.append("recorded_at < \(until)") }
    if let before { out.append("entry_index < \(before)") }
    return out
  }
}

/// Entries that were found, latest first.
package struct AuditPage: Hashable, Sendable {
  package let records: [AuditRecord]
  /// What to put into `AuditQuery.before` for the page after; nil on the last.
  package let next: Int?
}

extension AuditLog {
  /// Throws `MalformedLeaf` rather than show an entry whose bytes have changed.
  package func search(_ query: AuditQuery) async throws -> AuditPage {
    let limit = min(max(1, query.limit), 200)
    let condition = SQL.joined(["0 = 0"] + query.conditions, by: " AND ")
    return try await database.read { connection in
      let rows = try connection.rows(
        """
        SELECT entry_index, leaf, leaf_hash FROM audit_entry WHERE \(sql: condition)
        ORDER BY entry_index DESC LIMIT \(limit + 1)
        """)
      let records = try rows.prefix(limit).map(AuditRows.record)
      return AuditPage(records: records, next: rows.count > limit ? records.last?.index : nil)
    }
  }

  /// One entry; nil when the log is not that long.
  package func record(at index: Int) async throws -> AuditRecord? {
    try await database.read { connection in
      try connection.row("SELECT entry_index, leaf, leaf_hash FROM audit_entry WHERE entry_index = \(index)")
        .map(AuditRows.record)
    }
  }
}
