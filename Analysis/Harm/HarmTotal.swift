import Basics

/// The harm of a set of recorded offences on one scale: a single figure from offence codes, a range from categories.
package struct HarmTotal: Hashable, Sendable {
  /// One code's or category's part of the total.
  package struct Contribution: Hashable, Sendable {
    package let key: String
    package let count: Int
    package let lowest: Double
    package let middle: Double?
    package let highest: Double
  }

  package let lowest: Double
  /// Present when every weight used has a middle.
  package let middle: Double?
  package let highest: Double
  /// Largest first, by the upper end.
  package let contributions: [Contribution]
  /// Codes or categories without a weight (antisocial behaviour has none), with their counts: never silently left out.
  package let unmapped: [Contribution]
  /// The greatest part that one single event can have of the total; over a half means that one event makes the figure.
  package let largestEventShare: Double

  /// Offences that carried a weight.
  package var weighedEvents: Int { contributions.reduce(0) { $0 + $1.count } }
  package var unmappedEvents: Int { unmapped.reduce(0) { $0 + $1.count } }
  package var isExact: Bool { lowest == highest }
  /// Fewer than three events, or one that outweighs the rest: show the events, not a harm figure for the place.
  package var restsOnFewEvents: Bool { weighedEvents < 3 || largestEventShare > 0.5 }

  /// Harm for each `base` people; refuses a population of zero or less.
  package func rate(population: Double, base: Double = 1000) throws -> (
    lowest: Double, middle: Double?, highest: Double
  ) {
    guard population > 0, population.isFinite else { throw Refusal.noExposure(population, of: "population") }
    let factor = base / population
    return (lowest * factor, middle.map { $0 * factor }, highest * factor)
  }
}

extension HarmScale {
  /// The harm of offences counted by code or category.
  ///
  /// Errors: refuses negative counts. Keys without a weight are listed as unmapped, largest count first.
  package func total(_ counts: [String: Int]) throws -> HarmTotal {
    var weighed: [HarmTotal.Contribution] = [], unmapped: [HarmTotal.Contribution] = []
    var lowest = 0.0, highest = 0.0, middle: Double? = 0
    // Summed in a fixed order, so that the last digit does not depend on a dictionary's.
    for key in counts.keys.sorted() {
      let count = counts[key] ?? 0
      try check(count: count, of: key)
      guard count > 0 else { continue }
      guard let weight = weights[key] else {
        unmapped.append(HarmTotal.Contribution(key: key, count: count, lowest: 0, middle: nil, highest: 0))
        continue
      }
      let number = Double(count)
      let part = HarmTotal.Contribution(
        key: key, count: count, lowest: number * weight.lowest, middle: weight.middle.map { $0 * number },
        highest: number * weight.highest)
      weighed.append(part)
      lowest += part.lowest
      highest += part.highest
      if let sum = middle, let value = part.middle { middle = sum + value } else { middle = nil }
    }
    // The gravest event the weights allow, against all others at their least.
    let share = weighed.reduce(0.0) { share, part in
      guard let weight = weights[part.key], weight.highest > 0 else { return share }
      return max(share, weight.highest / (lowest - weight.lowest + weight.highest))
    }
    return HarmTotal(
      lowest: lowest, middle: weighed.isEmpty ? nil : middle, highest: highest,
      contributions: weighed.sorted { ($1.highest, $0.key) < ($0.highest, $1.key) },
      unmapped: unmapped.sorted { ($1.count, $0.key) < ($0.count, $1.key) }, largestEventShare: share)
  }
}
