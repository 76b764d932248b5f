import Database

/// The table of facts. Numbers 60 to 69.
package enum FactMigrations {
  package static let all: [Migration] = [
    Migration(
      number: 60, title: "Facts: what was counted, when it happened and when it was known",
      [
        """
        CREATE TABLE fact (
          id TEXT NOT NULL PRIMARY KEY,
          sequence INTEGER NOT NULL UNIQUE,
          kind TEXT NOT NULL,
          first_day TEXT NOT NULL,
          last_day TEXT NOT NULL,
          quantity INTEGER NOT NULL CHECK (quantity >= 0),
          record TEXT NOT NULL,
          subject TEXT,
          agency TEXT,
          service TEXT,
          place TEXT,
          attributes TEXT NOT NULL,
          external_return TEXT,
          recorded_at TEXT NOT NULL,
          closed_at TEXT,
          closed_sequence INTEGER UNIQUE,
          CHECK (first_day <= last_day),
          CHECK ((closed_at IS NULL) = (closed_sequence IS NULL))
        )
        """,
        // A countable event of a record is one current fact: a second one cannot be written beside it.
        "CREATE UNIQUE INDEX fact_current ON fact (kind, record) WHERE closed_at IS NULL",
        "CREATE INDEX fact_kind ON fact (kind, first_day)",
        "CREATE INDEX fact_return ON fact (external_return)",
        """
        CREATE TABLE fact_clock (
          one INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
          last INTEGER NOT NULL CHECK (last >= 0)
        )
        """,
        "INSERT INTO fact_clock (one, last) VALUES (1, 0)",
      ])
  ]
}
