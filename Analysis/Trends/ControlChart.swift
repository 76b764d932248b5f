import Basics

/// A control chart ready to draw: each point with its limits and with the signals it takes part in.
package struct ControlChart: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable {
    /// Individual values and moving ranges.
    case xmr
    /// Rates of unequal exposure with Laney's correction for over-dispersion.
    case laneyU
  }

  package struct Point: Hashable, Sendable {
    /// The value charted; nil for a month that is missing (which is not a zero).
    package let value: Double?
    package let centre: Double
    package let lower: Double
    package let upper: Double
    /// The distance from the point before; nil for the first and beside a gap.
    package let movingRange: Double?
    package let signals: Set<ControlSignal>
  }

  package let kind: Kind
  package let points: [Point]
  /// The mean that the limits stand around.
  package let centre: Double
  /// The mean distance between neighbouring points, in the chart's units (u′: in standard errors).
  package let averageMovingRange: Double
  /// The upper limit of the moving ranges (3.268 times their mean).
  package let movingRangeUpper: Double
  /// u′ only: how far the points vary beyond Poisson, as a ratio of standard deviations; 1 otherwise.
  package let overdispersion: Double

  /// Fewest points from which limits may be drawn.
  package static let fewestPoints = 12

  static func checkEnough(_ count: Int) throws {
    guard count >= fewestPoints else {
      throw Refusal(
        "too-few-points", "Control limits need \(fewestPoints) points; there are \(count).",
        remedy: "Show the points as a line without limits until there are enough.")
    }
  }

  static func movingRanges(_ values: [Double?]) -> [Double?] {
    values.indices.map { index in
      guard index > 0, let now = values[index], let before = values[index - 1] else { return nil }
      return abs(now - before)
    }
  }
}
