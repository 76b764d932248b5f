import Database

/// Tables of the yearly report. Numbers 720 to 739.
package enum ReportMigrations {
  package static let all: [Migration] = [
    Migration(number: 720, title: "Reports to the scrutiny committee") { engine in
      tables + PublishedReportLock.statements(engine)
    }
  ]

  private static let tables = [
    """
    CREATE TABLE report_edition (
      id TEXT NOT NULL PRIMARY KEY,
      name TEXT NOT NULL UNIQUE,
      title TEXT NOT NULL,
      partnership TEXT NOT NULL,
      period_first TEXT NOT NULL,
      period_last TEXT NOT NULL,
      notice TEXT,
      header TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('draft', 'signed-off', 'published')),
      previous TEXT,
      created_at TEXT NOT NULL,
      created_by TEXT NOT NULL,
      signed_by TEXT,
      signed_at TEXT,
      signed_note TEXT,
      fingerprint TEXT,
      published_at TEXT,
      CHECK (period_first <= period_last),
      CHECK ((state = 'draft') = (signed_at IS NULL)),
      CHECK ((signed_at IS NULL) = (fingerprint IS NULL) AND (signed_at IS NULL) = (signed_by IS NULL)),
      CHECK ((state = 'published') = (published_at IS NOT NULL))
    )
    """,
    """
    CREATE TABLE report_section (
      id TEXT NOT NULL PRIMARY KEY,
      report TEXT NOT NULL REFERENCES report_edition (id),
      position INTEGER NOT NULL,
      heading TEXT NOT NULL
    )
    """,
    """
    CREATE TABLE report_paragraph (
      id TEXT NOT NULL PRIMARY KEY,
      report TEXT NOT NULL REFERENCES report_edition (id),
      section TEXT NOT NULL REFERENCES report_section (id),
      position INTEGER NOT NULL,
      kind TEXT NOT NULL,
      content TEXT NOT NULL,
      subject TEXT,
      exempt TEXT,
      version INTEGER NOT NULL CHECK (version > 0),
      author TEXT NOT NULL,
      edited_at TEXT NOT NULL,
      removed INTEGER NOT NULL CHECK (removed IN (0, 1))
    )
    """,
    "CREATE INDEX report_paragraph_place ON report_paragraph (report, section, position)",
    """
    CREATE TABLE report_paragraph_version (
      paragraph TEXT NOT NULL REFERENCES report_paragraph (id),
      version INTEGER NOT NULL,
      content TEXT NOT NULL,
      subject TEXT,
      exempt TEXT,
      author TEXT NOT NULL,
      account TEXT NOT NULL,
      edited_at TEXT NOT NULL,
      PRIMARY KEY (paragraph, version)
    )
    """,
    """
    CREATE TABLE report_binding (
      id TEXT NOT NULL PRIMARY KEY,
      report TEXT NOT NULL REFERENCES report_edition (id),
      name TEXT NOT NULL,
      question TEXT NOT NULL,
      figure TEXT,
      sha256 TEXT CHECK (length(sha256) = 64),
      sequences TEXT NOT NULL,
      held_at TEXT,
      held_by TEXT,
      UNIQUE (report, name),
      CHECK ((figure IS NULL) = (sha256 IS NULL))
    )
    """,
    """
    CREATE TABLE report_judgement (
      id TEXT NOT NULL PRIMARY KEY,
      report TEXT NOT NULL REFERENCES report_edition (id),
      paragraph TEXT NOT NULL REFERENCES report_paragraph (id),
      sentence TEXT NOT NULL,
      judged_by TEXT NOT NULL,
      reason TEXT NOT NULL,
      judged_at TEXT NOT NULL
    )
    """,
    """
    CREATE TABLE report_promise (
      id TEXT NOT NULL PRIMARY KEY,
      report TEXT NOT NULL REFERENCES report_edition (id),
      number TEXT NOT NULL,
      words TEXT NOT NULL,
      owner TEXT NOT NULL,
      due TEXT,
      made_at TEXT NOT NULL,
      made_by TEXT NOT NULL,
      UNIQUE (report, words)
    )
    """,
    """
    CREATE TABLE report_answer (
      id TEXT NOT NULL PRIMARY KEY,
      report TEXT NOT NULL REFERENCES report_edition (id),
      promise TEXT NOT NULL REFERENCES report_promise (id),
      state TEXT NOT NULL,
      words TEXT NOT NULL,
      answered_by TEXT NOT NULL,
      answered_at TEXT NOT NULL,
      UNIQUE (report, promise)
    )
    """,
    """
    CREATE TABLE report_release (
      id TEXT NOT NULL PRIMARY KEY,
      report TEXT NOT NULL REFERENCES report_edition (id),
      finding TEXT NOT NULL,
      reason TEXT NOT NULL,
      decided_by TEXT NOT NULL,
      decided_at TEXT NOT NULL,
      UNIQUE (report, finding)
    )
    """,
    """
    CREATE TABLE report_history (
      id TEXT NOT NULL PRIMARY KEY,
      report TEXT NOT NULL REFERENCES report_edition (id),
      at TEXT NOT NULL,
      account TEXT NOT NULL,
      name TEXT NOT NULL,
      action TEXT NOT NULL,
      detail TEXT NOT NULL
    )
    """,
    "CREATE INDEX report_history_report ON report_history (report, at)",
  ]
}

