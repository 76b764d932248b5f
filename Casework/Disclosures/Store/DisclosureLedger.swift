import Audit
import Basics
import CaseworkModel
import Database
import GuardedFields
import PartnershipModel
import PartnershipStore

/// The ledger of what left an agency, the promises that are open, and corrections.
extension DisclosureStore {
  /// One copy in the ledger; a disclosure that was refused or not sent yet has one line without a recipient.
  package struct LedgerLine: Sendable {
    package let disclosure: Disclosure
    package let caseReference: String?
    package let recipients: [DisclosureRecipient]
  }

  /// Everything that the reader's agency was asked and sent, newest first. Looking is in the log.
  package func ledger(by inquirer: Inquirer, limit: Int = 200) async throws -> [LedgerLine] {
    let lines = try await database.read { connection in
      let agency = try AccessGate.agency(of: inquirer.account, connection) ?? ""
      return try DisclosureStore.rows(
        "WHERE d.agency = \(agency) ORDER BY d.received_on DESC, d.id DESC LIMIT \(limit)", connection
      ).map { found in
        LedgerLine(
          disclosure: found,
          caseReference: try found.record.flatMap {
            try connection.row("SELECT reference FROM case_file_cover WHERE id = \($0)")?.text("reference")
          }, recipients: try DisclosureStore.recipients(of: found.id, connection))
      }
    }
    _ = try await cases.reads.record(
      try AuditEntry(
        .decision, by: CaseAudit.actor(inquirer, agency: nil), object: AuditObject(kind: "disclosures", id: "ledger"),
        grounds: AuditGrounds(rules: ["ledger-read"]), resultCount: lines.count))
    return lines
  }

  /// A promise that a recipient still owes.
  package struct Promise: Sendable {
    package let disclosure: Disclosure
    package let recipient: DisclosureRecipient
    package let deleteBy: Day
    /// Corrections that the recipient has not been told of.
    package let untold: Int
    package func isOverdue(on today: Day) -> Bool { deleteBy < today }
  }

  /// Copies of an agency's that were neither destroyed nor returned, soonest first.
  package func promises(of agency: String) async throws -> [Promise] {
    try await database.read { connection in
      let found = try DisclosureStore.rows(
        """
        WHERE d.agency = \(agency) AND d.state = 'sent' AND EXISTS (SELECT 1 FROM disclosure_recipient r
          WHERE r.disclosure = d.id AND r.standing IN ('sent', 'confirmed', 'kept'))
        ORDER BY d.delete_by, d.id LIMIT 500
        """, connection)
      return try found.flatMap { one in
        try DisclosureStore.recipients(of: one.id, connection).filter(\.standing.isPromise).map { recipient in
          Promise(
            disclosure: one, recipient: recipient, deleteBy: one.deleteBy ?? one.receivedOn,
            untold: try connection.row(
              """
              SELECT count(*) AS n FROM disclosure_correction WHERE recipient = \(recipient.id) AND told_at IS NULL
              """)?.int("n") ?? 0)
        }
      }
    }
  }

