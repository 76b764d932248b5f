import Basics
import Crypto

/// The time from signing in to signing out, on one browser.
package struct Session: Hashable, Sendable {
  /// How far the person has come.
  package enum Stage: String, Sendable {
    /// The password was right; the six-digit code is still to come.
    case code
    /// The set-up code was right; the second factor is still to be enrolled.
    case enrolment
    /// Signed in.
    case open
  }

  package let id: ID<Session>
  package let account: ID<Account>
  package let stage: Stage
  package let started: Instant
  package let lastUsed: Instant
  /// When the second factor was last shown in this session.
  package let confirmed: Instant?
  /// The network it was started from.
  package let network: String
  /// The purpose of the workspace that the person chose; nil until then.
  package let purpose: String?

  package init(
    id: ID<Session>, account: ID<Account>, stage: Stage, started: Instant, lastUsed: Instant, confirmed: Instant?,
    network: String, purpose: String? = nil
  ) {
    self.id = id
    self.account = account
    self.stage = stage
    self.started = started
    self.lastUsed = lastUsed
    self.confirmed = confirmed
    self.network = network
    self.purpose = purpose
  }

  /// Whether the session still stands at `now`. A session from the future (a clock set back) does not.
  package func isLive(at now: Instant) -> Bool {
    let limit = stage == .open ? SessionRules.absolute : SessionRules.beginning
    let age = now.milliseconds - started.milliseconds, rest = now.milliseconds - lastUsed.milliseconds
    return age >= -60_000 && age < limit * 1000 && rest < SessionRules.idle * 1000
  }

  /// Whether the second factor was shown recently enough for what needs it fresh: accounts, roles, exports.
  package func isFresh(at now: Instant) -> Bool {
    guard let confirmed else { return false }
    return now.milliseconds - confirmed.milliseconds < SessionRules.fresh * 1000
  }
}

/// The limits of sessions, in seconds (OWASP ASVS 5.0 section 7.3).
package enum SessionRules {
  /// Without a request for a quarter of an hour, a session is over.
  package static let idle = 15 * 60
  /// However busy, a session ends after ten hours.
  package static let absolute = 10 * 3600
  /// Between the password and the code, or while enrolling: a quarter of an hour.
  package static let beginning = 15 * 60
  /// For this long after the second factor was shown, it need not be shown again.
  package static let fresh = 5 * 60
  /// Sessions that one person may have open; a further one ends the oldest.
  package static let most = 3
  /// Use is noted at most this often, so that reading pages does not write to the database each time.
  package static let noted = 30
}

/// What a browser carries: 256 random bits as hexadecimal. The store keeps its SHA-256 only, so that a stolen copy of
/// the database opens no session.
package struct SessionToken: Hashable, Sendable {
  package let text: String

  package init(random: [UInt8]) { text = Hex.text(random) }

  /// Nil for text that cannot be a token, so that it never reaches the database.
  package init?(cookie: String) {
    guard cookie.utf8.count == 64, cookie.utf8.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) })
    else { return nil }
    text = cookie
  }

  package var digest: String { Hex.text(SHA256.hash(data: Array(text.utf8))) }
}
