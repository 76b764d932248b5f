import Basics
import Database
import StrategyModel
import StrategyStore
import WebShell

/// One import of a partner's file: what it did, its rows and reasons, and how to take it back.
struct PartnerImportPage {
  let files: PartnerFiles
  static let perPage = 100

  private func record(_ ask: Ask) async throws -> PartnerImport {
    guard let one = try await files.importRecord(ID(try ask.parameter("id"))) else { throw NotFound() }
    return one
  }

  func reply(_ ask: Ask) async throws -> Reply {
    .page(try await page(ask, try await record(ask), errors: []))
  }

  private func page(_ ask: Ask, _ one: PartnerImport, errors: [FieldError]) async throws -> Page {
    let set = files.prescribed.set(one.set)
    let number = max(Int(ask.query["page"] ?? "") ?? 1, 1)
    let pages = max((one.rows + PartnerImportPage.perPage - 1) / PartnerImportPage.perPage, 1)
    let page = min(number, pages)
    let rows = try await files.rows(
      of: one.id, from: (page - 1) * PartnerImportPage.perPage, limit: PartnerImportPage.perPage)
    let problems = try await files.problems(of: one.id, limit: PartnerImportPage.perPage)
    let may = ask.visitor?.may(.importEvidence) ?? false
    let path = EvidencePath.partnerImport(one.id.text)
    let body: HTML = """
      \(UI.errorSummary(errors))
      \(when: ask.query["done"] != nil, UI.notice(.success, "<p>\(one.rows.grouped) rows were imported.</p>"))
      \(when: ask.query["again"] != nil, UI.notice(.information, "<p>This very file is already imported; nothing was changed.</p>"))
      \(one.undone.map { UI.notice(.important, "<p>Undone by \($0.by) on \($0.at.spoken): \($0.reason)</p>") })
      \(UI.stats([
        UI.stat(one.created.grouped, "rows created"), UI.stat(one.changed.grouped, "rows changed"),
        UI.stat(one.unchanged.grouped, "rows unchanged"), UI.stat(one.rejected.grouped, "rows rejected"),
        UI.stat(one.lost.grouped, "earlier rows not in this file"),
      ]))
      \(UI.summaryList([
        ("State", PartnerImportPage.state(one)), ("File", HTML(text: one.fileName)), ("SHA-256", "<code>\(one.sha256)</code>"),
        ("Sent by", HTML(text: one.sender)), ("Received on", HTML(text: one.receivedOn.spoken)),
        ("Imported", "\(one.importedAt.spoken), by \(one.importedBy)"),
        ("Code lists", HTML(text: "\(files.prescribed.instrument), version \(one.codeList)")),
        ("Rows without a place", HTML(text: one.unplaced.grouped)),
        ("Small numbers", HTML(text: one.smallNumbers.map { $0 + " Read and accepted at import." } ?? "No warning.")),
      ]))
      \(when: may && !one.isErased, "<p>\(UI.link("Download the file as it came", href: path + "/file"))</p>")
      \(when: !problems.isEmpty, "\(PartnerImportPage.problemTable(problems, of: one.rejected))<p>\(UI.link("Download all rejected rows (CSV)", href: path + "/rejected.csv"))</p>")
      \(when: !rows.isEmpty, "\(rowTable(rows, set))\(UI.pagination(page: page, pages: pages, href: { ask.href(setting: ["page": "\($0)", "done": nil, "again": nil]) }))<p>\(UI.link("Download the rows (CSV)", href: path + "/rows.csv"))</p>")
      \(when: may && one.undone == nil, undoForm(one, errors, ask))
      """
    let title = "Import of \(one.fileName)"
    let holder = files.prescribed.holder(one.holder)?.name ?? one.holder
    return Page(
      title: title, caption: "\(holder): \(set?.title ?? one.set), \(one.quarter.spoken)",
      back: ("Back to the quarter", EvidencePath.square(one.holder, one.set, one.quarter)), body: body,
      status: errors.isEmpty ? 200 : 422)
  }

  static func state(_ one: PartnerImport) -> HTML {
    if one.undone != nil { return "\(UI.tag("Undone", .grey))\(when: one.isErased, " file erased")" }
    return one.isCurrent ? UI.tag("Counts", .green) : UI.tag("Replaced by a later file", .grey)
  }

  static func problemTable(_ problems: [PartnerRowProblem], of total: Int) -> HTML {
    let caption =
      total > problems.count ? "Rejected rows: the first \(problems.count) of \(total.grouped)" : "Rejected rows"
    return UI.table(
      caption: caption, headings: [UI.Heading("Line", numeric: true), UI.Heading("Field"), UI.Heading("Reason")],
      rows: problems.map { [HTML(text: String($0.line)), HTML(text: $0.field), HTML(text: $0.reason)] }, compact: true)
  }

