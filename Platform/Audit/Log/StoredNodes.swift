import Database

/// The tree's complete subtrees as the database holds them.
struct StoredNodes: MerkleNodes {
  let connection: any Connection

  func hash(at place: MerklePlace) throws -> MerkleHash {
    let row =
      place.level == 0
      ? try connection.row("SELECT leaf_hash AS hash FROM audit_entry WHERE entry_index = \(place.index)")
      : try connection.row("SELECT hash FROM audit_node WHERE level = \(place.level) AND node_index = \(place.index)")
    guard let bytes = try row?.blob("hash"), let hash = MerkleHash(bytes) else { throw MissingNode(place) }
    return hash
  }
}

extension AuditLog {
  /// The tree as it stands in this transaction.
  static func tree(_ connection: any Connection) throws -> MerkleTree<StoredNodes> {
    MerkleTree(size: try size(connection), nodes: StoredNodes(connection: connection))
  }

  /// How many entries there are.
  static func size(_ connection: any Connection) throws -> Int {
    let last = try connection.row("SELECT max(entry_index) AS last FROM audit_entry")?.optionalInt("last")
    return last.map { $0 + 1 } ?? 0
  }
}
