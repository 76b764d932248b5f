/// `application/x-www-form-urlencoded` (WHATWG URL Standard, section 5), for queries and ordinary forms.
enum URLEncoded {
  /// The fields in order; nil when an escape is broken, text is not UTF-8 or there are more than `limit` fields.
  static func fields(_ bytes: some Collection<UInt8>, limit: Int) -> [(String, String)]? {
    guard !bytes.isEmpty else { return [] }
    var out: [(String, String)] = []
    for pair in bytes.split(separator: UInt8(ascii: "&")) {
      guard out.count < limit else { return nil }
      let halves = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = halves.first.flatMap({ Address.decoded($0, plusIsSpace: true) }),
        let value = halves.count == 2 ? Address.decoded(halves[1], plusIsSpace: true) : ""
      else { return nil }
      out.append((name, value))
    }
    return out
  }
}
