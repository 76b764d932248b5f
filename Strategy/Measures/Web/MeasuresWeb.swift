import Basics
import StrategyModel
import StrategyStore
import WebShell

/// Pages of figures counted from records, what each counts, and the files in which other bodies supply theirs.
package enum MeasuresWeb {
  package static func routes(engine: MeasureEngine, commentaries: Commentaries, clock: Clock) -> [Route] {
    let list = FigureListPage(engine: engine, clock: clock)
    let one = RecordFigurePage(engine: engine, commentaries: commentaries, clock: clock)
    let returns = ReturnPages(returns: engine.returns, clock: clock)
    return [
      Route(.get, FiguresPath.home, policy: .needs(.readEvidence)) { ask in try await list.reply(ask) },
      Route(.get, FiguresPath.checks, policy: .needs(.readEvidence)) { ask in try await list.checks(ask) },
      Route(.get, FiguresPath.home + "/:measure", policy: .needs(.readEvidence)) { ask in try await one.reply(ask) },
      Route(.get, FiguresPath.home + "/:measure/facts.csv", policy: .needs(.readEvidence)) { ask in
        try await one.csv(ask)
      },
      Route(.post, FiguresPath.home + "/:measure/commentary", policy: .needs(.writeReport)) { ask in
        try await one.comment(ask)
      },
      Route(.get, FiguresPath.returns, policy: .needs(.readEvidence)) { ask in try await returns.list(ask) },
      Route(.get, FiguresPath.newReturn, policy: .needs(.importEvidence)) { ask in .page(returns.form(ask, nil)) },
      Route(.post, FiguresPath.returns, policy: .needs(.importEvidence)) { ask in try await returns.load(ask) },
      Route(.get, FiguresPath.returns + "/:id", policy: .needs(.readEvidence)) { ask in
        try await returns.reply(ask, nil)
      },
      Route(.get, FiguresPath.returns + "/:id/file", policy: .needs(.importEvidence)) { ask in
        try await returns.file(ask)
      },
      Route(.post, FiguresPath.returns + "/:id/withdraw", policy: .needs(.importEvidence)) { ask in
        try await returns.withdraw(ask)
      },
    ]
  }

  /// The period asked for, else the financial year in which the latest fact lies.
  static func period(_ ask: Ask, _ table: FactTable, _ clock: Clock) throws -> FactPeriod {
    if let text = ask.query["period"]?.trimmed, !text.isEmpty {
      guard let period = FactPeriod(text) else {
        throw Refusal(
          "unreadable-period", place: "Period", "“\(text.prefix(40))” is not a period.",
          remedy: "Write a financial year (2022/23), months (2022-04..2022-09) or days (2022-01-24..2023-06-01).")
      }
      return period
    }
    let day = min(table.latestEvent ?? clock.now().londonDay, clock.now().londonDay)
    let month = day.month
    return FactPeriod(Period(financialYear: month.month >= 4 ? month.year : month.year - 1))
  }
}
