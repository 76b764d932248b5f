/// The right edge of a growing tree: all that is needed to append a leaf and to tell the root.
package struct MerkleEdge: Sendable {
  package private(set) var size: Int
  /// One complete subtree for each 1 in the binary form of the size, the widest first.
  private var peaks: [MerkleNode]

  package init() { self.init(size: 0, peaks: []) }

  init(size: Int, peaks: [MerkleNode]) {
    self.size = size
    self.peaks = peaks
  }

  /// Appends a leaf and tells the subtrees that it completes, itself first: one on average beside itself, at most
  /// log2(size).
  package mutating func append(_ leaf: MerkleHash) -> [MerkleNode] {
    var node = MerkleNode(MerklePlace(level: 0, index: size), leaf)
    var made = [node]
    while let last = peaks.last, last.place.level == node.place.level {
      peaks.removeLast()
      let place = MerklePlace(level: node.place.level + 1, index: node.place.index >> 1)
      node = MerkleNode(place, .node(last.hash, node.hash))
      made.append(node)
    }
    peaks.append(node)
    size += 1
    return made
  }

  package var root: MerkleHash {
    guard var root = peaks.last?.hash else { return .empty }
    for peak in peaks.dropLast().reversed() { root = .node(peak.hash, root) }
    return root
  }
}
