import Basics
import StrategyModel
import StrategyStore
import WebShell

/// Every measure with its number of one period, and what the numbers must satisfy together.
struct FigureListPage {
  let engine: MeasureEngine
  let clock: Clock

  func reply(_ ask: Ask) async throws -> Reply {
    let figures = try await engine.figures()
    var problem: Refusal?
    var period = try MeasuresWeb.period(Ask(path: ask.path, now: ask.now), figures.table, clock)
    do { period = try MeasuresWeb.period(ask, figures.table, clock) } catch let refusal as Refusal { problem = refusal }
    var rows: [[HTML]] = []
    for measure in engine.measures.all {
      let said = await number(measure, period, figures)
      rows.append([
        UI.link(measure.title, href: FiguresPath.figure(measure.id, period.description)), said,
        HTML(text: measure.counts.rawValue), HTML(text: measure.owner),
      ])
    }
    let open = rules(try await values(period, figures))
    return .page(
      Page(
        title: "Figures",
        lead: "<p>What the partnership’s own records count to. Each opens to the facts behind it.</p>",
        body: """
          \(UI.problem(problem))
          \(UI.filters(action: FiguresPath.home, submit: "Show", UI.textField("period", "Period", hint: "2022/23, 2022-04..2022-09, or days with two dots between them.", value: ask.query["period"] ?? period.description, width: .twenty)))
          \(UI.notice(open.isEmpty ? .success : .warning, open.isEmpty
            ? "<p>The figures of this period agree with each other. \(UI.link("What is checked", href: FiguresPath.checks + Address.query([("period", period.description)])))</p>"
            : "<p>\(open.count.of("check does", "checks do")) not hold. \(UI.link("See which", href: FiguresPath.checks + Address.query([("period", period.description)])))</p>"))
          \(UI.table(caption: "Figures of \(period.spoken)", headings: [UI.Heading("Measure"), UI.Heading("Figure"), UI.Heading("Counts"), UI.Heading("Owner")], rows: rows))
          <p>\(UI.link("External returns", href: FiguresPath.returns)): what other bodies counted and supplied.</p>
          """, status: problem == nil ? 200 : 422))
  }

  private func number(_ measure: RecordMeasure, _ period: FactPeriod, _ figures: RecordFigures) async -> HTML {
    do {
      let run =
        measure.total == .evidence ? try await engine.run(measure.id, period) : try figures.run(measure, period)
      let figure = run.figure
      guard let value = figure.value else { return HTML(text: figure.sentence) }
      return HTML(text: figure.measured(value))
    } catch let refusal as Refusal {
      return "<span class=\"hint\">\(refusal.reason)</span>"
    } catch { return "<span class=\"hint\">Not available.</span>" }
  }

  func checks(_ ask: Ask) async throws -> Reply {
    let figures = try await engine.figures()
    let period = try MeasuresWeb.period(ask, figures.table, clock)
    let values = try await values(period, figures)
    return .page(
      Page(
        title: "Checks", crumbs: [("Figures", FiguresPath.home)],
        lead: "<p>Funnels, sums and money that must agree before a report is signed. Period: \(period.spoken).</p>",
        body: UI.table(
          caption: "Rules of \(period.spoken)",
          headings: [UI.Heading("Rule"), UI.Heading("State"), UI.Heading("Numbers"), UI.Heading("Why")],
          rows: engine.measures.rules.map { rule in
            let fault = rule.fault(values) { self.engine.measures[$0]?.title ?? $0 }
            let numbers = rule.measures.map { id in
              "\(engine.measures[id]?.title ?? id): \(values[id].map { $0.fixed(0) } ?? "no number")"
            }
            return [
              HTML(text: rule.title),
              fault == nil ? UI.tag("Holds", .green) : "\(UI.tag("Does not hold", .red)) \(fault ?? "")",
              "<ul>\(each: numbers, { "<li>\($0)</li>" })</ul>", HTML(text: rule.reason),
            ]
          })))
  }

  private func values(_ period: FactPeriod, _ figures: RecordFigures) async throws -> [String: Double] {
    var out: [String: Double] = [:]
    for id in Set(engine.measures.rules.flatMap(\.measures)) {
      guard let measure = engine.measures[id], measure.total != .evidence else { continue }
      out[id] = try? figures.run(measure, period).figure.value
    }
    return out
  }

  private func rules(_ values: [String: Double]) -> [String] {
    engine.measures.rules.compactMap { rule in rule.fault(values) { self.engine.measures[$0]?.title ?? $0 } }
  }
}
