import Basics
import Facts
import StrategyModel
import StrategyStore
import WebShell

/// One figure: the number, what stands beside it, what it counts, and every fact behind it.
struct RecordFigurePage {
  let engine: MeasureEngine
  let commentaries: Commentaries
  let clock: Clock
  static let perPage = 100

  private struct Asked {
    let measure: RecordMeasure
    let period: FactPeriod
    let asAt: Instant?
  }

  private func asked(_ ask: Ask) async throws -> Asked {
    guard let measure = engine.measures[try ask.parameter("measure")] else { throw NotFound() }
    let period = try MeasuresWeb.period(ask, try await engine.figures().table, clock)
    var asAt: Instant?
    if let text = ask.query["as-at"]?.trimmed, !text.isEmpty {
      guard let moment = Instant(text) else {
        throw Refusal(
          "unreadable-moment", place: "As known on", "“\(text.prefix(40))” is no day and no moment.",
          remedy: "Write a day such as 2023-06-01, or a moment such as 2023-06-01T09:00:00Z.")
      }
      asAt = moment
    }
    return Asked(measure: measure, period: period, asAt: asAt)
  }

  func reply(_ ask: Ask) async throws -> Reply {
    guard let measure = engine.measures[try ask.parameter("measure")] else { throw NotFound() }
    do {
      return .page(try await page(ask, try await asked(ask)))
    } catch let refusal as Refusal {
      return .page(
        Page(
          title: measure.title, crumbs: [("Figures", FiguresPath.home)],
          body: "\(UI.problem(refusal))\(choice(ask, measure, nil))", status: 422))
    }
  }

  private func choice(_ ask: Ask, _ measure: RecordMeasure, _ period: FactPeriod?) -> HTML {
    UI.filters(
      action: FiguresPath.home + "/" + Address.encoded(measure.id), submit: "Show",
      """
      \(UI.textField("period", "Period", value: ask.query["period"] ?? period?.description ?? "", width: .twenty))
      \(UI.textField("as-at", "As known on", hint: "Empty for what is known now. A day stands for its first moment (UTC).", value: ask.query["as-at"] ?? "", width: .twenty))
      """)
  }

  private func page(_ ask: Ask, _ asked: Asked) async throws -> Page {
    let run = try await engine.run(asked.measure.id, asked.period, asAt: asked.asAt)
    let measure = run.measure, figure = run.figure, period = asked.period
    let pages = max((run.sequences.count + Self.perPage - 1) / Self.perPage, 1)
    let number = min(max(Int(ask.query["page"] ?? "") ?? 1, 1), pages)
    let shown = Array(run.sequences.dropFirst((number - 1) * Self.perPage).prefix(Self.perPage))
    let facts = try await engine.facts(shown)
    let comments = try await commentaries.of(measure.id, period: period.description)
    return Page(
      title: measure.title, crumbs: [("Figures", FiguresPath.home)],
      body: """
        \(choice(ask, measure, period))
        \(FigureView.finding(figure))
        \(try await beside(measure, period, asked.asAt))
        \(target(measure, figure))
        \(figure.table.rows.isEmpty ? "" : FigureView.table(figure))
        \(FigureView.chart(figure, boundaries: nil))
        \(FigureView.provenance(figure))
        \(when: measure.total != .evidence && mayFollow(ask), table(facts, of: run, ask, number, pages))
        \(when: measure.total != .evidence && !mayFollow(ask), "<p>It counts \(run.sequences.count.of("fact", "facts")). Facts one by one are for those who write reports or bring returns in.</p>")
        <h2>Commentary</h2>
        \(comments.isEmpty ? "<p>Nobody has commented on this figure.</p>" : "<ul>\(each: comments, { "<li>\($0.words) <span class=\"hint\">\($0.by), \($0.at.spoken)</span></li>" })</ul>")
        \(when: ask.visitor?.may(.writeReport) ?? false, UI.form(action: FiguresPath.commentary(measure.id), submit: "Add the comment", kind: .secondary, """
          \(UI.hidden("period", period.description))\(UI.textArea("words", "Your comment", hint: "Why it moved, or what a reader should know.", rows: 3))
          """))
        """)
  }

  /// Single events, in days and codes, are nearer to people than a number is.
  private func mayFollow(_ ask: Ask) -> Bool {
    ask.visitor?.may(.writeReport) ?? false || ask.visitor?.may(.importEvidence) ?? false
  }

  private func beside(_ measure: RecordMeasure, _ period: FactPeriod, _ asAt: Instant?) async throws -> HTML {
    guard !measure.beside.isEmpty else { return "" }
    var items: [HTML] = []
    for id in measure.beside {
      guard let other = engine.measures[id] else { continue }
      let words: String
      do { words = try await engine.run(id, period, asAt: asAt).figure.sentence } catch let refusal as Refusal {
        words = refusal.reason
      }
      items.append("<li>\(UI.link(other.title, href: FiguresPath.figure(id, period.description))): \(words)</li>")
    }
    return "<h2>To be read beside it</h2><ul>\(items)</ul>"
  }

