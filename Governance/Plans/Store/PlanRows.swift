import Basics
import Database
import Foundation
import GovernanceModel

extension Connection {
  /// The strategy of that name, while it takes changes.
  func openStrategy(_ code: String) throws -> Strategy {
    guard let row = try row("SELECT * FROM strategy WHERE code = \(code)") else { throw noStrategy() }
    let strategy = try row.strategy()
    guard strategy.state != .ended else {
      throw Refusal(
        "strategy-ended", place: strategy.title, "The strategy has ended and takes no changes.",
        remedy: "Begin the next one.")
    }
    return strategy
  }

  func items(of strategy: ID<Strategy>) throws -> [(item: StrategyItem, added: Day)] {
    try rows("SELECT * FROM strategy_item WHERE strategy = \(strategy) ORDER BY kind, position").map {
      (try $0.strategyItem(), try $0.day("added_day"))
    }
  }

  func checkParent(of item: StrategyItem, in strategy: Strategy) throws {
    guard let parent = item.parent else { return }
    guard let row = try row("SELECT kind FROM strategy_item WHERE id = \(parent) AND strategy = \(strategy.id)"),
      item.kind.parents.contains(try row.governanceWord("kind", StrategyItem.Kind.self))
    else {
      throw Refusal(
        "strategy-parent", place: "Belongs to", "A \(item.kind.label.lowercased()) cannot stand there.",
        remedy: "Choose a priority or objective of this strategy.")
    }
  }

  func content(of strategy: Strategy) throws -> StrategyContent {
    let linked = try rows(
      """
      SELECT i.*, s.title AS strategy_title, s.code AS strategy_code FROM strategy_step_link l
        JOIN strategy_item i ON i.id = l.item JOIN strategy s ON s.id = i.strategy
      WHERE l.strategy = \(strategy.id) AND i.withdrawn IS NULL ORDER BY s.code, i.position
      """
    ).map { row in
      (item: try row.strategyItem(), title: try row.text("strategy_title"), code: try row.text("strategy_code"))
    }
    let refreshes = try rows(
      "SELECT * FROM strategy_refresh WHERE strategy = \(strategy.id) ORDER BY plan_year DESC"
    ).map {
      StrategyRefresh(
        day: try $0.day("day"), year: try $0.int("plan_year"), changed: try $0.text("changed"),
        by: try $0.text("recorded_by"))
    }
    let checks = try rows("SELECT * FROM strategy_check WHERE strategy = \(strategy.id) ORDER BY id").map {
      StrategyCheck(
        requirement: try $0.text("requirement"), isMet: try $0.bool("met"), evidence: try $0.text("evidence"),
        day: try $0.day("day"), by: try $0.text("recorded_by"))
    }
    let published = try rows(
      "SELECT * FROM strategy_publication WHERE strategy = \(strategy.id) ORDER BY day DESC, id DESC"
    ).map { try $0.publishedSummary() }
    return StrategyContent(
      strategy: strategy, items: try items(of: strategy.id).map(\.item), linkedSteps: linked, refreshes: refreshes,
      checks: checks, published: published)
  }
}

func noStrategy() -> Refusal {
  Refusal("no-strategy", place: "Strategy", "There is no such strategy.", remedy: "Choose one from the list.")
}

extension Row {
  func strategy() throws -> Strategy {
    Strategy(
      id: try id("id"), code: try text("code"), kind: try governanceWord("kind"), title: try text("title"),
      vision: try text("vision"), first: try day("first_day"), last: try day("last_day"),
      organisation: try text("organisation"), assessment: try text("assessment"), state: try governanceWord("state"),
      launchedFirst: try optionalDay("launched_first"), launchedLast: try optionalDay("launched_last"))
  }

  func strategyItem() throws -> StrategyItem {
    StrategyItem(
      id: try id("id"), strategy: try id("strategy"), kind: try governanceWord("kind"), position: try int("position"),
      parent: try optionalID("parent"), text: try text("words"), code: try text("code"), basis: try text("basis"),
      organisation: try text("organisation"), authority: try optionalText("authority"), due: try optionalDay("due"),
      state: try governanceWord("state"), settled: try optionalDay("settled"), evidence: try text("evidence"),
      measure: try text("measure"), baseline: try text("baseline"), target: try text("target"),
      pence: try optionalInt("pence"), withdrawn: try optionalDay("withdrawn"))
  }

  func publishedSummary() throws -> PublishedSummary {
    let text = try text("content")
    guard let content = try? JSONDecoder().decode(SummaryContent.self, from: Data(text.utf8)) else {
      throw Refusal(
        "stored-summary", place: "strategy_publication", "A published summary cannot be read.",
        remedy: "Run concordat doctor.")
    }
    return PublishedSummary(
      id: try id("id"), strategy: try id("strategy"), day: try day("day"), by: try self.text("published_by"),
      reach: try self.text("reach"), content: content)
  }
}
