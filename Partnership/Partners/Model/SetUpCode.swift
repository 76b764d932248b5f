import Basics
import Crypto

/// What an administrator hands to a person, once and by another way than e-mail, so that they can set a password and
/// enrol a second factor: 100 random bits in four groups of five letters. Only its SHA-256 is kept.
package struct SetUpCode: Hashable, Sendable {
  /// How long a code may wait to be used: three days.
  package static let lifetime = 3 * 86_400

  /// `ABCDE-FGHIJ-KLMNO-PQRST`.
  package let text: String

  /// A code from 13 random bytes, of which 100 bits are used.
  package init(random: [UInt8]) {
    text = Base32.grouped(String(Base32.text(random).prefix(20)), by: 5, separator: "-")
  }

  /// The digest of what was typed, however it was spaced; digits that look like letters are read as those letters.
  package static func digest(_ typed: String) -> String {
    let letters = typed.uppercased().prefix(200).compactMap { character -> Character? in
      switch character {
      case "0": "O"
      case "1": "I"
      case " ", "-", "–": nil
      default: character
      }
    }
    return Hex.text(SHA256.hash(data: Array(String(letters).utf8)))
  }
}
