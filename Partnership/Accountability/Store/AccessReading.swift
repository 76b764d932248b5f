import Audit
import Basics
import Database
import PartnershipModel

/// Accesses as insider rules see them, read out of the audit log.
///
/// A consultation of an object of the kind `search` is a search; every other consultation opens a record, and one with
/// the field group `safe-address` reveals; a disclosure is an export. A search that found nobody is a decision about an
/// object of the kind `search`. What was refused opened nothing.
struct AccessReading {
  /// Whether a meeting about the record lies within so many days of that day, as the area that keeps meetings knows it.
  typealias Meeting =
    @Sendable (_ account: String, _ record: String, _ day: Day, _ days: Int, any Connection) throws -> Bool

  let hasMeeting: Meeting
  let meetingWithin: Int

  static func kind(_ record: AuditRecord) -> AccessEvent.Kind? {
    let entry = record.entry
    guard entry.grounds.effect != .deny else { return nil }
    let isSearch = entry.object?.kind == "search"
    switch entry.category {
    case .consultation:
      return isSearch ? .search : entry.object?.fieldGroups.contains("safe-address") == true ? .reveal : .read
    case .disclosure: return .export
    case .decision: return isSearch ? .search : nil
    case .collection, .alteration, .combination, .erasure, .session, .admin, .system: return nil
    }
  }

  func events(_ records: [AuditRecord], _ connection: any Connection) throws -> [AccessEvent] {
    // Identities sort by creation, and references are given out in that order.
    let known = Set(records.compactMap { $0.entry.object?.id }).sorted()
    let order = Dictionary(known.enumerated().map { ($1, $0) }) { first, _ in first }
    return try records.compactMap { record in
      guard let kind = AccessReading.kind(record), let actor = record.entry.actor.user else { return nil }
      let object = kind == .search ? nil : record.entry.object?.id
      var event = AccessEvent(
        kind, by: actor, of: record.entry.actor.agency ?? "", record: object, individuals: record.entry.individuals,
        at: record.time, order: object.flatMap { order[$0] })
      if let object { try relate(&event, to: object, connection) }
      return event
    }
  }

  private func relate(_ event: inout AccessEvent, to object: String, _ connection: any Connection) throws {
    guard let held = try connection.row("SELECT owner_agency, panel_wide FROM access_record WHERE id = \(object)")
    else {
      // Not a record under the rule of sharing, so nobody has or lacks it.
      event.isMember = true
      return
    }
    let day = event.time.londonDay
    event.owner = try held.text("owner_agency")
    let row = try connection.row(
      """
      SELECT 1 AS one FROM access_member WHERE record = \(object) AND account_id = \(event.actor)
        AND status IN ('active', 'ended') AND from_day <= \(day) AND (to_day IS NULL OR to_day >= \(day))
      """)
    // What the whole panel sees is everybody's case.
    event.isMember = try row != nil || held.bool("panel_wide")
    event.hasMeeting = try hasMeeting(event.actor, object, day, meetingWithin, connection)
  }
}
