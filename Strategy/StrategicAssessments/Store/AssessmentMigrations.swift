import Database

/// Tables of strategic assessments: steps 300 to 399.
package enum AssessmentMigrations {
  package static let all: [Migration] = [
    Migration(number: 300, title: "Strategic assessments") { engine in tables + FrozenFigureLock.statements(engine) },
    Migration(number: 301, title: "Partners’ comments on assessments") { _ in comments },
  ]

  private static let comments = [
    """
    CREATE TABLE assessment_comment (
      id TEXT NOT NULL PRIMARY KEY,
      edition TEXT NOT NULL REFERENCES assessment_edition (id),
      section TEXT,
      body TEXT NOT NULL,
      given_by TEXT NOT NULL,
      account TEXT NOT NULL,
      given_at TEXT NOT NULL,
      words TEXT NOT NULL,
      outcome TEXT CHECK (outcome IN ('accepted', 'partly-accepted', 'not-accepted')),
      answer TEXT,
      answered_by TEXT,
      answered_at TEXT,
      FOREIGN KEY (edition, section) REFERENCES assessment_section (edition, kind),
      CHECK ((outcome IS NULL) = (answer IS NULL)),
      CHECK ((outcome IS NULL) = (answered_at IS NULL)),
      CHECK ((outcome IS NULL) = (answered_by IS NULL))
    )
    """,
    "CREATE INDEX assessment_comment_edition ON assessment_comment (edition, given_at)",
  ]

  private static let tables = [
    """
    CREATE TABLE assessment_edition (
      id TEXT NOT NULL PRIMARY KEY,
      name TEXT NOT NULL UNIQUE,
      title TEXT NOT NULL,
      partnership TEXT NOT NULL,
      area_code TEXT NOT NULL,
      area_name TEXT NOT NULL,
      plan_year INTEGER NOT NULL,
      period_first TEXT NOT NULL,
      period_last TEXT NOT NULL,
      two_tier INTEGER NOT NULL CHECK (two_tier IN (0, 1)),
      notice TEXT,
      state TEXT NOT NULL,
      matrix TEXT NOT NULL,
      created_at TEXT NOT NULL,
      created_by TEXT NOT NULL,
      approved_at TEXT,
      approved_by TEXT,
      minute TEXT,
      fingerprint TEXT,
      CHECK (period_first <= period_last),
      CHECK ((approved_at IS NULL) = (fingerprint IS NULL)),
      CHECK ((approved_at IS NOT NULL) = (state IN ('final', 'superseded')))
    )
    """,
    """
    CREATE TABLE assessment_section (
      edition TEXT NOT NULL REFERENCES assessment_edition (id),
      kind TEXT NOT NULL,
      not_applicable TEXT,
      PRIMARY KEY (edition, kind)
    )
    """,
    """
    CREATE TABLE assessment_block (
      id TEXT NOT NULL PRIMARY KEY,
      edition TEXT NOT NULL REFERENCES assessment_edition (id),
      section TEXT NOT NULL,
      position INTEGER NOT NULL,
      title TEXT NOT NULL,
      content TEXT NOT NULL,
      version INTEGER NOT NULL CHECK (version > 0),
      author TEXT NOT NULL,
      edited_at TEXT NOT NULL,
      removed INTEGER NOT NULL CHECK (removed IN (0, 1)),
      FOREIGN KEY (edition, section) REFERENCES assessment_section (edition, kind)
    )
    """,
    "CREATE INDEX assessment_block_edition ON assessment_block (edition, section, position)",
    """
    CREATE TABLE assessment_block_version (
      block TEXT NOT NULL REFERENCES assessment_block (id),
      version INTEGER NOT NULL,
      title TEXT NOT NULL,
      content TEXT NOT NULL,
      author TEXT NOT NULL,
      edited_at TEXT NOT NULL,
      PRIMARY KEY (block, version)
    )
    """,
    """
    CREATE TABLE assessment_binding (
      id TEXT NOT NULL PRIMARY KEY,
      edition TEXT NOT NULL REFERENCES assessment_edition (id),
      block TEXT NOT NULL REFERENCES assessment_block (id),
      position INTEGER NOT NULL,
      name TEXT NOT NULL,
      shows TEXT NOT NULL,
      question TEXT NOT NULL,
      figure TEXT,
      sha256 TEXT CHECK (length(sha256) = 64),
      held_at TEXT,
      held_by TEXT,
      UNIQUE (edition, name),
      CHECK ((figure IS NULL) = (sha256 IS NULL))
    )
    """,
    """
    CREATE TABLE assessment_check (
      binding TEXT NOT NULL PRIMARY KEY REFERENCES assessment_binding (id),
      verdict TEXT NOT NULL,
      words TEXT NOT NULL,
      usual TEXT NOT NULL,
      checked_at TEXT NOT NULL,
      figure TEXT,
      sha256 TEXT,
      affirmed_by TEXT,
      affirmed_at TEXT
    )
    """,
    """
    CREATE TABLE assessment_finding (
      id TEXT NOT NULL PRIMARY KEY,
      edition TEXT NOT NULL REFERENCES assessment_edition (id),
      position INTEGER NOT NULL,
      claim TEXT NOT NULL,
      confidence TEXT NOT NULL,
      reason TEXT NOT NULL
    )
    """,
    """
    CREATE TABLE assessment_finding_block (
      finding TEXT NOT NULL REFERENCES assessment_finding (id),
      block TEXT NOT NULL REFERENCES assessment_block (id),
      PRIMARY KEY (finding, block)
    )
    """,
    """
    CREATE TABLE assessment_priority (
      id TEXT NOT NULL PRIMARY KEY,
      edition TEXT NOT NULL REFERENCES assessment_edition (id),
      position INTEGER NOT NULL,
      title TEXT NOT NULL,
      status TEXT NOT NULL CHECK (status IN ('candidate', 'adopted', 'rejected')),
      rationale TEXT NOT NULL,
      scored_by TEXT,
      scored_at TEXT,
      evidence TEXT NOT NULL
    )
    """,
    """
    CREATE TABLE assessment_score (
      priority TEXT NOT NULL REFERENCES assessment_priority (id),
      dimension TEXT NOT NULL,
      score INTEGER NOT NULL,
      PRIMARY KEY (priority, dimension)
    )
    """,
    """
    CREATE TABLE assessment_contribution (
      id TEXT NOT NULL PRIMARY KEY,
      edition TEXT NOT NULL REFERENCES assessment_edition (id),
      position INTEGER NOT NULL,
      source TEXT NOT NULL,
      body TEXT NOT NULL,
      asked TEXT NOT NULL,
      due TEXT,
      quality_note TEXT NOT NULL
    )
    """,
    """
    CREATE TABLE assessment_contribution_event (
      contribution TEXT NOT NULL REFERENCES assessment_contribution (id),
      number INTEGER NOT NULL,
      status TEXT NOT NULL CHECK (status IN ('requested', 'chased', 'received', 'declined')),
      day TEXT NOT NULL,
      recorded_by TEXT NOT NULL,
      note TEXT NOT NULL,
      PRIMARY KEY (contribution, number)
    )
    """,
    """
    CREATE TABLE assessment_history (
      id TEXT NOT NULL PRIMARY KEY,
      edition TEXT NOT NULL REFERENCES assessment_edition (id),
      at TEXT NOT NULL,
      account TEXT NOT NULL,
      name TEXT NOT NULL,
      action TEXT NOT NULL,
      detail TEXT NOT NULL
    )
    """,
    "CREATE INDEX assessment_history_edition ON assessment_history (edition, at)",
    """
    CREATE TABLE assessment_frozen (
      edition TEXT NOT NULL REFERENCES assessment_edition (id),
      name TEXT NOT NULL,
      question TEXT NOT NULL,
      figure TEXT NOT NULL,
      sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
      frozen_at TEXT NOT NULL,
      frozen_by TEXT NOT NULL,
      PRIMARY KEY (edition, name)
    )
    """,
  ]
}

/// The database itself refuses to change or remove what approval froze, whichever program asks.
enum FrozenFigureLock {
  static func statements(_ engine: Engine) -> [String] {
    switch engine {
    case .sqlite:
      ["UPDATE", "DELETE"].map { change in
        """
        CREATE TRIGGER assessment_frozen_\(change.lowercased()) BEFORE \(change) ON assessment_frozen
        BEGIN SELECT RAISE(ABORT, 'a frozen figure is never changed'); END
        """
      }
    case .postgres:
      [
        """
        CREATE FUNCTION assessment_frozen_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'a frozen figure is never changed' USING ERRCODE = 'check_violation'; END $$
        """,
        """
        CREATE TRIGGER assessment_frozen_change BEFORE UPDATE OR DELETE ON assessment_frozen
        FOR EACH ROW EXECUTE FUNCTION assessment_frozen_refuse()
        """,
      ]
    }
  }
}
