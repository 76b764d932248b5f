import Basics

/// A linear axis with round numbers on it.
struct Scale {
  let low: Double
  let high: Double
  let ticks: [Double]
  private let decimals: Int
  private let percent: Bool

  /// Covers the finite ones of `values`; begins at zero unless told otherwise, so that lengths can be compared.
  init(covering values: [Double], fromZero: Bool = true, percent: Bool = false, wanted: Int = 5) {
    let finite = values.filter { $0.isFinite && $0.magnitude < 1e12 }
    var least = finite.min() ?? 0, most = finite.max() ?? 1
    if fromZero {
      least = min(least, 0)
      most = max(most, 0)
    }
    if most <= least { most = least + (least == 0 ? 1 : least.magnitude * 0.1) }
    let step = Scale.step((most - least) / Double(max(wanted, 2)))
    let first = (least / step).rounded(.down), last = (most / step).rounded(.up)
    low = first * step
    high = last * step
    ticks = (0...min(Int(last - first), 50)).map { (first + Double($0)) * step }
    let shown = percent ? step * 100 : step
    decimals = shown >= 1 ? 0 : shown >= 0.1 ? 1 : shown >= 0.01 ? 2 : 4
    self.percent = percent
  }

  /// 1, 2 or 5 times a power of ten, at least `rough`.
  private static func step(_ rough: Double) -> Double {
    guard rough.isFinite, rough > 0 else { return 1 }
    var power = 1.0
    while power * 10 <= rough { power *= 10 }
    while power > rough { power /= 10 }
    return [1, 2, 5].map { $0 * power }.first { $0 >= rough } ?? power * 10
  }

  func text(_ value: Double) -> String { percent ? value.percent(decimals) : value.fixed(decimals) }

  /// Where a value lies between two ends of the drawing.
  func place(_ value: Double, _ from: Double, _ to: Double) -> Double {
    guard value.isFinite, high > low else { return from }
    return from + (min(max(value, low), high) - low) / (high - low) * (to - from)
  }
}
