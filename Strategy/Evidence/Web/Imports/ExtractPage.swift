import Basics
import StrategyModel
import StrategyStore
import WebShell

/// One published file: how to cite it, what it changed, and how to take it back.
struct ExtractPage {
  let library: EvidenceLibrary
  let partnerFiles: PartnerFiles?

  private func extract(_ ask: Ask) async throws -> Extract {
    let sha = try ask.parameter("sha")
    guard let one = try await library.extracts().first(where: { $0.sha256 == sha }) else { throw NotFound() }
    return one
  }

  /// A partner's file has a page of its own, with its holder and quarter.
  func reply(_ ask: Ask) async throws -> Reply {
    if let files = partnerFiles, let held = try await files.current(sha256: try ask.parameter("sha")) {
      return .redirect(EvidencePath.partnerImport(held.id.text))
    }
    return .page(try await page(ask, try await extract(ask), errors: []))
  }

  private func page(_ ask: Ask, _ one: Extract, errors: [FieldError]) async throws -> Page {
    let revisions = try await library.revisions().filter { $0.after == one.sha256 || $0.before == one.sha256 }
    let may = ask.visitor?.may(.importEvidence) ?? false
    let day = Day(one.extractDate)?.spoken ?? one.extractDate
    let body: HTML = """
      \(UI.errorSummary(errors))
      \(UI.summaryList([
        ("Cite as", HTML(text: "\(one.publisher), \(one.fileName), extract of \(day), \(one.licence).")),
        ("Publisher", HTML(text: one.publisher)), ("Licence", HTML(text: one.licence)), ("Extract of", HTML(text: day)),
        ("Kind", HTML(text: one.kind.rawValue)), ("Size", HTML(text: "\(one.byteCount.grouped) bytes")),
        ("SHA-256", "<code>\(one.sha256)</code>"),
        ("Imported", HTML(text: Instant(one.importedAt)?.spoken ?? one.importedAt)),
      ]))
      \(when: may, "<p>\(UI.link("Download the file, byte for byte", href: EvidencePath.extractFile(one.sha256)))</p>")
      \(when: !revisions.isEmpty, RevisionPage.table(revisions))
      \(when: may, undoForm(ask, one, errors))
      """
    return Page(
      title: one.fileName, crumbs: [("Evidence", EvidencePath.home), ("Imports", EvidencePath.imports)], body: body,
      status: errors.isEmpty ? 200 : 422, wide: !revisions.isEmpty)
  }

  private func undoForm(_ ask: Ask, _ one: Extract, _ errors: [FieldError]) -> HTML {
    """
    <h2>Undo this import</h2>
    <p>The evidence will be as if this file had not come. The undoing, its reason and who did it stay on record, and figures \
    that were frozen before keep their values.</p>
    \(UI.form(action: EvidencePath.extractUndo(one.sha256), submit: "Undo the import", kind: .warning,
      UI.textArea("reason", "Reason", value: ask.form["reason"] ?? "", error: errors.message(for: "reason"), rows: 3)))
    """
  }

  func undo(_ ask: Ask) async throws -> Reply {
    let one = try await extract(ask)
    let reason = ask.form["reason"]?.trimmed ?? ""
    var errors: [FieldError] = []
    if reason.isEmpty { errors.append(FieldError("reason", "Enter why the import is undone")) }
    if reason.utf8.count > 2000 { errors.append(FieldError("reason", "The reason must be 2,000 characters or fewer")) }
    guard errors.isEmpty else { return .page(try await page(ask, one, errors: errors)) }
    do {
      try await library.undo(extract: one.sha256, reason: "\(reason) (\(ask.visitor?.name ?? ""))")
    } catch let refusal as Refusal {
      return .page(try await page(ask, one, errors: [FieldError("reason", refusal.description)]))
    }
    return .redirect(EvidencePath.imports)
  }

  func file(_ ask: Ask) async throws -> Reply {
    let one = try await extract(ask)
    return .download(
      try await library.extractBytes(one.sha256), type: "application/octet-stream", filename: one.fileName)
  }
}
