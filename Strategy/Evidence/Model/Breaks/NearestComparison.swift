import Basics

/// The nearest two periods that may be compared, when those asked for may not.
package enum NearestComparison {
  /// Looks among the same months of other years, nearest first; a later period that stays as asked is preferred.
  ///
  /// - Parameters:
  ///   - allowed: whether an earlier and a later period may be compared (breaks, missing months).
  /// - Returns: nil when no two such periods are held within twenty years.
  package static func find(
    later: Period, earlier: Period, allowed: (_ earlier: Period, _ later: Period) -> Bool
  ) -> (earlier: Period, later: Period)? {
    var best: (cost: Int, earlier: Period, later: Period)?
    for move in -20...20 {
      let moved = later.shifted(byYears: move)
      for gap in 1...20 {
        let before = moved.shifted(byYears: -gap)
        guard before.last < moved.first else { continue }
        let cost =
          abs(move) * 24 + abs(before.first.index - earlier.first.index) * 2 + (move < 0 ? 1 : 0)
        guard cost < best?.cost ?? .max, allowed(before, moved) else { continue }
        best = (cost, before, moved)
      }
    }
    if let best { return (best.earlier, best.later) }
    return shorter(later: later, earlier: earlier, allowed: allowed)
  }

  /// The longest part of the later period, of six months at least, with the same months of an earlier year.
  private static func shorter(
    later: Period, earlier: Period, allowed: (_ earlier: Period, _ later: Period) -> Bool
  ) -> (earlier: Period, later: Period)? {
    let years = max(1, (later.first.index - earlier.first.index + 6) / 12)
    for length in stride(from: min(later.count, 36) - 1, through: 6, by: -1) {
      for start in stride(from: later.count - length, through: 0, by: -1) {
        let first = Month(index: later.first.index + start)
        guard let part = Period(first, Month(index: first.index + length - 1)) else { continue }
        for gap in Set([years, 1]).sorted(by: >) {
          let before = part.shifted(byYears: -gap)
          if before.last < part.first, allowed(before, part) { return (before, part) }
        }
      }
    }
    return nil
  }

  /// `Compare 2022/23 with 2021/22, which lie on the same side.`
  package static func remedy(
    later: Period, earlier: Period, instead: String?, allowed: (_ earlier: Period, _ later: Period) -> Bool
  ) -> String {
    guard let found = find(later: later, earlier: earlier, allowed: allowed) else {
      return [instead, "No two such periods that may be compared are held."].compactMap { $0 }
        .joined(separator: " ")
    }
    let nearest =
      "The nearest valid comparison is \(found.later.words) with \(found.earlier.words) "
      + "(period \(found.later), compare \(found.earlier))."
    return [nearest, instead].compactMap { $0 }.joined(separator: " ")
  }
}

extension Period {
  /// As a sentence names it: `2022/23`, `2022`, `April 2022`, `September 2020 to March 2021`.
  package var words: String {
    if financialYear != nil || (count == 12 && first.month == 1) { return description }
    guard count > 1, first.year == last.year else { return spoken }
    return "\(first.spoken.prefix { $0 != " " }) to \(last.spoken)"
  }
}
