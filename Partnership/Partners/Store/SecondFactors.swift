import Basics
import Database
import PartnershipModel

/// A second factor that was offered and is not enrolled yet.
package struct OfferedFactor: Hashable, Sendable {
  package let factor: SecondFactor
  package let signInName: SignInName
}

extension PartnersStore {
  /// Puts a new key beside the session, to be shown until a code proves that the app has it. An open session must have
  /// shown the old factor just before.
  package func offerFactor(token: SessionToken, now: Instant) async throws {
    let offered = random.bytes(20), key = key
    try await database.write { connection in
      guard let session = try PartnersStore.session(connection, token, now: now), PartnersStore.mayEnrol(session, now)
      else { throw PartnersStore.notFresh }
      let sealed = try key.seal(offered, for: session.account.text)
      try connection.run("UPDATE sign_in_session SET offered_factor = \(sealed) WHERE id = \(session.id)")
    }
  }

  /// Whether the account has a second factor here; those who sign in through their agency may have none.
  package func hasSecondFactor(_ account: ID<Account>) async throws -> Bool {
    try await database.read {
      try $0.row("SELECT id FROM account WHERE id = \(account) AND second_factor IS NOT NULL") != nil
    }
  }

  private static func mayEnrol(_ session: Session, _ now: Instant) -> Bool {
    session.stage == .enrolment || session.stage == .open && session.isFresh(at: now)
  }

  static let notFresh = Refusal(
    "confirm", "The second factor was not shown within the last five minutes.", remedy: "Confirm that it is you first.")

  /// What was offered to the session; nil when nothing was.
  package func offeredFactor(token: SessionToken, now: Instant) async throws -> OfferedFactor? {
    let key = key
    return try await database.read { connection in
      guard let (session, sealed) = try PartnersStore.offer(connection, token, now: now),
        let account = try PartnersStore.account(connection, session.account)
      else { return nil }
      let factor = SecondFactor(key: try key.open(sealed, for: session.account.text))
      return OfferedFactor(factor: factor, signInName: account.signInName)
    }
  }

  private static func offer(
    _ connection: any Connection, _ token: SessionToken, now: Instant
  ) throws -> (Session, [UInt8])? {
    guard let session = try session(connection, token, now: now),
      let row = try connection.row("SELECT offered_factor FROM sign_in_session WHERE id = \(session.id)"),
      let sealed = try row.optionalBlob("offered_factor")
    else { return nil }
    return (session, sealed)
  }

  /// Enrols what was offered, once a code from it is right: every session of the person ends and a new one opens.
  package func enrol(
    code typed: String, token: SessionToken, address: String, now: Instant
  ) async throws -> SignInOutcome {
    let fresh = SessionToken(random: random.bytes(32)), id: ID<Session> = random.id(at: now)
    let key = key, store = self
    return try await database.write { connection in
      guard let (session, sealed) = try PartnersStore.offer(connection, token, now: now),
        let credentials = try PartnersStore.credentials(connection, "account.id = \(session.account)"),
        credentials.isWelcome, session.stage == .open || credentials.setUpDigest != nil
      else { return .lapsed }
      let allowance = SignInAllowance(address: address, signInName: credentials.account.signInName.text)
      if let wait = try allowance.take(connection, now: now) { return .wait(seconds: wait) }
      let factor = SecondFactor(key: try key.open(sealed, for: session.account.text))
      guard let step = factor.step(matching: typed, at: now, lastUsed: nil) else { return .wrong }
      let account = session.account
      try connection.run(
        """
        UPDATE account SET second_factor = \(sealed), second_factor_step = \(step), set_up_digest = NULL,
          set_up_expires_at = NULL WHERE id = \(account)
        """)
      try connection.run("DELETE FROM sign_in_session WHERE account_id = \(account)")
      try PartnersStore.open(id, fresh, account, allowance.network, connection, now: now)
      try allowance.forgive(connection, now: now)
      try connection.run(store.attemptSQL(account, allowance.network, "signed-in", now))
      try connection.run(store.eventSQL(account, account, "Second factor enrolled", now))
      return .proceed(fresh)
    }
  }

  /// Step-up: a code shown again within an open session. The session goes on under a new token.
  package func confirm(
    code typed: String, token: SessionToken, address: String, now: Instant
  ) async throws -> SignInOutcome {
    let fresh = SessionToken(random: random.bytes(32)), store = self
    return try await database.write { connection in
      let session: Session, allowance: SignInAllowance
      switch try store.check(typed, of: token, at: .open, from: address, connection, now: now) {
      case .refused(let outcome): return outcome
      case .right(let checked, let taken): (session, allowance) = (checked, taken)
      }
      try connection.run(
        """
        UPDATE sign_in_session SET token_digest = \(fresh.digest), confirmed_at = \(now), last_used_at = \(now)
        WHERE id = \(session.id)
        """)
      try allowance.forgive(connection, now: now)
      return .proceed(fresh)
    }
  }
}
