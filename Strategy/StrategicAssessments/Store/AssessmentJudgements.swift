import Basics
import Database
import StrategyModel

/// Findings, priorities and the information asked of partners.
extension AssessmentStore {
  /// Adds a finding, or replaces the one with its identity.
  package func save(_ finding: Finding, in edition: ID<AssessmentEdition>, by writer: Writer, at now: Instant)
    async throws
  {
    guard finding.claim.contains(where: { !$0.isWhitespace }), finding.claim.utf8.count <= 4_000 else {
      throw Refusal(
        "finding-claim", place: "Finding", "This is empty, or longer than a finding may be.",
        remedy: "State one claim in a sentence or two.")
    }
    try await change(edition, by: writer, at: now, "wrote a finding", String(finding.claim.prefix(200))) {
      connection, _ in
      let saved = try connection.run(
        """
        INSERT INTO assessment_finding (id, edition, position, claim, confidence, reason)
        VALUES (\(finding.id), \(edition), \(finding.position), \(finding.claim), \(finding.confidence.rawValue), \(finding.reason))
        ON CONFLICT (id) DO UPDATE SET position = excluded.position, claim = excluded.claim,
          confidence = excluded.confidence, reason = excluded.reason
        WHERE assessment_finding.edition = excluded.edition
        """)
      guard saved == 1 else { throw noEdition() }
      try connection.run("DELETE FROM assessment_finding_block WHERE finding = \(finding.id)")
      for block in finding.blocks {
        try connection.run(
          """
          INSERT INTO assessment_finding_block (finding, block)
          SELECT \(finding.id), id FROM assessment_block WHERE id = \(block) AND edition = \(edition) AND removed = 0
          ON CONFLICT DO NOTHING
          """)
      }
    }
  }

  package func remove(_ finding: ID<Finding>, in edition: ID<AssessmentEdition>, by writer: Writer, at now: Instant)
    async throws
  {
    try await change(edition, by: writer, at: now, "removed a finding", finding.text) { connection, _ in
      try connection.run(
        """
        DELETE FROM assessment_finding_block WHERE finding IN
          (SELECT id FROM assessment_finding WHERE id = \(finding) AND edition = \(edition))
        """)
      try connection.run("DELETE FROM assessment_finding WHERE id = \(finding) AND edition = \(edition)")
    }
  }

  /// Adds a priority, or replaces the one with its identity. Its scores, when it has any, must be complete on the matrix.
  package func save(_ priority: Priority, in edition: ID<AssessmentEdition>, by writer: Writer, at now: Instant)
    async throws
  {
    guard priority.title.contains(where: { !$0.isWhitespace }), priority.title.count <= 200 else {
      throw Refusal(
        "priority-title", place: "Priority", "This is empty, or longer than 200 characters.",
        remedy: "Name the matter in a few words.")
    }
    let action = priority.status == .candidate ? "wrote a priority" : "\(priority.status.rawValue) a priority"
    try await change(edition, by: writer, at: now, action, priority.title) { connection, _ in
      guard let row = try connection.row("SELECT matrix FROM assessment_edition WHERE id = \(edition)") else {
        throw noEdition()
      }
      let matrix = try StoredMatrix.matrix(row.text("matrix"))
      let scores = priority.scores.isEmpty ? [:] : try matrix.checked(priority.scores)
      guard priority.status == .candidate || !scores.isEmpty else {
        throw Refusal(
          "priority-unscored", place: priority.title, "A priority is scored before it is adopted or rejected.",
          remedy: "Score it on every dimension.")
      }
      let saved = try connection.run(
        """
        INSERT INTO assessment_priority (id, edition, position, title, status, rationale, scored_by, scored_at, evidence)
        VALUES (\(priority.id), \(edition), \(priority.position), \(priority.title), \(priority.status.rawValue),
          \(priority.rationale), \(scores.isEmpty ? nil : priority.scoredBy ?? writer.name),
          \(scores.isEmpty ? nil : priority.scoredAt ?? now), \(priority.evidence))
        ON CONFLICT (id) DO UPDATE SET position = excluded.position, title = excluded.title, status = excluded.status,
          rationale = excluded.rationale, scored_by = excluded.scored_by, scored_at = excluded.scored_at,
          evidence = excluded.evidence
        WHERE assessment_priority.edition = excluded.edition
        """)
      guard saved == 1 else { throw noEdition() }
      try connection.run("DELETE FROM assessment_score WHERE priority = \(priority.id)")
      try connection.batch(
        scores.sorted { $0.key < $1.key }.map { dimension, score in
          "INSERT INTO assessment_score (priority, dimension, score) VALUES (\(priority.id), \(dimension), \(score))"
        })
    }
  }

