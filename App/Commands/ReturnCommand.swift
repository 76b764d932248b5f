import ArgumentParser
import Basics
import Foundation
import StrategyModel
import StrategyStore

struct ReturnCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "return",
    abstract: "Takes in what another body counted and supplied, marked so on every figure that rests on it.",
    subcommands: [Load.self, List.self, Withdraw.self])

  struct Load: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Takes in a file; the same short name again corrects what was supplied before.")

    @Argument(help: "A CSV file with the columns \(ReturnFile.headings.joined(separator: ", ")).") var file: String
    @Option(help: "A short name: lower-case letters, digits and hyphens.") var name: String
    @Option(help: "What it is, in a few words.") var title: String
    @Option(help: "The body that counted.") var source: String
    @Option(help: "2022/23, 2022-02..2023-02, or days with two dots between them.") var period: String
    @Option(help: "The day on which it was supplied, such as 2023-05-12.") var supplied: String
    @Flag(help: "Say what it would bring in, and bring nothing in.") var dryRun = false
    @OptionGroup var workspace: WorkspaceOptions

    func run() async throws {
      guard let span = FactPeriod(period) else { throw ValidationError("--period \(period): this is no period.") }
      guard let day = Day(supplied) else { throw ValidationError("--supplied \(supplied): this is no day.") }
      let cover = try ReturnFile.Cover(name: name, title: title, source: source, period: span, suppliedOn: day)
      guard let data = FileManager.default.contents(atPath: file) else {
        throw Refusal("no-file", place: file, "The file cannot be read.", remedy: "Check its path.")
      }
      let opened = try await Workspace.open(workspace), returns = opened.measures.returns
      let fileName = URL(fileURLWithPath: file).lastPathComponent
      if dryRun {
        let preview = try returns.preview(Array(data), fileName: fileName, cover: cover)
        print("\(preview.facts.count.of("row", "rows")) would be taken in, \(preview.problems.count) refused.")
        for problem in preview.problems { print("  line \(problem.line): \(problem.words)") }
        return
      }
      let loaded = try await returns.load(
        Array(data), fileName: fileName, cover: cover, by: "command line", at: Clock.system.now())
      guard let loaded else {
        print("This very file is in already; nothing was changed.")
        return
      }
      print(
        "\(loaded.added) added, \(loaded.changed) corrected, \(loaded.withdrawn) withdrawn, \(loaded.refused) refused.")
      for problem in loaded.problems { print("  \(problem)") }
    }
  }

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Names the returns that were taken in.")
    @OptionGroup var workspace: WorkspaceOptions

    func run() async throws {
      let opened = try await Workspace.look(workspace)
      for one in try await opened.measures.returns.list() {
        let state = one.undone.map { " (taken back: \($0.reason))" } ?? ""
        print("\(one.id.text)  \(one.cover.name)  \(one.cover.source)  \(one.cover.period)  \(one.rows) rows\(state)")
      }
    }
  }

  struct Withdraw: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Takes a return back; its facts are withdrawn as of now and stay readable as they were.")
    @Argument(help: "The identity that “concordat return list” prints.") var id: String
    @Option(help: "Why.") var reason: String
    @OptionGroup var workspace: WorkspaceOptions

    func run() async throws {
      let opened = try await Workspace.open(workspace)
      try await opened.measures.returns.undo(ID(id), reason: reason, by: "command line", at: Clock.system.now())
      print("Taken back.")
    }
  }
}
