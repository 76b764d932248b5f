import Basics
import Database
import Foundation
import TestSupport

@testable import Audit

/// Random numbers that are the same in every run (SplitMix64).
struct SeededNumbers: RandomNumberGenerator {
  private var state: UInt64
  init(_ seed: UInt64) { state = seed }
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// Entries of an invented partnership.
enum AuditSamples {
  static let start = Instant("2026-11-23T09:00:00Z") ?? Instant(milliseconds: 0)
  static let origin = "anytown.example/audit"

  static func key(_ number: UInt8 = 1) throws -> AuditKey {
    try AuditKey(seed: [UInt8](repeating: number, count: 32))
  }

  static func consultation(_ number: Int = 1, by user: String = "u1", agency: String = "council") throws -> AuditEntry {
    try AuditEntry(
      .consultation,
      by: AuditActor(
        user: user, agency: agency, session: [UInt8](repeating: 7, count: 32), strength: .secondFactor),
      object: AuditObject(kind: "case", id: "c\(number)", fieldGroups: ["identity"], rowVersion: number),
      individuals: ["p\(number)"],
      grounds: AuditGrounds(
        purpose: "asb-reduction", agreement: AuditGrounds.Agreement(id: "g1", version: 2), rules: ["3-role"],
        effect: .allow),
      sealed: Array("sealed text \(number)".utf8))
  }

  /// An entry in which every field may be there or not.
  static func random(_ random: inout SeededNumbers) throws -> AuditEntry {
    let category = AuditCategory.allCases.randomElement(using: &random) ?? .system
    let object = try maybe(&random) { random in
      try AuditObject(
        kind: word(&random), id: word(&random), fieldGroups: words(0...3, &random),
        rowVersion: maybe(&random) { Int.random(in: 0...9_000, using: &$0) })
    }
    let grounds = try AuditGrounds(
      purpose: maybe(&random) { word(&$0) },
      agreement: maybe(&random) {
        try AuditGrounds.Agreement(id: word(&$0), version: Int.random(in: 0...99, using: &$0))
      },
      rules: words(0...4, &random), effect: maybe(&random) { _ in .deny }, reason: maybe(&random) { word(&$0) })
    let actor = try AuditActor(
      user: maybe(&random) { word(&$0) }, agency: maybe(&random) { word(&$0) },
      actingFor: maybe(&random) { word(&$0) }, session: maybe(&random) { bytes(32, &$0) },
      strength: maybe(&random) { AuditActor.Strength.allCases.randomElement(using: &$0) ?? .passkey })
    return try AuditEntry(
      category, by: actor, object: object, individuals: words((category.isRequiredByLaw ? 1 : 0)...4, &random),
      recipient: category == .disclosure ? word(&random) : nil, grounds: grounds,
      resultCount: maybe(&random) { Int.random(in: 0...1_000, using: &$0) },
      sealed: maybe(&random) { bytes(Int.random(in: 0...40, using: &$0), &$0) })
  }

  private static func maybe<T>(
    _ random: inout SeededNumbers, _ make: (inout SeededNumbers) throws -> T
  ) rethrows -> T? {
    Bool.random(using: &random) ? try make(&random) : nil
  }

  private static func words(_ count: ClosedRange<Int>, _ random: inout SeededNumbers) -> [String] {
    (0..<Int.random(in: count, using: &random)).map { _ in word(&random) }
  }

  private static func word(_ random: inout SeededNumbers) -> String {
    let signs = Array("abcxyzABCXYZ0189-_.:/")
    return String((0..<Int.random(in: 1...12, using: &random)).map { _ in signs.randomElement(using: &random) ?? "a" })
  }

  private static func bytes(_ count: Int, _ random: inout SeededNumbers) -> [UInt8] {
    (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
  }

  /// A record at any place and time, by way of its bytes.
  static func record(_ entry: AuditEntry, at index: Int, _ time: Instant = start) throws -> AuditRecord {
    AuditRecord(index: index, time: time, clockWentBack: false, entry: entry)
  }

  /// A fresh log on that engine.
  static func withLog(_ engine: Engine, _ body: (AuditLog) async throws -> Void) async throws {
    try await TestDatabase.with(engine, AuditMigrations.all) { database in
      try await body(AuditLog(database: database, origin: origin, key: try key()))
    }
  }

  /// A folder of its own for files, taken away afterwards.
  static func withFolder<T>(_ body: (String) async throws -> T) async throws -> T {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("audit-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try await body(folder.path)
  }
}

extension AuditLog {
  /// Appends as one transaction for each entry, a second apart.
  func grow(_ count: Int, from first: Int = 0) async throws {
    for number in first..<(first + count) {
      let entry = try AuditSamples.consultation(number)
      try await write { connection in
        try append(entry, now: AuditSamples.start.adding(seconds: number), in: connection)
      }
    }
  }
}
