import Basics
import Database

/// Rows of the log: what is stored of a record and of a node.
enum AuditRows {
  static func insert(_ record: AuditRecord, leaf: [UInt8], hash: MerkleHash) -> SQL {
    let entry = record.entry
    return """
      INSERT INTO audit_entry (entry_index, leaf, leaf_hash, recorded_at, category, actor, agency, object_kind, object_id)
      VALUES (\(record.index), \(leaf), \(hash.bytes), \(record.time), \(entry.category.rawValue), \(entry.actor.user),
        \(entry.actor.agency), \(entry.object?.kind), \(entry.object?.id))
      """
  }

  static func insertIndividuals(_ record: AuditRecord) -> [SQL] {
    record.entry.individuals.map { individual in
      "INSERT INTO audit_individual (individual, entry_index) VALUES (\(individual), \(record.index))"
    }
  }

  static func insert(_ node: MerkleNode) -> SQL {
    """
    INSERT INTO audit_node (level, node_index, hash)
    VALUES (\(node.place.level), \(node.place.index), \(node.hash.bytes))
    """
  }

  /// The record of a row, if its leaf still has the hash that was stored with it; throws `MalformedLeaf` otherwise.
  static func record(_ row: Row) throws -> AuditRecord {
    let leaf = try row.blob("leaf")
    guard try row.blob("leaf_hash") == MerkleHash.leaf(leaf).bytes else {
      throw MalformedLeaf(reason: "its bytes are not those that were hashed")
    }
    let record = try AuditRecord(leaf: leaf)
    guard try record.index == row.int("entry_index") else { throw MalformedLeaf(reason: "it belongs elsewhere") }
    return record
  }

  /// Whether what stands beside the leaf, for searching, says what the leaf says.
  static func agrees(_ row: Row, with record: AuditRecord) throws -> Bool {
    let entry = record.entry
    return try row.text("recorded_at") == record.time.description && row.text("category") == entry.category.rawValue
      && row.optionalText("actor") == entry.actor.user && row.optionalText("agency") == entry.actor.agency
      && row.optionalText("object_kind") == entry.object?.kind && row.optionalText("object_id") == entry.object?.id
  }
}
