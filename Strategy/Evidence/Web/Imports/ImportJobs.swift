import Basics
import Foundation
import StrategyModel
import StrategyStore
import Synchronization

/// Imports that run behind the pages: one at a time, each with its progress and its outcome. What an import did is in the
/// register; this remembers only what the page needs to show while the server runs.
final class ImportJobs: Sendable {
  struct Job: Sendable {
    let id: String
    let startedBy: String
    let startedAt: Instant
    let fileNames: [String]
    var progress: ImportProgress?
    var report: ImportReport?
    var failure: Refusal?

    var isDone: Bool { report != nil || failure != nil }

    /// 0 to 1; nil before anything is known.
    var fraction: Double? {
      if isDone { return 1 }
      guard let progress else { return nil }
      if progress.bytesTotal > 0 { return min(1, max(0, Double(progress.bytesDone) / Double(progress.bytesTotal))) }
      return progress.filesTotal > 0 ? min(1, max(0, Double(progress.filesDone) / Double(progress.filesTotal))) : nil
    }

    var message: String {
      if let failure { return failure.description }
      if let report { return "Finished: \(report.rows.grouped) rows read from \(report.files.count) files." }
      guard let progress else { return "Waiting to begin." }
      return
        "File \(min(progress.filesDone + 1, progress.filesTotal)) of \(progress.filesTotal): \(progress.fileName). \(progress.rows.grouped) rows read."
    }
  }

  typealias Run =
    @Sendable (_ paths: [String], _ options: ImportOptions, _ progress: @escaping @Sendable (ImportProgress) -> Void)
    async throws -> ImportReport

  private struct Board {
    var jobs: [Job] = []
    var isBusy = false
  }

  private let board = Mutex(Board())
  private let run: Run
  /// Jobs that the page remembers.
  private static let remembered = 50

  init(run: @escaping Run) { self.run = run }

  func job(_ id: String) -> Job? { board.withLock { $0.jobs.first { $0.id == id } } }
  func recent() -> [Job] { board.withLock { Array($0.jobs.suffix(10).reversed()) } }

  /// Starts an import of files in a folder of the job's own, which is removed when it ends. Refused while another runs.
  func start(folder: String, fileNames: [String], options: ImportOptions, by person: String, at now: Instant) throws
    -> String
  {
    let id = ID<Job>(at: now).text
    let job = Job(id: id, startedBy: person, startedAt: now, fileNames: fileNames)
    try board.withLock { board throws(Refusal) in
      guard !board.isBusy else {
        throw Refusal(
          "import-running", "Another import is running.",
          remedy: "Wait until it has finished, then send the files again.")
      }
      board.isBusy = true
      board.jobs.append(job)
      if board.jobs.count > ImportJobs.remembered { board.jobs.removeFirst() }
    }
    Task.detached { [self] in
      defer { try? FileManager.default.removeItem(atPath: folder) }
      do {
        let report = try await run([folder], options) { progress in
          self.change(id) { $0.progress = ImportJobs.named(progress, without: folder) }
        }
        finish(id) { $0.report = ImportJobs.named(report, without: folder) }
      } catch let refusal as Refusal {
        finish(id) { $0.failure = ImportJobs.named(refusal, without: folder) }
      } catch {
        finish(id) {
          $0.failure = Refusal(
            "import-failed", "The import stopped: nothing of the file it was reading was kept.",
            remedy: "Send the files again; if it stops again, run concordat doctor.")
        }
      }
    }
    return id
  }

  /// The report with the files named as the sender named them, not by where they lay while they were read.
  static func named(_ report: ImportReport, without folder: String) -> ImportReport {
    var copy = report
    for index in copy.files.indices {
      copy.files[index].path = plain(copy.files[index].path, folder)
      copy.files[index].problems = copy.files[index].problems.map { plain($0, folder) }
    }
    return copy
  }

  /// The same progress with the file named as the sender named it.
  static func named(_ progress: ImportProgress, without folder: String) -> ImportProgress {
    ImportProgress(
      filesDone: progress.filesDone, filesTotal: progress.filesTotal, bytesDone: progress.bytesDone,
      bytesTotal: progress.bytesTotal, rows: progress.rows, fileName: plain(progress.fileName, folder),
      seconds: progress.seconds)
  }

  private static func named(_ refusal: Refusal, without folder: String) -> Refusal {
    Refusal(
      refusal.kind, place: refusal.place.map { plain($0, folder) }, plain(refusal.reason, folder),
      remedy: refusal.remedy.map { plain($0, folder) })
  }

  /// Takes `FOLDER/1004/` out of a text; the number is the folder of one file.
  private static func plain(_ text: String, _ folder: String) -> String {
    var out = "", rest = text[...]
    while let found = rest.firstRange(of: folder) {
      out += rest[..<found.lowerBound]
      rest = rest[found.upperBound...]
      let number = rest.dropFirst().prefix { $0.isNumber }
      rest = rest.dropFirst(min(rest.count, number.count + 2))
    }
    return out + rest
  }

  private func change(_ id: String, _ body: (inout Job) -> Void) {
    board.withLock { board in
      guard let index = board.jobs.firstIndex(where: { $0.id == id }) else { return }
      body(&board.jobs[index])
    }
  }

  private func finish(_ id: String, _ body: (inout Job) -> Void) {
    change(id, body)
    board.withLock { $0.isBusy = false }
  }
}
