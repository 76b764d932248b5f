import Basics
import PracticeFiles

/// Working days in England and Wales: Monday to Friday without bank holidays (`Practice/law/bank-holidays.yaml`).
package struct WorkingCalendar: Sendable {
  private let holidays: Set<Day>
  /// The last day up to which holidays are known.
  package let knownUntil: Day

  package init(holidays: some Sequence<Day>, knownUntil: Day) {
    self.holidays = Set(holidays)
    self.knownUntil = knownUntil
  }

  package init(text: String, file: String = "law/bank-holidays.yaml") throws {
    let root = try PracticeNode(text: text, file: file)
    self.init(
      holidays: try root.list("holidays").map { try $0.required("day").day() },
      knownUntil: try root.required("known-until").day())
  }

  package func isWorking(_ day: Day) -> Bool { day.weekday <= 5 && !holidays.contains(day) }

  /// The day itself, or the next working day.
  package func working(onOrAfter day: Day) -> Day {
    var day = day
    while !isWorking(day) { day = day + 1 }
    return day
  }
}

extension Day {
  /// The corresponding date so many months later: the same number of the day, or the last day of a month that has none.
  package func correspondingDate(after months: Int) -> Day {
    let index = parts.year * 12 + parts.month - 1 + months
    let year = index / 12, month = index % 12 + 1
    for number in stride(from: parts.day, through: 28, by: -1) {
      if let day = Day(year: year, month: month, day: number) { return day }
    }
    return Day(year: year, month: month, day: min(parts.day, 28)) ?? self
  }
}
