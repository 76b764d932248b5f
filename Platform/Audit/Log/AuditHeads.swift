import Basics
import Database

/// Signing the log's head, and proving to others that the log has only grown.
extension AuditLog {
  /// A head is due after this many seconds,
  static let longestWithoutHead = 60
  /// or after this many entries.
  static let mostWithoutHead = 1_000

  /// Signs the log's head when one is due: a minute or a thousand entries after the last, if anything was appended.
  /// Returns the new head, nil when none was due.
  ///
  /// Refuses to sign on top of a head that it did not sign or that the tree no longer begins with: a log that signs two
  /// heads of which neither grew out of the other can never be trusted again.
  package func signHeadIfDue(_ now: Instant) async throws -> SignedHead? {
    try await write { connection in
      let tree = try AuditLog.tree(connection)
      let last = try connection.row("SELECT size, note, signed_at FROM audit_head ORDER BY size DESC LIMIT 1")
      if let last {
        let size = try last.int("size"), signed = try last.instant("signed_at")
        guard size != tree.size else { return nil }
        let seconds = (now.milliseconds - signed.milliseconds) / 1000
        // A clock that was set back must not hold the next head up.
        guard tree.size - size >= AuditLog.mostWithoutHead || seconds >= AuditLog.longestWithoutHead || seconds < 0
        else { return nil }
        try check(last, on: tree)
      } else if tree.size == 0 {
        return nil
      }
      let head = try key.sign(Checkpoint(origin: origin, size: tree.size, root: tree.root()))
      let inserted = try connection.run(
        "INSERT INTO audit_head (size, note, signed_at) VALUES (\(tree.size), \(head.description), \(now))")
      return inserted == 1 ? head : nil
    }
  }

  private func check(_ last: Row, on tree: MerkleTree<StoredNodes>) throws {
    let head = try? SignedHead(try last.text("note"), origin: origin, keys: keys)
    guard let head, head.checkpoint.size <= tree.size, try tree.root(at: head.checkpoint.size) == head.checkpoint.root
    else {
      throw Refusal(
        "audit-damaged", "The audit log does not continue from its last signed head.",
        remedy: "Sign nothing; verify the log, and compare it with what the witnesses and the backups hold.")
    }
  }

  /// The latest head; nil before the first.
  package func latestHead() async throws -> SignedHead? {
    try await database.read { connection in try latestHead(connection) }
  }

  func latestHead(_ connection: any Connection) throws -> SignedHead? {
    try connection.row("SELECT note FROM audit_head ORDER BY size DESC LIMIT 1")
      .map { try SignedHead(try $0.text("note"), origin: origin, keys: keys) }
  }

  /// What a witness that holds the head at `old` entries is given: the latest head and the proof that it grew out of
  /// that one. nil before the first head.
  package func offer(old: Int) async throws -> WitnessOffer? {
    try await database.read { connection in try offer(old: old, in: connection) }
  }

  func offer(old: Int, in connection: any Connection) throws -> WitnessOffer? {
    guard let head = try latestHead(connection) else { return nil }
    // To a witness that has seen more than there is now the smaller head is shown as it is: that is for it to judge.
    let old = min(max(0, old), head.checkpoint.size)
    let proof = try AuditLog.tree(connection).consistencyProof(from: old, to: head.checkpoint.size)
    return WitnessOffer(old: old, path: proof.path, note: head.note)
  }

  /// That the entry at `index` is in the log of `size` entries. Refuses what the log does not have.
  package func inclusionProof(of index: Int, in size: Int) async throws -> InclusionProof {
    try await database.read { connection in try AuditLog.tree(connection).inclusionProof(of: index, in: size) }
  }

  /// That the log of `new` entries begins with the log of `old`. Refuses sizes that the log has not had.
  package func consistencyProof(from old: Int, to new: Int) async throws -> ConsistencyProof {
    try await database.read { connection in try AuditLog.tree(connection).consistencyProof(from: old, to: new) }
  }
}
