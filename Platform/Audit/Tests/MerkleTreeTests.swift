import Basics
import Testing

@testable import Audit

/// Complete subtrees in memory.
struct MemoryNodes: MerkleNodes {
  var held: [MerklePlace: MerkleHash] = [:]
  func hash(at place: MerklePlace) throws -> MerkleHash {
    guard let hash = held[place] else { throw MissingNode(place) }
    return hash
  }
}

/// A tree over leaves in memory, grown one by one.
func tree(over leaves: [MerkleHash]) -> MerkleTree<MemoryNodes> {
  var nodes = MemoryNodes(), edge = MerkleEdge()
  for leaf in leaves { for node in edge.append(leaf) { nodes.held[node.place] = node.hash } }
  return MerkleTree(size: leaves.count, nodes: nodes)
}

/// RFC 6962 section 2.1 word for word, for comparison.
private enum Definition {
  static func split(_ count: Int) -> Int {
    var left = 1
    while left * 2 < count { left *= 2 }
    return left
  }

  static func root(_ leaves: ArraySlice<MerkleHash>) -> MerkleHash {
    guard leaves.count > 1 else { return leaves.first ?? .empty }
    let left = split(leaves.count)
    return .node(root(leaves.prefix(left)), root(leaves.dropFirst(left)))
  }

  static func path(_ index: Int, _ leaves: ArraySlice<MerkleHash>) -> [MerkleHash] {
    guard leaves.count > 1 else { return [] }
    let left = split(leaves.count)
    return index < left
      ? path(index, leaves.prefix(left)) + [root(leaves.dropFirst(left))]
      : path(index - left, leaves.dropFirst(left)) + [root(leaves.prefix(left))]
  }

  static func proof(_ old: Int, _ leaves: ArraySlice<MerkleHash>, _ isWhole: Bool = true) -> [MerkleHash] {
    if old == leaves.count { return isWhole ? [] : [root(leaves)] }
    let left = split(leaves.count)
    return old <= left
      ? proof(old, leaves.prefix(left), isWhole) + [root(leaves.dropFirst(left))]
      : proof(old - left, leaves.dropFirst(left), false) + [root(leaves.prefix(left))]
  }
}

@Suite struct MerkleTreeTests {
  private let leaves = (0..<64).map { MerkleHash.leaf(Array("entry \($0)".utf8)) }

  @Test(arguments: [0, 1, 2, 3, 7, 8, 9, 63, 64])
  func `a tree of each awkward size has the root that the definition gives`(_ size: Int) throws {
    let tree = tree(over: Array(leaves.prefix(size)))
    #expect(try tree.root() == Definition.root(leaves.prefix(size)))
    #expect(try tree.edge().root == tree.root())
  }

