import Audit
import Basics
import CaseworkModel
import Database
import GuardedFields
import PartnershipModel
import PartnershipStore

/// A disclosure as whoever works on it sees it.
package struct DisclosureView: Sendable {
  package let disclosure: Disclosure
  package let ask: DisclosureAsk
  package let ground: DisclosureGround
  package let recipients: [DisclosureRecipient]
  package let items: [ItemLine]
  /// Files of documents that are held for it, redacted copies among them.
  package let files: [DisclosedFile]
  package let caseReference: String?

  /// What was chosen of one item; the text only for whoever works on it.
  package struct ItemLine: Sendable, Hashable {
    package let kind: DisclosureItem.Kind
    package let item: String
    package let choice: DisclosureItem.Choice
    package let reason: String?
    package let title: String?, leaving: String?
  }
}

extension DisclosureStore {
  /// Opens a disclosure for somebody who may work on it.
  package func read(_ id: ID<Disclosure>, by inquirer: Inquirer) async throws -> DisclosureView {
    try await view(id, wantsTexts: true) { connection in try worked(id, by: inquirer, connection) }
  }

  /// The same without any item's text, for whoever oversees the agency's sharing.
  package func readAsOverseer(_ id: ID<Disclosure>, by inquirer: Inquirer) async throws -> DisclosureView {
    try await view(id, wantsTexts: false) { connection in
      guard let found = try DisclosureStore.row(id, connection),
        let subject = try gate.person(inquirer, connection), subject.agency == found.agency, subject.status == .active,
        try found.record.map({ try AccessRegister.isClear(inquirer.account, for: ID($0.text), connection) }) ?? true
      else { throw AccessRefused.unknown }
      let individuals = try found.record.map { try CaseStore.individuals(of: $0, connection) } ?? []
      return (found, Worker(agency: subject.agency, inquirer: inquirer, individuals: individuals))
    }
  }

  private func view(
    _ id: ID<Disclosure>, wantsTexts: Bool,
    _ allowed: @escaping @Sendable (any Connection) throws -> (Disclosure, Worker)
  ) async throws -> DisclosureView {
    let (found, entry, row, recipients, items, files, reference) = try await database.read { connection in
      let (found, worker) = try allowed(connection)
      guard let row = try connection.row("SELECT ask, ground, ground_version FROM disclosure WHERE id = \(id)") else {
        throw AccessRefused.unknown
      }
      let items = try connection.rows("SELECT * FROM disclosure_item WHERE disclosure = \(id) ORDER BY position")
      let reference = try found.record.flatMap {
        try connection.row("SELECT reference FROM case_file_cover WHERE id = \($0)")?.text("reference")
      }
      let entry = try DisclosureStore.entry(
        worker.individuals.isEmpty ? .decision : .consultation, found, worker, rules: ["disclosure-read"],
        fields: wantsTexts ? ["ask", "ground", "items"] : ["ask", "ground"])
      return (
        found, entry, row, try DisclosureStore.recipients(of: id, connection), items,
        try DisclosureStore.files(of: id, connection), reference
      )
    }
    _ = try await cases.reads.record(entry)
    let key = try await key(id)
    let ask = try DisclosureStore.open(
      DisclosureAsk.self, row.text("ask"), .disclosureAsk, row: id.text, version: 1, under: key)
    let version = try row.int("ground_version")
    let ground = try row.optionalText("ground").map {
      try DisclosureStore.open(
        DisclosureGround.self, $0, .disclosureGround, row: id.text, version: version, under: key)
    }
    return DisclosureView(
      disclosure: found, ask: ask, ground: ground ?? DisclosureGround(), recipients: recipients,
      items: try items.map { try DisclosureStore.line($0, id, wantsTexts ? key : nil) }, files: files,
      caseReference: reference)
  }

  private static func line(_ row: Row, _ id: ID<Disclosure>, _ key: DataKey?) throws -> DisclosureView.ItemLine {
    let kind = DisclosureItem.Kind(rawValue: try row.text("kind")) ?? .note, item = try row.text("item")
    var text: LeavingText?
    if let key, let sealed = try row.optionalText("leaving") {
      text = try open(
        LeavingText.self, sealed, .disclosureItem, row: "\(id.text):\(kind.rawValue):\(item)",
        version: try row.int("version"), under: key)
    }
    return DisclosureView.ItemLine(
      kind: kind, item: item, choice: DisclosureItem.Choice(rawValue: try row.text("choice")) ?? .withheld,
      reason: try row.optionalText("reason"), title: text?.title, leaving: text?.text)
  }

