import Audit
import Basics
import CaseworkModel
import Database
import GuardedFields
import PartnershipModel
import PartnershipStore

/// Taking a request in, its clock, and finding what is held.
extension SubjectAccessStore {
  package func begin(
    _ identity: SubjectIdentity, regime: SubjectRequest.Regime, receivedOn: Day, by inquirer: Inquirer, name: String
  ) async throws -> ID<SubjectRequest> {
    let identity = try identity.checked(), now = clock.now(), today = now.londonDay, store = self
    guard receivedOn <= today, today - receivedOn <= 366 else {
      throw Refusal("received-on", place: "Received on", "\(receivedOn.spoken) cannot be it.", remedy: "Check the day.")
    }
    let own = ID<SubjectRequest>(at: now)
    let key = try await cases.keys.key(for: KeyOwner(.disclosure, own))
    let sealed = try DisclosureStore.seal(identity, .subjectIdentity, row: own.text, version: 1, under: key)
    return try await audit.write { connection in
      let subject = try store.officer(inquirer, connection)
      let reference = try SubjectAccessStore.nextReference(today, connection)
      try connection.run(
        """
        INSERT INTO subject_request (id, reference, agency, regime, state, received_on, identity, handler, handler_name,
          approvals_needed)
        VALUES (\(own), \(reference), \(subject.agency), \(regime.rawValue), 'received', \(receivedOn), \(sealed),
          \(inquirer.account), \(name), 1)
        """)
      guard let found = try SubjectAccessStore.row(own, connection) else { throw AccessRefused.unknown }
      try store.audit.append(
        try SubjectAccessStore.entry(.decision, found, inquirer, rules: ["subject-access-begun"]), now: now,
        in: connection)
      return own
    }
  }

  private static func nextReference(_ today: Day, _ connection: any Connection) throws -> String {
    for _ in 0..<200 {
      let reference = "SAR-\(today.parts.year)-\(Int.random(in: 100_000...999_999))"
      if try connection.row("SELECT id FROM subject_request WHERE reference = \(reference)") == nil { return reference }
    }
    throw Refusal("references", place: "SAR-\(today.parts.year)", "No free reference was found.", remedy: "Try again.")
  }

  /// Stops the clock: something was asked of the person.
  package func pause(_ id: ID<SubjectRequest>, _ reason: SubjectAccessClock.Pause.Reason, by inquirer: Inquirer) async throws {
    let own = ID<SubjectAccessClock>(at: clock.now()), today = today
    try await change(id, by: inquirer, rule: "clock-stopped", in: [.received, .reviewed, .approved]) { connection, found in
      guard found.clock.standing == nil else {
        throw Refusal("clock-stands", place: found.reference, "The clock stands already.", remedy: "Record the answer first.")
      }
      try connection.run(
        """
        INSERT INTO subject_request_pause (id, request, reason, asked_on) VALUES (\(own), \(id), \(reason.rawValue),
          \(today))
        """)
    }
  }

  /// Lets the clock run on: the answer came.
  package func resume(_ id: ID<SubjectRequest>, by inquirer: Inquirer) async throws {
    let today = today
    try await change(id, by: inquirer, rule: "clock-runs", in: [.received, .reviewed, .approved]) { connection, found in
      let written = try connection.run(
        "UPDATE subject_request_pause SET answered_on = \(today) WHERE request = \(id) AND answered_on IS NULL")
      guard written == 1 else {
        throw Refusal("clock-runs", place: found.reference, "The clock runs already.", remedy: "Open the request again.")
      }
    }
  }

  /// Records that the person was told, with a reason, that it takes two months more.
  package func extend(_ id: ID<SubjectRequest>, reason: String, by inquirer: Inquirer) async throws {
    try DisclosureText.check(reason, "Why it takes longer", longest: 500)
    let today = today, calendar = calendar
    try await change(id, by: inquirer, rule: "clock-extended") { connection, found in
      try found.clock.checkExtension(on: today, calendar)
      try connection.run(
        "UPDATE subject_request SET extended_on = \(today), extension_reason = \(reason) WHERE id = \(id)")
    }
  }

  /// One case in which somebody with these particulars occurs.
  package struct Match: Sendable, Hashable {
    package enum Standing: String, Sendable { case found, taken, decided, other, concealed }
    package let record: ID<Case>
    package let reference: String, panel: String
    package let person: ID<Person>
    /// By what it was found: `name-and-birth-date`, `name`, `phone`, `postcode`.
    package let matched: [String]
    package let standing: Standing
  }

