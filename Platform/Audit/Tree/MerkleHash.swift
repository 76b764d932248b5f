import Basics
import Crypto

/// A SHA-256 in the tree, as RFC 6962 section 2.1 makes it: leaves and nodes are hashed under different first bytes, so
/// that neither can be passed off as the other.
package struct MerkleHash: Hashable, Sendable, CustomStringConvertible {
  /// 32 bytes.
  package let bytes: [UInt8]

  /// nil unless there are 32 bytes.
  package init?(_ bytes: [UInt8]) {
    guard bytes.count == 32 else { return nil }
    self.bytes = bytes
  }

  private init(of parts: [UInt8]...) {
    var hash = SHA256()
    for part in parts { hash.update(data: part) }
    bytes = Array(hash.finalize())
  }

  /// SHA-256(0x00 ‖ entry).
  package static func leaf(_ entry: [UInt8]) -> MerkleHash { MerkleHash(of: [0], entry) }

  /// SHA-256(0x01 ‖ left ‖ right).
  package static func node(_ left: MerkleHash, _ right: MerkleHash) -> MerkleHash {
    MerkleHash(of: [1], left.bytes, right.bytes)
  }

  /// The root of the tree without leaves: SHA-256 of nothing.
  package static let empty = MerkleHash(of: [])

  package var description: String { Hex.text(bytes) }
}
