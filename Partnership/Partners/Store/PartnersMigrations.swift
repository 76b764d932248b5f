import Database

/// The tables of the partnership's bodies and of the people who sign in: numbers 100 to 119.
package enum PartnersMigrations {
  package static let all: [Migration] = [
    settings, authorities, accounts, sessions, attempts, events, forms, moreRoles, workspaces,
    BodyMigrations.kinds, BodyMigrations.areas, BodyMigrations.teams, BodyMigrations.events,
    FederationMigrations.providers, FederationMigrations.identities, stillMoreRoles,
  ]

  private static let settings = Migration(
    number: 100, title: "Settings of the installation",
    [
      """
      CREATE TABLE setting (
        name TEXT NOT NULL PRIMARY KEY,
        value TEXT NOT NULL,
        changed_at TEXT NOT NULL
      )
      """
    ])

  private static let authorities = Migration(
    number: 101, title: "Bodies of the partnership",
    [
      """
      CREATE TABLE authority (
        id TEXT NOT NULL PRIMARY KEY,
        name TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL CHECK (kind IN ('responsible-authority', 'co-operating-body', 'participating-body',
          'local-policing-body', 'other')),
        responsibility TEXT CHECK (responsibility IN ('police', 'local-authority', 'fire-and-rescue',
          'integrated-care-board', 'probation')),
        liaison_officer TEXT,
        added_at TEXT NOT NULL,
        CHECK ((kind = 'responsible-authority') = (responsibility IS NOT NULL))
      )
      """
    ])

  /// `second_factor` is sealed under the server's key; `second_factor_step` is the last thirty-second step used.
  private static let accounts = Migration(
    number: 102, title: "Accounts and their roles",
    [
      """
      CREATE TABLE account (
        id TEXT NOT NULL PRIMARY KEY,
        name TEXT NOT NULL,
        sign_in_name TEXT NOT NULL UNIQUE,
        authority_id TEXT NOT NULL REFERENCES authority (id),
        password_hash TEXT,
        second_factor BLOB,
        second_factor_step INTEGER,
        set_up_digest TEXT,
        set_up_expires_at TEXT,
        demonstration INTEGER NOT NULL CHECK (demonstration IN (0, 1)),
        created_at TEXT NOT NULL,
        suspended_at TEXT,
        last_signed_in_at TEXT,
        CHECK ((set_up_digest IS NULL) = (set_up_expires_at IS NULL))
      )
      """,
      """
      CREATE TABLE account_role (
        account_id TEXT NOT NULL REFERENCES account (id),
        role TEXT NOT NULL CHECK (role IN ('administrator', 'manager', 'analyst', 'reader')),
        PRIMARY KEY (account_id, role)
      )
      """,
    ])

  /// `token_digest` is the SHA-256 of what the browser carries; the token itself is nowhere.
  private static let sessions = Migration(
    number: 103, title: "Sessions",
    [
      """
      CREATE TABLE sign_in_session (
        id TEXT NOT NULL PRIMARY KEY,
        token_digest TEXT NOT NULL UNIQUE,
        account_id TEXT NOT NULL REFERENCES account (id),
        stage TEXT NOT NULL CHECK (stage IN ('code', 'enrolment', 'open')),
        started_at TEXT NOT NULL,
        last_used_at TEXT NOT NULL,
        confirmed_at TEXT,
        offered_factor BLOB,
        network TEXT NOT NULL
      )
      """,
      "CREATE INDEX sign_in_session_account ON sign_in_session (account_id, started_at)",
    ])

  /// A list of words in a table cannot be widened, so the table is made anew.
  private static let moreRoles = Migration(
    number: 107, title: "Roles of caseworkers, information governance, signatories and auditors",
    [
      """
      CREATE TABLE account_role_new (
        account_id TEXT NOT NULL REFERENCES account (id),
        role TEXT NOT NULL CHECK (role IN ('administrator', 'manager', 'analyst', 'caseworker',
          'information-governance', 'signatory', 'auditor', 'reader')),
        PRIMARY KEY (account_id, role)
      )
      """,
      "INSERT INTO account_role_new (account_id, role) SELECT account_id, role FROM account_role",
      "DROP TABLE account_role",
      "ALTER TABLE account_role_new RENAME TO account_role",
    ])

  private static let stillMoreRoles = Migration(
    number: 116, title: "Roles of board members, providers and scrutiny councillors",
    [
      """
      CREATE TABLE account_role_new (
        account_id TEXT NOT NULL REFERENCES account (id),
        role TEXT NOT NULL CHECK (role IN ('administrator', 'manager', 'analyst', 'caseworker',
          'information-governance', 'signatory', 'auditor', 'reader', 'board-member', 'provider', 'councillor')),
        PRIMARY KEY (account_id, role)
      )
      """,
      "INSERT INTO account_role_new (account_id, role) SELECT account_id, role FROM account_role",
      "DROP TABLE account_role",
      "ALTER TABLE account_role_new RENAME TO account_role",
    ])

  private static let workspaces = Migration(
    number: 108, title: "The purpose for which a session works",
    ["ALTER TABLE sign_in_session ADD COLUMN purpose TEXT"])

  private static let attempts = Migration(
    number: 104, title: "Attempts to sign in, and their limits",
    [
      """
      CREATE TABLE sign_in_attempt (
        id TEXT NOT NULL PRIMARY KEY,
        at TEXT NOT NULL,
        account_id TEXT REFERENCES account (id),
        network TEXT NOT NULL,
        outcome TEXT NOT NULL
      )
      """,
      "CREATE INDEX sign_in_attempt_network ON sign_in_attempt (network, outcome, at)",
      "CREATE INDEX sign_in_attempt_at ON sign_in_attempt (at)",
      """
      CREATE TABLE sign_in_allowance (
        name TEXT NOT NULL PRIMARY KEY,
        tokens REAL NOT NULL,
        refilled_at TEXT NOT NULL
      )
      """,
    ])

  private static let events = Migration(
    number: 105, title: "What was done to accounts, and by whom",
    [
      """
      CREATE TABLE account_event (
        id TEXT NOT NULL PRIMARY KEY,
        at TEXT NOT NULL,
        account_id TEXT NOT NULL REFERENCES account (id),
        by_account_id TEXT REFERENCES account (id),
        event TEXT NOT NULL
      )
      """,
      "CREATE INDEX account_event_account ON account_event (account_id, at)",
    ])

  /// `outcome` is what the sender was told, sealed under the server's key because it may show a set-up code; null while
  /// the form is being carried out.
  private static let forms = Migration(
    number: 106, title: "Forms that were sent, so that none is carried out twice",
    [
      """
      CREATE TABLE sent_form (
        bearer TEXT NOT NULL,
        path TEXT NOT NULL,
        form_key TEXT NOT NULL,
        fingerprint TEXT NOT NULL,
        claimed_at TEXT NOT NULL,
        outcome BLOB,
        PRIMARY KEY (bearer, path, form_key)
      )
      """,
      "CREATE INDEX sent_form_claimed ON sent_form (claimed_at)",
    ])
}
