import Basics
import Database
import PartnershipModel

/// Who is behind a request, and by which session: read in one snapshot, on every request, so that a suspension or a
/// change of roles bites on the next one.
package struct Presence: Hashable, Sendable {
  package let account: Account
  package let session: Session
}

extension PartnersStore {
  static func sessions(_ connection: any Connection, _ condition: SQL) throws -> [Session] {
    try connection.rows("SELECT * FROM sign_in_session WHERE \(sql: condition) ORDER BY started_at, id").map { row in
      Session(
        id: try row.id("id"), account: try row.id("account_id"),
        stage: Session.Stage(rawValue: try row.text("stage")) ?? .code, started: try row.instant("started_at"),
        lastUsed: try row.instant("last_used_at"), confirmed: try row.optionalInstant("confirmed_at"),
        network: try row.text("network"), purpose: try row.optionalText("purpose"))
    }
  }

  /// The session that the token opens, if it still stands.
  static func session(_ connection: any Connection, _ token: SessionToken, now: Instant) throws -> Session? {
    try sessions(connection, "token_digest = \(token.digest)").first { $0.isLive(at: now) }
  }

  /// The signed-in person whose browser carries `token`; nil when it opens nothing any more. The use is noted.
  package func presence(token: SessionToken, now: Instant) async throws -> Presence? {
    let found = try await database.read { connection -> Presence? in
      guard let session = try PartnersStore.session(connection, token, now: now), session.stage == .open,
        let credentials = try PartnersStore.credentials(connection, "account.id = \(session.account)"),
        credentials.isWelcome
      else { return nil }
      return Presence(account: credentials.account, session: session)
    }
    if let found, now.milliseconds - found.session.lastUsed.milliseconds >= SessionRules.noted * 1000 {
      let id = found.session.id
      try await database.write { connection in
        _ = try connection.run(
          "UPDATE sign_in_session SET last_used_at = \(now) WHERE id = \(id) AND last_used_at < \(now)")
      }
    }
    return found
  }

  /// The session works for this purpose from now on; whether it is one that the person may choose is asked before.
  package func choose(purpose: String, session: ID<Session>) async throws {
    try await database.write { connection in
      _ = try connection.run("UPDATE sign_in_session SET purpose = \(purpose) WHERE id = \(session)")
    }
  }

  /// A session on its way, after the password and before the second factor.
  package func beginning(token: SessionToken, now: Instant) async throws -> Session? {
    try await database.read { connection in
      try PartnersStore.session(connection, token, now: now).flatMap { $0.stage == .open ? nil : $0 }
    }
  }

  /// The person's open sessions, latest first.
  package func sessions(of account: ID<Account>, now: Instant) async throws -> [Session] {
    try await database.read { connection in
      try PartnersStore.sessions(connection, "account_id = \(account) AND stage = 'open'")
        .filter { $0.isLive(at: now) }.reversed()
    }
  }

  /// Ends one session of that person; somebody else's is left alone.
  package func end(_ session: ID<Session>, of account: ID<Account>) async throws {
    try await database.write { connection in
      _ = try connection.run("DELETE FROM sign_in_session WHERE id = \(session) AND account_id = \(account)")
    }
  }

  /// Ends every session of the person but `kept`.
  package func endSessions(of account: ID<Account>, except kept: ID<Session>?) async throws {
    try await database.write { connection in
      _ = try connection.run(
        "DELETE FROM sign_in_session WHERE account_id = \(account) AND id <> \(kept?.text ?? "")")
    }
  }

  /// Ends whatever session the token belongs to, also one that is not open yet.
  package func end(token: SessionToken) async throws {
    try await database.write { connection in
      _ = try connection.run("DELETE FROM sign_in_session WHERE token_digest = \(token.digest)")
    }
  }

  /// A new password by somebody who knows the old one; every other session of theirs ends.
  package func changePassword(
    session: ID<Session>, current: String, new: String, address: String, now: Instant
  ) async throws -> SignInOutcome {
    let found = try await database.write { connection -> (credentials: Credentials, wait: Int?)? in
      guard let session = try PartnersStore.sessions(connection, "id = \(session) AND stage = 'open'").first,
        let credentials = try PartnersStore.credentials(connection, "account.id = \(session.account)")
      else { return nil }
      let allowance = SignInAllowance(address: address, signInName: credentials.account.signInName.text)
      return (credentials, try allowance.take(connection, now: now))
    }
    guard let found, let held = found.credentials.passwordHash else { return .lapsed }
    if let wait = found.wait { return .wait(seconds: wait) }
    let account = found.credentials.account
    let possible = PasswordRules.couldBeSet(current) && !current.isEmpty
    guard try await hashing.verify(possible ? current : "not a password", held), possible else { return .wrong }
    if let objection = PasswordRules.objection(
      to: new, context: [account.name, account.signInName.text, account.authorityName])
    {
      throw objection
    }
    let hash = try await hashing.hash(new)
    let token = SessionToken(random: random.bytes(32))
    let event = eventSQL(account.id, account.id, "Password changed", now)
    return try await database.write { connection in
      let changed = try connection.run(
        "UPDATE account SET password_hash = \(hash) WHERE id = \(account.id) AND password_hash = \(held)")
      guard changed == 1 else { return .lapsed }
      try connection.run("DELETE FROM sign_in_session WHERE account_id = \(account.id) AND id <> \(session)")
      try connection.run("UPDATE sign_in_session SET token_digest = \(token.digest) WHERE id = \(session)")
      try connection.run(event)
      return .proceed(token)
    }
  }
}
