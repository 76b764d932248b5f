import ArgumentParser
import Basics
import Crypto
import Database
import Foundation
import StrategyStore

struct BackupCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup",
    abstract: "Copies the database and every extract to a new folder, with a manifest of hashes.",
    discussion: "Works while the pages are served. Columns are not copied: they are rebuilt from the extracts.")

  @Option(name: .customLong("to"), help: "A folder that does not exist yet.") var target: String
  @Option(
    help: ArgumentHelp(
      "A second folder that does not exist yet, for the keys of guarded fields: keep it apart, and 30 days only.",
      valueName: "dir")) var keys: String?
  @OptionGroup var workspace: WorkspaceOptions

  func run() async throws {
    let opened = try await Workspace.look(workspace)
    let entries = try await BackupFolder(target).write(opened)
    if let keys {
      try await KeyBackup(keys).write(opened.directory)
    } else if FileManager.default.fileExists(atPath: opened.directory + "/keys.sqlite") {
      Terminal.note("Names and notes stay sealed without their keys: back those up apart, with --keys DIR.")
    }
    if workspace.json {
      let json: JSON = ["backup": .string(target), "files": .int(entries)]
      print(json.text(indent: true))
    } else {
      print("Backed up \(entries.grouped) files to \(target).")
      print("Restore with: concordat restore --from \(target) --data DIR")
    }
  }
}

struct RestoreCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore", abstract: "Restores a backup into an empty data folder, after checking every hash.")

  @Option(name: .customLong("from"), help: "The folder that `backup` made.") var source: String
  @Option(help: ArgumentHelp("The folder of the keys of guarded fields.", valueName: "dir")) var keys: String?
  @OptionGroup var workspace: WorkspaceOptions

  func run() async throws {
    let count = try await BackupFolder(source).restore(workspace)
    if let keys { try await KeyBackup(keys).restore(workspace.directory) }
    if workspace.json {
      let json: JSON = ["restored": .string(workspace.directory), "files": .int(count)]
      print(json.text(indent: true))
    } else {
      print("Restored \(count.grouped) files to \(workspace.directory); every hash agreed.")
    }
  }
}

/// A backup on disk: `database`, `evidence/extracts`, and `manifest.txt` with a SHA-256 and a path on each line, in the
/// form that `sha256sum --check` reads.
struct BackupFolder {
  let folder: URL
  private let files = FileManager.default

  init(_ path: String) { folder = URL(fileURLWithPath: path) }

  /// Returns how many files were written.
  func write(_ opened: Workspace) async throws -> Int {
    guard !files.fileExists(atPath: folder.path) else {
      throw Refusal(
        "backup-exists", place: folder.path, "There is something there already.", remedy: "Name a folder that is new.")
    }
    try files.createDirectory(at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    try await opened.database.backup(to: folder.appendingPathComponent("database").path, now: Clock.system.now())
    try copyKeys(from: URL(fileURLWithPath: opened.directory), to: folder)
    let extracts = URL(fileURLWithPath: opened.directory).appendingPathComponent("evidence/extracts")
    if files.fileExists(atPath: extracts.path) {
      let target = folder.appendingPathComponent("evidence/extracts")
      try files.createDirectory(at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
      try files.copyItem(at: extracts, to: target)
    }
    let lines = try paths().map { "\(try digest($0))  \($0)" }
    try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: folder.appendingPathComponent("manifest.txt"))
    return lines.count
  }

  /// Returns how many files were restored; a file that is missing or changed refuses the whole.
  func restore(_ options: WorkspaceOptions) async throws -> Int {
    let manifest = folder.appendingPathComponent("manifest.txt")
    guard let text = try? String(contentsOf: manifest, encoding: .utf8) else {
      throw Refusal(
        "no-backup", place: folder.path, "There is no manifest.txt, so this is not a backup.",
        remedy: "Name the folder that `concordat backup` made.")
    }
    let target = URL(fileURLWithPath: options.directory)
    if let held = try? files.contentsOfDirectory(atPath: target.path), !held.isEmpty {
      throw Refusal(
        "not-empty", place: target.path, "The data folder is not empty.",
        remedy: "Restore into a new folder with --data.")
    }
    let lines = text.split(separator: "\n")
    for line in lines {
      let halves = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
      let path = halves.last.map { $0.trimmingCharacters(in: .whitespaces) } ?? ""
      guard halves.count == 2, !path.isEmpty, !path.contains(".."), (try? digest(path)) == String(halves[0]) else {
        throw Refusal(
          "backup-damaged", place: path, "This file is missing from the backup or differs from its hash.",
          remedy: "Use another backup; nothing was restored.")
      }
    }
    try files.createDirectory(at: target, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    try await Database.restore(from: folder.appendingPathComponent("database").path, to: try options.location)
    try copyKeys(from: folder, to: target)
    let extracts = folder.appendingPathComponent("evidence/extracts")
    if files.fileExists(atPath: extracts.path) {
      let place = target.appendingPathComponent("evidence/extracts")
      try files.createDirectory(at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
      try files.copyItem(at: extracts, to: place)
    }
    return lines.count
  }

  /// Without the server's key nobody's second factor can be read again; without that of the audit no head of its log holds.
  private func copyKeys(from source: URL, to target: URL) throws {
    for name in ["server.key", "audit.key"] {
      let key = source.appendingPathComponent(name)
      guard files.fileExists(atPath: key.path) else { continue }
      try files.copyItem(at: key, to: target.appendingPathComponent(name))
    }
  }

  private func paths() throws -> [String] {
    guard let walk = files.enumerator(at: folder, includingPropertiesForKeys: [.isRegularFileKey]) else { return [] }
    let prefix = folder.standardizedFileURL.path + "/"
    var out: [String] = []
    for case let file as URL in walk where try file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true {
      out.append(String(file.standardizedFileURL.path.dropFirst(prefix.count)))
    }
    return out.sorted()
  }

  private func digest(_ path: String) throws -> String {
    Hex.text(SHA256.hash(data: try Data(contentsOf: folder.appendingPathComponent(path), options: .mappedIfSafe)))
  }
}
