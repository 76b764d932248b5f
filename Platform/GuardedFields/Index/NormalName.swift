import Foundation

/// A name without what people leave out, add or cannot type: accents, case, hyphens, apostrophes, spaces, full stops.
/// `Zoë O'Brien-Smith`, `ZOE OBRIEN SMITH` and `zoe o’brien smith` are one.
///
/// The form is stored (as its HMAC), so it may never change without computing all name indexes anew.
enum NormalName {
  /// nil when no letter or digit is left.
  static func form(of text: String) -> String? {
    // Compatibility decomposition (Unicode Annex 15, NFKD) before folding case, since it yields capitals, and after,
    // since folding composes. Capitals first: ß and ſ have no other common form.
    let folded = text.decomposedStringWithCompatibilityMapping.uppercased().lowercased()
      .decomposedStringWithCompatibilityMapping
    var out = ""
    for scalar in folded.unicodeScalars where isKept(scalar) {
      if let plain = plain[scalar] { out += plain } else { out.unicodeScalars.append(scalar) }
    }
    return out.isEmpty ? nil : out
  }

  /// Letters that keep their stroke or ligature when decomposed, as English keyboards write them.
  private static let plain: [Unicode.Scalar: String] = [
    "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ħ": "h", "ŋ": "n", "ı": "i", "ß": "ss",
  ]

  private static func isKept(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    // Accents; apostrophes and stretching that count as letters; Hebrew points; Arabic vowel signs.
    case 0x02B9...0x036F, 0x0591...0x05C7, 0x0610...0x061A, 0x0640, 0x064B...0x065F, 0x0670, 0x06D6...0x06ED,
      0x1AB0...0x1AFF, 0x1DC0...0x1DFF, 0x20D0...0x20FF, 0xA78B...0xA78C, 0xFE20...0xFE2F:
      return false
    default: break
    }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
      // Vowels of Indian and other scripts, without which names would become each other.
      .nonspacingMark, .spacingMark:
      return true
    default: return false
    }
  }
}
