import Basics
import Database
import Foundation
import GuardedFields

/// The keys of guarded fields in a folder of their own: what was erased stays closed once the last copy of its key is gone,
/// so these copies are kept for 30 days and those of the data as long as is wanted.
struct KeyBackup {
  private let folder: String
  private let files = FileManager.default

  init(_ folder: String) { self.folder = folder }

  func write(_ directory: String) async throws {
    guard !files.fileExists(atPath: folder) else {
      throw Refusal(
        "backup-exists", place: folder, "There is something there already.", remedy: "Name a folder that is new.")
    }
    guard files.fileExists(atPath: directory + "/" + KeyRing.storeName) else {
      throw Refusal(
        "no-keys", place: directory, "No keys of guarded fields are held here.", remedy: "Leave --keys out.")
    }
    try Workspace.makeFolder(folder)
    // Beside a server that has the store open: a reader takes a consistent copy.
    let store = try Database.open(.sqlite(path: directory + "/" + KeyRing.storeName), mode: .readOnly)
    _ = try await store.backup(to: folder + "/" + KeyRing.storeName, now: Clock.system.now())
    store.close()
    try files.copyItem(atPath: directory + "/" + KeyRing.masterName, toPath: folder + "/" + KeyRing.masterName)
  }

  func restore(_ directory: String) async throws {
    guard files.fileExists(atPath: folder + "/" + KeyRing.masterName) else {
      throw Refusal("no-backup", place: folder, "This is not a backup of keys.", remedy: "Name the folder of --keys.")
    }
    try await Database.restore(
      from: folder + "/" + KeyRing.storeName, to: .sqlite(path: directory + "/" + KeyRing.storeName))
    try files.copyItem(atPath: folder + "/" + KeyRing.masterName, toPath: directory + "/" + KeyRing.masterName)
  }
}
