import Database

/// Surveys and what was done about them. Numbers 670 to 679.
package enum SurveysMigrations {
  package static let all: [Migration] = [
    Migration(
      number: 670, title: "Surveys and what was done about them",
      [
        """
        CREATE TABLE survey (
          id TEXT NOT NULL PRIMARY KEY,
          version INTEGER NOT NULL CHECK (version >= 1),
          entered_by TEXT NOT NULL REFERENCES account (id),
          entered_at TEXT NOT NULL,
          code TEXT NOT NULL UNIQUE,
          title TEXT NOT NULL,
          purpose TEXT NOT NULL,
          mode TEXT NOT NULL,
          opens TEXT NOT NULL,
          closes TEXT NOT NULL,
          consulted TEXT
        )
        """,
        """
        CREATE TABLE survey_follow_up (
          id TEXT NOT NULL PRIMARY KEY,
          version INTEGER NOT NULL CHECK (version >= 1),
          entered_by TEXT NOT NULL REFERENCES account (id),
          entered_at TEXT NOT NULL,
          survey TEXT NOT NULL REFERENCES survey (id),
          said TEXT NOT NULL,
          priority TEXT NOT NULL,
          step TEXT NOT NULL,
          measure TEXT NOT NULL,
          did TEXT,
          did_on TEXT,
          state TEXT NOT NULL
        )
        """,
        "CREATE INDEX survey_follow_up_by_survey ON survey_follow_up (survey)",
      ])
  ]
}
