import Audit
import Basics
import Database
import PartnershipModel

/// Accesses as insider rules see them, read out of the audit log.
///
/// An entry on an object whose kind ends in `search` is a search, whether it found anybody or not; one whose kind ends in
/// `list` shows one's own cases and counts as nothing. Otherwise the action that was allowed (`action:…` among the rules)
/// says what was done; without it a consultation reads and a disclosure exports. What was refused opened nothing.
struct AccessReading {
  /// Whether a meeting about the record lies within so many days of that day, as the area that keeps meetings knows it.
  typealias Meeting =
    @Sendable (_ account: String, _ record: String, _ day: Day, _ days: Int, any Connection) throws -> Bool

  let hasMeeting: Meeting
  let meetingWithin: Int

  static func kind(_ record: AuditRecord) -> AccessEvent.Kind? {
    let entry = record.entry
    guard entry.grounds.effect != .deny, let object = entry.object, !object.kind.hasSuffix("list") else { return nil }
    guard entry.category == .consultation || entry.category == .disclosure || entry.category == .decision else {
      return nil
    }
    if object.kind.hasSuffix("search") { return .search }
    if entry.grounds.rules.contains("action:export") { return .export }
    if entry.grounds.rules.contains("action:reveal") { return .reveal }
    switch entry.category {
    case .consultation: return object.fieldGroups.contains("safe-address") ? .reveal : .read
    case .disclosure: return .export
    // A case in which there is nobody yet is read by a decision alone.
    case .decision: return entry.grounds.rules.contains("action:read") && entry.grounds.effect == .allow ? .read : nil
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
