import Basics
import Database
import Foundation
import StrategyModel

/// Rows as the model's values; a word that the program does not know is unreadable, never guessed.
extension Row {
  func edition() throws -> AssessmentEdition {
    guard let period = Period(try month("period_first"), try month("period_last")) else { throw unknown("period", "") }
    var approval: AssessmentEdition.Approval?
    if let at = try optionalInstant("approved_at") {
      approval = AssessmentEdition.Approval(
        minute: try text("minute"), at: at, by: try text("approved_by"), fingerprint: try text("fingerprint"))
    }
    return AssessmentEdition(
      id: try id("id"), name: try text("name"), title: try text("title"), partnership: try text("partnership"),
      areaCode: try text("area_code"), areaName: try text("area_name"), planYear: try int("plan_year"), period: period,
      isTwoTier: try bool("two_tier"), notice: try optionalText("notice"), state: try word("state"),
      createdAt: try instant("created_at"), createdBy: try text("created_by"), approval: approval)
  }

  func block() throws -> AssessmentBlock {
    AssessmentBlock(
      id: try id("id"), section: try word("section"), position: try int("position"), title: try text("title"),
      text: try text("content"), version: try int("version"), author: try text("author"),
      editedAt: try instant("edited_at"))
  }

  /// A binding joined with its check, whose columns begin with `check_`.
  func binding() throws -> Binding {
    var check: RefreshCheck?
    if let verdict = try optionalText("check_verdict") {
      guard let known = RefreshVerdict(rawValue: verdict) else { throw unknown("verdict", verdict) }
      let at = try instant("checked_at")
      check = RefreshCheck(
        verdict: known, words: try text("check_words"), rule: try text("check_usual"), at: at,
        today: try held("check_figure", "check_sha256", at: at, by: "refresh"),
        affirmedBy: try optionalText("affirmed_by"),
        affirmedAt: try optionalInstant("affirmed_at"))
    }
    let at = try optionalInstant("held_at")
    return Binding(
      id: try id("id"), block: try id("block"), name: try text("name"), shows: try word("shows"),
      question: try text("question"),
      held: try at.flatMap { try held("figure", "sha256", at: $0, by: optionalText("held_by") ?? "") }, check: check)
  }

  func held(_ figure: String, _ sha256: String, at: Instant, by: String) throws -> HeldFigure? {
    guard let json = try optionalText(figure) else { return nil }
    return HeldFigure(json: json, sha256: try text(sha256), at: at, by: by)
  }

  func word<T: RawRepresentable>(_ column: String) throws -> T where T.RawValue == String {
    let word = try text(column)
    guard let value = T(rawValue: word) else { throw unknown(column, word) }
    return value
  }
}

/// A stored word that this program does not know: the database is newer, or was edited by hand.
func unknown(_ column: String, _ word: String) -> Refusal {
  Refusal(
    "stored-word", place: column, "The database holds “\(word)”, which this program does not know.",
    remedy: "Run the version of the program that wrote it.")
}

extension Connection {
  /// The whole edition in one snapshot.
  func assessment(_ id: ID<AssessmentEdition>) throws -> AssessmentContent? {
    guard let row = try row("SELECT * FROM assessment_edition WHERE id = \(id)") else { return nil }
    var bindings: [ID<AssessmentBlock>: [Binding]] = [:]
    for row in try bindingRows(id) {
      let binding = try row.binding()
      bindings[binding.block, default: []].append(binding)
    }
    var blocks: [StatutoryContent: [AssessmentBlock]] = [:]
    for row in try rows(
      "SELECT * FROM assessment_block WHERE edition = \(id) AND removed = 0 ORDER BY section, position, id")
    {
      var block = try row.block()
      block.bindings = bindings[block.id] ?? []
      blocks[block.section, default: []].append(block)
    }
    let sections = try rows("SELECT * FROM assessment_section WHERE edition = \(id) ORDER BY kind").map { row in
      let kind: StatutoryContent = try row.word("kind")
      return AssessmentSection(
        kind: kind, notApplicable: try row.optionalText("not_applicable"), blocks: blocks[kind] ?? [])
    }
    var frozen: [String: HeldFigure] = [:]
    for row in try rows("SELECT * FROM assessment_frozen WHERE edition = \(id)") {
      frozen[try row.text("name")] = try row.held(
        "figure", "sha256", at: row.instant("frozen_at"), by: row.text("frozen_by"))
    }
    return AssessmentContent(
      edition: try row.edition(), sections: sections, findings: try findings(id), priorities: try priorities(id),
      contributions: try contributions(id), comments: try comments(id),
      matrix: try StoredMatrix.matrix(row.text("matrix")), frozen: frozen)
  }

