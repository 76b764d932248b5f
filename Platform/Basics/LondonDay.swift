extension Instant {
  /// The day in London: an hour ahead of universal time between the last Sundays of March and October at 01:00 UTC (Summer
  /// Time Order 2002, S.I. 2002/262).
  package var londonDay: Day {
    let year = day.parts.year
    let isSummer = self >= Instant.lastSunday(year, 3) && self < Instant.lastSunday(year, 10)
    return isSummer ? adding(seconds: 3600).day : day
  }

  private static func lastSunday(_ year: Int, _ month: Int) -> Instant {
    let last = Month(year: year, month: month).last
    let sunday = last + -(last.weekday % 7)
    return Instant(milliseconds: sunday.number * 86_400_000 + 3_600_000)
  }
}
