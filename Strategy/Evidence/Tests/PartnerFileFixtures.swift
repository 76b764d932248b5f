import Basics
import Database
import Foundation
import StrategyModel
import StrategyStore
import Synchronization
import TestSupport

/// A partnership with the product's own practice files, a clock that tests move, and files as partners would send them.
enum PartnerFileFixtures {
  /// The repository: tests stand at Strategy/Evidence/Tests.
  static let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path
  static let practice = repository + "/Practice"

  static func prescribed() throws -> PrescribedSets {
    try PrescribedSets.read(
      schedule: String(contentsOfFile: practice + "/datasets/si-2007-1831.yaml", encoding: .utf8),
      holders: String(contentsOfFile: practice + "/datasets/holders.yaml", encoding: .utf8))
  }

  static func set(_ id: String) throws -> PrescribedSet {
    guard let set = try prescribed().set(id) else { throw Missing(what: id) }
    return set
  }

  struct Missing: Error { let what: String }

  /// A clock that stands still until it is moved.
  final class MovingClock: Sendable {
    private let time: Mutex<Instant>
    init(_ day: String) throws {
      guard let instant = Instant(day + "T12:00:00Z") else { throw Missing(what: day) }
      time = Mutex(instant)
    }
    var clock: Clock { Clock { self.time.withLock { $0 } } }
    func advance(days: Int) { time.withLock { $0 = $0.adding(seconds: days * 86_400) } }
    func tick() { time.withLock { $0 = Instant(milliseconds: $0.milliseconds + 7) } }
  }

  static func quarter(_ text: String) throws -> Quarter {
    guard let quarter = Quarter(text) else { throw Missing(what: text) }
    return quarter
  }

  static func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

  /// Fire: malicious false alarm calls with the brigade's own headings.
  static let maliciousCalls = """
    Incident Number,Date of Call,Time of Call,Location
    F-1,03/04/2026,14:05,Marylebone Road
    F-2,17/05/2026,23:59,Praed Street
    F-3,30/06/2026,00:00,Strand

    """

  static func table(_ text: String) throws -> PartnerTable {
    try PartnerTable.read(bytes(text), fileName: "test.csv")
  }
}