  func bindingRows(_ edition: ID<AssessmentEdition>) throws -> [Row] {
    try rows(
      """
      SELECT n.*, c.verdict AS check_verdict, c.words AS check_words, c.usual AS check_usual, c.checked_at,
        c.figure AS check_figure, c.sha256 AS check_sha256, c.affirmed_by, c.affirmed_at
      FROM assessment_binding n LEFT JOIN assessment_check c ON c.binding = n.id
      WHERE n.edition = \(edition) ORDER BY n.position, n.id
      """)
  }

  private func findings(_ edition: ID<AssessmentEdition>) throws -> [Finding] {
    var blocks: [String: [ID<AssessmentBlock>]] = [:]
    for row in try rows(
      """
      SELECT l.finding, l.block FROM assessment_finding_block l JOIN assessment_finding f ON f.id = l.finding
      JOIN assessment_block b ON b.id = l.block WHERE f.edition = \(edition) ORDER BY b.section, b.position, b.id
      """)
    { blocks[try row.text("finding"), default: []].append(try row.id("block")) }
    return try rows("SELECT * FROM assessment_finding WHERE edition = \(edition) ORDER BY position, id").map { row in
      Finding(
        id: try row.id("id"), position: try row.int("position"), claim: try row.text("claim"),
        confidence: try row.word("confidence"), reason: try row.text("reason"), blocks: blocks[try row.text("id")] ?? []
      )
    }
  }

  private func priorities(_ edition: ID<AssessmentEdition>) throws -> [Priority] {
    var scores: [String: [String: Int]] = [:]
    for row in try rows(
      """
      SELECT s.* FROM assessment_score s JOIN assessment_priority p ON p.id = s.priority WHERE p.edition = \(edition)
      """)
    { scores[try row.text("priority"), default: [:]][try row.text("dimension")] = try row.int("score") }
    return try rows("SELECT * FROM assessment_priority WHERE edition = \(edition) ORDER BY position, id").map { row in
      Priority(
        id: try row.id("id"), position: try row.int("position"), title: try row.text("title"),
        status: try row.word("status"),
        rationale: try row.text("rationale"), scores: scores[try row.text("id")] ?? [:],
        scoredBy: try row.optionalText("scored_by"), scoredAt: try row.optionalInstant("scored_at"),
        evidence: try row.text("evidence"))
    }
  }

  private func contributions(_ edition: ID<AssessmentEdition>) throws -> [Contribution] {
    var events: [String: [Contribution.Event]] = [:]
    for row in try rows(
      """
      SELECT v.* FROM assessment_contribution_event v JOIN assessment_contribution c ON c.id = v.contribution
      WHERE c.edition = \(edition) ORDER BY v.contribution, v.number
      """)
    {
      events[try row.text("contribution"), default: []].append(
        Contribution.Event(
          try row.word("status"), on: try row.day("day"), by: try row.text("recorded_by"), note: try row.text("note")))
    }
    return try rows("SELECT * FROM assessment_contribution WHERE edition = \(edition) ORDER BY position, id").map {
      row in
      Contribution(
        id: try row.id("id"), source: try row.word("source"), body: try row.text("body"), asked: try row.text("asked"),
        due: try row.optionalDay("due"), events: events[try row.text("id")] ?? [],
        qualityNote: try row.text("quality_note"))
    }
  }
}

/// The matrix of an edition as JSON: an edition keeps the scale that it was scored on.
enum StoredMatrix {
  static func text(_ matrix: PriorityMatrix) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(matrix), as: UTF8.self)
  }

  static func matrix(_ text: String) throws -> PriorityMatrix {
    do { return try JSONDecoder().decode(PriorityMatrix.self, from: Data(text.utf8)) } catch {
      throw Refusal(
        "stored-matrix", "The stored priority matrix cannot be read.",
        remedy: "Run the version of the program that wrote it.")
    }
  }
}
