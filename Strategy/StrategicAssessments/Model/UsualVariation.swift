import Analysis
import Basics

/// Whether today's answer differs from the held one by more than such a figure usually varies.
///
/// Rules, the first that fits: the held figure's own 95 % interval; the control limits of its monthly chart; the 95 % Poisson
/// interval of the held numerator (Byar; exact below ten), or of every count of its table. Recorded crime varies more than Poisson, so the last
/// rule asks an author to look too often rather than too seldom. A figure with none of these is judged moved as soon as what
/// is printed changes.
package enum UsualVariation {
  package struct Judgement: Sendable, Equatable {
    package let verdict: RefreshVerdict
    package let words: String
    package let rule: String
  }

  package static func judge(held: Figure, today: Figure, now: Instant) -> Judgement {
    let moved = movement(held, today)
    if let moved, moved.verdict == .beyondUsualVariation { return moved }
    if let stale = stale(today, now: now) { return Judgement(verdict: .sourceStale, words: stale, rule: staleRule) }
    if let moved { return moved }
    let isReissued = Set(held.evidence.extracts.map(\.sha256)) != Set(today.evidence.extracts.map(\.sha256))
    return Judgement(
      verdict: .unchanged,
      words: isReissued ? "The same numbers, from another issue of the source." : "The same numbers.", rule: "")
  }

  /// Publishers of quarterly sets owe them by the end of the next quarter (S.I. 2007/1831); police extracts come monthly.
  package static let staleDays = 92
  private static let staleRule =
    "A source is stale when months of the period are missing, partial or provisional in it although it was cut more than "
    + "\(staleDays) days ago: a newer issue should exist."

  private static func stale(_ figure: Figure, now: Instant) -> String? {
    // A question as at a past moment wants the old issue.
    if figure.question.split(separator: "&").contains(where: { $0.hasPrefix("as-at=") }) { return nil }
    let unsettled = figure.evidence.unsettled
    guard let first = unsettled.first else { return nil }
    let newest = figure.evidence.extracts.compactMap { Day($0.extractDate) }.max()
    guard let newest, now.day - newest > staleDays else { return nil }
    let others = unsettled.count > 1 ? " and \(unsettled.count - 1) more" : ""
    return "The newest issue was cut on \(newest.spoken), \((now.day - newest).grouped) days ago, and \(first.month) "
      + "(\(first.status.rawValue))\(others) is not settled in it. Import a newer issue."
  }

  private static func movement(_ held: Figure, _ today: Figure) -> Judgement? {
    guard isDifferent(held, today) else { return nil }
    if let before = held.value {
      guard let after = today.value else {
        return Judgement(
          verdict: .beyondUsualVariation, words: "It was \(held.measured(before)); today there is no number.", rule: "")
      }
      if printed(before, held) != printed(after, today) || held.unit != today.unit {
        return value(before, after, held, today)
      }
    }
    return limits(held, today) ?? table(held, today)
  }

  private static func isDifferent(_ held: Figure, _ today: Figure) -> Bool {
    if held.value.map({ printed($0, held) }) != today.value.map({ printed($0, today) }) { return true }
    if held.unit != today.unit || held.numerator != today.numerator || held.denominator != today.denominator {
      return true
    }
    return held.table.rows != today.table.rows
  }

  private static func printed(_ value: Double, _ figure: Figure) -> String { value.fixed(figure.decimals) }

  private static func value(_ before: Double, _ after: Double, _ held: Figure, _ today: Figure) -> Judgement {
    let words = "It was \(held.measured(before)); today it is \(today.measured(after))."
    guard held.unit == today.unit else {
      return Judgement(verdict: .beyondUsualVariation, words: words, rule: "The unit changed.")
    }
    if let lower = held.lower, let upper = held.upper {
      let rule = "Usual is within the interval of the held figure, \(held.measured(lower)) to \(held.measured(upper))."
      return Judgement(verdict: within(after, lower, upper), words: words, rule: rule)
    }
    if let numerator = held.numerator, numerator > 0, before > 0, let interval = try? Rate.interval(events: numerator) {
      let scale = before / Double(numerator)
      let lower = interval.lower * scale, upper = interval.upper * scale
      return Judgement(
        verdict: within(after, lower, upper), words: words,
        rule: "Usual is within the 95 % Poisson interval of the held numerator (\(numerator.grouped)), "
          + "\(held.measured(lower)) to \(held.measured(upper)).")
    }
    return Judgement(
      verdict: .beyondUsualVariation, words: words,
      rule: "The figure has no interval, so any change that can be seen in print counts as more than usual.")
  }

  private static func within(_ value: Double, _ lower: Double, _ upper: Double) -> RefreshVerdict {
    lower <= value && value <= upper ? .withinUsualVariation : .beyondUsualVariation
  }

  /// A monthly chart with control limits: a month may move by half the distance between its limits.
  private static func limits(_ held: Figure, _ today: Figure) -> Judgement? {
    guard case .lines(let before)? = held.chart, case .lines(let after)? = today.chart, before.limits.count >= 2,
      let low = before.limits.map(\.value).min(), let high = before.limits.map(\.value).max(),
      let old = before.series.first, let new = after.series.first(where: { $0.name == old.name })
    else { return nil }
    let values = Dictionary(zip(after.labels, new.values)) { a, _ in a }
    var largest: (label: String, from: Double, to: Double)?
    var lost: String?
    for (label, value) in zip(before.labels, old.values) {
      guard let value else { continue }
      guard let now = values[label] ?? nil else {
        lost = label
        continue
      }
      if abs(now - value) > largest.map({ abs($0.to - $0.from) }) ?? 0 { largest = (label, value, now) }
    }
    let rule =
      "Usual is up to half the distance between the control limits, \(((high - low) / 2).fixed(1)) \(before.unit), in every month."
    if let lost { return Judgement(verdict: .beyondUsualVariation, words: "\(lost) is no longer held.", rule: rule) }
    guard let largest else { return nil }
    let isUsual = abs(largest.to - largest.from) <= (high - low) / 2
    return Judgement(
      verdict: isUsual ? .withinUsualVariation : .beyondUsualVariation,
      words:
        "The largest movement is in \(largest.label): from \(largest.from.fixed(held.decimals)) to \(largest.to.fixed(held.decimals)).",
      rule: rule)
  }

  /// Cell by cell: counts within their Poisson interval, and no finding in words changed.
  private static func table(_ held: Figure, _ today: Figure) -> Judgement {
    let rule =
      "Usual is every count of the table within the 95 % Poisson interval of the held one, with the words unchanged."
    func beyond(_ words: String) -> Judgement { Judgement(verdict: .beyondUsualVariation, words: words, rule: rule) }
    let before = held.table.rows, after = today.table.rows
    guard before.count == after.count, held.table.headings == today.table.headings else {
      return beyond("The table had \(before.count) rows; today it has \(after.count), or other columns.")
    }
    var moved = 0
    for (old, new) in zip(before, after) where old != new {
      moved += 1
      let name = old.first?.text ?? ""
      guard old.count == new.count else { return beyond("The row “\(name)” has other cells.") }
      for (a, b) in zip(old, new) where a != b {
        guard let was = a.number, let now = b.number else {
          return beyond("In the row “\(name)”, “\(a.text)” is now “\(b.text)”.")
        }
        // Ratios, rates and probabilities follow the counts beside them.
        guard let count = Int(exactly: was), count >= 0, let interval = try? Rate.interval(events: count) else {
          continue
        }
        if !interval.contains(now) { return beyond("In the row “\(name)”, \(a.text) is now \(b.text).") }
      }
    }
    return Judgement(
      verdict: .withinUsualVariation,
      words: "\(moved) of \(before.count) rows of its table moved; the largest stays usual.", rule: rule)
  }
}
