import Basics
import Foundation
import GRDB

extension SQLitePool {
  func backup(to path: String, now: Instant) async throws -> Backup {
    let part = path + ".part"
    try? FileManager.default.removeItem(atPath: part)
    do {
      try copy(to: part)
      let tables = try await SQLitePool.checkedContents(part)
      try StoredFile.sync(part)
      try FileManager.default.moveItem(atPath: part, toPath: path)
      let backup = Backup(engine: .sqlite, taken: now, parts: [try StoredFile.part(path)], tables: tables)
      try backup.write(to: path + ".json")
      try StoredFile.sync(StoredFile.folder(of: path))
      return backup
    } catch {
      try? FileManager.default.removeItem(atPath: part)
      throw SQLitePool.translated(error)
    }
  }

  /// Reads through a connection of its own, so that neither readers nor the writer wait.
  private func copy(to part: String) throws {
    var configuration = Configuration()
    configuration.readonly = true
    configuration.busyMode = .timeout(10)
    let source = try DatabaseQueue(path: path, configuration: configuration)
    defer { try? source.close() }
    try source.writeWithoutTransaction { try $0.execute(sql: "VACUUM INTO ?", arguments: [part]) }
  }

  private static func checkedContents(_ path: String) async throws -> [TableContent] {
    let copy = try SQLitePool(path: path, mode: .readOnly)
    defer { copy.close() }
    let faults = try await copy.withWriter { try String.fetchAll($0, sql: "PRAGMA integrity_check(5)") }
    guard faults == ["ok"] else { throw Backup.damaged(path, faults.joined(separator: "; ")) }
    return try await copy.read { try $0.contents() }
  }
}

extension Database {
  static func restoreSQLite(from path: String, to target: String) async throws -> Backup {
    let backup = try Backup.read(path + ".json", of: path, engine: .sqlite)
    guard let file = backup.parts.first, backup.parts.count == 1 else { throw Backup.damaged(path, "it has no file") }
    guard FileManager.default.fileExists(atPath: path), try StoredFile.part(path).sha256 == file.sha256 else {
      throw Backup.damaged(path, "the file is not the one that was written")
    }
    for name in [target, target + "-wal"] where FileManager.default.fileExists(atPath: name) {
      throw Refusal(
        "restore-target", place: name, "There is a database here already.",
        remedy: "Move it and its -wal and -shm files away, or restore to another place.")
    }
    let part = target + ".part"
    try? FileManager.default.removeItem(atPath: part)
    do {
      try FileManager.default.createDirectory(
        atPath: StoredFile.folder(of: target), withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700])
      try FileManager.default.copyItem(atPath: path, toPath: part)
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: part)
      try StoredFile.sync(part)
      try FileManager.default.moveItem(atPath: part, toPath: target)
      try StoredFile.sync(StoredFile.folder(of: target))
    } catch {
      try? FileManager.default.removeItem(atPath: part)
      throw error
    }
    let restored = try Database.open(.sqlite(path: target))
    defer { restored.close() }
    try backup.check(try await restored.contents(), place: path)
    return backup
  }
}
