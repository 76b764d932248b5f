import Basics
import Database
import FactStore
import Facts
import GovernanceModel

/// Recommendations, risks and teams.
extension GovernanceStore {
  package func recommendations() async throws -> [Recommendation] {
    try await database.read { connection in
      try connection.rows("SELECT * FROM governance_recommendation ORDER BY number DESC").map {
        try $0.recommendation()
      }
    }
  }

  package func recommendation(_ id: ID<Recommendation>) async throws -> Recommendation? {
    try await database.read { connection in
      try connection.row("SELECT * FROM governance_recommendation WHERE id = \(id)")?.recommendation()
    }
  }

  @discardableResult
  package func add(_ one: Recommendation, by author: GovernanceAuthor, at now: Instant) async throws -> Int {
    let checked = try one.checked()
    let due = checked.answerDue ?? Recommendation.answerDue(checked.source, made: checked.made)
    return try await change(
      "recommendation:\(checked.id)", by: author, at: now, "entered the recommendation", checked.text
    ) { connection in
      try connection.checkAuthority(checked.authority)
      let number = try connection.nextNumber("SELECT coalesce(max(number), 0) AS last FROM governance_recommendation")
      try connection.run(
        """
        INSERT INTO governance_recommendation (id, number, source, reference, words, addressee, authority, made,
          answer_due, answer, answer_text, answered, implemented, evidence, reported)
        VALUES (\(checked.id), \(number), \(checked.source.rawValue), \(checked.reference), \(checked.text),
          \(checked.addressee), \(checked.authority), \(checked.made), \(due), 'awaited', '',
          \(nil as Day?), \(nil as Day?), '', \(nil as Day?))
        """)
      return number
    }
  }

  /// The written answer of the body that it is addressed to.
  package func answer(
    _ id: ID<Recommendation>, _ answer: Recommendation.Answer, words: String, on day: Day,
    by author: GovernanceAuthor, at now: Instant
  ) async throws {
    let words = try GovernanceText.checked(words, "Answer", most: 2000, lines: true)
    try await change("recommendation:\(id)", by: author, at: now, answer.label.lowercased(), words) { connection in
      let saved = try connection.run(
        """
        UPDATE governance_recommendation SET answer = \(answer.rawValue), answer_text = \(words), answered = \(day)
        WHERE id = \(id) AND answer = 'awaited' AND \(answer.rawValue) <> 'awaited' AND made <= \(day)
        """)
      guard saved == 1 else {
        throw Refusal(
          "recommendation-step", place: "Answer", "It is answered once, on a day after it was made.",
          remedy: "Look at what was recorded already.")
      }
    }
  }

  /// That it was carried out, with what shows it; and later that this was reported back.
  package func implement(
    _ id: ID<Recommendation>, on day: Day, evidence: String, by author: GovernanceAuthor, at now: Instant
  ) async throws {
    let evidence = try GovernanceText.checked(evidence, "Evidence", most: 2000, lines: true)
    try await change("recommendation:\(id)", by: author, at: now, "carried out", evidence) { connection in
      let saved = try connection.run(
        """
        UPDATE governance_recommendation SET implemented = \(day), evidence = \(evidence)
        WHERE id = \(id) AND answer IN ('accepted', 'partly') AND implemented IS NULL
        """)
      guard saved == 1 else {
        throw Refusal(
          "recommendation-step", place: "Carried out", "Only what was accepted, wholly or partly, is carried out.",
          remedy: "Record the answer first.")
      }
    }
  }

  package func report(
    _ id: ID<Recommendation>, on day: Day, by author: GovernanceAuthor, at now: Instant
  ) async throws {
    try await change("recommendation:\(id)", by: author, at: now, "reported back", day.spoken) { connection in
      let saved = try connection.run(
        """
        UPDATE governance_recommendation SET reported = \(day)
        WHERE id = \(id) AND answer <> 'awaited' AND reported IS NULL
        """)
      guard saved == 1 else {
        throw Refusal(
          "recommendation-step", place: "Reported back", "It is reported back once, after its answer.",
          remedy: "Record the answer first.")
      }
    }
  }

