import Analysis
import Basics

extension RecordFigures {
  /// A measure in one period beside an earlier one, with the exact conditional test of two counts: whether the difference is
  /// more than counts of such events differ by chance. Errors: `measure-not-counted` for what is no count, and for periods
  /// of different length.
  package func change(
    _ measure: RecordMeasure, _ period: FactPeriod, from earlier: FactPeriod, asAt: Instant? = nil
  ) throws -> MeasureRun {
    guard [.facts, .subjects].contains(measure.total), measure.span == .period else {
      throw Refusal(
        "measure-not-counted", place: measure.title, "Only counts of events or people in a period are compared here.",
        remedy: "Bind both figures and let the reader compare them.")
    }
    let days = period.last - period.first + 1, before = earlier.last - earlier.first + 1
    // A leap day is no difference in length that anybody means.
    guard (days - before).magnitude <= 1 else {
      throw Refusal(
        "measure-not-counted", place: measure.title, "The periods are \(days) and \(before) days long.",
        remedy: "Compare periods of the same length.")
    }
    let now = try run(measure, period, asAt: asAt), then = try run(measure, earlier, asAt: asAt)
    let after = now.figure.numerator ?? 0, base = then.figure.numerator ?? 0
    let test = try ConditionalTest(first: after, second: base)
    let isEnough = base >= RecordFigures.leastBase
    let percent = isEnough ? test.ratio.map { ($0 - 1) * 100 } : nil
    let isChance = test.exact > 0.05
    let verdict = isChance ? "no more than such counts differ by chance" : "more than such counts differ by chance"
    let size = percent.map { " (\($0 >= 0 ? "+" : "")\($0.fixed(1))%)" } ?? ""
    let sequences = Array(Set(now.sequences + then.sequences)).sorted()
    var figure = Figure(
      question: RecordFigures.question(measure.id, period, asAt) + "&compare=\(earlier)",
      title: "\(measure.title), \(period.spoken) beside \(earlier.spoken)",
      sentence: "\(after.grouped) in \(period.spoken) for \(base.grouped) in \(earlier.spoken)\(size): \(verdict).",
      value: percent, unit: "%", decimals: 1,
      lower: isEnough ? (test.interval.lower - 1) * 100 : nil,
      upper: isEnough && test.interval.upper.isFinite ? (test.interval.upper - 1) * 100 : nil, numerator: after,
      denominator: base,
      evidence: Figure.Provenance(
        definition: measure.definition, numerator: now.figure.evidence.numerator,
        denominator: then.figure.evidence.numerator, geography: now.figure.evidence.geography,
        extracts: RecordFigures.distinct(now.figure.evidence.extracts + then.figure.evidence.extracts),
        caveats: RecordFigures.distinct(now.figure.evidence.caveats + then.figure.evidence.caveats),
        method: Figure.Method(
          name: ConditionalTest.note.name, formula: ConditionalTest.note.formula, source: ConditionalTest.note.source,
          whenNotToUse: ConditionalTest.note.whenNotToUse)),
      table: Figure.Table(
        caption: "The two periods", headings: [Figure.Heading("Period"), Figure.Heading(measure.noun, isNumber: true)],
        rows: [(earlier, base), (period, after)].map {
          [Figure.Cell($0.0.spoken), Figure.Cell($0.1.grouped, Double($0.1))]
        }))
    figure.fingerprint = RecordFigures.fingerprint(measure, figure, sequences)
    return MeasureRun(measure: measure, period: period, asAt: asAt, figure: figure, sequences: sequences)
  }
}
