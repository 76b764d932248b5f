import Basics
import Database
import PartnershipModel

extension PartnersStore {
  /// Everybody, by name.
  package func accounts() async throws -> [Account] {
    try await database.read { try PartnersStore.accounts($0, "1 = 1") }
  }

  package func account(_ id: ID<Account>) async throws -> Account? {
    try await database.read { try PartnersStore.account($0, id) }
  }

  static func account(_ connection: any Connection, _ id: ID<Account>) throws -> Account? {
    try accounts(connection, "account.id = \(id)").first
  }

  /// Accounts with their roles, in one statement and so in one snapshot.
  static func accounts(_ connection: any Connection, _ condition: SQL) throws -> [Account] {
    let rows = try connection.rows(
      """
      SELECT account.id AS id, account.name AS name, account.sign_in_name AS sign_in_name,
        account.authority_id AS authority_id, authority.name AS authority_name, account.created_at AS created_at,
        account.suspended_at AS suspended_at, account.last_signed_in_at AS last_signed_in_at,
        account.demonstration AS demonstration, account_role.role AS role,
        CASE WHEN account.password_hash IS NOT NULL AND account.second_factor IS NOT NULL THEN 1
          WHEN EXISTS (SELECT 1 FROM federated_identity WHERE federated_identity.account_id = account.id) THEN 1
          ELSE 0 END AS is_set_up
      FROM account JOIN authority ON authority.id = account.authority_id
        LEFT JOIN account_role ON account_role.account_id = account.id
      WHERE \(sql: condition) ORDER BY account.name, account.id
      """)
    var found: [Account] = []
    var roles: [ID<Account>: Set<Role>] = [:]
    for row in rows {
      let id = try row.id("id", as: Account.self)
      if let role = try row.optionalText("role").flatMap(Role.init(rawValue:)) { roles[id, default: []].insert(role) }
    }
    for row in rows {
      let id = try row.id("id", as: Account.self)
      guard found.last?.id != id else { continue }
      let state: Account.State =
        try row.optionalText("suspended_at") != nil
        ? .suspended : row.bool("is_set_up") ? .active : .awaitingSetUp
      found.append(
        Account(
          id: id, name: try row.text("name"), signInName: SignInName(stored: try row.text("sign_in_name")),
          authority: try row.id("authority_id", as: Authority.self), authorityName: try row.text("authority_name"),
          roles: roles[id] ?? [], state: state, created: try row.instant("created_at"),
          lastSignedIn: try row.optionalInstant("last_signed_in_at"), demonstration: try row.bool("demonstration")))
    }
    return found
  }

  /// Creates an account that waits to be set up, and the code that opens it: shown once, kept only as a digest.
  /// `author` is nil when the command line does it.
  package func create(
    name: String, signInName: String, authority: ID<Authority>, roles: Set<Role>, author: ID<Account>?, now: Instant
  ) async throws -> (account: Account, code: SetUpCode) {
    let name = try PersonName.checked(name, place: "Name")
    let address = try SignInName(signInName)
    try PartnersStore.check(roles)
    let id: ID<Account> = random.id(at: now), code = SetUpCode(random: random.bytes(13))
    let event = eventSQL(id, author, "Account created: \(roles.label)", now)
    let made = try await database.write { connection in
      guard let body = try PartnersStore.authority(connection, authority) else { throw PartnersStore.noBody }
      try body.kind.check(roles)
      let added = try connection.run(
        """
        INSERT INTO account (id, name, sign_in_name, authority_id, set_up_digest, set_up_expires_at, demonstration,
          created_at)
        VALUES (\(id), \(name), \(address.text), \(authority), \(SetUpCode.digest(code.text)),
          \(now.adding(seconds: SetUpCode.lifetime)), \(false), \(now))
        ON CONFLICT (sign_in_name) DO NOTHING
        """)
      guard added == 1 else {
        throw Refusal(
          "sign-in-name-taken", place: "E-mail address", "Somebody already signs in as \(address).",
          remedy: "Use that account, or another address.")
      }
      try PartnersStore.write(roles, of: id, connection)
      try connection.run(event)
      return try PartnersStore.account(connection, id)
    }
    guard let made else { throw Refusal("account", "The account was not kept.", remedy: "Try again.") }
    return (made, code)
  }

