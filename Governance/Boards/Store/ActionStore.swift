import Basics
import Database
import GovernanceModel

/// Decisions and the one store of actions.
extension GovernanceStore {
  package func decisions(of board: ID<Board>? = nil, at meeting: ID<Meeting>? = nil) async throws -> [Decision] {
    try await database.read { connection in
      try connection.rows(
        """
        SELECT * FROM governance_decision WHERE (\(board) IS NULL OR board = \(board))
          AND (\(meeting) IS NULL OR meeting = \(meeting)) ORDER BY number DESC
        """
      ).map { try $0.decision() }
    }
  }

  package func decision(_ id: ID<Decision>) async throws -> Decision? {
    try await database.read { connection in
      try connection.row("SELECT * FROM governance_decision WHERE id = \(id)")?.decision()
    }
  }

  @discardableResult
  package func record(_ decision: Decision, by author: GovernanceAuthor, at now: Instant) async throws -> Int {
    let checked = try decision.checked()
    return try await change("decision:\(checked.id)", by: author, at: now, "recorded the decision", checked.text) {
      connection in
      guard try connection.row("SELECT id FROM governance_board WHERE id = \(checked.board)") != nil else {
        throw noBoard()
      }
      if let meeting = checked.meeting {
        let (held, _) = try connection.meetingAndBoard(meeting)
        guard held.state.isHeld, held.board == checked.board else {
          throw Refusal(
            "meeting-step", place: held.state.label, "Decisions are recorded of a meeting that was held.",
            remedy: "Record first that it was held.")
        }
      }
      let number = try connection.nextNumber("SELECT coalesce(max(number), 0) AS last FROM governance_decision")
      try connection.run(
        """
        INSERT INTO governance_decision (id, number, board, meeting, day, words, authority_words, options, reasons,
          dissent, needs_no_action)
        VALUES (\(checked.id), \(number), \(checked.board), \(checked.meeting), \(checked.day), \(checked.text),
          \(checked.authority), \(checked.options), \(checked.reasons), \(checked.dissent), \(checked.needsNoAction))
        """)
      return number
    }
  }

  /// Says why nothing has to be done about a decision, which takes it off the standing list.
  package func settle(
    _ decision: ID<Decision>, because reason: String, by author: GovernanceAuthor, at now: Instant
  ) async throws {
    let reason = try GovernanceText.checked(reason, "Why nothing has to be done", most: 300)
    try await change("decision:\(decision)", by: author, at: now, "needs no action", reason) { connection in
      let saved = try connection.run(
        "UPDATE governance_decision SET needs_no_action = \(reason) WHERE id = \(decision)")
      guard saved == 1 else {
        throw Refusal("no-decision", "There is no such decision.", remedy: "Choose one from the register.")
      }
    }
  }

  package func actions() async throws -> [GovernanceAction] {
    try await database.read { connection in
      try connection.rows("SELECT * FROM governance_action ORDER BY due, number").map { try $0.action() }
    }
  }

  package func action(_ id: ID<GovernanceAction>) async throws -> GovernanceAction? {
    try await database.read { connection in
      try connection.row("SELECT * FROM governance_action WHERE id = \(id)")?.action()
    }
  }

  @discardableResult
  package func add(_ action: GovernanceAction, by author: GovernanceAuthor, at now: Instant) async throws -> Int {
    let checked = try action.checked()
    return try await change("action:\(checked.id)", by: author, at: now, "entered the action", checked.text) {
      connection in
      try connection.checkAuthority(checked.authority)
      try connection.checkAccount(checked.account)
      try connection.checkOrigin(of: checked)
      let number = try connection.nextNumber("SELECT coalesce(max(number), 0) AS last FROM governance_action")
      try connection.run(
        """
        INSERT INTO governance_action (id, number, source, decision, recommendation, meeting, board, origin, words,
          organisation, authority, owner, account, due, state, settled, evidence, carried_over, measure, effect,
          effect_note)
        VALUES (\(checked.id), \(number), \(checked.source.rawValue), \(checked.decision), \(checked.recommendation),
          \(checked.meeting), \(checked.board), \(checked.origin), \(checked.text), \(checked.organisation),
          \(checked.authority), \(checked.owner), \(checked.account), \(checked.due), \(checked.state.rawValue),
          \(checked.settled), \(checked.evidence), \(checked.carriedOver), \(checked.measure),
          \(checked.effect.rawValue), \(checked.effectNote))
        """)
      return number
    }
  }

