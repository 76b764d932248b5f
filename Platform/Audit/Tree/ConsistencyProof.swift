/// That a log has only been appended to between two sizes (RFC 6962 section 2.1.2).
package struct ConsistencyProof: Hashable, Sendable {
  package let old: Int
  package let new: Int
  package let path: [MerkleHash]

  package init(old: Int, new: Int, path: [MerkleHash]) {
    self.old = old
    self.new = new
    self.path = path
  }

  /// Whether the tree with `newRoot` begins with all of the tree with `oldRoot` (the algorithm of RFC 9162 section
  /// 2.1.4.2). Every log begins with nothing.
  package func holds(from oldRoot: MerkleHash, to newRoot: MerkleHash) -> Bool {
    guard old >= 0, old <= new else { return false }
    if old == 0 { return path.isEmpty && oldRoot == .empty }
    if old == new { return path.isEmpty && oldRoot == newRoot }
    // A complete old tree is itself the first node of the way, so the proof leaves it out.
    guard let first = old & (old - 1) == 0 ? oldRoot : path.first else { return false }
    let rest = old & (old - 1) == 0 ? path[...] : path.dropFirst()
    guard !path.isEmpty else { return false }
    var place = old - 1, last = new - 1
    while place & 1 == 1 {
      place >>= 1
      last >>= 1
    }
    var before = first, after = first
    for other in rest {
      guard last > 0 else { return false }
      if place & 1 == 1 || place == last {
        before = .node(other, before)
        after = .node(other, after)
        while place & 1 == 0, place != 0 {
          place >>= 1
          last >>= 1
        }
      } else {
        after = .node(after, other)
      }
      place >>= 1
      last >>= 1
    }
    return last == 0 && before == oldRoot && after == newRoot
  }
}
