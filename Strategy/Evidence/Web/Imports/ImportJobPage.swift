import Basics
import StrategyModel
import StrategyStore
import WebShell

/// One running or finished import: how far it is, then what became of each file.
struct ImportJobPage {
  let jobs: ImportJobs

  private func job(_ ask: Ask) throws -> ImportJobs.Job {
    guard let job = jobs.job(try ask.parameter("id")) else { throw NotFound() }
    return job
  }

  func reply(_ ask: Ask) throws -> Reply {
    let job = try job(ask)
    if let report = job.report { return .page(result(job, report)) }
    let body: HTML =
      job.failure.map { UI.notice(.warning, "<p>\($0.description)</p>") }
      ?? UI.progress(
        "Importing \(job.fileNames.count) files", fraction: job.fraction, message: job.message,
        poll: EvidencePath.importJobJSON(job.id))
    return .page(
      Page(
        title: job.isDone ? "The import stopped" : "Import running", back: ("Imports", EvidencePath.imports),
        lead: "Started by \(job.startedBy) at \(job.startedAt.spoken). You may leave this page; the import goes on.",
        body: body,
        scripts: job.isDone ? [] : ["progress.js"], refreshSeconds: job.isDone ? nil : 3))
  }

  func progress(_ ask: Ask) throws -> Reply {
    let job = try job(ask)
    return .json([
      "fraction": JSON(job.fraction), "message": .string(job.message), "done": .bool(job.isDone),
      "next": .string(EvidencePath.importJob(job.id)), "report": job.report?.json ?? .null,
    ])
  }

  private func result(_ job: ImportJobs.Job, _ report: ImportReport) -> Page {
    let refused = report.files.filter { $0.status == .refused }
    let changed = report.files.filter { !($0.revision?.isEmpty ?? true) }
    let body: HTML = """
      \(UI.finding(HTML(text: sentence(report))))
      \(UI.stats([
        UI.stat(report.count(.added).grouped, "files added"), UI.stat(report.count(.revised).grouped, "files revised"),
        UI.stat(report.count(.unchanged).grouped, "already held"), UI.stat(refused.count.grouped, "refused"),
        UI.stat(report.unplaced.grouped, "rows without a place", note: "Kept, counted in totals."),
        UI.stat(report.rejected.grouped, "rows rejected"),
      ]))
      \(when: !refused.isEmpty, UI.notice(.warning, "<p>\(refused.count.grouped) files were refused; nothing of them was kept. The reasons are in the table.</p>"))
      \(UI.table(
        caption: "What became of each file",
        headings: ["File", "Kind", "Outcome"].map { UI.Heading($0) } + ["Rows", "Kept", "No place", "Rejected"].map { UI.Heading($0, numeric: true) } + [UI.Heading("Notes")],
        rows: report.files.map(row), compact: true))
      \(when: !changed.isEmpty, "<p>\(UI.link("What exactly the re-issued files changed", href: EvidencePath.imports + "#revisions"))</p>")
      """
    return Page(title: "Import finished", back: ("Imports", EvidencePath.imports), body: body, wide: true)
  }

  private func sentence(_ report: ImportReport) -> String {
    "\(report.rows.grouped) rows were read from \(report.files.count.grouped) files in \(report.seconds.fixed(1)) seconds "
      + "(\(report.rowsPerSecond.fixed(0)) rows a second); \(report.kept.grouped) are kept."
  }

  private func row(_ file: FileReport) -> [HTML] {
    let name = String(file.path.split(separator: "/").last ?? "")
    let notes: HTML = """
      \(file.revision.map { RevisionPage.words($0) }.map { HTML(text: $0) })\
      \(when: !file.problems.isEmpty, "<ul>\(each: file.problems.prefix(20), { "<li>\($0)</li>" })</ul>")\
      \(when: file.problems.count > 20, "\(file.problems.count - 20) more.")
      """
    return [
      file.status == .refused
        ? HTML(text: name) : file.sha256.map { UI.link(name, href: EvidencePath.extract($0)) } ?? HTML(text: name),
      HTML(text: file.kind?.rawValue ?? "not recognised"), ImportJobPage.tag(file.status),
      HTML(text: file.rows.grouped),
      HTML(text: file.kept.grouped), HTML(text: file.unplaced.grouped), HTML(text: file.rejected.grouped), notes,
    ]
  }

  static func tag(_ status: FileReport.Status) -> HTML {
    switch status {
    case .added: UI.tag("Added", .green)
    case .unchanged: UI.tag("Already held", .grey)
    case .revised: UI.tag("Revised", .blue)
    case .refused: UI.tag("Refused", .red)
    }
  }
}
