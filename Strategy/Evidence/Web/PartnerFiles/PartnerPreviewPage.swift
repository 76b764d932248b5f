import Basics
import StrategyModel
import StrategyStore
import WebShell

/// What an import would create, change and reject, before anything is done.
struct PartnerPreviewPage {
  let files: PartnerFiles
  /// Rejected rows on one page; the download has all.
  static let shown = 100

  func reply(_ ask: Ask) async throws -> Reply {
    let draft = try await PartnerColumnsPage(files: files).draft(ask)
    guard draft.mapConfirmed else { return .redirect(EvidencePath.draft(draft.id.text, "columns")) }
    return .page(page(draft, try await files.preview(draft), errors: []))
  }

  private func page(_ draft: PartnerDraft, _ preview: PartnerFilePreview, errors: [FieldError]) -> Page {
    let body: HTML = """
      \(UI.errorSummary(errors))
      \(when: !preview.blockers.isEmpty, UI.notice(.warning, """
        <ul>\(each: preview.blockers, { "<li>\($0.description)</li>" })</ul>\
        <p>\(UI.link("Choose the columns again", href: EvidencePath.draft(draft.id.text, "columns")))</p>
        """))
      \(UI.finding(HTML(text: sentence(preview))))
      \(UI.stats([
        UI.stat(preview.created.grouped, "rows to create"), UI.stat(preview.changed.grouped, "rows to change"),
        UI.stat(preview.unchanged.grouped, "rows unchanged"), UI.stat(preview.rejected.grouped, "rows rejected"),
        UI.stat(preview.lost.grouped, "rows held now and not in this file"),
      ]))
      \(UI.summaryList([
        ("File", HTML(text: draft.fileName)), ("SHA-256", "<code>\(draft.sha256)</code>"),
        ("Sent by", HTML(text: draft.sender)), ("Received on", HTML(text: draft.receivedOn.spoken)),
        ("Rows read", HTML(text: preview.read.grouped)),
        ("Rows without a place", "\(preview.unplaced.grouped) (kept, counted in totals)"),
        ("Rows without a time", "\(preview.untimed.grouped)"),
        ("References on several rows", "\(preview.repeatedReferences.grouped)"),
      ]))
      \(categories(draft, preview))
      \(problems(draft, preview))
      \(confirm(draft, preview, errors))
      <p>\(UI.link("Choose the columns again", href: EvidencePath.draft(draft.id.text, "columns")))</p>
      \(PartnerPreviewPage.discardForm(draft))
      """
    return Page(
      title: "What this import would do", caption: "\(draft.holder.name): \(draft.set.title), \(draft.quarter.spoken)",
      back: ("Back", EvidencePath.square(draft.holder.id, draft.set.id, draft.quarter)), body: body,
      status: errors.isEmpty ? 200 : 422)
  }

  private func sentence(_ preview: PartnerFilePreview) -> String {
    if !preview.blockers.isEmpty { return "The file cannot be read with these columns." }
    if preview.rows.isEmpty { return "No row of the file can be taken." }
    let taken = "\(preview.rows.count.grouped) of \(preview.read.grouped) rows would be taken"
    return preview.rejected == 0
      ? taken + "." : taken + "; \(preview.rejected.grouped) would be left out, each for a reason below."
  }

  private func categories(_ draft: PartnerDraft, _ preview: PartnerFilePreview) -> HTML {
    guard !preview.unknownCategories.isEmpty else { return "" }
    let options = [("", "Leave these rows out")] + draft.set.categories.map { ($0.id, $0.name) }
    let fields = preview.unknownCategories.prefix(60).enumerated().map { index, unknown in
      let near = unknown.nearest.flatMap { draft.set.category($0)?.name }
      return """
        \(UI.hidden("words-\(index)", unknown.words))\
        \(UI.select(
          "meaning-\(index)", "“\(String(unknown.words.prefix(120)))” (\(unknown.rows.grouped) rows)",
          hint: near.map { "The nearest is “\($0)”." }, options: options, selected: ""))
        """ as HTML
    }
    return """
      <h2>Categories that the set does not know</h2>
      <p>Say what they mean, and the answer is kept for the next file.</p>
      \(UI.form(action: EvidencePath.draft(draft.id.text, "categories"), submit: "Use these meanings", kind: .secondary, "\(fields)"))
      """
  }

