import Audit
import Basics
import Database
import PartnershipModel

/// The register of breaches: an entry is seen by the controller that keeps it and by the agency whose information it was.
package struct BreachStore: Sendable {
  package let log: AuditLog
  package init(log: AuditLog) { self.log = log }

  package func breaches(for agency: String) async throws -> [DataBreach] {
    try await log.database.read { connection in
      try connection.rows(
        """
        SELECT * FROM data_breach WHERE authority_id = \(agency) OR originator = \(agency)
        ORDER BY CASE WHEN closed_at IS NULL THEN 0 ELSE 1 END, aware_at DESC, id DESC LIMIT 500
        """
      ).map(BreachStore.breach)
    }
  }

  package func breach(_ id: ID<DataBreach>, for agency: String) async throws -> DataBreach? {
    try await log.database.read { try BreachStore.find(id, agency, $0) }
  }

  /// Enters a breach and with it starts the clock, which runs from awareness and not from this entry.
  package func record(
    title: String, words: String, awareAt: Instant, originator: String?, by actor: AuditActor, now: Instant
  ) async throws -> ID<DataBreach> {
    let title = try OversightText.checked(title, place: "What happened, in a few words")
    let words = try OversightText.checked(words, place: "Facts, effects and what was done")
    guard awareAt <= now else {
      throw Refusal(
        "future", place: "When somebody became aware", "This moment has not come yet.", remedy: "Check day and time.")
    }
    guard let account = actor.user, let agency = actor.agency else {
      throw Refusal("nobody", "Nobody is signed in.", remedy: "Sign in again.")
    }
    let id = ID<DataBreach>(at: now)
    let entry = try AuditEntry(.admin, by: actor, object: AuditObject(kind: "breach", id: id.text, rowVersion: 0))
    try await log.write { connection in
      if let originator, try connection.row("SELECT id FROM authority WHERE id = \(originator)") == nil {
        throw Refusal(
          "authority", place: "Whose information it was", "There is no such body.", remedy: "Choose one from the list.")
      }
      try connection.run(
        """
        INSERT INTO data_breach (id, authority_id, originator, title, words, aware_at, recorded_by, recorded_at, risk)
        VALUES (\(id), \(agency), \(originator == agency ? nil : originator), \(title), \(words), \(awareAt), \(account),
          \(now), 'unassessed')
        """)
      try log.append(entry, now: now, in: connection)
    }
    return id
  }

  /// One step in the handling of a breach.
  package enum Step: Sendable {
    case assess(DataBreach.Risk, String)
    /// When the Commissioner was told, and why it was late if it was.
    case commissionerTold(Instant, delay: String)
    case originatorTold(Instant)
    case peopleTold(Instant)
    case close
  }

  /// Takes the step for the controller that keeps the entry; others read it only.
  package func take(_ step: Step, on id: ID<DataBreach>, by actor: AuditActor, now: Instant) async throws {
    let code =
      switch step {
      case .assess: "assess"
      case .commissionerTold: "commissioner-told"
      case .originatorTold: "originator-told"
      case .peopleTold: "people-told"
      case .close: "close"
      }
    let entry = try AuditEntry(
      .admin, by: actor, object: AuditObject(kind: "breach", id: id.text), grounds: AuditGrounds(reason: code))
    guard let agency = actor.agency else { throw BreachMissing() }
    try await log.write { connection in
      guard let breach = try BreachStore.find(id, agency, connection), breach.agency == agency else {
        throw BreachMissing()
      }
      guard breach.isOpen else {
        throw Refusal("breach-closed", "The breach is closed.", remedy: "Enter what is new as a breach of its own.")
      }
      try connection.run(try BreachStore.change(breach, step, now))
      try log.append(entry, now: now, in: connection)
    }
  }

  private static func change(_ breach: DataBreach, _ step: Step, _ now: Instant) throws -> SQL {
    switch step {
    case .assess(let risk, let typed):
      guard risk != .unassessed else {
        throw Refusal("risk", place: "Risk to people", "No risk was chosen.", remedy: "Choose one.")
      }
      let words = try OversightText.checked(typed, place: "Why")
      return "UPDATE data_breach SET risk = \(risk.rawValue), risk_words = \(words) WHERE id = \(breach.id)"
    case .commissionerTold(let time, let typed):
      try check(time, breach, now)
      let delay =
        typed.contains { !$0.isWhitespace } ? try OversightText.checked(typed, place: "Reasons for a delay") : nil
      guard time <= breach.commissionerDue || delay != nil else {
        throw Refusal(
          "delay", place: "Reasons for a delay", "This is later than 72 hours after awareness.",
          remedy: "Give the reasons, which go with the notification (UK GDPR article 33(1)).")
      }
      return
        "UPDATE data_breach SET commissioner_told_at = \(time), delay_words = \(delay) WHERE id = \(breach.id)"
    case .originatorTold(let time):
      try check(time, breach, now)
      return "UPDATE data_breach SET originator_told_at = \(time) WHERE id = \(breach.id)"
    case .peopleTold(let time):
      try check(time, breach, now)
      return "UPDATE data_breach SET people_told_at = \(time) WHERE id = \(breach.id)"
    case .close:
      guard breach.outstanding.isEmpty else {
        throw Refusal(
          "breach-open", "It cannot be closed yet: \(breach.outstanding.joined(separator: "; ")).",
          remedy: "Record what is missing first.")
      }
      return "UPDATE data_breach SET closed_at = \(now) WHERE id = \(breach.id)"
    }
  }

  private static func check(_ time: Instant, _ breach: DataBreach, _ now: Instant) throws {
    guard time >= breach.awareAt, time <= now else {
      throw Refusal(
        "time", place: "When", "This lies before somebody was aware, or has not come yet.",
        remedy: "Check day and time.")
    }
  }

  private static func find(_ id: ID<DataBreach>, _ agency: String, _ connection: any Connection) throws -> DataBreach? {
    try connection.row(
      "SELECT * FROM data_breach WHERE id = \(id) AND (authority_id = \(agency) OR originator = \(agency))"
    ).map(breach)
  }

  private static func breach(_ row: Row) throws -> DataBreach {
    guard let risk = DataBreach.Risk(rawValue: try row.text("risk")) else {
      throw Refusal("breach", "The register of breaches holds a risk that is not known.")
    }
    return DataBreach(
      id: try row.id("id"), agency: try row.text("authority_id"), originator: try row.optionalText("originator"),
      title: try row.text("title"), words: try row.text("words"), awareAt: try row.instant("aware_at"), risk: risk,
      riskWords: try row.optionalText("risk_words"),
      commissionerToldAt: try row.optionalInstant("commissioner_told_at"),
      delayWords: try row.optionalText("delay_words"), originatorToldAt: try row.optionalInstant("originator_told_at"),
      peopleToldAt: try row.optionalInstant("people_told_at"), closedAt: try row.optionalInstant("closed_at"))
  }
}

/// There is no such breach, or none that the person may know of.
package struct BreachMissing: Error {}
