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
      let reference = try Reference.free("SAR", today) { reference in
        try connection.row("SELECT id FROM subject_request WHERE reference = \(reference)") != nil
      }
      try connection.run(
        """
        INSERT INTO subject_request (id, reference, agency, regime, state, received_on, identity, handler, handler_name,
          approvals_needed, revision)
        VALUES (\(own), \(reference), \(subject.agency), \(regime.rawValue), 'received', \(receivedOn), \(sealed),
          \(inquirer.account), \(name), 1, 0)
        """)
      guard let found = try store.row(own, connection) else { throw AccessRefused.unknown }
      try store.audit.append(
        try SubjectAccessStore.entry(.decision, found, inquirer, rules: ["subject-access-begun"]), now: now,
        in: connection)
      return own
    }
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
    /// Who of the case it is; empty when the match does not say.
    package let person: ID<Person>
    /// By what it was found: `name-and-birth-date`, `phone`, `full-name`, `family-name`, `sound`.
    package let matched: [String]
    package let standing: Standing
  }

  /// By what a person is found, and how much each says.
  private enum Ground: String, CaseIterable {
    case birthDate = "name-and-birth-date", phone, fullName = "full-name", familyName = "family-name", sound
    var weight: Int {
      switch self {
      case .birthDate: 16
      case .phone: 8
      case .fullName: 4
      case .familyName: 2
      case .sound: 1
      }
    }
  }

  /// Codes to look for, with what each says. A given name or a postcode alone is half the borough: neither is looked for.
  private func grounds(_ identity: SubjectIdentity) throws -> [(ground: Ground, kind: String, code: String)] {
    let exact = try cases.vault.codes(
      of: PersonParticulars(
        familyName: identity.familyName, givenNames: identity.givenNames, birthDate: Day(identity.birthDate),
        phones: identity.phone.isEmpty ? [] : [identity.phone]))
    var out: [(Ground, String, String)] = exact.compactMap { one in
      switch BlindIndex.Kind(rawValue: one.kind) {
      case .nameAndBirthDate: (.birthDate, one.kind, one.code)
      case .phone: (.phone, one.kind, one.code)
      default: nil
      }
    }
    for (text, ground) in [(identity.familyName, Ground.familyName), (identity.name, .fullName)] where !text.isEmpty {
      for one in try cases.vault.codes(forSearch: text) {
        switch BlindIndex.Kind(rawValue: one.kind) {
        case .name: out.append((ground, one.kind, one.code))
        case .soundOfName: out.append((.sound, one.kind, one.code))
        default: continue
        }
      }
    }
    return out
  }

  /// Looks for the person in the agency's own cases, by name, sound, birth date and telephone; no case is opened, and none
  /// that is sealed is looked at. A case that must not be known of, in which anybody who could be the person is not the
  /// victim, is concealed at once, from the answer and from the handler. Searching again finds what came meanwhile.
  package func search(_ id: ID<SubjectRequest>, by inquirer: Inquirer) async throws {
    let identity = try await identity(id, by: inquirer), store = self
    let wanted = try grounds(identity)
    try await change(id, by: inquirer, rule: "subject-access-search") { connection, found in
      var held: [String: [String: Set<Ground>]] = [:]
      for one in wanted {
        for row in try connection.rows(
          """
          SELECT x.record, x.person FROM person_index i JOIN access_person x ON x.person = i.person
          JOIN access_record r ON r.id = x.record
          WHERE i.kind = \(one.kind) AND i.code = \(one.code) AND r.owner_agency = \(found.agency) AND r.sealed = 0
          """)
        {
          let record = try row.text("record"), person = try row.text("person")
          held[record, default: [:]][person, default: []].insert(one.ground)
        }
      }
      for (record, persons) in held.sorted(by: { $0.key < $1.key }) {
        func weight(_ person: String) -> Int { (persons[person] ?? []).reduce(0) { $0 + $1.weight } }
        let best = persons.keys.map(weight).max() ?? 0
        // A name that only sounds alike is no match by itself.
        guard best > Ground.sound.weight else { continue }
        // A family name alone, or two who match alike, do not say who it is: the handler does.
        let likely = persons.keys.filter { weight($0) == best }
        let person = best >= Ground.fullName.weight && likely.count == 1 ? likely.first ?? "" : ""
        let matched = Set(likely.flatMap { persons[$0] ?? [] }).sorted { $0.weight > $1.weight }.map(\.rawValue)
        let all = persons.keys.sorted()
        let standing = try store.isConcealed(record, all, connection) ? "concealed" : "found"
        try connection.run(
          """
          INSERT INTO subject_request_case (request, record, person, persons, matched, weight, standing)
          VALUES (\(id), \(record), \(person), \(all.joined(separator: " ")), \(matched.joined(separator: " ")), \(best),
            \(standing))
          ON CONFLICT (request, record) DO UPDATE SET persons = excluded.persons
          """)
      }
      try store.concealAnew(id, connection)
    }
  }

  /// Whether a case must not be known of to somebody who could be any of these people of it.
  private func isConcealed(_ record: String, _ persons: [String], _ connection: any Connection) throws -> Bool {
    let panel = try connection.row("SELECT panel FROM access_record WHERE id = \(record)")?.text("panel") ?? ""
    guard gate.words.panel(panel)?.isSensitive ?? true else { return false }
    let roles = try CaseStore.roles(ID(record), connection)
    return persons.contains { !(roles[ID($0)] ?? []).contains(.victim) }
  }

  /// Conceals what has come to need it since it was found: its items go, and whoever was on it for the request leaves it.
  /// Tells whether there was any.
  @discardableResult
  func concealAnew(_ id: ID<SubjectRequest>, _ connection: any Connection) throws -> Bool {
    var isAny = false
    for row in try connection.rows(
      """
      SELECT record, persons FROM subject_request_case
      WHERE request = \(id) AND standing IN ('found', 'taken', 'decided') ORDER BY record
      """)
    {
      let record = try row.text("record")
      guard try isConcealed(record, row.text("persons").split(separator: " ").map(String.init), connection) else { continue }
      isAny = true
      try connection.run("DELETE FROM subject_request_item WHERE request = \(id) AND record = \(record)")
      try SubjectAccessStore.set(.concealed, ID(record), id, connection)
      try giveBack(ID(record), id, connection)
    }
    return isAny
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
      ORDER BY m.weight DESC, c.opened_on, c.id
      """
    ).map { row in
      Match(
        record: try row.id("record"), reference: try row.text("reference"), panel: try row.text("panel"),
        person: try row.id("person"), matched: try row.text("matched").split(separator: " ").map(String.init),
        standing: .init(rawValue: try row.text("standing")) ?? .concealed)
    }
  }

  /// Takes a case onto the request: whoever asks is on it from now on, for this purpose only, and everybody on it sees that.
  /// A colleague takes it over in the same way; a case that was put aside comes back.
  package func take(_ record: ID<Case>, onto id: ID<SubjectRequest>, by inquirer: Inquirer) async throws {
    let today = today, store = self
    try await change(id, by: inquirer, rule: "subject-access-case-taken") { connection, found in
      try store.concealAnew(id, connection)
      guard
        let match = try SubjectAccessStore.matches(id, connection).first(where: { $0.record == record }),
        match.standing != .concealed
      else { throw AccessRefused.unknown }
      if try !AccessRegister.isMember(inquirer.account, of: ID(record.text), connection) {
        try AccessRegister.join(
          inquirer.account, ID(record.text), as: "subject access request \(found.reference)", from: today,
          by: inquirer.account, onlyFor: SubjectAccessStore.purpose, connection)
        try connection.run(
          """
          INSERT INTO subject_request_member (request, record, account) VALUES (\(id), \(record), \(inquirer.account))
          ON CONFLICT DO NOTHING
          """)
      }
      // Whatever else stands against it stands: a conflict of interest, a narrowing, the marking.
      guard let decision = try store.gate.decision(.read, on: ID(record.text), for: inquirer, connection)?.decision,
        decision.isAllowed
      else {
        throw Refusal(
          "case-not-readable", place: match.reference, "You may not read this case, also for this purpose.",
          remedy: "Ask a colleague with the duty to handle it, or the case lead to lift what stands against it.")
      }
      if match.standing == .found || match.standing == .other { try SubjectAccessStore.set(.taken, record, id, connection) }
    }
  }

  /// It is somebody else of the same name.
  package func leave(_ record: ID<Case>, of id: ID<SubjectRequest>, by inquirer: Inquirer) async throws {
    let store = self
    try await change(id, by: inquirer, rule: "subject-access-other-person") { connection, _ in
      guard let match = try SubjectAccessStore.matches(id, connection).first(where: { $0.record == record }),
        match.standing != .concealed, match.standing != .other
      else { throw AccessRefused.unknown }
      try connection.run("DELETE FROM subject_request_item WHERE request = \(id) AND record = \(record)")
      try SubjectAccessStore.set(.other, record, id, connection)
      try store.giveBack(record, id, connection)
    }
  }

  /// Whoever came onto a case for the request leaves it; who was on it before stays.
  func giveBack(_ record: ID<Case>, _ id: ID<SubjectRequest>, _ connection: any Connection) throws {
    for row in try connection.rows(
      "SELECT account FROM subject_request_member WHERE request = \(id) AND record = \(record)")
    {
      let account = try row.text("account")
      // Somebody put on the case for good meanwhile stays too.
      guard try !AccessRegister.isMember(account, of: ID(record.text), connection) else { continue }
      try AccessRegister.leave(account, ID(record.text), on: today + -1, connection)
    }
  }

  static func set(_ standing: Match.Standing, _ record: ID<Case>, _ id: ID<SubjectRequest>, _ connection: any Connection) throws {
    try connection.run(
      "UPDATE subject_request_case SET standing = \(standing.rawValue) WHERE request = \(id) AND record = \(record)")
  }
}
