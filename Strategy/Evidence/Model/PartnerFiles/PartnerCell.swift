import Basics

/// Readers of single cells of a partner's file: every usual way of writing, nothing guessed.
package enum PartnerCell {
  private static let monthNames = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ]

  /// A day, and the time when the cell carries one: `2026-04-01`, `01/04/2026`, `1 Apr 2026`, `20260401`, each with or
  /// without `T14:05` or ` 14:05:00`. Nil when it is none of these or there is no such day.
  package static func moment(_ text: String, order: ColumnMap.DateOrder) -> (day: Day, minute: Int?)? {
    guard (6...40).contains(text.utf8.count) else { return nil }
    if let day = day(text, order: order) { return (day, nil) }
    for separator in ["T", " "] {
      guard let cut = text.lastRange(of: separator, beforeTime: true) else { continue }
      let (head, tail) = (text[..<cut.lowerBound], text[cut.upperBound...])
      if let day = day(String(head), order: order), let minute = minute(String(tail)) { return (day, minute) }
    }
    return nil
  }

  private static func day(_ text: String, order: ColumnMap.DateOrder) -> Day? {
    if text.utf8.count == 8, text.utf8.allSatisfy({ (48...57).contains($0) }), let number = Int(text) {
      return Day(year: number / 10_000, month: number / 100 % 100, day: number % 100)
    }
    let parts = text.split { "-/. ".contains($0) }.map(String.init)
    guard parts.count == 3 else { return nil }
    if parts[0].count == 4, let year = Int(parts[0]), let month = month(parts[1]), let day = Int(parts[2]) {
      return Day(year: year, month: month, day: day)
    }
    guard let year = year(parts[2]) else { return nil }
    if Int(parts[1]) == nil, let month = month(parts[1]), let day = Int(parts[0]) {
      return Day(year: year, month: month, day: day)
    }
    guard let one = Int(parts[0]), let two = Int(parts[1]) else { return nil }
    return order == .dayFirst ? Day(year: year, month: two, day: one) : Day(year: year, month: one, day: two)
  }

  private static func year(_ text: String) -> Int? {
    guard let number = Int(text), number >= 0 else { return nil }
    return text.count == 4 ? number : text.count == 2 ? 2000 + number : nil
  }

  private static func month(_ text: String) -> Int? {
    if let number = Int(text) { return number }
    return monthNames.firstIndex { text.lowercased().hasPrefix($0) }.map { $0 + 1 }
  }

  /// Minutes after midnight: `14:05`, `14:05:59`, `1405`, `2.05 pm`, `14:05:59.000Z` is refused for its zone.
  package static func minute(_ text: String) -> Int? {
    var rest = text.lowercased().filter { $0 != " " }
    guard (3...12).contains(rest.utf8.count) else { return nil }
    var afternoon: Bool?
    for (suffix, value) in [("am", false), ("pm", true)] where rest.hasSuffix(suffix) {
      afternoon = value
      rest.removeLast(2)
    }
    var parts = rest.split(omittingEmptySubsequences: false) { $0 == ":" || $0 == "." }.map(String.init)
    if parts.count == 1, rest.utf8.count == 4 { parts = [String(rest.prefix(2)), String(rest.suffix(2))] }
    guard (2...3).contains(parts.count), parts.dropFirst().allSatisfy({ $0.utf8.count == 2 }),
      parts.allSatisfy({ part in part.utf8.allSatisfy { (48...57).contains($0) } && part.utf8.count <= 2 }),
      var hour = Int(parts[0]), let minute = Int(parts[1]), (0...59).contains(minute),
      parts.count == 2 || (Int(parts[2]).map { (0...59).contains($0) } ?? false)
    else { return nil }
    if let afternoon {
      guard (1...12).contains(hour) else { return nil }
      hour = hour % 12 + (afternoon ? 12 : 0)
    }
    return (0...23).contains(hour) ? hour * 60 + minute : nil
  }

  /// The outward part of a postcode, `W1D`; nil for anything else, a full postcode included.
  package static func outward(_ text: String) -> String? {
    let code = text.uppercased().filter { $0 != " " }
    let bytes = Array(code.utf8)
    guard (2...4).contains(bytes.count), isLetter(bytes[0]) else { return nil }
    let rest = bytes.dropFirst(isLetter(bytes[1]) ? 2 : 1)
    guard let first = rest.first, isDigit(first), rest.count <= 2 else { return nil }
    return rest.dropFirst().allSatisfy { isDigit($0) || isLetter($0) } ? code : nil
  }

  /// Whether a full postcode stands anywhere in the text: outward part, at most one space, digit and two letters.
  package static func hasFullPostcode(_ text: String) -> Bool {
    let bytes = Array(text.uppercased().utf8.prefix(2000))
    guard bytes.count >= 5 else { return false }
    for end in 3...bytes.count
    where isDigit(bytes[end - 3]) && isLetter(bytes[end - 2]) && isLetter(bytes[end - 1])
      && (end == bytes.count || !(isLetter(bytes[end]) || isDigit(bytes[end])))
    {
      var before = end - 3
      if before > 0, bytes[before - 1] == 32 { before -= 1 }
      for length in 2...4 where before >= length {
        let start = before - length
        let bounded = start == 0 || !(isLetter(bytes[start - 1]) || isDigit(bytes[start - 1]))
        if bounded, outward(String(decoding: bytes[start..<before], as: UTF8.self)) != nil { return true }
      }
    }
    return false
  }

  /// A whole number of at most nine digits, thousands grouped or not; nil for anything else.
  package static func count(_ text: String) -> Int? {
    let digits = text.filter { $0 != "," }
    guard (1...9).contains(digits.utf8.count), digits.utf8.allSatisfy(isDigit) else { return nil }
    return Int(digits)
  }

  /// A place in metres or degrees within the bounds, scaled to a whole number.
  package static func coordinate(_ text: String, scale: Double, within bounds: ClosedRange<Double>) -> Int? {
    guard text.utf8.count <= 24, let value = Double(text), value.isFinite, bounds.contains(value) else { return nil }
    return Int((value * scale).rounded())
  }

  static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }
  static func isLetter(_ byte: UInt8) -> Bool { (65...90).contains(byte) }
}

extension String {
  /// The last place of the separator after which a time could stand; a trailing `pm` is not one.
  fileprivate func lastRange(of separator: String, beforeTime: Bool) -> Range<String.Index>? {
    var search = self[...]
    while let index = search.lastIndex(of: Character(separator)) {
      let tail = self[self.index(after: index)...]
      if let first = tail.first, first.isNumber { return index..<self.index(after: index) }
      search = self[..<index]
    }
    return nil
  }
}
