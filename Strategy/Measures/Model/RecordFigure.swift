import Basics
import Crypto
import Facts

/// A file in which another body supplied what it counted, as a figure cites it.
package struct ReturnCitation: Sendable, Hashable {
  package let id: String, name: String
  /// Who counted.
  package let source: String
  package let suppliedOn: Day
  package let sha256: String, fileName: String

  package init(id: String, name: String, source: String, suppliedOn: Day, sha256: String, fileName: String) {
    self.id = id
    self.name = name
    self.source = source
    self.suppliedOn = suppliedOn
    self.sha256 = sha256
    self.fileName = fileName
  }
}

/// A number counted from facts, with the facts that it counted.
package struct MeasureRun: Sendable {
  package let measure: RecordMeasure
  package let period: FactPeriod
  /// The moment as of which it was known; nil is now.
  package let asAt: Instant?
  package let figure: Figure
  /// Which facts it counted, in their order; those of both numbers of a percentage.
  package let sequences: [Int]

  package init(measure: RecordMeasure, period: FactPeriod, asAt: Instant?, figure: Figure, sequences: [Int]) {
    self.measure = measure
    self.period = period
    self.asAt = asAt
    self.figure = figure
    self.sequences = sequences
  }
}

/// Counts measures over a table of facts.
package struct RecordFigures: Sendable {
  package let measures: RecordMeasures
  package let kinds: FactKinds
  package let table: FactTable
  package let returns: [String: ReturnCitation]

  package init(measures: RecordMeasures, kinds: FactKinds, table: FactTable, returns: [String: ReturnCitation]) {
    self.measures = measures
    self.kinds = kinds
    self.table = table
    self.returns = returns
  }

  /// The measure in the period. Errors: `measure-not-counted` when it cannot be said honestly, with the reason.
  package func run(_ measure: RecordMeasure, _ period: FactPeriod, asAt: Instant? = nil) throws(Refusal) -> MeasureRun {
    if measure.total == .percentage { return try percentage(measure, period, asAt) }
    let selection = table.selection(of: measure, in: period, asAt: asAt)
    if measure.total == .subjects, selection.unkeyed > 0 {
      throw Refusal(
        "measure-not-counted", place: measure.title,
        "\(selection.unkeyed.grouped) of \(selection.sequences.count.grouped) records have no key of their own, so they cannot be counted once each.",
        remedy: "Supply a key for each, or count occasions.")
    }
    let value = number(measure, selection)
    var caveats = measure.caveats
    if selection.straddling > 0 {
      caveats.append(
        "\(selection.straddling.of("total", "totals")) supplied for a longer span cannot be divided and \(selection.straddling == 1 ? "is" : "are") not counted."
      )
    }
    let cited = selection.returns.sorted().compactMap { returns[$0] }
    if measure.total == .subjects, Set(cited.map(\.name)).count > 1 {
      caveats.append("The returns have keys of their own: somebody who is in two of them is counted in both.")
    }
    for one in cited {
      caveats.append("External return: counted by \(one.source), supplied on \(one.suppliedOn.spoken).")
    }
    var figure = Figure(
      question: RecordFigures.question(measure.id, period, asAt), title: "\(measure.title), \(spoken(measure, period))",
      sentence: sentence(measure, period, value, selection), value: value, unit: measure.unit,
      decimals: measure.decimals, numerator: value.flatMap { Int(exactly: $0.rounded()) },
      evidence: Figure.Provenance(
        definition: measure.definition, numerator: counting(measure, selection), geography: "the whole partnership",
        extracts: cited.map(Figure.Citation.init),
        excluded: selection.straddling > 0
          ? [Figure.Exclusion("totals over a longer span", rows: selection.straddling)] : [], caveats: caveats),
      table: monthly(measure, period, asAt))
    figure.chart = chart(measure, figure.table)
    figure.fingerprint = RecordFigures.fingerprint(measure, figure, selection.sequences)
    return MeasureRun(measure: measure, period: period, asAt: asAt, figure: figure, sequences: selection.sequences)
  }

  private func percentage(_ measure: RecordMeasure, _ period: FactPeriod, _ asAt: Instant?) throws(Refusal)
    -> MeasureRun
  {
    let part = try run(try measures.measure(measure.part ?? ""), period, asAt: asAt)
    let whole = try run(try measures.measure(measure.whole ?? ""), period, asAt: asAt)
    let above = part.figure.numerator ?? 0, below = whole.figure.numerator ?? 0
    // A percentage of a handful reads as more than it is; so does one of nothing.
    let isEnough = below >= RecordFigures.leastBase
    let value = isEnough ? Double(above) / Double(below) * 100 : nil
    let counted = "\(above.grouped) of \(below.grouped) \(whole.measure.noun)"
    let words =
      value.map { "\($0.fixed(measure.decimals))% in \(spoken(measure, period)): \(counted)." }
      ?? "\(counted) in \(spoken(measure, period)); a percentage of fewer than \(RecordFigures.leastBase) is not given."
    var figure = Figure(
      question: RecordFigures.question(measure.id, period, asAt), title: "\(measure.title), \(spoken(measure, period))",
      sentence: words, value: value, unit: "%", decimals: measure.decimals, numerator: above, denominator: below,
      evidence: Figure.Provenance(
        definition: measure.definition, numerator: part.figure.evidence.numerator,
        denominator: whole.figure.evidence.numerator, geography: "the whole partnership",
        extracts: RecordFigures.distinct(part.figure.evidence.extracts + whole.figure.evidence.extracts),
        caveats: RecordFigures.distinct(measure.caveats + part.figure.evidence.caveats + whole.figure.evidence.caveats)),
      table: Figure.Table(
        caption: "What the percentage is of",
        headings: [Figure.Heading("Counted"), Figure.Heading("Number", isNumber: true)],
        rows: [part, whole].map { run in
          [Figure.Cell(run.measure.title), Figure.Cell((run.figure.numerator ?? 0).grouped, run.figure.value)]
        }))
    let sequences = Array(Set(part.sequences + whole.sequences)).sorted()
    figure.fingerprint = RecordFigures.fingerprint(measure, figure, sequences)
    return MeasureRun(measure: measure, period: period, asAt: asAt, figure: figure, sequences: sequences)
  }

  /// Percentages of fewer are shown as counts.
  package static let leastBase = 20

  private func number(_ measure: RecordMeasure, _ selection: FactSelection) -> Double? {
    let divisor = Double(measure.kind.flatMap { kinds[$0] }?.unit.divisor ?? 1)
    switch measure.total {
    // A total of occurrences that was supplied whole counts as what it says.
    case .facts, .standing:
      let isEach = measure.kind.flatMap { kinds[$0] }?.unit == .each
      return Double(isEach ? selection.quantity : selection.sequences.count)
    case .quantity: return Double(selection.quantity) / divisor
    case .subjects: return Double(selection.subjects)
    case .latest: return selection.sequences.isEmpty ? nil : Double(selection.quantity) / divisor
    case .years:
      guard let from = selection.earliest, let to = selection.latestDay, !selection.sequences.isEmpty else {
        return nil
      }
      return (Double(to - from + 1) / 365.25).rounded()
    case .day, .percentage, .evidence: return nil
    }
  }

  private func sentence(_ measure: RecordMeasure, _ period: FactPeriod, _ value: Double?, _ selection: FactSelection)
    -> String
  {
    switch measure.total {
    case .day:
      guard let day = selection.earliest.map({ Day(number: $0) }) else { return "Nothing is recorded." }
      // Known to the month only: the report says the month.
      if selection.sequences.count == 1, day == day.month.first, selection.latestDay == day.month.last.number {
        return day.month.spoken
      }
      return day.spoken
    case .years:
      guard let from = selection.earliest.map({ Day(number: $0) }),
        let to = selection.latestDay.map({ Day(number: $0) })
      else { return "Nothing is recorded." }
      return "\(from.month.spoken) to \(to.month.spoken)"
    default: break
    }
    guard let value else { return "Nothing is recorded." }
    let amount = RecordFigures.amount(value, measure)
    switch measure.total {
    case .standing: return "\(amount) on \(period.last.spoken)."
    case .latest: return "\(amount) on \(period.last.spoken)."
    default: return "\(amount) \(measure.span == .toDate ? "up to" : "in") \(spoken(measure, period))."
    }
  }

  /// `£2,800`, `345 hours`, `1 referral`.
  static func amount(_ value: Double, _ measure: RecordMeasure) -> String {
    let number = value.fixed(measure.decimals)
    switch measure.unit {
    case "£": return "£" + number
    case "%": return number + "%"
    case measure.noun: return number + " " + (value == 1 ? measure.singular : measure.noun)
    default: return "\(number) \(measure.unit)"
    }
  }

  private func spoken(_ measure: RecordMeasure, _ period: FactPeriod) -> String {
    switch measure.total {
    case .standing, .latest, .years: "on \(period.last.spoken)"
    default: measure.span == .toDate ? period.last.spoken : period.spoken
    }
  }

  private func counting(_ measure: RecordMeasure, _ selection: FactSelection) -> String {
    let kind = measure.kind.flatMap { kinds[$0] }
    let records = selection.sequences.count.of("record", "records")
    let conditions = measure.filters.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
    let which = "\(kind?.title ?? measure.title)\(conditions.isEmpty ? "" : " (\(conditions))")"
    switch measure.total {
    case .subjects: return "\(which): each \(kind?.subject.rawValue ?? "subject") once, over \(records)"
    case .quantity: return "\(which): the sum over \(records)"
    default: return "\(which): \(records)"
    }
  }

  /// Month by month, when months can be told apart.
  private func monthly(_ measure: RecordMeasure, _ period: FactPeriod, _ asAt: Instant?) -> Figure.Table {
    let headings = [Figure.Heading("Month"), Figure.Heading(measure.unit == "£" ? "£" : measure.unit, isNumber: true)]
    let empty = Figure.Table(caption: measure.title, headings: headings, rows: [])
    guard let months = period.months, (2...60).contains(months.count), measure.span == .period,
      [.facts, .quantity, .subjects].contains(measure.total)
    else { return empty }
    let rows = months.months.map { month -> [Figure.Cell] in
      let value = number(measure, table.selection(of: measure, in: FactPeriod(Period(month: month)), asAt: asAt)) ?? 0
      return [Figure.Cell(month.spoken), Figure.Cell(value.fixed(measure.decimals), value)]
    }
    // A total that was supplied whole shows nothing by month; twelve zeros would say that nothing happened.
    guard rows.contains(where: { $0.last?.number ?? 0 > 0 }) else { return empty }
    return Figure.Table(caption: "\(measure.title) by month", headings: headings, rows: rows)
  }

  private func chart(_ measure: RecordMeasure, _ table: Figure.Table) -> Figure.Chart? {
    guard table.rows.count > 1 else { return nil }
    return .bars(table.rows.map { Figure.Bar($0.first?.text ?? "", $0.last?.number ?? 0) }, unit: measure.unit)
  }

  package static func question(_ measure: String, _ period: FactPeriod, _ asAt: Instant?) -> String {
    "measure=\(measure)&period=\(period)" + (asAt.map { "&as-at=\($0)" } ?? "")
  }

  /// SHA-256 over the definition, the answer and which facts were counted.
  static func fingerprint(_ measure: RecordMeasure, _ figure: Figure, _ sequences: [Int]) -> String {
    var hash = SHA256()
    let said = [figure.title] + figure.evidence.caveats + figure.evidence.excluded.map { "\($0.reason) \($0.rows)" }
    hash.update(
      data: Array(
        "\(measure.digestText)\n\(FigureFingerprint.text(of: figure))\n\(said.joined(separator: "\n"))\n".utf8))
    var written: [UInt8] = []
    written.reserveCapacity(sequences.count * 8)
    for sequence in sequences { withUnsafeBytes(of: UInt64(sequence).bigEndian) { written.append(contentsOf: $0) } }
    hash.update(data: written)
    return Hex.text(hash.finalize())
  }

  static func distinct<T: Hashable>(_ list: [T]) -> [T] {
    var seen: Set<T> = []
    return list.filter { seen.insert($0).inserted }
  }
}

extension RecordMeasure {
  /// The definition in one spelling, so that a changed one is known from its digest.
  var digestText: String {
    let conditions = filters.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ";")
    return [
      id, counts.rawValue, unit, total.rawValue, span.rawValue, kind ?? "", conditions, service ?? "", agency ?? "",
      part ?? "", whole ?? "", question ?? "", definition,
    ].map { "\($0.utf8.count):\($0)" }.joined(separator: "\n")
  }
}

extension Figure.Citation {
  /// A file that a body supplied about its own work.
  init(_ source: ReturnCitation) {
    sha256 = source.sha256
    fileName = source.fileName
    publisher = source.source
    licence = "Supplied to the partnership; not published"
    extractDate = source.suppliedOn.description
  }
}
