import Basics
import Database
import Foundation
import TestSupport
import Testing

@Suite struct `Compaction` {
  private let table = Migration(
    number: 1, title: "Notes", ["CREATE TABLE note (id INTEGER NOT NULL PRIMARY KEY, text TEXT NOT NULL)"])

  /// How often the text is in the file and in its write-ahead log.
  private func count(_ text: String, _ path: String) -> Int {
    ["", "-wal"].compactMap { FileManager.default.contents(atPath: path + $0) }
      .reduce(0) { $0 + String(decoding: $1, as: UTF8.self).components(separatedBy: text).count - 1 }
  }

  @Test func `deleted rows leave no trace in the file or its log, and the others stay`() async throws {
    try await TestDatabase.with(.sqlite, [table]) { database in
      guard case .sqlite(let path) = database.location else { return }
      try await database.write { connection in
        try connection.batch(
          (0..<500).map {
            "INSERT INTO note (id, text) VALUES (\($0), \($0 % 2 == 0 ? "heron-\($0)" : "kestrel-\($0)"))"
          })
      }
      try await database.write { connection in _ = try connection.run("DELETE FROM note WHERE id % 2 = 0") }
      #expect(count("heron-", path) > 0)
      try await database.compact()
      #expect(count("heron-", path) == 0)
      #expect(count("kestrel-", path) == 250)
      #expect(FileManager.default.contents(atPath: path + "-wal")?.isEmpty ?? true)
      let rows = try await database.read { try $0.row("SELECT count(*) AS count FROM note")?.int("count") }
      #expect(rows == 250)
      #expect(try await database.health().isSound)
    }
  }

  @Test(arguments: TestDatabase.engines)
  func `PostgreSQL and a database opened for reading only are refused`(_ engine: Engine) async throws {
    try await TestDatabase.with(engine, [table]) { database in
      let reading = try Database.open(database.location, mode: .readOnly)
      defer { reading.close() }
      for refused in engine == .postgres ? [database, reading] : [reading] {
        let refusal = await #expect(throws: Refusal.self) { try await refused.compact() }
        #expect(refusal?.kind == "compaction")
      }
    }
  }
}
