import Audit
import Basics
import CaseworkModel
import Crypto
import Database
import GuardedFields
import PartnershipModel
import PartnershipStore

/// Freezing the redaction, the second approval, and sending.
extension DisclosureStore {
  /// What everything that leaves is measured by, read in one snapshot.
  struct Outgoing: Sendable {
    let found: Disclosure
    let worker: Worker
    let recipients: [DisclosureRecipient]
    let covers: [Cover]
    let files: [DisclosedFile]
    /// People of this and of what the same person sent on the same day.
    let personCount: Int
    var isBulk: Bool { personCount > DecisionFacts.mostPersonsAlone }
    var isWithoutAgreement: Bool { covers.contains { $0.isNone } }
  }

  /// What covers one recipient.
  enum Cover: Sendable {
    /// Somebody of the sender's own agency, who needs no agreement.
    case ownAgency
    case agreement(AgreementFacts)
    case none

    var isNone: Bool { if case .none = self { true } else { false } }
    var agreement: AgreementFacts? { if case .agreement(let facts) = self { facts } else { nil } }
  }

  /// Checks all that must hold before it may leave, naming the first thing that does not.
  func outgoing(_ id: ID<Disclosure>, by inquirer: Inquirer, _ connection: any Connection) throws -> Outgoing {
    let (found, worker) = try worked(id, by: inquirer, connection), today = clock.now().londonDay
    guard let record = found.record, let gateway = found.gateway.flatMap({ gateways[$0] }), let purpose = found.purpose,
      let facts = try gate.decision(.disclose, on: ID(record.text), for: inquirer, connection)?.facts
    else { throw DisclosureStore.notNow(found) }
    try LabelCheck.check("disclosures", CaseStore.labels(record, connection), cases.labels)
    let recipients = try DisclosureStore.recipients(of: id, connection)
    guard !recipients.isEmpty else {
      throw Refusal("recipients", place: found.reference, "Nobody is named to get it.", remedy: "Add a recipient.")
    }
    let categories = try leavingCategories(id, of: facts, connection)
    guard gateway.isLaw(on: today) else {
      throw Refusal(
        "gateway-not-law", place: gateway.title, "This is not law on \(today.spoken).", remedy: "Assess it again.")
    }
    guard let deleteBy = found.deleteBy, deleteBy > today else {
      throw Refusal(
        "delete-by", place: "To be destroyed by", "The day has passed.", remedy: "Assess it again with a later day.")
    }
    var covers: [Cover] = []
    for recipient in recipients {
      try gateway.check(categories: categories, to: recipient.kind, named: recipient.name)
      try refuseConflict(recipient, record, connection)
      try refuseNarrowed(recipient, id, facts, connection)
      guard let agency = recipient.agency, agency != worker.agency else {
        covers.append(recipient.agency == nil ? .none : .ownAgency)
        continue
      }
      let covering = try AccessGate.agreements(between: agency, and: worker.agency, today, connection).first {
        $0.purposes.contains(purpose) && $0.panels.contains(facts.record.panel)
          && categories.allSatisfy($0.categories.contains)
      }
      covers.append(covering.map { .agreement($0) } ?? .none)
    }
    return Outgoing(
      found: found, worker: worker, recipients: recipients, covers: covers,
      files: try DisclosureStore.leavingFiles(of: id, connection),
      personCount: try personCount(worker, record, connection))
  }

  /// A recipient with a recorded interest in somebody of the case gets nothing; who it is about is not said.
  private func refuseConflict(_ recipient: DisclosureRecipient, _ record: ID<Case>, _ connection: any Connection) throws {
    guard let account = recipient.account else { return }
    let conflict = try connection.row(
      """
      SELECT c.person FROM access_conflict c JOIN access_person p ON p.person = c.person
      WHERE c.account_id = \(account) AND p.record = \(record) LIMIT 1
      """)
    guard conflict == nil else {
      throw Refusal(
        "recipient-conflict", place: recipient.name, "This person may not get it (\(Clause.conflict.rawValue)).",
        remedy: "Take the recipient away and name a colleague.")
    }
  }

