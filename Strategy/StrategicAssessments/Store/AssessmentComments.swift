import Basics
import Database
import StrategyModel

/// Comments of partners on an edition that is out for comment, and the answers to them.
extension AssessmentStore {
  /// Keeps a comment; refused outside partner comment, so that nobody speaks to a text that is still being written.
  package func comment(
    _ text: String, on section: StatutoryContent?, for body: String, in edition: ID<AssessmentEdition>,
    by writer: Writer, at now: Instant
  ) async throws {
    let text = try PartnerComment.checked(text, place: "Comment")
    let entry = HistoryEntry(edition, writer, now, "commented", "\(body): \(String(text.prefix(200)))")
    let id = ID<PartnerComment>(at: now)
    try await database.write { connection in
      guard let row = try connection.row("SELECT * FROM assessment_edition WHERE id = \(edition)") else {
        throw noEdition()
      }
      let found = try row.edition()
      guard found.state == .partnerComment else {
        throw Refusal(
          "edition-closed", place: found.title,
          "The edition is in the state “\(found.state.label)”, and comments are taken during partner comment.",
          remedy: "Tell the analyst directly, or wait until it is sent out for comment.")
      }
      try connection.run(
        """
        INSERT INTO assessment_comment (id, edition, section, body, given_by, account, given_at, words)
        VALUES (\(id), \(edition), \(section?.rawValue), \(body), \(writer.name), \(writer.account), \(now), \(text))
        """)
      try connection.run(entry.sql)
    }
  }

  /// Records what was made of a comment; a later answer replaces an earlier one while the edition is open.
  package func answer(
    _ comment: ID<PartnerComment>, _ outcome: PartnerComment.Outcome, words: String, in edition: ID<AssessmentEdition>,
    by writer: Writer, at now: Instant
  ) async throws {
    let words = try PartnerComment.checked(words, place: "Answer")
    try await change(edition, by: writer, at: now, "answered a comment", "\(outcome.label): \(words.prefix(200))") {
      connection, _ in
      let saved = try connection.run(
        """
        UPDATE assessment_comment SET outcome = \(outcome.rawValue), answer = \(words), answered_by = \(writer.name),
          answered_at = \(now) WHERE id = \(comment) AND edition = \(edition)
        """)
      guard saved == 1 else {
        throw Refusal("no-comment", "There is no such comment on this edition.", remedy: "Open the list again.")
      }
    }
  }
}

extension Connection {
  func comments(_ edition: ID<AssessmentEdition>) throws -> [PartnerComment] {
    try rows("SELECT * FROM assessment_comment WHERE edition = \(edition) ORDER BY given_at, id").map { row in
      var answer: PartnerComment.Answer?
      if let at = try row.optionalInstant("answered_at") {
        answer = PartnerComment.Answer(
          outcome: try row.word("outcome"), words: try row.text("answer"), by: try row.text("answered_by"), at: at)
      }
      let section = try row.optionalText("section")
      return PartnerComment(
        id: try row.id("id"), section: section.flatMap(StatutoryContent.init), body: try row.text("body"),
        by: try row.text("given_by"), at: try row.instant("given_at"), text: try row.text("words"), answer: answer)
    }
  }
}
