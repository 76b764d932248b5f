import Basics

/// The tree of RFC 6962 section 2.1 over the first `size` entries of a log, read from its complete subtrees.
///
/// Every question costs a number of nodes in proportion to the logarithm of the size (to its square for proofs).
package struct MerkleTree<Nodes: MerkleNodes> {
  package let nodes: Nodes
  /// Leaves.
  package let size: Int

  package init(size: Int, nodes: Nodes) {
    self.size = size
    self.nodes = nodes
  }

  package func root() throws -> MerkleHash { try root(at: size) }

  /// The root as it was when the log had `size` entries.
  package func root(at size: Int) throws -> MerkleHash {
    try check(size)
    return size == 0 ? .empty : try subtree(from: 0, count: size)
  }

  /// What is needed to append: the complete subtrees along the right edge.
  package func edge() throws -> MerkleEdge {
    var peaks: [MerkleNode] = []
    var start = 0
    for level in stride(from: Int.bitWidth - 2, through: 0, by: -1) where size & (1 << level) != 0 {
      let place = MerklePlace(level: level, index: start >> level)
      peaks.append(MerkleNode(place, try nodes.hash(at: place)))
      start += 1 << level
    }
    return MerkleEdge(size: size, peaks: peaks)
  }

  /// PATH(m, D[n]) of RFC 6962 section 2.1.1. Refuses a leaf or a size that the tree does not have.
  package func inclusionProof(of index: Int, in size: Int) throws -> InclusionProof {
    try check(size)
    guard (0..<size).contains(index) else {
      throw Refusal("audit-proof", "Entry \(index) is not among the first \(size).")
    }
    return InclusionProof(index: index, size: size, path: try path(to: index, from: 0, count: size))
  }

  /// PROOF(m, D[n]) of RFC 6962 section 2.1.2; empty when one of the trees is, or when they are the same. Refuses sizes
  /// that the tree does not have.
  package func consistencyProof(from old: Int, to new: Int) throws -> ConsistencyProof {
    try check(new)
    guard (0...new).contains(old) else {
      throw Refusal("audit-proof", "A log of \(new) entries has no earlier size \(old).")
    }
    let path = old == 0 ? [] : try subproof(old, from: 0, count: new, isWhole: true)
    return ConsistencyProof(old: old, new: new, path: path)
  }

  private func check(_ size: Int) throws {
    guard (0...self.size).contains(size) else {
      throw Refusal("audit-proof", "The log has \(self.size) entries, not \(size).")
    }
  }

  /// The hash over `count` leaves from `start`, a place where a complete subtree of that width may begin.
  private func subtree(from start: Int, count: Int) throws -> MerkleHash {
    if count & (count - 1) == 0 {
      let level = count.trailingZeroBitCount
      return try nodes.hash(at: MerklePlace(level: level, index: start >> level))
    }
    let left = Merkle.split(count)
    return .node(try subtree(from: start, count: left), try subtree(from: start + left, count: count - left))
  }

  private func path(to index: Int, from start: Int, count: Int) throws -> [MerkleHash] {
    guard count > 1 else { return [] }
    let left = Merkle.split(count)
    return index < left
      ? try path(to: index, from: start, count: left) + [try subtree(from: start + left, count: count - left)]
      : try path(to: index - left, from: start + left, count: count - left)
        + [try subtree(from: start, count: left)]
  }

  /// SUBPROOF(m, D[n], b): `isWhole` says that the old tree is this subtree, whose hash the reader knows already.
  private func subproof(_ old: Int, from start: Int, count: Int, isWhole: Bool) throws -> [MerkleHash] {
    if old == count { return isWhole ? [] : [try subtree(from: start, count: count)] }
    let left = Merkle.split(count)
    return old <= left
      ? try subproof(old, from: start, count: left, isWhole: isWhole)
        + [try subtree(from: start + left, count: count - left)]
      : try subproof(old - left, from: start + left, count: count - left, isWhole: false)
        + [try subtree(from: start, count: left)]
  }
}

enum Merkle {
  /// The largest power of two below `count`, which is at least 2: where RFC 6962 cuts a tree in two.
  static func split(_ count: Int) -> Int { 1 << (Int.bitWidth - 1 - (count - 1).leadingZeroBitCount) }
}