  /// What is kept to some agencies or people leaves to those only, and to nobody outside; an account whose clearance is below
  /// the marking gets nothing.
  private func refuseNarrowed(
    _ recipient: DisclosureRecipient, _ id: ID<Disclosure>, _ facts: DecisionFacts, _ connection: any Connection
  ) throws {
    let kept = try connection.rows(
      """
      SELECT DISTINCT n.kept_to_agency AS agency FROM disclosure_item i JOIN case_note n ON n.id = i.item
      WHERE i.disclosure = \(id) AND i.kind = 'note' AND i.choice <> 'withheld' AND n.kept_to_agency IS NOT NULL
      """
    ).map { DecisionFacts.Narrowing(agencies: [try $0.text("agency")]) }
    let admits = (facts.record.narrowings + kept).allSatisfy { narrowing in
      recipient.agency.map(narrowing.agencies.contains) ?? false
        || recipient.account.map(narrowing.users.contains) ?? false
    }
    guard admits else {
      throw Refusal(
        "recipient-narrowed", place: recipient.name, "What leaves is kept to others (\(Clause.narrowing.rawValue)).",
        remedy: "Withhold what is kept, or take the recipient away.")
    }
    guard let account = recipient.account else { return }
    let clearance = try gate.person(Inquirer(account: account, purpose: ""), connection)?.clearance
    guard clearance.map({ facts.record.classification <= $0 }) ?? false else {
      throw Refusal(
        "recipient-clearance", place: recipient.name,
        "The marking is above what this person may see (\(Clause.clearance.rawValue)).",
        remedy: "Take the recipient away and name a colleague.")
    }
  }

  /// The kinds of data in what leaves. A note that the sender may not disclose ends it.
  private func leavingCategories(_ id: ID<Disclosure>, of facts: DecisionFacts, _ connection: any Connection) throws
    -> Set<String>
  {
    let rows = try connection.rows(
      "SELECT kind, item, categories FROM disclosure_item WHERE disclosure = \(id) AND choice <> 'withheld'")
    guard !rows.isEmpty else {
      throw Refusal("items", "Nothing is chosen that could leave.", remedy: "Choose what is sent, or refuse the request.")
    }
    let notes = try facts.record.case.isEmpty ? [] : CaseStore.notes(ID(facts.record.case), connection)
    var out: Set<String> = []
    for row in rows {
      let own = Set(try row.text("categories").split(separator: " ").map(String.init))
      out.formUnion(own.isEmpty ? Set(facts.record.categories) : own)
      guard try row.text("kind") == DisclosureItem.Kind.note.rawValue else { continue }
      let item = try row.text("item")
      guard let note = notes.first(where: { $0.id.text == item }) else { throw AccessRefused.unknown }
      let decision = gate.decision(.disclose, on: note.holding, of: facts)
      guard decision.isAllowed || decision.needsOnlyObligations else {
        throw Refusal(
          "note-refused", place: note.happenedOn?.spoken ?? note.recordedAt.londonDay.spoken,
          "A note that is chosen may not leave by you (\(decision.failed.map(\.rawValue).joined(separator: ", "))).",
          remedy: "Withhold it, or ask \(note.agency), which wrote it.")
      }
    }
    return out
  }

  /// Many small disclosures by one person add up to a bulk one: people of this case and of what they sent within a day.
  private func personCount(_ worker: Worker, _ record: ID<Case>, _ connection: any Connection) throws -> Int {
    let since = clock.now().adding(seconds: -86_400)
    return try connection.row(
      """
      SELECT count(DISTINCT p.person) AS n FROM access_person p WHERE p.record = \(record) OR p.record IN (
        SELECT d.record FROM disclosure d WHERE d.sent_by = \(worker.inquirer.account) AND d.sent_at > \(since))
      """)?.int("n") ?? 0
  }

  /// Freezes the redaction: what is looked at from now on is what is sent.
  package func redact(_ id: ID<Disclosure>, by inquirer: Inquirer) async throws {
    let store = self, ground = try await ground(id)
    try await change(id, by: inquirer, rule: "redacted", in: [.assessed]) { connection, found, worker in
      let out = try store.outgoing(id, by: worker.inquirer, connection)
      if out.isWithoutAgreement, !ground.withoutAgreement.contains(where: { !$0.isWhitespace }) {
        for (recipient, cover) in zip(out.recipients, out.covers) where cover.isNone {
          throw try store.noAgreement(recipient, worker, connection)
        }
      }
      try connection.run(
        """
        UPDATE disclosure SET state = 'redacted', redaction = redaction + 1, redacted_by = \(worker.inquirer.account),
          second_needed = \(out.isBulk || out.isWithoutAgreement) WHERE id = \(id)
        """)
    }
  }

