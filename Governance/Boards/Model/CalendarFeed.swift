import Basics

/// A calendar as other programs read it (RFC 5545): moments in universal time, no name of a case, no text of an action.
package struct CalendarFeed: Sendable {
  package struct Entry: Sendable {
    /// Stays the same when the entry changes, so that a calendar moves it.
    package let uid: String
    package let summary: String
    package let day: Day
    /// In London, as `09:30`; nil for the whole day.
    package let time: String?
    package let minutes: Int
    package let location: String
    package let isCancelled: Bool

    package init(
      uid: String, summary: String, day: Day, time: String? = nil, minutes: Int = 60, location: String = "",
      isCancelled: Bool = false
    ) {
      self.uid = uid
      self.summary = summary
      self.day = day
      self.time = time
      self.minutes = minutes
      self.location = location
      self.isCancelled = isCancelled
    }
  }

  package let name: String
  package let entries: [Entry]

  package init(name: String, entries: [Entry]) {
    self.name = name
    self.entries = entries
  }

  /// The text of the feed, made at `now`.
  package func text(at now: Instant) -> String {
    var lines = [
      "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Concordat//Governance//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH",
      "X-WR-CALNAME:" + CalendarFeed.escaped(name), "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
    ]
    for entry in entries { lines += CalendarFeed.lines(entry, at: now) }
    lines.append("END:VCALENDAR")
    return lines.map(CalendarFeed.folded).joined(separator: "\r\n") + "\r\n"
  }

  private static func lines(_ entry: Entry, at now: Instant) -> [String] {
    var out = [
      "BEGIN:VEVENT", "UID:" + escaped(entry.uid), "DTSTAMP:" + stamp(now), "SUMMARY:" + escaped(entry.summary),
    ]
    if let time = entry.time, let minute = Meeting.minuteOfDay(time) {
      let start = moment(entry.day, minute: minute)
      out += ["DTSTART:" + stamp(start), "DTEND:" + stamp(start.adding(seconds: max(entry.minutes, 1) * 60))]
    } else {
      out += ["DTSTART;VALUE=DATE:" + plain(entry.day), "DTEND;VALUE=DATE:" + plain(entry.day + 1)]
    }
    if !entry.location.isEmpty { out.append("LOCATION:" + escaped(entry.location)) }
    out.append("STATUS:" + (entry.isCancelled ? "CANCELLED" : "CONFIRMED"))
    out.append("END:VEVENT")
    return out
  }

  /// The moment at which a London clock shows that minute of the day. In the hour that is skipped or doubled on the two
  /// Sundays of the year it is the later one.
  static func moment(_ day: Day, minute: Int) -> Instant {
    let winter = Instant(milliseconds: (day.number * 1440 + minute) * 60_000)
    let summer = winter.adding(seconds: -3600)
    // In summer time the clock at `summer` shows this very minute; its London day tells which of the two holds.
    return isSummer(summer) ? summer : winter
  }

  /// Between the last Sundays of March and October at 01:00 (Summer Time Order 2002, S.I. 2002/262).
  private static func isSummer(_ instant: Instant) -> Bool {
    let start = instant.day
    let year = start.parts.year
    func lastSunday(_ month: Int) -> Instant {
      let last = Month(year: year, month: month).last
      return Instant(milliseconds: (last.number - last.weekday % 7) * 86_400_000 + 3_600_000)
    }
    return instant >= lastSunday(3) && instant < lastSunday(10)
  }

  private static func plain(_ day: Day) -> String { day.description.replacing("-", with: "") }

  /// `20230706T090000Z`.
  private static func stamp(_ instant: Instant) -> String {
    String(instant.description.prefix(19)).replacing("-", with: "").replacing(":", with: "") + "Z"
  }

  /// TEXT of RFC 5545 section 3.3.11; other control characters are left out.
  static func escaped(_ text: String) -> String {
    var out = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": out += "\\\\"
      case ";": out += "\\;"
      case ",": out += "\\,"
      case "\n": out += "\\n"
      default: if scalar.value >= 32, scalar.value != 127 { out.unicodeScalars.append(scalar) }
      }
    }
    return out
  }

  /// No line is longer than 75 bytes; the rest goes on after a space (section 3.1). Characters are not cut.
  static func folded(_ line: String) -> String {
    var out = "", room = 75
    for character in line.unicodeScalars {
      let size = String(character).utf8.count
      if size > room {
        out += "\r\n "
        room = 74
      }
      out.unicodeScalars.append(character)
      room -= size
    }
    return out
  }
}
