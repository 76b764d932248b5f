import Audit
import Basics
import CaseworkModel
import Crypto
import Database
import GuardedFields
import PartnershipModel
import PartnershipStore

/// Batches of erasure: proposed from what is due, approved by two people, carried out with a certificate.
extension RetentionStore {
  package struct Batch: Sendable {
    package enum State: String, Sendable {
      case proposed, approved, erasing, done, withdrawn
      package var label: String {
        switch self {
        case .proposed: "Proposed"
        case .approved: "Approved"
        case .erasing: "Being erased"
        case .done: "Erased"
        case .withdrawn: "Withdrawn"
        }
      }
    }
    package struct Line: Sendable, Hashable {
      package let record: ID<Case>
      package let reference: String, rule: String
      package let due: Day
      package let isErased: Bool
      /// Why it was left out when the batch was carried out.
      package let leftOut: String?
    }

    package let id: String, agency: String
    package let state: State
    package let proposedAt: Instant, doneAt: Instant?
    package let approvals: [(account: String, name: String)]
    package let lines: [Line]
    package let certificate: String?
  }

  package func batches(agency: String) async throws -> [Batch] {
    try await database.read { connection in
      try connection.rows(
        "SELECT id FROM retention_batch WHERE agency = \(agency) ORDER BY proposed_at DESC LIMIT 50"
      ).compactMap { try RetentionStore.batch(try $0.text("id"), agency, connection) }
    }
  }

  package func batch(_ id: String, agency: String) async throws -> Batch? {
    try await database.read { connection in try RetentionStore.batch(id, agency, connection) }
  }

  private static func batch(_ id: String, _ agency: String, _ connection: any Connection) throws -> Batch? {
    guard let row = try connection.row("SELECT * FROM retention_batch WHERE id = \(id) AND agency = \(agency)") else {
      return nil
    }
    let lines = try connection.rows(
      """
      SELECT l.*, c.reference FROM retention_batch_case l JOIN case_file_cover c ON c.id = l.record
      WHERE l.batch = \(id) ORDER BY l.due, l.record
      """)
    let approvals = try connection.rows(
      "SELECT account, name FROM retention_approval WHERE batch = \(id) ORDER BY approved_at, account")
    return Batch(
      id: id, agency: agency, state: .init(rawValue: try row.text("state")) ?? .withdrawn,
      proposedAt: try row.instant("proposed_at"), doneAt: try row.optionalInstant("done_at"),
      approvals: try approvals.map { (try $0.text("account"), try $0.text("name")) },
      lines: try lines.map {
        Batch.Line(
          record: try $0.id("record"), reference: try $0.text("reference"), rule: try $0.text("rule"),
          due: try $0.day("due"), isErased: try $0.bool("erased"), leftOut: try $0.optionalText("left_out"))
      }, certificate: try row.optionalText("certificate"))
  }

  /// Proposes to erase what is due and not held back. A case that is due for review is in it only when it is named.
  package func propose(_ reviewed: Set<String>, by actor: AuditActor) async throws -> String {
    guard let agency = actor.agency, let account = actor.user else { throw AccessRefused.unknown }
    let store = self, now = clock.now(), own = ID<Batch>(at: now).text
    return try await audit.write { connection in
      let lines = try store.due(agency, connection).filter {
        $0.blocks.isEmpty && ($0.rule.action == .erase || reviewed.contains($0.reference))
      }.prefix(RetentionStore.mostInBatch)
      guard !lines.isEmpty else {
        throw Refusal("nothing-due", "Nothing is due that could be erased now.", remedy: "Look at what holds it back.")
      }
      let open = try connection.row(
        "SELECT id FROM retention_batch WHERE agency = \(agency) AND state IN ('proposed', 'approved', 'erasing') LIMIT 1")
      guard open == nil else {
        throw Refusal("batch-open", "A batch is open already.", remedy: "Carry it out or withdraw it first.")
      }
      try connection.run(
        """
        INSERT INTO retention_batch (id, agency, state, proposed_at, proposed_by)
        VALUES (\(own), \(agency), 'proposed', \(now), \(account))
        """)
      try connection.batch(
        lines.map {
          """
          INSERT INTO retention_batch_case (batch, record, rule, due, erased)
          VALUES (\(own), \($0.record), \($0.rule.id), \($0.due), 0)
          """
        })
      try store.append("batch-proposed", "retention-batch", own, by: actor, connection)
      return own
    }
  }

  /// An approval; whoever proposed the batch may give one of the two, nobody gives both.
  package func approve(_ id: String, by actor: AuditActor, name: String) async throws {
    guard let agency = actor.agency, let account = actor.user else { throw AccessRefused.unknown }
    let store = self, now = clock.now()
    try await audit.write { connection in
      guard let batch = try RetentionStore.batch(id, agency, connection) else { throw AccessRefused.unknown }
      guard batch.state == .proposed else { throw RetentionStore.notNow(batch) }
      guard !batch.approvals.contains(where: { $0.account == account }) else {
        throw Refusal("own-approval", "You have approved this batch already.", remedy: "Ask a second person.")
      }
      try connection.run(
        """
        INSERT INTO retention_approval (batch, account, name, approved_at)
        VALUES (\(id), \(account), \(name), \(now))
        """)
      if batch.approvals.count + 1 >= RetentionStore.approvals {
        try connection.run("UPDATE retention_batch SET state = 'approved' WHERE id = \(id)")
      }
      try store.append("batch-approved", "retention-batch", id, by: actor, connection)
    }
  }

