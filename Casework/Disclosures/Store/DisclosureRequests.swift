import Audit
import Basics
import CaseworkModel
import Database
import GuardedFields
import PartnershipModel
import PartnershipStore

/// Requests: written down when they come by letter or telephone, or made here by a partner; acknowledged, matched with a
/// case, refused, answered.
extension DisclosureStore {
  /// Writes down a request that reached whoever works on the case.
  package func record(
    _ ask: DisclosureAsk, from name: String, of body: String, receivedOn: Day, on id: ID<Case>, by inquirer: Inquirer
  ) async throws -> ID<Disclosure> {
    try DisclosureText.check(name, "Who asks", longest: 100)
    try DisclosureText.check(body, "Body that asks", longest: 100)
    let now = clock.now(), today = now.londonDay
    guard receivedOn <= today, today - receivedOn <= 3_660 else {
      throw Refusal("received-on", place: "Received on", "\(receivedOn.spoken) cannot be it.", remedy: "Check the day.")
    }
    let own = ID<Disclosure>(at: now), store = self
    let sealed = try await sealed(ask.checked(), own)
    return try await audit.write { connection in
      let grant = try store.gate.grant(.note, on: ID(id.text), for: inquirer, connection)
      let owner = try connection.row("SELECT owner_agency FROM access_record WHERE id = \(id)")?.text("owner_agency")
      guard owner == grant.agency else {
        throw Refusal(
          "not-owner", "The agency that leads the case answers requests for it.",
          remedy: "Send the request on to it: ask it through “Ask another agency”.")
      }
      let reference = try DisclosureStore.freeReference(today, connection)
      try connection.run(
        """
        INSERT INTO disclosure (id, reference, kind, agency, record, state, asked_by, asked_body, received_on, made_at,
          made_by, ask, ground_version, redaction, second_needed)
        VALUES (\(own), \(reference), 'information', \(grant.agency), \(id), 'requested', \(name), \(body),
          \(receivedOn), \(now), \(inquirer.account), \(sealed), 0, 0, 0)
        """)
      let worker = Worker(
        agency: grant.agency, inquirer: inquirer, individuals: try CaseStore.individuals(of: id, connection))
      try store.append(own, worker, "requested", now, connection)
      return own
    }
  }

  /// Asks another agency for information, or whether somebody is known to it. Nothing is answered at once, whatever it
  /// holds: a person there answers.
  package func ask(
    _ kind: Disclosure.Kind, _ ask: DisclosureAsk, of agency: String, by inquirer: Inquirer, name: String
  ) async throws -> ID<Disclosure> {
    let now = clock.now(), own = ID<Disclosure>(at: now), store = self
    let sealed = try await sealed(ask.checked(), own)
    return try await audit.write { connection in
      guard let subject = try store.gate.person(inquirer, connection), subject.status == .active,
        subject.agencyStatus == .active, !subject.roles.isEmpty
      else { throw AccessRefused.unknown }
      guard kind == .information || subject.roles.contains(where: store.knownTo.askers.contains) else {
        throw Refusal(
          "not-permitted", place: kind.label, "Your duties do not let you ask this.",
          remedy: "It may be asked by: \(store.knownTo.askers.joined(separator: ", ")).")
      }
      guard agency != subject.agency, let body = try DisclosureStore.name(of: subject.agency, connection),
        try DisclosureStore.name(of: agency, connection) != nil
      else {
        throw Refusal("agency", place: "Agency", "This is no other agency.", remedy: "Choose one from the list.")
      }
      let reference = try DisclosureStore.freeReference(now.londonDay, connection)
      try connection.run(
        """
        INSERT INTO disclosure (id, reference, kind, agency, state, asked_by, asked_body, asked_account, received_on,
          made_at, made_by, ask, ground_version, redaction, second_needed)
        VALUES (\(own), \(reference), \(kind.rawValue), \(agency), 'requested', \(name), \(body), \(inquirer.account),
          \(now.londonDay), \(now), \(inquirer.account), \(sealed), 0, 0, 0)
        """)
      try store.append(
        own, Worker(agency: subject.agency, inquirer: inquirer, individuals: []), kind == .knownTo ? "known-to" : "requested",
        now, connection)
      return own
    }
  }

  private func sealed(_ ask: DisclosureAsk, _ own: ID<Disclosure>) async throws -> String {
    let key = try await cases.keys.key(for: KeyOwner(.disclosure, own))
    return try DisclosureStore.seal(ask, .disclosureAsk, row: own.text, version: 1, under: key)
  }

  private func append(
    _ id: ID<Disclosure>, _ worker: Worker, _ rule: String, _ now: Instant, _ connection: any Connection
  ) throws {
    guard let found = try DisclosureStore.row(id, connection) else { throw AccessRefused.unknown }
    try audit.append(try DisclosureStore.entry(.decision, found, worker, rules: [rule]), now: now, in: connection)
  }

