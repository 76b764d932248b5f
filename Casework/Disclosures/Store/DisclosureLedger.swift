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

  /// Everything that an agency was asked and sent, newest first.
  package func ledger(of agency: String, before: Day? = nil, limit: Int = 200) async throws -> [LedgerLine] {
    try await database.read { connection in
      let until: SQL = before.map { "AND d.received_on < \($0)" } ?? ""
      return try DisclosureStore.rows(
        "WHERE d.agency = \(agency) \(sql: until) ORDER BY d.received_on DESC, d.id DESC LIMIT \(limit)", connection
      ).map { found in
        LedgerLine(
          disclosure: found,
          caseReference: try found.record.flatMap {
            try connection.row("SELECT reference FROM case_file_cover WHERE id = \($0)")?.text("reference")
          }, recipients: try DisclosureStore.recipients(of: found.id, connection))
      }
    }
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
  /// to be told (Data Protection Act 2018 s.38(4) and (5), s.48(5)). Tells how many that are.
  package func correct(
    note: ID<CaseNote>, on id: ID<Case>, words: String, by inquirer: Inquirer, name: String
  ) async throws -> Int {
    try DisclosureText.check(words, "What is right", longest: DisclosureGround.longest)
    let store = self, now = clock.now()
    let affected = try await database.read { connection in
      _ = try store.gate.grant(.note, on: ID(id.text), for: inquirer, connection)
      guard let original = try CaseStore.notes(id, connection).first(where: { $0.id == note }) else {
        throw Refusal("note", place: "Note", "There is no such note.", remedy: "Choose one of the case.")
      }
      let copies = try connection.rows(
        """
        SELECT r.id, r.disclosure FROM disclosure_recipient r
        JOIN disclosure_item i ON i.disclosure = r.disclosure AND i.kind = 'note' AND i.item = \(note)
          AND i.choice <> 'withheld'
        WHERE r.standing IN ('sent', 'confirmed', 'kept') ORDER BY r.id
        """
      ).map { (recipient: try $0.text("id"), disclosure: try $0.id("disclosure", as: Disclosure.self)) }
      return (categories: original.categories, day: original.happenedOn, copies: copies)
    }
    try await cases.addNote(
      .fact, "Correction: \(words)", source: "Correction of an earlier note", happenedOn: affected.day,
      categories: affected.categories, isKeptToAgency: false, to: id, by: inquirer, name: name)
    var statements: [SQL] = []
    for copy in affected.copies {
      let own = ID<Promise>(at: now)
      let sealed = try GuardedField.correction.seal(
        words, row: own.text, version: 1, under: try await key(copy.disclosure)
      ).text
      statements.append(
        """
        INSERT INTO disclosure_correction (id, recipient, item, words, made_at, made_by)
        VALUES (\(own), \(copy.recipient), \(note), \(sealed), \(now), \(inquirer.account))
        """)
    }
    let writes = statements
    try await database.write { try $0.batch(writes) }
    return writes.count
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
