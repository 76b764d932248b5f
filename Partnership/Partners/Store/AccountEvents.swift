import Basics
import Database
import PartnershipModel

/// One thing that was done to an account: never changed, never removed.
package struct AccountEvent: Hashable, Sendable {
  package let at: Instant
  /// Who did it; nil for the command line, or for nobody signed in.
  package let author: String?
  package let event: String
}

extension PartnersStore {
  /// What was done to the account, latest first.
  package func events(of id: ID<Account>) async throws -> [AccountEvent] {
    try await database.read { connection in
      try connection.rows(
        """
        SELECT account_event.at AS at, author.name AS author, account_event.event AS event
        FROM account_event LEFT JOIN account AS author ON author.id = account_event.by_account_id
        WHERE account_event.account_id = \(id) ORDER BY account_event.at DESC, account_event.id DESC LIMIT 200
        """
      ).map { row in
        AccountEvent(at: try row.instant("at"), author: try row.optionalText("author"), event: try row.text("event"))
      }
    }
  }

  func eventSQL(_ account: ID<Account>, _ author: ID<Account>?, _ event: String, _ now: Instant) -> SQL {
    let id: ID<AccountEvent> = random.id(at: now)
    return """
      INSERT INTO account_event (id, at, account_id, by_account_id, event)
      VALUES (\(id), \(now), \(account), \(author), \(event))
      """
  }

  static func check(_ roles: Set<Role>) throws {
    guard !roles.isEmpty else {
      throw Refusal("role", place: "Roles", "No role was chosen.", remedy: "Choose at least one, such as reader.")
    }
  }

  static func write(_ roles: Set<Role>, of id: ID<Account>, _ connection: any Connection) throws {
    try connection.run("DELETE FROM account_role WHERE account_id = \(id)")
    for role in roles.sorted() {
      try connection.run("INSERT INTO account_role (account_id, role) VALUES (\(id), \(role.rawValue))")
    }
  }

  static func existing(_ connection: any Connection, _ id: ID<Account>) throws -> Account {
    guard let account = try account(connection, id) else {
      throw Refusal("account", "There is no such account.", remedy: "Go back to the list of people.")
    }
    return account
  }

  static func requireAnotherAdministrator(than account: Account, _ connection: any Connection) throws {
    guard account.state == .active else { return }
    let others = try connection.row(
      """
      SELECT account.id AS id FROM account JOIN account_role ON account_role.account_id = account.id
      WHERE account_role.role = 'administrator' AND account.id <> \(account.id) AND account.suspended_at IS NULL
        AND account.password_hash IS NOT NULL AND account.second_factor IS NOT NULL
      LIMIT 1
      """)
    guard others != nil else {
      throw Refusal(
        "last-administrator", place: account.name, "This is the only administrator who can sign in.",
        remedy: "Make somebody else an administrator first.")
    }
  }
}
