import Basics

/// London's clock. data.police.uk gives the time of a search in universal time and cuts its files by London's months.
enum LondonTime {
  /// The day in London of a moment: an hour ahead of universal time between the last Sundays of March and October at
  /// 01:00 UTC (Summer Time Order 2002, S.I. 2002/262).
  static func day(_ moment: Instant) -> Day {
    let year = moment.day.parts.year
    let isSummer = moment >= lastSunday(year, 3) && moment < lastSunday(year, 10)
    return isSummer ? moment.adding(seconds: 3600).day : moment.day
  }

  /// `2021-06-01T09:30:00+00:00`, read without making strings; nil for any other spelling.
  static func moment(_ field: UnsafeRawBufferPointer) -> Instant? {
    guard field.count == 25, field[4] == 0x2D, field[7] == 0x2D, field[10] == 0x54, field[13] == 0x3A,
      field[16] == 0x3A,
      field[19] == 0x2B, field[20...].elementsEqual([0x30, 0x30, 0x3A, 0x30, 0x30])
    else { return nil }
    func number(_ from: Int, _ digits: Int) -> Int? {
      var value = 0
      for index in from..<from + digits {
        let digit = field[index] &- 48
        guard digit < 10 else { return nil }
        value = value * 10 + Int(digit)
      }
      return value
    }
    guard let year = number(0, 4), let month = number(5, 2), let day = number(8, 2), let hour = number(11, 2),
      let minute = number(14, 2), let second = number(17, 2), hour < 24, minute < 60, second < 60,
      let date = Day(year: year, month: month, day: day)
    else { return nil }
    return Instant(milliseconds: date.number * 86_400_000 + (hour * 3600 + minute * 60 + second) * 1000)
  }

  private static func lastSunday(_ year: Int, _ month: Int) -> Instant {
    let last = Month(year: year, month: month).last
    let sunday = last + -(last.weekday % 7)
    return Instant(milliseconds: sunday.number * 86_400_000 + 3_600_000)
  }
}
