import Basics
import Foundation
import PracticeFiles
import StrategyModel

/// The demonstration year: invented returns of every service, loaded by the door that real ones use.
package enum ReturnsDemo {
  /// Loads what is not in yet, without those that the demonstration keeps records of itself. Errors: a refusal that names the file and its first line at fault.
  package static func load(
    folder: String, except: Set<String> = [], returns: ExternalReturns, by account: String, at now: Instant
  ) async throws
    -> Int
  {
    let list = folder + "/returns.yaml"
    guard let text = try? String(contentsOfFile: list, encoding: .utf8) else {
      throw Refusal(
        "demonstration", place: list, "The list of returns cannot be read.", remedy: "Restore it from the release.")
    }
    var loaded = 0
    for node in try PracticeNode(text: text, file: "returns.yaml").list("returns") {
      try node.allow(["name", "title", "source", "period", "supplied"])
      let name = try node.text("name")
      if except.contains(name) { continue }
      guard let period = FactPeriod(try node.text("period")) else {
        throw node.refusal("This is no period.", remedy: "Write 2022/23, or two months or days.")
      }
      let cover = try ReturnFile.Cover(
        name: name, title: try node.text("title"), source: try node.text("source"), period: period,
        suppliedOn: try node.required("supplied").day())
      guard let data = FileManager.default.contents(atPath: "\(folder)/\(name).csv") else {
        throw node.refusal("There is no file \(name).csv.", remedy: "Restore it from the release.")
      }
      let one = try await returns.load(Array(data), fileName: name + ".csv", cover: cover, by: account, at: now)
      if let problem = one?.problems.first {
        throw Refusal(
          "demonstration", place: name + ".csv", problem, remedy: "Run scripts/demonstration-year.py again.")
      }
      loaded += one?.rows ?? 0
    }
    return loaded
  }
}
