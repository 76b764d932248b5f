import Basics
import Foundation
import StrategyModel

extension FigurePractice {
  /// Reads the practice files from a folder on disk.
  package init(folder: String) throws {
    try self.init(
      read: { path in
        do {
          return try String(contentsOfFile: "\(folder)/\(path)", encoding: .utf8)
        } catch {
          throw Refusal(
            "practice-file", place: "\(folder)/\(path)", "The file cannot be read as UTF-8 text.",
            remedy: "Restore it from the release, and check that this account may read it.")
        }
      },
      list: { path in
        do {
          return try FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(path)")
        } catch {
          throw Refusal(
            "practice-file", place: "\(folder)/\(path)", "The folder cannot be read.",
            remedy: "Restore it from the release, and check that this account may read it.")
        }
      })
  }
}
