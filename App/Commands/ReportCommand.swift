import ArgumentParser
import Basics
import Documents
import Foundation
import StrategyModel
import StrategyStore
import StrategyWeb

struct ReportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "Writes a report to the scrutiny committee as HTML, tagged PDF and DOCX.")

  @Option(help: "The report, by its short name (westminster-2022-23).") var edition: String
  @Option(name: .customLong("out"), help: "The folder to write to; made when it is not there.") var target: String?
  @Option(name: .customLong("format"), help: "html, pdf or docx; all three when not given.") var formats: [String] = []
  @Option(help: "open or exempt.") var version = "open"
  @Option(help: "Figures as they were known at this moment or day, in place of those that stand in the report.")
  var asAt: String?
  @Flag(help: "Say what stands between the report and its sign-off, and write nothing.") var check = false
  @OptionGroup var workspace: WorkspaceOptions

  func validate() throws {
    for format in formats where AssessmentExport.Format(rawValue: format) == nil {
      throw ValidationError("--format \(format): choose html, pdf or docx.")
    }
    guard check || target != nil else { throw ValidationError("Missing expected argument '--out <out>'") }
    guard ReportExport.Version(rawValue: version) != nil else {
      throw ValidationError("--version \(version): choose open or exempt.")
    }
    if let asAt, Instant(asAt) == nil {
      throw ValidationError("--as-at \(asAt): write a day or a moment such as 2023-06-01T09:00:00Z.")
    }
  }

  func run() async throws {
    let opened = try await Workspace.look(workspace), desk = try opened.reports()
    guard var content = try await desk.store.content(named: edition) else {
      let names = try await desk.store.list().map(\.name).joined(separator: ", ")
      throw Refusal(
        "no-report", place: edition, "There is no report of that name.",
        remedy: names.isEmpty ? "No report is held: run `concordat demo`, or begin one." : "Reports: \(names).")
    }
    if check { return try await say(desk.obstacles(content)) }
    if let moment = asAt.flatMap({ Instant($0) }) { content = try await desk.content(content, asAt: moment) }
    let folder = URL(fileURLWithPath: target ?? ".")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let wanted = formats.isEmpty ? AssessmentExport.Format.allCases : formats.compactMap { .init(rawValue: $0) }
    let document = try await ReportExport.document(
      content, ReportExport.Version(rawValue: version) ?? .open, desk: desk, diagram: opened.diagram())
    var written: [(String, Int)] = []
    for format in wanted {
      let bytes = try await ReportExport.bytes(document, format, renderer: DocumentRenderer())
      let file = folder.appendingPathComponent("\(edition).\(format.rawValue)")
      try Data(bytes).write(to: file, options: .atomic)
      written.append((file.path, bytes.count))
    }
    if workspace.json {
      let list = JSON.array(written.map { ["path": .string($0.0), "bytes": .int($0.1)] })
      print((["edition": .string(edition), "files": list] as JSON).text(indent: true))
    } else {
      for (path, count) in written { print("\(path)  \(count.grouped) bytes") }
    }
  }

  private func say(_ obstacles: [ReportObstacle]) throws {
    if workspace.json {
      let list = JSON.array(obstacles.map { ["page": .string($0.page.rawValue), "words": .string($0.words)] })
      print((["edition": .string(edition), "obstacles": list] as JSON).text(indent: true))
    } else {
      for one in obstacles { print("\(one.page.rawValue): \(one.words)") }
      print(
        obstacles.isEmpty
          ? "Nothing stands between the report and its sign-off." : "\(obstacles.count) to be put right.")
    }
    if !obstacles.isEmpty { throw ExitCode.failure }
  }
}
