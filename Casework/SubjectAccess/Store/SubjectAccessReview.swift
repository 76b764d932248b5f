import Audit
import Basics
import CaseworkModel
import Crypto
import Database
import GuardedFields
import PartnershipModel
import PartnershipStore

/// Testing each item, the safety check, approvals, the answer.
extension SubjectAccessStore {
  package struct View: Sendable {
    package let request: SubjectRequest
    package let identity: SubjectIdentity
    /// Cases but those that are concealed.
    package let matches: [Match]
    package let safety: String
    package let endReason: String
  }

  package func read(_ id: ID<SubjectRequest>, by inquirer: Inquirer) async throws -> View {
    let identity = try await identity(id, by: inquirer), store = self
    let (found, matches, safety, reason, entry) = try await database.read { connection in
      let found = try store.handled(id, by: inquirer, connection)
      let row = try connection.row("SELECT safety, end_reason FROM subject_request WHERE id = \(id)")
      return (
        found, try SubjectAccessStore.matches(id, connection).filter { $0.standing != .concealed },
        try row?.optionalText("safety"), try row?.optionalText("end_reason"),
        try SubjectAccessStore.entry(.decision, found, inquirer, rules: ["subject-access-read"])
      )
    }
    _ = try await cases.reads.record(entry)
    let key = try await key(id)
    return View(
      request: found, identity: identity, matches: matches,
      safety: try safety.map {
        try GuardedField.subjectSafety.open(SealedField(text: $0), row: id.text, version: 1, under: key)
      } ?? "", endReason: reason ?? "")
  }

  package func list(of agency: String) async throws -> [SubjectRequest] {
    let store = self
    return try await database.read { connection in
      try store.rows("WHERE agency = \(agency) ORDER BY received_on DESC, id DESC LIMIT 500", connection)
    }
  }

  /// The items of one case on the request, with what was decided so far. What is of other people begins withheld.
  package func items(_ record: ID<Case>, of id: ID<SubjectRequest>, by inquirer: Inquirer) async throws -> [SubjectItem] {
    let store = self
    let (match, decided) = try await database.read { connection in
      _ = try store.handled(id, by: inquirer, connection)
      guard let match = try SubjectAccessStore.matches(id, connection).first(where: { $0.record == record }),
        match.standing == .taken || match.standing == .decided
      else { throw AccessRefused.unknown }
      let rows = try connection.rows("SELECT * FROM subject_request_item WHERE request = \(id) AND record = \(record)")
      return (match, rows)
    }
    let view = try await cases.read(record, by: inquirer), key = try await key(id)
    return try DisclosureStore.items(of: view).map { held in
      var item = held
      let isOwn = item.kind != .note && item.item == match.person.text
      if isOwn { item.choice = .whole } else if item.kind != .note { item.reason = "other-person" }
      guard
        let row = try decided.first(where: {
          try $0.text("kind") == item.kind.rawValue && $0.text("item") == item.item
        })
      else { return SubjectItem(item, thirdParty: isOwn ? .nobody : item.kind == .note || match.person.text.isEmpty ? nil : .unreasonable) }
      item.choice = .init(rawValue: try row.text("choice")) ?? .withheld
      item.reason = try row.optionalText("reason") ?? ""
      if item.choice == .redacted, let sealed = try row.optionalText("leaving") {
        item.replacement = try DisclosureStore.open(
          DisclosureStore.LeavingText.self, sealed, .subjectItem, row: SubjectAccessStore.place(id, record, item),
          version: 1, under: key
        ).text
      }
      return SubjectItem(item, thirdParty: .init(rawValue: try row.text("third_party")))
    }
  }

  private static func place(_ id: ID<SubjectRequest>, _ record: ID<Case>, _ item: DisclosureItem) -> String {
    "\(id.text):\(record.text):\(item.kind.rawValue):\(item.item)"
  }

