import Basics
import Database
import StrategyModel

/// Thrown when somebody else saved the block since it was opened: both texts are at hand, neither is lost.
package struct BlockConflict: Error, Sendable {
  /// As it is stored now.
  package let stored: AssessmentBlock
  package let yourTitle: String, yourText: String
}

/// Blocks and their bindings.
extension AssessmentStore {
  /// Adds a block at the end of a section.
  @discardableResult
  package func addBlock(
    _ edition: ID<AssessmentEdition>, section: StatutoryContent, title: String, text: String, by writer: Writer,
    at now: Instant
  ) async throws -> ID<AssessmentBlock> {
    try AssessmentBlock.checked(title: title, text: text)
    let id = ID<AssessmentBlock>(at: now)
    return try await change(edition, by: writer, at: now, "added a block", "\(section.rawValue) \(title)") {
      connection, _ in
      let last = try connection.row(
        "SELECT max(position) AS last FROM assessment_block WHERE edition = \(edition) AND section = \(section.rawValue)"
      )
      let position = (try last?.optionalInt("last") ?? 0) + 1
      try connection.run(
        """
        INSERT INTO assessment_block (id, edition, section, position, title, content, version, author, edited_at, removed)
        VALUES (\(id), \(edition), \(section.rawValue), \(position), \(title), \(text), 1, \(writer.name), \(now), 0)
        """)
      try connection.run(kept(id, 1, title, text, writer, now))
      return id
    }
  }

  /// Saves a block when it is still at `version`; otherwise throws `BlockConflict` with both texts.
  package func saveBlock(
    _ id: ID<AssessmentBlock>, in edition: ID<AssessmentEdition>, title: String, text: String, version: Int,
    by writer: Writer,
    at now: Instant
  ) async throws {
    try AssessmentBlock.checked(title: title, text: text)
    try await change(edition, by: writer, at: now, "edited a block", title) { connection, _ in
      let saved = try connection.run(
        """
        UPDATE assessment_block SET title = \(title), content = \(text), version = version + 1, author = \(writer.name),
          edited_at = \(now)
        WHERE id = \(id) AND edition = \(edition) AND removed = 0 AND version = \(version)
        """)
      if saved == 1 {
        try connection.run(kept(id, version + 1, title, text, writer, now))
        return
      }
      guard
        let row = try connection.row(
          "SELECT * FROM assessment_block WHERE id = \(id) AND edition = \(edition) AND removed = 0")
      else {
        throw Refusal(
          "no-block", "The block is not in this edition any more.", remedy: "Add a new block with your text.")
      }
      throw BlockConflict(stored: try row.block(), yourTitle: title, yourText: text)
    }
  }

  /// Moves a block one place up or down in its section; at the end of the section it stays where it is.
  package func moveBlock(
    _ id: ID<AssessmentBlock>, up: Bool, in edition: ID<AssessmentEdition>, by writer: Writer, at now: Instant
  ) async throws {
    try await change(edition, by: writer, at: now, up ? "moved a block up" : "moved a block down", id.text) {
      connection, _ in
      guard let content = try connection.assessment(edition), let block = content.block(id) else {
        throw Refusal("no-block", "There is no such block in this edition.", remedy: "Open the edition again.")
      }
      var order = content.section(block.section).blocks.map(\.id)
      guard let place = order.firstIndex(of: id) else { return }
      let other = up ? place - 1 : place + 1
      guard order.indices.contains(other) else { return }
      order.swapAt(place, other)
      try connection.batch(
        order.enumerated().map { index, id in
          "UPDATE assessment_block SET position = \(index + 1) WHERE id = \(id) AND edition = \(edition)"
        })
    }
  }

  /// Takes a block out of the edition; its texts stay in the database.
  package func removeBlock(
    _ id: ID<AssessmentBlock>, in edition: ID<AssessmentEdition>, by writer: Writer, at now: Instant
  )
    async throws
  {
    try await change(edition, by: writer, at: now, "removed a block", id.text) { connection, _ in
      try connection.run(
        "DELETE FROM assessment_check WHERE binding IN (SELECT id FROM assessment_binding WHERE block = \(id))")
      try connection.run("DELETE FROM assessment_binding WHERE block = \(id) AND edition = \(edition)")
      try connection.run("DELETE FROM assessment_finding_block WHERE block = \(id)")
      guard try connection.run("UPDATE assessment_block SET removed = 1 WHERE id = \(id) AND edition = \(edition)") == 1
      else {
        throw Refusal("no-block", "There is no such block in this edition.", remedy: "Open the edition again.")
      }
    }
  }

