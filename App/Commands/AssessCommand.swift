import ArgumentParser
import Basics
import Documents
import Foundation
import StrategyModel
import StrategyStore
import StrategyWeb

struct AssessCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "assess", abstract: "Writes a strategic assessment as HTML, tagged PDF and DOCX.")

  @Option(help: "The edition, by its short name (westminster-2023).") var edition: String
  @Option(name: .customLong("out"), help: "The folder to write to; made when it is not there.") var target: String
  @Option(name: .customLong("format"), help: "html, pdf or docx; all three when not given.") var formats: [String] = []
  @OptionGroup var workspace: WorkspaceOptions

  func validate() throws {
    for format in formats where AssessmentExport.Format(rawValue: format) == nil {
      throw ValidationError("--format \(format): choose html, pdf or docx.")
    }
  }

  func run() async throws {
    let opened = try await Workspace.look(workspace)
    let folder = URL(fileURLWithPath: target)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let wanted = formats.isEmpty ? AssessmentExport.Format.allCases : formats.compactMap { .init(rawValue: $0) }
    var written: [(String, Int)] = []
    for format in wanted {
      let bytes = try await AssessmentExport.export(
        edition: edition, format: format, store: AssessmentStore(opened.database), boundaries: opened.figures,
        renderer: DocumentRenderer())
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
}
