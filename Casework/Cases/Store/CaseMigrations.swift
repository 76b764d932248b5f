import Database

/// The tables of cases: numbers 410 to 419. A case's id is that of its protected record; texts are sealed under the case's
/// own key.
package enum CaseMigrations {
  package static let all: [Migration] = [
    Migration(
      number: 410, title: "Cases, their parties, notes, actions and documents",
      [
        """
        CREATE TABLE case_file_cover (
          id TEXT NOT NULL PRIMARY KEY REFERENCES access_record (id),
          reference TEXT NOT NULL UNIQUE,
          state TEXT NOT NULL CHECK (state IN ('open', 'closed')),
          opened_on TEXT NOT NULL,
          closed_on TEXT,
          closing_reason TEXT,
          opened_by TEXT NOT NULL,
          version INTEGER NOT NULL CHECK (version > 0),
          CHECK ((state = 'closed') = (closed_on IS NOT NULL))
        )
        """,
        "CREATE INDEX case_file_cover_opened ON case_file_cover (opened_on, id)",
        """
        CREATE TABLE case_party (
          case_id TEXT NOT NULL REFERENCES case_file_cover (id),
          person TEXT NOT NULL REFERENCES person (id),
          role TEXT NOT NULL CHECK (role IN ('suspect', 'convicted', 'victim', 'witness', 'other')),
          added_at TEXT NOT NULL,
          added_by TEXT NOT NULL,
          PRIMARY KEY (case_id, person, role)
        )
        """,
        """
        CREATE TABLE case_note (
          id TEXT NOT NULL PRIMARY KEY,
          case_id TEXT NOT NULL REFERENCES case_file_cover (id),
          kind TEXT NOT NULL CHECK (kind IN ('fact', 'opinion')),
          text TEXT NOT NULL,
          source TEXT NOT NULL,
          happened_on TEXT,
          recorded_at TEXT NOT NULL,
          recorded_by TEXT NOT NULL,
          agency TEXT NOT NULL,
          kept_to_agency TEXT
        )
        """,
        "CREATE INDEX case_note_case ON case_note (case_id, recorded_at)",
        """
        CREATE TABLE case_note_category (
          note TEXT NOT NULL REFERENCES case_note (id),
          category TEXT NOT NULL,
          PRIMARY KEY (note, category)
        )
        """,
        """
        CREATE TABLE case_action (
          id TEXT NOT NULL PRIMARY KEY,
          case_id TEXT NOT NULL REFERENCES case_file_cover (id),
          kind TEXT NOT NULL,
          agency TEXT NOT NULL REFERENCES authority (id),
          due TEXT NOT NULL,
          done_on TEXT,
          set_by TEXT NOT NULL
        )
        """,
        "CREATE INDEX case_action_case ON case_action (case_id, done_on, due)",
        """
        CREATE TABLE case_file (
          id TEXT NOT NULL PRIMARY KEY,
          case_id TEXT NOT NULL REFERENCES case_file_cover (id),
          name TEXT NOT NULL,
          content BLOB NOT NULL,
          media_type TEXT NOT NULL,
          byte_count INTEGER NOT NULL,
          added_at TEXT NOT NULL,
          added_by TEXT NOT NULL
        )
        """,
        "CREATE INDEX case_file_case ON case_file (case_id)",
        """
        CREATE TABLE case_label (
          case_id TEXT NOT NULL REFERENCES case_file_cover (id),
          label TEXT NOT NULL,
          set_at TEXT NOT NULL,
          set_by TEXT NOT NULL,
          set_by_agency TEXT NOT NULL,
          words TEXT NOT NULL,
          PRIMARY KEY (case_id, label)
        )
        """,
      ])
  ]
}
