import Basics
import Foundation
import StrategyModel
import StrategyStore
import WebShell

/// What was brought in, what was turned away, and the form to bring in more.
struct ImportsPage {
  let library: EvidenceLibrary
  let jobs: ImportJobs
  static let perPage = 50

  func reply(_ ask: Ask) async throws -> Reply { .page(try await page(ask, errors: [])) }

  private func page(_ ask: Ask, errors: [FieldError]) async throws -> Page {
    let extracts = try await library.extracts()
    let revisions = try await library.revisions()
    let pages = max((extracts.count + ImportsPage.perPage - 1) / ImportsPage.perPage, 1)
    let number = min(max(Int(ask.query["page"] ?? "") ?? 1, 1), pages)
    let shown = extracts.reversed().dropFirst((number - 1) * ImportsPage.perPage).prefix(ImportsPage.perPage)
    let may = ask.visitor?.may(.importEvidence) ?? false
    let body: HTML = """
      \(UI.errorSummary(errors))
      \(when: may, form(ask, errors))
      \(jobTable)
      \(ImportsPage.table(Array(shown), caption: "Files held, latest first (\(extracts.count.grouped))"))
      \(UI.pagination(page: number, pages: pages, href: { ask.href(setting: ["page": "\($0)"]) }))
      \(RevisionPage.table(Array(revisions.prefix(100))))
      """
    return Page(
      title: "Imports", crumbs: [("Evidence", EvidencePath.home)],
      lead: "Every published file is kept as it came. Figures are counted from these files and from nothing else.",
      body: body, status: errors.isEmpty ? 200 : 422, wide: true)
  }

  static func table(_ extracts: [Extract], caption: String) -> HTML {
    UI.table(
      caption: caption,
      headings: ["File", "Kind", "Publisher", "Extract of", "Imported"].map { UI.Heading($0) } + [
        UI.Heading("Size", numeric: true)
      ],
      rows: extracts.map { one in
        [
          UI.link(one.fileName, href: EvidencePath.extract(one.sha256)), HTML(text: one.kind.rawValue),
          HTML(text: one.publisher), HTML(text: Day(one.extractDate)?.spoken ?? one.extractDate),
          HTML(text: Instant(one.importedAt)?.spoken ?? one.importedAt), HTML(text: size(one.byteCount)),
        ]
      }, compact: true, empty: "Nothing has been imported yet.")
  }

  static func size(_ bytes: Int) -> String {
    bytes < 1024
      ? "\(bytes) B" : bytes < 1_048_576 ? "\(bytes / 1024) kB" : (Double(bytes) / 1_048_576).fixed(1) + " MB"
  }

  private func form(_ ask: Ask, _ errors: [FieldError]) -> HTML {
    """
    <h2>Import published files</h2>
    <p>Files are recognised by what stands in them, whatever they are called. A file that is already held changes nothing; \
    a month that was issued again is shown with what changed.</p>
    \(UI.form(action: EvidencePath.imports, submit: "Import", uploads: true, """
      \(UI.fileField("files", "Files", hint: "CSV, GeoJSON or JSON, also packed as .gz or .zip; several at once.", multiple: true, error: errors.message(for: "files")))\
      \(UI.textField("extract-date", "Extract date", hint: "Only when the files do not say: the day on which the publisher cut them, such as 2023-08-14.", value: ask.form["extract-date"] ?? "", error: errors.message(for: "extract-date"), width: .ten))
      """))
    """
  }

  private var jobTable: HTML {
    let recent = jobs.recent()
    guard !recent.isEmpty else { return "" }
    return UI.table(
      caption: "Imports since the server started",
      headings: [UI.Heading("Started"), UI.Heading("By"), UI.Heading("Files", numeric: true), UI.Heading("State")],
      rows: recent.map { job in
        [
          UI.link(job.startedAt.spoken, href: EvidencePath.importJob(job.id)), HTML(text: job.startedBy),
          HTML(text: job.fileNames.count.grouped),
          job.failure != nil
            ? UI.tag("Stopped", .red) : job.report != nil ? UI.tag("Finished", .green) : UI.tag("Running", .blue),
        ]
      })
  }

  /// Moves what was sent to a folder of the job's own and starts it; the page then shows how far it is.
  func start(_ ask: Ask) async throws -> Reply {
    var errors: [FieldError] = []
    let uploads = ask.form.files.filter { $0.field == "files" && !$0.filename.isEmpty }
    if uploads.isEmpty { errors.append(FieldError("files", "Choose at least one file")) }
    var options = ImportOptions()
    let typed = ask.form["extract-date"]?.trimmed ?? ""
    if !typed.isEmpty {
      options.extractDate = Day(typed)
      if options.extractDate == nil {
        errors.append(FieldError("extract-date", "Enter the day as year-month-day, such as 2023-08-14"))
      }
      if let day = options.extractDate, day > ask.now.londonDay {
        errors.append(FieldError("extract-date", "The extract date must not be in the future"))
      }
    }
    guard errors.isEmpty else { return .page(try await page(ask, errors: errors)) }
    let folder =
      URL(fileURLWithPath: NSTemporaryDirectory()).path + "/concordat-import-" + ID<Extract>(at: ask.now).text
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
      for (index, upload) in uploads.enumerated() {
        // A folder for each, so that two files of one name stay apart.
        let place = folder + "/\(1000 + index)"
        try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: false)
        try upload.keep(at: place + "/" + ImportsPage.safeName(upload.filename))
      }
      let id = try jobs.start(
        folder: folder, fileNames: uploads.map(\.filename), options: options, by: ask.visitor?.name ?? "", at: ask.now)
      return .redirect(EvidencePath.importJob(id))
    } catch let refusal as Refusal {
      try? FileManager.default.removeItem(atPath: folder)
      return .page(try await page(ask, errors: [FieldError("files", refusal.description)]))
    }
  }

  /// The sender's name for the file, made harmless: it becomes the name in the register.
  static func safeName(_ name: String) -> String {
    let kept = String(name.map { $0.isASCII && ($0.isLetter || $0.isNumber || "-_. ()".contains($0)) ? $0 : "-" })
    let base = String(kept.drop { $0 == "." || $0 == " " }.suffix(160))
    return base.isEmpty ? "file" : base
  }
}
