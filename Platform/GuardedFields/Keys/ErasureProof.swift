import Basics

/// What an erasure leaves behind: enough for the log to show that the key is gone, nothing from which it could be made.
package struct ErasureProof: Hashable, Sendable {
  /// One version of the owner's key that is no more.
  package struct GoneKey: Hashable, Sendable {
    package let version: Int
    /// Of the wrapped key, in hexadecimal: whoever finds a copy can tell that it is this one.
    package let sha256: String
  }

  package let owner: KeyOwner
  /// When the key was deleted; repeating an erasure does not change it.
  package let time: Instant
  /// Usually one; none when the owner never had a key.
  package let gone: [GoneKey]
  /// How many keys, over all owners and versions, the store held afterwards.
  package let keysLeft: Int
}
