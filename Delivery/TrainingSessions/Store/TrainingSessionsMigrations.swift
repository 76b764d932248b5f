import Database

/// Institutions, courses, sessions and e-learning. Numbers 630 to 639.
package enum TrainingSessionsMigrations {
  package static let all: [Migration] = [
    Migration(
      number: 630, title: "Institutions, courses, sessions and e-learning",
      [
        """
        CREATE TABLE training_institution (
          id TEXT NOT NULL PRIMARY KEY,
          version INTEGER NOT NULL CHECK (version >= 1),
          entered_by TEXT NOT NULL REFERENCES account (id),
          entered_at TEXT NOT NULL,
          code TEXT NOT NULL UNIQUE,
          title TEXT NOT NULL,
          kind TEXT NOT NULL,
          ward TEXT
        )
        """,
        """
        CREATE TABLE training_course (
          id TEXT NOT NULL PRIMARY KEY,
          version INTEGER NOT NULL CHECK (version >= 1),
          entered_by TEXT NOT NULL REFERENCES account (id),
          entered_at TEXT NOT NULL,
          code TEXT NOT NULL UNIQUE,
          title TEXT NOT NULL,
          type TEXT NOT NULL,
          strand TEXT NOT NULL,
          minutes INTEGER CHECK (minutes BETWEEN 5 AND 3000)
        )
        """,
        """
        CREATE TABLE training_session (
          id TEXT NOT NULL PRIMARY KEY,
          version INTEGER NOT NULL CHECK (version >= 1),
          entered_by TEXT NOT NULL REFERENCES account (id),
          entered_at TEXT NOT NULL,
          course TEXT NOT NULL REFERENCES training_course (id),
          institution TEXT REFERENCES training_institution (id),
          day TEXT NOT NULL,
          mode TEXT NOT NULL,
          deliverer TEXT NOT NULL,
          places INTEGER CHECK (places BETWEEN 1 AND 5000),
          attendees INTEGER CHECK (attendees BETWEEN 1 AND 5000),
          state TEXT NOT NULL
        )
        """,
        "CREATE INDEX training_session_by_course ON training_session (course)",
        "CREATE INDEX training_session_by_institution ON training_session (institution)",
        """
        CREATE TABLE e_learning_completion (
          id TEXT NOT NULL PRIMARY KEY,
          version INTEGER NOT NULL CHECK (version >= 1),
          entered_by TEXT NOT NULL REFERENCES account (id),
          entered_at TEXT NOT NULL,
          course TEXT NOT NULL REFERENCES training_course (id),
          officer_group TEXT NOT NULL,
          day TEXT NOT NULL,
          officers INTEGER NOT NULL CHECK (officers BETWEEN 1 AND 5000)
        )
        """,
        "CREATE INDEX e_learning_completion_by_course ON e_learning_completion (course)",
      ])
  ]
}
