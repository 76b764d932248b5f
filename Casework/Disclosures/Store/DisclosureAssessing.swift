import Audit
import Basics
import CaseworkModel
import Database
import GuardedFields
import PartnershipModel
import PartnershipStore

/// Assessing a request: why it may leave, what of it, to whom.
extension DisclosureStore {
  /// Puts the reasons down: necessity, proportionality, lawful basis, and what the gateway asks for besides.
  package func assess(
    _ id: ID<Disclosure>, gateway code: String, _ ground: DisclosureGround, deleteBy: Day?, by inquirer: Inquirer
  ) async throws {
    guard let gateway = gateways[code] else {
      throw Refusal("gateway", place: "Legal gateway", "Nothing is chosen.", remedy: "Choose the gateway it passes by.")
    }
    let now = clock.now(), today = now.londonDay
    guard let deleteBy, deleteBy > today, deleteBy - today <= 3_660 else {
      throw Refusal(
        "delete-by", place: "To be destroyed by", "This is no day within the next ten years.",
        remedy: "Give the day by which the recipient destroys or returns it.")
    }
    let version = try await groundVersion(id) + 1
    let sealed = try DisclosureStore.seal(
      ground, .disclosureGround, row: id.text, version: version, under: try await key(id))
    try await change(id, by: inquirer, rule: "assessed", in: [.requested, .acknowledged, .assessed, .redacted]) {
      connection, found, worker in
      guard found.record != nil else {
        throw Refusal(
          "no-case", place: found.reference, "The request is not matched with a case yet.",
          remedy: "Say first which case it is about.")
      }
      _ = try ground.checked(
        gateway, purpose: worker.inquirer.purpose, holder: try DisclosureStore.kind(of: worker.agency, connection),
        on: today)
      try DisclosureStore.writeGround(id, sealed, version, connection)
      try connection.run(
        """
        UPDATE disclosure SET state = 'assessed', gateway = \(code), purpose = \(worker.inquirer.purpose),
          delete_by = \(deleteBy), assessed_at = \(now), assessed_by = \(worker.inquirer.account),
          acknowledged_at = coalesce(acknowledged_at, \(now)),
          acknowledged_by = coalesce(acknowledged_by, \(worker.inquirer.account)) WHERE id = \(id)
        """)
      try DisclosureStore.unfreeze(id, connection)
    }
  }

  /// What changed after it was redacted is redacted, and approved, anew.
  static func unfreeze(_ id: ID<Disclosure>, _ connection: any Connection) throws {
    try connection.run(
      """
      UPDATE disclosure SET state = 'assessed', second_needed = 0, second_by = NULL, second_name = NULL, second_at = NULL
      WHERE id = \(id)
      """)
  }

  static func kind(of agency: String, _ connection: any Connection) throws -> PartyKind? {
    try connection.row("SELECT responsibility FROM authority WHERE id = \(agency)")?.optionalText("responsibility")
      .flatMap(Authority.Responsibility.init(rawValue:)).map { PartyKind($0) }
  }

  /// The kind under which the gateway judges somebody of that body: its own, or the one chosen among those that it can be.
  static func kind(of agency: String, claimed: PartyKind?, _ connection: any Connection) throws -> PartyKind? {
    guard let body = try PartnersStore.authority(connection, ID(agency)) else { return claimed }
    if let own = body.responsibility { return PartyKind(own) }
    try PartyKind.check(claimed, for: body, place: "Recipient")
    return claimed
  }

