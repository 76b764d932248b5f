import Analysis
import ArgumentParser
import Basics
import CaseworkModel
import CaseworkStore
import FactStore
import Facts
import Foundation
import PartnershipModel
import PartnershipStore
import StrategyModel
import StrategyStore

struct BenchCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench", abstract: "Runs one measured job, for comparison with other programs.",
    subcommands: [Group.self, Density.self, Decide.self, Cases.self, Reads.self, Facts.self])

  struct Group: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Reads one street-level crime file and groups it six ways.")
    @Argument(help: "The file.") var path: String

    func run() async throws {
      let summary = try CrimeFileBench.summarise(file: path)
      let sizes = [
        summary.byMonth.count, summary.byCategory.count, summary.byLsoa.count, summary.byForce.count,
        summary.byOutcome.count, summary.lsoaByCategory.count,
      ]
      print((["rows": .int(summary.rows), "groups": .array(sizes.map { .int($0) })] as JSON).text())
    }
  }

  struct Facts: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Times every measure of records over invented facts in memory, in milliseconds.")
    @Option(help: "How many facts.") var facts = 1_000_000

    func run() async throws {
      let practice = try Installation.practice(), kinds = try FactKinds.read(practice: practice)
      let result = FactBench.run(
        facts: max(1, facts), kinds: kinds, measures: try RecordMeasures.read(practice: practice, kinds: kinds))
      let slowest = result.milliseconds.max { $0.milliseconds < $1.milliseconds }
      print(
        ([
          "facts": .int(result.facts), "measures": .int(result.milliseconds.count), "loading": .double(result.loading),
          "all": .double(result.milliseconds.reduce(0) { $0 + $1.milliseconds }),
          "slowest": .string(slowest?.measure ?? ""), "milliseconds": .double(slowest?.milliseconds ?? 0),
        ] as JSON).text())
    }
  }

  struct Decide: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Decides every question of a file and prints nanoseconds for one decision.")
    @Argument(help: "A file of questions, as `concordat decide` reads it.") var path: String

    func run() async throws {
      var practice = try Installation.accessWords().practice
      var asked: [(AccessPractice, DecisionQuestion)] = []
      try JSONLines.each(in: path) { _, line in
        switch try JSONDecoder().decode(DecisionLine.self, from: line) {
        case .world(let world): practice = world
        case .question(let question): asked.append((practice, question))
        }
      }
      var allowed = 0
      let start = ContinuousClock.now
      for (practice, question) in asked where question.answer(practice).isAllowed { allowed += 1 }
      let taken = ContinuousClock.now - start
      let nanoseconds = Double(taken.components.seconds) * 1e9 + Double(taken.components.attoseconds) / 1e9
      print(
        ([
          "questions": .int(asked.count), "allowed": .int(allowed),
          "nanoseconds": .double(nanoseconds / Double(max(asked.count, 1))),
        ] as JSON).text())
    }
  }

  struct Cases: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Times the list of one fictional caseworker’s cases, and a read with its audit entry, in milliseconds.")
    @OptionGroup var workspace: WorkspaceOptions

    func run() async throws {
      let opened = try await Workspace.open(workspace)
      let accounts = try await opened.partners().accounts()
      guard let jo = accounts.first(where: { $0.signInName.text.hasPrefix("jo.fictional") }) else {
        throw Refusal("no-demonstration", "This is no demonstration.", remedy: "Run `concordat demo --cases 1000000`.")
      }
      let store = try await opened.cases(opened.auditLog())
      let inquirer = Inquirer(account: jo.id.text, purpose: "asb-reduction")
      func median(_ body: () async throws -> Void) async throws -> Double {
        var took: [Double] = []
        for _ in 0..<21 {
          let start = ContinuousClock.now
          try await body()
          let duration = (ContinuousClock.now - start).components
          took.append(Double(duration.seconds) * 1e3 + Double(duration.attoseconds) / 1e15)
        }
        return took.sorted()[10]
      }
      var first: ID<Case>?
      let list = try await median { first = try await store.list(by: inquirer).first?.cover.id ?? first }
      let query = try await median { _ = try await store.listed(by: inquirer) }
      let read = try await median { if let first { _ = try await store.read(first, by: inquirer) } }
      print((["list": .double(list), "query": .double(query), "read": .double(read)] as JSON).text())
      store.close()
    }
  }

  struct Density: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "The exact quartic density of seeded points on a grid of 1000 by 1000 cells of 50 m, bandwidth 300 m.")
    @Argument(help: "How many points.") var count: Int

    func run() async throws {
      var random = SeededGenerator(state: 1998)
      var eastings: [Double] = [], northings: [Double] = []
      for _ in 0..<max(count, 1) {
        eastings.append(Double.random(in: 0..<50_000, using: &random))
        northings.append(Double.random(in: 0..<50_000, using: &random))
      }
      let points = WeightedPoints(
        eastings: eastings, northings: northings, weights: [Double](repeating: 1, count: eastings.count))
      let frame = try GridFrame(west: 0, south: 0, cell: 50, columns: 1000, rows: 1000)
      let surface = try QuarticDensity.surface(points: points, bandwidth: 300, frame: frame)
      print((["points": .int(points.count), "maximum": .double(surface.maximum)] as JSON).text())
    }
  }
}