  /// Says which agreement would have covered it, and why it does not.
  private func noAgreement(_ recipient: DisclosureRecipient, _ worker: Worker, _ connection: any Connection) throws -> Refusal {
    let lapsed = try recipient.agency.flatMap { agency in
      try connection.row(
        """
        SELECT g.title, g.to_day FROM sharing_agreement g
        JOIN sharing_agreement_party p ON p.agreement = g.id AND p.authority_id = \(agency)
        JOIN sharing_agreement_party q ON q.agreement = g.id AND q.authority_id = \(worker.agency)
        WHERE g.status = 'expired' OR g.to_day < \(clock.now().londonDay) ORDER BY g.to_day DESC LIMIT 1
        """)
    }
    let why = try lapsed.map { "“\(try $0.text("title"))” has expired\(try $0.optionalDay("to_day").map { " on \($0.spoken)" } ?? "")." }
    return Refusal(
      "no-agreement", place: recipient.name,
      recipient.agency == nil
        ? "No agreement can cover somebody outside the partnership’s bodies."
        : "No agreement in force between your agencies covers this purpose and all that leaves. \(why ?? "")",
      remedy: "Have the agreement signed or renewed; or say in the assessment why it leaves without one, and let a second person agree.")
  }

  /// Who approves, besides whoever assessed it: somebody who may disclose the record, or who oversees the agency's sharing.
  /// `redaction` is the one that was looked at.
  package func approve(
    _ id: ID<Disclosure>, redaction: Int, by inquirer: Inquirer, name: String, isOverseer: Bool
  ) async throws {
    let store = self, now = clock.now()
    try await audit.write { connection in
      guard let found = try DisclosureStore.row(id, connection),
        let subject = try store.gate.person(inquirer, connection), subject.agency == found.agency,
        subject.status == .active
      else { throw AccessRefused.unknown }
      if isOverseer, let record = found.record {
        guard try AccessRegister.isClear(inquirer.account, for: ID(record.text), connection) else {
          throw AccessRefused.unknown
        }
      }
      let worker =
        isOverseer
        ? Worker(
          agency: subject.agency, inquirer: inquirer,
          individuals: try found.record.map { try CaseStore.individuals(of: $0, connection) } ?? [])
        : try store.worked(id, by: inquirer, connection).1
      guard found.state == .redacted, found.second == .waiting else { throw DisclosureStore.notNow(found) }
      guard found.redaction == redaction else { throw DisclosureStore.changed(found) }
      guard !found.authors.contains(inquirer.account) else {
        throw Refusal(
          "own-approval", place: found.reference, "Nobody approves what they assessed, chose or froze themselves.",
          remedy: "Ask a colleague who may disclose it, or the information-governance lead.")
      }
      try connection.run(
        """
        UPDATE disclosure SET second_by = \(inquirer.account), second_name = \(name), second_at = \(now)
        WHERE id = \(id)
        """)
      try store.audit.append(
        try DisclosureStore.entry(.decision, found, worker, rules: ["second-approval"]), now: now, in: connection)
    }
  }

  /// Makes the marked copy of a pack; PDF bytes.
  package typealias Copying = @Sendable (DisclosurePack) async throws -> [UInt8]