  package func withdraw(_ id: String, by actor: AuditActor) async throws {
    guard let agency = actor.agency else { throw AccessRefused.unknown }
    let store = self
    try await audit.write { connection in
      guard let batch = try RetentionStore.batch(id, agency, connection) else { throw AccessRefused.unknown }
      guard batch.state == .proposed || batch.state == .approved else { throw RetentionStore.notNow(batch) }
      try connection.run("UPDATE retention_batch SET state = 'withdrawn' WHERE id = \(id)")
      try store.append("batch-withdrawn", "retention-batch", id, by: actor, connection)
    }
  }

  private static func notNow(_ batch: Batch) -> Refusal {
    Refusal(
      "batch-state", "This cannot be done now: the batch is “\(batch.state.label)”.", remedy: "Open the list again.")
  }

  /// Carries an approved batch out, in three steps of which each can be repeated: what is erased is fixed and in the log; the
  /// keys go; the rows go and the certificate is made. What has come to be held back meanwhile, or is no longer due, is
  /// left out and said so. A person goes with the last case.
  package func carryOut(_ id: String, by actor: AuditActor) async throws {
    guard let agency = actor.agency else { throw AccessRefused.unknown }
    let store = self
    let owners = try await audit.write { connection in try store.begin(id, agency, actor, connection) }
    let proofs = owners.isEmpty ? [] : try await cases.keys.erase(owners)
    try await audit.write { connection in try store.finish(id, agency, owners, proofs, connection) }
  }

  /// Fixes what is erased, or finds it again when it was begun before.
  private func begin(_ id: String, _ agency: String, _ actor: AuditActor, _ connection: any Connection) throws -> [KeyOwner] {
    guard let batch = try RetentionStore.batch(id, agency, connection) else { throw AccessRefused.unknown }
    if batch.state == .erasing { return try RetentionStore.owners(id, connection) }
    guard batch.state == .approved, batch.approvals.count >= RetentionStore.approvals else {
      throw RetentionStore.notNow(batch)
    }
    let due = try due(agency, connection), now = clock.now()
    var erasing: [ID<Case>] = []
    for line in batch.lines {
      let still = due.first { $0.record == line.record }
      let why = still == nil ? "No longer due" : still?.blocks.first.map { $0 == "Legal hold" ? $0 : "Held back" }
      if let why {
        try connection.run(
          "UPDATE retention_batch_case SET left_out = \(why) WHERE batch = \(id) AND record = \(line.record)")
      } else {
        erasing.append(line.record)
      }
    }
    let persons = try lastPersons(of: erasing, connection)
    let disclosures = try unsentDisclosures(of: erasing, connection)
    let owners =
      try erasing.map { try KeyOwner(.case, $0) } + persons.map { try KeyOwner(.person, $0) }
      + disclosures.map { try KeyOwner(.disclosure, $0) }
    try connection.batch(
      owners.map { "INSERT INTO retention_batch_owner (batch, owner) VALUES (\(id), \($0.description))" })
    try connection.run("UPDATE retention_batch SET state = 'erasing' WHERE id = \(id)")
    var entries: [AuditEntry] = []
    for start in stride(from: 0, to: max(persons.count, 1), by: AuditEntry.mostIndividuals) {
      let part = Array(persons.dropFirst(start).prefix(AuditEntry.mostIndividuals))
      entries.append(
        try AuditEntry(
          part.isEmpty ? .admin : .erasure, by: actor, object: AuditObject(kind: "retention-batch", id: id),
          individuals: part, grounds: AuditGrounds(rules: ["batch-carried-out"])))
    }
    let index = try audit.append(entries, now: now, in: connection).lowerBound
    try connection.run("UPDATE retention_batch SET entry_index = \(index) WHERE id = \(id)")
    return owners
  }

  private static func owners(_ id: String, _ connection: any Connection) throws -> [KeyOwner] {
    try connection.rows("SELECT owner FROM retention_batch_owner WHERE batch = \(id) ORDER BY owner").compactMap {
      KeyOwner(try $0.text("owner"))
    }
  }

