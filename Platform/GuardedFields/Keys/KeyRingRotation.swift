import Basics
import Database
import Synchronization

/// Changing the master key: the owners' keys are wrapped anew, the data stays as it is.
extension KeyRing {
  /// The master key in use, for `rotated()`.
  package var masterKey: MasterKey { master.withLock { $0 } }

  /// What a rotation did.
  package struct Rewrapping: Hashable, Sendable {
    /// How many keys are now under the current version that were not before.
    package let rewrapped: Int
    /// Owners whose key did not open, and stays as it is.
    package let damaged: [String]
  }

  /// Writes `next` to the master key's file, then wraps every key under its current version.
  ///
  /// `next` is `masterKey.rotated()`; another one is refused, since what is wrapped now must stay open all the while.
  /// Whatever interrupts this, both versions are in the file and each key is under one of them; opening finishes it. The
  /// previous version stays until `retirePreviousMasterKey`.
  @discardableResult
  package func rewrap(to next: MasterKey) async throws -> Rewrapping {
    try master.withLock { held in
      guard next == held || next.previous == held.current, next.indexSecret == held.indexSecret else {
        throw Refusal(
          "master-key", place: masterPath, "The new master key does not continue from the one in use.",
          remedy: "Rotate the one in use.")
      }
      if next != held { try MasterKeyFile.save(next, to: masterPath) }
      held = next
    }
    let result = try await database.write { connection in
      var updates: [SQL] = [], damaged: [String] = []
      for row in try KeyRing.rowsNot(under: next.current, connection) {
        // One damaged key must not keep all the others under a master key that may be known to somebody.
        if let update = try? KeyRing.rewrapping(row, under: next) {
          updates.append(update)
        } else {
          damaged.append((try? row.text("owner")) ?? "unreadable")
        }
      }
      try connection.batch(updates)
      return Rewrapping(rewrapped: updates.count, damaged: damaged)
    }
    // The copies under the old version are what the rotation is meant to end.
    try await database.compact()
    return result
  }

  private static func rewrapping(_ row: Row, under master: MasterKey) throws -> SQL {
    let old = try WrappedKey(row)
    let new = try WrappedKey(old.opened(under: master).key, of: old.owner, version: old.version, under: master)
    return """
      UPDATE data_key SET wrapped = \(new.bytes), master_version = \(new.masterVersion)
      WHERE owner = \(new.owner.description) AND version = \(Int(new.version))
      """
  }

  private static func rowsNot(under version: MasterKey.Version, _ connection: any Connection) throws -> [Row] {
    try connection.rows(
      "SELECT owner, version, wrapped, master_version FROM data_key WHERE master_version <> \(version.number)")
  }

  /// Gives up the version before the last rotation. Backups of the key store from before it open no more, so it is kept
  /// until the last of them is deleted.
  package func retirePreviousMasterKey() async throws {
    try await finishRotation()
    let held = masterKey
    guard let previous = held.previous else { return }
    let left = try await database.read { connection in try KeyRing.rowsNot(under: held.current, connection).count }
    guard left == 0 else {
      throw Refusal(
        "master-key", place: masterPath,
        "\(left) keys do not open and are still wrapped under version \(previous.number) of the master key.",
        remedy: "Restore or erase their owners first; nothing can be opened under them.")
    }
    try master.withLock { key in
      guard key == held else { return }
      try MasterKeyFile.save(held.withoutPrevious(), to: masterPath)
      key = held.withoutPrevious()
    }
  }

  /// Refuses a master key that opens nothing of what is wrapped under one of its versions. Several keys are tried, so
  /// that a damaged one does not close the whole store.
  func checkMaster() async throws {
    let held = masterKey
    let samples = try await database.read { connection in
      try connection.rows("SELECT DISTINCT master_version FROM data_key").map { try $0.int("master_version") }
        .map { version in
          try connection.rows(
            """
            SELECT owner, version, wrapped, master_version FROM data_key WHERE master_version = \(version)
            ORDER BY owner, version LIMIT 20
            """
          )
        }
    }
    for rows in samples {
      let failures = rows.compactMap { row -> (any Error)? in
        do { _ = try WrappedKey(row).opened(under: held) } catch { return error }
        return nil
      }
      if let failure = failures.first, failures.count == rows.count { throw failure }
    }
  }

  /// Wraps what a rotation that was cut short has left under the previous version.
  func finishRotation() async throws {
    let held = masterKey
    guard held.previous != nil else { return }
    let left = try await database.read { connection in try KeyRing.rowsNot(under: held.current, connection).count }
    if left > 0 { try await rewrap(to: held) }
  }
}
