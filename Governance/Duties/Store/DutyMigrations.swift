import Database

/// The tables of the duties ledger: numbers 520 to 529. The duties themselves are in Practice/law/duties.yaml.
package enum DutyMigrations {
  package static let all: [Migration] = [ledger]

  private static let ledger = Migration(
    number: 520, title: "Duties ledger and milestones",
    [
      """
      CREATE TABLE duty_owner (
        duty TEXT NOT NULL PRIMARY KEY,
        owner TEXT NOT NULL
      )
      """,
      """
      CREATE TABLE duty_fulfilment (
        id TEXT NOT NULL PRIMARY KEY,
        duty TEXT NOT NULL,
        day TEXT NOT NULL,
        evidence TEXT NOT NULL,
        recorded_by TEXT NOT NULL,
        recorded_at TEXT NOT NULL
      )
      """,
      "CREATE INDEX duty_fulfilment_duty ON duty_fulfilment (duty, day)",
      """
      CREATE TABLE milestone (
        code TEXT NOT NULL PRIMARY KEY,
        title TEXT NOT NULL,
        organisation TEXT NOT NULL,
        due TEXT,
        needed_for TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('open', 'reached', 'dropped')),
        settled TEXT,
        note TEXT NOT NULL,
        CHECK ((state = 'open') = (settled IS NULL))
      )
      """,
    ])
}
