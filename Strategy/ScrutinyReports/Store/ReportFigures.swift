import Basics
import Database
import Facts
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
    if let (measure, period, earlier) = ReportBinding.comparison(question) {
      let run = try await engine.change(measure, period, from: earlier)
      return (run.figure, run.sequences)
    }
    return (try await evidence.answer(try FigureQuestion(text: question)), [])
  }

  /// The report with its figures as they were known at a moment; what cannot be said so has no figure.
  package func content(_ content: ReportContent, asAt: Instant) async throws -> ReportContent {
    var out = content
    // Other numbers than those that were signed do not bear the signature.
    out.edition.signOff = nil
    out.edition.state = .draft
    out.edition.notice = ["Figures as they were known at \(asAt.spoken).", content.edition.notice ?? ""].joined(
      separator: " ")
    for index in out.bindings.indices {
      let binding = out.bindings[index]
      var figure: Figure?
      if let (measure, period) = binding.record {
        figure = try? await engine.run(measure, period, asAt: asAt).figure
      } else if let (measure, period, earlier) = binding.comparison {
        figure = try? await engine.change(measure, period, from: earlier, asAt: asAt).figure
      } else if var question = try? FigureQuestion(text: binding.question) {
        question.asAt = asAt
        figure = try? await evidence.answer(question)
      }
      out.bindings[index].held = try figure.map { try HeldFigure($0, at: asAt, by: "as known then") }
    }
    return out
  }

  /// Today's figures of every binding that can be answered, records from one state of the facts.
  package func today(_ content: ReportContent) async -> [String: Figure] {
    let figures = try? await engine.figures()
    var out: [String: Figure] = [:]
    for binding in content.bindings {
      if let (id, period) = binding.record, let measure = engine.measures[id], measure.total != .evidence {
        out[binding.name] = try? figures?.run(measure, period).figure
      } else {
        out[binding.name] = try? await answer(binding.question).figure
      }
    }
    return out
  }

  /// Every rule that touches a measure of the report, in each period in which the report prints one of its measures.
  package func rules(_ content: ReportContent) async throws -> [ReportRule] {
    let figures = try await engine.figures()
    var periods: [String: [FactPeriod]] = [:]
    for (id, period) in content.bindings.compactMap(\.record) {
      // The two numbers of a percentage are printed with it.
      for one in [id, engine.measures[id]?.part, engine.measures[id]?.whole].compactMap({ $0 })
      where !(periods[one]?.contains(period) ?? false) {
        periods[one, default: []].append(period)
      }
    }
    return engine.measures.rules.flatMap { rule -> [ReportRule] in
      var asked: [FactPeriod] = []
      for period in rule.measures.flatMap({ periods[$0] ?? [] }) where !asked.contains(period) { asked.append(period) }
      return asked.map { period in
        var values: [String: Double] = [:]
        for id in rule.measures {
          guard let measure = engine.measures[id] else { continue }
          values[id] = try? figures.run(measure, period).figure.value
        }
        return ReportRule(
          rule: rule, period: period, values: values, fault: rule.fault(values) { engine.measures[$0]?.title ?? $0 })
      }
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
    let figures = content.figures(), names = content.printedNames(engine.measures.rules)
    let shown = Set(content.numbered.filter { $0.paragraph.kind == .figure }.compactMap(\.paragraph.subject))
    return content.bindings.filter { names.contains($0.name) }.compactMap { binding in
      guard let (id, period) = binding.record, let measure = engine.measures[id], let figure = figures[binding.name]
      else {
        return nil
      }
      var one = DisclosureGate.Printed(name: binding.name, measure: measure, period: period, figure: figure)
      one.isShown = shown.contains(binding.name)
      one.isOfPersons = measure.kind.flatMap { engine.kinds[$0] }?.subject == .person
      return one
    }
  }

  /// All that stands between the report and its sign-off, from today's records.
  package func obstacles(_ content: ReportContent) async throws -> [ReportObstacle] {
    var out = ReportChecks.obstacles(
      content, practice: practice, measures: engine.measures, today: await today(content),
      rules: try await rules(content),
      gate: try await gate(content))
    let others = try await store.list().filter {
      $0.id != content.edition.id && $0.partnership == content.edition.partnership
        && $0.period.last < content.edition.period.first
    }
    if content.edition.previous == nil, let earlier = others.first(where: { $0.state == .published }) {
      out.append(
        ReportObstacle(
          .promises,
          "“\(earlier.title)” on \(earlier.period.spoken) was published before, and this report does not answer it."))
    }
    return out
  }
}
