import Basics
import Database
import DeliveryModel
import FactStore
import Facts

/// The steps of a return: begun, filled in, submitted, queried, answered, accepted, corrected.
extension ServiceReturnStore {
  /// Begins the return for the period of one's own contract that begins on `first`; the one that is there when it was
  /// begun before.
  package func begin(contract: String, first: Day, by actor: ReturnActor, now: Instant) async throws -> String {
    try await database.write { connection in
      let look = RegisterStore.Look(connection: connection, today: now.londonDay)
      guard let values = try look.values(of: ServiceContract.register, contract) else { throw ReturnMissing() }
      let held = try ServiceContract(values)
      guard held.provider == actor.agency else { throw ReturnMissing() }
      guard let period = held.periods(through: look.today).first(where: { $0.first == first }) else {
        throw Refusal(
          "return-period", place: "Period", "The contract has no period that begins on that day and is over.",
          remedy: "Choose one from the list.")
      }
      if let row = try connection.row(
        "SELECT id FROM service_return WHERE contract = \(contract) AND first_day = \(first)")
      {
        return try row.text("id")
      }
      let id = ID<ServiceReturn>(at: now).text
      try connection.run(
        """
        INSERT INTO service_return (id, contract, first_day, last_day, due_on, begun_at)
        VALUES (\(id), \(contract), \(period.first), \(period.last), \(period.due), \(now))
        """)
      try connection.run(
        """
        INSERT INTO service_return_version (return_id, version, state, narrative, begun_by, begun_at)
        VALUES (\(id), 1, 'draft', '', \(actor.account), \(now))
        """)
      return id
    }
  }

  /// Keeps what the provider has filled in so far, also when something is still missing.
  package func fill(_ id: String, _ content: ReturnContent, by actor: ReturnActor) async throws {
    let narrative = try RegisterText.cleaned(content.narrative, place: "Account of the period")
    guard narrative.count <= 8000 else {
      throw Refusal(
        "return-narrative", place: "Account of the period", "This is longer than 8,000 characters.",
        remedy: "Shorten it.")
    }
    let figures =
      Array(content.figures.values) + content.indicators.values.flatMap { [$0.number, $0.base] }.compactMap { $0 }
    guard figures.allSatisfy({ (0...ReturnContent.largest).contains($0) }) else {
      throw Refusal(
        "return-figure", "A figure is below 0 or above \(ReturnContent.largest.grouped).", remedy: "Check the figures.")
    }
    try await database.write { connection in
      let (held, version) = try own(id, actor, connection)
      guard version.state.isOpenToProvider else { throw locked(version.state) }
      guard content.indicators.keys.allSatisfy({ key in held.indicators.contains { $0.id == key } }) else {
        throw Refusal("return-figure", "The contract has no such indicator.", remedy: "Open the form again.")
      }
      try connection.run(
        "UPDATE service_return_version SET narrative = \(narrative) WHERE return_id = \(id) AND version = \(version.number)"
      )
      try connection.run(
        "DELETE FROM service_return_figure WHERE return_id = \(id) AND version = \(version.number)")
      try ServiceReturnStore.keep(content, id, version.number, connection)
    }
  }

