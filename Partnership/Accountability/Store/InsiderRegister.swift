import Basics
import Database
import PartnershipModel

/// Writes and reads of what insider rules compare; each write runs in the transaction of the change that causes it.
package enum InsiderRegister {
  /// Gives a member of staff exactly these keys: own surname, addresses and telephones, and those of the household.
  package static func set(_ keys: Set<InsiderFacts.Key>, of account: String, _ connection: any Connection) throws {
    try connection.run("DELETE FROM insider_staff_key WHERE account_id = \(account)")
    try connection.batch(
      keys.map {
        "INSERT INTO insider_staff_key (account_id, field, match_key) VALUES (\(account), \($0.field.rawValue), \($0.value))"
      })
  }

  /// Gives a person in records exactly these keys; none when the person is erased.
  package static func set(_ keys: Set<InsiderFacts.Key>, ofPerson person: String, _ connection: any Connection) throws {
    try connection.run("DELETE FROM insider_person_key WHERE person = \(person)")
    try connection.batch(
      keys.map {
        "INSERT INTO insider_person_key (person, field, match_key) VALUES (\(person), \($0.field.rawValue), \($0.value))"
      })
  }

  /// The same as statements, for whoever writes a person anew; a new person has no keys yet.
  package static func writes(_ keys: Set<InsiderFacts.Key>, ofPerson person: String) -> [SQL] {
    keys.sorted { ($0.field.rawValue, $0.value) < ($1.field.rawValue, $1.value) }.map {
      """
      INSERT INTO insider_person_key (person, field, match_key) VALUES (\(person), \($0.field.rawValue), \($0.value))
      ON CONFLICT DO NOTHING
      """
    }
  }

  /// How many keys of each field are held of a member of staff: all that can be told of them.
  package static func held(of account: String, _ connection: any Connection) throws -> [InsiderFacts.Field: Int] {
    var out: [InsiderFacts.Field: Int] = [:]
    for row in try connection.rows(
      "SELECT field, count(*) AS n FROM insider_staff_key WHERE account_id = \(account) GROUP BY field")
    {
      if let field = InsiderFacts.Field(rawValue: try row.text("field")) { out[field] = try row.int("n") }
    }
    return out
  }

  package static func shift(of account: String, _ connection: any Connection) throws -> InsiderFacts.Shift? {
    try connection.row("SELECT * FROM insider_shift WHERE account_id = \(account)").map(shift)
  }

  /// Records a member of staff's usual hours; nil for none.
  package static func set(_ shift: InsiderFacts.Shift?, of account: String, _ connection: any Connection) throws {
    try connection.run("DELETE FROM insider_shift WHERE account_id = \(account)")
    guard let shift else { return }
    try connection.run(
      """
      INSERT INTO insider_shift (account_id, from_minute, to_minute, weekdays)
      VALUES (\(account), \(shift.from), \(shift.to), \(shift.days.sorted().map(String.init).joined()))
      """)
  }

  /// All of it about these members of staff and these people. The surname of staff is known from their accounts, and its
  /// key is made by `matching` when it is needed, so that it is never out of date.
  static func facts(
    staff: Set<String>, individuals: Set<String>, matching: MatchKeys?, _ connection: any Connection
  ) throws -> InsiderFacts {
    var out = InsiderFacts()
    for account in staff.sorted() {
      let name = try connection.row("SELECT name FROM account WHERE id = \(account)")?.text("name") ?? ""
      let surname = matching?.key(.surname, MatchKeys.surname(ofName: name))
      let keys = try connection.rows("SELECT field, match_key FROM insider_staff_key WHERE account_id = \(account)")
      let shift = try connection.row("SELECT * FROM insider_shift WHERE account_id = \(account)")
      let leaving = try connection.row("SELECT leaves_on FROM account_access WHERE account_id = \(account)")
      out.staff[account] = InsiderFacts.Staff(
        keys: Set(try keys.compactMap(key)).union([surname].compactMap { $0 }),
        shift: try shift.map(InsiderRegister.shift),
        leavesOn: try leaving?.optionalDay("leaves_on"))
    }
    for person in individuals.sorted() {
      let keys = try connection.rows("SELECT field, match_key FROM insider_person_key WHERE person = \(person)")
      if !keys.isEmpty { out.individuals[person] = Set(try keys.compactMap(key)) }
    }
    return out
  }

  private static func key(_ row: Row) throws -> InsiderFacts.Key? {
    guard let field = InsiderFacts.Field(rawValue: try row.text("field")) else { return nil }
    return InsiderFacts.Key(field, try row.text("match_key"))
  }

  private static func shift(_ row: Row) throws -> InsiderFacts.Shift {
    InsiderFacts.Shift(
      from: try row.int("from_minute"), to: try row.int("to_minute"),
      days: Set(try row.text("weekdays").compactMap { $0.wholeNumberValue }))
  }
}