  /// Puts down what was decided of every item of one case; refuses one that is left out. A label that rules out
  /// disclosures lets no note out whole.
  package func decide(
    _ chosen: [SubjectItem], on record: ID<Case>, of id: ID<SubjectRequest>, by inquirer: Inquirer
  ) async throws {
    let held = try await items(record, of: id, by: inquirer), key = try await key(id)
    var statements: [SQL] = []
    for (position, one) in held.enumerated() {
      var decided = one
      if let choice = chosen.first(where: { $0.item.kind == one.item.kind && $0.item.item == one.item.item }) {
        decided.thirdParty = choice.thirdParty
        decided.item.choice = choice.item.choice
        decided.item.replacement = choice.item.replacement
        decided.item.reason = choice.item.reason
      }
      decided = try decided.checked(reasons)
      let item = decided.item, reason: String? = item.reason.isEmpty ? nil : item.reason
      let leaving = try item.leaving.map {
        try DisclosureStore.seal(
          DisclosureStore.LeavingText(title: item.title, text: $0), .subjectItem,
          row: SubjectAccessStore.place(id, record, item), version: 1, under: key)
      }
      statements.append(
        """
        INSERT INTO subject_request_item (request, record, kind, item, position, third_party, choice, reason, leaving)
        VALUES (\(id), \(record), \(item.kind.rawValue), \(item.item), \(position),
          \(decided.thirdParty?.rawValue ?? ""), \(item.choice.rawValue), \(reason), \(leaving))
        """)
    }
    let writes = statements, labels = cases.labels, isWhole = chosen.contains { $0.item.kind == .note && $0.item.choice == .whole }
    try await change(id, by: inquirer, rule: "subject-access-items") { connection, _ in
      if isWhole { try LabelCheck.check("disclosures", CaseStore.labels(record, connection), labels) }
      try connection.run("DELETE FROM subject_request_item WHERE request = \(id) AND record = \(record)")
      try connection.batch(writes)
      try connection.run(
        """
        UPDATE subject_request_case SET standing = 'decided', decided_by = \(inquirer.account)
        WHERE request = \(id) AND record = \(record) AND standing IN ('taken', 'decided')
        """)
    }
  }

  /// Ends the review: every case is decided, and whoever reviewed it says what was looked at for the safety of others.
  /// Sensitive work, and a case where somebody else is the victim, need two approvals.
  package func review(_ id: ID<SubjectRequest>, safety: String, by inquirer: Inquirer) async throws {
    try DisclosureText.check(safety, "Safety check", longest: 2_000)
    let sealed = try GuardedField.subjectSafety.seal(safety, row: id.text, version: 1, under: try await key(id)).text
    let store = self
    try await change(id, by: inquirer, rule: "subject-access-reviewed") { connection, _ in
      try store.concealAnew(id, connection)
      let matches = try SubjectAccessStore.matches(id, connection)
      if let open = matches.first(where: { $0.standing == .found || $0.standing == .taken }) {
        throw Refusal(
          "case-open", place: open.reference, "Nothing is decided about this case yet.",
          remedy: "Take it on and test its items, or say that it is somebody else.")
      }
      // What is concealed does not count, or the number of approvals would tell of it.
      let needsTwo = try matches.contains { match in
        guard match.standing == .decided else { return false }
        let roles = try CaseStore.roles(match.record, connection)
        let hasOtherVictim = roles.contains { $0.key != match.person && $0.value.contains(.victim) }
        return store.gate.words.panel(match.panel)?.isSensitive ?? true || hasOtherVictim
      }
      try connection.run(
        """
        UPDATE subject_request SET state = 'reviewed', safety = \(sealed), reviewed_by = \(inquirer.account),
          revision = revision + 1, approvals_needed = \(needsTwo ? 2 : 1)
        WHERE id = \(id)
        """)
      try connection.run("DELETE FROM subject_request_approval WHERE request = \(id)")
    }
  }

  /// Goes back to the review; approvals are void.
  package func reopen(_ id: ID<SubjectRequest>, by inquirer: Inquirer) async throws {
    try await change(id, by: inquirer, rule: "subject-access-reopened", in: [.reviewed, .approved]) { connection, _ in
      try connection.run("UPDATE subject_request SET state = 'received' WHERE id = \(id)")
      try connection.run("DELETE FROM subject_request_approval WHERE request = \(id)")
    }
  }

  /// An approval by somebody of the agency other than the handler.
  /// `revision` is the one that was looked at.
  package func approve(
    _ id: ID<SubjectRequest>, revision: Int, by inquirer: Inquirer, name: String, isOverseer: Bool
  ) async throws {
    let store = self, now = clock.now()
    try await audit.write { connection in
      let found = try store.approvable(id, by: inquirer, isOverseer, connection)
      guard found.state == .reviewed else { throw SubjectAccessStore.notNow(found) }
      guard found.revision == revision else { throw SubjectAccessStore.changed(found) }
      guard !found.authors.contains(inquirer.account), !found.approvals.contains(where: { $0.account == inquirer.account }) else {
        throw Refusal(
          "own-approval", place: found.reference, "Nobody approves their own work, or twice.",
          remedy: "Ask somebody else of your agency.")
      }
      try connection.run(
        """
        INSERT INTO subject_request_approval (request, account, name, approved_at)
        VALUES (\(id), \(inquirer.account), \(name), \(now))
        """)
      if found.approvals.count + 1 >= found.approvalsNeeded {
        try connection.run("UPDATE subject_request SET state = 'approved' WHERE id = \(id)")
      }
      try store.audit.append(
        try SubjectAccessStore.entry(.decision, found, inquirer, rules: ["subject-access-approved"]), now: now,
        in: connection)
    }
  }

