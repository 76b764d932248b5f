import Basics
import Database

/// The partnership's audit log: what was done, in one order, never changed and never taken away, with a tree over it
/// whose signed heads the agencies keep (RFC 6962, C2SP tlog-checkpoint).
///
/// An entry about a change is appended in the transaction of the change, so that neither is there without the other.
/// An entry about reading goes through `ReadAudit` before anything is shown. That something was logged at all the tree
/// cannot prove.
package struct AuditLog: Sendable {
  package let database: Database
  /// The log's name, the first line of its heads: an address without scheme, such as `partnership.example/audit`.
  package let origin: String
  /// The public half of the key that signs the heads.
  package let verifier: VerifierKey
  /// Keys that signed heads before: such heads stay valid.
  package let formerKeys: [VerifierKey]
  let key: AuditKey

  /// Refuses an origin that cannot be the name of a key.
  package init(database: Database, origin: String, key: AuditKey, formerKeys: [VerifierKey] = []) throws {
    self.database = database
    self.origin = origin
    self.key = key
    verifier = try key.verifier(name: origin)
    self.formerKeys = formerKeys
  }

  var keys: [VerifierKey] { [verifier] + formerKeys }

  /// The public half of the key by which receipts are signed: the log's key, under a name of its own.
  package var receiptVerifier: VerifierKey { get throws { try key.verifier(name: receiptName) } }
  var receiptName: String { origin + "/receipts" }

  /// Signs the text of a receipt for something that the log has an entry of.
  package func signReceipt(_ text: String) throws -> SignedNote { try key.sign(statement: text, name: receiptName) }

  /// Appends an entry within the caller's write transaction and tells its index.
  @discardableResult
  package func append(_ entry: AuditEntry, now: Instant, in connection: any Connection) throws -> Int {
    try append([entry], now: now, in: connection).lowerBound
  }

  /// Appends entries in their order within the caller's write transaction and tells their indexes.
  ///
  /// All have the time `now`; the first is marked when that is before the time of the entry before it.
  @discardableResult
  package func append(_ entries: [AuditEntry], now: Instant, in connection: any Connection) throws -> Range<Int> {
    guard AuditRecord.times.contains(now.milliseconds) else {
      throw Refusal("audit-clock", "The server's clock says \(now.milliseconds) ms.", remedy: "Set the server's clock.")
    }
    try takeTurn(in: connection)
    let last = try connection.row(
      "SELECT entry_index, recorded_at FROM audit_entry ORDER BY entry_index DESC LIMIT 1")
    let size = try last.map { try $0.int("entry_index") + 1 } ?? 0
    let before = try last?.instant("recorded_at")
    var edge = try MerkleTree(size: size, nodes: StoredNodes(connection: connection)).edge()
    var statements: [SQL] = []
    for entry in entries {
      let record = AuditRecord(
        index: edge.size, time: now, clockWentBack: edge.size == size && before.map { now < $0 } ?? false, entry: entry)
      let leaf = record.leaf, hash = MerkleHash.leaf(leaf)
      let made = edge.append(hash)
      let insert = AuditRows.insert(record, leaf: leaf, hash: hash)
      if record.index == size { try claim(insert, connection) } else { statements.append(insert) }
      statements += AuditRows.insertIndividuals(record) + made.dropFirst().map(AuditRows.insert)
    }
    try connection.batch(statements)
    return size..<edge.size
  }

  /// Makes this transaction the one that may append until it ends; as its first statement it costs nothing twice.
  ///
  /// SQLite has one writer anyway. On PostgreSQL all transactions that append wait for one another, from here to their
  /// COMMIT: the price of an order without gaps that is fixed in the transaction of the change, rather than by a
  /// sequencer some moments later. It is a table lock because LOCK TABLE alone waits without fixing what the
  /// transaction sees; an advisory lock would be got with a view of the log from before the wait. A transaction that
  /// has read something before its turn, and finds that the log has grown since, is run again from its start.
  package func takeTurn(in connection: any Connection) throws {
    guard connection.engine == .postgres else { return }
    try connection.run("LOCK TABLE audit_turn IN EXCLUSIVE MODE")
  }

  /// A write transaction that means to append: takes its turn first, so that it is not run twice.
  @discardableResult
  package func write<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T {
    try await database.write { connection in
      try takeTurn(in: connection)
      return try body(connection)
    }
  }

  /// The first insert claims the index. PostgreSQL answers ON CONFLICT with a serialisation failure, and so with another
  /// run, when the index was taken by a transaction that this one cannot see.
  private func claim(_ insert: SQL, _ connection: any Connection) throws {
    guard try connection.run(insert + " ON CONFLICT (entry_index) DO NOTHING") == 1 else {
      throw DatabaseFailure(.unique, "The next index of the audit log is taken.")
    }
  }
}