  static func csv(_ problems: [PartnerRowProblem]) -> [UInt8] {
    var csv = CSVText(headings: ["line", "kind", "field", "reason"])
    for one in problems { csv.append([String(one.line), one.kind.rawValue, one.field, one.reason]) }
    return Array(csv.text.utf8)
  }

  private static let headings = [
    "line", "date", "time", "category", "sub-category", "place", "point", "number", "details",
  ]

  private static func cells(_ row: PartnerRow, _ set: PrescribedSet?) -> [String] {
    let time = row.minute.map { "\($0 / 60 < 10 ? "0" : "")\($0 / 60):\($0 % 60 < 10 ? "0" : "")\($0 % 60)" } ?? ""
    var point = ""
    if let x = row.easting, let y = row.northing { point = "\(x) \(y)" }
    if let x = row.longitude, let y = row.latitude { point = "\(Double(x) / 1_000_000) \(Double(y) / 1_000_000)" }
    let place = [row.place, row.outward].filter { !$0.isEmpty }.joined(separator: ", ")
    let details = row.details.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: "; ")
    return [
      String(row.line), row.day ?? "", time, set?.category(row.category)?.name ?? row.category, row.subcategory, place,
      point,
      String(row.quantity), details,
    ]
  }

  private func rowTable(_ rows: [PartnerRow], _ set: PrescribedSet?) -> HTML {
    UI.table(
      caption: "Rows as they are kept",
      headings: ["Line", "Date", "Time", "Category", "Sub-category", "Place", "Point", "Number", "Details"].map {
        UI.Heading($0, numeric: $0 == "Number" || $0 == "Line")
      },
      rows: rows.map { PartnerImportPage.cells($0, set).map { HTML(text: $0) } }, compact: true)
  }

  private func undoForm(_ one: PartnerImport, _ errors: [FieldError], _ ask: Ask) -> HTML {
    """
    <h2>Undo this import</h2>
    <p>Its rows stop counting at once. \(one.isCurrent ? "An earlier file for the same quarter, if there is one, counts again." : "A later file counts already; that does not change.")</p>
    \(UI.form(action: EvidencePath.partnerImport(one.id.text) + "/undo", submit: "Undo the import", kind: .warning, """
      \(UI.textArea("reason", "Reason", value: ask.form["reason"] ?? "", error: errors.message(for: "reason"), rows: 3))\
      \(UI.checkboxes("erase", "The file itself", options: [Choice("yes", "Erase the file as well", hint: "For a file that should never have been sent. This cannot be undone.")]))
      """))
    """
  }

  func undo(_ ask: Ask) async throws -> Reply {
    let one = try await record(ask)
    let reason = ask.form["reason"]?.trimmed ?? ""
    var errors: [FieldError] = []
    if reason.isEmpty { errors.append(FieldError("reason", "Enter why the import is undone")) }
    if reason.utf8.count > 2000 { errors.append(FieldError("reason", "The reason must be 2,000 characters or fewer")) }
    guard errors.isEmpty else { return .page(try await page(ask, one, errors: errors)) }
    do {
      try await files.undo(one.id, reason: reason, erase: ask.form["erase"] == "yes", by: ask.visitor?.name ?? "")
    } catch let refusal as Refusal {
      return .page(try await page(ask, one, errors: [FieldError("main", refusal.description)]))
    }
    return .redirect(EvidencePath.partnerImport(one.id.text))
  }

  func rowsCSV(_ ask: Ask) async throws -> Reply {
    let one = try await record(ask)
    let set = files.prescribed.set(one.set)
    var csv = CSVText(headings: PartnerImportPage.headings)
    for row in try await files.rows(of: one.id, from: 0, limit: Int(Int32.max)) {
      csv.append(PartnerImportPage.cells(row, set))
    }
    return .download(Array(csv.text.utf8), type: "text/csv; charset=utf-8", filename: "\(one.set)-\(one.quarter).csv")
  }

  func rejectedCSV(_ ask: Ask) async throws -> Reply {
    let problems = try await files.problems(of: try await record(ask).id, limit: Int(Int32.max))
    return .download(PartnerImportPage.csv(problems), type: "text/csv; charset=utf-8", filename: "rejected-rows.csv")
  }

  func file(_ ask: Ask) async throws -> Reply {
    let one = try await record(ask)
    guard let bytes = try await files.bytes(of: one.sha256) else { throw NotFound() }
    return .download(bytes, type: "application/octet-stream", filename: one.fileName)
  }
}
