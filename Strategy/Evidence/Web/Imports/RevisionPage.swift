import Basics
import StrategyModel
import StrategyStore
import WebShell

/// What exactly a re-issued month changed, record by record.
struct RevisionPage {
  let library: EvidenceLibrary
  static let perPage = 100
  /// Records fetched at a time for a download.
  static let batch = 5000

  static func words(_ revision: Revision) -> String {
    let parts = [
      (revision.added, "rows added"), (revision.lost, "rows lost"), (revision.outcomesChanged, "outcomes changed"),
      (revision.coordinatesChanged, "coordinates changed"), (revision.placesChanged, "places changed"),
      (revision.quantitiesChanged, "quantities changed"), (revision.categoriesChanged, "categories changed"),
    ]
    let said = parts.filter { $0.0 > 0 }.map { "\($0.0.grouped) \($0.1)" }
    return said.isEmpty ? "Nothing changed." : said.joined(separator: ", ") + "."
  }

  static func table(_ entries: [RevisionEntry]) -> HTML {
    let table = UI.table(
      caption: "Months that were issued again",
      headings: [UI.Heading("Month"), UI.Heading("Publisher"), UI.Heading("Kind")]
        + ["Added", "Lost", "Outcomes", "Coordinates", "Places", "Quantities", "Categories"].map {
          UI.Heading($0, numeric: true)
        },
      rows: entries.map { one in
        let counts = [
          one.revision.added, one.revision.lost, one.revision.outcomesChanged, one.revision.coordinatesChanged,
          one.revision.placesChanged, one.revision.quantitiesChanged,
          one.revision.categoriesChanged,
        ]
        return [
          UI.link(Month(one.month)?.spoken ?? one.month, href: EvidencePath.revision(one.id)),
          HTML(text: one.publisher),
          HTML(text: one.kind.rawValue),
        ] + counts.map { HTML(text: $0.grouped) }
      }, compact: true, empty: "No month has been issued again.")
    return "<div id=\"revisions\">\(table)</div>"
  }

  private func entry(_ ask: Ask) async throws -> RevisionEntry {
    let id = try ask.parameter("id")
    guard let entry = try await library.revisions().first(where: { $0.id == id }) else { throw NotFound() }
    return entry
  }

  func reply(_ ask: Ask) async throws -> Reply {
    let one = try await entry(ask)
    let asked = max(Int(ask.query["page"] ?? "") ?? 1, 1)
    let number = min(asked, 1_000_000)
    let page = try await library.changes(
      revision: one.id, offset: (number - 1) * RevisionPage.perPage, limit: RevisionPage.perPage)
    let pages = max((page.total + RevisionPage.perPage - 1) / RevisionPage.perPage, 1)
    let month = Month(one.month)?.spoken ?? one.month
    let body: HTML = """
      \(UI.finding(HTML(text: RevisionPage.words(one.revision))))
      \(UI.summaryList([
        ("Held before", UI.link(String(one.before.prefix(12)) + "…", href: EvidencePath.extract(one.before))),
        ("Took its place", UI.link(String(one.after.prefix(12)) + "…", href: EvidencePath.extract(one.after))),
        ("Compared on", HTML(text: one.madeAt.spoken)),
      ]))
      \(UI.table(
        caption: "Records that changed: \(page.total.grouped)",
        headings: ["Change", "Record", "Before", "After"].map { UI.Heading($0) },
        rows: page.changes.map { [HTML(text: $0.what.rawValue), "<code>\($0.record)</code>", HTML(text: $0.before), HTML(text: $0.after)] },
        compact: true, empty: "No record changed."))
      \(UI.pagination(page: min(number, pages), pages: pages, href: { ask.href(setting: ["page": "\($0)"]) }))
      <p>\(UI.link("Download all changes (CSV)", href: EvidencePath.revisionCSV(one.id)))</p>
      """
    return .page(
      Page(
        title: "What changed: \(one.publisher), \(month)",
        crumbs: [("Evidence", EvidencePath.home), ("Imports", EvidencePath.imports)],
        body: body, wide: true))
  }

  func csv(_ ask: Ask) async throws -> Reply {
    let one = try await entry(ask)
    var csv = CSVText(headings: ["change", "record", "before", "after"])
    var offset = 0
    while true {
      let page = try await library.changes(revision: one.id, offset: offset, limit: RevisionPage.batch)
      for change in page.changes { csv.append([change.what.rawValue, change.record, change.before, change.after]) }
      offset += page.changes.count
      if page.changes.isEmpty || offset >= page.total { break }
    }
    return .download(Array(csv.text.utf8), type: "text/csv; charset=utf-8", filename: "changes-\(one.month).csv")
  }
}
