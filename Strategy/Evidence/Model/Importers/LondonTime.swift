import Basics

/// Moments as data.police.uk writes them: in universal time, while its files are cut by London's months.
enum LondonTime {
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
}
