import Basics

/// One of the consecutive periods of three months, counted from 1 July 2007, for which prescribed information is disclosed
/// (S.I. 2007/1831 reg. 2). `number` 0 is July to September 2007.
package struct Quarter: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The first month for which the duty runs: July 2007.
  package static let commencement = Month(year: 2007, month: 7)
  /// Beyond this a quarter is a slip of the keyboard: 200 years of quarters.
  private static let count = 800

  package let number: Int

  package init?(number: Int) {
    guard (0..<Quarter.count).contains(number) else { return nil }
    self.number = number
  }

  /// The quarter in which the month lies; nil before July 2007.
  package init?(containing month: Month) {
    let months = month.index - Quarter.commencement.index
    guard months >= 0 else { return nil }
    self.init(number: months / 3)
  }

  package init?(containing day: Day) { self.init(containing: day.month) }

  /// Reads `2026-04` (the first month of April to June 2026) or `2026-04..2026-06`; nil for any other month or text.
  package init?(_ text: some StringProtocol) {
    guard text.utf8.count <= 16, let period = Period(text), period.count == 1 || period.count == 3,
      let quarter = Quarter(containing: period.first), quarter.firstMonth == period.first
    else { return nil }
    self = quarter
  }

  package var firstMonth: Month { Month(index: Quarter.commencement.index + number * 3) }
  package var lastMonth: Month { Month(index: firstMonth.index + 2) }
  package var first: Day { firstMonth.first }
  package var last: Day { lastMonth.last }
  package func contains(_ day: Day) -> Bool { first <= day && day <= last }

  /// The last day on which it may be disclosed in time: the last day of the quarter that follows (reg. 4).
  package var due: Day { Month(index: lastMonth.index + 3).last }

  package var previous: Quarter? { Quarter(number: number - 1) }
  package var next: Quarter? { Quarter(number: number + 1) }

  /// `2026-04`: the first month, as addresses and rows carry it.
  package var description: String { firstMonth.description }

  /// `April to June 2026`.
  package var spoken: String {
    let first = firstMonth.spoken.split(separator: " ").first ?? ""
    return "\(first) to \(lastMonth.spoken)"
  }

  package static func < (a: Quarter, b: Quarter) -> Bool { a.number < b.number }
}
