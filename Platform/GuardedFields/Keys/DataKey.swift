import Crypto

/// The key of one case or person, opened: AES-256, random, in every version that fields may still be sealed under.
///
/// Lives in memory only and is kept no longer than a request: after an erasure whoever still holds it can still open.
package struct DataKey: Sendable, Unprinted {
  struct Version: Sendable, Unprinted {
    /// From 1.
    let number: UInt32
    let key: SymmetricKey
  }

  package let owner: KeyOwner
  /// What new values are sealed under.
  let newest: Version
  private let earlier: [Version]

  /// nil without any version.
  init?(_ owner: KeyOwner, _ versions: [Version]) {
    guard let newest = versions.max(by: { $0.number < $1.number }) else { return nil }
    self.owner = owner
    self.newest = newest
    earlier = versions.filter { $0.number != newest.number }
  }

  subscript(number: UInt32) -> SymmetricKey? {
    number == newest.number ? newest.key : earlier.first { $0.number == number }?.key
  }
}