  /// A request that somebody may approve: of the own agency, by who oversees its sharing, or may disclose on every panel
  /// whose cases are in it.
  private func approvable(
    _ id: ID<SubjectRequest>, by inquirer: Inquirer, _ isOverseer: Bool, _ connection: any Connection
  ) throws -> SubjectRequest {
    guard let found = try row(id, connection), found.state.isOpen,
      let subject = try gate.person(inquirer, connection), subject.agency == found.agency, subject.status == .active,
      try isFree(inquirer.account, of: id, connection)
    else { throw AccessRefused.unknown }
    if isOverseer { return found }
    let held = gate.practice.panels(for: subject.roles, .disclose)
    let matches = try SubjectAccessStore.matches(id, connection).filter { $0.standing == .decided }
    guard matches.allSatisfy({ held.contains($0.panel) }), !held.isEmpty else { throw AccessRefused.unknown }
    return found
  }

  /// What would be sent, for whoever is asked to approve it.
  package func answerToApprove(_ id: ID<SubjectRequest>, by inquirer: Inquirer, isOverseer: Bool) async throws -> (
    answer: SubjectAnswer, revision: Int
  ) {
    let store = self
    let (found, entry) = try await database.read { connection in
      let found = try store.approvable(id, by: inquirer, isOverseer, connection)
      return (
        found, try SubjectAccessStore.entry(.decision, found, inquirer, rules: ["subject-access-answer-read"])
      )
    }
    _ = try await cases.reads.record(entry)
    return (try await answer(id), found.revision)
  }

  /// The same for its handler.
  package func answer(_ id: ID<SubjectRequest>, by inquirer: Inquirer) async throws -> SubjectAnswer {
    let store = self
    let entry = try await database.read { connection in
      let found = try store.handled(id, by: inquirer, connection)
      return try SubjectAccessStore.entry(.decision, found, inquirer, rules: ["subject-access-answer-read"])
    }
    _ = try await cases.reads.record(entry)
    return try await answer(id)
  }

  private func answer(_ id: ID<SubjectRequest>) async throws -> SubjectAnswer {
    let (found, name, sealed, matches, rows) = try await database.read { connection in
      guard let found = try row(id, connection) else { throw AccessRefused.unknown }
      return (
        found, try DisclosureStore.name(of: found.agency, connection) ?? "",
        try connection.row("SELECT identity FROM subject_request WHERE id = \(id)")?.text("identity") ?? "",
        try SubjectAccessStore.matches(id, connection).filter { $0.standing == .decided },
        try connection.rows("SELECT * FROM subject_request_item WHERE request = \(id) ORDER BY position")
      )
    }
    let key = try await key(id)
    let identity = try DisclosureStore.open(
      SubjectIdentity.self, sealed, .subjectIdentity, row: id.text, version: 1, under: key)
    let parts = try matches.map { match in
      let own = try rows.filter { try $0.text("record") == match.record.text }
      let items = try own.compactMap { row -> DisclosureItem? in
        guard let sealed = try row.optionalText("leaving") else { return nil }
        let kind = DisclosureItem.Kind(rawValue: try row.text("kind")) ?? .note
        let place = "\(id.text):\(match.record.text):\(kind.rawValue):\(try row.text("item"))"
        let text = try DisclosureStore.open(
          DisclosureStore.LeavingText.self, sealed, .subjectItem, row: place, version: 1, under: key)
        return DisclosureItem(
          kind: kind, item: try row.text("item"), title: text.title, text: text.text, categories: [],
          choice: .init(rawValue: try row.text("choice")) ?? .redacted, replacement: text.text)
      }
      let told = try own.compactMap { try $0.optionalText("reason").flatMap { reasons[$0] } }.filter(\.isTold)
      return SubjectAnswer.Part(
        caseReference: match.reference, panel: gate.words.panel(match.panel)?.title ?? match.panel, items: items,
        told: Set(told.map(\.title)).sorted())
    }
    return SubjectAnswer(
      reference: found.reference, name: identity.name, agency: name, answeredOn: today, regime: found.regime,
      parts: parts)
  }

  /// Makes the answer's file; PDF bytes.
  package typealias Printing = @Sendable (SubjectAnswer) async throws -> [UInt8]