  /// Looks for the person in the agency's own cases, by name, birth date, telephone and postcode; no case is opened. One in
  /// which the person is not the victim and which must not be known of is concealed at once, from the answer and from
  /// the handler.
  package func search(_ id: ID<SubjectRequest>, by inquirer: Inquirer) async throws {
    let identity = try await identity(id, by: inquirer), store = self
    let exact: Set = [BlindIndex.Kind.nameAndBirthDate.rawValue, BlindIndex.Kind.phone.rawValue]
    // A given name or a postcode alone is half the borough: neither is looked for by itself.
    let codes = try cases.vault.codes(
      of: PersonParticulars(
        familyName: identity.familyName, givenNames: identity.givenNames, birthDate: Day(identity.birthDate),
        phones: identity.phone.isEmpty ? [] : [identity.phone])
    ).filter { exact.contains($0.kind) }
    let names = [identity.familyName, identity.name].filter { !$0.isEmpty }
    let wanted = try codes + names.flatMap { try cases.vault.codes(forSearch: $0) }
    try await change(id, by: inquirer, rule: "subject-access-search") { connection, found in
      guard !wanted.isEmpty else { return }
      let any = SQL.joined(wanted.map { "(i.kind = \($0.kind) AND i.code = \($0.code))" as SQL }, by: " OR ")
      let rows = try connection.rows(
        """
        SELECT x.record, x.person, i.kind, r.panel FROM person_index i JOIN access_person x ON x.person = i.person
        JOIN access_record r ON r.id = x.record WHERE r.owner_agency = \(found.agency) AND (\(sql: any))
        ORDER BY x.record, x.person LIMIT 2000
        """)
      var held: [String: (panel: String, persons: [String: Set<String>])] = [:]
      for row in rows {
        let record = try row.text("record"), person = try row.text("person"), panel = try row.text("panel")
        held[record, default: (panel, [:])].persons[person, default: []].insert(try row.text("kind"))
      }
      for (record, one) in held.sorted(by: { $0.key < $1.key }) {
        // A name that only sounds alike is no match by itself. Of several people the best match is the one; a victim
        // whose name happens to match must not open the case to the person who caused the harm.
        let matched = one.persons.filter { $0.value != [BlindIndex.Kind.soundOfName.rawValue] }
        guard let best = matched.max(by: { ($0.value.count, $0.key) < ($1.value.count, $1.key) }) else { continue }
        let roles = try CaseStore.roles(ID(record), connection)
        let isConcealed =
          (store.gate.words.panel(one.panel)?.isSensitive ?? true)
          && matched.keys.contains { !(roles[ID($0)] ?? []).contains(.victim) }
        try connection.run(
          """
          INSERT INTO subject_request_case (request, record, person, matched, standing)
          VALUES (\(id), \(record), \(best.key), \(best.value.sorted().joined(separator: " ")),
            \(isConcealed ? "concealed" : "found")) ON CONFLICT (request, record) DO NOTHING
          """)
      }
    }
  }

  func identity(_ id: ID<SubjectRequest>, by inquirer: Inquirer) async throws -> SubjectIdentity {
    let store = self
    let sealed = try await database.read { connection in
      _ = try store.handled(id, by: inquirer, connection)
      return try connection.row("SELECT identity FROM subject_request WHERE id = \(id)")?.text("identity")
    }
    guard let sealed else { throw AccessRefused.unknown }
    return try DisclosureStore.open(
      SubjectIdentity.self, sealed, .subjectIdentity, row: id.text, version: 1, under: try await key(id))
  }

  static func matches(_ id: ID<SubjectRequest>, _ connection: any Connection) throws -> [Match] {
    try connection.rows(
      """
      SELECT m.*, c.reference, r.panel FROM subject_request_case m JOIN case_file_cover c ON c.id = m.record
      JOIN access_record r ON r.id = m.record WHERE m.request = \(id)
      ORDER BY length(m.matched) DESC, c.opened_on, c.id
      """
    ).map { row in
      Match(
        record: try row.id("record"), reference: try row.text("reference"), panel: try row.text("panel"),
        person: try row.id("person"), matched: try row.text("matched").split(separator: " ").map(String.init),
        standing: .init(rawValue: try row.text("standing")) ?? .concealed)
    }
  }

  /// Takes a case onto the request: the handler is on it from now on, for this purpose, and everybody on it sees that.
  package func take(_ record: ID<Case>, onto id: ID<SubjectRequest>, by inquirer: Inquirer) async throws {
    let today = today, store = self
    try await change(id, by: inquirer, rule: "subject-access-case-taken") { connection, found in
      guard
        let match = try SubjectAccessStore.matches(id, connection).first(where: { $0.record == record }),
        match.standing == .found
      else { throw AccessRefused.unknown }
      try AccessRegister.join(
        inquirer.account, ID(record.text), as: "subject access request \(found.reference)", from: today,
        by: inquirer.account, connection)
      // Whatever else stands against it stands: a conflict of interest, a narrowing, the marking.
      guard let decision = try store.gate.decision(.read, on: ID(record.text), for: inquirer, connection)?.decision,
        decision.isAllowed
      else {
        throw Refusal(
          "case-not-readable", place: match.reference, "You may not read this case, also for this purpose.",
          remedy: "Ask a colleague with the duty to handle it, or the case lead to lift what stands against it.")
      }
      try SubjectAccessStore.set(.taken, record, id, connection)
    }
  }

  /// It is somebody else of the same name.
  package func leave(_ record: ID<Case>, of id: ID<SubjectRequest>, by inquirer: Inquirer) async throws {
    let day = today + -1
    try await change(id, by: inquirer, rule: "subject-access-other-person") { connection, _ in
      guard let match = try SubjectAccessStore.matches(id, connection).first(where: { $0.record == record }),
        match.standing != .concealed, match.standing != .other
      else { throw AccessRefused.unknown }
      try AccessRegister.leave(inquirer.account, ID(record.text), on: day, connection)
      try connection.run("DELETE FROM subject_request_item WHERE request = \(id) AND record = \(record)")
      try SubjectAccessStore.set(.other, record, id, connection)
    }
  }

  static func set(_ standing: Match.Standing, _ record: ID<Case>, _ id: ID<SubjectRequest>, _ connection: any Connection) throws {
    try connection.run(
      "UPDATE subject_request_case SET standing = \(standing.rawValue) WHERE request = \(id) AND record = \(record)")
  }
}
