import Basics
import Database
import FactStore
import Facts
import GovernanceModel

/// Meetings, their papers and who came.
extension GovernanceStore {
  package func meetings(of board: ID<Board>? = nil, from day: Day? = nil) async throws -> [Meeting] {
    try await database.read { connection in
      try connection.rows(
        """
        SELECT * FROM governance_meeting WHERE (\(board) IS NULL OR board = \(board))
          AND (\(day) IS NULL OR day >= \(day)) ORDER BY day, id
        """
      ).map { try $0.meeting() }
    }
  }

  package func meeting(_ id: ID<Meeting>) async throws -> Meeting? {
    try await database.read { connection in
      try connection.row("SELECT * FROM governance_meeting WHERE id = \(id)")?.meeting()
    }
  }

  package func agenda(of meeting: ID<Meeting>) async throws -> [AgendaItem] {
    try await database.read { connection in
      try connection.rows("SELECT * FROM governance_agenda_item WHERE meeting = \(meeting) ORDER BY position").map {
        AgendaItem(
          id: try $0.id("id"), position: try $0.int("position"), title: try $0.text("title"),
          presenter: try $0.text("presenter"), evidence: try $0.text("evidence"))
      }
    }
  }

  package func papers(of meeting: ID<Meeting>) async throws -> [MeetingPaper] {
    try await database.read { connection in
      try connection.rows("SELECT * FROM governance_paper WHERE meeting = \(meeting) ORDER BY id").map {
        MeetingPaper(
          id: try $0.id("id"), title: try $0.text("title"), publication: try $0.governanceWord("publication"),
          location: try $0.text("location"), reason: try $0.text("reason"))
      }
    }
  }

  package func attendance(at meeting: ID<Meeting>) async throws -> [Attendance] {
    try await database.read { connection in
      try connection.rows("SELECT * FROM governance_attendance WHERE meeting = \(meeting) ORDER BY seat").map {
        Attendance(
          seat: try $0.id("seat"), presence: try $0.governanceWord("presence"), isSenior: try $0.bool("senior"))
      }
    }
  }

  /// Plans meetings; each that the board's cycle asks for counts as due on its day.
  @discardableResult
  package func plan(
    _ meetings: [Meeting], of board: Board, by author: GovernanceAuthor, at now: Instant
  ) async throws -> [ID<Meeting>] {
    let checked = try meetings.map { try $0.checked() }
    guard !checked.isEmpty, checked.count <= 120 else {
      throw Refusal(
        "no-meetings", place: "Meetings", "\(checked.count) meetings cannot be planned at once.",
        remedy: "Choose a span that holds 1 to 120 of them.")
    }
    let days = checked.map { $0.day.spoken }.joined(separator: ", ")
    return try await change("board:\(board.code)", by: author, at: now, "planned meetings", days) { connection in
      for meeting in checked {
        try connection.run(
          """
          INSERT INTO governance_meeting (id, board, day, time_of_day, length_minutes, place, is_public, is_due, state,
            minutes_text, publicity, reason)
          VALUES (\(meeting.id), \(board.id), \(meeting.day), \(meeting.time), \(meeting.minutes), \(meeting.place),
            \(meeting.isPublic), \(meeting.isDue), 'planned', '', \(meeting.publicity), '')
          """)
      }
      try facts.write(
        checked.filter(\.isDue).map { meeting in
          Fact(
            "meeting.due", on: meeting.day, record: "meeting:\(meeting.id)", place: board.place, ["board": board.code])
        }, at: now, in: connection)
      return checked.map(\.id)
    }
  }

  /// The meetings that the board's cycle asks for from one day through another.
  @discardableResult
  package func planCycle(
    of board: Board, from first: Day, through last: Day, time: String?, place: String, by author: GovernanceAuthor,
    at now: Instant
  ) async throws -> [ID<Meeting>] {
    let days = board.cycle.days(from: first, through: last)
    guard !days.isEmpty else {
      throw Refusal(
        "no-cycle", place: "Cycle", "\(board.name) has no fixed cycle, or the days are not in order.",
        remedy: "Set its cycle first, or plan single meetings.")
    }
    return try await plan(
      days.map { Meeting(id: ID(at: now), board: board.id, day: $0, time: time, place: place) }, of: board, by: author,
      at: now)
  }

  /// Takes a meeting on by one step. What it brings with it (minutes, why it was not held) comes in `words`.
  package func take(
    _ meeting: ID<Meeting>, to state: Meeting.State, words: String = "", by author: GovernanceAuthor, at now: Instant
  ) async throws {
    let words = try GovernanceText.optional(words, "Minutes or reason", most: 20_000, lines: true)
    try await change("meeting:\(meeting)", by: author, at: now, state.label.lowercased(), words) { connection in
      let (held, board) = try connection.meetingAndBoard(meeting)
      guard held.state.next.contains(state) else {
        throw Refusal(
          "meeting-step", place: held.state.label,
          "A meeting that is “\(held.state.label.lowercased())” cannot become "
            + "“\(state.label.lowercased())”.", remedy: "Choose one of the steps that its page offers.")
      }
      if state == .cancelled, words.isEmpty {
        throw Refusal(
          "missing-field", place: "Why it was not held", "This is empty.", remedy: "Say why it was not held.")
      }
      if state == .held, held.day > now.londonDay {
        throw Refusal(
          "meeting-step", place: held.day.spoken, "The meeting has not taken place yet.", remedy: "Wait for its day.")
      }
      if state == .minutesDrafted, words.isEmpty {
        throw Refusal("missing-field", place: "Minutes", "This is empty.", remedy: "Enter the minutes or their place.")
      }
      try connection.run("UPDATE governance_meeting SET state = \(state.rawValue) WHERE id = \(meeting)")
      if state == .cancelled {
        try connection.run("UPDATE governance_meeting SET reason = \(words) WHERE id = \(meeting)")
      } else if state == .minutesDrafted || state == .minutesApproved, !words.isEmpty {
        try connection.run("UPDATE governance_meeting SET minutes_text = \(words) WHERE id = \(meeting)")
      }
      if state == .held {
        try facts.write(
          Fact(
            "meeting.held", on: held.day, record: "meeting:\(meeting)", place: board.place,
            ["board": board.code, "public": held.isPublic ? "yes" : "no"]), at: now, in: connection)
      }
    }
  }

