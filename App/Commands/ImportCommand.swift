import ArgumentParser
import Basics
import Foundation
import StrategyModel
import StrategyStore

struct ImportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Brings published files in: recognised by their content, kept byte for byte, never half loaded.",
    discussion: """
      Files and folders may be named; .csv, .csv.gz, .zip, .geojson and zipped shapefiles are read. The same file again \
      changes nothing; a re-issued month becomes a new revision with a report of what it changed. Ends with 1 when any \
      file was refused; the others are in all the same.
      """)

  @Argument(help: "Files or folders.") var paths: [String]
  @Option(help: "The day on which the publisher cut the files (2023-07-31); the day of import when not given.")
  var extracted: String?
  @Flag(help: "Say what would be added, revised and refused, and change nothing.") var preview = false
  @OptionGroup var workspace: WorkspaceOptions

  func validate() throws {
    guard let extracted else { return }
    guard Day(extracted) != nil else {
      throw ValidationError("--extracted \(extracted) is not a day; write it like 2023-07-31.")
    }
  }

  func run() async throws {
    let opened = try await Workspace.open(workspace)
    let bar = ProgressBar()
    let report = try await opened.evidence.importPaths(
      paths, options: ImportOptions(extractDate: extracted.flatMap { Day($0) }, dryRun: preview)
    ) { progress in
      bar.show(done: Double(progress.bytesDone) / Double(max(progress.bytesTotal, 1)), progress.fileName)
    }
    bar.finish()
    if workspace.json {
      print(report.json.text(indent: true))
    } else {
      for line in ImportWords.lines(report) { print(line) }
    }
    if report.files.contains(where: { $0.status == .refused }) { throw Ending.Refused() }
  }
}

/// What became of an import, for a person at a terminal.
enum ImportWords {
  static func lines(_ report: ImportReport) -> [String] {
    var out: [String] = []
    for file in report.files {
      var line = "\(file.status.rawValue)  \(file.path)"
      if let kind = file.kind { line += "  \(kind.rawValue), \(file.kept.grouped) of \(file.rows.grouped) rows kept" }
      if file.unplaced > 0 { line += ", \(file.unplaced.grouped) without a place" }
      if file.rejected > 0 { line += ", \(file.rejected.grouped) rejected" }
      if let revision = file.revision {
        line += "; against the earlier extract \(revision.added.grouped) rows added, \(revision.lost.grouped) lost, "
        line += "\(revision.outcomesChanged.grouped) outcomes, \(revision.coordinatesChanged.grouped) coordinates and "
        line += "\(revision.placesChanged.grouped) places changed"
      }
      out.append(line)
      out += file.problems.map { "    \($0)" }
    }
    out.append(
      "\(report.count(.added)) added, \(report.count(.revised)) revised, \(report.count(.unchanged)) unchanged, "
        + "\(report.count(.refused)) refused: \(report.rows.grouped) rows in \(report.seconds.fixed(2)) s"
        + " (\(report.rowsPerSecond.fixed(0)) rows a second)\(report.dryRun ? "; a preview, nothing was changed" : "")")
    return out
  }
}
