import Basics
import Crypto
import Database
import Foundation
import StrategyModel
import Synchronization

/// The prescribed files of the partners: what came, what was made of it, and what is still to come.
///
/// The file is kept byte for byte, its rows beside it; an import counts until it is undone or a later one for the same
/// holder, set and quarter takes its place, so undoing gives back exactly what was there before.
package final class PartnerFiles: Sendable {
  /// Bytes of one file: a quarter of a large force's crimes is under 20 MB.
  package static let largestFile = 40 * 1_048_576

  package let prescribed: PrescribedSets
  package let clock: Clock
  let database: Database
  /// The series that `series()` made last, and the imports that it was made of.
  let lastSeries = Mutex<(imports: [String], table: SeriesTable)?>(nil)
  private let reader: @Sendable ([UInt8], String) throws -> PartnerTable

  /// `practice`: the folder with `datasets/si-2007-1831.yaml` and `datasets/holders.yaml`.
  package convenience init(database: Database, practice: String, clock: Clock) throws {
    func text(_ name: String) throws -> String {
      do { return try String(contentsOfFile: practice + "/datasets/" + name, encoding: .utf8) } catch {
        throw Refusal(
          "missing-practice", place: "\(practice)/datasets/\(name)", "The file cannot be read.",
          remedy: "Restore it from the program's Practice folder.")
      }
    }
    let prescribed = try PrescribedSets.read(schedule: text("si-2007-1831.yaml"), holders: text("holders.yaml"))
    self.init(database: database, prescribed: prescribed, clock: clock)
  }

  package init(
    database: Database, prescribed: PrescribedSets, clock: Clock,
    reader: @escaping @Sendable ([UInt8], String) throws -> PartnerTable = { try PartnerTable.read($0, fileName: $1) }
  ) {
    self.database = database
    self.prescribed = prescribed
    self.clock = clock
    self.reader = reader
  }

  func table(_ bytes: [UInt8], _ fileName: String) throws -> PartnerTable { try reader(bytes, fileName) }

  /// The holder's set, refused when there is none such or the holder does not hold it.
  package func duty(holder: String, set: String) throws(Refusal) -> (holder: PartnerHolder, set: PrescribedSet) {
    guard let body = prescribed.holder(holder) else {
      throw Refusal(
        "unknown-holder", place: "Holder", "There is no holder “\(holder.prefix(80))”.",
        remedy: "Choose one from the list.")
    }
    guard let found = prescribed.set(set), body.holds(found) else {
      throw Refusal(
        "unknown-set", place: "Set", "\(body.name) does not hold a set “\(set.prefix(80))”.",
        remedy: "Choose one of its sets.")
    }
    return (body, found)
  }

  /// The map that was last used for the holder's set.
  package func keptMap(holder: String, set: String) async throws -> ColumnMap? {
    let row = try await database.read {
      try $0.row("SELECT map FROM partner_file_map WHERE holder = \(holder) AND set_id = \(set)")
    }
    return try row.map { try ColumnMap.read($0.text("map")) }
  }

  /// The bytes as they came, for a check against the sender's copy; nil when unknown or erased.
  package func bytes(of sha256: String) async throws -> [UInt8]? {
    try await database.read {
      try $0.row("SELECT bytes FROM partner_file_extract WHERE sha256 = \(sha256)")?.optionalBlob("bytes")
    }
  }

  static func digest(_ bytes: [UInt8]) -> String { Hex.text(SHA256.hash(data: bytes)) }
}

extension ColumnMap {
  /// As it is stored, members in a fixed order.
  var stored: String {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
  }

  static func read(_ text: String) throws -> ColumnMap {
    try JSONDecoder().decode(ColumnMap.self, from: Data(text.utf8))
  }
}
