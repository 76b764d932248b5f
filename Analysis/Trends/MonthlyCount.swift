import Basics

/// The events recorded in one month, with what they are to be judged against.
package struct MonthlyCount: Hashable, Sendable {
  package let month: Month
  package let count: Int
  /// Population, days or any other amount at risk in the month; 1 when months are compared as they stand.
  package let exposure: Double

  package init(_ month: Month, _ count: Int, exposure: Double = 1) {
    self.month = month
    self.count = count
    self.exposure = exposure
  }
}

extension [MonthlyCount] {
  /// Throws unless every month can enter a model: counted once, not negative, with exposure above zero.
  func checkUsable() throws {
    // Whole tables are tested, so words are made only for what is refused, and nothing is looked up in order.
    var isAscending = true, last: Month?
    for item in self {
      try check(count: item.count, of: "events in \(item.month.spoken)")
      guard item.exposure > 0, item.exposure.isFinite else {
        throw Refusal.noExposure(item.exposure, of: "exposure in \(item.month.spoken)")
      }
      if let last, last >= item.month { isAscending = false }
      last = item.month
    }
    if isAscending { return }
    var seen: Set<Month> = []
    for item in self where !seen.insert(item.month).inserted {
      throw Refusal(
        "month-twice", "\(item.month.spoken) is given twice.", remedy: "Add the two counts up, or drop one.")
    }
  }
}
