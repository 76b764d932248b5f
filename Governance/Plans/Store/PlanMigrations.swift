import Database

/// The tables of strategies and plans: numbers 530 to 549.
package enum PlanMigrations {
  package static let all: [Migration] = [strategies, events]

  private static let strategies = Migration(
    number: 530, title: "Strategies, what stands in them, their refreshes, checks and published summaries",
    [
      """
      CREATE TABLE strategy (
        id TEXT NOT NULL PRIMARY KEY,
        code TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL CHECK (kind IN ('partnership-plan', 'serious-violence', 're-offending',
          'anti-social-behaviour', 'modern-slavery', 'other')),
        title TEXT NOT NULL,
        vision TEXT NOT NULL,
        first_day TEXT NOT NULL,
        last_day TEXT NOT NULL,
        organisation TEXT NOT NULL,
        assessment TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('draft', 'adopted', 'ended')),
        adopted_day TEXT,
        launched_first TEXT,
        launched_last TEXT,
        CHECK (first_day <= last_day),
        CHECK ((launched_first IS NULL) = (launched_last IS NULL)),
        CHECK (launched_first IS NULL OR launched_first <= launched_last),
        CHECK ((state = 'draft') = (adopted_day IS NULL))
      )
      """,
      """
      CREATE TABLE strategy_item (
        id TEXT NOT NULL PRIMARY KEY,
        strategy TEXT NOT NULL REFERENCES strategy (id),
        kind TEXT NOT NULL CHECK (kind IN ('principle', 'priority', 'objective', 'step', 'resource', 'measure',
          'engagement')),
        position INTEGER NOT NULL,
        parent TEXT REFERENCES strategy_item (id),
        words TEXT NOT NULL,
        code TEXT NOT NULL,
        basis TEXT NOT NULL,
        organisation TEXT NOT NULL,
        authority TEXT REFERENCES authority (id),
        due TEXT,
        state TEXT NOT NULL CHECK (state IN ('open', 'done', 'dropped')),
        settled TEXT,
        evidence TEXT NOT NULL,
        measure TEXT NOT NULL,
        baseline TEXT NOT NULL,
        target TEXT NOT NULL,
        pence INTEGER CHECK (pence >= 0),
        added_day TEXT NOT NULL,
        withdrawn TEXT,
        UNIQUE (strategy, kind, position),
        CHECK ((state = 'open') = (settled IS NULL))
      )
      """,
      """
      CREATE TABLE strategy_step_link (
        strategy TEXT NOT NULL REFERENCES strategy (id),
        item TEXT NOT NULL REFERENCES strategy_item (id),
        PRIMARY KEY (strategy, item)
      )
      """,
      """
      CREATE TABLE strategy_refresh (
        id TEXT NOT NULL PRIMARY KEY,
        strategy TEXT NOT NULL REFERENCES strategy (id),
        day TEXT NOT NULL,
        plan_year INTEGER NOT NULL,
        changed TEXT NOT NULL,
        recorded_by TEXT NOT NULL,
        UNIQUE (strategy, plan_year)
      )
      """,
      """
      CREATE TABLE strategy_check (
        id TEXT NOT NULL PRIMARY KEY,
        strategy TEXT NOT NULL REFERENCES strategy (id),
        requirement TEXT NOT NULL,
        met INTEGER NOT NULL CHECK (met IN (0, 1)),
        evidence TEXT NOT NULL,
        day TEXT NOT NULL,
        recorded_by TEXT NOT NULL
      )
      """,
      "CREATE INDEX strategy_check_strategy ON strategy_check (strategy, requirement)",
      """
      CREATE TABLE strategy_publication (
        id TEXT NOT NULL PRIMARY KEY,
        strategy TEXT NOT NULL REFERENCES strategy (id),
        day TEXT NOT NULL,
        published_by TEXT NOT NULL,
        reach TEXT NOT NULL,
        content TEXT NOT NULL
      )
      """,
      "CREATE INDEX strategy_publication_strategy ON strategy_publication (strategy, id)",
    ])

  private static let events = Migration(
    number: 531, title: "Workshops and other events, and published statements",
    [
      """
      CREATE TABLE planned_event (
        code TEXT NOT NULL PRIMARY KEY,
        title TEXT NOT NULL,
        day TEXT NOT NULL,
        strategy TEXT NOT NULL,
        purpose TEXT NOT NULL,
        attendees INTEGER CHECK (attendees >= 0),
        outputs TEXT NOT NULL
      )
      """,
      """
      CREATE TABLE published_statement (
        code TEXT NOT NULL PRIMARY KEY,
        title TEXT NOT NULL,
        organisation TEXT NOT NULL,
        first_day TEXT NOT NULL,
        last_day TEXT NOT NULL,
        location TEXT NOT NULL,
        CHECK (first_day <= last_day)
      )
      """,
    ])
}
