import Basics
import Crypto

/// Makes the keys by which details of staff and of people in records are compared without either being stored: HMAC-SHA256
/// under a secret of the installation over the detail in one way of writing. Never a bare hash: names can be guessed.
package struct MatchKeys: Sendable {
  private let key: SymmetricKey

  /// Refuses a secret shorter than 32 bytes.
  package init(secret: [UInt8]) throws {
    guard secret.count >= 32 else {
      throw Refusal(
        "match-key", "The secret for comparing is shorter than 32 bytes.", remedy: "Restore it from the backup.")
    }
    key = HKDF<SHA256>.deriveKey(
      inputKeyMaterial: SymmetricKey(data: secret), info: Array("concordat insider keys 1".utf8), outputByteCount: 32)
  }

  /// Nil when nothing is left of the text to compare.
  package func key(_ field: InsiderFacts.Field, _ text: String) -> InsiderFacts.Key? {
    let plain = MatchKeys.plain(field, text)
    guard !plain.isEmpty else { return nil }
    let code = HMAC<SHA256>.authenticationCode(for: Array("\(field.rawValue)\n\(plain)".utf8), using: key)
    return InsiderFacts.Key(field, Hex.text(code))
  }

  /// Letters and digits in lower case; of a telephone number the last ten digits, so that 0044 and 0 come out alike.
  static func plain(_ field: InsiderFacts.Field, _ text: String) -> String {
    switch field {
    case .phone: String(text.filter { ("0"..."9").contains($0) }.suffix(10))
    case .surname, .address, .identity: text.lowercased().filter { $0.isLetter || $0.isNumber }
    }
  }
}