  /// The keys are gone: now the rows, the marks and the certificate.
  private func finish(
    _ id: String, _ agency: String, _ owners: [KeyOwner], _ proofs: [ErasureProof], _ connection: any Connection
  ) throws {
    guard let batch = try RetentionStore.batch(id, agency, connection), batch.state == .erasing,
      let entry = try connection.row("SELECT entry_index FROM retention_batch WHERE id = \(id)")?.optionalInt("entry_index")
    else { return }
    let now = clock.now()
    let records = owners.filter { $0.kind == .case }, persons = owners.filter { $0.kind == .person }
    for record in records {
      try clear(ID(record.id), now, connection)
      try connection.run("UPDATE retention_batch_case SET erased = 1 WHERE batch = \(id) AND record = \(record.id)")
    }
    for disclosure in owners where disclosure.kind == .disclosure {
      try connection.run("DELETE FROM disclosure_item WHERE disclosure = \(disclosure.id)")
    }
    for person in persons { try clear(person: person.id, connection) }
    let note = try audit.signReceipt(
      RetentionStore.certificate(batch, records.count, persons.count, proofs, entry: entry, now))
    try connection.run(
      "UPDATE retention_batch SET state = 'done', done_at = \(now), certificate = \(note.description) WHERE id = \(id)")
    try connection.run("DELETE FROM retention_batch_owner WHERE batch = \(id)")
  }

  /// Requests for the cases that led to nothing being sent: what was asked, and why not, goes with the case.
  private func unsentDisclosures(of records: [ID<Case>], _ connection: any Connection) throws -> [String] {
    guard !records.isEmpty else { return [] }
    return try connection.rows(
      """
      SELECT id FROM disclosure WHERE state IN ('refused', 'answered')
        AND record IN (\(sql: SQL.joined(records.map { "\($0)" as SQL }, by: ", "))) ORDER BY id
      """
    ).map { try $0.text("id") }
  }

  /// People who are part of no other case that is kept.
  private func lastPersons(of records: [ID<Case>], _ connection: any Connection) throws -> [String] {
    guard !records.isEmpty else { return [] }
    let list = SQL.joined(records.map { "\($0)" as SQL }, by: ", ")
    return try connection.rows(
      """
      SELECT DISTINCT p.person FROM access_person p WHERE p.record IN (\(sql: list)) AND NOT EXISTS (
        SELECT 1 FROM access_person o WHERE o.person = p.person AND o.record NOT IN (\(sql: list))) ORDER BY p.person
      """
    ).map { try $0.text("person") }
  }

  /// What of a case stays: reference, panel, dates, counted actions. Everything said about people goes.
  private func clear(_ record: ID<Case>, _ now: Instant, _ connection: any Connection) throws {
    let notes: SQL = "SELECT n.id FROM case_note n WHERE n.case_id = \(record)"
    try connection.batch([
      "DELETE FROM case_note_category WHERE note IN (\(sql: notes))", "DELETE FROM case_note WHERE case_id = \(record)",
      "DELETE FROM case_file WHERE case_id = \(record)", "DELETE FROM case_label WHERE case_id = \(record)",
      "DELETE FROM case_party WHERE case_id = \(record)", "DELETE FROM access_person WHERE record = \(record)",
      "UPDATE access_record SET person_count = 0 WHERE id = \(record)",
      "DELETE FROM access_member WHERE record = \(record)",
      "UPDATE access_narrowing SET words = '' WHERE record = \(record)",
      "UPDATE break_glass SET words = '', review_words = NULL WHERE record = \(record)",
      """
      UPDATE access_request SET words = '', answer_words = '', answer = coalesce(answer, 'refused')
      WHERE record = \(record)
      """,
      "UPDATE retention_hold SET reason = '', lift_reason = NULL WHERE record = \(record)",
      "DELETE FROM retention_review WHERE record = \(record)",
      "UPDATE case_file_cover SET erased_at = \(now), closing_reason = NULL WHERE id = \(record)",
    ])
  }

  private func clear(person: String, _ connection: any Connection) throws {
    try connection.batch([
      "DELETE FROM person_index WHERE person = \(person)", "DELETE FROM person_phone WHERE person = \(person)",
      "DELETE FROM person_address WHERE person = \(person)", "DELETE FROM safe_address WHERE person = \(person)",
      "DELETE FROM access_conflict WHERE person = \(person)",
      "DELETE FROM insider_person_key WHERE person = \(person)", "DELETE FROM person WHERE id = \(person)",
    ])
  }

  /// The certificate: how much was erased, under which approvals, with a digest over the proofs of the keys. It names
  /// nobody.
  private static func certificate(
    _ batch: Batch, _ cases: Int, _ persons: Int, _ proofs: [ErasureProof], entry: Int, _ now: Instant
  ) -> String {
    let gone = proofs.flatMap { proof in proof.gone.map { "\(proof.owner) \($0.version) \($0.sha256)\n" } }.sorted().joined()
    let digest = Hex.text(Array(SHA256.hash(data: Array(gone.utf8))))
    return """
      Certificate of erasure, version 1
      batch \(batch.id)
      done \(now)
      cases \(cases)
      people \(persons)
      left-out \(batch.lines.count - cases)
      approved-by \(batch.approvals.map { DisclosureText.line($0.name) }.joined(separator: "; "))
      keys-destroyed \(proofs.reduce(0) { $0 + $1.gone.count })
      keys-sha256 \(digest)
      entry \(entry)

      """
  }
}