  package func add(
    item title: String, presenter: String, evidence: String, to meeting: ID<Meeting>, by author: GovernanceAuthor,
    at now: Instant
  ) async throws {
    let title = try GovernanceText.checked(title, "Item", most: 200)
    let presenter = try GovernanceText.optional(presenter, "Presented by", most: 120)
    let evidence = try GovernanceText.optional(evidence, "What raised it", most: 300)
    let id = ID<AgendaItem>(at: now)
    try await change("meeting:\(meeting)", by: author, at: now, "added to the agenda", title) { connection in
      let (held, _) = try connection.meetingAndBoard(meeting)
      guard !held.state.isHeld, held.state != .cancelled else {
        throw Refusal(
          "meeting-step", place: held.state.label, "The agenda is closed.", remedy: "Put it on the next meeting’s.")
      }
      let last = try connection.row(
        "SELECT coalesce(max(position), 0) AS last FROM governance_agenda_item WHERE meeting = \(meeting)")
      let position = try (last?.int("last") ?? 0) + 1
      try connection.run(
        """
        INSERT INTO governance_agenda_item (id, meeting, position, title, presenter, evidence)
        VALUES (\(id), \(meeting), \(position), \(title), \(presenter), \(evidence))
        """)
    }
  }

  package func add(
    _ paper: MeetingPaper, to meeting: ID<Meeting>, by author: GovernanceAuthor, at now: Instant
  ) async throws {
    let paper = try paper.checked()
    // Everybody who opens the meeting reads its history.
    let told = paper.publication == .officialSensitive ? "A paper for named members" : paper.title
    try await change("meeting:\(meeting)", by: author, at: now, "added a paper", told) { connection in
      _ = try connection.meetingAndBoard(meeting)
      try connection.run(
        """
        INSERT INTO governance_paper (id, meeting, title, publication, location, reason)
        VALUES (\(paper.id), \(meeting), \(paper.title), \(paper.publication.rawValue), \(paper.location),
          \(paper.reason))
        """)
    }
  }

  /// Who came, seat by seat; said again it replaces what was said before.
  package func record(
    _ attendance: [Attendance], at meeting: ID<Meeting>, by author: GovernanceAuthor, at now: Instant
  ) async throws {
    try await change(
      "meeting:\(meeting)", by: author, at: now, "recorded attendance",
      "\(attendance.filter(\.presence.isPresent).count) of \(attendance.count) seats"
    ) { connection in
      let (held, board) = try connection.meetingAndBoard(meeting)
      guard held.state.isHeld else {
        throw Refusal(
          "meeting-step", place: held.state.label, "Attendance is recorded of a meeting that was held.",
          remedy: "Record first that it was held.")
      }
      let standing = Set(try connection.seats(board.id).filter { $0.stands(on: held.day) }.map(\.id))
      try connection.run("DELETE FROM governance_attendance WHERE meeting = \(meeting)")
      for one in attendance {
        guard standing.contains(one.seat) else {
          throw Refusal(
            "no-seat", place: "Attendance", "One of the seats did not stand on \(held.day.spoken).",
            remedy: "Open the page again.")
        }
        try connection.run(
          """
          INSERT INTO governance_attendance (meeting, seat, presence, senior)
          VALUES (\(meeting), \(one.seat), \(one.presence.rawValue), \(one.isSenior && one.presence.isPresent))
          """)
      }
    }
  }
}

extension Connection {
  func meetingAndBoard(_ id: ID<Meeting>) throws -> (Meeting, Board) {
    guard let meeting = try row("SELECT * FROM governance_meeting WHERE id = \(id)")?.meeting(),
      let board = try row("SELECT * FROM governance_board WHERE id = \(meeting.board)")?.board()
    else {
      throw Refusal("no-meeting", place: "Meeting", "There is no such meeting.", remedy: "Choose one from the board.")
    }
    return (meeting, board)
  }
}

extension Row {
  func meeting() throws -> Meeting {
    Meeting(
      id: try id("id"), board: try id("board"), day: try day("day"), time: try optionalText("time_of_day"),
      minutes: try int("length_minutes"), place: try text("place"), isPublic: try bool("is_public"),
      isDue: try bool("is_due"), state: try governanceWord("state"), minutesText: try text("minutes_text"),
      publicity: try text("publicity"), reason: try text("reason"))
  }
}
