import Audit
import Basics
import CaseworkModel
import Database
import GuardedFields
import PartnershipModel
import PartnershipStore

/// Beginning a case and writing in it.
extension CaseStore {
  /// Begins a case of the writer's own agency, with the writer as its first member.
  package func begin(
    panel: AccessWords.Panel, classification: Classification? = nil, categories: Set<String>? = nil,
    people: [(particulars: PersonParticulars, role: PartyRole)], by inquirer: Inquirer, name: String
  ) async throws -> ID<Case> {
    let now = clock.now(), id = ID<Case>(at: now), record = ID<ProtectedRecord>(id.text)
    let checked = try people.map { (try $0.particulars.checked(today: now.londonDay), $0.role, ID<Person>(at: now)) }
    _ = try await keys.key(for: KeyOwner(.case, id))
    var statements: [(ID<Person>, PartyRole, [SQL])] = []
    for (particulars, role, person) in checked {
      statements.append((person, role, try await vault.writing(particulars, id: person, at: now)))
    }
    let writes = statements, store = self
    return try await audit.write { connection in
      guard let subject = try store.gate.person(inquirer, connection) else { throw CaseStore.mayNotBegin(panel) }
      guard subject.status == .active, subject.agencyStatus == .active,
        subject.roles.contains(where: { store.gate.practice.permits($0, .edit, on: panel.id) }),
        panel.purposes.contains(inquirer.purpose), let clearance = subject.clearance,
        (classification ?? panel.classification) <= clearance
      else { throw CaseStore.mayNotBegin(panel) }
      try AccessRegister.add(
        record, owner: subject.agency, panel: panel, classification: classification ?? panel.classification,
        categories: categories ?? ["identity"], connection)
      let reference = try Reference.free(panel.id.uppercased(), now.londonDay) { reference in
        try connection.row("SELECT id FROM case_file_cover WHERE reference = \(reference)") != nil
      }
      try connection.run(
        """
        INSERT INTO case_file_cover (id, reference, state, opened_on, opened_by, version)
        VALUES (\(id), \(reference), 'open', \(now.londonDay), \(inquirer.account), 1)
        """)
      try AccessRegister.join(
        inquirer.account, record, as: "lead", from: now.londonDay, by: inquirer.account, connection)
      for (person, role, sqls) in writes {
        try connection.batch(sqls)
        try CaseStore.add(person, as: role, to: id, by: name, at: now, connection)
      }
      let entry = try AuditEntry(
        writes.isEmpty ? .decision : .collection, by: CaseAudit.actor(inquirer, agency: subject.agency),
        object: AuditObject(kind: "case", id: id.text, fieldGroups: ["cover", "identity"]),
        individuals: writes.map(\.0.text), grounds: AuditGrounds(purpose: inquirer.purpose, effect: .allow))
      try store.audit.append(entry, now: now, in: connection)
      return id
    }
  }

  private static func mayNotBegin(_ panel: AccessWords.Panel) -> Refusal {
    Refusal(
      "not-permitted", place: panel.title, "You may not begin a case of this panel.",
      remedy: "Choose the workspace of its purpose, or ask the case lead of your agency for the duty.")
  }

  static func add(
    _ person: ID<Person>, as role: PartyRole, to id: ID<Case>, by name: String, at now: Instant,
    _ connection: any Connection
  ) throws {
    try connection.run(
      """
      INSERT INTO case_party (case_id, person, role, added_at, added_by)
      VALUES (\(id), \(person), \(role.rawValue), \(now), \(name)) ON CONFLICT DO NOTHING
      """)
    try AccessRegister.concern(person.text, in: ID(id.text), connection)
  }

  package func addParty(
    _ particulars: PersonParticulars, as role: PartyRole, to id: ID<Case>, by inquirer: Inquirer, name: String
  ) async throws {
    let now = clock.now(), person = ID<Person>(at: now)
    let writes = try await vault.writing(particulars.checked(today: now.londonDay), id: person, at: now)
    try await change(.edit, id, by: inquirer, as: .collection, fields: ["identity"], whenOpen: true) { connection, grant in
      try connection.batch(writes)
      try CaseStore.add(person, as: role, to: id, by: name, at: now, connection)
    }
  }

  /// Adds a note. `keptToAgency` keeps it to the writer's own agency.
  package func addNote(
    _ kind: CaseNote.Kind, _ text: String, source: String, happenedOn: Day?, categories: [String], isKeptToAgency: Bool,
    to id: ID<Case>, by inquirer: Inquirer, name: String
  ) async throws {
    let text = try CaseNote.checked(text), now = clock.now(), own = ID<CaseNote>(at: now)
    for category in categories where gate.words.category(category) == nil {
      throw Refusal("category", place: "Kinds of data", "“\(category)” is none.", remedy: "Choose from the list.")
    }
    if let happenedOn, happenedOn > now.londonDay {
      throw Refusal("note-day", place: "When it happened", "\(happenedOn.spoken) lies ahead.", remedy: "Check the day.")
    }
    guard source.count <= 200 else {
      throw Refusal("text-too-long", place: "Source", "This is longer than 200 characters.", remedy: "Shorten it.")
    }
    let key = try await keys.key(for: KeyOwner(.case, id))
    let sealed = try GuardedField.note.seal(text, row: own.text, version: 1, under: key).text
    try await change(.note, id, by: inquirer, fields: ["notes"], whenOpen: true) { connection, grant in
      let agency = try connection.row("SELECT name FROM authority WHERE id = \(grant.agency)")?.text("name") ?? ""
      let kept: String? = isKeptToAgency ? grant.agency : nil
      try connection.run(
        """
        INSERT INTO case_note (id, case_id, kind, text, source, happened_on, recorded_at, recorded_by, agency,
          kept_to_agency)
        VALUES (\(own), \(id), \(kind.rawValue), \(sealed), \(source), \(happenedOn), \(now), \(name), \(agency), \(kept))
        """)
      try connection.batch(
        Set(categories).sorted().map { "INSERT INTO case_note_category (note, category) VALUES (\(own), \($0))" })
    }
  }

