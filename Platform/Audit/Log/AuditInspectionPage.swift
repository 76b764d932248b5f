import Basics
import Database

/// The rows of some consecutive entries, and of the nodes and heads that they complete.
struct AuditInspectionPage {
  let range: Range<Int>
  private var entries: [Int: Row] = [:]
  private var individuals: [Int: [String]] = [:]
  private(set) var nodes: [MerklePlace: MerkleHash] = [:]
  /// By size.
  private(set) var heads: [Int: Row] = [:]

  init(_ range: Range<Int>, _ connection: any Connection) throws {
    self.range = range
    let first = range.lowerBound, end = range.upperBound
    for row in try connection.rows(
      "SELECT * FROM audit_entry WHERE entry_index >= \(first) AND entry_index < \(end)")
    {
      entries[try row.int("entry_index")] = row
    }
    for row in try connection.rows(
      """
      SELECT entry_index, individual FROM audit_individual
      WHERE entry_index >= \(first) AND entry_index < \(end) ORDER BY entry_index, individual
      """)
    {
      individuals[try row.int("entry_index"), default: []].append(try row.text("individual"))
    }
    var level = 1
    while end >> level > 0 {
      try readNodes(level, (first >> level)..<(end >> level), connection)
      level += 1
    }
    for row in try connection.rows("SELECT size, note FROM audit_head WHERE size > \(first) AND size <= \(end)") {
      heads[try row.int("size")] = row
    }
  }

  private mutating func readNodes(_ level: Int, _ range: Range<Int>, _ connection: any Connection) throws {
    guard !range.isEmpty else { return }
    let rows = try connection.rows(
      """
      SELECT node_index, hash FROM audit_node
      WHERE level = \(level) AND node_index >= \(range.lowerBound) AND node_index < \(range.upperBound)
      """)
    for row in rows {
      nodes[MerklePlace(level: level, index: try row.int("node_index"))] = MerkleHash(try row.blob("hash"))
    }
  }

  /// The record at `index` as its bytes have it, once everything stored about it agrees; throws `AuditDamage`.
  func record(at index: Int) throws -> AuditRecord {
    guard let row = entries[index] else { throw AuditDamage(.missing, at: index) }
    let leaf: [UInt8], hash: [UInt8]
    do { (leaf, hash) = (try row.blob("leaf"), try row.blob("leaf_hash")) } catch {
      throw AuditDamage(.unreadable, at: index)
    }
    guard MerkleHash.leaf(leaf).bytes == hash else { throw AuditDamage(.changed, at: index) }
    guard let record = try? AuditRecord(leaf: leaf) else { throw AuditDamage(.unreadable, at: index) }
    guard record.index == index else { throw AuditDamage(.misplaced, at: index) }
    guard let agrees = try? AuditRows.agrees(row, with: record), agrees,
      individuals[index, default: []] == record.entry.individuals
    else { throw AuditDamage(.columns, at: index) }
    return record
  }
}
