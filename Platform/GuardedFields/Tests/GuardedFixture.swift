import Basics
import Database
import Foundation
import TestSupport

@testable import GuardedFields

/// A data directory of an invented partnership: a database on one of the engines, and its key store.
struct GuardedFixture {
  static let start = Instant("2026-11-23T09:00:00Z") ?? Instant(milliseconds: 0)

  let directory: String
  let database: Database
  let ring: KeyRing

  static func with(_ engine: Engine, _ body: (GuardedFixture) async throws -> Void) async throws {
    try await Folder.with { folder in
      try await TestDatabase.with(engine, tables) { database in
        let directory: String =
          switch database.location {
          case .sqlite(let path): URL(fileURLWithPath: path).deletingLastPathComponent().path
          case .postgres: folder
          }
        let ring = try await ring(directory)
        do { try await body(GuardedFixture(directory: directory, database: database, ring: ring)) } catch {
          ring.close()
          throw error
        }
        ring.close()
      }
    }
  }

  static func ring(_ directory: String, now: Instant = start) async throws -> KeyRing {
    try await KeyRing.open(directory: directory, clock: .fixed(now))
  }

  /// Gives `body` a key store without a database beside it.
  static func withRing(_ body: (KeyRing, String) async throws -> Void) async throws {
    try await Folder.with { folder in
      let ring = try await ring(folder)
      defer { ring.close() }
      try await body(ring, folder)
    }
  }

  private static let tables = [
    Migration(
      number: 1, title: "Tables with guarded fields",
      [
        """
        CREATE TABLE safe_address (
          id TEXT NOT NULL PRIMARY KEY,
          owner TEXT NOT NULL,
          version INTEGER NOT NULL,
          address BLOB NOT NULL
        )
        """,
        """
        CREATE TABLE case_note (
          id TEXT NOT NULL PRIMARY KEY,
          owner TEXT NOT NULL,
          version INTEGER NOT NULL,
          text TEXT NOT NULL
        )
        """,
        """
        CREATE TABLE person_phone (
          id TEXT NOT NULL PRIMARY KEY,
          owner TEXT NOT NULL,
          version INTEGER NOT NULL,
          number BLOB NOT NULL,
          number_index TEXT
        )
        """,
        """
        CREATE TABLE person (
          id TEXT NOT NULL PRIMARY KEY,
          owner TEXT NOT NULL,
          family_name BLOB NOT NULL,
          given_names BLOB NOT NULL
        )
        """,
        """
        CREATE TABLE person_email (
          id TEXT NOT NULL PRIMARY KEY,
          owner TEXT NOT NULL,
          address BLOB NOT NULL
        )
        """,
      ])
  ]
}

/// Reading and writing guarded fields as an area's store does, in a BLOB column and in a TEXT one.
extension GuardedFixture {
  func saveAddress(_ text: String, id: String, person: String) async throws {
    let owner = try KeyOwner(.person, person)
    let sealed = try GuardedField.safeAddress.seal(text, row: id, version: 1, under: await ring.key(for: owner))
    try await database.write { connection in
      _ = try connection.run(
        """
        INSERT INTO safe_address (id, owner, version, address)
        VALUES (\(id), \(owner.description), 1, \(sealed.bytes))
        """)
    }
  }

  func saveNote(_ text: String, id: String, case number: String) async throws {
    let owner = try KeyOwner(.case, number)
    let sealed = try GuardedField.note.seal(text, row: id, version: 1, under: await ring.key(for: owner))
    try await database.write { connection in
      _ = try connection.run(
        "INSERT INTO case_note (id, owner, version, text) VALUES (\(id), \(owner.description), 1, \(sealed.text))")
    }
  }

  func savePhone(_ text: String, id: String, person: String) async throws {
    let owner = try KeyOwner(.person, person)
    let sealed = try GuardedField.phone.seal(text, row: id, version: 1, under: await ring.key(for: owner))
    let index = try ring.blindIndex.value(of: .phone(text), in: .phone)
    try await database.write { connection in
      _ = try connection.run(
        """
        INSERT INTO person_phone (id, owner, version, number, number_index)
        VALUES (\(id), \(owner.description), 1, \(sealed.bytes), \(index))
        """)
    }
  }

  /// One text in two columns of one row, and in a column of another table that is called like that of `saveAddress`.
  func savePerson(_ text: String, id: String, person: String) async throws {
    let owner = try KeyOwner(.person, person)
    let key = try await ring.key(for: owner)
    let family = try GuardedField.familyName.seal(text, row: id, version: 1, under: key)
    let given = try GuardedField.givenNames.seal(text, row: id, version: 1, under: key)
    let email = try GuardedField.email.seal(text, row: id, version: 1, under: key)
    try await database.write { connection in
      try connection.run(
        """
        INSERT INTO person (id, owner, family_name, given_names)
        VALUES (\(id), \(owner.description), \(family.bytes), \(given.bytes))
        """)
      try connection.run(
        "INSERT INTO person_email (id, owner, address) VALUES (\(id), \(owner.description), \(email.bytes))")
    }
  }

  func address(_ id: String) async throws -> String { try await GuardedFixture.address(id, database, ring) }
  func note(_ id: String) async throws -> String { try await GuardedFixture.note(id, database, ring) }

  static func address(_ id: String, _ database: Database, _ ring: KeyRing) async throws -> String {
    let (owner, version, bytes) = try await row("address", "SELECT * FROM safe_address WHERE id = \(id)", database) {
      try $0.blob("address")
    }
    let key = try await ring.existingKey(for: owner)
    return try GuardedField.safeAddress.open(SealedField(bytes), row: id, version: version, under: key)
  }

  static func note(_ id: String, _ database: Database, _ ring: KeyRing) async throws -> String {
    let (owner, version, text) = try await row("text", "SELECT * FROM case_note WHERE id = \(id)", database) {
      try $0.text("text")
    }
    let key = try await ring.existingKey(for: owner)
    return try GuardedField.note.open(SealedField(text: text), row: id, version: version, under: key)
  }

  private static func row<T: Sendable>(
    _ column: String, _ sql: SQL, _ database: Database, _ take: @escaping @Sendable (Row) throws -> T
  ) async throws -> (KeyOwner, Int, T) {
    try await database.read { connection in
      guard let row = try connection.row(sql), let owner = KeyOwner(try row.text("owner")) else {
        throw Refusal("fixture", "There is no such row.")
      }
      return (owner, try row.int("version"), try take(row))
    }
  }
}

/// A folder of its own for one test, taken away afterwards.
enum Folder {
  static func with<T>(_ body: (String) async throws -> T) async throws -> T {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("guarded-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try await body(folder.path)
  }

  /// Every file in the folder and below it.
  static func files(_ folder: String) -> [String] {
    let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    return names.map { "\(folder)/\($0)" }.filter { path in
      (try? FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType) == .typeRegular
    }
  }
}

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

/// The kind of the refusal that `body` ends in; nil when it ends well. Anything else is passed on.
func kind<T>(_ body: () throws -> T) throws -> String? {
  do { _ = try body() } catch let refusal as Refusal { return refusal.kind }
  return nil
}

func asyncKind<T>(_ body: () async throws -> T) async throws -> String? {
  do { _ = try await body() } catch let refusal as Refusal { return refusal.kind }
  return nil
}
