import Database

/// The tables of retention: numbers 440 to 449.
package enum RetentionMigrations {
  package static let all: [Migration] = [
    Migration(
      number: 440, title: "Legal holds, batches of erasure and their certificates",
      [
        """
        CREATE TABLE retention_hold (
          id TEXT NOT NULL PRIMARY KEY,
          record TEXT NOT NULL REFERENCES access_record (id),
          reason TEXT NOT NULL,
          set_at TEXT NOT NULL,
          set_by TEXT NOT NULL,
          lifted_at TEXT,
          lifted_by TEXT,
          lift_reason TEXT
        )
        """,
        "CREATE INDEX retention_hold_record ON retention_hold (record)",
        """
        CREATE TABLE retention_review (
          record TEXT NOT NULL PRIMARY KEY REFERENCES access_record (id),
          keep_until TEXT NOT NULL,
          reason TEXT NOT NULL,
          reviewed_at TEXT NOT NULL,
          reviewed_by TEXT NOT NULL
        )
        """,
        """
        CREATE TABLE retention_batch (
          id TEXT NOT NULL PRIMARY KEY,
          agency TEXT NOT NULL REFERENCES authority (id),
          state TEXT NOT NULL CHECK (state IN ('proposed', 'approved', 'erasing', 'done', 'withdrawn')),
          proposed_at TEXT NOT NULL,
          proposed_by TEXT NOT NULL,
          done_at TEXT,
          certificate TEXT,
          entry_index INTEGER
        )
        """,
        """
        CREATE TABLE retention_batch_case (
          batch TEXT NOT NULL REFERENCES retention_batch (id),
          record TEXT NOT NULL REFERENCES access_record (id),
          rule TEXT NOT NULL,
          due TEXT NOT NULL,
          erased INTEGER NOT NULL CHECK (erased IN (0, 1)),
          left_out TEXT,
          PRIMARY KEY (batch, record)
        )
        """,
        """
        CREATE TABLE retention_batch_owner (
          batch TEXT NOT NULL REFERENCES retention_batch (id),
          owner TEXT NOT NULL,
          PRIMARY KEY (batch, owner)
        )
        """,
        """
        CREATE TABLE retention_approval (
          batch TEXT NOT NULL REFERENCES retention_batch (id),
          account TEXT NOT NULL REFERENCES account (id),
          name TEXT NOT NULL,
          approved_at TEXT NOT NULL,
          PRIMARY KEY (batch, account)
        )
        """,
        "ALTER TABLE case_file_cover ADD COLUMN erased_at TEXT",
      ])
  ]
}
