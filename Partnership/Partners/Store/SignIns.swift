import Basics
import Database
import PartnershipModel

/// What became of a step towards being signed in.
package enum SignInOutcome: Hashable, Sendable {
  /// The step was right: the browser carries this token from now on. The session says what comes next.
  case proceed(SessionToken)
  /// Not right; which part was wrong is not said.
  case wrong
  /// The password was right, and there is no second factor yet: the set-up code is needed.
  case needsSetUp
  /// Too many attempts: try again after so many seconds.
  case wait(seconds: Int)
  /// The session that the step belongs to is over: begin again.
  case lapsed
}

extension PartnersStore {
  /// What is compared when somebody signs in; never leaves the store.
  struct Credentials: Sendable {
    let account: Account
    let passwordHash: String?
    let sealedFactor: [UInt8]?
    let lastStep: Int?
    let setUpDigest: String?
    let setUpExpires: Instant?
    /// A demonstration account on an installation that is not marked as one.
    let outOfPlace: Bool

    /// Whether this account may be opened at all.
    var isWelcome: Bool { account.state != .suspended && !outOfPlace }
  }

  static func credentials(_ connection: any Connection, _ condition: SQL) throws -> Credentials? {
    guard let account = try accounts(connection, condition).first,
      let row = try connection.row("SELECT * FROM account WHERE id = \(account.id)")
    else { return nil }
    return Credentials(
      account: account, passwordHash: try row.optionalText("password_hash"),
      sealedFactor: try row.optionalBlob("second_factor"), lastStep: try row.optionalInt("second_factor_step"),
      setUpDigest: try row.optionalText("set_up_digest"), setUpExpires: try row.optionalInstant("set_up_expires_at"),
      outOfPlace: account.demonstration ? try Setting.demonstration.value(connection) != "yes" : false)
  }

  /// The first step: name and password. An unknown name, a suspended account and a wrong password take the same path,
  /// one full hash included, and get the same answer.
  package func signIn(
    name typed: String, password: String, address: String, now: Instant
  ) async throws -> SignInOutcome {
    let allowance = SignInAllowance(address: address, signInName: typed)
    let name = (try? SignInName(typed))?.text ?? ""
    let begun = try await database.write { connection -> (wait: Int?, credentials: Credentials?) in
      try PartnersStore.sweep(connection, now: now)
      if let wait = try allowance.take(connection, now: now) { return (wait, nil) }
      return (nil, try PartnersStore.credentials(connection, "account.sign_in_name = \(name)"))
    }
    if let wait = begun.wait { return .wait(seconds: wait) }
    let credentials = begun.credentials
    let possible = PasswordRules.couldBeSet(password) && !password.isEmpty
    let matches = try await hashing.verify(
      possible ? password : "not a password", credentials?.passwordHash ?? hashing.nobody)
    guard matches, possible, let credentials, credentials.isWelcome else {
      let attempt = attemptSQL(credentials?.account.id, allowance.network, "wrong-password", now)
      try await database.write { _ = try $0.run(attempt) }
      return .wrong
    }
    guard credentials.sealedFactor != nil else { return .needsSetUp }
    if let hash = credentials.passwordHash, hashing.isOutdated(hash) {
      try await replaceHash(hash, with: password, of: credentials.account.id)
    }
    return .proceed(try await begin(.code, credentials.account.id, allowance.network, now: now))
  }

  private func replaceHash(_ old: String, with password: String, of id: ID<Account>) async throws {
    let renewed = try await hashing.hash(password)
    try await database.write { connection in
      _ = try connection.run(
        "UPDATE account SET password_hash = \(renewed) WHERE id = \(id) AND password_hash = \(old)")
    }
  }

  /// The second step: the code from the authenticator app. Right once, it opens the session under a new token.
  package func submit(
    code typed: String, token: SessionToken, address: String, now: Instant
  ) async throws -> SignInOutcome {
    let fresh = SessionToken(random: random.bytes(32)), id: ID<Session> = random.id(at: now)
    let store = self
    return try await database.write { connection in
      let session: Session, allowance: SignInAllowance
      switch try store.check(typed, of: token, at: .code, from: address, connection, now: now) {
      case .refused(let outcome): return outcome
      case .right(let checked, let taken): (session, allowance) = (checked, taken)
      }
      try connection.run("DELETE FROM sign_in_session WHERE id = \(session.id)")
      try PartnersStore.open(id, fresh, session.account, allowance.network, connection, now: now)
      try allowance.forgive(connection, now: now)
      try connection.run(store.attemptSQL(session.account, allowance.network, "signed-in", now))
      return .proceed(fresh)
    }
  }

  /// What a code typed in a session came to.
  enum CodeCheck {
    case right(Session, SignInAllowance)
    case refused(SignInOutcome)
  }

