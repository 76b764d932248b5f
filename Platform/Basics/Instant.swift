/// A moment in universal time, to the millisecond; written as RFC 3339 (`2026-11-23T05:41:09.000Z`) so that text order is time order.
package struct Instant: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let milliseconds: Int

  package init(milliseconds: Int) { self.milliseconds = milliseconds }
  package init(seconds: Double) { milliseconds = Int((seconds * 1000).rounded(.down)) }

  /// Reads RFC 3339 in universal time, with or without a fraction, or a bare day (its first moment); nil for other text.
  package init?(_ text: some StringProtocol) {
    guard let day = Day(text.prefix(10)) else { return nil }
    var rest = text.dropFirst(10)
    var total = day.number * 86_400_000
    if !rest.isEmpty {
      guard rest.first == "T" || rest.first == " " else { return nil }
      rest = rest.dropFirst()
      for suffix in ["Z", "+00:00"] where rest.hasSuffix(suffix) { rest = rest.dropLast(suffix.count) }
      let halves = rest.split(separator: ".", maxSplits: 1)
      let parts = (halves.first ?? "").split(separator: ":")
      guard parts.count == 3, parts.allSatisfy({ $0.count == 2 }), let hour = Int(parts[0]), let minute = Int(parts[1]),
        let second = Int(parts[2]), (0...23).contains(hour), (0...59).contains(minute), (0...59).contains(second)
      else { return nil }
      total += (hour * 3600 + minute * 60 + second) * 1000
      if halves.count == 2 {
        let digits = String(halves[1].prefix(3))
        guard let fraction = Int(digits) else { return nil }
        total += digits.count == 1 ? fraction * 100 : digits.count == 2 ? fraction * 10 : fraction
      }
    }
    milliseconds = total
  }

  /// The day in universal time.
  package var day: Day {
    Day(number: milliseconds >= 0 ? milliseconds / 86_400_000 : (milliseconds - 86_399_999) / 86_400_000)
  }

  package var description: String {
    let rest = milliseconds - day.number * 86_400_000
    let second = rest / 1000
    let fraction = String(1000 + rest % 1000).dropFirst()
    return "\(day)T\(twoDigits(second / 3600)):\(twoDigits(second / 60 % 60)):\(twoDigits(second % 60)).\(fraction)Z"
  }

  /// `1 April 2023 at 09:30 UTC`.
  package var spoken: String {
    let second = (milliseconds - day.number * 86_400_000) / 1000
    return "\(day.spoken) at \(twoDigits(second / 3600)):\(twoDigits(second / 60 % 60)) UTC"
  }

  package func adding(seconds: Int) -> Instant { Instant(milliseconds: milliseconds + seconds * 1000) }
  package static func < (a: Instant, b: Instant) -> Bool { a.milliseconds < b.milliseconds }
}

/// Where the time comes from: passed in everywhere, so that rules and tests decide what "now" is.
package struct Clock: Sendable {
  package let now: @Sendable () -> Instant
  package init(_ now: @escaping @Sendable () -> Instant) { self.now = now }
  package static func fixed(_ instant: Instant) -> Clock { Clock { instant } }
}
