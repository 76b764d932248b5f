import Basics
import Database
import StrategyModel

/// Refreshing figures, and the steps from state to state.
extension AssessmentStore {
  /// Asks every bound question again and keeps what came of it. An affirmation stands while today's answer stays the same.
  /// After approval the same is done beside the frozen figures, which do not move.
  @discardableResult
  package func refresh(
    _ edition: ID<AssessmentEdition>, evidence: any EvidenceSource, by writer: Writer, at now: Instant
  ) async throws -> [String: RefreshCheck] {
    guard writer.permissions.contains(.writeAssessment) || writer.permissions.contains(.approveAssessment) else {
      try writer.mayWrite()
      return [:]
    }
    guard let content = try await content(edition) else { throw noEdition() }
    var checks: [(Binding, RefreshCheck)] = []
    for var binding in content.bindings {
      if let frozen = content.frozen[binding.name] { binding.held = frozen }
      var check = await RefreshCheck.ask(binding, of: evidence, now: now)
      if let before = binding.check, before.affirmedAt != nil, before.verdict == check.verdict,
        before.today?.sha256 == check.today?.sha256, before.words == check.words || check.today != nil
      {
        check.affirmedBy = before.affirmedBy
        check.affirmedAt = before.affirmedAt
      }
      checks.append((binding, check))
    }
    let counts = Dictionary(grouping: checks, by: \.1.verdict).map {
      "\($0.value.count) \($0.key.label.lowercasedFirst)"
    }.sorted()
    let entry = HistoryEntry(edition, writer, now, "refreshed the figures", counts.joined(separator: ", "))
    let kept = checks
    try await database.write { connection in
      // A figure may have been taken off its block while the evidence was asked.
      let present = Set(
        try connection.rows("SELECT id FROM assessment_binding WHERE edition = \(edition)").map { try $0.text("id") })
      for (binding, check) in kept where present.contains(binding.id.text) { try connection.run(check.sql(binding.id)) }
      try connection.run(entry.sql)
    }
    return Dictionary(checks.map { ($0.0.name, $0.1) }) { a, _ in a }
  }

  /// The author has looked at the block again and stands by it: on today's figure, or on the held one.
  package func affirm(
    _ id: ID<Binding>, in edition: ID<AssessmentEdition>, takingToday: Bool, by writer: Writer, at now: Instant
  ) async throws {
    try writer.mayWrite()
    let entry = HistoryEntry(
      edition, writer, now, takingToday ? "affirmed today’s figure" : "affirmed the held figure", id.text)
    try await database.write { connection in
      guard let content = try connection.assessment(edition),
        let binding = content.bindings.first(where: { $0.id == id })
      else {
        throw Refusal("no-binding", "There is no such figure in this edition.", remedy: "Open the edition again.")
      }
      guard !content.edition.state.isApproved, content.edition.state.isOpen || !takingToday else {
        throw Refusal(
          "edition-closed", place: content.edition.title,
          "The edition is in the state “\(content.edition.state.label)”: its figures do not change.",
          remedy: content.edition.state.isApproved
            ? "Today’s answer is shown beside the frozen one."
            : "Affirm the held figure, or have the edition sent back to draft.")
      }
      guard let check = binding.check else {
        throw Refusal(
          "not-refreshed", place: binding.name, "This figure has not been asked again yet.",
          remedy: "Refresh the figures first.")
      }
      if takingToday {
        guard let today = check.today else {
          throw Refusal(
            "no-answer", place: binding.name, "There is no answer today: \(check.words)",
            remedy: "Affirm the held figure, or bind another one.")
        }
        try connection.run(
          """
          UPDATE assessment_binding SET figure = \(today.json), sha256 = \(today.sha256), held_at = \(now),
            held_by = \(writer.name) WHERE id = \(id) AND edition = \(edition)
          """)
      }
      try connection.run(
        "UPDATE assessment_check SET affirmed_by = \(writer.name), affirmed_at = \(now) WHERE binding = \(id)")
      try connection.run(entry.sql)
    }
  }

  /// Takes a step other than approval.
  package func take(
    _ step: EditionStep, on edition: ID<AssessmentEdition>, reason: String, by writer: Writer, at now: Instant
  )
    async throws
  {
    guard step != .approve else {
      throw Refusal(
        "wrong-step", place: step.label, "Approval asks every figure first.", remedy: "Use the approval page.")
    }
    let entry = HistoryEntry(edition, writer, now, step.label.lowercasedFirst, reason)
    try await database.write { connection in
      guard let content = try connection.assessment(edition) else { throw noEdition() }
      let state = try step.taken(
        from: content.edition.state, by: writer, reason: reason, obstacles: step.obstacles(content))
      try connection.run(
        "UPDATE assessment_edition SET state = \(state.rawValue) WHERE id = \(edition) AND state = \(step.from.rawValue)"
      )
      try connection.run(entry.sql)
    }
  }

