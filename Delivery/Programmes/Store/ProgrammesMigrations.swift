import Database

/// Pilots, cohorts, experiments, accreditation. Numbers 660 to 669.
package enum ProgrammesMigrations {
  package static let all: [Migration] = [
    Migration(
      number: 660, title: "Pilots, cohorts, experiments, accreditation",
      [
        """
        CREATE TABLE programme (
          id TEXT NOT NULL PRIMARY KEY,
          version INTEGER NOT NULL CHECK (version >= 1),
          entered_by TEXT NOT NULL REFERENCES account (id),
          entered_at TEXT NOT NULL,
          code TEXT NOT NULL UNIQUE,
          title TEXT NOT NULL,
          kind TEXT NOT NULL,
          aim TEXT NOT NULL,
          cohort TEXT NOT NULL,
          lead TEXT NOT NULL REFERENCES authority (id),
          funding TEXT,
          ward TEXT,
          starts TEXT NOT NULL,
          ends TEXT,
          state TEXT NOT NULL
        )
        """,
        """
        CREATE TABLE programme_participant (
          id TEXT NOT NULL PRIMARY KEY,
          version INTEGER NOT NULL CHECK (version >= 1),
          entered_by TEXT NOT NULL REFERENCES account (id),
          entered_at TEXT NOT NULL,
          programme TEXT NOT NULL REFERENCES programme (id),
          reference TEXT NOT NULL,
          joined_on TEXT NOT NULL,
          left_on TEXT
        )
        """,
        "CREATE INDEX programme_participant_by_programme ON programme_participant (programme)",
        """
        CREATE TABLE programme_post (
          id TEXT NOT NULL PRIMARY KEY,
          version INTEGER NOT NULL CHECK (version >= 1),
          entered_by TEXT NOT NULL REFERENCES account (id),
          entered_at TEXT NOT NULL,
          programme TEXT NOT NULL REFERENCES programme (id),
          code TEXT NOT NULL,
          title TEXT NOT NULL,
          filled_from TEXT,
          filled_until TEXT
        )
        """,
        "CREATE INDEX programme_post_by_programme ON programme_post (programme)",
        """
        CREATE TABLE experiment (
          id TEXT NOT NULL PRIMARY KEY,
          version INTEGER NOT NULL CHECK (version >= 1),
          entered_by TEXT NOT NULL REFERENCES account (id),
          entered_at TEXT NOT NULL,
          programme TEXT NOT NULL REFERENCES programme (id),
          title TEXT NOT NULL,
          hypothesis TEXT NOT NULL,
          measure TEXT NOT NULL,
          starts TEXT NOT NULL,
          ends TEXT,
          learning TEXT,
          decision TEXT NOT NULL,
          state TEXT NOT NULL
        )
        """,
        "CREATE INDEX experiment_by_programme ON experiment (programme)",
        """
        CREATE TABLE accreditation_scheme (
          id TEXT NOT NULL PRIMARY KEY,
          version INTEGER NOT NULL CHECK (version >= 1),
          entered_by TEXT NOT NULL REFERENCES account (id),
          entered_at TEXT NOT NULL,
          code TEXT NOT NULL UNIQUE,
          title TEXT NOT NULL,
          criteria TEXT NOT NULL,
          criteria_version TEXT NOT NULL,
          months INTEGER NOT NULL CHECK (months BETWEEN 1 AND 120)
        )
        """,
        """
        CREATE TABLE accreditation (
          id TEXT NOT NULL PRIMARY KEY,
          version INTEGER NOT NULL CHECK (version >= 1),
          entered_by TEXT NOT NULL REFERENCES account (id),
          entered_at TEXT NOT NULL,
          scheme TEXT NOT NULL REFERENCES accreditation_scheme (id),
          title TEXT NOT NULL,
          premises TEXT NOT NULL,
          applied_on TEXT NOT NULL,
          assessed_on TEXT,
          grade TEXT,
          awarded_on TEXT,
          spot_checked_on TEXT,
          state TEXT NOT NULL
        )
        """,
        "CREATE INDEX accreditation_by_scheme ON accreditation (scheme)",
        """
        CREATE TABLE anonymous_incident (
          id TEXT NOT NULL PRIMARY KEY,
          version INTEGER NOT NULL CHECK (version >= 1),
          entered_by TEXT NOT NULL REFERENCES account (id),
          entered_at TEXT NOT NULL,
          theme TEXT NOT NULL,
          exploitation TEXT NOT NULL,
          day TEXT NOT NULL,
          ward TEXT
        )
        """,
      ])
  ]
}