  package func risks() async throws -> [GovernanceRisk] {
    try await database.read { connection in
      try connection.rows("SELECT * FROM governance_risk ORDER BY likelihood * impact DESC, number").map {
        GovernanceRisk(
          id: try $0.id("id"), number: try $0.int("number"), kind: try $0.governanceWord("kind"),
          board: try $0.optionalID("board"), title: try $0.text("title"), consequence: try $0.text("consequence"),
          likelihood: try $0.int("likelihood"), impact: try $0.int("impact"),
          organisation: try $0.text("organisation"), mitigation: try $0.text("mitigation"),
          review: try $0.day("review"), closed: try $0.optionalDay("closed"))
      }
    }
  }

  /// Enters a risk, or scores one anew.
  package func save(_ risk: GovernanceRisk, by author: GovernanceAuthor, at now: Instant) async throws {
    let checked = try risk.checked()
    try await change("risk:\(checked.id)", by: author, at: now, "scored \(checked.score)", checked.title) {
      connection in
      if let board = checked.board,
        try connection.row("SELECT id FROM governance_board WHERE id = \(board)") == nil
      {
        throw noBoard()
      }
      let saved = try connection.run(
        """
        UPDATE governance_risk SET kind = \(checked.kind.rawValue), board = \(checked.board), title = \(checked.title),
          consequence = \(checked.consequence), likelihood = \(checked.likelihood), impact = \(checked.impact),
          organisation = \(checked.organisation), mitigation = \(checked.mitigation), review = \(checked.review),
          closed = \(checked.closed)
        WHERE id = \(checked.id)
        """)
      if saved == 1 { return }
      let number = try connection.nextNumber("SELECT coalesce(max(number), 0) AS last FROM governance_risk")
      try connection.run(
        """
        INSERT INTO governance_risk (id, number, kind, board, title, consequence, likelihood, impact, organisation,
          mitigation, review, closed)
        VALUES (\(checked.id), \(number), \(checked.kind.rawValue), \(checked.board), \(checked.title),
          \(checked.consequence), \(checked.likelihood), \(checked.impact), \(checked.organisation),
          \(checked.mitigation), \(checked.review), \(checked.closed))
        """)
    }
  }

  package func teams() async throws -> [GovernanceTeam] {
    try await database.read { connection in
      try connection.rows("SELECT * FROM governance_team ORDER BY name").map {
        GovernanceTeam(
          code: try $0.text("code"), name: try $0.text("name"), organisation: try $0.text("organisation"),
          authority: try $0.optionalText("authority"), function: try $0.text("function"),
          purpose: try $0.text("purpose"), from: try $0.day("from_day"), to: try $0.optionalDay("to_day"))
      }
    }
  }

  /// Enters a team, or changes one; it counts while it stands.
  package func save(_ team: GovernanceTeam, by author: GovernanceAuthor, at now: Instant) async throws {
    let checked = try team.checked()
    try await change("team:\(checked.code)", by: author, at: now, "saved the team", checked.name) { connection in
      try connection.checkAuthority(checked.authority)
      try connection.run(
        """
        INSERT INTO governance_team (code, name, organisation, authority, function, purpose, from_day, to_day)
        VALUES (\(checked.code), \(checked.name), \(checked.organisation), \(checked.authority), \(checked.function),
          \(checked.purpose), \(checked.from), \(checked.to))
        ON CONFLICT (code) DO UPDATE SET name = excluded.name, organisation = excluded.organisation,
          authority = excluded.authority, function = excluded.function, purpose = excluded.purpose,
          from_day = excluded.from_day, to_day = excluded.to_day
        """)
      let fact = Fact(
        "team.standing", on: checked.from, through: checked.to ?? .openEnd, record: "team:\(checked.code)",
        agency: try connection.agencyCode(checked.authority), ["function": checked.function])
      try facts.correct("team.standing", record: "team:\(checked.code)", to: fact, at: now, in: connection)
    }
  }
}

extension Row {
  func recommendation() throws -> Recommendation {
    Recommendation(
      id: try id("id"), number: try int("number"), source: try governanceWord("source"),
      reference: try text("reference"), text: try text("words"), addressee: try text("addressee"),
      authority: try optionalText("authority"), made: try day("made"), answerDue: try optionalDay("answer_due"),
      answer: try governanceWord("answer"), answerText: try text("answer_text"), answered: try optionalDay("answered"),
      implemented: try optionalDay("implemented"), evidence: try text("evidence"),
      reported: try optionalDay("reported"))
  }
}