  /// Gives exactly these roles. The last administrator cannot be left out: nobody could give the role back.
  package func setRoles(_ roles: Set<Role>, of id: ID<Account>, author: ID<Account>?, now: Instant) async throws {
    try PartnersStore.check(roles)
    let event = eventSQL(id, author, "Roles set to \(roles.label)", now)
    try await database.write { connection in
      let account = try PartnersStore.existing(connection, id)
      guard account.roles != roles else { return }
      try PartnersStore.authority(connection, account.authority)?.kind.check(roles)
      if account.roles.contains(.administrator), !roles.contains(.administrator) {
        try PartnersStore.requireAnotherAdministrator(than: account, connection)
      }
      try PartnersStore.write(roles, of: id, connection)
      try connection.run(event)
    }
  }

  /// Corrects the person's name, or the body that they work for.
  package func amend(
    _ id: ID<Account>, name: String, authority: ID<Authority>, author: ID<Account>?, now: Instant
  ) async throws {
    let name = try PersonName.checked(name, place: "Name")
    let event = eventSQL(id, author, "Name or body amended", now)
    try await database.write { connection in
      let account = try PartnersStore.existing(connection, id)
      guard account.name != name || account.authority != authority else { return }
      guard let body = try PartnersStore.authority(connection, authority) else { throw PartnersStore.noBody }
      if account.authority != authority {
        try body.kind.check(account.roles)
        try PartnersStore.leave(id, account.authority, connection)
      }
      try connection.run("UPDATE account SET name = \(name), authority_id = \(authority) WHERE id = \(id)")
      try connection.run(event)
    }
  }

  /// Shuts the account and ends its sessions: the next request of an open page is already refused.
  package func suspend(_ id: ID<Account>, author: ID<Account>?, because reason: String? = nil, now: Instant)
    async throws
  {
    guard id != author else {
      throw Refusal("own-account", "You cannot suspend your own account.", remedy: "Ask another administrator.")
    }
    let event = eventSQL(id, author, reason.map { "Suspended: \($0)" } ?? "Suspended", now)
    try await database.write { connection in
      let account = try PartnersStore.existing(connection, id)
      guard account.state != .suspended else { return }
      if account.roles.contains(.administrator) {
        try PartnersStore.requireAnotherAdministrator(than: account, connection)
      }
      try connection.run("UPDATE account SET suspended_at = \(now) WHERE id = \(id)")
      try connection.run("DELETE FROM sign_in_session WHERE account_id = \(id)")
      try connection.run(event)
    }
  }

  package func restore(_ id: ID<Account>, author: ID<Account>?, now: Instant) async throws {
    let event = eventSQL(id, author, "Restored", now)
    try await database.write { connection in
      guard try PartnersStore.existing(connection, id).state == .suspended else { return }
      try connection.run("UPDATE account SET suspended_at = NULL WHERE id = \(id)")
      try connection.run(event)
    }
  }

  /// Recovery: the password and the second factor are forgotten, sessions end, and a new set-up code opens the account.
  /// The last administrator can be helped only at the server's command line, where there is no author.
  package func reissue(_ id: ID<Account>, author: ID<Account>?, now: Instant) async throws -> SetUpCode {
    guard id != author else {
      throw Refusal(
        "own-account", "You cannot re-enrol yourself here.", remedy: "Use “My account”, or ask another administrator.")
    }
    let code = SetUpCode(random: random.bytes(13))
    let event = eventSQL(id, author, "Password and second factor cleared; set-up code issued", now)
    try await database.write { connection in
      let account = try PartnersStore.existing(connection, id)
      if author != nil, account.roles.contains(.administrator) {
        try PartnersStore.requireAnotherAdministrator(than: account, connection)
      }
      try connection.run(
        """
        UPDATE account SET password_hash = NULL, second_factor = NULL, second_factor_step = NULL,
          set_up_digest = \(SetUpCode.digest(code.text)), set_up_expires_at = \(now.adding(seconds: SetUpCode.lifetime))
        WHERE id = \(id)
        """)
      try connection.run("DELETE FROM sign_in_session WHERE account_id = \(id)")
      try connection.run(event)
    }
    return code
  }
}
