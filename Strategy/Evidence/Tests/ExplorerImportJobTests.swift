import Basics
import Foundation
import StrategyModel
import Synchronization
import Testing
import WebShell

@testable import StrategyWeb

@Suite struct ExplorerImportJobTests {
  private let now = TestBrowser.now

  private func finished(_ jobs: ImportJobs, _ id: String) async throws -> ImportJobs.Job {
    for _ in 0..<2000 {
      if let job = jobs.job(id), job.isDone { return job }
      try await Task.sleep(for: .milliseconds(2))
    }
    throw PartnerFileFixtures.Missing(what: "the end of the job")
  }

  private func folder() throws -> String {
    let path = NSTemporaryDirectory() + "/explorer-jobs-\(UInt64.random(in: .min ... .max))"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    return path
  }

  @Test func `a job gives its progress, its report, and leaves no files behind`() async throws {
    let jobs = ImportJobs { _, options, progress in
      progress(
        ImportProgress(
          filesDone: 0, filesTotal: 2, bytesDone: 25, bytesTotal: 100, rows: 10, fileName: "a.csv", seconds: 1))
      var file = FileReport(path: "/x/a.csv", kind: .mpsBorough, sha256: "ab", status: .added)
      file.rows = 10
      return ImportReport(files: [file], seconds: 2, dryRun: options.dryRun)
    }
    let place = try folder()
    let id = try jobs.start(folder: place, fileNames: ["a.csv"], options: ImportOptions(), by: "Tester", at: now)
    let job = try await finished(jobs, id)
    #expect(job.report?.rows == 10)
    #expect(job.progress?.bytesDone == 25)
    #expect(job.fraction == 1)
    #expect(job.message == "Finished: 10 rows read from 1 files.")
    for _ in 0..<500 where FileManager.default.fileExists(atPath: place) { try await Task.sleep(for: .milliseconds(2)) }
    #expect(!FileManager.default.fileExists(atPath: place))
  }

  @Test func `one import runs at a time, and a refusal frees the way`() async throws {
    let gate = Mutex(false)
    let jobs = ImportJobs { _, _, _ in
      while !gate.withLock({ $0 }) { try await Task.sleep(for: .milliseconds(1)) }
      throw Refusal(
        "unknown-heading", place: "a.csv, line 1", "The heading “Brough” is not known.",
        remedy: "Did you mean “Borough”?")
    }
    let first = try jobs.start(folder: try folder(), fileNames: ["a"], options: ImportOptions(), by: "Tester", at: now)
    let second = #expect(throws: Refusal.self) {
      try jobs.start(folder: try folder(), fileNames: ["b"], options: ImportOptions(), by: "Tester", at: now)
    }
    #expect(second?.kind == "import-running")
    gate.withLock { $0 = true }
    let job = try await finished(jobs, first)
    #expect(job.failure?.kind == "unknown-heading")
    #expect(job.report == nil)
    for _ in 0..<500 where jobs.recent().first?.isDone != true { try await Task.sleep(for: .milliseconds(1)) }
    _ = try jobs.start(
      folder: try folder(), fileNames: ["c"], options: ImportOptions(), by: "Tester", at: now.adding(seconds: 1))
  }

  @Test(arguments: [
    ("../../etc/passwd", "-..-etc-passwd"), ("crime 2023.csv", "crime 2023.csv"), ("", "file"), (".hidden", "hidden"),
    ("a/b\\c\u{0}.csv", "a-b-c-.csv"),
    ("naïve.csv", "na-ve.csv"),
  ])
  func `the sender's file name is made harmless`(name: String, safe: String) {
    #expect(ImportsPage.safeName(name) == safe)
  }

  @Test func `the report names files as the sender did, not by where they lay`() {
    var file = FileReport(path: "/tmp/job/1004/crime.csv", kind: nil, sha256: nil, status: .refused)
    file.problems = ["/tmp/job/1004/crime.csv, line 1: The heading is not known."]
    let report = ImportJobs.named(ImportReport(files: [file], seconds: 1, dryRun: false), without: "/tmp/job")
    #expect(report.files.first?.path == "crime.csv")
    #expect(report.files.first?.problems == ["crime.csv, line 1: The heading is not known."])
  }

  @Test func `differences are said in words`() {
    var revision = Revision()
    #expect(RevisionPage.words(revision) == "Nothing changed.")
    revision.outcomesChanged = 1204
    revision.coordinatesChanged = 3
    #expect(RevisionPage.words(revision) == "1,204 outcomes changed, 3 coordinates changed.")
  }

  @Test func `the calendar of months says its signs in words and leaves unheld months as such`() {
    let html = CoverageCalendar.tables(
      [
        Coverage(publisher: "Force <A>", month: "2023-01", status: .complete, rows: 1200),
        Coverage(publisher: "Force <A>", month: "2023-03", status: .missing, rows: 0),
      ], title: "Crime"
    ).text
    #expect(html.contains("complete, 1,200 rows"))
    #expect(html.contains("missing, 0 rows"))
    #expect(html.contains("not held"))
    #expect(html.contains("Force &lt;A&gt;"))
    #expect(html.contains("✕"))
  }
}
