import Basics
import Database
import Foundation
import StrategyModel
import StrategyStore
import Synchronization
import TestSupport

/// Small cuts of published files, and an evidence library in a folder of its own.
enum ImportFixture {
  /// The folder of this file; a symbolic link to it is followed, so that tests run from elsewhere find the fixtures.
  private static let tests = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent().path
  static let practice = tests + "/../../../Practice"

  static func path(_ name: String) -> String { "\(tests)/Fixtures/\(name)" }

  /// A fixture's content, unpacked.
  static func content(_ name: String) throws -> SourceBytes {
    let source = try SourceBytes(path: path(name))
    guard name.hasSuffix(".gz") else { return source }
    var content = source
    try Unpacking.forEachMember(of: source, name: name) { _, inner in content = inner }
    return content
  }

  static func text(_ name: String) throws -> String { String(decoding: try content(name).array, as: UTF8.self) }

  static func sourcePractice() throws -> SourcePractice {
    func text(_ name: String) throws -> String { try String(contentsOfFile: "\(practice)/\(name)", encoding: .utf8) }
    return try SourcePractice(
      sources: (try text("sources.yaml"), "sources.yaml"),
      boroughs: (try text("geography/london-boroughs.yaml"), "london-boroughs.yaml"))
  }

  static func read(_ name: String) throws -> ReadFile {
    try FileReading(practice: sourcePractice()).read(try content(name), name: name)
  }

  static func read(text: String, name: String = "file.csv") throws -> ReadFile {
    try read(bytes: Array(text.utf8), name: name)
  }

  static func read(bytes: [UInt8], name: String = "file.csv") throws -> ReadFile {
    try FileReading(practice: sourcePractice()).read(SourceBytes(bytes), name: name)
  }

  /// The refusal that reading gives.
  static func refusal(bytes: [UInt8], name: String = "file.csv") -> Refusal? {
    do {
      _ = try read(bytes: bytes, name: name)
      return nil
    } catch { return error as? Refusal }
  }

  static func refusal(text: String) -> Refusal? { refusal(bytes: Array(text.utf8)) }

  static let streetHeading =
    "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,"
    + "Last outcome category,Context"

  /// One street-level row of a made-up month.
  static func street(
    _ id: String, _ category: String = "Burglary", outcome: String = "Under investigation",
    place: String = "-0.140000,51.510000",
    month: String = "2021-01", location: String = "On or near High Street", lsoa: String = "E01000001"
  ) -> String {
    "\(id),\(month),City of London Police,City of London Police,\(place),\(location),\(lsoa),City of London 001A,"
      + "\(category),\(outcome),"
  }

  static func table(_ rows: [String], end: String = "\n") -> String {
    ([streetHeading] + rows).joined(separator: end) + end
  }

  static func table(_ file: ReadFile) -> SeriesTable {
    SeriesTable(
      kind: file.kind, extracts: [], coverage: [],
      sources: file.segment.map { [.init(segment: $0, current: nil)] } ?? [])
  }
}

/// An evidence library in a new folder that is removed afterwards; its clock moves on by a minute at every look.
final class ImportPlace: Sendable {
  let directory: String
  let database: Database
  let evidence: EvidenceLibrary
  private let ticks: Mutex<Int>

  private init(_ directory: String, _ database: Database, _ evidence: EvidenceLibrary, _ start: Int) {
    self.directory = directory
    self.database = database
    self.evidence = evidence
    ticks = Mutex(start)
  }

  static func make(_ engine: Engine = .sqlite) async throws -> ImportPlace {
    let directory = NSTemporaryDirectory() + "concordat-import-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    let location: Database.Location =
      engine == .sqlite ? .sqlite(path: directory + "/concordat.sqlite") : try TestDatabase.location(engine)
    return try await open(directory, location)
  }

  /// Opens what another place left behind, as a program that is started again.
  func reopened() async throws -> ImportPlace {
    let location = database.location
    database.close()
    return try await ImportPlace.open(directory, location)
  }

  private static func open(_ directory: String, _ location: Database.Location) async throws -> ImportPlace {
    let database = try Database.open(location)
    let start = Instant(milliseconds: 1_700_000_000_000)
    let minutes = Mutex(0)
    let clock = Clock {
      start.adding(
        seconds: 60
          * minutes.withLock {
            $0 += 1; return $0
          })
    }
    try await Migrations(EvidenceMigrations.all).apply(to: database, now: start)
    let library = try await EvidenceLibrary.open(
      directory: directory, database: database, practice: ImportFixture.practice, clock: clock)
    return ImportPlace(directory, database, library, 0)
  }

  /// Writes a file into the place and gives its path.
  func file(_ name: String, _ bytes: [UInt8]) throws -> String {
    let path = directory + "/" + name
    try FileManager.default.createDirectory(
      atPath: URL(fileURLWithPath: path).deletingLastPathComponent().path, withIntermediateDirectories: true)
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    return path
  }

  func file(_ name: String, _ text: String) throws -> String { try file(name, Array(text.utf8)) }

  func importing(_ paths: String..., options: ImportOptions = ImportOptions()) async throws -> ImportReport {
    try await evidence.importPaths(paths, options: options)
  }

  /// All files under `evidence/extracts` or `evidence/columns`.
  func stored(_ shelf: String) -> [String] {
    let names =
      FileManager.default.enumerator(atPath: "\(directory)/evidence/\(shelf)")?.compactMap { $0 as? String } ?? []
    return names.filter { $0.contains("/") }.map { "\(directory)/evidence/\(shelf)/\($0)" }.sorted()
  }

  func remove() {
    database.close()
    if case .postgres = database.location {
      let database = database
      Task { await TestDatabase.remove(database) }
    }
    try? FileManager.default.removeItem(atPath: directory)
  }
}
