import Database

/// Exercises, emergencies and lessons. Numbers 640 to 649.
package enum ExercisesMigrations {
  package static let all: [Migration] = [
    Migration(
      number: 640, title: "Exercises, emergencies and lessons",
      [
        """
        CREATE TABLE exercise (
          id TEXT NOT NULL PRIMARY KEY,
          version INTEGER NOT NULL CHECK (version >= 1),
          entered_by TEXT NOT NULL REFERENCES account (id),
          entered_at TEXT NOT NULL,
          title TEXT NOT NULL,
          type TEXT NOT NULL,
          scenario TEXT NOT NULL,
          day TEXT NOT NULL,
          partners TEXT NOT NULL,
          objectives TEXT NOT NULL,
          debriefed_on TEXT,
          state TEXT NOT NULL
        )
        """,
        """
        CREATE TABLE emergency_response (
          id TEXT NOT NULL PRIMARY KEY,
          version INTEGER NOT NULL CHECK (version >= 1),
          entered_by TEXT NOT NULL REFERENCES account (id),
          entered_at TEXT NOT NULL,
          title TEXT NOT NULL,
          scenario TEXT NOT NULL,
          declared TEXT NOT NULL,
          day TEXT NOT NULL,
          stood_down_on TEXT,
          agencies TEXT NOT NULL,
          rest_centre TEXT NOT NULL,
          ward TEXT,
          debriefed_on TEXT
        )
        """,
        """
        CREATE TABLE exercise_lesson (
          id TEXT NOT NULL PRIMARY KEY,
          version INTEGER NOT NULL CHECK (version >= 1),
          entered_by TEXT NOT NULL REFERENCES account (id),
          entered_at TEXT NOT NULL,
          exercise TEXT REFERENCES exercise (id),
          emergency TEXT REFERENCES emergency_response (id),
          title TEXT NOT NULL,
          owner TEXT NOT NULL,
          due TEXT NOT NULL,
          done_on TEXT
        )
        """,
        "CREATE INDEX exercise_lesson_by_exercise ON exercise_lesson (exercise)",
        "CREATE INDEX exercise_lesson_by_emergency ON exercise_lesson (emergency)",
      ])
  ]
}