  private func target(_ measure: RecordMeasure, _ figure: Figure) -> HTML {
    guard let target = measure.target, let value = figure.value else { return "" }
    let isMet = measure.direction == .down ? value <= target : value >= target
    return UI.notice(
      isMet ? .success : .warning,
      "<p>Target \(figure.measured(target)): \(isMet ? "met" : "not met").</p>")
  }

  private func table(_ facts: [KeptFact], of run: MeasureRun, _ ask: Ask, _ page: Int, _ pages: Int) -> HTML {
    let csv = FiguresPath.csv(run.measure.id, run.period.description, asAt: ask.query["as-at"])
    return """
      <h2>What it counts</h2>
      \(UI.table(
        caption: "\(run.sequences.count.of("fact", "facts"))",
        headings: [UI.Heading("Day"), UI.Heading("What"), UI.Heading("Quantity", numeric: true), UI.Heading("Attributes"), UI.Heading("Record"), UI.Heading("Known since")],
        rows: facts.map { kept in
          let fact = kept.fact, kind = engine.kinds[fact.kind]
          let span = fact.first == fact.last || fact.last.number > 2_932_000 ? fact.first.spoken : "\(fact.first.spoken) to \(fact.last.spoken)"
          return [
            HTML(text: span), HTML(text: kind?.title ?? fact.kind), HTML(text: Self.quantity(fact, kind)),
            HTML(text: fact.attributes.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")),
            record(fact), HTML(text: kept.recordedAt.day.spoken),
          ]
        }, compact: true, empty: "No fact is counted."))
      \(UI.pagination(page: page, pages: pages, href: { ask.href(setting: ["page": "\($0)"]) }))
      <p>\(UI.link("All of them (CSV)", href: csv))</p>
      """
  }

  /// The return that supplied it, or the reference of our own record: whether that opens is decided there.
  private func record(_ fact: Fact) -> HTML {
    if case .externalReturn(let id) = fact.origin {
      return UI.link(fact.record, href: FiguresPath.oneReturn(id))
    }
    return "<code>\(fact.record)</code>"
  }

  static func quantity(_ fact: Fact, _ kind: FactKind?) -> String {
    guard let unit = kind?.unit, unit.divisor > 1 else { return fact.quantity.grouped }
    return (Double(fact.quantity) / Double(unit.divisor)).fixed(2)
  }

  func csv(_ ask: Ask) async throws -> Reply {
    guard mayFollow(ask) else { throw NotPermitted(.writeReport) }
    let asked = try await asked(ask)
    let run = try await engine.run(asked.measure.id, asked.period, asAt: asked.asAt)
    // Keys may be joined with a provider's own list, so the file numbers them afresh.
    var keys: [String: Int] = [:]
    var csv = CSVText(headings: [
      "kind", "first", "last", "quantity", "subject", "agency", "service", "place", "attributes", "record", "recorded",
      "closed",
    ])
    var rest = run.sequences[...]
    while !rest.isEmpty {
      for kept in try await engine.facts(Array(rest.prefix(500))) {
        let fact = kept.fact
        csv.append([
          fact.kind, fact.first.description, fact.last.description, "\(fact.quantity)",
          fact.subject.map { key in
            let number = keys[key] ?? keys.count + 1
            keys[key] = number
            return "\(number)"
          } ?? "",
          fact.agency ?? "", fact.service ?? "", fact.place ?? "",
          fact.attributeText.replacing("\n", with: ";"), fact.record, kept.recordedAt.description,
          kept.closedAt?.description ?? "",
        ])
      }
      rest = rest.dropFirst(500)
    }
    return .download(Array(csv.text.utf8), type: "text/csv; charset=utf-8", filename: "\(asked.measure.id)-facts.csv")
  }

  func comment(_ ask: Ask) async throws -> Reply {
    guard let measure = engine.measures[try ask.parameter("measure")] else { throw NotFound() }
    do {
      guard let period = FactPeriod(ask.form["period"]?.trimmed ?? "") else {
        throw Refusal("unreadable-period", place: "Period", "This is no period.", remedy: "Open the figure again.")
      }
      try await commentaries.add(
        try ask.required("words", "Your comment"), to: measure.id, period: period.description,
        by: ask.visitor?.name ?? "", at: clock.now())
      return .redirect(FiguresPath.figure(measure.id, period.description))
    } catch let refusal as Refusal {
      return .page(
        Page(title: measure.title, crumbs: [("Figures", FiguresPath.home)], body: UI.problem(refusal), status: 422))
    }
  }
}
