import Basics
import Database
import PartnershipModel

/// Writes of what a decision reads; each runs in the transaction of the change that causes it.
package enum AccessRegister {
  /// Puts a new record under the rule.
  package static func add(
    _ id: ID<ProtectedRecord>, owner: String, panel: AccessWords.Panel, classification: Classification,
    categories: Set<String>, isPanelWide: Bool = false, _ connection: any Connection
  ) throws {
    try connection.run(
      """
      INSERT INTO access_record (id, owner_agency, panel, classification, sealed, panel_wide, person_count)
      VALUES (\(id), \(owner), \(panel.id), \(classification.rank), 0, \(isPanelWide), 0)
      """)
    try connection.batch(
      categories.sorted().map { "INSERT INTO access_category (record, category) VALUES (\(id), \($0))" })
  }

  /// The record concerns that person too.
  package static func concern(_ person: String, in id: ID<ProtectedRecord>, _ connection: any Connection) throws {
    let added = try connection.run(
      "INSERT INTO access_person (record, person) VALUES (\(id), \(person)) ON CONFLICT DO NOTHING")
    if added == 1 { try connection.run("UPDATE access_record SET person_count = person_count + 1 WHERE id = \(id)") }
  }

  /// Puts a person on the record from that day on; somebody who was on it before is on it again. With a purpose it counts
  /// for that one only.
  package static func join(
    _ account: String, _ id: ID<ProtectedRecord>, as duty: String, from day: Day, by author: String,
    onlyFor purpose: String? = nil, _ connection: any Connection
  ) throws {
    try connection.run(
      """
      INSERT INTO access_member (record, account_id, status, from_day, duty, added_by, purpose)
      VALUES (\(id), \(account), 'active', \(day), \(duty), \(author), \(purpose))
      ON CONFLICT (record, account_id) DO UPDATE SET status = 'active', from_day = excluded.from_day, to_day = NULL,
        duty = excluded.duty, added_by = excluded.added_by, purpose = excluded.purpose
      """)
  }

  /// Whether the person is on the record now, for every purpose.
  package static func isMember(_ account: String, of id: ID<ProtectedRecord>, _ connection: any Connection) throws
    -> Bool
  {
    try connection.row(
      """
      SELECT account_id FROM access_member WHERE record = \(id) AND account_id = \(account) AND status = 'active'
        AND purpose IS NULL
      """) != nil
  }

  /// Whether somebody may look at what is kept about a record without opening it, as an overseer does: no conflict of
  /// interest with anybody in it, and it is not sealed.
  package static func isClear(_ account: String, for id: ID<ProtectedRecord>, _ connection: any Connection) throws
    -> Bool
  {
    let against = try connection.row(
      """
      SELECT r.id FROM access_record r WHERE r.id = \(id) AND (r.sealed = 1 OR EXISTS (
        SELECT 1 FROM access_conflict c JOIN access_person p ON p.person = c.person
        WHERE c.account_id = \(account) AND p.record = r.id))
      """)
    return against == nil
  }

  /// Takes a person off the record; it closes to them with the next request.
  package static func leave(_ account: String, _ id: ID<ProtectedRecord>, on day: Day, _ connection: any Connection)
    throws
  {
    try connection.run(
      """
      UPDATE access_member SET status = 'ended', to_day = \(day) WHERE record = \(id) AND account_id = \(account)
        AND status <> 'ended'
      """)
  }

  /// Keeps the record to fewer: agencies or named people. A further narrowing leaves only who passes all of them.
  package static func narrow(
    _ id: ID<ProtectedRecord>, to narrowing: DecisionFacts.Narrowing, words: String, by author: String, at now: Instant,
    _ connection: any Connection
  ) throws {
    let own = ID<DecisionFacts.Narrowing>(at: now)
    try connection.run(
      """
      INSERT INTO access_narrowing (id, record, words, made_by, made_at)
      VALUES (\(own), \(id), \(words), \(author), \(now))
      """)
    try connection.batch(
      narrowing.agencies.map {
        "INSERT INTO access_narrowing_entry (narrowing, kind, admitted) VALUES (\(own), 'agency', \($0))"
      }
        + narrowing.users.map {
          "INSERT INTO access_narrowing_entry (narrowing, kind, admitted) VALUES (\(own), 'user', \($0))"
        })
  }

  /// Gives an account exactly these duties, this clearance and this end of training.
  package static func equip(
    _ account: String, duties: [String], clearance: Classification?, trainingUntil: Day?, _ connection: any Connection
  ) throws {
    try connection.run(
      """
      INSERT INTO account_access (account_id, clearance, training_until)
      VALUES (\(account), \(clearance?.rank), \(trainingUntil))
      ON CONFLICT (account_id) DO UPDATE SET clearance = excluded.clearance, training_until = excluded.training_until
      """)
    try connection.run("DELETE FROM account_duty WHERE account_id = \(account)")
    try connection.batch(
      Set(duties).sorted().map { "INSERT INTO account_duty (account_id, role) VALUES (\(account), \($0))" })
  }

  /// Records that the person may never see what concerns that other person.
  package static func conflict(
    _ account: String, with person: String, words: String, by author: String, at now: Instant,
    _ connection: any Connection
  ) throws {
    try connection.run(
      """
      INSERT INTO access_conflict (account_id, person, words, recorded_by, recorded_at)
      VALUES (\(account), \(person), \(words), \(author), \(now)) ON CONFLICT DO NOTHING
      """)
  }
}