  /// Says that something in a case was wrong: a note of the case says so from now on, and everybody to whom it was sent is
  /// to be told (Data Protection Act 2018 s.38(4) and (5), s.48(5)). The words go to them, so it is a disclosure like the
  /// first: by the agency that leads the case, with the second factor, against no label. Tells how many are to be told.
  package func correct(
    note: ID<CaseNote>, on id: ID<Case>, words: String, by inquirer: Inquirer, name: String
  ) async throws -> Int {
    try DisclosureText.check(words, "What is right", longest: DisclosureGround.longest)
    let store = self, now = clock.now(), own = ID<CaseNote>(at: now)
    let copies = try await database.read { connection in try DisclosureStore.copies(of: note, connection) }
    let caseKey = try await cases.keys.key(for: KeyOwner(.case, id))
    let text = try GuardedField.note.seal("Correction: \(words)", row: own.text, version: 1, under: caseKey).text
    var sealed: [String: (id: String, words: String)] = [:]
    for copy in copies {
      let row = ID<Promise>(at: now).text
      sealed[copy.recipient] = (
        row,
        try GuardedField.correction.seal(words, row: row, version: 1, under: try await key(copy.disclosure)).text
      )
    }
    let told = sealed
    var asked = inquirer
    asked.reason = words
    let trial = asked
    return try await audit.write { connection in
      let grant = try store.gate.grant(.disclose, on: ID(id.text), for: trial, connection)
      guard let facts = try store.gate.decision(.read, on: ID(id.text), for: trial, connection)?.facts,
        grant.agency == facts.record.ownerAgency,
        let original = try CaseStore.notes(id, connection).first(where: { $0.id == note }),
        store.gate.decision(.read, on: original.holding, of: facts).isAllowed
      else { throw AccessRefused.unknown }
      try LabelCheck.check("disclosures", CaseStore.labels(id, connection), store.cases.labels)
      let now = store.clock.now(), agency = try DisclosureStore.name(of: grant.agency, connection) ?? ""
      try connection.run(
        """
        INSERT INTO case_note (id, case_id, kind, text, source, happened_on, recorded_at, recorded_by, agency,
          kept_to_agency)
        VALUES (\(own), \(id), 'fact', \(text), 'Correction of an earlier note', \(original.happenedOn), \(now), \(name),
          \(agency), \(original.keptToAgency))
        """)
      try connection.batch(
        original.categories.map { "INSERT INTO case_note_category (note, category) VALUES (\(own), \($0))" })
      for copy in try DisclosureStore.copies(of: note, connection) {
        // Somebody who was sent the note at this very moment is to be told too.
        guard let one = told[copy.recipient], let found = try DisclosureStore.row(copy.disclosure, connection) else {
          throw DisclosureStore.changedCopies
        }
        try connection.run(
          """
          INSERT INTO disclosure_correction (id, recipient, item, words, made_at, made_by)
          VALUES (\(one.id), \(copy.recipient), \(note), \(one.words), \(now), \(inquirer.account))
          """)
        let worker = Worker(agency: grant.agency, inquirer: trial, individuals: facts.record.persons)
        try store.audit.append(
          try DisclosureStore.entry(
            .disclosure, found, worker, rules: ["action:disclose", "correction"],
            recipient: copy.account.map { "account:\($0)" } ?? "recipient:\(copy.recipient)"),
          now: now, in: connection)
      }
      return told.count
    }
  }

  private static let changedCopies = Refusal(
    "changed-meanwhile", "The note was sent to somebody else meanwhile.", remedy: "Correct it again.")

  /// The copies that hold a note and are still out.
  private static func copies(of note: ID<CaseNote>, _ connection: any Connection) throws -> [(
    recipient: String, disclosure: ID<Disclosure>, account: String?
  )] {
    try connection.rows(
      """
      SELECT r.id, r.disclosure, r.account FROM disclosure_recipient r
      JOIN disclosure_item i ON i.disclosure = r.disclosure AND i.kind = 'note' AND i.item = \(note)
        AND i.choice <> 'withheld'
      WHERE r.standing IN ('sent', 'confirmed', 'kept') ORDER BY r.id
      """
    ).map { (try $0.text("id"), try $0.id("disclosure"), try $0.optionalText("account")) }
  }

  /// Records that a recipient outside was told of every correction that was open.
  package func told(
    _ recipient: ID<DisclosureRecipient>, of id: ID<Disclosure>, how: String, by inquirer: Inquirer
  ) async throws {
    try DisclosureText.check(how, "How they were told", longest: 200)
    let now = clock.now()
    try await change(id, by: inquirer, rule: "correction-told", in: [.sent]) { connection, _, worker in
      let told = try connection.run(
        """
        UPDATE disclosure_correction SET told_at = \(now), told_by = \(worker.inquirer.account), told_how = \(how)
        WHERE recipient = \(recipient) AND told_at IS NULL
          AND recipient IN (SELECT r.id FROM disclosure_recipient r WHERE r.disclosure = \(id))
        """)
      guard told > 0 else {
        throw Refusal("correction", "No correction is open for this recipient.", remedy: "Open the page again.")
      }
    }
  }

  /// What is sent to an outside recipient: the marked copy, for whoever works on the disclosure.
  package func copy(_ recipient: ID<DisclosureRecipient>, of id: ID<Disclosure>, by inquirer: Inquirer) async throws -> (
    name: String, bytes: [UInt8]
  ) {
    let store = self
    let (name, sealed, entry) = try await database.read { connection in
      let (found, worker) = try store.worked(id, by: inquirer, connection)
      guard
        let row = try connection.row(
          "SELECT number, copy FROM disclosure_recipient WHERE id = \(recipient) AND disclosure = \(id)"),
        let sealed = try row.optionalBlob("copy")
      else { throw AccessRefused.unknown }
      let entry = try DisclosureStore.entry(
        .consultation, found, worker, rules: ["copy:\(try row.int("number"))"], fields: ["copy"])
      return ("\(found.reference)-\(try row.int("number")).pdf", sealed, entry)
    }
    _ = try await cases.reads.record(entry)
    return (
      name,
      try GuardedField.disclosureCopy.openBytes(
        SealedField(sealed), row: recipient.text, version: 1, under: try await key(id))
    )
  }
}
