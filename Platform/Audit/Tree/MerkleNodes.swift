/// Where a complete subtree stands: the one with 2^`level` leaves that begins at leaf `index` · 2^`level`.
package struct MerklePlace: Hashable, Sendable {
  /// 0 for a leaf.
  package let level: Int
  package let index: Int

  package init(level: Int, index: Int) {
    self.level = level
    self.index = index
  }

  /// The leaves below it.
  package var leaves: Range<Int> { (index << level)..<((index + 1) << level) }
}

/// The root of a complete subtree, which never changes once its last leaf is there, so that it can be stored.
package struct MerkleNode: Hashable, Sendable {
  package let place: MerklePlace
  package let hash: MerkleHash

  package init(_ place: MerklePlace, _ hash: MerkleHash) {
    self.place = place
    self.hash = hash
  }
}

/// Where the complete subtrees are kept.
package protocol MerkleNodes {
  /// Throws `MissingNode` when nothing is kept there.
  func hash(at place: MerklePlace) throws -> MerkleHash
}

/// A node that the tree must have and that is not stored: damage.
package struct MissingNode: Error, Equatable, Sendable, CustomStringConvertible {
  package let place: MerklePlace
  package init(_ place: MerklePlace) { self.place = place }

  package var description: String {
    "The audit tree lacks its node over entries \(place.leaves.lowerBound) to \(place.leaves.upperBound - 1)."
  }
}
