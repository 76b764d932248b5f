/// That one entry is in the log (RFC 6962 section 2.1.1): the hashes beside its way to the root, from the leaf upwards.
package struct InclusionProof: Hashable, Sendable {
  package let index: Int
  /// Leaves of the tree for which it holds.
  package let size: Int
  package let path: [MerkleHash]

  package init(index: Int, size: Int, path: [MerkleHash]) {
    self.index = index
    self.size = size
    self.path = path
  }

  /// Whether `leaf` stands at `index` in the tree with this root (the algorithm of RFC 9162 section 2.1.3.2).
  package func holds(for leaf: MerkleHash, in root: MerkleHash) -> Bool {
    guard index >= 0, index < size else { return false }
    var place = index, last = size - 1
    var hash = leaf
    for other in path {
      guard last > 0 else { return false }
      if place & 1 == 1 || place == last {
        hash = .node(other, hash)
        while place & 1 == 0, place != 0 {
          place >>= 1
          last >>= 1
        }
      } else {
        hash = .node(hash, other)
      }
      place >>= 1
      last >>= 1
    }
    return last == 0 && hash == root
  }
}
