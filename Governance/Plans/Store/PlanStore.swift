import Basics
import Database
import FactStore
import Facts
import Foundation
import GovernanceModel

/// Strategies and the plan.
extension GovernanceStore {
  package func strategies() async throws -> [Strategy] {
    try await database.read { connection in
      try connection.rows("SELECT * FROM strategy ORDER BY first_day DESC, code").map { try $0.strategy() }
    }
  }

  package func strategy(_ code: String) async throws -> StrategyContent? {
    try await database.read { connection in
      guard let row = try connection.row("SELECT * FROM strategy WHERE code = \(code)") else { return nil }
      return try connection.content(of: row.strategy())
    }
  }

  package func add(_ strategy: Strategy, by author: GovernanceAuthor, at now: Instant) async throws {
    let checked = try strategy.checked()
    try await change("strategy:\(checked.code)", by: author, at: now, "began the strategy", checked.title) {
      connection in
      let added = try connection.run(
        """
        INSERT INTO strategy (id, code, kind, title, vision, first_day, last_day, organisation, assessment, state,
          adopted_day, launched_first, launched_last)
        VALUES (\(checked.id), \(checked.code), \(checked.kind.rawValue), \(checked.title), \(checked.vision),
          \(checked.first), \(checked.last), \(checked.organisation), \(checked.assessment), 'draft', \(nil as Day?),
          \(nil as Day?), \(nil as Day?)) ON CONFLICT DO NOTHING
        """)
      guard added == 1 else {
        throw Refusal(
          "strategy-exists", place: "Short name", "There is a strategy named “\(checked.code)” already.",
          remedy: "Choose another short name.")
      }
    }
  }

  /// Changes title, vision, term and what it rests on; kind and short name stay.
  package func amend(_ strategy: Strategy, by author: GovernanceAuthor, at now: Instant) async throws {
    let checked = try strategy.checked()
    try await change("strategy:\(checked.code)", by: author, at: now, "changed the strategy", checked.title) {
      connection in
      let held = try connection.openStrategy(checked.code)
      try connection.run(
        """
        UPDATE strategy SET title = \(checked.title), vision = \(checked.vision), first_day = \(checked.first),
          last_day = \(checked.last), organisation = \(checked.organisation), assessment = \(checked.assessment)
        WHERE id = \(held.id)
        """)
      guard held.state == .adopted else { return }
      try facts.correct(
        "strategy.term", record: "strategy:\(checked.code)", to: checked.termFact, at: now, in: connection)
      for row in try connection.items(of: held.id)
      where [.principle, .priority].contains(row.item.kind) && row.item.withdrawn == nil {
        try facts.correct(
          "strategy.\(row.item.kind.rawValue)", record: "\(row.item.kind.rawValue):\(row.item.id)",
          to: row.item.standingFact(of: checked, added: row.added), at: now, in: connection)
      }
    }
  }

  /// Adopts a strategy: from now on its term, principles, priorities and steps count.
  package func adopt(_ code: String, on day: Day, by author: GovernanceAuthor, at now: Instant) async throws {
    try await change("strategy:\(code)", by: author, at: now, "adopted", day.spoken) { connection in
      let held = try connection.openStrategy(code)
      let items = try connection.items(of: held.id)
      guard held.state == .draft, day <= now.londonDay else {
        throw Refusal(
          "strategy-step", place: held.title, "It is adopted once, on a day that has come.",
          remedy: "Look at its state and the day.")
      }
      guard
        held.kind != .partnershipPlan || !held.vision.isEmpty && items.contains(where: { $0.item.kind == .priority })
      else {
        throw Refusal(
          "strategy-step", place: held.title, "A partnership plan has a vision and priorities.",
          remedy: "Enter them before it is adopted.")
      }
      try connection.run("UPDATE strategy SET state = 'adopted', adopted_day = \(day) WHERE id = \(held.id)")
      try facts.write(held.termFact, at: now, in: connection)
      for row in items where row.item.withdrawn == nil {
        if let fact = row.item.fact(of: held, added: held.first) { try facts.write(fact, at: now, in: connection) }
      }
      // What stood in it when it was adopted counts from its first day.
      try connection.run("UPDATE strategy_item SET added_day = \(held.first) WHERE strategy = \(held.id)")
    }
  }

