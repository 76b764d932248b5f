import Basics
import Testing

@testable import Audit

/// Proofs that are wrong by one thing: none may hold.
@Suite struct MutatedProofTests {
  private let leaves = (0..<40).map { MerkleHash.leaf(Array("entry \($0)".utf8)) }

  /// Every way in which a list of hashes is made wrong by one step.
  private func mutations(_ path: [MerkleHash], _ random: inout SeededNumbers) -> [[MerkleHash]] {
    let stranger = MerkleHash.leaf([UInt8.random(in: 0...255, using: &random)])
    var out: [[MerkleHash]] = [path + [stranger], [stranger] + path]
    for place in path.indices {
      var bytes = path[place].bytes
      bytes[Int.random(in: 0..<32, using: &random)] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      var changed = path
      if let hash = MerkleHash(bytes) { changed[place] = hash }
      out.append(changed)
      var shorter = path
      shorter.remove(at: place)
      out.append(shorter)
      var longer = path
      longer.insert(path[place], at: place)
      out.append(longer)
      if place > 0 {
        var swapped = path
        swapped.swapAt(place, place - 1)
        out.append(swapped)
      }
    }
    return out
  }

  @Test func `a proof of inclusion that is wrong by one thing does not hold`() throws {
    let tree = tree(over: leaves)
    var random = SeededNumbers(1), count = 0, held = 0
    for size in 1...40 {
      let root = try tree.root(at: size)
      for index in 0..<size {
        let proof = try tree.inclusionProof(of: index, in: size)
        for path in mutations(proof.path, &random) {
          count += 1
          if InclusionProof(index: index, size: size, path: path).holds(for: leaves[index], in: root) { held += 1 }
        }
        for other in -1...size where other != index {
          count += 1
          if InclusionProof(index: other, size: size, path: proof.path).holds(for: leaves[index], in: root) {
            held += 1
          }
          if other >= 0, other < size, proof.holds(for: leaves[other], in: root) { held += 1 }
        }
        let flipped = try tree.root(at: size - 1)
        if proof.holds(for: leaves[index], in: flipped) { held += 1 }
      }
    }
    #expect(held == 0)
    #expect(count > 25_000)
  }

  /// A size that is wrong may still lead along the same way; a head names the size, so that is no way to deceive.
  @Test func `a proof of consistency that is wrong by one thing does not hold`() throws {
    let tree = tree(over: leaves)
    var random = SeededNumbers(2), count = 0, held = 0
    for new in 1...40 {
      let newRoot = try tree.root(at: new)
      for old in 1...new {
        let oldRoot = try tree.root(at: old)
        let proof = try tree.consistencyProof(from: old, to: new)
        for path in mutations(proof.path, &random) {
          count += 1
          if ConsistencyProof(old: old, new: new, path: path).holds(from: oldRoot, to: newRoot) { held += 1 }
        }
        for other in 0...40 where other != old {
          let root = try tree.root(at: other)
          count += 2
          if proof.holds(from: root, to: newRoot) { held += 1 }
          if other != new, proof.holds(from: oldRoot, to: root) { held += 1 }
        }
      }
    }
    #expect(held == 0)
    #expect(count > 75_000)
  }

  @Test func `numbers out of range hold nothing and do no harm`() {
    let hash = MerkleHash.empty
    for number in [Int.min, -1, 0, Int.max] {
      #expect(!InclusionProof(index: number, size: 0, path: [hash]).holds(for: hash, in: hash))
      #expect(!InclusionProof(index: 0, size: number, path: [hash, hash]).holds(for: hash, in: hash))
      #expect(!ConsistencyProof(old: number, new: 3, path: [hash]).holds(from: hash, to: hash))
      #expect(!ConsistencyProof(old: 3, new: number, path: [hash]).holds(from: hash, to: hash))
    }
    #expect(!ConsistencyProof(old: 0, new: 3, path: [hash]).holds(from: .empty, to: hash))
    #expect(!ConsistencyProof(old: 0, new: 3, path: []).holds(from: .leaf([]), to: hash))
  }
}
