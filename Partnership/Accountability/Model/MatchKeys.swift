import Basics
import Crypto
import Foundation

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
    self.init(derivedFrom: SymmetricKey(data: secret))
  }

  /// From a secret of the store of keys that is used for this alone.
  package init(derivedFrom secret: SymmetricKey) {
    key = HKDF<SHA256>.deriveKey(
      inputKeyMaterial: secret, info: Array("concordat insider keys 1".utf8), outputByteCount: 32)
  }

  /// Nil when nothing is left of the text to compare.
  package func key(_ field: InsiderFacts.Field, _ text: String) -> InsiderFacts.Key? {
    made(field, MatchKeys.plain(field, text))
  }

  /// The key of a household: the postcode with the numbers of house and flat, or with the house's name where it has no
  /// number, so that “Flat 2, 14 High Street” and “Flat 2 14 High St.” are one. Nil without a whole postcode or without
  /// anything else: a postcode alone is a street.
  package func address(_ lines: String, postcode: String) -> InsiderFacts.Key? {
    made(.address, MatchKeys.plain(address: lines, postcode: postcode))
  }

  /// The key of one person: first given name, family name, date of birth. Nil where one of them is missing.
  package func identity(givenNames: String, familyName: String, birthDate: Day) -> InsiderFacts.Key? {
    let first = givenNames.split(whereSeparator: \.isWhitespace).first.map(String.init) ?? ""
    let given = MatchKeys.letters(first), family = MatchKeys.letters(familyName)
    return given.isEmpty || family.isEmpty ? nil : made(.identity, "\(given) \(family) \(birthDate)")
  }

  private func made(_ field: InsiderFacts.Field, _ plain: String) -> InsiderFacts.Key? {
    guard !plain.isEmpty else { return nil }
    let code = HMAC<SHA256>.authenticationCode(for: Array("\(field.rawValue)\n\(plain)".utf8), using: key)
    return InsiderFacts.Key(field, Hex.text(code))
  }

  /// Letters and digits in lower case and without accents; of a telephone number the last ten digits, so that 0044 and 0
  /// come out alike, and nothing of one with fewer than six.
  static func plain(_ field: InsiderFacts.Field, _ text: String) -> String {
    switch field {
    case .phone:
      let digits = text.filter { ("0"..."9").contains($0) }
      return digits.count < 6 ? "" : String(digits.suffix(10))
    case .surname, .address, .identity: return letters(text)
    }
  }

  /// The last word of a name as it is shown: what staff's own surname is taken from.
  package static func surname(ofName name: String) -> String {
    name.split(whereSeparator: \.isWhitespace).last.map(String.init) ?? ""
  }

  private static func letters(_ text: String) -> String {
    let scalars = text.decomposedStringWithCompatibilityMapping.lowercased().unicodeScalars
    return String(
      String.UnicodeScalarView(
        scalars.filter {
          ($0.properties.isAlphabetic || $0.properties.numericType == .decimal)
            && $0.properties.generalCategory != .nonspacingMark
        }))
  }

  private static func plain(address lines: String, postcode: String) -> String {
    let code = Array(letters(postcode))
    // A whole British postcode: five to seven signs, the last three a digit and two letters.
    guard (5...7).contains(code.count), code[0].isLetter, code[code.count - 3].isNumber,
      code.suffix(2).allSatisfy(\.isLetter)
    else { return "" }
    let whole = String(code), halves = [String(code.dropLast(3)), String(code.suffix(3)), whole]
    let words = lines.split { !$0.isLetter && !$0.isNumber }.map { letters(String($0)) }
      .filter { !$0.isEmpty && !halves.contains($0) }
    let numbers = words.filter { $0.contains(where: \.isNumber) }
    if !numbers.isEmpty { return "\(whole) \(numbers.joined(separator: " "))" }
    let name = letters(String(lines.prefix { $0 != "," && !$0.isNewline }))
    return name.isEmpty ? "" : "\(whole) \(name)"
  }
}
