import Basics
import Database
import Foundation
import StrategyModel
import Synchronization

/// The evidence of a partnership: published files kept byte for byte, the register of what is held of them, and the
/// columns that figures are counted from.
package final class EvidenceLibrary: Sendable {
  let shelf: ImportShelf
  let database: Database
  let practice: SourcePractice
  let clock: Clock
  let directory: String
  /// One import at a time in this process.
  let gate = ImportGate()
  let memory: Mutex<Memory>

  /// What is kept ready between questions.
  struct Memory: Sendable {
    var register: EvidenceRegister
    var segments: [String: ColumnSegment] = [:]
    var tables: [TableKey: SeriesTable] = [:]
    /// By the extracts that they were read from.
    var references: [[String]: ReferenceData] = [:]
    var changes: (revision: String, list: [RecordChange])?
  }

  struct TableKey: Hashable, Sendable {
    let kind: SourceKind
    let asAt: Instant?
  }

  private init(
    shelf: ImportShelf, database: Database, practice: SourcePractice, clock: Clock, directory: String,
    register: EvidenceRegister
  ) {
    self.shelf = shelf
    self.database = database
    self.practice = practice
    self.clock = clock
    self.directory = directory
    memory = Mutex(Memory(register: register))
  }

  /// Opens the evidence under a data directory; what a stopped import left behind is swept away. `practice` is the path
  /// of the folder `Practice`.
  package static func open(
    directory: String, database: Database, practice: String, clock: Clock
  ) async throws -> EvidenceLibrary {
    let names = try SourcePractice(
      sources: (try text("\(practice)/sources.yaml"), "sources.yaml"),
      boroughs: (try text("\(practice)/geography/london-boroughs.yaml"), "geography/london-boroughs.yaml"))
    let shelf = try ImportShelf(directory: directory)
    let register = try await database.read { try EvidenceRegister.load($0) }
    // Another process that is importing right now holds the lock, and its files are no remainders.
    if database.mode == .readWrite, let lock = ImportLock(directory: directory) {
      withExtendedLifetime(lock) { shelf.sweep(keeping: Set(register.entries.keys)) }
    }
    return EvidenceLibrary(
      shelf: shelf, database: database, practice: names, clock: clock, directory: directory, register: register)
  }

  private static func text(_ path: String) throws -> String {
    guard let data = FileManager.default.contents(atPath: path), let text = String(bytes: data, encoding: .utf8) else {
      throw Refusal(
        "practice-file", place: path, "The practice file cannot be read.", remedy: "Restore it from the release.")
    }
    return text
  }

  /// Every extract that is held, in the order in which they came.
  package func extracts() async throws -> [Extract] {
    let register = try await refreshed()
    return register.held(at: nil).compactMap { register.entries[$0.sha256]?.extract }
  }

  /// Difference reports of re-issued parts whose later extract is held, the latest first.
  package func revisions() async throws -> [RevisionEntry] {
    let register = try await refreshed()
    return try await database.read { try EvidenceRegister.revisions($0) }.filter { register.isHeld($0.after) }
  }

  /// Changes whenever an import or an undoing lands.
  package func state() -> String { memory.withLock { "evidence-\($0.register.version)" } }

  /// The bytes of an extract exactly as they came.
  package func extractBytes(_ sha256: String) async throws -> [UInt8] {
    guard try await refreshed().entries[sha256] != nil else { throw unknown(sha256) }
    return try shelf.extract(sha256).array
  }

  func unknown(_ sha256: String) -> Refusal {
    Refusal(
      "no-such-extract", "No extract \(sha256.prefix(12))… is held.", remedy: "Look it up in the list of extracts.")
  }

  /// The register as the database has it now; another server may have imported since.
  func refreshed() async throws -> EvidenceRegister {
    let known = memory.withLock { $0.register.version }
    let loaded = try await database.read { connection -> EvidenceRegister? in
      try EvidenceRegister.version(connection) == known ? nil : try EvidenceRegister.load(connection)
    }
    return memory.withLock { memory in
      if let loaded, loaded.version > memory.register.version { memory.replace(loaded) }
      return memory.register
    }
  }
}

extension EvidenceLibrary.Memory {
  /// Tables are made anew; segments stay, since an extract's columns never change.
  mutating func replace(_ register: EvidenceRegister) {
    self.register = register
    tables = [:]
    changes = nil
    segments = segments.filter { register.entries[$0.key] != nil }
  }
}

/// Lets one import run at a time; those that wait go on in the order in which they came.
actor ImportGate {
  private var isBusy = false
  private var waiting: [CheckedContinuation<Void, Never>] = []

  func enter() async {
    if isBusy { await withCheckedContinuation { waiting.append($0) } }
    isBusy = true
  }

  func leave() {
    if waiting.isEmpty { isBusy = false } else { waiting.removeFirst().resume() }
  }
}

/// The lock between processes; the kernel lets go of it when a process dies.
final class ImportLock: Sendable {
  private let descriptor: Int32

  init?(directory: String) {
    descriptor = Foundation.open(directory + "/evidence/lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0, flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { return nil }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }
}
