/// A calendar month; `index` counts months from January of year 0, so that differences are whole months.
package struct Month: Hashable, Comparable, Sendable, Strideable, CustomStringConvertible {
  package let index: Int

  package init(index: Int) { self.index = index }
  package init(year: Int, month: Int) { index = year * 12 + month - 1 }

  /// The month written `2023-04` (police.uk) or `202304` (Metropolitan Police), or nil.
  package init?(_ text: some StringProtocol) {
    let digits = String(text.filter { $0 != "-" })
    guard digits.count == 6, text.count == 6 || (text.count == 7 && text.dropFirst(4).first == "-"),
      digits.allSatisfy({ $0.isASCII && $0.isNumber }),
      let year = Int(digits.prefix(4)), let month = Int(digits.suffix(2)), (1...12).contains(month), year >= 1800
    else { return nil }
    self.init(year: year, month: month)
  }

  package var year: Int { index >= 0 ? index / 12 : (index - 11) / 12 }
  package var month: Int { index - year * 12 + 1 }
  package var first: Day { Day(year: year, month: month, day: 1) ?? Day(number: 0) }
  package var last: Day { Month(index: index + 1).first + -1 }

  package var dayCount: Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// ISO 8601: `2023-04`.
  package var description: String { "\(year)-\(twoDigits(month))" }

  /// As people write it: `April 2023`.
  package var spoken: String {
    let names = [
      "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
      "December",
    ]
    return "\(names[month - 1]) \(year)"
  }

  package func distance(to other: Month) -> Int { other.index - index }
  package func advanced(by count: Int) -> Month { Month(index: index + count) }
  package static func < (a: Month, b: Month) -> Bool { a.index < b.index }
}

/// A run of whole months, first and last included.
package struct Period: Hashable, Sendable, CustomStringConvertible {
  package let first: Month, last: Month

  /// Nil when the last month is before the first.
  package init?(_ first: Month, _ last: Month) {
    guard first <= last else { return nil }
    self.first = first
    self.last = last
  }

  package init(month: Month) {
    first = month
    last = month
  }

  /// The twelve months from 1 April of `startYear`: the year of S.I. 2007/1830 reg. 2.
  package init(financialYear startYear: Int) {
    first = Month(year: startYear, month: 4)
    last = Month(year: startYear + 1, month: 3)
  }

  /// A period as people type it: `2022/23`, `2022-23`, `2022` (calendar year), `2022-04`, `2022-04..2023-03`.
  package init?(_ text: some StringProtocol) {
    if let dots = text.firstRange(of: "..") {
      guard let first = Month(text[..<dots.lowerBound]), let last = Month(text[dots.upperBound...]) else { return nil }
      self.init(first, last)
    } else if text.count == 7, text.dropFirst(4).first == "/" || text.dropFirst(4).first == "-",
      let start = Int(text.prefix(4)), let end = Int(text.suffix(2)), (start + 1) % 100 == end
    {
      // `2011-12` reads as a month as well; a financial year in that spelling is written with a slash.
      if text.dropFirst(4).first == "-", (1...12).contains(end), let month = Month(text) {
        self.init(month: month)
      } else {
        self.init(financialYear: start)
      }
    } else if text.count == 4, let year = Int(text), year >= 1800 {
      self.init(Month(year: year, month: 1), Month(year: year, month: 12))
    } else if let month = Month(text) {
      self.init(month: month)
    } else {
      return nil
    }
  }

  package var months: ClosedRange<Month> { first...last }
  package var count: Int { last.index - first.index + 1 }
  package func contains(_ month: Month) -> Bool { months.contains(month) }
  package func shifted(byYears years: Int) -> Period {
    Period(Month(index: first.index + years * 12), Month(index: last.index + years * 12)) ?? self
  }

  /// The start year when this is exactly one financial year.
  package var financialYear: Int? { count == 12 && first.month == 4 ? first.year : nil }

  /// `2022/23` for a financial year, `2022` for a calendar year, `2022-04` for a month, else `2022-04..2022-09`.
  package var description: String {
    if let start = financialYear { return "\(start)/\(twoDigits((start + 1) % 100))" }
    if count == 12, first.month == 1 { return "\(first.year)" }
    return count == 1 ? "\(first)" : "\(first)..\(last)"
  }

  /// `April 2022 to March 2023`.
  package var spoken: String { count == 1 ? first.spoken : "\(first.spoken) to \(last.spoken)" }
}
