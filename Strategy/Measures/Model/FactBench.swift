import Basics
import Facts

/// Times measures over many invented facts in memory: what a page of figures waits for.
package enum FactBench {
  package struct Result: Sendable {
    package let facts: Int
    /// Milliseconds of each measure by its identifier.
    package let milliseconds: [(measure: String, milliseconds: Double, value: Double?)]
    package let loading: Double
  }

  package static func run(facts count: Int, kinds: FactKinds, measures: RecordMeasures) -> Result {
    let clock = ContinuousClock(), begun = clock.now
    var table = FactTable(), dice = SystemRandomNumberGenerator()
    let counted = measures.all.filter { $0.kind != nil }
    for number in 0..<count {
      let measure = counted[number % counted.count]
      let day = Day(number: 18_353 + Int.random(in: 0..<1_100, using: &dice))
      table.take(
        KeptFact(
          id: ID("f"),
          fact: Fact(
            measure.kind ?? "", on: day, quantity: Int.random(in: 1...90, using: &dice), record: "r",
            subject: kinds[measure.kind ?? ""]?.subject == FactKind.Subject.none ? nil : "s\(number % 40_000)",
            service: measure.service, measure.filters), sequence: number + 1, recordedAt: Instant(milliseconds: number))
      )
    }
    let loading = seconds(clock.now - begun) * 1_000
    let figures = RecordFigures(measures: measures, kinds: kinds, table: table, returns: [:])
    let period = FactPeriod(Period(financialYear: 2021))
    return Result(
      facts: count,
      milliseconds: counted.map { measure in
        let start = clock.now
        let value = try? figures.run(measure, period).figure.value
        return (measure.id, seconds(clock.now - start) * 1_000, value)
      }, loading: loading)
  }

  private static func seconds(_ duration: Duration) -> Double {
    Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
  }
}
