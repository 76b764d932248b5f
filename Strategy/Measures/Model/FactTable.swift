import Basics
import Facts

/// The facts in memory, column by column: what measures are counted from. It only grows; what is corrected is closed.
package struct FactTable: Sendable {
  /// `Int32.max` days: no fact ends later.
  private var first: [Int32] = [], last: [Int32] = []
  private var quantity: [Int] = []
  private var subject: [Int32] = []
  private var attributes: [Int32] = []
  private var service: [Int32] = [], agency: [Int32] = [], origin: [Int32] = []
  private var recorded: [Int] = [], closed: [Int] = []
  private var sequences: [Int] = []
  private var rowsOfKind: [String: [Int32]] = [:]
  private var texts = TextCodes(), attributeSets = TextCodes()
  private var parsedSets: [[String: String]] = []
  /// Everything up to this place in the order of facts has been taken in.
  package private(set) var upTo = 0

  package init() {}

  package var count: Int { sequences.count }

  /// The latest day on which something happened, over everything that stands.
  package var latestEvent: Day? {
    var latest: Int32?
    for row in first.indices where closed[row] == Int.max { latest = max(latest ?? Int32.min, first[row]) }
    return latest.map { Day(number: Int($0)) }
  }

  /// Takes in a fact or its closing; facts come in the order of their sequences.
  package mutating func take(_ kept: KeptFact) {
    upTo = max(upTo, kept.sequence, kept.closedSequence ?? 0)
    if let row = row(of: kept.sequence) {
      // What was read before a closing must not open it again.
      if let at = kept.closedAt { closed[row] = at.milliseconds }
      return
    }
    let fact = kept.fact
    rowsOfKind[fact.kind, default: []].append(Int32(truncatingIfNeeded: sequences.count))
    sequences.append(kept.sequence)
    first.append(Int32(truncatingIfNeeded: fact.first.number))
    last.append(Int32(truncatingIfNeeded: fact.last.number))
    quantity.append(fact.quantity)
    subject.append(fact.subject.map { texts.code($0) } ?? -1)
    service.append(fact.service.map { texts.code($0) } ?? -1)
    agency.append(fact.agency.map { texts.code($0) } ?? -1)
    if case .externalReturn(let id) = fact.origin { origin.append(texts.code(id)) } else { origin.append(-1) }
    let set = attributeSets.code(fact.attributeText)
    if Int(set) == parsedSets.count { parsedSets.append(fact.attributes) }
    attributes.append(set)
    recorded.append(kept.recordedAt.milliseconds)
    closed.append(kept.closedAt?.milliseconds ?? Int.max)
  }

  private func row(of sequence: Int) -> Int? {
    var low = 0, high = sequences.count
    while low < high {
      let middle = (low + high) / 2
      if sequences[middle] < sequence { low = middle + 1 } else { high = middle }
    }
    return low < sequences.count && sequences[low] == sequence ? low : nil
  }

  /// The facts that a measure counts in a period, as they were known at a moment.
  package func selection(of measure: RecordMeasure, in period: FactPeriod, asAt: Instant?) -> FactSelection {
    var out = FactSelection()
    guard let kind = measure.kind, let rows = rowsOfKind[kind] else { return out }
    let known = asAt?.milliseconds ?? Int.max - 1
    let wanted = parsedSets.map { set in measure.filters.allSatisfy { set[$0.key] == $0.value } }
    let service = measure.service.map { texts.known($0) ?? -2 }, agency = measure.agency.map { texts.known($0) ?? -2 }
    let begin = measure.span == .toDate ? Int32.min : Int32(truncatingIfNeeded: period.first.number)
    let end = Int32(truncatingIfNeeded: period.last.number)
    let isStanding = [.standing, .latest, .years].contains(measure.total)
    var seen = Set<Int32>()
    var latest = Int32.min
    for row in rows {
      let row = Int(row)
      guard recorded[row] <= known, closed[row] > known, first[row] <= end, wanted[Int(attributes[row])] else {
        continue
      }
      if let service, self.service[row] != service { continue }
      if let agency, self.agency[row] != agency { continue }
      // A total that was supplied for a span, rather than one event.
      let isTotal = measure.total == .quantity || (measure.total == .facts && quantity[row] > 1)
      if isStanding {
        // A thing stands on the last day of the period; a strategy's term is looked at whenever it has begun.
        guard last[row] >= end || measure.total == .years else { continue }
      } else if first[row] < begin && !(measure.total == .subjects && last[row] >= begin) {
        // Somebody with whom work began earlier and went on into the period is one of the period's people.
        if isTotal, first[row] != last[row], last[row] >= begin { out.straddling += 1 }
        continue
      } else if isTotal, last[row] > end, first[row] != last[row] {
        // A total over a longer span cannot be divided.
        out.straddling += 1
        continue
      }
      if measure.total == .latest {
        guard first[row] >= latest else { continue }
        if first[row] > latest { (out.sequences, out.returns) = ([], []) }
        latest = first[row]
        out.quantity = quantity[row]
      } else {
        out.quantity = out.quantity.addingReportingOverflow(quantity[row]).partialValue
      }
      out.sequences.append(sequences[row])
      out.earliest = min(out.earliest ?? Int.max, Int(first[row]))
      out.latestDay = max(out.latestDay ?? Int.min, Int(last[row]))
      if origin[row] >= 0 { out.returns.insert(texts.text(origin[row])) }
      if measure.total == .subjects {
        if subject[row] < 0 || quantity[row] != 1 { out.unkeyed += 1 } else { seen.insert(subject[row]) }
      }
    }
    out.subjects = seen.count
    return out
  }
}

