import Basics
import Crypto
import Foundation

/// What a backup holds, written beside it as `manifest.json` (a folder) or `NAME.json` (a file).
package struct Backup: Sendable, Equatable, Codable {
  /// One file of the backup.
  package struct Part: Sendable, Equatable, Codable {
    package let name: String
    package let bytes: Int
    /// SHA-256 in hexadecimal, as `sha256sum` prints it.
    package let sha256: String
  }

  /// The format of this description: 1.
  package let format: Int
  package let engine: String
  /// When it was taken, RFC 3339.
  package let taken: String
  package let parts: [Part]
  package let tables: [TableContent]

  init(engine: Engine, taken: Instant, parts: [Part], tables: [TableContent]) {
    format = 1
    self.engine = engine.rawValue
    self.taken = taken.description
    self.parts = parts
    self.tables = tables
  }

  package var rows: Int { tables.reduce(0) { $0 + $1.rows } }
}

extension Database {
  /// Copies the whole database as it stands at one moment, while it is in use, and checks the copy.
  ///
  /// On SQLite `path` becomes a database file (by `VACUUM INTO`, its integrity checked) with its description in
  /// `path.json`; on PostgreSQL a folder with `schema.sql`, one CSV file per table and `manifest.json`.
  /// Nothing that exists is written over.
  @discardableResult
  package func backup(to path: String, now: Instant) async throws -> Backup {
    guard !FileManager.default.fileExists(atPath: path) else {
      throw Refusal("backup-exists", place: path, "Something is here already.", remedy: "Give another name.")
    }
    return switch pool {
    case .sqlite(let pool): try await pool.backup(to: path, now: now)
    case .postgres: try await postgresBackup(to: path, now: now)
    }
  }

  /// Makes a database from a backup and checks that its content is what was backed up. The place must be free: an
  /// existing database is never written over.
  @discardableResult
  package static func restore(from path: String, to location: Location) async throws -> Backup {
    switch location {
    case .sqlite(let target): try await restoreSQLite(from: path, to: target)
    case .postgres: try await restorePostgres(from: path, to: location)
    }
  }
}

extension Backup {
  static func read(_ manifest: String, of path: String, engine: Engine) throws -> Backup {
    guard let data = FileManager.default.contents(atPath: manifest) else {
      throw Refusal(
        "no-backup", place: path, "There is no backup here: \(manifest) is missing.",
        remedy: "Name what `concordat backup` wrote, with its description beside it.")
    }
    guard let backup = try? JSONDecoder().decode(Backup.self, from: data), backup.format == 1 else {
      throw damaged(manifest, "its description cannot be read")
    }
    guard backup.engine == engine.rawValue else {
      throw Refusal(
        "backup-engine", place: path, "This is a backup of \(backup.engine), not of \(engine.rawValue).",
        remedy: "Restore it to a database of its own kind.")
    }
    return backup
  }

  func write(to path: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    try encoder.encode(self).write(to: URL(fileURLWithPath: path), options: .atomic)
    try StoredFile.sync(path)
  }

  /// Refuses a restored database that differs from what was backed up, naming the tables.
  func check(_ restored: [TableContent], place: String) throws {
    guard restored != tables else { return }
    let differing = tables.filter { !restored.contains($0) }.map(\.name)
    throw Backup.damaged(place, "what was restored differs in: \(differing.joined(separator: ", "))")
  }

  func checkParts(in folder: String) throws {
    for part in parts {
      let path = folder + "/" + part.name
      guard !part.name.contains("/"), FileManager.default.fileExists(atPath: path) else {
        throw Backup.damaged(path, "the file is missing")
      }
      guard try StoredFile.part(path).sha256 == part.sha256 else {
        throw Backup.damaged(path, "the file is not the one that was written")
      }
    }
  }

  static func damaged(_ place: String, _ why: String) -> Refusal {
    Refusal("backup-damaged", place: place, "The backup is damaged: \(why).", remedy: "Restore another backup.")
  }
}

/// Files as a backup needs them: hashed, and surely on the disk.
enum StoredFile {
  static func part(_ path: String) throws -> Backup.Part {
    let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
    defer { try? handle.close() }
    var hash = SHA256()
    var bytes = 0
    while let piece = try handle.read(upToCount: 1 << 20), !piece.isEmpty {
      hash.update(data: piece)
      bytes += piece.count
    }
    let name = URL(fileURLWithPath: path).lastPathComponent
    return Backup.Part(name: name, bytes: bytes, sha256: Hex.text(hash.finalize()))
  }

  /// Waits until the file, or the folder's list of names, is on the disk.
  static func sync(_ path: String) throws {
    let descriptor = Foundation.open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0, fsync(descriptor) == 0 else {
      throw DatabaseFailure(.other, "\(path) could not be written to the disk: \(String(cString: strerror(errno))).")
    }
    Foundation.close(descriptor)
  }

  static func folder(of path: String) -> String { URL(fileURLWithPath: path).deletingLastPathComponent().path }
}
