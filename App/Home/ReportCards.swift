import Basics
import Facts
import StrategyModel
import StrategyStore
import StrategyWeb
import WebShell

/// What the first page says of reports and figures: to the manager what waits, to a councillor what was published.
struct ReportCards: Sendable {
  let opened: Workspace

  /// Reports on their way, and what each waits for.
  func waiting() async throws -> HTML {
    let reports = try await ReportStore(opened.database).list().filter { $0.state != .published }
    guard !reports.isEmpty else { return "" }
    return UI.card(
      "Reports that wait",
      """
      <ul class="list">\(each: reports, { one in
        "<li><a href=\"\(url: ReportPath.report(one.name))\">\(one.title), \(one.period.spoken)</a>: \(one.state == .draft ? "to be checked and signed off" : "to be published")</li>"
      })</ul>
      """, actions: [("All reports", ReportPath.list)])
  }

  /// Measures that ought to go one way, with the last year that has facts beside the one before.
  func moved(now: Instant) async throws -> HTML {
    let engine = opened.measures, figures = try await engine.figures()
    guard let latest = figures.table.latestEvent else { return "" }
    // The last year that is over: a part of a year beside a whole one would always be less.
    let last = min(latest, now.londonDay + -1)
    let month = (last + 1).month
    let year = month.month >= 4 ? month.year - 1 : month.year - 2
    let this = FactPeriod(Period(financialYear: year)), before = FactPeriod(Period(financialYear: year - 1))
    let rows = engine.measures.all.filter { $0.direction != .none }.compactMap { measure -> [HTML]? in
      guard let run = try? figures.run(measure, this), let value = run.figure.value else { return nil }
      let old = try? figures.run(measure, before)
      let earlier = old?.sequences.isEmpty == false ? old?.figure.value : nil
      let way: HTML =
        earlier.map { old in
          value == old
            ? UI.tag("The same", .grey)
            : (value > old) == (measure.direction == .up)
              ? UI.tag("The wanted way", .green) : UI.tag("The other way", .yellow)
        } ?? "<span class=\"hint\">no figure for the year before</span>"
      return [
        UI.link(measure.title, href: FiguresPath.figure(measure.id, this.description)),
        HTML(text: run.figure.measured(value)), HTML(text: earlier.map(run.figure.measured) ?? "–"), way,
      ]
    }
    guard !rows.isEmpty else { return "" }
    return UI.card(
      "What moved",
      UI.table(
        caption: "Figures that ought to go one way",
        headings: ["Figure", this.spoken, before.spoken, ""].map { UI.Heading($0.isEmpty ? "Way" : $0) },
        rows: rows, compact: true),
      actions: [("All figures", FiguresPath.home), ("What must agree", FiguresPath.checks)])
  }

  /// What was published, and what became of each promise: names and describes nobody.
  func published() async throws -> HTML {
    let store = ReportStore(opened.database)
    let all = try await store.list(), reports = all.filter { $0.state == .published }
    guard !reports.isEmpty else {
      return UI.card(
        "Published reports", "<p>No report has been published yet.</p>",
        actions: [("Published reports", ReportPath.published)])
    }
    var promises: [HTML] = []
    for one in reports {
      guard let content = try await store.content(named: one.name) else { continue }
      let next = all.first { $0.previous == one.name && $0.state == .published }
      let answers = if let next { try await store.content(named: next.name)?.answers ?? [] } else { [PromiseAnswer]() }
      for promise in content.promises {
        let answer = answers.last { $0.promise == promise.id }
        promises.append(
          "<li>\(promise.words) <span class=\"hint\">\(one.period.spoken), \(promise.number); \(promise.owner).</span> \(answer.map { UI.tag($0.state.label, .turquoise) } ?? UI.tag("Not answered yet", .grey))</li>"
        )
      }
    }
    return """
      \(UI.card("Published reports", "<ul class=\"list\">\(each: reports, { "<li><a href=\"\(url: ReportPath.snapshot($0.name))\">\($0.title), \($0.period.spoken)</a></li>" })</ul>", actions: [("All of them", ReportPath.published)]))
      \(when: !promises.isEmpty, UI.card("What was promised", "<ul class=\"list\">\(promises)</ul>"))
      """
  }
}
