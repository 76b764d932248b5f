import Basics

/// What a reader who wishes to know somebody could work out from the numbers of a report.
package struct GateFinding: Sendable, Hashable {
  /// Stable over re-reading, so that a decision about it stays with it.
  package let id: String
  /// As the reader would reason.
  package let words: String
  package init(id: String, words: String) {
    self.id = id
    self.words = words
  }
}

/// Reads the figures of the open version as an attacker would: small counts of people, and small differences between
/// numbers that contain each other, within this report and against the one before (analysis of disclosure control:
/// threshold, differencing, successive releases).
package struct DisclosureGate: Sendable {
  /// Counts of people below this are not printed without a decision.
  package let threshold: Int
  package init(threshold: Int) { self.threshold = threshold }

  /// A printed number with what it is of.
  package struct Printed: Sendable {
    package let name: String
    package let measure: RecordMeasure
    package let period: FactPeriod
    package let figure: Figure
    package init(name: String, measure: RecordMeasure, period: FactPeriod, figure: Figure) {
      self.name = name
      self.measure = measure
      self.period = period
      self.figure = figure
    }
    /// Whether it counts people, or things that happened to people known by a key.
    var isOfPeople: Bool { measure.counts.isOfPeople || isOfPersons }
    /// Its table is printed, month by month.
    package var isShown = false
    /// Its kind of fact has the key of a person.
    package var isOfPersons = false
    var count: Int? { figure.numerator ?? figure.value.map { Int($0.rounded()) } }
  }

  package func findings(_ printed: [Printed], before: [Printed] = []) -> [GateFinding] {
    var out: [GateFinding] = []
    for one in printed {
      if one.isOfPeople, let count = one.count, isSmall(count) {
        out.append(
          GateFinding(
            id: "small:\(one.measure.id):\(one.period):\(count)",
            words:
              "“\(one.figure.title)” prints \(count): so few that somebody who knows one of them may know who the others are."
          ))
      }
      if one.isShown, one.isOfPeople {
        let cells = one.figure.table.rows.compactMap { row in row.last?.number.flatMap { Int(exactly: $0.rounded()) } }
        if let least = cells.filter({ isSmall($0) }).min() {
          out.append(
            GateFinding(
              id: "month:\(one.measure.id):\(one.period):\(least)",
              words: "The table and chart of “\(one.figure.title)” show a month with \(least)."))
        }
      }
      // A percentage gives its complement away.
      if one.measure.total == .percentage, let part = one.figure.numerator, let whole = one.figure.denominator,
        isSmall(whole - part) || isSmall(part)
      {
        out.append(
          GateFinding(
            id: "complement:\(one.measure.id):\(one.period):\(part):\(whole)",
            words:
              "“\(one.figure.title)” is \(part) of \(whole), so \(min(part, whole - part)) are told apart from the rest."
          ))
      }
    }
    for (index, one) in printed.enumerated() {
      for other in printed.dropFirst(index + 1) { out += difference(one, other) }
    }
    for one in printed {
      for earlier in before where earlier.measure.id == one.measure.id {
        guard one.isOfPeople, one.measure.span == .toDate || earlier.period == one.period, let now = one.count,
          let then = earlier.count,
          isSmall((now - then).magnitude.asInt)
        else { continue }
        out.append(
          GateFinding(
            id: "release:\(one.measure.id):\(earlier.period):\(one.period):\(then):\(now)",
            words:
              "The report before printed \(then) for “\(one.measure.title)” and this one \(now): the \((now - then).magnitude) between them are told apart."
          ))
      }
    }
    return out
  }

  private func isSmall(_ count: Int) -> Bool { count > 0 && count < threshold }

  /// Two counts of people of which one contains the other.
  private func difference(_ a: Printed, _ b: Printed) -> [GateFinding] {
    let (wide, narrow) = a.measure.filters.count <= b.measure.filters.count ? (a, b) : (b, a)
    guard wide.measure.kind != nil, wide.measure.kind == narrow.measure.kind,
      wide.measure.total == narrow.measure.total,
      wide.period == narrow.period, wide.measure.service == narrow.measure.service, wide.isOfPeople,
      wide.measure.id != narrow.measure.id,
      wide.measure.filters.allSatisfy({ narrow.measure.filters[$0.key] == $0.value }),
      let whole = wide.count, let part = narrow.count, isSmall(whole - part)
    else { return [] }
    return [
      GateFinding(
        id: "difference:\(wide.measure.id):\(narrow.measure.id):\(wide.period):\(whole):\(part)",
        words: "“\(wide.figure.title)” less “\(narrow.figure.title)” leaves \(whole - part) people.")
    ]
  }
}

extension UInt {
  fileprivate var asInt: Int { Int(clamping: self) }
}