/// The database itself refuses to change anything of a report that is published, and any run that was kept.
enum PublishedReportLock {
  private static let parts = [
    "report_section", "report_paragraph", "report_binding", "report_judgement", "report_promise", "report_answer",
    "report_release",
  ]

  static func statements(_ engine: Engine) -> [String] {
    switch engine {
    case .sqlite:
      parts.flatMap { table in
        [("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD")].map { action, row in
          """
          CREATE TRIGGER \(table)_published_\(action.lowercased()) BEFORE \(action) ON \(table)
          WHEN (SELECT state FROM report_edition WHERE id = \(row).report) = 'published'
          BEGIN SELECT RAISE(ABORT, 'a published report does not change'); END
          """
        }
      }
        + ["report_edition", "measure_run"].flatMap { table in
          ["UPDATE", "DELETE"].map { action in
            """
            CREATE TRIGGER \(table)_kept_\(action.lowercased()) BEFORE \(action) ON \(table)
            \(table == "report_edition" ? "WHEN OLD.state = 'published'" : "")
            BEGIN SELECT RAISE(ABORT, 'what was published does not change'); END
            """
          }
        }
    case .postgres:
      [
        """
        CREATE FUNCTION report_published() RETURNS trigger LANGUAGE plpgsql AS $body$
        DECLARE report_id TEXT;
        BEGIN
          IF TG_OP = 'INSERT' THEN report_id := NEW.report; ELSE report_id := OLD.report; END IF;
          IF (SELECT state FROM report_edition WHERE id = report_id) = 'published' THEN
            RAISE EXCEPTION 'a published report does not change';
          END IF;
          IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
          RETURN NEW;
        END $body$
        """,
        """
        CREATE FUNCTION report_kept() RETURNS trigger LANGUAGE plpgsql AS $body$
        BEGIN RAISE EXCEPTION 'what was published does not change'; END $body$
        """,
        """
        CREATE TRIGGER report_edition_kept BEFORE UPDATE OR DELETE ON report_edition
        FOR EACH ROW WHEN (OLD.state = 'published') EXECUTE FUNCTION report_kept()
        """,
        """
        CREATE TRIGGER measure_run_kept BEFORE UPDATE OR DELETE ON measure_run
        FOR EACH ROW EXECUTE FUNCTION report_kept()
        """,
      ]
        + parts.map { table in
          """
          CREATE TRIGGER \(table)_published BEFORE INSERT OR UPDATE OR DELETE ON \(table)
          FOR EACH ROW EXECUTE FUNCTION report_published()
          """
        }
    }
  }
}
