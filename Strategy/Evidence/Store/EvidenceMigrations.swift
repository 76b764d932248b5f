import Database

/// Tables of the evidence register. The rows say what is held; the bytes lie under `evidence/` in the data directory.
package enum EvidenceMigrations {
  package static let all: [Migration] = [
    Migration(
      number: 200, title: "Evidence: extracts, parts and revisions",
      [
        """
        CREATE TABLE evidence_extract (
          sha256 TEXT NOT NULL PRIMARY KEY,
          content_sha256 TEXT NOT NULL,
          file_name TEXT NOT NULL,
          kind TEXT NOT NULL,
          byte_count INTEGER NOT NULL CHECK (byte_count >= 0),
          publisher TEXT NOT NULL,
          licence TEXT NOT NULL,
          extract_date TEXT NOT NULL,
          rows_read INTEGER NOT NULL,
          rows_kept INTEGER NOT NULL,
          rows_unplaced INTEGER NOT NULL,
          rows_rejected INTEGER NOT NULL,
          publisher_given TEXT,
          reading INTEGER NOT NULL
        )
        """,
        "CREATE INDEX evidence_extract_content ON evidence_extract (content_sha256)",
        """
        CREATE TABLE evidence_holding (
          ordinal INTEGER NOT NULL PRIMARY KEY,
          sha256 TEXT NOT NULL REFERENCES evidence_extract (sha256),
          held_from TEXT NOT NULL,
          held_until TEXT,
          reason TEXT,
          CHECK ((held_until IS NULL) = (reason IS NULL))
        )
        """,
        "CREATE INDEX evidence_holding_extract ON evidence_holding (sha256)",
        """
        CREATE TABLE evidence_part (
          sha256 TEXT NOT NULL REFERENCES evidence_extract (sha256),
          publisher TEXT NOT NULL,
          part TEXT NOT NULL,
          kind TEXT NOT NULL,
          row_count INTEGER NOT NULL CHECK (row_count >= 0),
          unplaced INTEGER NOT NULL CHECK (unplaced >= 0),
          is_partial INTEGER NOT NULL CHECK (is_partial IN (0, 1)),
          PRIMARY KEY (sha256, publisher, part)
        )
        """,
        "CREATE INDEX evidence_part_kind ON evidence_part (kind, publisher, part)",
        """
        CREATE TABLE evidence_revision (
          id TEXT NOT NULL PRIMARY KEY,
          kind TEXT NOT NULL,
          publisher TEXT NOT NULL,
          part TEXT NOT NULL,
          before_sha256 TEXT NOT NULL REFERENCES evidence_extract (sha256),
          after_sha256 TEXT NOT NULL REFERENCES evidence_extract (sha256),
          made_at TEXT NOT NULL,
          added INTEGER NOT NULL,
          lost INTEGER NOT NULL,
          outcomes_changed INTEGER NOT NULL,
          coordinates_changed INTEGER NOT NULL,
          places_changed INTEGER NOT NULL,
          quantities_changed INTEGER NOT NULL,
          categories_changed INTEGER NOT NULL
        )
        """,
        """
        CREATE TABLE evidence_state (
          id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
          version INTEGER NOT NULL
        )
        """,
        "INSERT INTO evidence_state (id, version) VALUES (1, 0)",
      ])
  ]
}
