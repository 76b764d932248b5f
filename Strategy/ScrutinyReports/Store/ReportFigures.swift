import Basics
import Database
import StrategyModel

/// Answers what a report asks, checks it as a whole, and takes it through sign-off and publication.
package struct ReportDesk: Sendable {
  package let store: ReportStore
  package let engine: MeasureEngine
  package let evidence: any EvidenceSource
  package let practice: ReportPractice

  package init(store: ReportStore, engine: MeasureEngine, evidence: any EvidenceSource, practice: ReportPractice) {
    self.store = store
    self.engine = engine
    self.evidence = evidence
    self.practice = practice
  }

  /// The answer to a bound question now, with the facts it counted.
  package func answer(_ question: String) async throws -> (figure: Figure, sequences: [Int]) {
    if let (measure, period) = ReportBinding.record(question) {
      let run = try await engine.run(measure, period)
      return (run.figure, run.sequences)
    }
    return (try await evidence.answer(try FigureQuestion(text: question)), [])
  }

  /// The report with its figures as they were known at a moment; what cannot be said so has no figure.
  package func content(_ content: ReportContent, asAt: Instant) async throws -> ReportContent {
    var out = content
    for index in out.bindings.indices {
      let binding = out.bindings[index]
      var figure: Figure?
      if let (measure, period) = binding.record {
        figure = try? await engine.run(measure, period, asAt: asAt).figure
      } else if var question = try? FigureQuestion(text: binding.question) {
        question.asAt = asAt
        figure = try? await evidence.answer(question)
      }
      out.bindings[index].held = try figure.map { try HeldFigure($0, at: asAt, by: "as known then") }
    }
    return out
  }

  /// Today's figures of every binding that can be answered.
  package func today(_ content: ReportContent) async -> [String: Figure] {
    var out: [String: Figure] = [:]
    for binding in content.bindings { out[binding.name] = try? await answer(binding.question).figure }
    return out
  }

  /// Every rule that touches a measure of the report, in the period in which the report prints it.
  package func rules(_ content: ReportContent) async throws -> [ReportRule] {
    let figures = try await engine.figures()
    var periods: [String: FactPeriod] = [:]
    for (id, period) in content.bindings.compactMap(\.record) {
      // The two numbers of a percentage are printed with it.
      for one in [id, engine.measures[id]?.part, engine.measures[id]?.whole].compactMap({ $0 }) {
        periods[one] = periods[one] ?? period
      }
    }
    return engine.measures.rules.compactMap { rule in
      guard let period = rule.measures.compactMap({ periods[$0] }).first else { return nil }
      var values: [String: Double] = [:]
      for id in rule.measures {
        guard let measure = engine.measures[id] else { continue }
        values[id] = try? figures.run(measure, period).figure.value
      }
      return ReportRule(
        rule: rule, period: period, values: values, fault: rule.fault(values) { engine.measures[$0]?.title ?? $0 })
    }
  }

  /// What an attacker could work out from the open version and the report before it.
  package func gate(_ content: ReportContent) async throws -> [GateFinding] {
    var before: [DisclosureGate.Printed] = []
    if let previous = content.edition.previous, let earlier = try await store.content(named: previous) {
      before = printed(earlier)
    }
    return practice.gate.findings(printed(content), before: before)
  }

  private func printed(_ content: ReportContent) -> [DisclosureGate.Printed] {
    let figures = content.figures(), names = content.printedNames
    return content.bindings.filter { names.contains($0.name) }.compactMap { binding in
      guard let (id, period) = binding.record, let measure = engine.measures[id], let figure = figures[binding.name]
      else {
        return nil
      }
      return DisclosureGate.Printed(name: binding.name, measure: measure, period: period, figure: figure)
    }
  }

  /// All that stands between the report and its sign-off, from today's records.
  package func obstacles(_ content: ReportContent) async throws -> [ReportObstacle] {
    ReportChecks.obstacles(
      content, practice: practice, measures: engine.measures, today: await today(content),
      rules: try await rules(content),
      gate: try await gate(content))
  }
}
