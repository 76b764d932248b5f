/// Base64 for addresses, without padding (RFC 4648 section 5).
package enum Base64URL {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

  package static func text(_ bytes: some Sequence<UInt8>) -> String {
    var out: [UInt8] = [], held = 0, bits = 0
    for byte in bytes {
      held = (held << 8 | Int(byte)) & 0xFFFF
      bits += 8
      while bits >= 6 {
        bits -= 6
        out.append(alphabet[held >> bits & 63])
      }
    }
    if bits > 0 { out.append(alphabet[held << (6 - bits) & 63]) }
    return String(decoding: out, as: UTF8.self)
  }

  /// Nil for any other sign, for padding, and for bits that are left over: each text has one reading.
  package static func bytes(_ text: some StringProtocol) -> [UInt8]? {
    var out: [UInt8] = [], held = 0, bits = 0
    for byte in text.utf8 {
      guard let value = alphabet.firstIndex(of: byte) else { return nil }
      held = (held << 6 | value) & 0xFFFF
      bits += 6
      if bits >= 8 {
        bits -= 8
        out.append(UInt8(held >> bits & 255))
      }
    }
    guard bits < 6, held & (1 << bits - 1) == 0 else { return nil }
    return out
  }
}
