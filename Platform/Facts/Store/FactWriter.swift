import Basics
import Database
import Facts

/// Writes facts inside the transaction of the event that they count.
package struct FactWriter: Sendable {
  package let kinds: FactKinds
  package init(_ kinds: FactKinds) { self.kinds = kinds }

  /// Records that something countable happened. Errors: a `fact` refusal when it is no fact of its kind, or when the
  /// record already has a current one of that kind.
  @discardableResult
  package func write(_ fact: Fact, at now: Instant, in connection: any Connection) throws -> ID<Fact> {
    guard let id = try write([fact], at: now, in: connection).first else {
      throw Refusal("fact", place: fact.kind, "Nothing was written.")
    }
    return id
  }

  @discardableResult
  package func write(_ facts: [Fact], at now: Instant, in connection: any Connection) throws -> [ID<Fact>] {
    guard !facts.isEmpty else { return [] }
    for fact in facts { _ = try kinds.checked(fact) }
    let last = try advance(by: facts.count, in: connection)
    var ids: [ID<Fact>] = []
    ids.reserveCapacity(facts.count)
    for (index, fact) in facts.enumerated() {
      let id = ID<Fact>(at: now)
      let origin: String? = if case .externalReturn(let id) = fact.origin { id } else { nil }
      let added = try connection.run(
        """
        INSERT INTO fact (id, sequence, kind, first_day, last_day, quantity, record, subject, agency, service, place,
          attributes, external_return, recorded_at)
        VALUES (\(id), \(last - facts.count + index + 1), \(fact.kind), \(fact.first), \(fact.last), \(fact.quantity),
          \(fact.record), \(fact.subject), \(fact.agency), \(fact.service), \(fact.place), \(fact.attributeText),
          \(origin), \(now))
        ON CONFLICT DO NOTHING
        """)
      guard added == 1 else {
        throw Refusal(
          "fact", place: fact.kind, "\(fact.record) is counted already.",
          remedy: "Correct the fact that stands, so that nothing is counted twice.")
      }
      ids.append(id)
    }
    return ids
  }

  /// Replaces what a record counted as: the old row is closed and stays, the new one stands from now on. Nil withdraws it.
  /// Nothing happens when nothing would differ.
  @discardableResult
  package func correct(
    _ kind: String, record: String, to fact: Fact?, at now: Instant, in connection: any Connection
  ) throws -> Bool {
    let current = try connection.row(
      "SELECT * FROM fact WHERE kind = \(kind) AND record = \(record) AND closed_at IS NULL")
    if let row = current {
      let kept = try row.keptFact()
      if kept.fact == fact { return false }
      let sequence = try advance(by: 1, in: connection)
      try connection.run(
        "UPDATE fact SET closed_at = \(now), closed_sequence = \(sequence) WHERE id = \(kept.id) AND closed_at IS NULL")
    } else if fact == nil {
      return false
    }
    if let fact { try write(fact, at: now, in: connection) }
    return true
  }

  /// One order for all facts: the row of the clock is held until the transaction ends, so that whoever reads up to a
  /// number has seen all that came before it.
  private func advance(by count: Int, in connection: any Connection) throws -> Int {
    guard let row = try connection.row("UPDATE fact_clock SET last = last + \(count) WHERE one = 1 RETURNING last")
    else {
      throw Refusal("fact", place: "fact_clock", "The order of facts is missing.", remedy: "Run concordat doctor.")
    }
    return try row.int("last")
  }
}

extension Row {
  package func keptFact() throws -> KeptFact {
    let origin = try optionalText("external_return").map(Fact.Origin.externalReturn) ?? .record
    return KeptFact(
      id: try id("id"),
      fact: Fact(
        try text("kind"), on: try day("first_day"), through: try day("last_day"), quantity: try int("quantity"),
        record: try text("record"), subject: try optionalText("subject"), agency: try optionalText("agency"),
        service: try optionalText("service"), place: try optionalText("place"),
        Fact.attributes(from: try text("attributes")), origin: origin),
      sequence: try int("sequence"), recordedAt: try instant("recorded_at"), closedAt: try optionalInstant("closed_at"),
      closedSequence: try optionalInt("closed_sequence"))
  }
}
