import Basics

/// Who acted, as far as it is known, and how sure the server was of it (DPA 2018 s.62(2): "so far as possible, the
/// identity of the person who consulted the data").
package struct AuditActor: Hashable, Sendable {
  /// How the person proved who they are, weakest first.
  package enum Strength: String, CaseIterable, Sendable {
    case password
    case secondFactor = "second-factor"
    case passkey
  }

  /// The account; nil for the server itself and for somebody unknown.
  package let user: String?
  /// The body that employs the person.
  package let agency: String?
  /// The body on whose behalf the act was done, when it is another.
  package let actingFor: String?
  /// SHA-256 of the session's token, 32 bytes: it ties entries together and opens nothing.
  package let session: [UInt8]?
  package let strength: Strength?

  /// Refuses a text that is not an identity, and a session that is not a SHA-256.
  package init(
    user: String?, agency: String? = nil, actingFor: String? = nil, session: [UInt8]? = nil, strength: Strength? = nil
  ) throws {
    try AuditWord.check(user, "user")
    try AuditWord.check(agency, "agency")
    try AuditWord.check(actingFor, "acting-for")
    guard session == nil || session?.count == 32 else {
      throw Refusal(
        "audit-entry", place: "session", "An audit entry's session is not a SHA-256.",
        remedy: "Give the digest of the session's token, never the token.")
    }
    self.user = user
    self.agency = agency
    self.actingFor = actingFor
    self.session = session
    self.strength = strength
  }

  /// The server itself: nightly jobs, start and stop.
  package static let server = AuditActor()

  private init() {
    user = nil
    agency = nil
    actingFor = nil
    session = nil
    strength = nil
  }
}
