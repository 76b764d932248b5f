import Basics
import Database
import Foundation
import TestSupport
import Testing

/// What is promised of the file itself, whichever program opens it.
@Suite struct SQLiteFileTests {
  private func setting(_ database: Database, _ name: StaticString, writing: Bool) async throws -> String? {
    let body: @Sendable (any Connection) throws -> String? = { connection in
      try connection.row("PRAGMA \(raw: name)")?.text("\(name)")
    }
    return writing ? try await database.write(body) : try await database.read(body)
  }

  @Test func `the writer waits for the disk and alone checkpoints, readers only read`() async throws {
    try await TestDatabase.with(.sqlite) { database in
      let synchronous = try await setting(database, "synchronous", writing: true)
      #expect(synchronous == "2")
      #expect(try await setting(database, "journal_mode", writing: true) == "wal")
      #expect(try await setting(database, "wal_autocheckpoint", writing: true) == "1000")
      #expect(try await setting(database, "wal_autocheckpoint", writing: false) == "0")
      #expect(try await setting(database, "query_only", writing: false) == "1")
      for writing in [true, false] {
        #expect(try await setting(database, "foreign_keys", writing: writing) == "1")
        #expect(try await setting(database, "secure_delete", writing: writing) == "1")
        #expect(try await setting(database, "trusted_schema", writing: writing) == "0")
        #expect(try await setting(database, "cell_size_check", writing: writing) == "1")
      }
    }
  }

  @Test func `health finds nothing wrong with a fresh database and names what it looked at`() async throws {
    for engine in TestDatabase.engines {
      try await TestDatabase.with(engine, [counterMigration]) { database in
        let health = try await database.health()
        #expect(health.engine == engine)
        #expect(health.findings.count >= 5)
        // The private server of the tests is told not to wait for the disk, and doctor notices.
        let faults = health.findings.filter { !$0.isSound }.map(\.name)
        #expect(
          engine == .sqlite
            ? faults.isEmpty : Set(faults).isSubset(of: ["fsync", "full_page_writes", "data_checksums"]))
      }
    }
  }

  @Test func `a second opening for writing is refused and names the holder, a reading one is let in`() async throws {
    try await TestDatabase.with(.sqlite, [counterMigration]) { database in
      let refusal = try #require(throws: Refusal.self) { try Database.open(database.location) }
      #expect(refusal.kind == "database-in-use")
      #expect(refusal.reason.contains("\(getpid())"))
      let reader = try Database.open(database.location, mode: .readOnly)
      try await database.write { try $0.run("UPDATE counter SET value = 6") }
      #expect(try await reader.read { try $0.row("SELECT value FROM counter")?.int("value") } == 6)
      let denied = await #expect(throws: Refusal.self) { try await reader.write { try $0.run("DELETE FROM counter") } }
      #expect(denied?.kind == "read-only")
      #expect(try await reader.health().isSound)
      reader.close()
    }
  }

  @Test func `a stopped server's database can be read, and opened for writing again`() async throws {
    try await TestDatabase.with(.sqlite, [counterMigration]) { database in
      try await database.write { try $0.run("UPDATE counter SET value = 2") }
      database.close()
      let reader = try Database.open(database.location, mode: .readOnly)
      #expect(try await reader.read { try $0.row("SELECT value FROM counter")?.int("value") } == 2)
      reader.close()
      let again = try Database.open(database.location)
      #expect(try await again.read { try $0.row("SELECT value FROM counter")?.int("value") } == 2)
      again.close()
    }
  }

  @Test func `reading where there is no database, or opening a file that is none, is refused`() async throws {
    let location = try TestDatabase.location(.sqlite)
    #expect(try #require(throws: Refusal.self) { try Database.open(location, mode: .readOnly) }.kind == "no-database")
    guard case .sqlite(let path) = location else { return }
    try Data(repeating: 0x41, count: 8192).write(to: URL(fileURLWithPath: path))
    let refusal = try #require(throws: Refusal.self) { try Database.open(location) }
    #expect(refusal.kind == "database-unreadable")
    #expect(refusal.remedy != nil)
    #expect(FileManager.default.contents(atPath: path) == Data(repeating: 0x41, count: 8192))
    try FileManager.default.removeItem(at: URL(fileURLWithPath: path).deletingLastPathComponent())
  }

  @Test func `the file is for its owner only`() async throws {
    try await TestDatabase.with(.sqlite, [counterMigration]) { database in
      guard case .sqlite(let path) = database.location else { return }
      for name in [path, path + "-wal", path + ".lock"] {
        let permissions = try FileManager.default.attributesOfItem(atPath: name)[.posixPermissions] as? Int
        #expect(permissions == 0o600, "\(name)")
      }
    }
  }

  @Test func `a server that cannot be reached is refused with a remedy and without the password`() throws {
    let location = try Database.Location("host=/nowhere/at/all user=a password=opensesame dbname=b")
    let refusal = try #require(throws: Refusal.self) { try Database.open(location) }
    #expect(refusal.kind == "database-unreachable")
    #expect(!"\(refusal)".contains("opensesame"))
  }
}
