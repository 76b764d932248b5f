import Basics
import Database
import StrategyModel
import StrategyStore
import WebShell

/// Which column is which: filled in from the map kept for the holder's set, or from the headings.
struct PartnerColumnsPage {
  let files: PartnerFiles

  func draft(_ ask: Ask) async throws -> PartnerDraft {
    guard let draft = try await files.draft(ID(try ask.parameter("id"))) else { throw NotFound() }
    return draft
  }

  func reply(_ ask: Ask) async throws -> Reply {
    let draft = try await draft(ask)
    return .page(try await page(draft, map: draft.map, errors: []))
  }

  func save(_ ask: Ask) async throws -> Reply {
    let draft = try await draft(ask)
    let table = try await files.table(of: draft)
    var map = draft.map
    map.dateOrder = ColumnMap.DateOrder(rawValue: ask.form["date-order"] ?? "") ?? .dayFirst
    var errors: [FieldError] = []
    for field in ColumnMap.choices(for: draft.set) {
      let heading = ask.form["field-" + field.rawValue] ?? ""
      map[field] = heading.isEmpty ? nil : heading
    }
    for problem in map.problems(for: draft.set, headings: table.headings) {
      let field = ColumnMap.choices(for: draft.set).first { $0.title == problem.place }
      errors.append(FieldError(field.map { "field-" + $0.rawValue } ?? "main", problem.description))
    }
    guard errors.isEmpty else { return .page(try await page(draft, map: map, errors: errors)) }
    try await files.keep(map, for: draft, by: ask.visitor?.name ?? "")
    return .redirect(EvidencePath.draft(draft.id.text, "preview"))
  }

  private func page(_ draft: PartnerDraft, map: ColumnMap, errors: [FieldError]) async throws -> Page {
    let table = try await files.table(of: draft)
    let required = Set(ColumnMap.required(for: draft.set))
    let options = [("", "Not in the file")] + table.headings.map { ($0, $0) }
    let fields = ColumnMap.choices(for: draft.set).map { field in
      UI.select(
        "field-" + field.rawValue, field.title + (required.contains(field) ? "" : " (optional)"),
        hint: PartnerColumnsPage.hint(field), options: options, selected: map[field] ?? "",
        error: errors.message(for: "field-" + field.rawValue))
    }
    let dates = UI.radios(
      "date-order", "How are dates such as 03/04/2026 written?",
      options: [("day-first", "Day first: 3 April 2026"), ("month-first", "Month first: 4 March 2026")],
      selected: map.dateOrder.rawValue, inline: true)
    let body: HTML = """
      \(UI.errorSummary(errors))
      <p>The choice is kept for the next file of \(draft.holder.name) for this set.</p>
      \(UI.table(
        caption: "The first rows of \(draft.fileName)", headings: table.headings.map { UI.Heading($0) },
        rows: table.rows.prefix(4).map { row in row.cells.prefix(table.headings.count).map { HTML(text: String($0.prefix(80))) } },
        compact: true))
      \(UI.form(action: EvidencePath.draft(draft.id.text, "columns"), submit: "Continue", """
        \(fields)\(when: draft.set.fields.contains(.date), dates)
        """))
      \(PartnerPreviewPage.discardForm(draft))
      """
    return Page(
      title: "Which column is which?", caption: "\(draft.holder.name): \(draft.set.title), \(draft.quarter.spoken)",
      back: ("Back", EvidencePath.square(draft.holder.id, draft.set.id, draft.quarter)), body: body,
      status: errors.isEmpty ? 200 : 422)
  }

  private static func hint(_ field: PartnerField) -> String? {
    switch field {
    case .time: "If date and time stand in one column, leave this empty."
    case .reference: "Lets a corrected file show which rows it changed. Only a digest of it is kept."
    case .outward: "The part before the space: W1D."
    case .easting, .longitude: "Give both, or neither."
    default: nil
    }
  }
}
