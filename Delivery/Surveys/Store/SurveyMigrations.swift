import Database

/// Questionnaires, invitations and answers. Numbers 671 to 679.
package enum SurveyMigrations {
  package static let all: [Migration] = [
    Migration(
      number: 671, title: "Questionnaires, invitations and answers",
      [
        """
        CREATE TABLE survey_version (
          survey TEXT NOT NULL REFERENCES survey (id),
          version INTEGER NOT NULL CHECK (version >= 1),
          questionnaire TEXT NOT NULL,
          changed_at TEXT NOT NULL,
          published_at TEXT,
          published_by TEXT REFERENCES account (id),
          PRIMARY KEY (survey, version),
          CHECK ((published_at IS NULL) = (published_by IS NULL))
        )
        """,
        // One version at a time is a draft.
        "CREATE UNIQUE INDEX survey_version_draft ON survey_version (survey) WHERE published_at IS NULL",
        """
        CREATE TABLE survey_stratum (
          survey TEXT NOT NULL REFERENCES survey (id),
          code TEXT NOT NULL,
          title TEXT NOT NULL,
          population INTEGER NOT NULL CHECK (population > 0),
          PRIMARY KEY (survey, code)
        )
        """,
        """
        CREATE TABLE survey_invitation (
          digest TEXT NOT NULL PRIMARY KEY,
          survey TEXT NOT NULL,
          stratum TEXT NOT NULL,
          made_at TEXT NOT NULL,
          is_used INTEGER NOT NULL CHECK (is_used IN (0, 1)),
          FOREIGN KEY (survey, stratum) REFERENCES survey_stratum (survey, code)
        )
        """,
        "CREATE INDEX survey_invitation_by_survey ON survey_invitation (survey)",
        // Neither an invitation nor a time of day is kept with an answer: nothing says whose it is.
        """
        CREATE TABLE survey_response (
          id TEXT NOT NULL PRIMARY KEY,
          survey TEXT NOT NULL,
          version INTEGER NOT NULL,
          mode TEXT NOT NULL CHECK (mode IN ('open', 'invited')),
          language TEXT NOT NULL,
          received_on TEXT NOT NULL,
          stratum TEXT,
          CHECK ((mode = 'invited') = (stratum IS NOT NULL)),
          FOREIGN KEY (survey, version) REFERENCES survey_version (survey, version)
        )
        """,
        "CREATE INDEX survey_response_survey ON survey_response (survey, version)",
        """
        CREATE TABLE survey_answer (
          response TEXT NOT NULL REFERENCES survey_response (id),
          question TEXT NOT NULL,
          place INTEGER NOT NULL,
          chosen TEXT,
          words TEXT,
          PRIMARY KEY (response, question, place),
          CHECK ((chosen IS NULL) <> (words IS NULL))
        )
        """,
        """
        CREATE TABLE survey_allowance (
          name TEXT NOT NULL PRIMARY KEY,
          tokens REAL NOT NULL,
          refilled_at TEXT NOT NULL
        )
        """,
      ])
  ]
}
