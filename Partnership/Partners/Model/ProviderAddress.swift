import Basics

/// An address of an identity provider or of this site: HTTPS, or plain HTTP where both ends are this machine.
///
/// Read strictly and in one way, so that what was checked is what is called: no user part, no backslash, a host of
/// letters, digits, points and hyphens.
package struct ProviderAddress: Hashable, Sendable, CustomStringConvertible {
  package let text: String
  /// Without TLS, and so on this machine's own loopback.
  package let isPlain: Bool

  /// Refuses any other scheme, HTTP to another machine, and whatever a browser and a program might read differently.
  package init(_ typed: String, place: String) throws {
    func wrong(_ reason: String) -> Refusal {
      Refusal(
        "address", place: place, reason, remedy: "Write it as https://login.agency.example, at most 500 characters.")
    }
    guard typed.utf8.count <= 500, typed.utf8.allSatisfy({ $0 > 32 && $0 < 127 }),
      !typed.utf8.contains(where: { [UInt8(ascii: "\\"), UInt8(ascii: "#"), UInt8(ascii: "@")].contains($0) })
    else { throw wrong("This is no address of a provider.") }
    let isPlain = typed.hasPrefix("http://")
    guard isPlain || typed.hasPrefix("https://") else { throw wrong("The address does not begin with https://.") }
    let rest = typed.dropFirst(isPlain ? 7 : 8)
    let authority = rest.prefix { $0 != "/" && $0 != "?" }
    let host: Substring
    if authority.hasPrefix("[::1]") {
      host = authority.prefix(5)
    } else {
      host = authority.prefix { $0 != ":" }
      guard !host.isEmpty, host.utf8.allSatisfy(ProviderAddress.isHost), !host.hasPrefix("."), !host.hasPrefix("-")
      else {
        throw wrong("The address names no host.")
      }
    }
    let port = authority.dropFirst(host.count)
    guard port.isEmpty || port.hasPrefix(":") && Int(port.dropFirst()).map({ (1...65_535).contains($0) }) ?? false,
      port.dropFirst().utf8.allSatisfy({ (48...57).contains($0) })
    else { throw wrong("The port is no number.") }
    guard !isPlain || ProviderAddress.isLoopback(host) else {
      throw wrong("Without https:// an address is taken on this machine only (127.0.0.1).")
    }
    text = typed
    self.isPlain = isPlain
  }

  /// An issuer or the address of a site: no query, and no stroke at the end of a site.
  package static func base(_ typed: String, place: String) throws -> ProviderAddress {
    let address = try ProviderAddress(typed, place: place)
    guard !typed.contains("?") else {
      throw Refusal(
        "address", place: place, "The address has a query.", remedy: "Leave out what follows the question mark.")
    }
    return address
  }

  /// Without the stroke at its end, to which a path is added.
  package var stem: String { text.hasSuffix("/") ? String(text.dropLast()) : text }

  package var description: String { text }

  private static func isHost(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
      || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
  }

  private static func isLoopback(_ host: Substring) -> Bool {
    if host == "[::1]" || host.lowercased() == "localhost" { return true }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts.first == "127"
      && parts.allSatisfy { part in Int(part).map { (0...255).contains($0) && String($0) == part } ?? false }
  }
}
