/// RFC 4648 base 32, the spelling in which authenticator apps take a key and in which set-up codes are read aloud.
package enum Base32 {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)

  /// Upper-case letters and digits without padding.
  package static func text(_ bytes: some Sequence<UInt8>) -> String {
    var out: [UInt8] = []
    var held: UInt32 = 0, count: UInt32 = 0
    for byte in bytes {
      held = held << 8 | UInt32(byte)
      count += 8
      while count >= 5 {
        count -= 5
        out.append(alphabet[Int(held >> count & 31)])
      }
      held &= (1 << count) - 1
    }
    if count > 0 { out.append(alphabet[Int(held << (5 - count) & 31)]) }
    return String(decoding: out, as: UTF8.self)
  }

  /// The bytes, spaces, dashes and padding ignored; nil for any other character.
  package static func bytes(_ text: some StringProtocol) -> [UInt8]? {
    var out: [UInt8] = []
    var held: UInt32 = 0, count: UInt32 = 0
    for character in text.uppercased().utf8
    where ![UInt8(ascii: " "), UInt8(ascii: "-"), UInt8(ascii: "=")].contains(character) {
      guard let value = alphabet.firstIndex(of: character) else { return nil }
      held = held << 5 | UInt32(value)
      count += 5
      if count >= 8 {
        count -= 8
        out.append(UInt8(truncatingIfNeeded: held >> count))
      }
      held &= (1 << count) - 1
    }
    return out
  }

  /// In groups, so that a person can keep their place: `ABCD EFGH`.
  package static func grouped(_ text: String, by size: Int = 4, separator: String = " ") -> String {
    var groups: [Substring] = []
    var rest = Substring(text)
    while !rest.isEmpty {
      groups.append(rest.prefix(size))
      rest = rest.dropFirst(size)
    }
    return groups.joined(separator: separator)
  }
}
