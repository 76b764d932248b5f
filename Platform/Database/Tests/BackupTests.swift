import Basics
import Database
import Foundation
import TestSupport
import Testing

private let now = Instant(milliseconds: 1_700_000_000_000)

private let family = Migration(
  number: 9, title: "Authorities and wards",
  [
    "CREATE TABLE ward (code TEXT NOT NULL PRIMARY KEY, authority TEXT NOT NULL REFERENCES authority (code))",
    "CREATE INDEX ward_authority ON ward (authority)",
    "INSERT INTO authority (code, name) VALUES ('E09000033', 'City of Westminster')",
    "INSERT INTO ward (code, authority) VALUES ('E05013792', 'E09000033')",
  ])
private let parents = Migration(
  number: 8, title: "Authorities", ["CREATE TABLE authority (code TEXT NOT NULL PRIMARY KEY, name TEXT NOT NULL)"])

@Suite struct BackupTests {
  /// Rows with everything that a text format might spoil.
  private func fill(_ database: Database) async throws {
    try await database.write { connection in
      let texts: [String?] = ["", nil, "\\N", "a,b\"c\"\r\nd", "\\.", "北京", "NULL", " x "]
      for (index, text) in texts.enumerated() {
        try connection.run(
          """
          INSERT INTO thing (id, words, whole, share, bytes)
          VALUES (\("\(index)"), \(text), \(Int.max - index), \(1.0 / Double(index + 3)), \([0, 255, 10, 13, 34, 92]))
          """)
      }
      try connection.batch((100..<2100).map { "INSERT INTO thing (id, whole) VALUES (\("\($0)"), \($0))" })
    }
  }

  private func folder() throws -> String {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "backup-\(UInt64.random(in: 0 ... .max))")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder.path
  }

  @Test(arguments: TestDatabase.engines)
  func `what is restored is what was backed up, and its rules hold`(engine: Engine) async throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try await TestDatabase.with(engine, [thingMigration, parents, family]) { database in
      try await fill(database)
      let backup = try await database.backup(to: folder + "/night", now: now)
      #expect(backup.tables == (try await database.contents()))
      #expect(backup.tables.first { $0.name == "thing" }?.rows == 2008)
      #expect(backup.taken == "2023-11-14T22:13:20.000Z")

      let target = try TestDatabase.location(engine)
      try await Database.restore(from: folder + "/night", to: target)
      let restored = try Database.open(target)
      #expect(try await restored.contents() == (try await database.contents()))
      #expect(try await restored.schemaDump() == (try await database.schemaDump()))
      #expect(try await Migrations([thingMigration, parents, family]).plan(on: restored).pending.isEmpty)
      let failure = await #expect(throws: DatabaseFailure.self) {
        try await restored.write { try $0.run("INSERT INTO ward (code, authority) VALUES ('x', 'nowhere')") }
      }
      #expect(failure?.kind == .foreignKey)
      await TestDatabase.remove(restored)
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `a backup is taken while others write, and is one moment's state`(engine: Engine) async throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try await TestDatabase.with(engine, [counterMigration, thingMigration]) { database in
      let writing = Task {
        for index in 0..<200 {
          try await database.write { connection in
            try connection.run("UPDATE counter SET value = value + 1")
            try connection.run("INSERT INTO thing (id, whole) VALUES (\("\(index)"), \(index))")
          }
        }
      }
      try await Task.sleep(for: .milliseconds(20))
      try await database.backup(to: folder + "/busy", now: now)
      try await writing.value
      let target = try TestDatabase.location(engine)
      try await Database.restore(from: folder + "/busy", to: target)
      let restored = try Database.open(target)
      let row = try await restored.read { connection in
        try connection.row("SELECT (SELECT value FROM counter) AS counted, (SELECT count(*) FROM thing) AS stored")
      }
      #expect(try row?.int("counted") == row?.int("stored"))
      await TestDatabase.remove(restored)
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `a damaged backup and an occupied place are refused, and nothing is written over`(engine: Engine) async throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try await TestDatabase.with(engine, [thingMigration]) { database in
      try await fill(database)
      let path = folder + "/night"
      try await database.backup(to: path, now: now)
      let again = await #expect(throws: Refusal.self) { try await database.backup(to: path, now: now) }
      #expect(again?.kind == "backup-exists")

      let occupied = await #expect(throws: Refusal.self) {
        try await Database.restore(from: path, to: database.location)
      }
      #expect(occupied?.kind == "restore-target")

      let name = engine == .sqlite ? path : path + "/2-thing.csv"
      var bytes = try #require(FileManager.default.contents(atPath: name))
      bytes[bytes.count / 2] ^= 1
      try bytes.write(to: URL(fileURLWithPath: name))
      let target = try TestDatabase.location(engine)
      let damaged = await #expect(throws: Refusal.self) { try await Database.restore(from: path, to: target) }
      #expect(damaged?.kind == "backup-damaged")
      let missing = await #expect(throws: Refusal.self) { try await Database.restore(from: folder + "/no", to: target) }
      #expect(missing?.kind == "no-backup")
    }
  }

  @Test func `equal content has equal digests on both engines`() async throws {
    var contents: [[TableContent]] = []
    for engine in TestDatabase.engines {
      try await TestDatabase.with(engine, [thingMigration]) { database in
        try await fill(database)
        contents.append(try await database.contents())
      }
    }
    #expect(contents.allSatisfy { $0 == contents[0] })
  }
}
