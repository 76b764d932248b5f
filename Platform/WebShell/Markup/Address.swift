/// Addresses in links and redirects: what may be followed, and how parts of them are written.
package enum Address {
  /// The address when following it runs no script, else `#`.
  static func harmless(_ address: String) -> String {
    let bytes = Array(address.utf8)
    guard !bytes.contains(where: { $0 <= 32 || $0 == 127 || $0 == UInt8(ascii: "\\") }) else { return "#" }
    let head = bytes.prefix { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
    guard head.contains(UInt8(ascii: ":")) else { return address.hasPrefix("//") ? "#" : address }
    let allowed = ["http:", "https:", "mailto:", "tel:"]
    return allowed.contains { address.lowercased().hasPrefix($0) } ? address : "#"
  }

  /// The address when it is a path on this site: the guard against open redirects for `next` parameters.
  package static func local(_ address: String?) -> String? {
    guard let address, address.hasPrefix("/"), !address.hasPrefix("//"), address.utf8.count <= 4096 else { return nil }
    guard address.utf8.allSatisfy({ $0 > 32 && $0 < 127 && $0 != UInt8(ascii: "\\") }) else { return nil }
    return address
  }

  /// A query string with its question mark, or nothing for no items.
  package static func query(_ items: [(String, String)]) -> String {
    items.isEmpty ? "" : "?" + items.map { encoded($0.0) + "=" + encoded($0.1) }.joined(separator: "&")
  }

  /// Percent-encoding of everything but RFC 3986 unreserved characters: right for one path segment or query part.
  package static func encoded(_ part: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var out: [UInt8] = []
    for byte in part.utf8 {
      switch byte {
      case 48...57, 65...90, 97...122, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"):
        out.append(byte)
      default: out += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: out, as: UTF8.self)
  }

  /// Undoes percent-encoding; nil for a broken escape, for text that is not UTF-8 and for NUL.
  static func decoded(_ part: some Sequence<UInt8>, plusIsSpace: Bool = false) -> String? {
    var out: [UInt8] = []
    var rest = part.makeIterator()
    while let byte = rest.next() {
      if byte == UInt8(ascii: "%") {
        guard let high = rest.next().flatMap(nibble), let low = rest.next().flatMap(nibble) else { return nil }
        out.append(high << 4 | low)
      } else {
        out.append(plusIsSpace && byte == UInt8(ascii: "+") ? 32 : byte)
      }
    }
    return out.contains(0) ? nil : String(validating: out, as: UTF8.self)
  }

  private static func nibble(_ digit: UInt8) -> UInt8? {
    switch digit {
    case 48...57: digit - 48
    case 65...70: digit - 55
    case 97...102: digit - 87
    default: nil
    }
  }
}
