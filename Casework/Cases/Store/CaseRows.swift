import Basics
import CaseworkModel
import Database
import GuardedFields
import PartnershipModel
import PartnershipStore

/// A note as the database keeps it, with what a decision on it looks at.
struct SealedNote: Sendable {
  let id: ID<CaseNote>
  let kind: CaseNote.Kind
  let text: String, source: String
  let happenedOn: Day?
  let recordedAt: Instant
  let recordedBy: String, agency: String
  let categories: [String]
  let keptToAgency: String?

  var holding: AccessGate.ItemHolding {
    AccessGate.ItemHolding(
      categories: categories, narrowing: keptToAgency.map { DecisionFacts.Narrowing(agencies: [$0]) })
  }

  /// A note whose key was erased says so; the case stays readable.
  func opened(_ key: DataKey?) throws -> CaseNote {
    let words = try key.map { try GuardedField.note.open(SealedField(text: text), row: id.text, version: 1, under: $0) }
    return CaseNote(
      id: id, kind: kind, text: words ?? "(erased)", source: source, happenedOn: happenedOn, recordedAt: recordedAt,
      recordedBy: recordedBy, agency: agency, categories: categories)
  }
}

/// A document without its content.
struct SealedDocument: Sendable {
  let id: ID<CaseDocument>
  let name: String
  let byteCount: Int
  let addedAt: Instant
  let addedBy: String

  func opened(_ key: DataKey?) throws -> CaseDocument {
    let words = try key.map {
      try GuardedField.fileName.open(SealedField(text: name), row: id.text, version: 1, under: $0)
    }
    return CaseDocument(id: id, name: words ?? "(erased)", byteCount: byteCount, addedAt: addedAt, addedBy: addedBy)
  }
}

extension CaseStore {
  static func roles(_ id: ID<Case>, _ connection: any Connection) throws -> [ID<Person>: [PartyRole]] {
    var out: [ID<Person>: [PartyRole]] = [:]
    for row in try connection.rows("SELECT person, role FROM case_party WHERE case_id = \(id) ORDER BY role") {
      if let role = PartyRole(rawValue: try row.text("role")) { out[try row.id("person"), default: []].append(role) }
    }
    return out
  }

  static func notes(_ id: ID<Case>, _ connection: any Connection) throws -> [SealedNote] {
    var categories: [String: [String]] = [:]
    for row in try connection.rows(
      """
      SELECT k.note, k.category FROM case_note_category k JOIN case_note n ON n.id = k.note WHERE n.case_id = \(id)
      ORDER BY k.category
      """)
    { categories[try row.text("note"), default: []].append(try row.text("category")) }
    return try connection.rows("SELECT * FROM case_note WHERE case_id = \(id) ORDER BY recorded_at DESC, id DESC").map {
      row in
      SealedNote(
        id: try row.id("id"), kind: CaseNote.Kind(rawValue: try row.text("kind")) ?? .opinion,
        text: try row.text("text"), source: try row.text("source"), happenedOn: try row.optionalDay("happened_on"),
        recordedAt: try row.instant("recorded_at"), recordedBy: try row.text("recorded_by"),
        agency: try row.text("agency"), categories: categories[try row.text("id")] ?? [],
        keptToAgency: try row.optionalText("kept_to_agency"))
    }
  }

  static func actions(_ id: ID<Case>, _ connection: any Connection) throws -> [CaseAction] {
    try connection.rows(
      """
      SELECT a.*, o.name AS agency_name FROM case_action a JOIN authority o ON o.id = a.agency
      WHERE a.case_id = \(id) ORDER BY a.done_on IS NOT NULL, a.due, a.id
      """
    ).map { row in
      CaseAction(
        id: try row.id("id"), kind: CaseAction.Kind(rawValue: try row.text("kind")) ?? .other,
        agency: try row.text("agency_name"), due: try row.day("due"), doneOn: try row.optionalDay("done_on"))
    }
  }

  static func documents(_ id: ID<Case>, _ connection: any Connection) throws -> [SealedDocument] {
    try connection.rows(
      "SELECT id, name, byte_count, added_at, added_by FROM case_file WHERE case_id = \(id) ORDER BY added_at, id"
    ).map { row in
      SealedDocument(
        id: try row.id("id"), name: try row.text("name"), byteCount: try row.int("byte_count"),
        addedAt: try row.instant("added_at"), addedBy: try row.text("added_by"))
    }
  }

  static func members(_ id: ID<Case>, _ connection: any Connection) throws -> [CaseMember] {
    try connection.rows(
      """
      SELECT m.*, a.name, o.name AS agency_name FROM access_member m JOIN account a ON a.id = m.account_id
      JOIN authority o ON o.id = a.authority_id WHERE m.record = \(id) ORDER BY m.status, o.name, a.name
      """
    ).map { row in
      CaseMember(
        account: try row.text("account_id"), name: try row.text("name"), agency: try row.text("agency_name"),
        duty: try row.text("duty"), from: try row.day("from_day"), to: try row.optionalDay("to_day"),
        isActive: try row.text("status") == "active")
    }
  }

  static func labels(_ id: ID<Case>, _ connection: any Connection) throws -> [LabelOnCase] {
    try connection.rows("SELECT * FROM case_label WHERE case_id = \(id) ORDER BY label").map { row in
      LabelOnCase(
        label: try row.text("label"), setBy: try row.text("set_by"), setByAgency: try row.text("set_by_agency"),
        setAt: try row.instant("set_at"), words: try row.text("words"))
    }
  }
}