  static func keep(_ content: ReturnContent, _ id: String, _ version: Int, _ connection: any Connection) throws {
    for (item, number) in content.figures.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      try connection.run(
        """
        INSERT INTO service_return_figure (return_id, version, item, number)
        VALUES (\(id), \(version), \(item.rawValue), \(number))
        """)
    }
    for (item, figure) in content.indicators.sorted(by: { $0.key < $1.key }) {
      try connection.run(
        """
        INSERT INTO service_return_figure (return_id, version, item, number, base)
        VALUES (\(id), \(version), \(item), \(figure.number), \(figure.base))
        """)
    }
  }

  /// Sends it to the partnership. Errors: a refusal that names the first thing that is wrong; a query without an answer.
  package func submit(_ id: String, by actor: ReturnActor, now: Instant) async throws {
    try await database.write { connection in
      let (held, version) = try own(id, actor, connection)
      guard version.state.isOpenToProvider else { throw locked(version.state) }
      if let problem = held.problems.first(where: { !$0.isWarning }) {
        throw Refusal("return-check", place: problem.field, problem.words, remedy: "Mend it, save, and submit again.")
      }
      guard !held.queries.contains(where: { $0.version == version.number && $0.answer == nil }) else {
        throw Refusal(
          "return-query", "A question about this return has no answer.", remedy: "Answer it, then submit again.")
      }
      try connection.run(
        """
        UPDATE service_return_version SET state = 'submitted', submitted_by = \(actor.account), submitted_at = \(now)
        WHERE return_id = \(id) AND version = \(version.number)
        """)
    }
  }

  /// Asks the provider about a return that was submitted; it may then change its figures.
  package func query(_ id: String, _ question: String, by actor: ReturnActor, now: Instant) async throws {
    let words = try checked(question, place: "Question")
    try await database.write { connection in
      let (_, version) = try submitted(id, actor, connection)
      try connection.run(
        """
        INSERT INTO service_return_query (id, return_id, version, question, asked_by, asked_at)
        VALUES (\(ID<ServiceReturn.Query>(at: now)), \(id), \(version.number), \(words), \(actor.account), \(now))
        """)
      try connection.run(
        "UPDATE service_return_version SET state = 'queried' WHERE return_id = \(id) AND version = \(version.number)")
    }
  }

  package func answer(_ id: String, query: String, _ answer: String, by actor: ReturnActor, now: Instant) async throws {
    let words = try checked(answer, place: "Answer")
    try await database.write { connection in
      let (held, version) = try own(id, actor, connection)
      guard let asked = held.queries.first(where: { $0.id == query }) else { throw ReturnMissing() }
      guard asked.version == version.number, version.state == .queried, asked.answer == nil else {
        throw Refusal("return-query", "This question was answered already.", remedy: "Look at the answer.")
      }
      try connection.run(
        """
        UPDATE service_return_query SET answer = \(words), answered_by = \(actor.account), answered_at = \(now)
        WHERE id = \(query)
        """)
    }
  }

  /// Accepts it: the period is locked, and what it counts is written as facts in the same transaction. A later version
  /// corrects the facts of the earlier one.
  package func accept(_ id: String, by actor: ReturnActor, now: Instant) async throws {
    try await database.write { connection in
      let (held, version) = try submitted(id, actor, connection)
      try connection.run(
        """
        UPDATE service_return_version SET state = 'replaced' WHERE return_id = \(id) AND state = 'accepted'
        """)
      try connection.run(
        """
        UPDATE service_return_version SET state = 'accepted', decided_by = \(actor.account), decided_at = \(now)
        WHERE return_id = \(id) AND version = \(version.number)
        """)
      for (kind, record, fact) in ServiceReturnStore.facts(held, version.content) {
        try facts.correct(kind, record: record, to: fact, at: now, in: connection)
      }
    }
  }

  /// Begins a correction of what was accepted, as the next version with the same figures. What was accepted stands until
  /// the correction is accepted too.
  package func correct(_ id: String, reason: String, by actor: ReturnActor, now: Instant) async throws {
    let words = try checked(reason, place: "Reason for the correction")
    try await database.write { connection in
      let (_, version) = try own(id, actor, connection)
      guard version.state == .accepted else { throw locked(version.state) }
      try connection.run(
        """
        INSERT INTO service_return_version (return_id, version, state, narrative, reason, begun_by, begun_at)
        VALUES (\(id), \(version.number + 1), 'draft', \(version.content.narrative), \(words), \(actor.account), \(now))
        """)
      try ServiceReturnStore.keep(version.content, id, version.number + 1, connection)
    }
  }

  // MARK: What the steps share

  /// The return of the actor's own body with its latest version; anybody else's is not there.
  private func own(_ id: String, _ actor: ReturnActor, _ connection: any Connection) throws -> (
    ServiceReturn, ServiceReturn.Version
  ) {
    guard let held = try ServiceReturnStore.find(id, provider: actor.agency, connection), let latest = held.latest
    else { throw ReturnMissing() }
    return (held, latest)
  }

  /// A return that waits for a decision; nobody decides on their own body's.
  private func submitted(_ id: String, _ actor: ReturnActor, _ connection: any Connection) throws -> (
    ServiceReturn, ServiceReturn.Version
  ) {
    guard let held = try ServiceReturnStore.find(id, provider: nil, connection), let latest = held.latest else {
      throw ReturnMissing()
    }
    guard held.contract.provider != actor.agency else {
      throw Refusal(
        "return-own", "This is a return of your own body.", remedy: "Somebody of the commissioning body decides on it.")
    }
    guard latest.state == .submitted else { throw locked(latest.state) }
    return (held, latest)
  }

  private func locked(_ state: ReturnState) -> Refusal {
    switch state {
    case .draft:
      Refusal("return-state", "It was not submitted yet.", remedy: "Wait until the provider submits it.")
    case .submitted:
      Refusal("return-state", "It was submitted and waits for a decision.", remedy: "Wait for it, or for a question.")
    case .queried:
      Refusal("return-state", "It was queried and waits for the provider.", remedy: "Wait until it is submitted again.")
    case .accepted, .replaced:
      Refusal(
        "return-locked", "It was accepted, and the period is locked.",
        remedy: "The provider can begin a correction, which is a new version.")
    }
  }

  private func checked(_ text: String, place: String) throws(Refusal) -> String {
    let words = try RegisterText.cleaned(text, place: place)
    guard (3...2000).contains(words.count) else {
      throw Refusal(
        "return-words", place: place, "This is empty or longer than 2,000 characters.", remedy: "Write a sentence.")
    }
    return words
  }
}