  /// What stands between an edition and approval, with the figures that must be affirmed; asks nothing anew.
  package static func obstaclesToApproval(_ content: AssessmentContent) -> [Missing] {
    EditionStep.approve.obstacles(content, unsettled: outstanding(content))
  }

  static func outstanding(_ content: AssessmentContent) -> [Missing] {
    content.blocks.flatMap { block in
      block.bindings.filter { $0.check?.isOutstanding == true }.map { binding in
        let verdict = binding.check?.verdict.label.lowercasedFirst ?? ""
        return Missing(
          block.section,
          "The figure “\(binding.name)” in “\(block.title)” is \(verdict), and its author has not affirmed the text since."
        )
      }
    }
  }

  /// The strategy group's approval: every question is asked once more, everything that regulation 7 demands is there, and
  /// then every figure is frozen with its digest, in one transaction.
  package func approve(
    _ edition: ID<AssessmentEdition>, minute: String, evidence: any EvidenceSource, by writer: Writer, at now: Instant
  ) async throws {
    guard let before = try await content(edition) else { throw noEdition() }
    _ = try EditionStep.approve.taken(
      from: before.edition.state, by: writer, reason: minute, obstacles: EditionStep.approve.obstacles(before))
    try await refresh(edition, evidence: evidence, by: writer, at: now)
    let entry = HistoryEntry(edition, writer, now, "recorded approval and froze the figures", minute)
    try await database.write { connection in
      guard var content = try connection.assessment(edition) else { throw noEdition() }
      let state = try EditionStep.approve.taken(
        from: content.edition.state, by: writer, reason: minute, obstacles: AssessmentStore.obstaclesToApproval(content)
      )
      for binding in content.bindings {
        guard let held = binding.held else { continue }
        _ = try held.figure()
        content.frozen[binding.name] = held
        try connection.run(
          """
          INSERT INTO assessment_frozen (edition, name, question, figure, sha256, frozen_at, frozen_by)
          VALUES (\(edition), \(binding.name), \(binding.question), \(held.json), \(held.sha256), \(now), \(writer.name))
          """)
      }
      let fingerprint = content.fingerprint
      let moved = try connection.run(
        """
        UPDATE assessment_edition SET state = \(state.rawValue), approved_at = \(now), approved_by = \(writer.name),
          minute = \(minute), fingerprint = \(fingerprint) WHERE id = \(edition) AND state = \(EditionStep.approve.from.rawValue)
        """)
      guard moved == 1 else { throw noEdition() }
      try connection.run(entry.sql)
      try connection.supersede(by: content.edition, writer, at: now)
    }
  }
}

extension Connection {
  /// The editions that an approval replaces: approved ones of the same area for the same or an earlier plan year. They
  /// stay readable as they were approved.
  fileprivate func supersede(by newer: AssessmentEdition, _ writer: Writer, at now: Instant) throws {
    let older = try rows(
      """
      SELECT id FROM assessment_edition WHERE area_code = \(newer.areaCode) AND plan_year <= \(newer.planYear)
        AND state = \(EditionState.final.rawValue) AND id <> \(newer.id)
      """)
    for row in older {
      let id: ID<AssessmentEdition> = try row.id("id")
      try run("UPDATE assessment_edition SET state = \(EditionState.superseded.rawValue) WHERE id = \(id)")
      try run(HistoryEntry(id, writer, now, "marked as superseded", "Replaced by “\(newer.title)”.").sql)
    }
  }
}

extension RefreshCheck {
  fileprivate func sql(_ binding: ID<Binding>) -> SQL {
    """
    INSERT INTO assessment_check (binding, verdict, words, usual, checked_at, figure, sha256, affirmed_by, affirmed_at)
    VALUES (\(binding), \(verdict.rawValue), \(words), \(rule), \(at), \(today?.json), \(today?.sha256), \(affirmedBy),
      \(affirmedAt))
    ON CONFLICT (binding) DO UPDATE SET verdict = excluded.verdict, words = excluded.words, usual = excluded.usual,
      checked_at = excluded.checked_at, figure = excluded.figure, sha256 = excluded.sha256,
      affirmed_by = excluded.affirmed_by, affirmed_at = excluded.affirmed_at
    """
  }
}
