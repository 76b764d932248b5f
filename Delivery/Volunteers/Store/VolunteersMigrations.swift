import Database

/// Volunteers, shifts, encounters and havens. Numbers 620 to 629.
package enum VolunteersMigrations {
  package static let all: [Migration] = [
    Migration(
      number: 620, title: "Volunteers, shifts, encounters and havens",
      [
        """
        CREATE TABLE volunteer_scheme (
          id TEXT NOT NULL PRIMARY KEY,
          version INTEGER NOT NULL CHECK (version >= 1),
          entered_by TEXT NOT NULL REFERENCES account (id),
          entered_at TEXT NOT NULL,
          code TEXT NOT NULL UNIQUE,
          title TEXT NOT NULL,
          coordinator TEXT NOT NULL REFERENCES authority (id),
          aim TEXT NOT NULL
        )
        """,
        """
        CREATE TABLE volunteer_zone (
          id TEXT NOT NULL PRIMARY KEY,
          version INTEGER NOT NULL CHECK (version >= 1),
          entered_by TEXT NOT NULL REFERENCES account (id),
          entered_at TEXT NOT NULL,
          code TEXT NOT NULL UNIQUE,
          title TEXT NOT NULL,
          ward TEXT
        )
        """,
        """
        CREATE TABLE volunteer (
          id TEXT NOT NULL PRIMARY KEY,
          version INTEGER NOT NULL CHECK (version >= 1),
          entered_by TEXT NOT NULL REFERENCES account (id),
          entered_at TEXT NOT NULL,
          code TEXT NOT NULL UNIQUE,
          scheme TEXT NOT NULL REFERENCES volunteer_scheme (id),
          dbs TEXT NOT NULL,
          dbs_until TEXT,
          references_on TEXT,
          trained_until TEXT,
          state TEXT NOT NULL
        )
        """,
        "CREATE INDEX volunteer_by_scheme ON volunteer (scheme)",
        """
        CREATE TABLE volunteer_shift (
          id TEXT NOT NULL PRIMARY KEY,
          version INTEGER NOT NULL CHECK (version >= 1),
          entered_by TEXT NOT NULL REFERENCES account (id),
          entered_at TEXT NOT NULL,
          volunteer TEXT NOT NULL REFERENCES volunteer (id),
          zone TEXT NOT NULL REFERENCES volunteer_zone (id),
          day TEXT NOT NULL,
          starts INTEGER NOT NULL CHECK (starts BETWEEN 0 AND 1439),
          ends INTEGER NOT NULL CHECK (ends BETWEEN 0 AND 1439),
          break_minutes INTEGER NOT NULL CHECK (break_minutes BETWEEN 0 AND 240),
          state TEXT NOT NULL
        )
        """,
        "CREATE INDEX volunteer_shift_by_volunteer ON volunteer_shift (volunteer)",
        "CREATE INDEX volunteer_shift_by_zone ON volunteer_shift (zone)",
        """
        CREATE TABLE volunteer_encounter (
          id TEXT NOT NULL PRIMARY KEY,
          version INTEGER NOT NULL CHECK (version >= 1),
          entered_by TEXT NOT NULL REFERENCES account (id),
          entered_at TEXT NOT NULL,
          scheme TEXT NOT NULL REFERENCES volunteer_scheme (id),
          zone TEXT NOT NULL REFERENCES volunteer_zone (id),
          day TEXT NOT NULL,
          hour INTEGER NOT NULL CHECK (hour BETWEEN 0 AND 23),
          people INTEGER NOT NULL CHECK (people BETWEEN 1 AND 50),
          gender TEXT NOT NULL,
          age TEXT NOT NULL,
          need TEXT NOT NULL,
          help TEXT NOT NULL,
          onward TEXT NOT NULL
        )
        """,
        "CREATE INDEX volunteer_encounter_by_scheme ON volunteer_encounter (scheme)",
        "CREATE INDEX volunteer_encounter_by_zone ON volunteer_encounter (zone)",
        """
        CREATE TABLE night_haven (
          id TEXT NOT NULL PRIMARY KEY,
          version INTEGER NOT NULL CHECK (version >= 1),
          entered_by TEXT NOT NULL REFERENCES account (id),
          entered_at TEXT NOT NULL,
          title TEXT NOT NULL,
          zone TEXT NOT NULL REFERENCES volunteer_zone (id),
          hours TEXT NOT NULL,
          trained_staff INTEGER NOT NULL CHECK (trained_staff BETWEEN 0 AND 500),
          checked_on TEXT,
          state TEXT NOT NULL
        )
        """,
        "CREATE INDEX night_haven_by_zone ON night_haven (zone)",
      ])
  ]
}