  /// Takes one try from the allowance and compares the code with the second factor of the session's person.
  func check(
    _ typed: String, of token: SessionToken, at stage: Session.Stage, from address: String,
    _ connection: any Connection, now: Instant
  ) throws -> CodeCheck {
    guard let session = try PartnersStore.session(connection, token, now: now), session.stage == stage,
      let credentials = try PartnersStore.credentials(connection, "account.id = \(session.account)"),
      credentials.isWelcome, let sealed = credentials.sealedFactor
    else { return .refused(.lapsed) }
    let allowance = SignInAllowance(address: address, signInName: credentials.account.signInName.text)
    if let wait = try allowance.take(connection, now: now) { return .refused(.wait(seconds: wait)) }
    let factor = SecondFactor(key: try key.open(sealed, for: session.account.text))
    guard try PartnersStore.use(typed, of: factor, credentials, connection, now: now) else {
      try connection.run(attemptSQL(session.account, allowance.network, "wrong-code", now))
      return .refused(.wrong)
    }
    return .right(session, allowance)
  }

  /// Marks the step of a right code as used; false when the code is wrong or was used before.
  static func use(
    _ typed: String, of factor: SecondFactor, _ credentials: Credentials, _ connection: any Connection, now: Instant
  ) throws -> Bool {
    guard let step = factor.step(matching: typed, at: now, lastUsed: credentials.lastStep) else { return false }
    return try connection.run(
      """
      UPDATE account SET second_factor_step = \(step) WHERE id = \(credentials.account.id)
        AND (second_factor_step IS NULL OR second_factor_step < \(step))
      """) == 1
  }

  /// Opens a session and ends the oldest beyond the number that one person may have.
  static func open(
    _ id: ID<Session>, _ token: SessionToken, _ account: ID<Account>, _ network: NetworkPrefix,
    _ connection: any Connection, now: Instant
  ) throws {
    try connection.run(
      """
      INSERT INTO sign_in_session (id, token_digest, account_id, stage, started_at, last_used_at, confirmed_at, network)
      VALUES (\(id), \(token.digest), \(account), 'open', \(now), \(now), \(now), \(network.description))
      """)
    try connection.run("UPDATE account SET last_signed_in_at = \(now) WHERE id = \(account)")
    let open = try sessions(connection, "account_id = \(account) AND stage = 'open'")
      .filter { $0.isLive(at: now) || $0.id == id }
    for over in open.sorted(by: { ($0.started, $0.id) > ($1.started, $1.id) }).dropFirst(SessionRules.most) {
      try connection.run("DELETE FROM sign_in_session WHERE id = \(over.id)")
    }
  }

  /// Begins a session that is not open yet.
  private func begin(
    _ stage: Session.Stage, _ account: ID<Account>, _ network: NetworkPrefix, now: Instant
  ) async throws -> SessionToken {
    let token = SessionToken(random: random.bytes(32)), id: ID<Session> = random.id(at: now)
    let begun = beginSQL(stage, id, token, account, network, now: now)
    try await database.write { _ = try $0.run(begun) }
    return token
  }

  func beginSQL(
    _ stage: Session.Stage, _ id: ID<Session>, _ token: SessionToken, _ account: ID<Account>, _ network: NetworkPrefix,
    now: Instant
  ) -> SQL {
    """
    INSERT INTO sign_in_session (id, token_digest, account_id, stage, started_at, last_used_at, network)
    VALUES (\(id), \(token.digest), \(account), \(stage.rawValue), \(now), \(now), \(network.description))
    """
  }

  /// First sign-in and recovery: the set-up code and a new password lead to the enrolment of a second factor. The code
  /// is used up only when that is done, so that somebody who is interrupted can begin again.
  package func setUp(
    name typed: String, code: String, password: String, address: String, now: Instant
  ) async throws -> SignInOutcome {
    let allowance = SignInAllowance(address: address, signInName: typed)
    let name = (try? SignInName(typed))?.text ?? "", digest = SetUpCode.digest(code)
    let begun = try await database.write { connection -> (wait: Int?, credentials: Credentials?) in
      if let wait = try allowance.take(connection, now: now) { return (wait, nil) }
      return (nil, try PartnersStore.credentials(connection, "account.sign_in_name = \(name)"))
    }
    if let wait = begun.wait { return .wait(seconds: wait) }
    guard let credentials = begun.credentials, credentials.isWelcome, credentials.setUpDigest == digest,
      let expires = credentials.setUpExpires, now < expires
    else {
      let attempt = attemptSQL(begun.credentials?.account.id, allowance.network, "wrong-set-up-code", now)
      try await database.write { _ = try $0.run(attempt) }
      return .wrong
    }
    let account = credentials.account
    if let objection = PasswordRules.objection(
      to: password, context: [account.name, account.signInName.text, account.authorityName])
    {
      try await database.write { try allowance.forgive($0, now: now) }
      throw objection
    }
    let hash = try await hashing.hash(password)
    let kept = try await database.write { connection in
      try connection.run(
        "UPDATE account SET password_hash = \(hash) WHERE id = \(account.id) AND set_up_digest = \(digest)")
    }
    guard kept == 1 else { return .wrong }
    let token = try await begin(.enrolment, account.id, allowance.network, now: now)
    try await offerFactor(token: token, now: now)
    return .proceed(token)
  }
}
