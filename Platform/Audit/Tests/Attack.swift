import Basics
import Database

@testable import Audit

/// Somebody with every right on the database who rewrites the log.
struct Attack {
  /// How well the rewriting is done.
  enum Depth: String, CaseIterable, Sendable {
    /// The entries alone.
    case rows
    /// The entries, their hashes and the tree over them.
    case tree
    /// The same, and every head signed anew with the log's own key: the server itself is the enemy.
    case heads
  }

  var records: [AuditRecord]
  /// Sizes of the heads, with the times at which they were signed.
  var heads: [(size: Int, time: Instant)]
  var key: AuditKey

  /// What the log holds now.
  init(_ log: AuditLog, _ connection: any Connection) throws {
    records = try connection.rows("SELECT * FROM audit_entry ORDER BY entry_index").map(AuditRows.record)
    heads = try connection.rows("SELECT size, signed_at FROM audit_head ORDER BY size")
      .map { (try $0.int("size"), try $0.instant("signed_at")) }
    key = log.key
  }

  /// Takes the database's own defences away.
  static func unlock(_ database: Database) async throws {
    try await database.write { connection in
      for table in ["audit_entry", "audit_individual", "audit_node", "audit_head"] {
        for change in connection.engine == .sqlite ? ["update", "delete", "replace"] : ["change", "truncate"] {
          let name = "\(table)_\(change)"
          try connection.run(Attack.dropTrigger(name, table, connection.engine))
        }
      }
    }
  }

  private static func dropTrigger(_ name: String, _ table: String, _ engine: Engine) -> SQL {
    SQL(stringLiteral: engine == .sqlite ? "DROP TRIGGER \(name)" : "DROP TRIGGER \(name) ON \(table)")
  }

  /// Gives every record the index of its place, as a careful forger does.
  mutating func renumber() {
    records = records.enumerated().map { index, record in
      AuditRecord(index: index, time: record.time, clockWentBack: record.clockWentBack, entry: record.entry)
    }
  }

  /// Writes what the records now say over what the log holds.
  func write(_ depth: Depth, _ log: AuditLog, _ connection: any Connection) throws {
    let oldHashes = try connection.rows("SELECT entry_index, leaf_hash FROM audit_entry")
      .reduce(into: [Int: MerkleHash]()) { $0[try $1.int("entry_index")] = MerkleHash(try $1.blob("leaf_hash")) }
    let places = depth == .rows ? records.map(\.index) : Array(records.indices)
    try connection.run("DELETE FROM audit_individual")
    try connection.run("DELETE FROM audit_entry")
    if depth != .rows { try connection.run("DELETE FROM audit_node") }
    var edge = MerkleEdge(), roots: [MerkleHash] = [.empty], statements: [SQL] = []
    for (record, place) in zip(records, places) {
      let made = edge.append(record.leafHash)
      roots.append(edge.root)
      let hash = depth == .rows ? oldHashes[place] ?? record.leafHash : record.leafHash
      let moved = AuditRecord(
        index: place, time: record.time, clockWentBack: record.clockWentBack, entry: record.entry)
      statements.append(AuditRows.insert(moved, leaf: record.leaf, hash: hash))
      statements += AuditRows.insertIndividuals(moved)
      if depth != .rows { statements += made.dropFirst().map(AuditRows.insert) }
    }
    if depth == .heads {
      statements.append("DELETE FROM audit_head")
      for head in heads where head.size < roots.count {
        let signed = try key.sign(Checkpoint(origin: log.origin, size: head.size, root: roots[head.size]))
        statements.append(
          "INSERT INTO audit_head (size, note, signed_at) VALUES (\(head.size), \(signed.description), \(head.time))")
      }
    }
    try connection.batch(statements)
  }
}
