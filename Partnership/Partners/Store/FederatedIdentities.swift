import Basics
import Database
import PartnershipModel

/// Who somebody is at their agency’s provider.
package struct FederatedIdentity: Hashable, Sendable {
  package let issuer: String
  package let subject: String
  package let account: ID<Account>
  package let accountName: String
  package let linked: Instant
}

/// Somebody whom a provider vouched for and whom nobody here knows by that subject.
package struct FederatedStranger: Hashable, Sendable {
  package let subject: String
  package let first: Instant
  package let last: Instant
  package let tries: Int
}

extension PartnersStore {
  /// The most strangers that are kept of one issuer, and for how many days.
  static let mostStrangers = 200, strangerDays = 30

  package func identities(of provider: IdentityProvider) async throws -> [FederatedIdentity] {
    try await database.read { try PartnersStore.identities($0, "f.issuer = \(provider.issuer.text)") }
  }

  package func identity(of account: ID<Account>) async throws -> FederatedIdentity? {
    try await database.read { try PartnersStore.identities($0, "f.account_id = \(account)").first }
  }

  static func identities(_ connection: any Connection, _ condition: SQL) throws -> [FederatedIdentity] {
    try connection.rows(
      """
      SELECT f.issuer AS issuer, f.subject AS subject, f.account_id AS account_id, a.name AS name,
        f.linked_at AS linked_at
      FROM federated_identity f JOIN account a ON a.id = f.account_id WHERE \(sql: condition) ORDER BY a.name, a.id
      """
    ).map { row in
      FederatedIdentity(
        issuer: try row.text("issuer"), subject: try row.text("subject"), account: try row.id("account_id"),
        accountName: try row.text("name"), linked: try row.instant("linked_at"))
    }
  }

  /// Those who tried and are not linked, latest first.
  package func strangers(at provider: IdentityProvider) async throws -> [FederatedStranger] {
    try await database.read { connection in
      try connection.rows(
        "SELECT * FROM federated_stranger WHERE issuer = \(provider.issuer.text) ORDER BY last_at DESC, subject"
      ).map { row in
        FederatedStranger(
          subject: try row.text("subject"), first: try row.instant("first_at"), last: try row.instant("last_at"),
          tries: try row.int("tries"))
      }
    }
  }

  /// Binds issuer and subject to an account of the provider’s own body; one person has one identity, and the reverse.
  package func link(
    _ typed: String, at id: ID<IdentityProvider>, to account: ID<Account>, author: ID<Account>, now: Instant
  ) async throws {
    guard account != author else {
      throw Refusal(
        "own-account", place: "Person", "You cannot link your own account.", remedy: "Ask another administrator.")
    }
    guard (1...255).contains(typed.utf8.count), typed.utf8.allSatisfy({ $0 > 32 && $0 < 127 }) else {
      throw Refusal(
        "subject", place: "Subject", "This is no subject of a provider.",
        remedy: "Copy it from the list of those who tried, or from the provider’s administration.")
    }
    let event = eventSQL(account, author, "Linked to the agency’s sign-in", now), store = self
    try await change { connection in
      let provider = try PartnersStore.provider(id, connection)
      let person = try PartnersStore.existing(connection, account)
      guard person.authority == provider.authority else {
        throw Refusal(
          "other-agency", place: "Person", "\(person.name) works for \(person.authorityName).",
          remedy: "\(provider.issuer) vouches for people of \(provider.authorityName) only.")
      }
      let taken = try PartnersStore.identities(
        connection, "f.account_id = \(account) OR (f.issuer = \(provider.issuer.text) AND f.subject = \(typed))")
      guard taken.isEmpty else {
        throw Refusal(
          "linked", place: "Person", "\(taken.first?.accountName ?? person.name) is linked already.",
          remedy: "Take that link away first.")
      }
      try connection.run(
        """
        INSERT INTO federated_identity (issuer, subject, account_id, linked_at, linked_by)
        VALUES (\(provider.issuer.text), \(typed), \(account), \(now), \(author))
        """)
      try connection.run(
        "DELETE FROM federated_stranger WHERE issuer = \(provider.issuer.text) AND subject = \(typed)")
      try connection.run(event)
      try store.note(
        "identity-linked", "Linked to its provider: \(person.name)", provider.authority, author, connection, now: now)
    }
  }

  /// Takes the link away and ends the person’s sessions.
  package func unlink(_ account: ID<Account>, author: ID<Account>, now: Instant) async throws {
    let event = eventSQL(account, author, "Link to the agency’s sign-in taken away", now), store = self
    try await change { connection in
      let person = try PartnersStore.existing(connection, account)
      guard try connection.run("DELETE FROM federated_identity WHERE account_id = \(account)") == 1 else { return }
      try connection.run("DELETE FROM sign_in_session WHERE account_id = \(account)")
      try connection.run(event)
      try store.note(
        "identity-unlinked", "Link to its provider taken away: \(person.name)", person.authority, author, connection,
        now: now)
    }
  }

  /// Notes somebody unknown, so that an administrator can see who tried.
  static func noteStranger(
    _ subject: String, at provider: IdentityProvider, _ connection: any Connection, now: Instant
  ) throws {
    let issuer = provider.issuer.text
    try connection.run(
      """
      INSERT INTO federated_stranger (issuer, subject, first_at, last_at, tries)
      VALUES (\(issuer), \(subject), \(now), \(now), 1)
      ON CONFLICT (issuer, subject) DO UPDATE SET last_at = excluded.last_at, tries = federated_stranger.tries + 1
      """)
    try connection.run("DELETE FROM federated_stranger WHERE last_at < \(now.adding(seconds: -strangerDays * 86_400))")
    try connection.run(
      """
      DELETE FROM federated_stranger WHERE issuer = \(issuer) AND subject NOT IN (
        SELECT subject FROM federated_stranger WHERE issuer = \(issuer) ORDER BY last_at DESC, subject
        LIMIT \(mostStrangers))
      """)
  }
}