  /// Everything of the case that could leave, as its reader sees it. The safe address is not among it; documents are where
  /// files can leave.
  package static func items(of view: CaseView, withDocuments: Bool = false) -> [DisclosureItem] {
    var out: [DisclosureItem] = []
    for (person, roles) in view.parties {
      let role = roles.map(\.label).joined(separator: "; ")
      out.append(
        DisclosureItem(
          kind: .person, item: person.id.text, title: "\(person.name) (\(role))",
          text: "\(person.name), born \(person.birthDate?.spoken ?? "not known")", categories: ["identity"]))
      let contacts = person.phones + [person.address, person.postcode].filter { !$0.isEmpty }
      if !contacts.isEmpty {
        out.append(
          DisclosureItem(
            kind: .contact, item: person.id.text, title: "Contacts of \(person.name)",
            text: contacts.joined(separator: ", "), categories: ["contact"]))
      }
    }
    for note in view.notes {
      let day = note.happenedOn ?? note.recordedAt.londonDay
      out.append(
        DisclosureItem(
          kind: .note, item: note.id.text, title: "\(note.kind.label) of \(day.spoken), \(note.agency)",
          text: note.text, categories: Set(note.categories)))
    }
    for document in withDocuments ? view.documents : [] {
      out.append(
        DisclosureItem(
          kind: .document, item: document.id.text, title: document.name,
          text: "\(document.byteCount.grouped) bytes, added \(document.addedAt.spoken) by \(document.addedBy)",
          categories: []))
    }
    return out
  }

  /// Puts down what leaves of the case; everything that is not named is withheld. Texts are kept as they are now.
  package func choose(_ chosen: [DisclosureItem], for id: ID<Disclosure>, by inquirer: Inquirer) async throws {
    let found = try await database.read { connection in try worked(id, by: inquirer, connection).0 }
    guard let record = found.record else { throw DisclosureStore.notNow(found) }
    let view = try await cases.read(record, by: inquirer)
    let held = DisclosureStore.items(of: view, withDocuments: true), key = try await key(id), version = found.redaction + 1
    let named = Set(chosen.filter { $0.kind == .person && $0.choice == .whole }.map(\.item))
    let copies = try await database.read { connection in try DisclosureStore.files(of: id, connection) }
    var statements: [SQL] = []
    for (position, one) in held.enumerated() {
      var item = one
      if let choice = chosen.first(where: { $0.kind == one.kind && $0.item == one.item }) {
        item.choice = choice.choice
        item.replacement = choice.replacement
        item.reason = choice.reason
      }
      if item.kind == .document, item.choice != .withheld {
        let (leaving, writes) = try await document(item, copies, of: record, to: id, by: inquirer)
        item = leaving
        statements += writes
      }
      item = try item.checked(reasons)
      let row = "\(id.text):\(item.kind.rawValue):\(item.item)"
      let leaving = try item.leaving.map {
        try DisclosureStore.seal(
          LeavingText(title: DisclosureStore.title(item, isNamed: named.contains(item.item)), text: $0), .disclosureItem, row: row, version: version, under: key)
      }
      let reason: String? = item.reason.isEmpty ? nil : item.reason
      statements.append(
        """
        INSERT INTO disclosure_item (disclosure, kind, item, position, version, choice, reason, categories, leaving)
        VALUES (\(id), \(item.kind.rawValue), \(item.item), \(position), \(version), \(item.choice.rawValue), \(reason),
          \(item.categories.sorted().joined(separator: " ")), \(leaving))
        """)
    }
    let writes = statements
    try await change(id, by: inquirer, rule: "items-chosen", in: [.assessed, .redacted]) { connection, now, _ in
      guard now.redaction == found.redaction else { throw DisclosureStore.notNow(now) }
      try connection.run("DELETE FROM disclosure_item WHERE disclosure = \(id)")
      // Copies of what was chosen before; those that leave now are among the writes.
      try connection.run("DELETE FROM disclosure_file WHERE disclosure = \(id) AND form = 'whole'")
      try connection.batch(writes)
      try connection.run("UPDATE disclosure SET chosen_by = \(inquirer.account) WHERE id = \(id)")
      try DisclosureStore.unfreeze(id, connection)
    }
  }