  private func problems(_ draft: PartnerDraft, _ preview: PartnerFilePreview) -> HTML {
    guard !preview.problems.isEmpty else { return "" }
    return """
      \(PartnerImportPage.problemTable(Array(preview.problems.prefix(PartnerPreviewPage.shown)), of: preview.rejected))
      <p>\(UI.link("Download all \(preview.rejected.grouped) rejected rows with reasons (CSV)", href: EvidencePath.draft(draft.id.text, "rejected.csv")))</p>
      """
  }

  private func confirm(_ draft: PartnerDraft, _ preview: PartnerFilePreview, _ errors: [FieldError]) -> HTML {
    guard preview.mayBeImported else { return "" }
    let warning: HTML =
      preview.smallNumbers.map { small in
        """
        \(UI.notice(.warning, "<p>\(small.sentence)</p>"))\
        \(UI.checkboxes(
          "small-numbers", "Small numbers",
          options: [("read", "I have checked with the holder that nobody can be recognised from these rows")],
          error: errors.message(for: "small-numbers")))
        """ as HTML
      } ?? ""
    return """
      <h2>Import</h2>
      \(UI.form(action: EvidencePath.draft(draft.id.text, "import"), submit: "Import \(preview.rows.count.grouped) rows", """
        \(UI.hidden("fingerprint", preview.fingerprint))\(warning)
        """))
      """
  }

  static func discardForm(_ draft: PartnerDraft) -> HTML {
    UI.form(action: EvidencePath.draft(draft.id.text, "discard"), submit: "Drop this file", kind: .link, "")
  }

  // MARK: Changes

  func run(_ ask: Ask) async throws -> Reply {
    let draft = try await PartnerColumnsPage(files: files).draft(ask)
    do {
      let id = try await files.confirm(
        draft, fingerprint: ask.form["fingerprint"] ?? "", smallNumbersRead: ask.form["small-numbers"] == "read",
        by: ask.visitor?.name ?? "")
      return .redirect(EvidencePath.partnerImport(id.text) + "?done=1")
    } catch let refusal as Refusal {
      let field = refusal.kind == "small-numbers" ? "small-numbers" : "main"
      return .page(page(draft, try await files.preview(draft), errors: [FieldError(field, refusal.description)]))
    }
  }

  func saveCategories(_ ask: Ask) async throws -> Reply {
    let draft = try await PartnerColumnsPage(files: files).draft(ask)
    var map = draft.map
    for index in 0..<60 {
      guard let words = ask.form["words-\(index)"], let meaning = ask.form["meaning-\(index)"], !meaning.isEmpty else {
        continue
      }
      guard draft.set.category(meaning) != nil else {
        throw Refusal(
          "unknown-category", place: String(words.prefix(80)), "That is not a category of the set.",
          remedy: "Choose one from the list.")
      }
      map.categories[PlainWord.plain(words)] = meaning
    }
    try await files.keep(map, for: draft, by: ask.visitor?.name ?? "")
    return .redirect(EvidencePath.draft(draft.id.text, "preview"))
  }

  func discard(_ ask: Ask) async throws -> Reply {
    let draft = try await PartnerColumnsPage(files: files).draft(ask)
    try await files.discard(draft)
    return .redirect(EvidencePath.square(draft.holder.id, draft.set.id, draft.quarter))
  }

  func rejectedCSV(_ ask: Ask) async throws -> Reply {
    let draft = try await PartnerColumnsPage(files: files).draft(ask)
    let preview = try await files.preview(draft)
    return .download(
      PartnerImportPage.csv(preview.problems), type: "text/csv; charset=utf-8", filename: "rejected-rows.csv")
  }
}
