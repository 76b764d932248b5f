import Basics
import Facts
import Foundation

extension FactKinds {
  /// Reads every file of `Practice/facts`. Errors: a `practice-file` refusal that names file, line and remedy.
  package static func read(practice: String) throws -> FactKinds {
    let folder = practice + "/facts"
    do {
      let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".yaml") }.sorted()
      return try FactKinds(
        files: names.map { ("facts/" + $0, try String(contentsOfFile: folder + "/" + $0, encoding: .utf8)) })
    } catch let refusal as Refusal {
      throw refusal
    } catch {
      throw Refusal(
        "practice-file", place: folder, "The kinds of facts cannot be read.",
        remedy: "Restore the folder from the release, and check that this account may read it.")
    }
  }
}