  /// Says that a section does not apply, with the reason, or (nil) that it does.
  package func setNotApplicable(
    _ kind: StatutoryContent, reason: String?, in edition: ID<AssessmentEdition>, by writer: Writer, at now: Instant
  ) async throws {
    let words = reason.flatMap { $0.contains { !$0.isWhitespace } ? $0 : nil }
    let detail = "\(kind.rawValue): \(words ?? "applies")"
    try await change(edition, by: writer, at: now, "set whether a section applies", detail) { connection, found in
      guard words == nil || (kind.isForTwoTierAreasOnly && !found.isTwoTier) else {
        throw Refusal(
          "section-required", place: kind.citation, "“\(kind.title)” must be in the assessment.",
          remedy: "Write what is known, and what is not known.")
      }
      try connection.run(
        "UPDATE assessment_section SET not_applicable = \(words) WHERE edition = \(edition) AND kind = \(kind.rawValue)"
      )
    }
  }

  /// Binds a figure to a block with the answer just received; the answer is held as affirmed by the writer.
  @discardableResult
  package func bind(
    _ question: FigureQuestion, as name: String, shows: Binding.Shows, answer: Figure, to block: ID<AssessmentBlock>,
    in edition: ID<AssessmentEdition>, by writer: Writer, at now: Instant
  ) async throws -> ID<Binding> {
    let name = try Binding.checkedName(name), text = question.query
    let held = try HeldFigure(answer, at: now, by: writer.name)
    let id = ID<Binding>(at: now)
    return try await change(edition, by: writer, at: now, "bound a figure", "\(name): \(text)") { connection, _ in
      guard
        try connection.row(
          "SELECT id FROM assessment_block WHERE id = \(block) AND edition = \(edition) AND removed = 0") != nil
      else { throw Refusal("no-block", "There is no such block in this edition.", remedy: "Open the edition again.") }
      let last = try connection.row("SELECT max(position) AS last FROM assessment_binding WHERE block = \(block)")
      let position = (try last?.optionalInt("last") ?? 0) + 1
      let added = try connection.run(
        """
        INSERT INTO assessment_binding (id, edition, block, position, name, shows, question, figure, sha256, held_at, held_by)
        VALUES (\(id), \(edition), \(block), \(position), \(name), \(shows.rawValue), \(text), \(held.json), \(held.sha256),
          \(held.at), \(held.by))
        ON CONFLICT DO NOTHING
        """)
      guard added == 1 else {
        throw Refusal(
          "binding-name", place: "Name of the figure", "This edition has a figure named “\(name)” already.",
          remedy: "Refer to that one in the text, or choose another name.")
      }
      return id
    }
  }

  package func unbind(_ id: ID<Binding>, in edition: ID<AssessmentEdition>, by writer: Writer, at now: Instant)
    async throws
  {
    try await change(edition, by: writer, at: now, "took a figure off its block", id.text) { connection, _ in
      try connection.run(
        """
        DELETE FROM assessment_check WHERE binding IN
          (SELECT id FROM assessment_binding WHERE id = \(id) AND edition = \(edition))
        """)
      guard try connection.run("DELETE FROM assessment_binding WHERE id = \(id) AND edition = \(edition)") == 1 else {
        throw Refusal("no-binding", "There is no such figure in this edition.", remedy: "Open the block again.")
      }
    }
  }

  /// Every saved text of a block, latest first.
  package func versions(of block: ID<AssessmentBlock>) async throws -> [(
    version: Int, title: String, text: String, author: String, at: Instant
  )] {
    try await database.read { connection in
      try connection.rows("SELECT * FROM assessment_block_version WHERE block = \(block) ORDER BY version DESC").map {
        row in
        (
          try row.int("version"), try row.text("title"), try row.text("content"), try row.text("author"),
          try row.instant("edited_at")
        )
      }
    }
  }
}

private func kept(
  _ block: ID<AssessmentBlock>, _ version: Int, _ title: String, _ text: String, _ writer: Writer, _ now: Instant
) -> SQL {
  """
  INSERT INTO assessment_block_version (block, version, title, content, author, edited_at)
  VALUES (\(block), \(version), \(title), \(text), \(writer.name), \(now))
  """
}
