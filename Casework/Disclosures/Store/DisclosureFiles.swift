import Audit
import Basics
import CaseworkModel
import Crypto
import Database
import GuardedFields
import PartnershipModel
import PartnershipStore

/// Documents that leave: copies of their own, sealed under the disclosure's key, so that what was frozen is what is opened.
extension DisclosureStore {
  /// Brings in a redacted copy of a document, made outside with whatever takes text and pictures out for good. It replaces an
  /// earlier one; what was chosen of the document is chosen anew.
  package func addRedactedCopy(
    of document: ID<CaseDocument>, named name: String, _ content: [UInt8], to id: ID<Disclosure>, by inquirer: Inquirer,
    writer: String
  ) async throws {
    let found = try await database.read { connection in try worked(id, by: inquirer, connection).0 }
    guard let record = found.record else { throw DisclosureStore.notNow(found) }
    let checked = try DocumentFile.checked(name: name, content)
    let original = try await cases.document(document, of: record, by: inquirer)
    guard original.bytes != content else {
      throw Refusal(
        "redaction-empty", place: original.name, "This is the document itself: nothing was taken out.",
        remedy: "Take out what must not leave and bring that copy, or choose “\(DisclosureItem.Choice.whole.label)”.")
    }
    let file = DisclosedFile(
      document: document.text, form: .redacted, mediaType: checked.type, byteCount: content.count,
      sha256: DisclosureStore.digest(content))
    let writes = try await writing(file, named: file.plainName, content, to: id, by: writer)
    try await change(id, by: inquirer, rule: "redacted-copy-added", in: [.assessed, .redacted]) { connection, _, _ in
      try connection.batch(writes)
      // Chosen before, it would leave with another file than was looked at.
      try connection.run(
        """
        UPDATE disclosure_item SET choice = 'withheld', leaving = NULL
        WHERE disclosure = \(id) AND kind = 'document' AND item = \(document) AND choice = 'redacted'
        """)
      try DisclosureStore.unfreeze(id, connection)
    }
  }

  static func digest(_ bytes: [UInt8]) -> String { Hex.text(Array(SHA256.hash(data: bytes))) }

  /// Statements that keep a file with a disclosure, in place of one of the same document and form.
  func writing(
    _ file: DisclosedFile, named name: String, _ content: [UInt8], to id: ID<Disclosure>, by writer: String
  ) async throws -> [SQL] {
    let now = clock.now(), own = ID<DisclosedFile>(at: now), key = try await key(id)
    let sealedName = try GuardedField.disclosureFileName.seal(name, row: own.text, version: 1, under: key).text
    let sealed = try GuardedField.disclosureFileContent.seal(bytes: content, row: own.text, version: 1, under: key).bytes
    return [
      """
      DELETE FROM disclosure_file
      WHERE disclosure = \(id) AND document = \(file.document) AND form = \(file.form.rawValue)
      """,
      """
      INSERT INTO disclosure_file (id, disclosure, document, form, name, content, media_type, byte_count, sha256, added_at,
        added_by)
      VALUES (\(own), \(id), \(file.document), \(file.form.rawValue), \(sealedName), \(sealed), \(file.mediaType),
        \(file.byteCount), \(file.sha256), \(now), \(writer))
      """,
    ]
  }

  /// The files that are held for a disclosure, redacted copies before anything is chosen among them.
  static func files(of id: ID<Disclosure>, _ connection: any Connection) throws -> [DisclosedFile] {
    try connection.rows(
      "SELECT document, form, media_type, byte_count, sha256 FROM disclosure_file WHERE disclosure = \(id) ORDER BY id"
    ).map { row in
      DisclosedFile(
        document: try row.text("document"), form: DisclosedFile.Form(rawValue: try row.text("form")) ?? .redacted,
        mediaType: try row.text("media_type"), byteCount: try row.int("byte_count"), sha256: try row.text("sha256"))
    }
  }

  /// The files that leave, in the order of the text.
  static func leavingFiles(of id: ID<Disclosure>, _ connection: any Connection) throws -> [DisclosedFile] {
    let held = try files(of: id, connection)
    return try connection.rows(
      """
      SELECT item, choice FROM disclosure_item
      WHERE disclosure = \(id) AND kind = 'document' AND choice <> 'withheld' ORDER BY position
      """
    ).map { row in
      let item = try row.text("item"), choice = try row.text("choice")
      guard let file = held.first(where: { $0.document == item && $0.form.rawValue == choice }) else {
        throw Refusal(
          "disclosed-file", "A document that is chosen has no file here.", remedy: "Choose again what leaves.")
      }
      return file
    }
  }

  package struct OpenedFile: Sendable {
    package let name: String, mediaType: String
    package let bytes: [UInt8]
  }

  /// A file that leaves or left, for whoever works on the disclosure: to look at it before, and to hand it over with a copy.
  package func file(_ document: ID<CaseDocument>, of id: ID<Disclosure>, by inquirer: Inquirer) async throws -> OpenedFile {
    let (row, entry) = try await database.read { connection in
      let (found, worker) = try worked(id, by: inquirer, connection)
      return (
        try DisclosureStore.fileRow(document, of: id, connection),
        try DisclosureStore.entry(
          worker.individuals.isEmpty ? .decision : .consultation, found, worker, rules: ["disclosure-read"],
          fields: ["document:\(document)"])
      )
    }
    _ = try await cases.reads.record(entry)
    return try DisclosureStore.opened(row, try await key(id))
  }

  /// A file of one's own copy, as it was frozen.
  package func receivedFile(_ document: ID<CaseDocument>, of id: ID<DisclosureRecipient>, by inquirer: Inquirer) async throws
    -> OpenedFile
  {
    let (row, disclosure, entry) = try await database.read { connection in
      let (received, worker) = try own(id, inquirer, connection), disclosure = received.disclosure
      guard received.recipient.standing.isPromise else { throw AccessRefused.unknown }
      return (
        try DisclosureStore.fileRow(document, of: disclosure.id, connection), disclosure.id,
        try DisclosureStore.entry(
          worker.individuals.isEmpty ? .decision : .consultation, disclosure, worker, rules: ["received-read"],
          fields: ["document:\(document)"])
      )
    }
    _ = try await cases.reads.record(entry)
    return try DisclosureStore.opened(row, try await key(disclosure))
  }

  /// The file of a document in the form that was chosen; what is withheld is not there.
  private static func fileRow(_ document: ID<CaseDocument>, of id: ID<Disclosure>, _ connection: any Connection) throws -> Row {
    guard
      let row = try connection.row(
        """
        SELECT f.* FROM disclosure_file f
        JOIN disclosure_item i ON i.disclosure = f.disclosure AND i.kind = 'document' AND i.item = f.document
          AND i.choice = f.form
        WHERE f.disclosure = \(id) AND f.document = \(document)
        """)
    else { throw AccessRefused.unknown }
    return row
  }

  private static func opened(_ row: Row, _ key: DataKey) throws -> OpenedFile {
    let own = try row.text("id")
    let bytes = try GuardedField.disclosureFileContent.openBytes(
      SealedField(row.blob("content")), row: own, version: 1, under: key)
    guard try digest(bytes) == row.text("sha256") else {
      throw Refusal("disclosed-file", "The file is not the one that was frozen.", remedy: "Tell the administrator.")
    }
    return OpenedFile(
      name: try GuardedField.disclosureFileName.open(SealedField(text: row.text("name")), row: own, version: 1, under: key),
      mediaType: try row.text("media_type"), bytes: bytes)
  }
}
