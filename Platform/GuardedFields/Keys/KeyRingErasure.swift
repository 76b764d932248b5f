import Basics
import Database
import Synchronization

/// Erasing by destroying the key: what was sealed under it can then be opened by nobody, wherever copies of it are.
extension KeyRing {
  /// Deletes the owner's key in all its versions and frees the store's files of every trace of it; the owner never gets
  /// another. Repeating it does no harm and gives the proof again.
  ///
  /// When this throws, the key may be deleted and traces of it still be in the file; they go with the next erasure or
  /// opening. Backups of the key store still hold the key until they are deleted. What a disk keeps of blocks that the
  /// file system has given up is out of reach: it is wrapped, and rotating and retiring the master key closes that too.
  package func erase(_ owner: KeyOwner) async throws -> ErasureProof {
    guard let proof = try await erase([owner]).first else { throw FieldRefusal.keyMissing(owner) }
    return proof
  }

  /// Erases many owners, as an approved batch does: all of them or none, and the file is rewritten once.
  package func erase(_ owners: [KeyOwner]) async throws -> [ErasureProof] {
    let now = clock.now()
    try await database.write { connection in
      for owner in owners { try KeyRing.delete(connection, owner, now) }
    }
    cache.withLock { cache in for owner in owners { cache.forget(owner) } }
    try await finishErasures()
    return try await database.read { connection in try owners.map { try KeyRing.proof(connection, $0) } }
  }

  private static func delete(_ connection: any Connection, _ owner: KeyOwner, _ now: Instant) throws {
    try connection.run(
      """
      INSERT INTO erased_owner (owner, erased_at) VALUES (\(owner.description), \(now))
      ON CONFLICT (owner) DO UPDATE SET purged_at = NULL
      """)
    for key in try KeyRing.wrapped(connection, [owner], refusingErased: false) {
      try connection.run(
        """
        INSERT INTO erased_key (owner, version, sha256)
        VALUES (\(owner.description), \(Int(key.version)), \(key.sha256))
        ON CONFLICT (owner, version, sha256) DO NOTHING
        """)
    }
    // Overwritten first: deleting alone leaves the overwriting to a setting of the connection.
    try connection.run("UPDATE data_key SET wrapped = zeroblob(60) WHERE owner = \(owner.description)")
    try connection.run("DELETE FROM data_key WHERE owner = \(owner.description)")
  }

  /// The proof of an erasure; nil for an owner that was not erased.
  package func erasure(of owner: KeyOwner) async throws -> ErasureProof? {
    try await database.read { connection in
      let row = try connection.row(
        "SELECT erased_at FROM erased_owner WHERE owner = \(owner.description) AND purged_at IS NOT NULL")
      return row == nil ? nil : try KeyRing.proof(connection, owner)
    }
  }

  /// Frees the files of deleted keys, if an erasure has not got that far yet.
  func finishErasures() async throws {
    let open = try await database.read { connection in
      try connection.rows("SELECT owner FROM erased_owner WHERE purged_at IS NULL").map { try $0.text("owner") }
    }
    guard !open.isEmpty else { return }
    try await database.compact()
    let now = clock.now()
    // Not an owner that was erased while the file was being rewritten.
    try await database.write { connection in
      _ = try connection.run("UPDATE erased_owner SET purged_at = \(now) WHERE owner IN \(list: open)")
    }
  }

  private static func proof(_ connection: any Connection, _ owner: KeyOwner) throws -> ErasureProof {
    guard let erased = try connection.row("SELECT erased_at FROM erased_owner WHERE owner = \(owner.description)")
    else { throw FieldRefusal.keyMissing(owner) }
    let gone = try connection.rows(
      "SELECT version, sha256 FROM erased_key WHERE owner = \(owner.description) ORDER BY version")
    return ErasureProof(
      owner: owner, time: try erased.instant("erased_at"),
      gone: try gone.map { ErasureProof.GoneKey(version: try $0.int("version"), sha256: try $0.text("sha256")) },
      keysLeft: try KeyRing.count(connection))
  }
}