  package func addAction(_ kind: CaseAction.Kind, due: Day, to id: ID<Case>, by inquirer: Inquirer) async throws {
    let own = ID<CaseAction>(at: clock.now())
    try await change(.edit, id, by: inquirer, fields: ["actions"], whenOpen: true) { connection, grant in
      _ = try connection.run(
        """
        INSERT INTO case_action (id, case_id, kind, agency, due, set_by)
        VALUES (\(own), \(id), \(kind.rawValue), \(grant.agency), \(due), \(grant.inquirer.account))
        """)
    }
  }

  package func complete(_ action: ID<CaseAction>, of id: ID<Case>, by inquirer: Inquirer) async throws {
    let today = clock.now().londonDay
    try await change(.edit, id, by: inquirer, fields: ["actions"], whenOpen: true) { connection, _ in
      let done = try connection.run(
        "UPDATE case_action SET done_on = \(today) WHERE id = \(action) AND case_id = \(id) AND done_on IS NULL")
      guard done == 1 else {
        throw Refusal("no-action", "There is no such action to be done.", remedy: "Open the case again.")
      }
    }
  }

  package func addDocument(
    named name: String, _ content: [UInt8], to id: ID<Case>, by inquirer: Inquirer, writer: String
  ) async throws {
    let now = clock.now(), own = ID<CaseDocument>(at: now)
    let checked = try DocumentFile.checked(name: name, content)
    let key = try await keys.key(for: KeyOwner(.case, id))
    let sealedName = try GuardedField.fileName.seal(checked.name, row: own.text, version: 1, under: key).text
    let sealed = try GuardedField.fileContent.seal(bytes: content, row: own.text, version: 1, under: key).bytes
    try await change(.document, id, by: inquirer, fields: ["documents"], whenOpen: true) { connection, _ in
      _ = try connection.run(
        """
        INSERT INTO case_file (id, case_id, name, content, media_type, byte_count, added_at, added_by)
        VALUES (\(own), \(id), \(sealedName), \(sealed), \(checked.type), \(content.count), \(now), \(writer))
        """)
    }
  }

  /// A document's content, for its reader.
  package func document(_ document: ID<CaseDocument>, of id: ID<Case>, by inquirer: Inquirer) async throws -> (
    name: String, type: String, bytes: [UInt8]
  ) {
    let store = self
    let (row, entry) = try await database.read { connection in
      let grant = try store.gate.grant(.read, on: ID(id.text), for: inquirer, connection)
      guard let row = try connection.row("SELECT * FROM case_file WHERE id = \(document) AND case_id = \(id)") else {
        throw AccessRefused.unknown
      }
      let individuals = try CaseStore.individuals(of: id, connection)
      return (row, try CaseAudit.entry(.consultation, grant, individuals: individuals, fields: ["document:\(document)"]))
    }
    _ = try await reads.record(entry)
    let key = try await keys.existingKey(for: KeyOwner(.case, id))
    return (
      try GuardedField.fileName.open(SealedField(text: row.text("name")), row: document.text, version: 1, under: key),
      try row.text("media_type"),
      try GuardedField.fileContent.openBytes(SealedField(row.blob("content")), row: document.text, version: 1, under: key)
    )
  }

  /// Closes the case with its reason. Actions that are open stand against it.
  package func close(_ id: ID<Case>, reason: String, by inquirer: Inquirer) async throws {
    let today = clock.now().londonDay
    guard reason.contains(where: { !$0.isWhitespace }), reason.count <= 200 else {
      throw Refusal(
        "closing-reason", place: "Reason", "A case is closed with a reason of at most 200 characters.",
        remedy: "Say in a few words why.")
    }
    try await change(.close, id, by: inquirer, fields: ["cover"]) { connection, _ in
      guard try connection.row("SELECT id FROM case_action WHERE case_id = \(id) AND done_on IS NULL") == nil else {
        throw Refusal(
          "open-actions", place: "Actions", "Some actions are still to be done.",
          remedy: "Mark them as done first.")
      }
      let closed = try connection.run(
        """
        UPDATE case_file_cover SET state = 'closed', closed_on = \(today), closing_reason = \(reason),
          version = version + 1 WHERE id = \(id) AND state = 'open'
        """)
      guard closed == 1 else { throw Refusal("wrong-state", "The case is closed already.", remedy: "Open it again.") }
    }
  }
}