  func ground(_ id: ID<Disclosure>) async throws -> DisclosureGround {
    let row = try await database.read { connection in
      try connection.row("SELECT ground, ground_version FROM disclosure WHERE id = \(id)")
    }
    guard let row, let sealed = try row.optionalText("ground") else { return DisclosureGround() }
    return try DisclosureStore.open(
      DisclosureGround.self, sealed, .disclosureGround, row: id.text, version: row.int("ground_version"),
      under: try await key(id))
  }

  /// What leaves, from its frozen texts.
  func leavingItems(_ id: ID<Disclosure>) async throws -> [DisclosureItem] {
    let rows = try await database.read { connection in
      try connection.rows(
        "SELECT * FROM disclosure_item WHERE disclosure = \(id) AND choice <> 'withheld' ORDER BY position")
    }
    let key = try await key(id)
    return try rows.map { row in
      let line = try DisclosureStore.line(row, id, key), text = line.leaving ?? ""
      return DisclosureItem(
        kind: line.kind, item: line.item, title: line.title ?? "", text: text, categories: [], choice: line.choice,
        replacement: text)
    }
  }

  /// Disclosures of one case, for whoever may read it.
  package func list(of id: ID<Case>, by inquirer: Inquirer) async throws -> [Disclosure] {
    let store = self
    return try await database.read { connection in
      _ = try store.gate.grant(.read, on: ID(id.text), for: inquirer, connection)
      return try DisclosureStore.rows("WHERE d.record = \(id) ORDER BY d.made_at DESC", connection)
    }
  }

  /// What waits for somebody's agency: requests that are open, as far as the person may work on them.
  package func inbox(by inquirer: Inquirer) async throws -> [Disclosure] {
    let store = self
    return try await database.read { connection in
      guard let agency = try AccessGate.agency(of: inquirer.account, connection) else { return [] }
      return try DisclosureStore.rows(
        """
        WHERE d.agency = \(agency) AND d.state IN ('requested', 'acknowledged', 'assessed', 'redacted')
        ORDER BY d.received_on, d.id LIMIT 200
        """, connection
      ).filter { found in (try? store.worked(found.id, by: inquirer, connection)) != nil }
    }
  }

  /// What somebody asked other agencies, with the answer to a question whether somebody is known.
  package func asked(by inquirer: Inquirer) async throws -> [(disclosure: Disclosure, ask: DisclosureAsk, answer: String?)] {
    let rows = try await database.read { connection in
      let found = try DisclosureStore.rows(
        "WHERE d.asked_account = \(inquirer.account) ORDER BY d.made_at DESC LIMIT 100", connection)
      return try found.map { one in
        (one, try connection.row("SELECT ask FROM disclosure WHERE id = \(one.id)")?.text("ask") ?? "")
      }
    }
    if !rows.isEmpty {
      _ = try await cases.reads.record(
        try AuditEntry(
          .decision, by: CaseAudit.actor(inquirer, agency: nil), object: AuditObject(kind: "disclosures", id: "asked"),
          grounds: AuditGrounds(rules: ["own-requests-read"]), resultCount: rows.count))
    }
    var out: [(Disclosure, DisclosureAsk, String?)] = []
    for (found, sealed) in rows {
      let ask = try DisclosureStore.open(
        DisclosureAsk.self, sealed, .disclosureAsk, row: found.id.text, version: 1, under: try await key(found.id))
      let answer = found.kind == .knownTo && found.state == .answered ? try await ground(found.id).refusal : nil
      out.append((found, ask, answer))
    }
    return out
  }

  /// Bodies that can be asked.
  package func otherAgencies(than own: String) async throws -> [(id: String, name: String)] {
    try await database.read { connection in
      try connection.rows(
        """
        SELECT id, name FROM authority WHERE id <> \(own) AND suspended_at IS NULL
          AND coalesce(beyond, '') NOT IN ('scrutiny-body', 'public') ORDER BY name
        """)
        .map { (try $0.text("id"), try $0.text("name")) }
    }
  }

  /// People with an account, who could read it inside.
  package func possibleRecipients() async throws -> [(account: String, words: String)] {
    try await database.read { connection in
      try connection.rows(
        """
        SELECT a.id, a.name, o.name AS agency FROM account a JOIN authority o ON o.id = a.authority_id
        WHERE a.suspended_at IS NULL AND o.suspended_at IS NULL ORDER BY o.name, a.name
        """
      ).map { (try $0.text("id"), "\(try $0.text("name")), \(try $0.text("agency"))") }
    }
  }
}
