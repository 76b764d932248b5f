import Basics
import Crypto
import Database
import Foundation

/// An owner's key as the key store has it: AES-256-GCM under the master key, bound to the owner and both versions, so
/// that one owner's row put in another's place opens nothing.
struct WrappedKey: Hashable, Sendable {
  let owner: KeyOwner
  /// The version of the owner's key, from 1.
  let version: UInt32
  private static let mostVersions = 1_000_000

  /// Nonce (12), ciphertext (32), tag (16).
  let bytes: [UInt8]
  /// Which version of the master key opens it.
  let masterVersion: Int

  /// Wraps a key under the current version of the master key.
  init(_ key: SymmetricKey, of owner: KeyOwner, version: UInt32, under master: MasterKey) throws {
    let number = master.current.number
    let box = try key.withUnsafeBytes { bytes in
      try AES.GCM.seal(
        bytes, using: master.current.wrapping, authenticating: WrappedKey.bound(owner, version, number))
    }
    self.owner = owner
    self.version = version
    bytes = Array(box.nonce) + box.ciphertext + box.tag
    masterVersion = number
  }

  init(_ row: Row) throws {
    let text = try row.text("owner"), number = try row.int("version")
    guard let owner = KeyOwner(text), (1...WrappedKey.mostVersions).contains(number) else {
      throw WrappedKey.damaged(text)
    }
    self.owner = owner
    version = UInt32(number)
    bytes = try row.blob("wrapped")
    masterVersion = try row.int("master_version")
  }

  /// The key; refuses (`key-damaged`) one that was altered or belongs to another owner, and (`master-key`) one that
  /// neither version of the master key wraps.
  func opened(under master: MasterKey) throws -> DataKey.Version {
    guard let held = master.version(masterVersion) else {
      throw Refusal(
        "master-key", place: owner.description,
        "The key is wrapped under version \(masterVersion) of the master key, which is not held.",
        remedy: "Restore the master key that belongs to this key store from the custodians' copy.")
    }
    guard let box = try? AES.GCM.SealedBox(combined: bytes),
      var plain = try? AES.GCM.open(
        box, using: held.wrapping, authenticating: WrappedKey.bound(owner, version, masterVersion)),
      plain.count == 32
    else { throw WrappedKey.damaged(owner.description) }
    defer { plain.resetBytes(in: plain.startIndex..<plain.endIndex) }
    return DataKey.Version(number: version, key: SymmetricKey(data: plain))
  }

  var sha256: String { Hex.text(SHA256.hash(data: bytes)) }

  private static func bound(_ owner: KeyOwner, _ version: UInt32, _ masterVersion: Int) -> [UInt8] {
    var bound = BoundBytes(purpose: "concordat data key")
    bound.put(owner.description)
    bound.put(version)
    bound.put(masterVersion)
    return bound.bytes
  }

  private static func damaged(_ owner: String) -> Refusal {
    Refusal(
      "key-damaged", place: owner,
      "The owner's key does not open: it was altered, or wrapped under another master key.",
      remedy: "Restore the key store (keys.sqlite) and the master key that belong together.")
  }
}
