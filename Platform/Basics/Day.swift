/// A calendar day in the Gregorian calendar, as London keeps it; `number` counts days from 1970-01-01.
package struct Day: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let number: Int

  package init(number: Int) { self.number = number }

  /// The day with these parts, or nil when there is none (30 February, month 13).
  package init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1, day <= Month(year: year, month: month).dayCount
    else { return nil }
    number = Day.count(year: year, month: month, day: day)
  }

  /// The day written as ISO 8601 (`2023-04-01`), or nil.
  package init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].count == 4, parts[1].count == 2, parts[2].count == 2,
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  /// Days since 1970-01-01 by Hinnant's `days_from_civil`, valid for the whole Gregorian calendar.
  private static func count(year: Int, month: Int, day: Int) -> Int {
    let y = month <= 2 ? year - 1 : year
    let era = (y >= 0 ? y : y - 399) / 400
    let yearOfEra = y - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  package var parts: (year: Int, month: Int, day: Int) {
    let z = number + 719_468
    let era = (z >= 0 ? z : z - 146_096) / 146_097
    let dayOfEra = z - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1)
  }

  package var month: Month { Month(year: parts.year, month: parts.month) }

  /// 1 for Monday to 7 for Sunday (ISO 8601).
  package var weekday: Int { ((number + 3) % 7 + 7) % 7 + 1 }

  /// ISO 8601: `2023-04-01`.
  package var description: String { "\(month)-\(twoDigits(parts.day))" }

  /// As people write it: `1 April 2023`.
  package var spoken: String { "\(parts.day) \(month.spoken)" }

  package static func + (day: Day, days: Int) -> Day { Day(number: day.number + days) }
  package static func - (a: Day, b: Day) -> Int { a.number - b.number }
  package static func < (a: Day, b: Day) -> Bool { a.number < b.number }
}

func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
