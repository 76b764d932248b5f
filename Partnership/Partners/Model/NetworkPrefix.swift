/// The network that an address belongs to, for counting attempts: the first 24 bits of IPv4, the first 64 of IPv6
/// (within which one household or one machine can change its address at will).
package struct NetworkPrefix: Hashable, Sendable, CustomStringConvertible {
  package let description: String

  /// Reads an address as the web server gives it, with or without port, brackets or zone; text that is no address
  /// stands for itself, cut short.
  package init(address: String) {
    var text = Substring(address.prefix(64))
    if text.first == "[" { text = text.dropFirst().prefix { $0 != "]" } }
    text = text.prefix { $0 != "%" }
    if let dots = NetworkPrefix.fourth(text) {
      description = dots
    } else if let groups = NetworkPrefix.sixth(text) {
      description = groups
    } else {
      description = text.isEmpty ? "unknown" : String(text)
    }
  }

  private static func fourth(_ text: Substring) -> String? {
    let host = text.prefix { $0 != ":" }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
    guard parts.count == 4, let a = parts[0], let b = parts[1], let c = parts[2], parts[3] != nil else { return nil }
    return "\(a).\(b).\(c).0/24"
  }

  private static func sixth(_ text: Substring) -> String? {
    // An IPv4 address in IPv6 clothing counts as what it is.
    if let last = text.split(separator: ":").last, last.contains("."), text.lowercased().hasPrefix("::ffff:") {
      return fourth(last)
    }
    let halves = text.split(separator: ":", omittingEmptySubsequences: false)
    guard halves.count >= 3, halves.count <= 9 else { return nil }
    let head: ArraySlice<Substring>, tail: ArraySlice<Substring>
    if let gap = text.firstRange(of: "::") {
      head = text[..<gap.lowerBound].split(separator: ":")[...]
      let rest = text[gap.upperBound...]
      guard !rest.contains("::") else { return nil }
      tail = rest.split(separator: ":")[...]
    } else {
      head = halves[...]
      tail = []
    }
    let missing = 8 - head.count - tail.count
    guard missing >= 0 else { return nil }
    let groups =
      head.map { UInt16($0, radix: 16) } + Array(repeating: UInt16(0), count: missing)
      + tail.map { UInt16($0, radix: 16) }
    guard groups.count == 8, groups.allSatisfy({ $0 != nil }) else { return nil }
    return groups.prefix(4).map { String($0 ?? 0, radix: 16) }.joined(separator: ":") + "::/64"
  }
}
