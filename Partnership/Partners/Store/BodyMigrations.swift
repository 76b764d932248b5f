import Database

/// What the partnership knows of its bodies beyond their names: kind, areas, facilitator, teams.
enum BodyMigrations {
  /// The list of kinds stands in a check of a table that others refer to, so it is not widened: a body outside section 5
  /// stays `other` there, and says here what it is.
  static let kinds = Migration(
    number: 110, title: "Kinds of bodies beyond section 5",
    [
      """
      ALTER TABLE authority ADD COLUMN beyond TEXT CHECK (beyond IS NULL
        OR (kind = 'other' AND beyond IN ('provider', 'volunteer-body', 'scrutiny-body', 'public')))
      """
    ])

  static let areas = Migration(
    number: 111, title: "Areas that bodies serve, and who facilitates sharing for each body",
    [
      """
      CREATE TABLE authority_area (
        authority_id TEXT NOT NULL REFERENCES authority (id),
        code TEXT NOT NULL CHECK (length(code) = 9),
        name TEXT NOT NULL,
        PRIMARY KEY (authority_id, code)
      )
      """,
      """
      CREATE TABLE authority_facilitator (
        authority_id TEXT NOT NULL PRIMARY KEY REFERENCES authority (id),
        account_id TEXT NOT NULL REFERENCES account (id)
      )
      """,
    ])

  static let teams = Migration(
    number: 112, title: "Teams of bodies and their members",
    [
      """
      CREATE TABLE team (
        id TEXT NOT NULL PRIMARY KEY,
        authority_id TEXT NOT NULL REFERENCES authority (id),
        name TEXT NOT NULL,
        made_at TEXT NOT NULL,
        ended_at TEXT
      )
      """,
      "CREATE INDEX team_authority ON team (authority_id, ended_at)",
      """
      CREATE TABLE team_member (
        team_id TEXT NOT NULL REFERENCES team (id),
        account_id TEXT NOT NULL REFERENCES account (id),
        leads INTEGER NOT NULL CHECK (leads IN (0, 1)),
        since TEXT NOT NULL,
        PRIMARY KEY (team_id, account_id)
      )
      """,
      "CREATE INDEX team_member_account ON team_member (account_id)",
    ])

  static let events = Migration(
    number: 113, title: "What was done to bodies, and by whom",
    [
      """
      CREATE TABLE authority_event (
        id TEXT NOT NULL PRIMARY KEY,
        at TEXT NOT NULL,
        authority_id TEXT NOT NULL REFERENCES authority (id),
        by_account_id TEXT REFERENCES account (id),
        event TEXT NOT NULL
      )
      """,
      "CREATE INDEX authority_event_authority ON authority_event (authority_id, at)",
    ])
}
