import Basics
import Foundation
import StrategyModel

/// Where extracts and columns lie on disk: `evidence/extracts/<2 hex>/<sha256>` and `evidence/columns/<2 hex>/…`.
///
/// An extract is written beside its place, flushed to the disk and then renamed, before the register learns of it; so a
/// machine that stops at any moment leaves a whole extract, or a remainder that `sweep` takes away.
struct ImportShelf: Sendable {
  private let root: String
  private var extracts: String { root + "/extracts" }
  private var columns: String { root + "/columns" }
  private var incoming: String { root + "/incoming" }

  init(directory: String) throws {
    root = directory + "/evidence"
    for folder in [extracts, columns, incoming] {
      do {
        try FileManager.default.createDirectory(
          atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      } catch {
        throw Refusal(
          "data-folder", place: folder, "The folder cannot be made: \(error.localizedDescription).",
          remedy: "Make the data folder writable for the account that runs the program.")
      }
    }
  }

  func extractPath(_ sha256: String) -> String { "\(extracts)/\(sha256.prefix(2))/\(sha256)" }
  private func columnsPath(_ sha256: String) -> String {
    "\(columns)/\(sha256.prefix(2))/\(sha256)-\(ReadFile.readingVersion)"
  }

  /// The bytes of an extract, checked to be those that came.
  func extract(_ sha256: String) throws -> SourceBytes {
    let path = extractPath(sha256)
    guard FileManager.default.fileExists(atPath: path) else {
      throw Refusal(
        "extract-missing", place: path, "The extract \(sha256.prefix(12))… is registered and its file is gone.",
        remedy: "Restore it from a backup, or bring the published file in again.")
    }
    let bytes = try SourceBytes(path: path)
    // A figure cites the digest, so it must never be counted from other bytes.
    guard ImportRun.sha256(bytes) == sha256 else {
      throw Refusal(
        "extract-changed", place: path, "The extract \(sha256.prefix(12))… was changed on disk.",
        remedy: "Restore it from a backup.")
    }
    return bytes
  }

  /// An extract of this very import, which has not been put into its place yet.
  func unsettled(_ sha256: String) throws -> SourceBytes { try SourceBytes(path: "\(incoming)/\(sha256)") }

  /// Writes an extract beside its place; `settle` puts all that were written into their places.
  func write(_ sha256: String, _ bytes: SourceBytes) throws {
    try ImportShelf.write("\(incoming)/\(sha256)", bytes.bytes)
  }

  /// Takes away what was written and will not be settled.
  func discard(_ list: [String]) {
    for sha256 in list {
      try? FileManager.default.removeItem(atPath: "\(incoming)/\(sha256)")
      try? FileManager.default.removeItem(atPath: columnsPath(sha256))
    }
  }

  /// Flushes what was written, renames it into place and flushes the folders: after this it survives a power cut.
  func settle(_ list: [String]) throws {
    var folders: Set<String> = [extracts]
    for sha256 in list { try ImportShelf.flush("\(incoming)/\(sha256)") }
    for sha256 in list {
      let folder = "\(extracts)/\(sha256.prefix(2))"
      try? FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      guard rename("\(incoming)/\(sha256)", extractPath(sha256)) == 0 else { throw ImportShelf.failure(folder) }
      folders.insert(folder)
    }
    for folder in folders { try ImportShelf.flush(folder) }
  }

  /// Removes what no register entry names: remainders of an import that was stopped.
  func sweep(keeping known: Set<String>) {
    let files = FileManager.default
    for name in (try? files.contentsOfDirectory(atPath: incoming)) ?? [] {
      try? files.removeItem(atPath: "\(incoming)/\(name)")
    }
    for shelf in [extracts, columns] {
      for folder in (try? files.contentsOfDirectory(atPath: shelf)) ?? [] {
        for name in (try? files.contentsOfDirectory(atPath: "\(shelf)/\(folder)")) ?? []
        where !known.contains(String(name.prefix(64))) {
          try? files.removeItem(atPath: "\(shelf)/\(folder)/\(name)")
        }
      }
    }
  }

  /// Keeps columns; they are only a cache, checked when they are opened, so they need no flushing.
  func keep(_ segment: ColumnSegment, of sha256: String) {
    let path = columnsPath(sha256)
    try? FileManager.default.createDirectory(
      atPath: "\(columns)/\(sha256.prefix(2))", withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700])
    let temporary = "\(incoming)/\(sha256)-columns"
    guard (try? ImportShelf.write(temporary, segment.encoded)) != nil else { return }
    _ = rename(temporary, path)
  }

  /// The columns of an extract, or nil when they are missing, damaged or of an older way of reading.
  func columns(of sha256: String) -> ColumnSegment? {
    guard let source = try? SourceBytes(path: columnsPath(sha256)) else { return nil }
    return ColumnSegment(source)
  }

  private static func write(_ path: String, _ bytes: UnsafeRawBufferPointer) throws {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw failure(path) }
    defer { close(descriptor) }
    var offset = 0
    while offset < bytes.count, let base = bytes.baseAddress {
      let written = Foundation.write(descriptor, base + offset, min(bytes.count - offset, 1 << 30))
      guard written > 0 else { throw failure(path) }
      offset += written
    }
  }

  private static func flush(_ path: String) throws {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(path) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw failure(path) }
  }

  private static func failure(_ path: String) -> Refusal {
    Refusal(
      "disk", place: path, "The file cannot be written: \(String(cString: strerror(errno))).",
      remedy: "Make room on the disk and check that the data folder may be written to.")
  }
}