/// Small numbers for texts.
struct TextCodes: Sendable {
  private var codes: [String: Int32] = [:]
  private var texts: [String] = []

  mutating func code(_ text: String) -> Int32 {
    if let known = codes[text] { return known }
    let code = Int32(truncatingIfNeeded: texts.count)
    texts.append(text)
    codes[text] = code
    return code
  }

  func known(_ text: String) -> Int32? { codes[text] }
  func text(_ code: Int32) -> String { texts.indices.contains(Int(code)) ? texts[Int(code)] : "" }
}

/// The facts behind one number.
package struct FactSelection: Sendable {
  /// Places in the order of facts: which facts these are, for ever.
  package var sequences: [Int] = []
  /// Sum of the quantities, in the kind's unit.
  package var quantity = 0
  package var subjects = 0
  /// Facts without a key of the one that is to be counted once.
  package var unkeyed = 0
  /// Totals whose span reaches out of the period.
  package var straddling = 0
  package var earliest: Int?, latestDay: Int?
  /// Identities of the external returns among them.
  package var returns: Set<String> = []
}

/// A run of days, first and last included; whole months when it came from a period.
package struct FactPeriod: Sendable, Hashable, CustomStringConvertible {
  package let first: Day, last: Day

  package init?(_ first: Day, _ last: Day) {
    guard first <= last else { return nil }
    self.first = first
    self.last = last
  }

  package init(_ period: Period) {
    first = period.first.first
    last = period.last.last
  }

  /// `2022/23`, `2022-02..2023-02`, or days: `2022-01-24..2023-06-01`.
  package init?(_ text: some StringProtocol) {
    if let period = Period(text) {
      guard FactPeriod.isKept(period.first.first, period.last.last) else { return nil }
      self.init(period)
    } else if let dots = text.firstRange(of: "..") {
      guard let first = Day(text[..<dots.lowerBound]), let last = Day(text[dots.upperBound...]) else { return nil }
      guard FactPeriod.isKept(first, last) else { return nil }
      self.init(first, last)
    } else if let day = Day(text), FactPeriod.isKept(day, day) {
      self.init(day, day)
    } else {
      return nil
    }
  }

  private static func isKept(_ first: Day, _ last: Day) -> Bool {
    FactKinds.days.contains(first) && FactKinds.days.contains(last) && first <= last
  }

  /// The period when it is whole months.
  package var months: Period? {
    guard first == first.month.first, last == last.month.last else { return nil }
    return Period(first.month, last.month)
  }

  package var description: String { months?.description ?? (first == last ? "\(first)" : "\(first)..\(last)") }
  package var spoken: String {
    if let months { return months.financialYear == nil ? months.spoken : months.description }
    return first == last ? first.spoken : "\(first.spoken) to \(last.spoken)"
  }
}