  /// Takes the partnership's current matrix into an open edition; scores that it has no level for must be given again.
  package func adopt(_ matrix: PriorityMatrix, in edition: ID<AssessmentEdition>, by writer: Writer, at now: Instant)
    async throws
  {
    let text = try StoredMatrix.text(matrix)
    try await change(edition, by: writer, at: now, "took another matrix", "\(matrix.name) version \(matrix.version)") {
      connection, _ in
      _ = try connection.run("UPDATE assessment_edition SET matrix = \(text) WHERE id = \(edition)")
    }
  }

  /// Plans a contribution, or corrects one that is planned or under way.
  package func save(_ contribution: Contribution, in edition: ID<AssessmentEdition>, by writer: Writer, at now: Instant)
    async throws
  {
    for (value, label) in [(contribution.body, "Body"), (contribution.asked, "What is asked")] {
      guard value.contains(where: { !$0.isWhitespace }), value.utf8.count <= 2_000 else {
        throw Refusal(
          "missing-field", place: label, "This is empty, or too long.", remedy: "Enter \(label.lowercasedFirst).")
      }
    }
    guard contribution.qualityNote.utf8.count <= 4_000 else {
      throw Refusal(
        "text-too-long", place: "Quality note", "The note is too long.", remedy: "Keep it under 4,000 characters.")
    }
    try await change(edition, by: writer, at: now, "wrote a contribution", contribution.body) { connection, _ in
      let last = try connection.row(
        "SELECT max(position) AS last FROM assessment_contribution WHERE edition = \(edition)")
      let position = (try last?.optionalInt("last") ?? 0) + 1
      let saved = try connection.run(
        """
        INSERT INTO assessment_contribution (id, edition, position, source, body, asked, due, quality_note)
        VALUES (\(contribution.id), \(edition), \(position), \(contribution.source.rawValue), \(contribution.body),
          \(contribution.asked), \(contribution.due), \(contribution.qualityNote))
        ON CONFLICT (id) DO UPDATE SET source = excluded.source, body = excluded.body, asked = excluded.asked,
          due = excluded.due, quality_note = excluded.quality_note
        WHERE assessment_contribution.edition = excluded.edition
        """)
      guard saved == 1 else { throw noEdition() }
    }
  }

  /// Records that a contribution was requested, chased, received or declined on a day.
  package func record(
    _ event: Contribution.Event, for id: ID<Contribution>, in edition: ID<AssessmentEdition>,
    qualityNote: String? = nil,
    by writer: Writer, at now: Instant
  ) async throws {
    try await change(edition, by: writer, at: now, "recorded as \(event.status.rawValue)", "\(id.text) \(event.note)") {
      connection, _ in
      guard let found = try connection.assessment(edition)?.contributions.first(where: { $0.id == id }) else {
        throw Refusal(
          "no-contribution", "There is no such contribution in this edition.", remedy: "Open the edition again.")
      }
      let event = try found.checked(event)
      try connection.run(
        """
        INSERT INTO assessment_contribution_event (contribution, number, status, day, recorded_by, note)
        VALUES (\(id), \(found.events.count + 1), \(event.status.rawValue), \(event.day), \(event.by), \(event.note))
        """)
      if let qualityNote {
        try connection.run("UPDATE assessment_contribution SET quality_note = \(qualityNote) WHERE id = \(id)")
      }
    }
  }
}
