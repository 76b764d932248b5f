import Basics

/// Records month by month over a period; a month without records has no entry.
package struct CountsByMonth: Sendable, Hashable {
  private let first: Int
  private var counts: [Int]

  package init(over period: Period) {
    first = period.first.index
    counts = Array(repeating: 0, count: period.count)
  }

  /// - Parameter counts: the records of `first` and of each month after it.
  package init(_ first: Month, _ counts: [Int]) {
    self.first = first.index
    self.counts = counts
  }

  /// The records of a month; nil when there are none, or when the month lies outside.
  package subscript(month: Month) -> Int? {
    let place = month.index - first
    return counts.indices.contains(place) && counts[place] != 0 ? counts[place] : nil
  }

  package var isEmpty: Bool { counts.allSatisfy { $0 == 0 } }
  package var total: Int { counts.reduce(0, +) }

  package func total(in period: Period) -> Int {
    let low = max(period.first.index - first, 0), high = min(period.last.index - first + 1, counts.count)
    return low < high ? counts[low..<high].reduce(0, +) : 0
  }

  /// The records of the months that `isCounted` keeps.
  package func total(where isCounted: (Month) -> Bool) -> Int {
    counts.indices.reduce(0) { counts[$1] != 0 && isCounted(Month(index: first + $1)) ? $0 + counts[$1] : $0 }
  }

  /// Adds records to the month that lies `place` months after the first.
  mutating func add(_ count: Int, at place: Int) { if counts.indices.contains(place) { counts[place] += count } }

  /// Adds other counts month by month, or all of them to the first month.
  mutating func add(_ other: CountsByMonth, monthly: Bool) {
    guard monthly else { return add(other.total, at: 0) }
    for (place, count) in other.counts.enumerated() { add(count, at: other.first + place - first) }
  }
}
