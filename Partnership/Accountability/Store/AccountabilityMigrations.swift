import Database

/// The tables of accountability: numbers 140 to 149. What was done stands in the audit log; here are only the questions
/// that it raises, and the register of breaches.
package enum AccountabilityMigrations {
  package static let all: [Migration] = [comparisons, alerts, breaches]

  /// Keys are made under a secret (`MatchKeys`): neither table says anybody's surname or address.
  private static let comparisons = Migration(
    number: 140, title: "What insider rules compare",
    [
      """
      CREATE TABLE insider_shift (
        account_id TEXT NOT NULL PRIMARY KEY REFERENCES account (id),
        from_minute INTEGER NOT NULL CHECK (from_minute BETWEEN 0 AND 1440),
        to_minute INTEGER NOT NULL CHECK (to_minute BETWEEN 0 AND 1440),
        weekdays TEXT NOT NULL
      )
      """,
      """
      CREATE TABLE insider_staff_key (
        account_id TEXT NOT NULL REFERENCES account (id),
        field TEXT NOT NULL CHECK (field IN ('surname', 'address', 'phone', 'identity')),
        match_key TEXT NOT NULL,
        PRIMARY KEY (account_id, field, match_key)
      )
      """,
      """
      CREATE TABLE insider_person_key (
        person TEXT NOT NULL,
        field TEXT NOT NULL CHECK (field IN ('surname', 'address', 'phone', 'identity')),
        match_key TEXT NOT NULL,
        PRIMARY KEY (person, field, match_key)
      )
      """,
    ])

  /// `alert_key` is the same for the same question, so that it is asked once.
  private static let alerts = Migration(
    number: 141, title: "Alerts about looks at records",
    [
      """
      CREATE TABLE insider_alert (
        id TEXT NOT NULL PRIMARY KEY,
        alert_key TEXT NOT NULL UNIQUE,
        rule TEXT NOT NULL,
        actor TEXT,
        actor_agency TEXT,
        record TEXT,
        happened_at TEXT NOT NULL,
        raised_at TEXT NOT NULL,
        words TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('open', 'answered')),
        answered_by TEXT REFERENCES account (id),
        answered_at TEXT,
        answer_words TEXT,
        CHECK ((state = 'answered') = (answered_by IS NOT NULL AND answered_at IS NOT NULL AND answer_words IS NOT NULL))
      )
      """,
      "CREATE INDEX insider_alert_state ON insider_alert (state, raised_at)",
      """
      CREATE TABLE insider_alert_told (
        alert TEXT NOT NULL REFERENCES insider_alert (id),
        authority_id TEXT NOT NULL REFERENCES authority (id),
        PRIMARY KEY (alert, authority_id)
      )
      """,
      "CREATE INDEX insider_alert_told_authority ON insider_alert_told (authority_id, alert)",
    ])

  private static let breaches = Migration(
    number: 145, title: "Register of personal data breaches",
    [
      """
      CREATE TABLE data_breach (
        id TEXT NOT NULL PRIMARY KEY,
        authority_id TEXT NOT NULL REFERENCES authority (id),
        originator TEXT REFERENCES authority (id),
        title TEXT NOT NULL,
        words TEXT NOT NULL,
        aware_at TEXT NOT NULL,
        recorded_by TEXT NOT NULL REFERENCES account (id),
        recorded_at TEXT NOT NULL,
        risk TEXT NOT NULL CHECK (risk IN ('unassessed', 'unlikely', 'likely', 'high')),
        risk_words TEXT,
        commissioner_told_at TEXT,
        delay_words TEXT,
        originator_told_at TEXT,
        people_told_at TEXT,
        closed_at TEXT,
        CHECK (risk = 'unassessed' OR risk_words IS NOT NULL),
        CHECK (closed_at IS NULL OR risk <> 'unassessed')
      )
      """,
      "CREATE INDEX data_breach_authority ON data_breach (authority_id, closed_at)",
    ])
}
