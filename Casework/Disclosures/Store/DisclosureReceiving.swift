import Audit
import Basics
import CaseworkModel
import Database
import GuardedFields
import PartnershipModel
import PartnershipStore

/// What came to somebody: reading it, confirming receipt, telling that it was destroyed.
extension DisclosureStore {
  /// One copy as its recipient sees it in a list.
  package struct Received: Sendable {
    package let recipient: DisclosureRecipient
    package let disclosure: Disclosure
    package let hasCorrection: Bool
  }

  /// Copies that were sent to the person.
  package func received(by inquirer: Inquirer) async throws -> [Received] {
    try await database.read { connection in
      let own = try DisclosureStore.recipients(
        "WHERE r.account = \(inquirer.account) AND r.standing <> 'named' ORDER BY r.id DESC LIMIT 200", connection)
      return try own.compactMap { try DisclosureStore.received($0, connection) }
    }
  }

  private static func received(_ recipient: DisclosureRecipient, _ connection: any Connection) throws -> Received? {
    guard
      let owner = try connection.row("SELECT disclosure FROM disclosure_recipient WHERE id = \(recipient.id)"),
      let found = try row(owner.id("disclosure"), connection)
    else { return nil }
    let correction = try connection.row(
      "SELECT id FROM disclosure_correction WHERE recipient = \(recipient.id) LIMIT 1")
    return Received(recipient: recipient, disclosure: found, hasCorrection: correction != nil)
  }

  package struct Opened: Sendable {
    package let received: Received
    package let text: String
    package let corrections: [String]
    /// Documents that came with it.
    package let files: [DisclosedFile]
  }

  /// Opens one's own copy. Each look has its entry; a copy that was destroyed or returned opens no more.
  package func open(_ id: ID<DisclosureRecipient>, by inquirer: Inquirer) async throws -> Opened {
    let store = self, now = clock.now()
    let (received, sealed, corrections, files, entry) = try await database.read { connection in
      let (received, worker) = try store.own(id, inquirer, connection)
      guard let sealed = try connection.row("SELECT pack FROM disclosure_recipient WHERE id = \(id)")?.optionalText("pack")
      else { throw AccessRefused.unknown }
      let corrections = try connection.rows(
        "SELECT id, words FROM disclosure_correction WHERE recipient = \(id) ORDER BY made_at")
      let entry = try DisclosureStore.entry(
        worker.individuals.isEmpty ? .decision : .consultation, received.disclosure, worker, rules: ["received-read"],
        fields: ["disclosure"])
      let files = try DisclosureStore.leavingFiles(of: received.disclosure.id, connection)
      return (received, sealed, corrections, files, entry)
    }
    guard received.recipient.standing.isPromise else {
      throw Refusal(
        "disclosure-ended", place: received.disclosure.reference,
        "You told that this was \(received.recipient.standing.label.lowercased()).", remedy: "Ask for it again if you need it.")
    }
    _ = try await cases.reads.record(entry)
    let key = try await key(received.disclosure.id)
    let words = try corrections.map { row in
      try GuardedField.correction.open(
        SealedField(text: row.text("words")), row: row.text("id"), version: 1, under: key)
    }
    if !corrections.isEmpty {
      // Whoever opens the copy has been told.
      try await database.write { connection in
        _ = try connection.run(
          """
          UPDATE disclosure_correction SET told_at = \(now), told_by = \(inquirer.account), told_how = 'read inside'
          WHERE recipient = \(id) AND told_at IS NULL
          """)
      }
    }
    return Opened(
      received: received,
      text: try GuardedField.disclosurePack.open(SealedField(text: sealed), row: id.text, version: 1, under: key),
      corrections: words, files: files)
  }

  /// A copy of the person's own, while the account is in use and no conflict of interest stands against it.
  func own(_ id: ID<DisclosureRecipient>, _ inquirer: Inquirer, _ connection: any Connection) throws -> (
    Received, Worker
  ) {
    guard
      let recipient = try DisclosureStore.recipients(
        "WHERE r.id = \(id) AND r.account = \(inquirer.account) AND r.standing <> 'named'", connection).first,
      let received = try DisclosureStore.received(recipient, connection),
      let subject = try gate.person(inquirer, connection), subject.status == .active, subject.agencyStatus == .active,
      subject.trainingValidUntil.map({ clock.now().londonDay <= $0 }) ?? false,
      let record = received.disclosure.record, try AccessRegister.isClear(inquirer.account, for: ID(record.text), connection),
      let marking = try connection.row("SELECT classification FROM access_record WHERE id = \(record)")?.int("classification"),
      subject.clearance.map({ marking <= $0.rank }) ?? false
    else { throw AccessRefused.unknown }
    return (
      received,
      Worker(
        agency: subject.agency, inquirer: inquirer, individuals: try CaseStore.individuals(of: record, connection))
    )
  }

