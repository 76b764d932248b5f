import Basics
import Database

/// A witness whose cosignatures are kept and served: its key, as the agency gave it, and the last head that it cosigned.
package struct RegisteredWitness: Hashable, Sendable {
  package let key: VerifierKey
  package let addedAt: Instant
  /// From then on nothing of it is taken or served; nil while it is.
  package let retiredAt: Instant?
  /// How many entries the last head has that it cosigned, and when it says that it saw it.
  package let lastSize: Int?
  package let lastAt: Instant?
}

/// Witnesses that cosign the log's heads (C2SP tlog-witness, tlog-cosignature). A cosignature proves itself, so whoever brings
/// one needs no account; whose it may be is registered.
extension AuditLog {
  /// Seconds by which a witness's clock may be ahead of the server's.
  static let mostAhead = 300

  package func witnesses() async throws -> [RegisteredWitness] {
    try await database.read { connection in
      try connection.rows(
        """
        SELECT w.*, (SELECT max(c.size) FROM audit_cosignature c WHERE c.witness = w.verifier) AS last_size,
          (SELECT max(c.seconds) FROM audit_cosignature c WHERE c.witness = w.verifier) AS last_seconds
        FROM audit_witness w ORDER BY w.retired_at IS NOT NULL, w.verifier
        """
      ).map { row in
        RegisteredWitness(
          key: try VerifierKey(row.text("verifier")), addedAt: try row.instant("added_at"),
          retiredAt: try row.optionalInstant("retired_at"), lastSize: try row.optionalInt("last_size"),
          lastAt: try row.optionalInt("last_seconds").map { Instant(milliseconds: 0).adding(seconds: $0) })
      }
    }
  }

  /// Registers a witness's key; the agency brought it by another way than this server's network. `entry` says who did it.
  package func register(witness key: VerifierKey, _ entry: AuditEntry, now: Instant) async throws {
    guard key.kind == .cosignature else {
      throw Refusal(
        "witness-key", place: "Key", "This is no key of a witness.",
        remedy: "Take the key that `concordat witness` prints, not the log's own.")
    }
    guard key.name != origin, key.name != receiptName else {
      throw Refusal(
        "witness-key", place: "Key", "This name is the log's own.", remedy: "Give the witness another name.")
    }
    try await write { connection in
      let same = try connection.rows("SELECT verifier FROM audit_witness WHERE retired_at IS NULL").map {
        try VerifierKey($0.text("verifier")).name
      }
      guard !same.contains(key.name) else {
        throw Refusal(
          "witness-known", place: key.name, "A witness of this name is registered.", remedy: "Retire its key first.")
      }
      try connection.run(
        """
        INSERT INTO audit_witness (verifier, added_at) VALUES (\(key.description), \(now))
        ON CONFLICT (verifier) DO UPDATE SET retired_at = NULL
        """)
      try append(entry, now: now, in: connection)
    }
  }

  /// Takes no more of a witness, as when its key was lost. What it cosigned stays in the table and is no longer served.
  package func retire(witness verifier: String, _ entry: AuditEntry, now: Instant) async throws {
    try await write { connection in
      let retired = try connection.run(
        "UPDATE audit_witness SET retired_at = \(now) WHERE verifier = \(verifier) AND retired_at IS NULL")
      guard retired == 1 else {
        throw Refusal("no-witness", "There is no such witness.", remedy: "Open the list again.")
      }
      try append(entry, now: now, in: connection)
    }
  }

  /// Keeps the cosignatures of registered witnesses under one of the log's heads, as a witness sends it: the head with its
  /// signature lines. Tells how many of them are valid; sent again, nothing changes.
  ///
  /// Refuses a text that is no head of this log, and one with no valid line of a registered witness.
  package func take(cosigned text: String, now: Instant) async throws -> Int {
    guard let note = try? SignedNote(text), let point = try? Checkpoint(text: note.text), point.origin == origin else {
      throw AuditLog.notTaken(
        "The text is no head of this log.", "Send the checkpoint with your signature line under it.")
    }
    return try await database.write { connection in
      guard let held = try connection.row("SELECT note FROM audit_head WHERE size = \(point.size)"),
        try SignedHead(held.text("note"), origin: origin, keys: keys).note.text == note.text
      else {
        throw AuditLog.notTaken(
          "This log has signed no such head.", "Fetch the head again; if it stays so, telephone the partnership.")
      }
      var count = 0
      for key in try AuditLog.activeWitnesses(connection) {
        guard let line = note.signatures.last(where: { key.verifies($0, over: note.text) }),
          let statement = Cosignature(line),
          statement.seconds <= now.milliseconds / 1000 + AuditLog.mostAhead
        else { continue }
        count += 1
        // The first stays: the database refuses to write over one, and a later time says nothing more.
        let isHeld =
          try connection.row(
            "SELECT size FROM audit_cosignature WHERE size = \(point.size) AND witness = \(key.description)") != nil
        guard !isHeld else { continue }
        try connection.run(
          """
          INSERT INTO audit_cosignature (size, witness, line, seconds)
          VALUES (\(point.size), \(key.description), \(line.description), \(statement.seconds))
          """)
      }
      guard count > 0 else {
        throw AuditLog.notTaken(
          "No line is a valid cosignature of a registered witness.",
          "Have the witness's key registered by the joint auditor, and set the witness's clock.")
      }
      return count
    }
  }

  /// The latest head with the cosignatures that are held of it; `needsWitness`: the latest that has one. Nil when there is
  /// none.
  package func witnessedHead(needsWitness: Bool) async throws -> SignedHead? {
    try await database.read { connection in
      let active: SQL =
        """
        SELECT 1 FROM audit_cosignature c JOIN audit_witness w ON w.verifier = c.witness
        WHERE c.size = h.size AND w.retired_at IS NULL
        """
      let condition: SQL = needsWitness ? "WHERE EXISTS (\(sql: active))" : ""
      guard
        let row = try connection.row(
          "SELECT h.size, h.note FROM audit_head h \(sql: condition) ORDER BY h.size DESC LIMIT 1")
      else { return nil }
      let head = try SignedHead(try row.text("note"), origin: origin, keys: keys), size = try row.int("size")
      let lines = try connection.rows(
        """
        SELECT c.line FROM audit_cosignature c JOIN audit_witness w ON w.verifier = c.witness
        WHERE c.size = \(size) AND w.retired_at IS NULL ORDER BY c.witness
        """
      ).compactMap { NoteSignature(line: try $0.text("line")) }
      return SignedHead(checkpoint: head.checkpoint, note: lines.reduce(head.note) { $0.adding($1) })
    }
  }

  private static func activeWitnesses(_ connection: any Connection) throws -> [VerifierKey] {
    try connection.rows("SELECT verifier FROM audit_witness WHERE retired_at IS NULL ORDER BY verifier").map {
      try VerifierKey($0.text("verifier"))
    }
  }

  private static func notTaken(_ reason: String, _ remedy: String) -> Refusal {
    Refusal("audit-question-cosignature", reason, remedy: remedy)
  }
}