  /// Records its launch: one day, or the days between which it fell where only the month is known.
  package func launch(
    _ code: String, from first: Day, through last: Day, by author: GovernanceAuthor, at now: Instant
  ) async throws {
    try await change("strategy:\(code)", by: author, at: now, "launched", "\(first.spoken) to \(last.spoken)") {
      connection in
      let held = try connection.openStrategy(code)
      guard held.state == .adopted, held.launchedFirst == nil, first <= last else {
        throw Refusal(
          "strategy-step", place: held.title, "It is launched once, after it was adopted, with its days in order.",
          remedy: "Look at its state and the days.")
      }
      try connection.run(
        "UPDATE strategy SET launched_first = \(first), launched_last = \(last) WHERE id = \(held.id)")
      try facts.write(
        Fact("strategy.launched", on: first, through: last, record: "strategy:\(code)", ["strategy": code]), at: now,
        in: connection)
    }
  }

  /// Ends a strategy; what counted stays counted over its term.
  package func end(_ code: String, by author: GovernanceAuthor, at now: Instant) async throws {
    try await change("strategy:\(code)", by: author, at: now, "ended") { connection in
      let saved = try connection.run("UPDATE strategy SET state = 'ended' WHERE code = \(code) AND state = 'adopted'")
      guard saved == 1 else {
        throw Refusal("strategy-step", "Only an adopted strategy ends.", remedy: "Look at its state.")
      }
    }
  }

  /// Adds a line to a strategy.
  @discardableResult
  package func add(
    _ item: StrategyItem, to code: String, by author: GovernanceAuthor, at now: Instant
  ) async throws -> ID<StrategyItem> {
    let checked = try item.checked()
    return try await change(
      "strategy:\(code)", by: author, at: now, "added: \(checked.kind.label.lowercased())", checked.text
    ) { connection in
      let held = try connection.openStrategy(code)
      try connection.checkAuthority(checked.authority)
      try connection.checkParent(of: checked, in: held)
      let position = try connection.nextNumber(
        """
        SELECT coalesce(max(position), 0) AS last FROM strategy_item
        WHERE strategy = \(held.id) AND kind = \(checked.kind.rawValue)
        """)
      let added = now.londonDay
      try connection.run(
        """
        INSERT INTO strategy_item (id, strategy, kind, position, parent, words, code, basis, organisation, authority,
          due, state, settled, evidence, measure, baseline, target, pence, added_day, withdrawn)
        VALUES (\(checked.id), \(held.id), \(checked.kind.rawValue), \(position), \(checked.parent), \(checked.text),
          \(checked.code), \(checked.basis), \(checked.organisation), \(checked.authority), \(checked.due), 'open',
          \(nil as Day?), '', \(checked.measure), \(checked.baseline), \(checked.target), \(checked.pence), \(added),
          \(nil as Day?))
        """)
      if held.state == .adopted, let fact = checked.fact(of: held, added: added) {
        try facts.write(fact, at: now, in: connection)
      }
      return checked.id
    }
  }

  /// Records what became of a step, with what shows it.
  package func settle(
    _ id: ID<StrategyItem>, as state: StrategyItem.State, on day: Day, evidence: String, in code: String,
    by author: GovernanceAuthor, at now: Instant
  ) async throws {
    let evidence = try GovernanceText.checked(evidence, "Evidence", most: 1000, lines: true)
    try await change("strategy:\(code)", by: author, at: now, "step \(state.label.lowercased())", evidence) {
      connection in
      let held = try connection.openStrategy(code)
      guard state != .open, day <= now.londonDay,
        let row = try connection.items(of: held.id).first(where: { $0.item.id == id }), row.item.kind.hasState,
        row.item.state == .open, row.item.withdrawn == nil
      else {
        throw Refusal(
          "strategy-step", place: "Step", "Only an open step ends, on a day that has come.",
          remedy: "Look at what was recorded already.")
      }
      try connection.run(
        """
        UPDATE strategy_item SET state = \(state.rawValue), settled = \(day), evidence = \(evidence) WHERE id = \(id)
        """)
      var item = row.item
      item.state = state
      item.settled = day
      guard held.state == .adopted, let fact = item.fact(of: held, added: row.added) else { return }
      try facts.correct(fact.kind, record: fact.record, to: fact, at: now, in: connection)
    }
  }

