import Basics
import Database
import Facts
import StrategyModel

/// A run as it was kept: what was said, as known when, from which facts.
package struct KeptRun: Sendable {
  package let id: ID<KeptRun>
  package let measure: String
  package let period: FactPeriod
  package let knownAt: Instant
  package let held: HeldFigure
  package let sequences: [Int]
  /// What it was kept for, such as an edition of a report.
  package let keptFor: String
}

/// What became of a kept figure: the published number stays, and this is what would be said today.
package struct RunDrift: Sendable {
  /// Records whose facts were corrected, withdrawn or added since.
  package let changedRecords: Int
  package let then: Figure
  package let today: Figure?
  /// Why there is no number today.
  package let refusal: String?

  package var hasChanged: Bool { changedRecords > 0 || today?.value != then.value || refusal != nil }

  /// `3 records changed since; today this would be 981.`
  package var words: String {
    if let refusal { return "Today it cannot be said: \(refusal)" }
    guard let today, hasChanged else { return "Nothing that it counts has changed since." }
    if changedRecords == 0 {
      return "The definition changed, not the records; today: \(today.value.map(today.measured) ?? today.sentence)."
    }
    let records = "\(changedRecords.of("record", "records")) changed since"
    guard let value = today.value else { return "\(records); today: \(today.sentence)" }
    return value == then.value
      ? "\(records); the number is the same." : "\(records); today this would be \(today.measured(value))."
  }
}

/// Runs that were kept when something was published from them.
package struct KeptRuns: Sendable {
  let database: Database
  package init(_ database: Database) { self.database = database }

  /// The statements that keep runs, for whoever publishes in one transaction.
  package static func statement(
    _ run: MeasureRun, for owner: String, knownAt: Instant, by account: String, at now: Instant
  ) throws -> SQL {
    let held = try HeldFigure(run.figure, at: now, by: account), id = ID<KeptRun>(at: now)
    return """
      INSERT INTO measure_run (id, measure, period, known_at, figure, sha256, sequences, fact_count, kept_for, kept_by, kept_at)
      VALUES (\(id), \(run.measure.id), \(run.period.description), \(knownAt), \(held.json), \(held.sha256),
        \(SequenceText.text(run.sequences)), \(run.sequences.count), \(owner), \(account), \(now))
      """
  }

  package func kept(for owner: String) async throws -> [KeptRun] {
    try await database.read { connection in
      try connection.rows("SELECT * FROM measure_run WHERE kept_for = \(owner) ORDER BY id").map { row in
        guard let period = FactPeriod(try row.text("period")),
          let sequences = SequenceText.sequences(try row.text("sequences"))
        else { throw unknown("run", try row.text("period")) }
        return KeptRun(
          id: try row.id("id"), measure: try row.text("measure"), period: period, knownAt: try row.instant("known_at"),
          held: HeldFigure(
            json: try row.text("figure"), sha256: try row.text("sha256"), at: try row.instant("kept_at"),
            by: try row.text("kept_by")), sequences: sequences, keptFor: try row.text("kept_for"))
      }
    }
  }

  /// What today's records say beside a kept figure.
  package func drift(_ run: KeptRun, engine: MeasureEngine) async throws -> RunDrift {
    let then = try run.held.figure()
    do {
      let today = try await engine.run(run.measure, run.period)
      let differing = Array(Set(run.sequences).symmetricDifference(today.sequences)).sorted()
      return RunDrift(
        changedRecords: try await engine.records(of: differing), then: then, today: today.figure, refusal: nil)
    } catch let refusal as Refusal {
      return RunDrift(changedRecords: 0, then: then, today: nil, refusal: refusal.description)
    }
  }
}

extension MeasureEngine {
  /// How many records the facts are of: a corrected record has an old and a new fact.
  func records(of sequences: [Int]) async throws -> Int {
    var records: Set<String> = []
    var rest = sequences[...]
    // A statement takes so many values at once.
    while !rest.isEmpty {
      for kept in try await facts(Array(rest.prefix(500))) { records.insert(kept.fact.record) }
      rest = rest.dropFirst(500)
    }
    return records.count
  }
}
