import Basics
import Database
import Foundation
import StrategyModel

/// Reports to the scrutiny committee in the database. Every change names its writer and goes into the history; a report that
/// is signed takes no changes, and the database itself keeps a published one as it is.
package final class ReportStore: Sendable {
  let database: Database
  package init(_ database: Database) { self.database = database }

  /// Every report, latest period first.
  package func list() async throws -> [ReportEdition] {
    try await database.read { connection in
      try connection.rows("SELECT * FROM report_edition ORDER BY period_last DESC, name").map { try $0.reportEdition() }
    }
  }

  package func content(named name: String) async throws -> ReportContent? {
    try await database.read { connection in
      guard let row = try connection.row("SELECT id FROM report_edition WHERE name = \(name)") else { return nil }
      return try connection.report(row.id("id"))
    }
  }

  package func content(of id: ID<ReportEdition>) async throws -> ReportContent? {
    try await database.read { connection in try connection.report(id) }
  }

  /// Which part of the report's paragraphs an account wrote last, from 0 to 1.
  func share(of account: String, in id: ID<ReportEdition>) async throws -> Double {
    try await database.read { connection in
      let rows = try connection.rows(
        """
        SELECT v.account FROM report_paragraph p JOIN report_paragraph_version v ON v.paragraph = p.id AND v.version = p.version
        WHERE p.report = \(id) AND p.removed = 0
        """)
      let own = try rows.filter { try $0.text("account") == account }.count
      return rows.isEmpty ? 0 : Double(own) / Double(rows.count)
    }
  }

  package func history(_ id: ID<ReportEdition>) async throws -> [(
    at: Instant, name: String, action: String, detail: String
  )] {
    try await database.read { connection in
      try connection.rows("SELECT * FROM report_history WHERE report = \(id) ORDER BY at DESC, id DESC").map {
        (try $0.instant("at"), try $0.text("name"), try $0.text("action"), try $0.text("detail"))
      }
    }
  }

  /// Begins a report. Errors: a refusal for a name that cannot stand in an address, or one that is taken.
  package func create(_ edition: ReportEdition, by writer: Writer) async throws {
    try writer.mayReport()
    guard ReportEdition.isName(edition.name) else {
      throw Refusal(
        "report-name", place: "Short name", "“\(edition.name.prefix(60))” cannot stand in an address.",
        remedy: "Use lower-case letters, digits and hyphens: westminster-2022-23.")
    }
    for (value, label) in [(edition.title, "Title"), (edition.partnership, "Partnership")] {
      guard value.contains(where: { !$0.isWhitespace }), value.count <= 200 else {
        throw Refusal(
          "missing-field", place: label, "This is empty, or longer than 200 characters.",
          remedy: "Enter it in a few words.")
      }
    }
    let header = try ReportStore.text(edition.header)
    try await database.write { connection in
      if let previous = edition.previous,
        try connection.row("SELECT id FROM report_edition WHERE name = \(previous)") == nil
      {
        throw Refusal(
          "no-report", place: "Report before", "There is no report “\(previous.prefix(60))”.",
          remedy: "Choose one from the list, or leave it empty for the first report.")
      }
      let added = try connection.run(
        """
        INSERT INTO report_edition (id, name, title, partnership, period_first, period_last, notice, header, state, previous,
          created_at, created_by)
        VALUES (\(edition.id), \(edition.name), \(edition.title), \(edition.partnership), \(edition.period.first),
          \(edition.period.last), \(edition.notice), \(header), 'draft', \(edition.previous), \(edition.createdAt),
          \(edition.createdBy))
        ON CONFLICT DO NOTHING
        """)
      guard added == 1 else {
        throw Refusal(
          "report-exists", place: "Short name", "There is a report named “\(edition.name)” already.",
          remedy: "Choose another short name.")
      }
      try connection.run(ReportStore.entry(edition.id, writer, edition.createdAt, "began the report", edition.title))
    }
  }

  package func setHeader(
    _ header: ReportHeader, was: ReportHeader? = nil, of id: ID<ReportEdition>, by writer: Writer, at now: Instant
  ) async throws {
    let text = try ReportStore.text(header)
    guard text.utf8.count <= 20_000 else {
      throw Refusal("too-long", place: "Header", "The fields are too long.", remedy: "Shorten them.")
    }
    try await change(id, by: writer, at: now, "changed the header", header.missing.joined(separator: ", ")) {
      connection, edition in
      guard was == nil || edition.header == was else {
        throw Refusal(
          "changed-meanwhile", place: "Header", "Somebody else saved the header since you opened it.",
          remedy: "Open it again; what you typed is still in this form.")
      }
      _ = try connection.run("UPDATE report_edition SET header = \(text) WHERE id = \(id)")
    }
  }

  private static func text(_ header: ReportHeader) throws(Refusal) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(header) else {
      throw Refusal("unkeepable", place: "Header", "The header cannot be kept.", remedy: "Enter it again.")
    }
    return String(decoding: data, as: UTF8.self)
  }

  /// A change to a draft with its line in the history, in one transaction.
  func change<T: Sendable>(
    _ id: ID<ReportEdition>, by writer: Writer, at now: Instant, _ action: String, _ detail: String,
    _ body: @escaping @Sendable (any Connection, ReportEdition) throws -> T
  ) async throws -> T {
    try writer.mayReport()
    let entry = ReportStore.entry(id, writer, now, action, detail)
    return try await database.write { connection in
      guard let edition = try connection.row("SELECT * FROM report_edition WHERE id = \(id)")?.reportEdition() else {
        throw noReport()
      }
      guard edition.state == .draft else {
        throw Refusal(
          "report-closed", place: edition.title,
          "The report is \(edition.state.label.lowercasedFirst) and takes no changes.",
          remedy: edition.state == .published
            ? "A published report stays as it is: say what changed in the next one."
            : "Have the sign-off taken back first.")
      }
      let result = try body(connection, edition)
      try connection.run(entry)
      return result
    }
  }

  static func entry(_ report: ID<ReportEdition>, _ writer: Writer, _ at: Instant, _ action: String, _ detail: String)
    -> SQL
  {
    let id = ID<ReportStore>(at: at)
    return """
      INSERT INTO report_history (id, report, at, account, name, action, detail)
      VALUES (\(id), \(report), \(at), \(writer.account), \(writer.name), \(action), \(detail))
      """
  }
}

func noReport() -> Refusal {
  Refusal("no-report", "There is no such report.", remedy: "Choose one from the list of reports.")
}

extension Writer {
  func mayReport() throws(Refusal) {
    guard permissions.contains(.writeReport) else {
      throw Refusal(
        "not-permitted", "\(name) may not write reports.",
        remedy: "Ask the administrator for the role of analyst or manager.")
    }
  }
}
