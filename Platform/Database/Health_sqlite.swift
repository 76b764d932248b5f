import Basics
import Foundation
import GRDB
import GRDBSQLite

extension SQLitePool {
  func health() async throws -> Database.Health {
    let path = path
    return try await withWriter { database in
      var findings: [Database.Health.Finding] = []
      let version = String(cString: sqlite3_libversion())
      findings.append(
        Database.Health.Finding(
          name: "SQLite version", value: version, wanted: "3.40 or later",
          isSound: sqlite3_libversion_number() >= 3_040_000, remedy: "Install a newer libsqlite3-0."))
      let role = database.configuration.readonly ? SQLiteSetting.reader : SQLiteSetting.writer
      findings += try (SQLiteSetting.common + role).map { try $0.finding(on: database) }
      let faults = try String.fetchAll(database, sql: "PRAGMA integrity_check(5)")
      findings.append(
        Database.Health.Finding(
          name: "integrity", value: faults.joined(separator: "; "), wanted: "ok", isSound: faults == ["ok"],
          remedy: "Stop the program and restore the latest backup with: concordat restore."))
      let dangling = try GRDB.Row.fetchAll(database, sql: "PRAGMA foreign_key_check").count
      findings.append(
        Database.Health.Finding(
          name: "references to rows that are not there", value: "\(dangling)", wanted: "0", isSound: dangling == 0,
          remedy: "Restore the latest backup with: concordat restore."))
      findings.append(SQLitePool.room(path))
      return Database.Health(engine: .sqlite, version: version, location: path, findings: findings)
    }
  }

  /// The write-ahead log grows only while something holds it open, so a large one is a sign of a stuck reader.
  private static func room(_ path: String) -> Database.Health.Finding {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path + "-wal")
    let bytes = (attributes?[.size] as? Int) ?? 0
    return Database.Health.Finding(
      name: "write-ahead log", value: "\((bytes / 1024).grouped) KiB", wanted: "at most 65,536 KiB",
      isSound: bytes <= 67_108_864, remedy: "Restart the server; look for a read that never ends.")
  }
}
