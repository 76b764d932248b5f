import Basics
import StrategyModel
import StrategyStore

/// A figure of the partnership's records, or all of them, as a command prints them.
enum RecordFigureAnswer {
  static func run(
    _ name: String, _ asked: (FactPeriod, Instant?), earlier: FactPeriod?, _ opened: Workspace, json: Bool
  ) async throws {
    let engine = opened.measures, (period, asAt) = asked
    guard name == "list" else {
      let run =
        if let earlier { try await engine.change(name, period, from: earlier, asAt: asAt) } else {
          try await engine.run(name, period, asAt: asAt)
        }
      if json {
        print(self.json(run).text(indent: true))
      } else {
        for line in FigureAnswer.lines(run.figure) { print(line) }
        print("  Counted from \(run.sequences.count.of("fact", "facts")); fingerprint \(run.figure.fingerprint)")
      }
      return
    }
    var list: [JSON] = []
    for measure in engine.measures.all {
      do {
        let run = try await engine.run(measure.id, period, asAt: asAt)
        list.append(self.json(run))
        if !json { print("\(measure.id)  \(run.figure.value.map(run.figure.measured) ?? run.figure.sentence)") }
      } catch let refusal as Refusal {
        list.append(["measure": .string(measure.id), "refused": .string(refusal.description)])
        if !json { print("\(measure.id)  not counted: \(refusal.reason)") }
      }
    }
    if json { print((["period": .string(period.description), "figures": .array(list)] as JSON).text(indent: true)) }
  }

  private static func json(_ run: MeasureRun) -> JSON {
    let figure = run.figure
    return [
      "measure": .string(run.measure.id), "title": .string(figure.title), "period": .string(run.period.description),
      "as_at": run.asAt.map { .string($0.description) } ?? .null, "value": JSON(figure.value),
      "unit": .string(figure.unit), "counts": .string(run.measure.counts.rawValue),
      "sentence": .string(figure.sentence), "numerator": JSON(figure.numerator),
      "denominator": JSON(figure.denominator), "definition": .string(figure.evidence.definition),
      "counted": .string(figure.evidence.numerator), "facts": .int(run.sequences.count),
      "caveats": .array(figure.evidence.caveats.map { .string($0) }),
      "beside": .array(run.measure.beside.map { .string($0) }), "fingerprint": .string(figure.fingerprint),
    ]
  }
}
