import Database

/// The tables that a sharing decision reads: numbers 120 to 129. What a record says is kept by its own area; here is only
/// who owns it, whom it concerns, how it is held and who is on it.
package enum AccessMigrations {
  package static let all: [Migration] = [
    people, records, emergencies,
    Migration(
      number: 123, title: "The other body that is told of an emergency access",
      ["ALTER TABLE break_glass ADD COLUMN told_agency TEXT REFERENCES authority (id)"]),
    Migration(
      number: 124, title: "Members for one purpose only", ["ALTER TABLE access_member ADD COLUMN purpose TEXT"]),
  ]

  private static let people = Migration(
    number: 120, title: "Duties, clearance and training of accounts",
    [
      """
      CREATE TABLE account_access (
        account_id TEXT NOT NULL PRIMARY KEY REFERENCES account (id),
        clearance INTEGER CHECK (clearance BETWEEN 0 AND 2),
        training_until TEXT,
        leaves_on TEXT
      )
      """,
      """
      CREATE TABLE account_duty (
        account_id TEXT NOT NULL REFERENCES account (id),
        role TEXT NOT NULL,
        PRIMARY KEY (account_id, role)
      )
      """,
      "ALTER TABLE authority ADD COLUMN suspended_at TEXT",
      """
      CREATE TABLE access_conflict (
        account_id TEXT NOT NULL REFERENCES account (id),
        person TEXT NOT NULL,
        words TEXT NOT NULL,
        recorded_by TEXT NOT NULL,
        recorded_at TEXT NOT NULL,
        PRIMARY KEY (account_id, person)
      )
      """,
    ])

  private static let records = Migration(
    number: 121, title: "Protected records, whom they concern and who is on them",
    [
      """
      CREATE TABLE access_record (
        id TEXT NOT NULL PRIMARY KEY,
        owner_agency TEXT NOT NULL REFERENCES authority (id),
        panel TEXT NOT NULL,
        classification INTEGER NOT NULL CHECK (classification BETWEEN 0 AND 2),
        sealed INTEGER NOT NULL CHECK (sealed IN (0, 1)),
        panel_wide INTEGER NOT NULL CHECK (panel_wide IN (0, 1)),
        person_count INTEGER NOT NULL CHECK (person_count >= 0)
      )
      """,
      "CREATE INDEX access_record_panel_wide ON access_record (id) WHERE panel_wide = 1",
      """
      CREATE TABLE access_category (
        record TEXT NOT NULL REFERENCES access_record (id),
        category TEXT NOT NULL,
        PRIMARY KEY (record, category)
      )
      """,
      """
      CREATE TABLE access_person (
        record TEXT NOT NULL REFERENCES access_record (id),
        person TEXT NOT NULL,
        PRIMARY KEY (record, person)
      )
      """,
      "CREATE INDEX access_person_person ON access_person (person, record)",
      """
      CREATE TABLE access_narrowing (
        id TEXT NOT NULL PRIMARY KEY,
        record TEXT NOT NULL REFERENCES access_record (id),
        words TEXT NOT NULL,
        made_by TEXT NOT NULL,
        made_at TEXT NOT NULL
      )
      """,
      "CREATE INDEX access_narrowing_record ON access_narrowing (record)",
      """
      CREATE TABLE access_narrowing_entry (
        narrowing TEXT NOT NULL REFERENCES access_narrowing (id),
        kind TEXT NOT NULL CHECK (kind IN ('agency', 'user')),
        admitted TEXT NOT NULL,
        PRIMARY KEY (narrowing, kind, admitted)
      )
      """,
      """
      CREATE TABLE access_member (
        record TEXT NOT NULL REFERENCES access_record (id),
        account_id TEXT NOT NULL REFERENCES account (id),
        status TEXT NOT NULL CHECK (status IN ('invited', 'active', 'ended')),
        from_day TEXT NOT NULL,
        to_day TEXT,
        duty TEXT NOT NULL,
        added_by TEXT NOT NULL,
        PRIMARY KEY (record, account_id)
      )
      """,
      "CREATE INDEX access_member_account ON access_member (account_id, status, record)",
    ])

  /// Terms freeze when emergency access is asked for: nothing but state, closing and review changes afterwards.
  private static let emergencies = Migration(
    number: 122, title: "Emergency access and requests for access",
    [
      """
      CREATE TABLE break_glass (
        id TEXT NOT NULL PRIMARY KEY,
        record TEXT NOT NULL REFERENCES access_record (id),
        account_id TEXT NOT NULL REFERENCES account (id),
        state TEXT NOT NULL CHECK (state IN ('requested', 'active', 'closed', 'reviewed', 'refused', 'lapsed')),
        reason_code TEXT NOT NULL,
        words TEXT NOT NULL,
        classification INTEGER NOT NULL CHECK (classification BETWEEN 0 AND 2),
        safe_address INTEGER NOT NULL CHECK (safe_address IN (0, 1)),
        started_at TEXT NOT NULL,
        expires_at TEXT NOT NULL,
        lasts_seconds INTEGER NOT NULL CHECK (lasts_seconds > 0),
        closed_at TEXT,
        review_due TEXT,
        reviewed_at TEXT,
        reviewed_by TEXT,
        justified INTEGER CHECK (justified IN (0, 1)),
        review_words TEXT,
        CHECK (started_at < expires_at)
      )
      """,
      "CREATE INDEX break_glass_account ON break_glass (account_id, state, record)",
      "CREATE INDEX break_glass_record ON break_glass (record)",
      """
      CREATE TABLE access_request (
        id TEXT NOT NULL PRIMARY KEY,
        reference TEXT NOT NULL,
        record TEXT REFERENCES access_record (id),
        account_id TEXT NOT NULL REFERENCES account (id),
        words TEXT NOT NULL,
        purpose TEXT NOT NULL,
        asked_at TEXT NOT NULL,
        answer TEXT CHECK (answer IN ('granted', 'refused')),
        answered_by TEXT,
        answered_at TEXT,
        answer_words TEXT
      )
      """,
      "CREATE INDEX access_request_open ON access_request (answer, asked_at)",
    ])
}