  /// Takes a line out from a day on; it stays on record.
  package func withdraw(
    _ id: ID<StrategyItem>, on day: Day, in code: String, by author: GovernanceAuthor, at now: Instant
  ) async throws {
    try await change("strategy:\(code)", by: author, at: now, "withdrew a line", day.spoken) { connection in
      let held = try connection.openStrategy(code)
      guard let row = try connection.items(of: held.id).first(where: { $0.item.id == id }), row.item.withdrawn == nil,
        day <= now.londonDay
      else {
        throw Refusal(
          "strategy-step", place: "Line", "There is no such line that stands in it.", remedy: "Open the page again.")
      }
      try connection.run("UPDATE strategy_item SET withdrawn = \(day) WHERE id = \(id)")
      var item = row.item
      item.withdrawn = day
      guard held.state == .adopted, let before = row.item.fact(of: held, added: row.added) else { return }
      // A line that is withdrawn on or before the day it counts from never counted.
      let after = item.fact(of: held, added: row.added)
      try facts.correct(before.kind, record: before.record, to: after, at: now, in: connection)
    }
  }

  /// Lets a step of another strategy count here too: it is linked, so that it is entered and settled once.
  package func link(
    step id: ID<StrategyItem>, into code: String, by author: GovernanceAuthor, at now: Instant
  ) async throws {
    try await change("strategy:\(code)", by: author, at: now, "linked a step", id.text) { connection in
      let held = try connection.openStrategy(code)
      guard
        let row = try connection.row("SELECT strategy FROM strategy_item WHERE id = \(id) AND kind = 'step'"),
        try row.text("strategy") != held.id.text
      else {
        throw Refusal(
          "no-step", place: "Step", "There is no such step in another strategy.", remedy: "Choose one from the list.")
      }
      try connection.run(
        "INSERT INTO strategy_step_link (strategy, item) VALUES (\(held.id), \(id)) ON CONFLICT DO NOTHING")
    }
  }

  /// Records the yearly refresh; one for each plan year.
  package func refresh(
    _ code: String, year: Int, on day: Day, changed: String, by author: GovernanceAuthor, at now: Instant
  ) async throws {
    let changed = try GovernanceText.checked(changed, "What changed", most: 2000, lines: true)
    guard (1998...2200).contains(year), day <= now.londonDay else {
      throw Refusal(
        "refresh", place: "Plan year", "That is no year or day for it.", remedy: "Enter a year such as 2023.")
    }
    let id = ID<StrategyRefresh>(at: now)
    try await change("strategy:\(code)", by: author, at: now, "refreshed for \(year)", changed) { connection in
      let held = try connection.openStrategy(code)
      let added = try connection.run(
        """
        INSERT INTO strategy_refresh (id, strategy, day, plan_year, changed, recorded_by)
        VALUES (\(id), \(held.id), \(day), \(year), \(changed), \(author.name)) ON CONFLICT DO NOTHING
        """)
      guard added == 1 else {
        throw Refusal(
          "refresh", place: "Plan year", "The refresh for \(year) is recorded already.", remedy: "Enter another year.")
      }
    }
  }
}

extension Strategy {
  var termFact: Fact {
    Fact("strategy.term", on: first, through: last, record: "strategy:\(code)", ["strategy": code])
  }
}

extension StrategyItem {
  /// What a line of an adopted strategy counts as; nil where it counts as nothing.
  func fact(of strategy: Strategy, added: Day) -> Fact? {
    switch kind {
    case .principle, .priority: return standingFact(of: strategy, added: added)
    case .step:
      let end = withdrawn ?? settled ?? .openEnd
      guard added <= end else {
        return Fact(
          "plan.step", on: end, record: "step:\(id)", ["strategy": strategy.code, "state": factState])
      }
      return Fact(
        "plan.step", on: added, through: end, record: "step:\(id)",
        ["strategy": strategy.code, "state": withdrawn != nil && state == .open ? "dropped" : factState])
    case .objective, .resource, .measure, .engagement: return nil
    }
  }

  func standingFact(of strategy: Strategy, added: Day) -> Fact? {
    let from = max(added, strategy.first), end = min(withdrawn ?? strategy.last, strategy.last)
    guard from <= end else { return nil }
    var attributes = ["strategy": strategy.code]
    if kind == .priority { attributes["priority"] = code }
    return Fact(
      "strategy.\(kind.rawValue)", on: from, through: end, record: "\(kind.rawValue):\(id)", attributes)
  }
}
