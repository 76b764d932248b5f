/// Finds digits that state an amount, leaving dates, years and the numbering of laws and paragraphs alone.
enum TypedNumbers {
  struct Found {
    let text: String
    let isPercentage: Bool
  }

  private static let months: Set<String> = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
  ]
  /// A number after one of these names a provision, a part of a document or a disease, not an amount.
  private static let namers: Set<String> = [
    "s.i", "si", "reg", "regs", "regulation", "regulations", "section", "sections", "s", "ss", "paragraph",
    "paragraphs",
    "para", "paras", "part", "schedule", "chapter", "article", "table", "figure", "finding", "priority", "covid", "act",
    "version", "tier", "plan", "lockdown", "level", "page", "annex", "appendix",
  ]

  static func found(in tokens: [Token]) -> [Found] {
    var out: [Found] = []
    for (index, token) in tokens.enumerated() where token.text.contains(where: \.isNumber) {
      let previous = index > 0 ? tokens[index - 1].text.lowercased() : ""
      let next = index + 1 < tokens.count ? tokens[index + 1].text.lowercased() : ""
      let afterNext = index + 2 < tokens.count ? tokens[index + 2].text.lowercased() : ""
      let isPercentage = token.text.contains("%") || next == "percent" || (next == "per" && afterNext == "cent")
      // `95 per cent interval` names a method, not a finding.
      if isPercentage,
        tokens[(index + 1)...].prefix(3).contains(where: {
          ["interval", "intervals", "confidence"].contains($0.text.lowercased())
        })
      {
        continue
      }
      guard isPercentage || !isName(token.text, previous: previous, next: next) else { continue }
      out.append(Found(text: String(token.text), isPercentage: isPercentage))
    }
    return out
  }

  private static func isName(_ token: Substring, previous: String, next: String) -> Bool {
    if namers.contains(previous) || months.contains(previous) && isDayOrYear(token) { return true }
    if months.contains(next), isDay(token) { return true }
    // Codes and names with digits in them: E09000033, 7a, COVID-19, Covid19; but not £500, 9pm or 43kg.
    if let first = token.first, first.isLetter { return true }
    if let last = token.last, last.isLetter, token.dropLast().allSatisfy(\.isNumber), "abcdefg".contains(last) {
      return true
    }
    let parts = token.split(whereSeparator: { "/–-".contains($0) })
    guard let first = parts.first, isYear(first) else { return false }
    // 2019, 2019/20, 2019–2023, 2007/1830 after its S.I. was matched above.
    return parts.dropFirst().allSatisfy { isYear($0) || ($0.count == 2 && $0.allSatisfy(\.isNumber)) }
  }

  private static func isYear(_ text: Substring) -> Bool {
    text.count == 4 && text.allSatisfy { $0.isASCII && $0.isNumber }
      && (Int(text).map { (1800...2100).contains($0) } ?? false)
  }

  private static func isDay(_ text: Substring) -> Bool {
    let digits = text.prefix(while: \.isNumber)
    let suffix = text.dropFirst(digits.count)
    return Int(digits).map { (1...31).contains($0) } ?? false && ["", "st", "nd", "rd", "th"].contains(suffix)
  }

  private static func isDayOrYear(_ text: Substring) -> Bool { isDay(text) || isYear(text) }
}
