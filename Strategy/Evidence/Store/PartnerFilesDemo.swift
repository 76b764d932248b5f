import Basics
import PracticeFiles
import Foundation
import StrategyModel

/// Invented partners' files for the demonstration, brought in as a person would bring them in.
///
/// `folder` holds `files.yaml`, which names each file with its holder, set, quarter and the day on which it came, and the
/// files beside it.
package enum PartnerFilesDemo {
  /// What was loaded.
  package struct Outcome: Sendable {
    package var files = 0, rows = 0
    /// Files left alone: their square of the calendar has been used before, or their day has not come yet.
    package var left = 0
  }

  private static let known = ["file", "holder", "set", "quarter", "received", "sender"]

  /// Loads every file whose square of the calendar has never had one, so that it may be called again and an import that
  /// somebody undid does not come back. Errors: refusals that name the line of `files.yaml` or the file.
  @discardableResult
  package static func load(folder: String, files: PartnerFiles, by person: String) async throws -> Outcome {
    let list = folder + "/files.yaml"
    let root = try PracticeNode(text: String(decoding: try bytes(list), as: UTF8.self), file: list)
    try root.allow(["files"])
    var outcome = Outcome()
    let today = files.clock.now().londonDay
    for entry in try root.list("files") {
      try entry.allow(known)
      let written = try entry.text("quarter")
      guard let quarter = Quarter(written) else {
        throw entry.refusal("“\(written)” is not a quarter.", remedy: "Write its first month, such as 2026-04.")
      }
      let holder = try entry.text("holder"), set = try entry.text("set")
      let received = try entry.required("received").day()
      let before = try await files.imports(holder: holder, set: set, quarter: quarter, limit: 1)
      let answer = try await files.answer(holder: holder, set: set, quarter: quarter)
      guard received <= today, before.isEmpty, answer == nil else {
        outcome.left += 1
        continue
      }
      let name = try entry.text("file")
      let offer = try await files.offer(
        try bytes(folder + "/" + name), fileName: name, holder: holder, set: set, quarter: quarter,
        receivedOn: received, sender: try entry.text("sender"), by: person)
      guard case .draft(let id) = offer, let draft = try await files.draft(id) else { continue }
      if !draft.mapConfirmed { try await files.keep(draft.map, for: draft, by: person) }
      let preview = try await files.preview(draft)
      _ = try await files.confirm(draft, fingerprint: preview.fingerprint, smallNumbersRead: false, by: person)
      outcome.files += 1
      outcome.rows += preview.rows.count
    }
    return outcome
  }

  private static func bytes(_ path: String) throws -> [UInt8] {
    do { return Array(try Data(contentsOf: URL(fileURLWithPath: path))) } catch {
      throw Refusal(
        "missing-demonstration", place: path, "The file cannot be read.",
        remedy: "Restore it from the program's Demo folder.")
    }
  }
}
