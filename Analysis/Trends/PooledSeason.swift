import Basics

/// Seasonal indices of a crime type, found from several areas together because one area's counts are too few.
///
/// The areas' series are added up and the ratio of each month to its centred moving average is averaged by month of the
/// year. Source: Gorr, Olligschlaeger & Thompson, International Journal of Forecasting 19 (2003): city-wide seasonality
/// beats an area's own. Units: events a month in; indices with mean 1 out. Errors: refuses series of unequal length,
/// negative counts, under 36 usable months, and a month of the year that never has a ratio. When not to use it: `note`.
package struct PooledSeason: Hashable, Sendable {
  /// The index of January to December; their mean is 1.
  package let indices: [Double]
  /// How many months gave a ratio.
  package let ratios: Int

  package static let note = MethodNote(
    name: "Pooled seasonal indices",
    formula: "index(month) = mean over years of Σ areas / centred 12-month average of Σ areas, scaled to mean 1",
    source: "Gorr, Olligschlaeger & Thompson 2003, International Journal of Forecasting 19:579–594",
    units: "monthly counts of several areas in; ratios with mean 1 out",
    whenNotToUse:
      "When an area's season is its own (a seaside town, a university, a festival). Leave the Covid months out: they "
      + "poison the indices.")

  /// - Parameters:
  ///   - series: one list of monthly counts for each area, all starting in `first`; nil where a month is missing.
  ///   - excluding: months to leave out, such as those under Covid restrictions.
  package init(_ series: [[Int?]], from first: Month, excluding: Set<Month> = []) throws {
    let length = series.first?.count ?? 0
    guard series.allSatisfy({ $0.count == length }) else {
      throw Refusal(
        "uneven-table", "The areas' series do not have the same length.",
        remedy: "Give each area the same months, with gaps marked as missing.")
    }
    var pooled = [Double?](repeating: nil, count: length)
    for i in 0..<length where !excluding.contains(first + i) {
      var sum = 0.0, complete = true
      for area in series {
        guard let count = area[i] else {
          complete = false
          break
        }
        guard count >= 0 else { throw Refusal.negativeCount(count, of: "events in \((first + i).spoken)") }
        sum += Double(count)
      }
      // A month that one area lacks would look like a fall.
      if complete { pooled[i] = sum }
    }
    let usable = pooled.count { $0 != nil }
    guard usable >= 36 else {
      throw Refusal(
        "too-few-points", "Seasonal indices need 36 months that every area has; there are \(usable).",
        remedy: "Leave out areas with gaps, or use more years.")
    }
    var sums = [Double](repeating: 0, count: 12), counts = [Int](repeating: 0, count: 12)
    for (i, level) in CentredAverage.of(pooled, period: 12).enumerated() {
      guard let level, level > 0, let value = pooled[i] else { continue }
      sums[(first + i).month - 1] += value / level
      counts[(first + i).month - 1] += 1
    }
    guard counts.allSatisfy({ $0 > 0 }) else {
      throw Refusal(
        "month-without-ratio", "Some month of the year never stands in the middle of twelve usable months.",
        remedy: "Leave out fewer months, or use more years.")
    }
    let raw = zip(sums, counts).map { $0 / Double($1) }
    let mean = raw.reduce(0, +) / 12
    guard mean > 0 else {
      throw Refusal("nothing-recorded", "Every count is zero.", remedy: "Show the zeros; there is no season to find.")
    }
    indices = raw.map { $0 / mean }
    ratios = counts.reduce(0, +)
  }

  package func index(of month: Month) -> Double { indices[month.month - 1] }

  /// The counts with the season taken out; a month whose index is zero stays missing.
  package func deseasonalised(_ counts: [Int?], from first: Month) -> [Double?] {
    counts.enumerated().map { i, count in
      let index = index(of: first + i)
      return index > 0 ? count.map { Double($0) / index } : nil
    }
  }
}

private func + (month: Month, count: Int) -> Month { month.advanced(by: count) }
