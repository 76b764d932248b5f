/// The sound of an English name as one letter and three digits, as the United States National Archives have the rule
/// (Soundex, "The Soundex Indexing System"): `Smith` and `Smyth` are S530.
///
/// Made for British and American family names of a hundred years ago. It keeps the first letter, so it does not bring
/// Kathryn to Catherine, and it says little about names from elsewhere.
enum Soundex {
  /// The code of a name in its normal form; nil when it does not begin with one of the letters a to z.
  static func code(of name: String) -> String? {
    let letters = name.utf8.filter { (97...122).contains($0) }
    guard let first = letters.first, first == name.utf8.first else { return nil }
    var out = [first - 32]
    var last = group(first)
    for letter in letters.dropFirst() where out.count < 4 {
      let next = group(letter)
      switch next {
      // h and w do not part two letters of one group; vowels do.
      case silent: continue
      case vowel: last = vowel
      default:
        if next != last { out.append(next) }
        last = next
      }
    }
    out += repeatElement(48, count: 4 - out.count)
    return String(decoding: out, as: UTF8.self)
  }

  private static let vowel: UInt8 = 0
  private static let silent: UInt8 = 1

  private static func group(_ letter: UInt8) -> UInt8 {
    switch Character(Unicode.Scalar(letter)) {
    case "b", "f", "p", "v": 49
    case "c", "g", "j", "k", "q", "s", "x", "z": 50
    case "d", "t": 51
    case "l": 52
    case "m", "n": 53
    case "r": 54
    case "h", "w": silent
    default: vowel
    }
  }
}