  @Test func `a tree keeps the root of every earlier size`() throws {
    let tree = tree(over: leaves)
    for size in 0...64 { #expect(try tree.root(at: size) == Definition.root(leaves.prefix(size))) }
  }

  @Test func `appending stores each complete subtree once, two nodes for an entry at most on average`() {
    var edge = MerkleEdge(), seen: Set<MerklePlace> = []
    for size in 0..<1_000 {
      let made = edge.append(.leaf([UInt8(size & 255)]))
      #expect(made.count <= Int.bitWidth - size.leadingZeroBitCount + 1)
      for node in made { #expect(seen.insert(node.place).inserted) }
    }
    #expect(seen.count == 2 * 1_000 - 1_000.nonzeroBitCount)
  }

  @Test func `a tree goes on from its stored edge at every size`() throws {
    let whole = tree(over: leaves)
    for size in 0..<64 {
      var edge = try tree(over: Array(leaves.prefix(size))).edge()
      for leaf in leaves[size...] {
        for node in edge.append(leaf) { #expect(whole.nodes.held[node.place] == node.hash) }
      }
      #expect(try edge.root == whole.root())
    }
  }

  @Test func `all 2,080 proofs of inclusion up to 64 entries are in the order of the RFC and hold`() throws {
    let tree = tree(over: leaves)
    for size in 1...64 {
      let root = try tree.root(at: size)
      for index in 0..<size {
        let proof = try tree.inclusionProof(of: index, in: size)
        #expect(proof.path == Definition.path(index, leaves.prefix(size)))
        #expect(proof.holds(for: leaves[index], in: root))
      }
    }
  }

  @Test func `all 2,145 proofs of consistency up to 64 entries are in the order of the RFC and hold`() throws {
    let tree = tree(over: leaves)
    for new in 0...64 {
      for old in 0...new {
        let proof = try tree.consistencyProof(from: old, to: new)
        #expect(proof.path == (old == 0 ? [] : Definition.proof(old, leaves.prefix(new))))
        #expect(try proof.holds(from: tree.root(at: old), to: tree.root(at: new)))
      }
    }
  }

  @Test func `what the tree does not have is refused`() throws {
    let tree = tree(over: Array(leaves.prefix(5)))
    #expect(throws: Refusal.self) { try tree.root(at: 6) }
    #expect(throws: Refusal.self) { try tree.root(at: -1) }
    #expect(throws: Refusal.self) { try tree.inclusionProof(of: 5, in: 5) }
    #expect(throws: Refusal.self) { try tree.inclusionProof(of: -1, in: 5) }
    #expect(throws: Refusal.self) { try tree.inclusionProof(of: 0, in: 6) }
    #expect(throws: Refusal.self) { try tree.consistencyProof(from: 4, to: 3) }
    #expect(throws: Refusal.self) { try tree.consistencyProof(from: -1, to: 3) }
    #expect(throws: Refusal.self) { try tree.consistencyProof(from: 2, to: 6) }
  }

  @Test func `a tree that lacks a node says which entries it stood over`() throws {
    var nodes = tree(over: Array(leaves.prefix(8))).nodes
    nodes.held[MerklePlace(level: 1, index: 2)] = nil
    let failure = #expect(throws: MissingNode.self) {
      try MerkleTree(size: 8, nodes: nodes).inclusionProof(of: 7, in: 8)
    }
    #expect(failure?.place.leaves == 4..<6)
  }
}

/// The test data of certificate-transparency's C++ log, which pymerkle and others carry.
@Suite struct MerkleVectorTests {
  static let entries = [
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
  ]
  static let roots = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
  ]

  private let tree = hexTree(MerkleVectorTests.entries)

  @Test func `the empty tree has the hash of nothing`() {
    #expect(MerkleHash.empty.description == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
  }

  @Test(arguments: 1...8) func `the first entries have the published roots`(_ size: Int) throws {
    #expect(try tree.root(at: size).description == MerkleVectorTests.roots[size - 1])
  }

  @Test func `proofs of inclusion are the published ones`() throws {
    #expect(
      try tree.inclusionProof(of: 0, in: 8).path.map(\.description) == [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
      ])
    #expect(
      try tree.inclusionProof(of: 5, in: 8).path.map(\.description) == [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
      ])
    #expect(
      try tree.inclusionProof(of: 2, in: 3).path.map(\.description) == [
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"
      ])
    #expect(
      try tree.inclusionProof(of: 1, in: 5).path.map(\.description) == [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
      ])
  }

  @Test func `proofs of consistency are the published ones`() throws {
    #expect(try tree.consistencyProof(from: 1, to: 1).path == [])
    #expect(
      try tree.consistencyProof(from: 1, to: 8).path.map(\.description) == [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
      ])
    #expect(
      try tree.consistencyProof(from: 6, to: 8).path.map(\.description) == [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
      ])
    #expect(
      try tree.consistencyProof(from: 2, to: 5).path.map(\.description) == [
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
      ])
  }
}

/// The tree over entries written in hexadecimal.
private func hexTree(_ entries: [String]) -> MerkleTree<MemoryNodes> {
  tree(
    over: entries.map { text in
      let digits = Array(text)
      return .leaf(
        stride(from: 0, to: digits.count, by: 2).compactMap { UInt8(String(digits[$0...($0 + 1)]), radix: 16) })
    })
}
