import Basics
import Database
import StrategyModel

/// Editions of strategic assessments in the database. Every change names its writer and moment and goes into the history;
/// an edition before the strategy group, or approved, takes no changes.
package final class AssessmentStore: Sendable {
  let database: Database

  package init(_ database: Database) { self.database = database }

  /// What the list of editions shows.
  package struct Entry: Sendable {
    package let edition: AssessmentEdition
    package let blocks: Int
    package let outstanding: Int
  }

  /// Every edition, latest plan year first.
  package func list() async throws -> [Entry] {
    try await database.read { connection in
      try connection.rows(
        """
        SELECT e.*,
          (SELECT count(*) FROM assessment_block b WHERE b.edition = e.id AND b.removed = 0) AS blocks,
          (SELECT count(*) FROM assessment_check c JOIN assessment_binding n ON n.id = c.binding
            WHERE n.edition = e.id AND c.affirmed_at IS NULL
              AND c.verdict IN ('moved-beyond-usual-variation', 'source-stale', 'cannot-be-answered')) AS outstanding
        FROM assessment_edition e ORDER BY e.plan_year DESC, e.title, e.id
        """
      ).map { row in
        Entry(edition: try row.edition(), blocks: try row.int("blocks"), outstanding: try row.int("outstanding"))
      }
    }
  }

  /// Begins an edition with the seven sections of regulation 7, in the state of scoping.
  package func create(_ edition: AssessmentEdition, matrix: PriorityMatrix, by writer: Writer) async throws {
    try writer.mayWrite()
    let checked = try edition.checked(), matrixText = try StoredMatrix.text(matrix)
    let entry = HistoryEntry(checked.id, writer, checked.createdAt, "began the edition", checked.title)
    try await database.write { connection in
      let added = try connection.run(
        """
        INSERT INTO assessment_edition (id, name, title, partnership, area_code, area_name, plan_year, period_first,
          period_last, two_tier, notice, state, matrix, created_at, created_by)
        VALUES (\(checked.id), \(checked.name), \(checked.title), \(checked.partnership), \(checked.areaCode),
          \(checked.areaName), \(checked.planYear), \(checked.period.first), \(checked.period.last), \(checked.isTwoTier),
          \(checked.notice), \(EditionState.scoping.rawValue), \(matrixText), \(checked.createdAt), \(checked.createdBy))
        ON CONFLICT DO NOTHING
        """)
      guard added == 1 else {
        throw Refusal(
          "edition-exists", place: "Short name", "There is an edition named “\(checked.name)” already.",
          remedy: "Choose another short name.")
      }
      try connection.batch(
        StatutoryContent.allCases.map { kind in
          "INSERT INTO assessment_section (edition, kind) VALUES (\(checked.id), \(kind.rawValue))"
        })
      try connection.run(entry.sql)
    }
  }

  /// The whole edition, or nil when there is none.
  package func content(_ id: ID<AssessmentEdition>) async throws -> AssessmentContent? {
    try await database.read { connection in try connection.assessment(id) }
  }

  /// The edition of that short name, as the command line gives it, or of that identity.
  package func content(named name: String) async throws -> AssessmentContent? {
    try await database.read { connection in
      guard let row = try connection.row("SELECT id FROM assessment_edition WHERE name = \(name) OR id = \(name)")
      else { return nil }
      return try connection.assessment(row.id("id"))
    }
  }

  package func history(_ id: ID<AssessmentEdition>) async throws -> [HistoryEntry] {
    try await database.read { connection in
      try connection.rows("SELECT * FROM assessment_history WHERE edition = \(id) ORDER BY at DESC, id DESC").map(
        HistoryEntry.init)
    }
  }

  /// A change to an open edition with its line in the history, in one transaction.
  func change<T: Sendable>(
    _ id: ID<AssessmentEdition>, by writer: Writer, at now: Instant, _ action: String, _ detail: String,
    _ body: @escaping @Sendable (any Connection, AssessmentEdition) throws -> T
  ) async throws -> T {
    try writer.mayWrite()
    let entry = HistoryEntry(id, writer, now, action, detail)
    return try await database.write { connection in
      guard let row = try connection.row("SELECT * FROM assessment_edition WHERE id = \(id)") else { throw noEdition() }
      let edition = try row.edition()
      guard edition.state.isOpen else {
        throw Refusal(
          "edition-closed", place: edition.title,
          "The edition is in the state “\(edition.state.label)” and takes no changes.",
          remedy: edition.state.isApproved
            ? "Approved editions stay as they are: begin the next edition." : "Have it sent back to draft first.")
      }
      let result = try body(connection, edition)
      try connection.run(entry.sql)
      return result
    }
  }
}

/// One line of an edition's history.
package struct HistoryEntry: Sendable {
  package let edition: ID<AssessmentEdition>
  package let at: Instant
  package let account: String, name: String
  package let action: String, detail: String
  private let id: String

  init(_ edition: ID<AssessmentEdition>, _ writer: Writer, _ at: Instant, _ action: String, _ detail: String) {
    self.edition = edition
    self.at = at
    account = writer.account
    name = writer.name
    self.action = action
    self.detail = detail
    id = ID<HistoryEntry>(at: at).text
  }

  init(_ row: Row) throws {
    edition = try row.id("edition")
    at = try row.instant("at")
    account = try row.text("account")
    name = try row.text("name")
    action = try row.text("action")
    detail = try row.text("detail")
    id = try row.text("id")
  }

  var sql: SQL {
    """
    INSERT INTO assessment_history (id, edition, at, account, name, action, detail)
    VALUES (\(id), \(edition), \(at), \(account), \(name), \(action), \(detail))
    """
  }
}

func noEdition() -> Refusal {
  Refusal("no-edition", "There is no such edition.", remedy: "Choose one from the list of assessments.")
}

extension Writer {
  func mayWrite() throws(Refusal) {
    guard permissions.contains(.writeAssessment) else {
      throw Refusal(
        "not-permitted", "\(name) may not write assessments.", remedy: "Ask the administrator for the role of analyst.")
    }
  }
}

extension AssessmentEdition {
  /// Refuses names and titles that cannot be used in an address or on a page.
  fileprivate func checked() throws(Refusal) -> AssessmentEdition {
    let bytes = Array(name.utf8)
    let isPlain = bytes.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }
    guard !bytes.isEmpty, bytes.count <= 60, isPlain else {
      throw Refusal(
        "edition-name", place: "Short name", "“\(name.prefix(60))” cannot stand in an address.",
        remedy: "Use lower-case letters, digits and hyphens: westminster-2023.")
    }
    for (value, label) in [(title, "Title"), (partnership, "Partnership"), (areaCode, "Area code"), (areaName, "Area")]
    {
      guard value.contains(where: { !$0.isWhitespace }), value.count <= 200 else {
        throw Refusal(
          "missing-field", place: label, "This is empty, or longer than 200 characters.",
          remedy: "Enter it in a few words.")
      }
    }
    guard (1998...2200).contains(planYear) else {
      throw Refusal(
        "plan-year", place: "Plan year", "\(planYear) is no year of a partnership plan.",
        remedy: "Enter a year such as 2023.")
    }
    return self
  }
}