  /// Puts an open action off to a later day, and counts that.
  package func carryOver(
    _ id: ID<GovernanceAction>, to due: Day, because reason: String, by author: GovernanceAuthor, at now: Instant
  ) async throws {
    let reason = try GovernanceText.checked(reason, "Why it is carried over", most: 500)
    try await change("action:\(id)", by: author, at: now, "carried over to \(due.spoken)", reason) { connection in
      let saved = try connection.run(
        """
        UPDATE governance_action SET due = \(due), carried_over = carried_over + 1
        WHERE id = \(id) AND state = 'open' AND due < \(due)
        """)
      guard saved == 1 else {
        throw Refusal(
          "action-step", place: "New day", "Only an open action is carried over, to a day after the one it has.",
          remedy: "Choose a later day.")
      }
    }
  }

  /// Ends an action with what shows that it was done, or why it was dropped.
  package func settle(
    _ id: ID<GovernanceAction>, as state: GovernanceAction.State, on day: Day, evidence: String,
    by author: GovernanceAuthor, at now: Instant
  ) async throws {
    let evidence = try GovernanceText.checked(evidence, "Evidence", most: 1000, lines: true)
    guard state != .open, day <= now.londonDay else {
      throw Refusal(
        "action-step", place: "Day", "It ends on a day that has come.", remedy: "Enter today or a day before.")
    }
    try await change("action:\(id)", by: author, at: now, state.label.lowercased(), evidence) { connection in
      let saved = try connection.run(
        """
        UPDATE governance_action SET state = \(state.rawValue), settled = \(day), evidence = \(evidence)
        WHERE id = \(id) AND state = 'open'
        """)
      guard saved == 1 else {
        throw Refusal("action-step", "The action is not open.", remedy: "Look at what was recorded already.")
      }
    }
  }

  /// Whether the measure that the action was to move has moved.
  package func look(
    at id: ID<GovernanceAction>, measure: String, effect: GovernanceAction.Effect, note: String,
    by author: GovernanceAuthor, at now: Instant
  ) async throws {
    let measure = try measure.isEmpty ? "" : GovernanceText.code(measure, "Measure")
    let note = try GovernanceText.checked(note, "What is seen", most: 1000, lines: true)
    try await change("action:\(id)", by: author, at: now, effect.label.lowercased(), note) { connection in
      guard effect != .moved || !measure.isEmpty else {
        throw Refusal(
          "missing-field", place: "Measure", "An effect is an effect on a measure.",
          remedy: "Name the measure by its id.")
      }
      let saved = try connection.run(
        """
        UPDATE governance_action SET measure = \(measure), effect = \(effect.rawValue), effect_note = \(note)
        WHERE id = \(id) AND state = 'done'
        """)
      guard saved == 1 else {
        throw Refusal("action-step", "Its effect is looked at once the action is done.", remedy: "Record that first.")
      }
    }
  }
}

extension Connection {
  func nextNumber(_ sql: SQL) throws -> Int { try (row(sql)?.int("last") ?? 0) + 1 }

  /// What an action says that it came from must be there.
  fileprivate func checkOrigin(of action: GovernanceAction) throws {
    let found: [(String?, SQL)] = [
      (action.decision?.text, "SELECT id FROM governance_decision WHERE id = \(action.decision)"),
      (action.recommendation?.text, "SELECT id FROM governance_recommendation WHERE id = \(action.recommendation)"),
      (action.meeting?.text, "SELECT id FROM governance_meeting WHERE id = \(action.meeting)"),
      (action.board?.text, "SELECT id FROM governance_board WHERE id = \(action.board)"),
    ]
    for (id, sql) in found where id != nil {
      guard try row(sql) != nil else {
        throw Refusal(
          "no-origin", place: "Where it came from", "What the action came from is not on record.",
          remedy: "Begin it from the page of the decision, recommendation or board.")
      }
    }
  }
}

extension Row {
  func decision() throws -> Decision {
    Decision(
      id: try id("id"), number: try int("number"), board: try id("board"), meeting: try optionalID("meeting"),
      day: try day("day"), text: try text("words"), authority: try text("authority_words"),
      options: try text("options"), reasons: try text("reasons"), dissent: try text("dissent"),
      needsNoAction: try text("needs_no_action"))
  }

  func action() throws -> GovernanceAction {
    GovernanceAction(
      id: try id("id"), number: try int("number"), source: try governanceWord("source"),
      decision: try optionalID("decision"), recommendation: try optionalID("recommendation"),
      meeting: try optionalID("meeting"), board: try optionalID("board"), origin: try text("origin"),
      text: try text("words"), organisation: try text("organisation"), authority: try optionalText("authority"),
      owner: try text("owner"), account: try optionalText("account"), due: try day("due"),
      state: try governanceWord("state"), settled: try optionalDay("settled"), evidence: try text("evidence"),
      carriedOver: try int("carried_over"), measure: try text("measure"), effect: try governanceWord("effect"),
      effectNote: try text("effect_note"))
  }
}