  /// Freezes the answer and records the disclosure to the person; the handler leaves the cases.
  package func send(_ id: ID<SubjectRequest>, by inquirer: Inquirer, printing: Printing) async throws {
    let store = self
    // First where it stands, then its texts: a later review has another revision, and is refused at the end.
    let before = try await database.read { connection in try store.handled(id, by: inquirer, connection) }
    guard before.state == .approved else { throw SubjectAccessStore.notNow(before) }
    let made = try await answer(id, by: inquirer), bytes = try await printing(made)
    let sealed = try GuardedField.subjectAnswer.seal(bytes: bytes, row: id.text, version: 1, under: try await key(id)).bytes
    let digest = Hex.text(Array(SHA256.hash(data: bytes))), now = clock.now(), day = today
    try await audit.write { connection in
      let found = try store.handled(id, by: inquirer, connection)
      guard found.state == .approved, found.clock.standing == nil else { throw SubjectAccessStore.notNow(found) }
      guard found.revision == before.revision else { throw SubjectAccessStore.changed(found) }
      try store.checkStanding(id, found, inquirer, connection)
      let persons = try SubjectAccessStore.persons(id, connection)
      let entry = try SubjectAccessStore.entry(
        persons.isEmpty ? .decision : .disclosure, found, inquirer, rules: ["subject-access-answered"],
        individuals: persons, recipient: persons.isEmpty ? nil : "subject:\(id.text)")
      let index = try store.audit.append(entry, now: now, in: connection)
      try connection.run(
        """
        UPDATE subject_request SET state = 'answered', ended_on = \(day), answer = \(sealed),
          answer_sha256 = \(digest), entry_index = \(index) WHERE id = \(id)
        """)
      try store.leaveAll(id, connection)
    }
  }

  /// What stood against an item when it was decided is looked at once more when it leaves.
  private func checkStanding(
    _ id: ID<SubjectRequest>, _ found: SubjectRequest, _ inquirer: Inquirer, _ connection: any Connection
  ) throws {
    let back = Refusal(
      "changed-meanwhile", place: found.reference, "Something has come to stand against this answer since it was reviewed.",
      remedy: "Go back to the review.")
    guard try !concealAnew(id, connection) else { throw back }
    for match in try SubjectAccessStore.matches(id, connection) where match.standing == .decided {
      guard try AccessRegister.isClear(inquirer.account, for: ID(match.record.text), connection) else { throw back }
      let whole = try connection.row(
        """
        SELECT item FROM subject_request_item WHERE request = \(id) AND record = \(match.record) AND kind = 'note'
          AND choice = 'whole' LIMIT 1
        """)
      if whole != nil { try LabelCheck.check("disclosures", CaseStore.labels(match.record, connection), cases.labels) }
    }
  }

  /// Whose data is in the answer.
  private static func persons(_ id: ID<SubjectRequest>, _ connection: any Connection) throws -> [String] {
    try connection.rows(
      """
      SELECT item AS person FROM subject_request_item WHERE request = \(id) AND kind <> 'note' AND choice <> 'withheld'
      UNION SELECT person FROM subject_request_case WHERE request = \(id) AND standing = 'decided' AND person <> ''
      ORDER BY 1
      """
    ).map { try $0.text("person") }
  }

  /// Ends a request without an answer: withdrawn, or refused as manifestly unfounded or excessive, with the reason.
  package func end(_ id: ID<SubjectRequest>, as state: SubjectRequest.State, reason: String, by inquirer: Inquirer) async throws {
    guard state == .refused || state == .withdrawn else {
      throw Refusal("state", place: "How it ended", "Nothing is chosen.", remedy: "Choose one.")
    }
    try DisclosureText.check(reason, "Reason", longest: 1_000)
    let day = today, store = self
    try await change(id, by: inquirer, rule: "subject-access-\(state.rawValue)", in: [.received, .reviewed, .approved]) {
      connection, _ in
      try connection.run(
        "UPDATE subject_request SET state = \(state.rawValue), ended_on = \(day), end_reason = \(reason) WHERE id = \(id)")
      try store.leaveAll(id, connection)
    }
  }

  private func leaveAll(_ id: ID<SubjectRequest>, _ connection: any Connection) throws {
    for match in try SubjectAccessStore.matches(id, connection) { try giveBack(match.record, id, connection) }
  }

  /// The file as it was sent, for the handler.
  package func file(_ id: ID<SubjectRequest>, by inquirer: Inquirer) async throws -> (name: String, bytes: [UInt8]) {
    let store = self
    let (found, sealed, entry) = try await database.read { connection in
      let found = try store.handled(id, by: inquirer, connection)
      guard let sealed = try connection.row("SELECT answer FROM subject_request WHERE id = \(id)")?.optionalBlob("answer")
      else { throw AccessRefused.unknown }
      return (found, sealed, try SubjectAccessStore.entry(.decision, found, inquirer, rules: ["subject-access-file"]))
    }
    _ = try await cases.reads.record(entry)
    return (
      "\(found.reference).pdf",
      try GuardedField.subjectAnswer.openBytes(SealedField(sealed), row: id.text, version: 1, under: try await key(id))
    )
  }
}
