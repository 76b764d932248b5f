import Database

/// Signing in through an agency’s own identity provider.
enum FederationMigrations {
  /// One issuer for one body, and one body for one issuer. `client_secret` is sealed under the server’s key.
  static let providers = Migration(
    number: 114, title: "Identity providers of agencies",
    [
      """
      CREATE TABLE identity_provider (
        id TEXT NOT NULL PRIMARY KEY,
        authority_id TEXT NOT NULL UNIQUE REFERENCES authority (id),
        issuer TEXT NOT NULL UNIQUE,
        client_id TEXT NOT NULL,
        client_secret BLOB,
        client_secret_file TEXT,
        site TEXT NOT NULL,
        acr TEXT NOT NULL,
        amr TEXT NOT NULL,
        is_open INTEGER NOT NULL CHECK (is_open IN (0, 1)),
        added_at TEXT NOT NULL,
        CHECK ((client_secret IS NULL) <> (client_secret_file IS NULL))
      )
      """
    ])

  /// The key of a person is issuer and subject; an e-mail address is no part of it.
  static let identities = Migration(
    number: 115, title: "Accounts by the identity that their agency’s provider gives them",
    [
      """
      CREATE TABLE federated_identity (
        issuer TEXT NOT NULL,
        subject TEXT NOT NULL,
        account_id TEXT NOT NULL UNIQUE REFERENCES account (id),
        linked_at TEXT NOT NULL,
        linked_by TEXT REFERENCES account (id),
        PRIMARY KEY (issuer, subject)
      )
      """,
      """
      CREATE TABLE federated_stranger (
        issuer TEXT NOT NULL,
        subject TEXT NOT NULL,
        first_at TEXT NOT NULL,
        last_at TEXT NOT NULL,
        tries INTEGER NOT NULL,
        PRIMARY KEY (issuer, subject)
      )
      """,
      """
      CREATE TABLE federated_return (
        state_digest TEXT NOT NULL PRIMARY KEY,
        at TEXT NOT NULL
      )
      """,
    ])
}
