import Basics
import Crypto
import Database
import PartnershipModel

/// What counts against an attempt to sign in: the network that it comes from, and the account that it is for.
///
/// A network from which the person has signed in within the last month has an allowance of its own for that account,
/// so that somebody else's guessing, from anywhere, cannot keep the person out.
struct SignInAllowance: Sendable {
  let network: NetworkPrefix
  /// The SHA-256 of the sign-in name as typed, so that an unknown name is counted alike and none is stored.
  private let name: String

  init(address: String, signInName: String) {
    network = NetworkPrefix(address: address)
    let folded = Array(signInName.trimmedLowercased.utf8.prefix(254))
    name = Hex.text(SHA256.hash(data: folded))
  }

  /// Takes one attempt from both; or says how many seconds to wait, and takes none.
  func take(_ connection: any Connection, now: Instant) throws -> Int? {
    let account = try accountName(connection, now: now)
    var ofNetwork = try SignInAllowance.bucket(networkName, .network, connection, now: now)
    var ofAccount = try SignInAllowance.bucket(account, .account, connection, now: now)
    let waits = [ofNetwork.take(.network, at: now), ofAccount.take(.account, at: now)].compactMap { $0 }
    if let wait = waits.max() { return wait }
    try SignInAllowance.keep(networkName, ofNetwork, connection)
    try SignInAllowance.keep(account, ofAccount, connection)
    return nil
  }

  /// After somebody has signed in: their mistakes on the way are forgiven, and the network's attempt given back.
  func forgive(_ connection: any Connection, now: Instant) throws {
    let account = try accountName(connection, now: now)
    try SignInAllowance.keep(account, TokenBucket(full: .account, at: now), connection)
    var ofNetwork = try SignInAllowance.bucket(networkName, .network, connection, now: now)
    ofNetwork.tokens += 2
    ofNetwork.refill(.network, at: now)
    try SignInAllowance.keep(networkName, ofNetwork, connection)
  }

  /// Takes one attempt from the network alone, where there is no name yet; or says how many seconds to wait.
  static func takeNetwork(_ network: NetworkPrefix, _ connection: any Connection, now: Instant) throws -> Int? {
    let name = "network " + network.description
    var bucket = try bucket(name, .network, connection, now: now)
    if let wait = bucket.take(.network, at: now) { return wait }
    try keep(name, bucket, connection)
    return nil
  }

  private var networkName: String { "network " + network.description }

  private func accountName(_ connection: any Connection, now: Instant) throws -> String {
    // The digest is compared in the program: the database has no hash function that both engines share.
    let known = try connection.rows(
      """
      SELECT DISTINCT account.sign_in_name AS name FROM sign_in_attempt
        JOIN account ON account.id = sign_in_attempt.account_id
      WHERE sign_in_attempt.network = \(network.description) AND sign_in_attempt.outcome = 'signed-in'
        AND sign_in_attempt.at > \(now.adding(seconds: -30 * 86_400))
      """
    ).contains { Hex.text(SHA256.hash(data: Array(try $0.text("name").utf8))) == name }
    return "account " + name + (known ? " from " + network.description : "")
  }

  private static func bucket(
    _ name: String, _ size: TokenBucket.Size, _ connection: any Connection, now: Instant
  ) throws -> TokenBucket {
    guard let row = try connection.row("SELECT * FROM sign_in_allowance WHERE name = \(name)") else {
      return TokenBucket(full: size, at: now)
    }
    return TokenBucket(tokens: try row.double("tokens"), refilled: try row.instant("refilled_at"))
  }

  private static func keep(_ name: String, _ bucket: TokenBucket, _ connection: any Connection) throws {
    try connection.run(
      """
      INSERT INTO sign_in_allowance (name, tokens, refilled_at) VALUES (\(name), \(bucket.tokens), \(bucket.refilled))
      ON CONFLICT (name) DO UPDATE SET tokens = excluded.tokens, refilled_at = excluded.refilled_at
      """)
  }
}

extension String {
  fileprivate var trimmedLowercased: String {
    String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed()).lowercased()
  }
}

extension PartnersStore {
  /// Notes what became of an attempt; `account` is nil when there is none of the name that was typed.
  func attemptSQL(_ account: ID<Account>?, _ network: NetworkPrefix, _ outcome: String, _ now: Instant) -> SQL {
    let id: ID<SignInAllowance> = random.id(at: now)
    return """
      INSERT INTO sign_in_attempt (id, at, account_id, network, outcome)
      VALUES (\(id), \(now), \(account), \(network.description), \(outcome))
      """
  }

  /// Removes what has no further use: full allowances, sessions that are over, attempts after ninety days.
  static func sweep(_ connection: any Connection, now: Instant) throws {
    try connection.run("DELETE FROM sign_in_allowance WHERE refilled_at < \(now.adding(seconds: -2 * 3600))")
    try connection.run("DELETE FROM sign_in_session WHERE started_at < \(now.adding(seconds: -SessionRules.absolute))")
    try connection.run("DELETE FROM sign_in_attempt WHERE at < \(now.adding(seconds: -90 * 86_400))")
  }
}
