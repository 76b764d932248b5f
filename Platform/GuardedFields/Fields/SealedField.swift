import Basics
import Crypto
import Foundation

/// One value as the database keeps it: AES-256-GCM under the key of a case or a person, bound to its place.
///
/// Bytes: format (1), version of the key (4, most significant first), nonce (12, random), ciphertext, tag (16). Stored as
/// `bytes` in a BLOB column or as `text` in a TEXT one. That there is a value shows, and its length in steps of 32 bytes.
package struct SealedField: Hashable, Sendable {
  package let bytes: [UInt8]

  /// The longest value, in bytes: it is sealed and opened whole, in memory.
  package static let longest = 64 << 20

  private static let format: UInt8 = 1
  private static let header = 5
  private static let nonce = 12
  private static let tag = 16

  /// What was read from the database; whether it is sound shows on opening.
  package init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The base 64 form (RFC 4648 section 4); refuses any text that `text` does not write.
  package init(text: String) throws {
    guard let data = Data(base64Encoded: text), data.base64EncodedString() == text else {
      throw FieldRefusal.damagedText()
    }
    bytes = Array(data)
  }

  package var text: String { Data(bytes).base64EncodedString() }

  /// Seals the value under the newest version of the key, so that it opens at `place` alone.
  package static func seal(
    _ value: some Collection<UInt8>, at place: FieldPlace, under key: DataKey
  ) throws -> SealedField {
    guard value.count <= longest else { throw FieldRefusal.tooLong(place) }
    let box = try AES.GCM.seal(
      Padding.padded(value), using: key.newest.key, authenticating: bound(place, key.owner, key.newest.number))
    let number = (0..<4).map { UInt8(truncatingIfNeeded: key.newest.number >> (24 - 8 * $0)) }
    return SealedField([format] + number + box.nonce + box.ciphertext + box.tag)
  }

  package static func seal(_ value: String, at place: FieldPlace, under key: DataKey) throws -> SealedField {
    try seal(value.utf8, at: place, under: key)
  }

  /// The value; refuses (`field-damaged`) what was altered, cut short, or sealed for another place or owner.
  package func open(at place: FieldPlace, under key: DataKey) throws -> [UInt8] {
    try opened(at: place, under: key) { Array($0) }
  }

  /// The value as text.
  package func openText(at place: FieldPlace, under key: DataKey) throws -> String {
    try opened(at: place, under: key) { bytes in
      guard let text = String(validating: bytes, as: UTF8.self) else { throw FieldRefusal.damaged(place) }
      return text
    }
  }

  private func opened<Value>(
    at place: FieldPlace, under key: DataKey, _ take: (Slice<UnsafeRawBufferPointer>) throws -> Value
  ) throws -> Value {
    let start = SealedField.header, end = bytes.count - SealedField.tag
    guard end - start >= SealedField.nonce, bytes.first == SealedField.format else {
      throw FieldRefusal.damaged(place)
    }
    let number = bytes[1..<start].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    guard let version = key[number],
      let box = try? AES.GCM.SealedBox(combined: bytes[start...]),
      let padded = try? AES.GCM.open(
        box, using: version, authenticating: SealedField.bound(place, key.owner, number))
    else { throw FieldRefusal.damaged(place) }
    return try padded.withUnsafeBytes { padded in
      guard let count = Padding.contentCount(padded) else { throw FieldRefusal.damaged(place) }
      return try take(padded.prefix(count))
    }
  }

  private static func bound(_ place: FieldPlace, _ owner: KeyOwner, _ number: UInt32) -> [UInt8] {
    var bound = BoundBytes(purpose: "concordat guarded field")
    bound.put(UInt32(format))
    bound.put(place.table)
    bound.put(place.column)
    bound.put(place.row)
    bound.put(owner.description)
    bound.put(number)
    bound.put(place.version)
    return bound.bytes
  }
}
