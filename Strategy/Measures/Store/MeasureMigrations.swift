import Database

/// Tables of external returns and of runs that were kept. Numbers 700 to 719.
package enum MeasureMigrations {
  package static let all: [Migration] = [
    Migration(
      number: 700, title: "External returns, and figures that were kept with the facts they counted",
      [
        """
        CREATE TABLE external_return (
          id TEXT NOT NULL PRIMARY KEY,
          name TEXT NOT NULL,
          title TEXT NOT NULL,
          source TEXT NOT NULL,
          period_first TEXT NOT NULL,
          period_last TEXT NOT NULL,
          supplied_on TEXT NOT NULL,
          file_name TEXT NOT NULL,
          sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
          bytes BLOB NOT NULL,
          row_count INTEGER NOT NULL CHECK (row_count >= 0),
          refused INTEGER NOT NULL CHECK (refused >= 0),
          added INTEGER NOT NULL CHECK (added >= 0),
          changed INTEGER NOT NULL CHECK (changed >= 0),
          withdrawn INTEGER NOT NULL CHECK (withdrawn >= 0),
          problems TEXT NOT NULL,
          loaded_by TEXT NOT NULL,
          loaded_at TEXT NOT NULL,
          withdrawn_by TEXT,
          withdrawn_at TEXT,
          withdrawn_reason TEXT,
          CHECK (period_first <= period_last),
          CHECK ((withdrawn_at IS NULL) = (withdrawn_by IS NULL) AND (withdrawn_at IS NULL) = (withdrawn_reason IS NULL))
        )
        """,
        "CREATE INDEX external_return_name ON external_return (name, loaded_at)",
        """
        CREATE TABLE measure_run (
          id TEXT NOT NULL PRIMARY KEY,
          measure TEXT NOT NULL,
          period TEXT NOT NULL,
          known_at TEXT NOT NULL,
          figure TEXT NOT NULL,
          sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
          sequences TEXT NOT NULL,
          fact_count INTEGER NOT NULL CHECK (fact_count >= 0),
          kept_for TEXT NOT NULL,
          kept_by TEXT NOT NULL,
          kept_at TEXT NOT NULL
        )
        """,
        "CREATE INDEX measure_run_for ON measure_run (kept_for, measure)",
        """
        CREATE TABLE measure_commentary (
          id TEXT NOT NULL PRIMARY KEY,
          measure TEXT NOT NULL,
          period TEXT NOT NULL,
          words TEXT NOT NULL,
          written_by TEXT NOT NULL,
          written_at TEXT NOT NULL
        )
        """,
        "CREATE INDEX measure_commentary_measure ON measure_commentary (measure, period, written_at)",
      ])
  ]
}
