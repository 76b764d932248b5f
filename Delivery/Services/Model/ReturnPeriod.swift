import Basics

/// The days that one return of a provider covers, and the day by which it is due.
package struct ReturnPeriod: Hashable, Sendable {
  package let first: Day, last: Day, due: Day

  package init(first: Day, last: Day, due: Day) {
    self.first = first
    self.last = last
    self.due = due
  }

  package var spoken: String { "\(first.spoken) to \(last.spoken)" }
  package func contains(_ day: Day) -> Bool { (first...last).contains(day) }
}

extension ServiceContract {
  /// The periods of the contract that are over on `today`, the earliest first. Quarters and years are those of the
  /// financial year that begins on 1 April; the first and the last period are cut to the term of the contract.
  package func periods(through today: Day) -> [ReturnPeriod] {
    let length = frequency.months
    // Months from April of year 0 count whole periods, because quarters and years begin in April.
    var month = Month(index: starts.month.index - ((starts.month.index - 3) % length + length) % length)
    var out: [ReturnPeriod] = []
    while month.first <= ends {
      let last = min(Month(index: month.index + length - 1).last, ends)
      guard last < today else { break }
      out.append(ReturnPeriod(first: max(month.first, starts), last: last, due: last + returnDays))
      month = Month(index: month.index + length)
    }
    return out
  }
}

extension ReturnFrequency {
  package var months: Int {
    switch self {
    case .monthly: 1
    case .quarterly: 3
    case .yearly: 12
    }
  }
}
