import Basics

/// What may be typed in the records of governance.
package enum GovernanceText {
  /// A text of up to `most` characters; refused by the field's label when it is empty, too long, or cannot be shown.
  package static func checked(_ typed: String, _ label: String, most: Int = 200, lines: Bool = false) throws(Refusal)
    -> String
  {
    let text = try optional(typed, label, most: most, lines: lines)
    guard !text.isEmpty else {
      throw Refusal("missing-field", place: label, "This is empty.", remedy: "Enter it in a few words.")
    }
    return text
  }

  /// The same, where nothing may stand.
  package static func optional(_ typed: String, _ label: String, most: Int = 200, lines: Bool = false) throws(Refusal)
    -> String
  {
    let text = trimmed(typed.replacing("\r\n", with: "\n"))
    guard text.count <= most, text.utf8.count <= most * 8 else {
      throw Refusal(
        "too-long", place: label, "This has \(text.count) characters; \(most) are allowed.", remedy: "Shorten it.")
    }
    // Control and formatting characters (among them the direction overrides) make one text look like another.
    let isShown = text.unicodeScalars.allSatisfy { scalar in
      if scalar == "\n" || scalar == "\t" { return lines }
      return ![.control, .format, .surrogate, .privateUse, .unassigned].contains(scalar.properties.generalCategory)
        || scalar == "\u{200D}" || scalar == "\u{200C}"
    }
    guard isShown else {
      throw Refusal(
        "unreadable-text", place: label, "This has characters that cannot be shown.", remedy: "Type it again.")
    }
    return text
  }

  /// A short name that stands in addresses and in facts: lower-case letters, digits and hyphens.
  package static func code(_ typed: String, _ label: String = "Short name") throws(Refusal) -> String {
    let text = trimmed(typed)
    let isPlain = text.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }
    guard !text.isEmpty, text.utf8.count <= 60, isPlain, !text.hasPrefix("-") else {
      throw Refusal(
        "short-name", place: label, "“\(text.prefix(60))” cannot stand in an address.",
        remedy: "Use up to 60 lower-case letters, digits and hyphens: safer-partnership.")
    }
    return text
  }

  /// A whole number within a range, or nil when nothing was typed.
  package static func number(_ typed: String, _ label: String, _ range: ClosedRange<Int>) throws(Refusal) -> Int? {
    let text = trimmed(typed)
    guard !text.isEmpty else { return nil }
    guard text.utf8.count <= 12, let number = Int(text), range.contains(number) else {
      throw Refusal(
        "unreadable-number", place: label, "“\(text.prefix(20))” is no number here.",
        remedy: "Enter a whole number from \(range.lowerBound) to \(range.upperBound).")
    }
    return number
  }

  private static func trimmed(_ text: String) -> String {
    var rest = text[...]
    while rest.first?.isWhitespace == true { rest.removeFirst() }
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return String(rest)
  }
}

extension Day {
  /// The last day of what stands until further notice; a day that no record reaches.
  package static let openEnd = Day(year: 9999, month: 12, day: 31) ?? Day(number: 2_932_896)
}
