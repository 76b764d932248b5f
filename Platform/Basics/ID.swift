/// The identity of one `Thing`: a UUID version 7 (RFC 9562) as lower-case text, so that identities sort by creation.
package struct ID<Thing>: Hashable, Sendable, Comparable, CustomStringConvertible {
  package let text: String

  /// Takes an identity read from a row or a URL as it stands; nothing is checked, an unknown one is simply not found.
  package init(_ text: String) { self.text = text }

  /// A new identity made at `instant` from `random`.
  package init(at instant: Instant, using random: inout some RandomNumberGenerator) {
    let milliseconds = UInt64(clamping: instant.milliseconds) & 0xFFFF_FFFF_FFFF
    let high = milliseconds << 16 | 0x7000 | random.next() & 0x0FFF
    let low = random.next() & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
    let digits = Hex.text(high) + Hex.text(low)
    var out = ""
    for (index, digit) in digits.enumerated() {
      if [8, 12, 16, 20].contains(index) { out.append("-") }
      out.append(digit)
    }
    text = out
  }

  package init(at instant: Instant) {
    var random = SystemRandomNumberGenerator()
    self.init(at: instant, using: &random)
  }

  package var description: String { text }
  package static func < (a: Self, b: Self) -> Bool { a.text < b.text }
}

/// Lower-case hexadecimal, as digests and identities are written.
package enum Hex {
  package static func text(_ value: UInt64) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  package static func text(_ bytes: some Sequence<UInt8>) -> String {
    var out: [UInt8] = []
    for byte in bytes { out += [digit(byte >> 4), digit(byte & 15)] }
    return String(decoding: out, as: UTF8.self)
  }

  private static func digit(_ nibble: UInt8) -> UInt8 { nibble < 10 ? 48 + nibble : 87 + nibble }
}
