import Database

/// The tables of boards and of what happens at them: numbers 500 to 519.
package enum BoardMigrations {
  package static let all: [Migration] = [boards, meetings, registers, teams, feeds]

  private static let boards = Migration(
    number: 500, title: "Boards, their terms, seats and lines; the history of governance",
    [
      """
      CREATE TABLE governance_board (
        id TEXT NOT NULL PRIMARY KEY,
        code TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL,
        standing TEXT NOT NULL CHECK (standing IN ('strategy-group', 'statutory', 'partnership', 'working-group',
          'shared', 'scrutiny')),
        parent TEXT REFERENCES governance_board (code),
        chair_organisation TEXT NOT NULL,
        chair TEXT NOT NULL,
        chair_from TEXT,
        chair_to TEXT,
        quorum INTEGER CHECK (quorum > 0),
        cycle TEXT NOT NULL,
        confidentiality TEXT NOT NULL CHECK (confidentiality IN ('open', 'official', 'official-sensitive')),
        areas TEXT NOT NULL,
        place TEXT,
        from_day TEXT,
        to_day TEXT,
        CHECK (to_day IS NULL OR from_day <= to_day),
        CHECK (parent IS NULL OR parent <> code)
      )
      """,
      """
      CREATE TABLE governance_board_terms (
        id TEXT NOT NULL PRIMARY KEY,
        board TEXT NOT NULL REFERENCES governance_board (id),
        from_day TEXT NOT NULL,
        words TEXT NOT NULL,
        reason TEXT NOT NULL,
        recorded_by TEXT NOT NULL,
        UNIQUE (board, from_day)
      )
      """,
      """
      CREATE TABLE governance_board_line (
        from_board TEXT NOT NULL REFERENCES governance_board (code),
        to_board TEXT NOT NULL REFERENCES governance_board (code),
        PRIMARY KEY (from_board, to_board),
        CHECK (from_board <> to_board)
      )
      """,
      """
      CREATE TABLE governance_seat (
        id TEXT NOT NULL PRIMARY KEY,
        board TEXT NOT NULL REFERENCES governance_board (id),
        organisation TEXT NOT NULL,
        authority TEXT REFERENCES authority (id),
        title TEXT NOT NULL,
        holder TEXT NOT NULL,
        deputy TEXT NOT NULL,
        senior INTEGER NOT NULL CHECK (senior IN (0, 1)),
        from_day TEXT NOT NULL,
        to_day TEXT,
        CHECK (to_day IS NULL OR from_day <= to_day)
      )
      """,
      "CREATE INDEX governance_seat_board ON governance_seat (board)",
      """
      CREATE TABLE governance_history (
        id TEXT NOT NULL PRIMARY KEY,
        record TEXT NOT NULL,
        at TEXT NOT NULL,
        account TEXT NOT NULL,
        name TEXT NOT NULL,
        action TEXT NOT NULL,
        detail TEXT NOT NULL
      )
      """,
      "CREATE INDEX governance_history_record ON governance_history (record, at)",
    ])

  private static let meetings = Migration(
    number: 501, title: "Meetings, agendas, papers and attendance against seats",
    [
      """
      CREATE TABLE governance_meeting (
        id TEXT NOT NULL PRIMARY KEY,
        board TEXT NOT NULL REFERENCES governance_board (id),
        day TEXT NOT NULL,
        time_of_day TEXT,
        length_minutes INTEGER NOT NULL CHECK (length_minutes BETWEEN 5 AND 1440),
        place TEXT NOT NULL,
        is_public INTEGER NOT NULL CHECK (is_public IN (0, 1)),
        is_due INTEGER NOT NULL CHECK (is_due IN (0, 1)),
        state TEXT NOT NULL CHECK (state IN ('planned', 'agenda-set', 'papers-issued', 'held', 'minutes-drafted',
          'minutes-approved', 'published', 'cancelled')),
        minutes_text TEXT NOT NULL,
        publicity TEXT NOT NULL,
        reason TEXT NOT NULL
      )
      """,
      "CREATE INDEX governance_meeting_board ON governance_meeting (board, day)",
      """
      CREATE TABLE governance_agenda_item (
        id TEXT NOT NULL PRIMARY KEY,
        meeting TEXT NOT NULL REFERENCES governance_meeting (id),
        position INTEGER NOT NULL,
        title TEXT NOT NULL,
        presenter TEXT NOT NULL,
        evidence TEXT NOT NULL,
        UNIQUE (meeting, position)
      )
      """,
      """
      CREATE TABLE governance_paper (
        id TEXT NOT NULL PRIMARY KEY,
        meeting TEXT NOT NULL REFERENCES governance_meeting (id),
        title TEXT NOT NULL,
        publication TEXT NOT NULL CHECK (publication IN ('open', 'official', 'official-sensitive')),
        location TEXT NOT NULL,
        reason TEXT NOT NULL,
        CHECK (publication = 'open' OR reason <> '')
      )
      """,
      "CREATE INDEX governance_paper_meeting ON governance_paper (meeting)",
      """
      CREATE TABLE governance_attendance (
        meeting TEXT NOT NULL REFERENCES governance_meeting (id),
        seat TEXT NOT NULL REFERENCES governance_seat (id),
        presence TEXT NOT NULL CHECK (presence IN ('holder', 'deputy', 'apologies', 'absent')),
        senior INTEGER NOT NULL CHECK (senior IN (0, 1)),
        PRIMARY KEY (meeting, seat)
      )
      """,
    ])

  private static let registers = Migration(
    number: 502, title: "Recommendations, decisions, the one store of actions, and risks",
    [
      """
      CREATE TABLE governance_recommendation (
        id TEXT NOT NULL PRIMARY KEY,
        number INTEGER NOT NULL UNIQUE,
        source TEXT NOT NULL,
        reference TEXT NOT NULL,
        words TEXT NOT NULL,
        addressee TEXT NOT NULL,
        authority TEXT REFERENCES authority (id),
        made TEXT NOT NULL,
        answer_due TEXT,
        answer TEXT NOT NULL CHECK (answer IN ('awaited', 'accepted', 'partly', 'rejected')),
        answer_text TEXT NOT NULL,
        answered TEXT,
        implemented TEXT,
        evidence TEXT NOT NULL,
        reported TEXT,
        CHECK ((answer = 'awaited') = (answered IS NULL))
      )
      """,
      """
      CREATE TABLE governance_decision (
        id TEXT NOT NULL PRIMARY KEY,
        number INTEGER NOT NULL UNIQUE,
        board TEXT NOT NULL REFERENCES governance_board (id),
        meeting TEXT REFERENCES governance_meeting (id),
        day TEXT NOT NULL,
        words TEXT NOT NULL,
        authority_words TEXT NOT NULL,
        options TEXT NOT NULL,
        reasons TEXT NOT NULL,
        dissent TEXT NOT NULL,
        needs_no_action TEXT NOT NULL
      )
      """,
      """
      CREATE TABLE governance_action (
        id TEXT NOT NULL PRIMARY KEY,
        number INTEGER NOT NULL UNIQUE,
        source TEXT NOT NULL,
        decision TEXT REFERENCES governance_decision (id),
        recommendation TEXT REFERENCES governance_recommendation (id),
        meeting TEXT REFERENCES governance_meeting (id),
        board TEXT REFERENCES governance_board (id),
        origin TEXT NOT NULL,
        words TEXT NOT NULL,
        organisation TEXT NOT NULL,
        authority TEXT REFERENCES authority (id),
        owner TEXT NOT NULL,
        account TEXT REFERENCES account (id),
        due TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('open', 'done', 'dropped')),
        settled TEXT,
        evidence TEXT NOT NULL,
        carried_over INTEGER NOT NULL CHECK (carried_over >= 0),
        measure TEXT NOT NULL,
        effect TEXT NOT NULL CHECK (effect IN ('not-looked', 'moved', 'not-moved', 'cannot-tell')),
        effect_note TEXT NOT NULL,
        CHECK ((state = 'open') = (settled IS NULL))
      )
      """,
      "CREATE INDEX governance_action_due ON governance_action (state, due)",
      "CREATE INDEX governance_action_decision ON governance_action (decision)",
      """
      CREATE TABLE governance_risk (
        id TEXT NOT NULL PRIMARY KEY,
        number INTEGER NOT NULL UNIQUE,
        kind TEXT NOT NULL CHECK (kind IN ('risk', 'issue')),
        board TEXT REFERENCES governance_board (id),
        title TEXT NOT NULL,
        consequence TEXT NOT NULL,
        likelihood INTEGER NOT NULL CHECK (likelihood BETWEEN 1 AND 5),
        impact INTEGER NOT NULL CHECK (impact BETWEEN 1 AND 5),
        organisation TEXT NOT NULL,
        mitigation TEXT NOT NULL,
        review TEXT NOT NULL,
        closed TEXT
      )
      """,
    ])

  private static let teams = Migration(
    number: 503, title: "Teams",
    [
      """
      CREATE TABLE governance_team (
        code TEXT NOT NULL PRIMARY KEY,
        name TEXT NOT NULL,
        organisation TEXT NOT NULL,
        authority TEXT REFERENCES authority (id),
        function TEXT NOT NULL,
        purpose TEXT NOT NULL,
        from_day TEXT NOT NULL,
        to_day TEXT,
        CHECK (to_day IS NULL OR from_day <= to_day)
      )
      """
    ])

  /// Only a digest of the secret in a calendar's address is kept, so that reading the database opens no calendar.
  private static let feeds = Migration(
    number: 504, title: "Addresses of calendars",
    [
      """
      CREATE TABLE calendar_address (
        secret_sha256 TEXT NOT NULL PRIMARY KEY CHECK (length(secret_sha256) = 64),
        account TEXT NOT NULL UNIQUE REFERENCES account (id),
        made_at TEXT NOT NULL
      )
      """
    ])
}