  /// A document that leaves: its text names the file; the file as a whole is copied now, a redacted one was brought before.
  private func document(
    _ item: DisclosureItem, _ copies: [DisclosedFile], of record: ID<Case>, to id: ID<Disclosure>, by inquirer: Inquirer
  ) async throws -> (DisclosureItem, [SQL]) {
    var out = item
    guard item.choice == .whole else {
      guard let copy = copies.first(where: { $0.document == item.item && $0.form == .redacted }) else {
        throw Refusal(
          "redacted-copy", place: item.title, "No redacted copy of this document was brought in.",
          remedy: "Bring it first, under “Redacted copies of documents”.")
      }
      out.replacement = copy.text
      return (out, [])
    }
    let held = try await cases.document(ID(item.item), of: record, by: inquirer)
    let file = DisclosedFile(
      document: item.item, form: .whole, mediaType: held.type, byteCount: held.bytes.count,
      sha256: DisclosureStore.digest(held.bytes))
    out = DisclosureItem(
      kind: .document, item: item.item, title: item.title, text: file.text, categories: item.categories, choice: .whole)
    return (out, try await writing(file, named: held.name, held.bytes, to: id, by: inquirer.account))
  }

  /// The heading under which an item leaves. It tells no more than the item: a name only where the identity leaves whole,
  /// an agency only where the note does.
  static func title(_ item: DisclosureItem, isNamed: Bool) -> String {
    switch (item.kind, item.choice) {
    case (.person, .whole): item.title
    case (.contact, _) where isNamed: item.title
    case (.note, .whole), (.document, .whole): item.title
    case (.person, _): "A person"
    case (.contact, _): "Contacts"
    case (.note, _): "A note"
    case (.document, _): "A document"
    }
  }

  struct LeavingText: Codable, Sendable {
    let title: String, text: String
  }

  package func addRecipient(
    account: String?, name: String, body: String, kind: PartyKind?, sentTo: String, form: DisclosureRecipient.Form,
    to id: ID<Disclosure>, by inquirer: Inquirer
  ) async throws {
    let own = ID<DisclosureRecipient>(at: clock.now())
    try await change(id, by: inquirer, rule: "recipient-added", in: [.assessed, .redacted]) { connection, _, _ in
      var name = name, body = body, kind = kind, agency: String?
      if let account {
        guard
          let row = try connection.row(
            """
            SELECT a.name, a.authority_id, o.name AS body FROM account a JOIN authority o ON o.id = a.authority_id
            WHERE a.id = \(account) AND a.suspended_at IS NULL
            """)
        else { throw Refusal("recipient", place: "Recipient", "There is no such person.", remedy: "Choose from the list.") }
        name = try row.text("name")
        body = try row.text("body")
        let own = try row.text("authority_id")
        agency = own
        kind = try DisclosureStore.kind(of: own, claimed: kind, connection)
      }
      try DisclosureRecipient.check(name: name, body: body, sentTo: sentTo, form: form, account: account)
      let last = try connection.row(
        "SELECT max(number) AS n FROM disclosure_recipient WHERE disclosure = \(id)")?.optionalInt("n") ?? 0
      guard last < DisclosureStore.mostRecipients else {
        throw Refusal(
          "recipients", place: name, "A disclosure has at most \(DisclosureStore.mostRecipients) recipients.",
          remedy: "Ask whether each needs it; make another disclosure for those who do.")
      }
      try connection.run(
        """
        INSERT INTO disclosure_recipient (id, disclosure, number, account, agency, kind, name, body, sent_to, form,
          standing)
        VALUES (\(own), \(id), \(last + 1), \(account), \(agency), \(kind?.rawValue), \(name), \(body), \(sentTo),
          \(form.rawValue), 'named')
        """)
      try DisclosureStore.unfreeze(id, connection)
    }
  }

  package static let mostRecipients = 20

  package func removeRecipient(_ recipient: ID<DisclosureRecipient>, from id: ID<Disclosure>, by inquirer: Inquirer)
    async throws
  {
    try await change(id, by: inquirer, rule: "recipient-removed", in: [.assessed, .redacted]) { connection, found, _ in
      let gone = try connection.run(
        "DELETE FROM disclosure_recipient WHERE id = \(recipient) AND disclosure = \(id) AND standing = 'named'")
      guard gone == 1 else { throw DisclosureStore.notNow(found) }
      try DisclosureStore.unfreeze(id, connection)
    }
  }
}
