import ArgumentParser
import Basics
import StrategyModel
import StrategyStore

struct UndoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "undo", abstract: "Takes the import of one extract back; what counted before it counts again.",
    discussion: "The extract and the undoing stay on record, and a figure as at an earlier moment still sees it.")

  @Argument(help: "The extract, by its SHA-256 or the beginning of it (eight characters at least).") var extract: String
  @Option(help: "Why: kept with the record.") var reason: String
  @OptionGroup var workspace: WorkspaceOptions

  func validate() throws {
    guard extract.count >= 8 else { throw ValidationError("Write at least eight characters of the SHA-256.") }
  }

  func run() async throws {
    let opened = try await Workspace.open(workspace)
    let wanted = extract.lowercased()
    let found = try await opened.evidence.extracts().filter { $0.sha256.hasPrefix(wanted) }
    guard let only = found.first, found.count == 1 else {
      throw Refusal(
        "unknown-extract", place: extract,
        found.isEmpty ? "No extract that is held begins so." : "\(found.count.grouped) extracts begin so.",
        remedy: "Look the hash up with `concordat figure … --json`, or on the page of imports.")
    }
    try await opened.evidence.undo(extract: only.sha256, reason: reason)
    if workspace.json {
      print((["undone": .string(only.sha256), "file": .string(only.fileName)] as JSON).text(indent: true))
    } else {
      print("Undone: \(only.fileName) (\(only.sha256.prefix(12))…).")
    }
  }
}