  /// Sends it: every recipient gets an own copy with an own receipt, each with its entry in the log, all or nothing.
  package func send(_ id: ID<Disclosure>, redaction: Int, by inquirer: Inquirer, copying: Copying) async throws {
    let store = self, now = clock.now(), key = try await key(id)
    // First where it stands, then its texts: what changes in between changes where it stands, and is refused at the end.
    let before = try await database.read { connection in try store.outgoing(id, by: inquirer, connection) }
    let ground = try await ground(id), items = try await leavingItems(id)
    guard before.found.redaction == redaction else { throw DisclosureStore.changed(before.found) }
    let reason = try GuardedField.disclosureGround.seal(
      inquirer.reason ?? "", row: "\(id.text):sending", version: 1, under: key
    ).bytes
    guard before.found.state == .redacted, let gateway = before.found.gateway.flatMap({ gateways[$0] }),
      let deleteBy = before.found.deleteBy
    else { throw DisclosureStore.notNow(before.found) }
    struct Made: Sendable {
      let pack: String, copy: [UInt8]?, textSHA256: String, copySHA256: String?
    }
    var made: [ID<DisclosureRecipient>: Made] = [:]
    for recipient in before.recipients {
      let pack = DisclosurePack(
        reference: before.found.reference, copy: recipient.number, recipientName: recipient.name,
        recipientBody: recipient.body, sender: before.found.agencyName, sentOn: now.londonDay, deleteBy: deleteBy,
        gateway: "\(gateway.title) (\(gateway.provision))", restrictions: ground.restrictions, items: items)
      let copy = recipient.form == .copy ? try await copying(pack) : nil
      made[recipient.id] = Made(
        pack: try GuardedField.disclosurePack.seal(pack.text, row: recipient.id.text, version: 1, under: key).text,
        copy: try copy.map {
          try GuardedField.disclosureCopy.seal(bytes: $0, row: recipient.id.text, version: 1, under: key).bytes
        }, textSHA256: Hex.text(Array(SHA256.hash(data: Array(pack.text.utf8)))),
        copySHA256: copy.map { Hex.text(Array(SHA256.hash(data: $0))) })
    }
    let packs = made
    try await audit.write { connection in
      let out = try store.outgoing(id, by: inquirer, connection)
      guard out.found == before.found, out.recipients == before.recipients, out.files == before.files,
        let record = out.found.record else {
        throw DisclosureStore.notNow(out.found)
      }
      guard !out.found.second.isMissing, !(out.isBulk || out.isWithoutAgreement) || out.found.second.approver != nil else {
        throw Refusal(
          "second-approval", place: out.found.reference, "A second person has not agreed yet.",
          remedy: "Ask a colleague who may disclose it, or the information-governance lead, to approve it.")
      }
      guard out.found.second.approver != inquirer.account else {
        throw Refusal(
          "own-approval", place: out.found.reference, "Whoever agreed as the second person does not send it as well.",
          remedy: "Leave the sending to a colleague.")
      }
      // An agreement that has ended since it was frozen is a reason that nobody has looked at.
      if out.isWithoutAgreement, !ground.withoutAgreement.contains(where: { !$0.isWhitespace }) {
        for (recipient, cover) in zip(out.recipients, out.covers) where cover.isNone {
          throw try store.noAgreement(recipient, out.worker, connection)
        }
      }
      var asked = inquirer
      asked.secondApprover = out.found.second.approver
      // The same rule as everywhere, with its obligations: the second factor, the reason, the second approver.
      let grant = try store.gate.grant(
        .disclose, on: ID(record.text), item: .init(personCount: out.personCount), for: asked, connection)
      for (recipient, cover) in zip(out.recipients, out.covers) {
        let agreement = cover.agreement
        guard let one = packs[recipient.id] else { throw DisclosureStore.notNow(out.found) }
        let entry = try DisclosureStore.entry(
          .disclosure, out.found, out.worker, rules: ["action:disclose", "copy:\(recipient.number)"],
          recipient: recipient.account.map { "account:\($0)" } ?? "recipient:\(recipient.id.text)",
          agreement: try agreement.map { try .init(id: $0.id, version: $0.version ?? 1) }, fields: ["disclosure"],
          sealed: reason)
        let index = try store.audit.append(entry, now: now, in: connection)
        let receipt = DisclosureReceipt(
          reference: out.found.reference, copy: recipient.number, from: out.found.agencyName,
          to: "\(recipient.name), \(recipient.body)", sentAt: now, gateway: gateway.code,
          purpose: out.found.purpose ?? grant.inquirer.purpose,
          agreement: agreement.map { "\($0.id) version \($0.version ?? 1)" }, deleteBy: deleteBy,
          redaction: out.found.redaction, textSHA256: one.textSHA256, copySHA256: one.copySHA256,
          filesSHA256: out.files.map(\.sha256), entry: index)
        let note = try store.audit.signReceipt(receipt.text)
        try connection.run(
          """
          UPDATE disclosure_recipient SET standing = 'sent', pack = \(one.pack), copy = \(one.copy),
            text_sha256 = \(one.textSHA256), receipt = \(note.description), entry_index = \(index),
            agreement = \(agreement?.id), agreement_version = \(agreement?.version) WHERE id = \(recipient.id)
          """)
      }
      try connection.run(
        "UPDATE disclosure SET state = 'sent', sent_at = \(now), sent_by = \(inquirer.account) WHERE id = \(id)")
    }
  }
}
