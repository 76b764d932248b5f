import Basics

extension FigureQuestion {
  private static let known = [
    "figure", "measure", "category", "area", "of", "period", "compare", "geography", "by", "test", "base", "as-at",
  ]

  /// Reads the query members of an address (`figure=share&measure=…`); a member that is none is refused by name,
  /// and so is a value that an option does not have. A member left empty is not asked.
  package init(query: [String: String]) throws(Refusal) {
    func word<T: RawRepresentable & CaseIterable>(_ name: String, _ type: T.Type) throws(Refusal) -> T?
    where T.RawValue == String {
      guard let text = query[name], !text.isEmpty else { return nil }
      guard let value = T(rawValue: text) else {
        let choices = T.allCases.map(\.rawValue).joined(separator: ", ")
        throw Refusal(
          "unknown-choice", place: name, "“\(text)” is not a choice for \(name).", remedy: "Choose one of: \(choices).")
      }
      return value
    }
    func period(_ name: String) throws(Refusal) -> Period? {
      guard let text = query[name], !text.isEmpty else { return nil }
      guard let value = Period(text) else {
        throw Refusal(
          "unreadable-period", place: name, "“\(text)” is not a period.",
          remedy: "Write a financial year (2022/23), a year (2022), a month (2022-04) or months (2022-04..2022-09).")
      }
      return value
    }
    func text(_ name: String) -> String? { query[name].flatMap { $0.isEmpty ? nil : $0 } }
    let written = query.filter { !$0.value.isEmpty }
    try FigureQuestion.checkNames(written.keys, among: Self.known)
    for option in Option.allCases { if let value = text(option.rawValue) { try option.check(value) } }
    guard let kind = try word("figure", Kind.self) else {
      throw Refusal(
        "missing-choice", place: "figure", "No kind of figure is chosen.", remedy: "Choose a kind of figure.")
    }
    guard let measure = text("measure") else {
      throw Refusal("missing-choice", place: "measure", "No measure is chosen.", remedy: "Choose a measure.")
    }
    guard let area = text("area") else {
      throw Refusal("missing-choice", place: "area", "No area is chosen.", remedy: "Choose an area.")
    }
    guard let asked = try period("period") else {
      throw Refusal("missing-choice", place: "period", "No period is chosen.", remedy: "Choose a period.")
    }
    var asAt: Instant?
    if let moment = text("as-at") {
      asAt = Instant(moment)
      if asAt == nil {
        throw Refusal(
          "unreadable-moment", place: "as-at", "“\(moment)” is not a moment.",
          remedy: "Write a day (2023-06-01) or a moment in universal time (2023-06-01T12:00:00Z).")
      }
    }
    self.init(
      kind, measure: measure, category: text("category"), area: area, of: text("of"), period: asked,
      comparison: try period("compare"), geography: try word("geography", GeographyRule.self),
      by: try word("by", Breakdown.self), test: try word("test", ChangeTest.self), base: text("base"), asAt: asAt,
      options: written.filter { !Self.known.contains($0.key) })
  }

  /// The members of the address that asks this question again, in a fixed order.
  package var members: [(String, String)] {
    var out = [("figure", kind.rawValue), ("measure", measure)]
    func add(_ name: String, _ value: String?) { if let value { out.append((name, value)) } }
    add("category", category)
    add("area", area)
    add("of", of)
    add("period", period.description)
    add("compare", comparison?.description)
    add("geography", geography?.rawValue)
    add("by", by?.rawValue)
    add("test", test?.rawValue)
    add("base", base)
    add("as-at", asAt?.description)
    return out + options.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// `figure=share&measure=mps-recorded-crime&area=E09000033&of=MPS&period=2022/23`, percent-encoded.
  package var query: String {
    members.map { "\($0.0)=\(FigureQuestion.encode($0.1))" }.joined(separator: "&")
  }

  /// Reads what `query` wrote.
  package init(text: String) throws(Refusal) {
    var members: [String: String] = [:]
    for pair in text.split(separator: "&") {
      let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard halves.count == 2, let value = FigureQuestion.decode(halves[1]) else {
        throw Refusal("unreadable-question", place: String(pair), "This is not part of a question.")
      }
      members[String(halves[0])] = value
    }
    try self.init(query: members)
  }

  private static func encode(_ text: String) -> String {
    var out = ""
    for byte in text.utf8 {
      switch byte {
      case 48...57, 65...90, 97...122, 45, 46, 47, 58, 95: out.unicodeScalars.append(Unicode.Scalar(byte))
      default: out += "%" + Hex.text([byte]).uppercased()
      }
    }
    return out
  }

  private static func decode(_ text: some StringProtocol) -> String? {
    var bytes: [UInt8] = []
    var rest = text.utf8.makeIterator()
    while let byte = rest.next() {
      if byte == 43 {
        bytes.append(32)
      } else if byte == 37 {
        guard let high = rest.next(), let low = rest.next(),
          let value = UInt8(String(decoding: [high, low], as: UTF8.self), radix: 16)
        else { return nil }
        bytes.append(value)
      } else {
        bytes.append(byte)
      }
    }
    return String(validating: bytes, as: UTF8.self)
  }
}
