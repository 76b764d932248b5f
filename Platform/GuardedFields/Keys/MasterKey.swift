import Basics
import Crypto

/// The secret of the installation under which every owner's key is wrapped, in up to two versions: the current one, and
/// the one before it for as long as backups of the key store still need that.
///
/// It also holds the secret of the blind indexes. That one stays when the master key is rotated, since all indexed
/// columns would have to be computed anew from opened fields.
package struct MasterKey: Sendable, Equatable, Unprinted {
  struct Version: Sendable, Equatable, Unprinted {
    /// From 1, one higher with each rotation.
    let number: Int
    let secret: SymmetricKey

    /// What wraps keys: derived, so that the secret itself is used for nothing else.
    var wrapping: SymmetricKey {
      HKDF<SHA256>.deriveKey(
        inputKeyMaterial: secret, info: Array("concordat data key wrap 1".utf8), outputByteCount: 32)
    }
  }

  let current: Version
  let previous: Version?
  let indexSecret: SymmetricKey

  init(current: Version, previous: Version?, indexSecret: SymmetricKey) {
    self.current = current
    self.previous = previous
    self.indexSecret = indexSecret
  }

  /// A new one, from the operating system's random numbers.
  init() {
    self.init(
      current: Version(number: 1, secret: SymmetricKey(size: .bits256)), previous: nil,
      indexSecret: SymmetricKey(size: .bits256))
  }

  /// The same with a new current version. Refuses while a previous version is still held: its turn to go comes first.
  package func rotated() throws -> MasterKey {
    guard previous == nil else {
      throw Refusal(
        "master-key", "The master key before the last rotation is still kept.",
        remedy: "Retire it when the last backup of the key store from before that rotation is gone, then rotate.")
    }
    let next = Version(number: current.number + 1, secret: SymmetricKey(size: .bits256))
    return MasterKey(current: next, previous: current, indexSecret: indexSecret)
  }

  func withoutPrevious() -> MasterKey { MasterKey(current: current, previous: nil, indexSecret: indexSecret) }

  func version(_ number: Int) -> Version? {
    [current, previous].compactMap { $0 }.first { $0.number == number }
  }
}