  /// The signed receipt of one's own copy.
  package func receipt(_ id: ID<DisclosureRecipient>, by inquirer: Inquirer) async throws -> String {
    let store = self
    return try await database.read { connection in
      guard let receipt = try store.own(id, inquirer, connection).0.recipient.receipt else { throw AccessRefused.unknown }
      return receipt
    }
  }

  /// Confirms that the copy has come.
  package func confirm(_ id: ID<DisclosureRecipient>, by inquirer: Inquirer) async throws {
    try await tell(id, .confirmed, "", by: inquirer, from: [.sent])
  }

  /// Tells that the copy was destroyed or returned, or why it is kept longer.
  package func end(
    _ id: ID<DisclosureRecipient>, as standing: DisclosureRecipient.Standing, words: String, by inquirer: Inquirer
  ) async throws {
    guard [.destroyed, .returned, .kept].contains(standing) else {
      throw Refusal("standing", place: "What became of it", "Nothing is chosen.", remedy: "Choose one.")
    }
    try DisclosureText.check(words, "Reason", longest: 500, isNeeded: standing == .kept)
    try await tell(id, standing, words, by: inquirer, from: [.sent, .confirmed, .kept])
  }

  private func tell(
    _ id: ID<DisclosureRecipient>, _ standing: DisclosureRecipient.Standing, _ words: String, by inquirer: Inquirer,
    from: [DisclosureRecipient.Standing]
  ) async throws {
    let store = self, now = clock.now()
    try await audit.write { connection in
      let (received, worker) = try store.own(id, inquirer, connection)
      try store.set(standing, words, on: received.recipient, of: received.disclosure, worker, from: from, now, connection)
    }
  }

  /// What an outside recipient told the sender, by letter or telephone.
  package func record(
    _ standing: DisclosureRecipient.Standing, of recipient: ID<DisclosureRecipient>, on id: ID<Disclosure>, words: String,
    by inquirer: Inquirer
  ) async throws {
    try DisclosureText.check(words, "How you know", longest: 500)
    let now = clock.now(), store = self
    try await change(id, by: inquirer, rule: "recipient-\(standing.rawValue)", in: [.sent]) { connection, found, worker in
      guard
        let one = try DisclosureStore.recipients("WHERE r.id = \(recipient) AND r.disclosure = \(id)", connection).first,
        one.account == nil
      else {
        throw Refusal(
          "recipient", "Whoever signs in here tells it for themselves.", remedy: "Ask them to confirm it.")
      }
      try store.set(
        standing, words, on: one, of: found, worker, from: [.sent, .confirmed, .kept], now, connection)
    }
  }

  private func set(
    _ standing: DisclosureRecipient.Standing, _ words: String, on recipient: DisclosureRecipient, of found: Disclosure,
    _ worker: Worker, from: [DisclosureRecipient.Standing], _ now: Instant, _ connection: any Connection
  ) throws {
    guard from.contains(recipient.standing), standing != .named, standing != .sent else {
      throw Refusal(
        "recipient-standing", place: found.reference, "The copy is “\(recipient.standing.label)” already.",
        remedy: "Open the page again.")
    }
    if standing == .confirmed {
      try connection.run(
        """
        UPDATE disclosure_recipient SET standing = 'confirmed', confirmed_at = \(now),
          confirmed_by = \(worker.inquirer.account) WHERE id = \(recipient.id)
        """)
    } else {
      // What was destroyed or returned is not kept here for the recipient either; the sender's record stays.
      try connection.run(
        """
        UPDATE disclosure_recipient SET standing = \(standing.rawValue), ended_at = \(now),
          ended_by = \(worker.inquirer.account), ended_words = \(words) WHERE id = \(recipient.id)
        """)
    }
    try audit.append(
      try DisclosureStore.entry(
        .decision, found, worker, rules: ["copy:\(recipient.number)", "standing:\(standing.rawValue)"]),
      now: now, in: connection)
  }
}