  static func name(of agency: String, _ connection: any Connection) throws -> String? {
    try connection.row("SELECT name FROM authority WHERE id = \(agency)")?.text("name")
  }

  private static func freeReference(_ today: Day, _ connection: any Connection) throws -> String {
    try Reference.free("DIS", today) { reference in
      try connection.row("SELECT id FROM disclosure WHERE reference = \(reference)") != nil
    }
  }

  package func acknowledge(_ id: ID<Disclosure>, by inquirer: Inquirer) async throws {
    let now = clock.now()
    try await change(id, by: inquirer, rule: "acknowledged", in: [.requested]) { connection, _, worker in
      _ = try connection.run(
        """
        UPDATE disclosure SET state = 'acknowledged', acknowledged_at = \(now),
          acknowledged_by = \(worker.inquirer.account) WHERE id = \(id)
        """)
    }
  }

  /// Says which case a request is about: one that the person may disclose.
  package func match(_ id: ID<Disclosure>, with reference: String, by inquirer: Inquirer) async throws {
    let store = self
    try await change(id, by: inquirer, rule: "matched", in: [.requested, .acknowledged]) { connection, found, worker in
      guard found.record == nil else { throw DisclosureStore.notNow(found) }
      let none = Refusal(
        "no-case", place: "Reference of the case", "There is no such case, or you may not disclose it.",
        remedy: "Check the reference, or ask the case lead to answer.")
      guard
        let record = try connection.row(
          "SELECT id FROM case_file_cover WHERE reference = \(reference.uppercased())")?.text("id"),
        let (decision, facts) = try store.gate.decision(.disclose, on: ID(record), for: worker.inquirer, connection),
        decision.isAllowed || decision.needsOnlyObligations, facts.record.ownerAgency == worker.agency
      else { throw none }
      try connection.run("UPDATE disclosure SET record = \(record) WHERE id = \(id)")
    }
  }

  /// Refuses a request, with a clause and a reason.
  package func refuse(_ id: ID<Disclosure>, clause: String, reason: String, by inquirer: Inquirer) async throws {
    try DisclosureText.check(reason, "Why it is refused", longest: DisclosureGround.longest)
    guard DisclosureRefusal.clauses.contains(where: { $0.code == clause }) else {
      throw Refusal("refusal-clause", place: "Clause", "Nothing is chosen.", remedy: "Choose the clause it fails by.")
    }
    try await end(id, "refused", clause, reason, by: inquirer, rule: "refused:\(clause)")
  }

  /// Answers whether somebody is known, in the words of the person who answers.
  package func answerKnownTo(_ id: ID<Disclosure>, words: String, by inquirer: Inquirer) async throws {
    try DisclosureText.check(words, "Answer", longest: DisclosureGround.longest)
    try await end(id, "answered", nil, words, by: inquirer, rule: "known-to-answered")
  }

  private func end(
    _ id: ID<Disclosure>, _ state: String, _ clause: String?, _ words: String, by inquirer: Inquirer, rule: String
  ) async throws {
    let now = clock.now(), version = try await groundVersion(id) + 1
    let sealed = try DisclosureStore.seal(
      DisclosureGround(refusal: words), .disclosureGround, row: id.text, version: version, under: try await key(id))
    try await change(id, by: inquirer, rule: rule, in: [.requested, .acknowledged, .assessed, .redacted]) {
      connection, found, worker in
      guard clause != nil || found.kind == .knownTo else { throw DisclosureStore.notNow(found) }
      try DisclosureStore.writeGround(id, sealed, version, connection)
      try connection.run(
        """
        UPDATE disclosure SET state = \(state), refusal_clause = \(clause), assessed_at = \(now),
          assessed_by = \(worker.inquirer.account) WHERE id = \(id)
        """)
    }
  }

  func groundVersion(_ id: ID<Disclosure>) async throws -> Int {
    try await database.read { connection in
      try connection.row("SELECT ground_version FROM disclosure WHERE id = \(id)")?.int("ground_version") ?? 0
    }
  }

  /// Writes the reasons unless somebody else did meanwhile.
  static func writeGround(_ id: ID<Disclosure>, _ sealed: String, _ version: Int, _ connection: any Connection) throws {
    let written = try connection.run(
      """
      UPDATE disclosure SET ground = \(sealed), ground_version = \(version) WHERE id = \(id)
        AND ground_version = \(version - 1)
      """)
    guard written == 1 else {
      throw Refusal(
        "changed-meanwhile", "Somebody else changed this disclosure meanwhile.", remedy: "Open it again and look.")
    }
  }
}
