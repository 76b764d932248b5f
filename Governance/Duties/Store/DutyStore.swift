import Basics
import Database
import FactStore
import Facts
import GovernanceModel

/// The ledger of statutory duties, and milestones.
extension GovernanceStore {
  /// Every duty that is in force on the day, with where it stands then.
  package func ledger(on day: Day) async throws -> [LedgerLine] {
    let inForce = duties.duties.filter { $0.isInForce(on: day) }
    return try await database.read { connection in
      var owners: [String: String] = [:]
      for row in try connection.rows("SELECT * FROM duty_owner") {
        owners[try row.text("duty")] = try row.text("owner")
      }
      let done = Dictionary(
        grouping: try connection.rows("SELECT * FROM duty_fulfilment ORDER BY day DESC, id DESC").map {
          try $0.fulfilment()
        }, by: \.duty)
      return inForce.map { duty in
        LedgerLine(duty: duty, owner: owners[duty.id] ?? "", fulfilments: done[duty.id] ?? [], on: day)
      }
    }
  }

  /// Names who answers for a duty here.
  package func setOwner(
    _ owner: String, of duty: StatutoryDuty, by author: GovernanceAuthor, at now: Instant
  ) async throws {
    let owner = try GovernanceText.checked(owner, "Owner", most: 120)
    try await change("duty:\(duty.id)", by: author, at: now, "named the owner", owner) { connection in
      try connection.run(
        """
        INSERT INTO duty_owner (duty, owner) VALUES (\(duty.id), \(owner))
        ON CONFLICT (duty) DO UPDATE SET owner = excluded.owner
        """)
    }
  }

  /// Records that a duty was fulfilled on a day, with what shows it.
  package func fulfil(
    _ duty: StatutoryDuty, on day: Day, evidence: String, by author: GovernanceAuthor, at now: Instant
  ) async throws {
    let evidence = try GovernanceText.checked(evidence, "Evidence", most: 1000, lines: true)
    guard day <= now.londonDay else {
      throw Refusal("duty-day", place: "Day", "\(day.spoken) has not come.", remedy: "Enter today or a day before.")
    }
    let id = ID<DutyFulfilment>(at: now)
    try await change("duty:\(duty.id)", by: author, at: now, "fulfilled on \(day.spoken)", evidence) { connection in
      guard try connection.row("SELECT id FROM duty_fulfilment WHERE duty = \(duty.id) AND day = \(day)") == nil else {
        throw Refusal(
          "duty-day", place: "Day", "This was recorded for \(day.spoken) already.",
          remedy: "Look at what stands under the duty.")
      }
      try connection.run(
        """
        INSERT INTO duty_fulfilment (id, duty, day, evidence, recorded_by, recorded_at)
        VALUES (\(id), \(duty.id), \(day), \(evidence), \(author.name), \(now))
        """)
      try facts.write(
        Fact("duty.fulfilled", on: day, record: "fulfilment:\(id)", ["duty": duty.id]), at: now, in: connection)
    }
  }

  package func milestones() async throws -> [Milestone] {
    try await database.read { connection in
      try connection.rows("SELECT * FROM milestone ORDER BY coalesce(due, '9999'), code").map {
        Milestone(
          code: try $0.text("code"), title: try $0.text("title"), organisation: try $0.text("organisation"),
          due: try $0.optionalDay("due"), neededFor: try $0.text("needed_for"), state: try $0.governanceWord("state"),
          settled: try $0.optionalDay("settled"), note: try $0.text("note"))
      }
    }
  }

  package func add(_ milestone: Milestone, by author: GovernanceAuthor, at now: Instant) async throws {
    let checked = try milestone.checked()
    try await change("milestone:\(checked.code)", by: author, at: now, "set the milestone", checked.title) {
      connection in
      let added = try connection.run(
        """
        INSERT INTO milestone (code, title, organisation, due, needed_for, state, settled, note)
        VALUES (\(checked.code), \(checked.title), \(checked.organisation), \(checked.due), \(checked.neededFor), 'open',
          \(nil as Day?), \(checked.note)) ON CONFLICT DO NOTHING
        """)
      guard added == 1 else {
        throw Refusal(
          "milestone-exists", place: "Short name", "There is a milestone named “\(checked.code)” already.",
          remedy: "Choose another short name.")
      }
    }
  }

  package func settle(
    milestone code: String, as state: Milestone.State, on day: Day, note: String, by author: GovernanceAuthor,
    at now: Instant
  ) async throws {
    let note = try GovernanceText.checked(note, "Note", most: 500, lines: true)
    guard state != .open, day <= now.londonDay else {
      throw Refusal("milestone-step", place: "Day", "It ends on a day that has come.", remedy: "Enter today or before.")
    }
    try await change("milestone:\(code)", by: author, at: now, state.label.lowercased(), note) { connection in
      let saved = try connection.run(
        """
        UPDATE milestone SET state = \(state.rawValue), settled = \(day), note = \(note)
        WHERE code = \(code) AND state = 'open'
        """)
      guard saved == 1 else {
        throw Refusal("milestone-step", "There is no such milestone that is open.", remedy: "Open the list again.")
      }
    }
  }
}

extension Row {
  fileprivate func fulfilment() throws -> DutyFulfilment {
    DutyFulfilment(
      id: try id("id"), duty: try text("duty"), day: try day("day"), evidence: try text("evidence"),
      recordedBy: try text("recorded_by"), recordedAt: try instant("recorded_at"))
  }
}
