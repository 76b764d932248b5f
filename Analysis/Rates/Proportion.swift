import Basics

/// A share of a whole, with Wilson's score interval.
///
/// Source: Wilson 1927; Newcombe, Statistics in Medicine 17 (1998). Units: both counts in the same unit; the share is
/// between 0 and 1. Errors: refuses a part below zero or above the whole, and an empty whole.
package struct Proportion: Hashable, Sendable {
  package let part: Int
  package let whole: Int
  package let value: Double
  package let interval: ConfidenceInterval

  package static let note = MethodNote(
    name: "Proportion with Wilson score interval",
    formula: "(p + z²/2n ± z √(p(1−p)/n + z²/4n²)) / (1 + z²/n)",
    source: "Wilson 1927; Newcombe 1998, Statistics in Medicine 17:857–872",
    units: "counts in; a share between 0 and 1 out",
    whenNotToUse:
      "When the parts come in bursts (many charges from one incident) the interval is too narrow. A whole that is a "
      + "complete count has no sampling error: the interval then speaks of chance variation, not of doubt in the count."
  )

  package init(_ part: Int, of whole: Int, confidence: Double = 0.95) throws {
    guard part >= 0 else { throw Refusal.negativeCount(part, of: "the part") }
    guard whole > 0 else {
      throw Refusal(
        "nothing-to-share", "A share of \(whole) was asked for; the whole must be above zero.",
        remedy: "Choose a period or area in which something was recorded.")
    }
    guard part <= whole else {
      throw Refusal(
        "part-above-whole", "The part (\(part.grouped)) is larger than the whole (\(whole.grouped)).",
        remedy: "Check that both counts use the same months, offence list, geography rule and extract.")
    }
    try check(confidence: confidence)
    self.part = part
    self.whole = whole
    let n = Double(whole), p = Double(part) / n
    let z = NormalDistribution.multiplier(confidence: confidence)
    let centre = (p + z * z / (2 * n)) / (1 + z * z / n)
    let half = z * (p * (1 - p) / n + z * z / (4 * n * n)).squareRoot() / (1 + z * z / n)
    value = p
    interval = ConfidenceInterval(
      lower: part == 0 ? 0 : max(0, centre - half), upper: part == whole ? 1 : min(1, centre + half),
      confidence: confidence)
  }

  /// The later share minus the earlier one, with Newcombe's hybrid score interval (his method 10).
  ///
  /// Units: a difference of shares (0.01 is one percentage point).
  package func change(from earlier: Proportion) -> (difference: Double, interval: ConfidenceInterval) {
    let difference = value - earlier.value
    func reach(_ a: Double, _ b: Double) -> Double { (a * a + b * b).squareRoot() }
    return (
      difference,
      ConfidenceInterval(
        lower: difference - reach(value - interval.lower, earlier.interval.upper - earlier.value),
        upper: difference + reach(interval.upper - value, earlier.value - earlier.interval.lower),
        confidence: interval.confidence)
    )
  }
}
