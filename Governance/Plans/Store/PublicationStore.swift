import Basics
import Database
import FactStore
import Facts
import Foundation
import GovernanceModel

/// Checks of what a strategy must contain, published summaries, workshops and statements.
extension GovernanceStore {
  /// Records whether a requirement is met, with what shows it; the last word counts.
  package func check(
    _ requirement: String, isMet: Bool, evidence: String, in code: String, by author: GovernanceAuthor, at now: Instant
  ) async throws {
    let evidence = try GovernanceText.checked(evidence, "Evidence", most: 1000, lines: true)
    let id = ID<StrategyCheck>(at: now), contents = contents
    try await change(
      "strategy:\(code)", by: author, at: now, isMet ? "recorded as met" : "recorded as not met", requirement
    ) { connection in
      let held = try connection.openStrategy(code)
      guard
        contents.requirements(of: held.kind).contains(where: { $0.id == requirement && $0.check == .recorded })
      else {
        throw Refusal(
          "no-requirement", place: "Requirement", "Nothing of that name is recorded for this kind of strategy.",
          remedy: "Choose one from the list.")
      }
      try connection.run(
        """
        INSERT INTO strategy_check (id, strategy, requirement, met, evidence, day, recorded_by)
        VALUES (\(id), \(held.id), \(requirement), \(isMet), \(evidence), \(now.londonDay), \(author.name))
        """)
    }
  }

  /// Publishes the summary as the strategy stands now; it stays as it is, whatever changes later. Refused until what the
  /// law asks before publication is met.
  package func publish(
    _ code: String, introduction: String, reach: String, on day: Day, by author: GovernanceAuthor, at now: Instant
  ) async throws {
    let introduction = try GovernanceText.checked(introduction, "Introduction", most: 5000, lines: true)
    let reach = try GovernanceText.checked(reach, "How it reaches people", most: 1000, lines: true)
    let id = ID<PublishedSummary>(at: now), contents = contents
    try await change("strategy:\(code)", by: author, at: now, "published the summary", reach) { connection in
      let held = try connection.openStrategy(code)
      let content = try connection.content(of: held)
      guard held.state == .adopted, day <= now.londonDay else {
        throw Refusal(
          "publication", place: held.title, "Only an adopted strategy is published, on a day that has come.",
          remedy: "Adopt it first.")
      }
      let open = contents.findings(content, responsibilities: try connection.responsibilities()).filter {
        $0.requirement.beforePublishing && !$0.isMet
      }
      guard open.isEmpty else {
        throw Refusal(
          "publication", place: held.title,
          "Before it is published: \(open.map(\.requirement.title).joined(separator: "; ")).",
          remedy: "Record each with its evidence on the page of the strategy.")
      }
      let summary = SummaryContent(content, introduction: introduction)
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys]
      let text = String(decoding: try encoder.encode(summary), as: UTF8.self)
      try connection.run(
        """
        INSERT INTO strategy_publication (id, strategy, day, published_by, reach, content)
        VALUES (\(id), \(held.id), \(day), \(author.name), \(reach), \(text))
        """)
    }
  }

  /// The latest published summary of each strategy.
  package func publishedSummaries() async throws -> [PublishedSummary] {
    let all = try await database.read { connection in
      try connection.rows("SELECT * FROM strategy_publication ORDER BY day DESC, id DESC").map {
        try $0.publishedSummary()
      }
    }
    var seen: Set<ID<Strategy>> = []
    return all.filter { seen.insert($0.strategy).inserted }
  }

  package func events() async throws -> [PlannedEvent] {
    try await database.read { connection in
      try connection.rows("SELECT * FROM planned_event ORDER BY day DESC, code").map {
        PlannedEvent(
          code: try $0.text("code"), title: try $0.text("title"), day: try $0.day("day"),
          strategy: try $0.text("strategy"), purpose: try $0.text("purpose"),
          attendees: try $0.optionalInt("attendees"), outputs: try $0.text("outputs"))
      }
    }
  }

  /// Enters an event, or what came of it; it counts on its day.
  package func save(_ event: PlannedEvent, by author: GovernanceAuthor, at now: Instant) async throws {
    let checked = try event.checked()
    try await change("event:\(checked.code)", by: author, at: now, "saved the event", checked.title) { connection in
      if !checked.strategy.isEmpty,
        try connection.row("SELECT id FROM strategy WHERE code = \(checked.strategy)") == nil
      {
        throw noStrategy()
      }
      try connection.run(
        """
        INSERT INTO planned_event (code, title, day, strategy, purpose, attendees, outputs)
        VALUES (\(checked.code), \(checked.title), \(checked.day), \(checked.strategy), \(checked.purpose),
          \(checked.attendees), \(checked.outputs))
        ON CONFLICT (code) DO UPDATE SET title = excluded.title, day = excluded.day, strategy = excluded.strategy,
          purpose = excluded.purpose, attendees = excluded.attendees, outputs = excluded.outputs
        """)
      try facts.correct(
        "event.planned", record: "event:\(checked.code)",
        to: Fact("event.planned", on: checked.day, record: "event:\(checked.code)", ["event": checked.code]), at: now,
        in: connection)
    }
  }

  package func statements() async throws -> [PublishedStatement] {
    try await database.read { connection in
      try connection.rows("SELECT * FROM published_statement ORDER BY first_day DESC, code").map {
        PublishedStatement(
          code: try $0.text("code"), title: try $0.text("title"), organisation: try $0.text("organisation"),
          first: try $0.day("first_day"), last: try $0.day("last_day"), location: try $0.text("location"))
      }
    }
  }

  /// Enters a published statement, or corrects one.
  package func save(_ statement: PublishedStatement, by author: GovernanceAuthor, at now: Instant) async throws {
    let checked = try statement.checked()
    try await change("statement:\(checked.code)", by: author, at: now, "saved the statement", checked.title) {
      connection in
      try connection.run(
        """
        INSERT INTO published_statement (code, title, organisation, first_day, last_day, location)
        VALUES (\(checked.code), \(checked.title), \(checked.organisation), \(checked.first), \(checked.last),
          \(checked.location))
        ON CONFLICT (code) DO UPDATE SET title = excluded.title, organisation = excluded.organisation,
          first_day = excluded.first_day, last_day = excluded.last_day, location = excluded.location
        """)
      try facts.correct(
        "statement.published", record: "statement:\(checked.code)",
        to: Fact(
          "statement.published", on: checked.first, through: checked.last, record: "statement:\(checked.code)",
          ["statement": checked.code]), at: now, in: connection)
    }
  }
}
