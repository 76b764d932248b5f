/// A field that is never stored in clear. This is the one list of them; a column that is not here is L-C.
///
/// What a case says is sealed under the case's key. A person's own particulars are sealed under the person's, since one
/// person is part of several cases and outlives each of them.
package enum GuardedField: String, CaseIterable, Sendable {
  case safeAddress = "safe-address"
  case refuge
  case newIdentity = "new-identity"
  case schoolOfChild = "school-of-child"
  case informant

  case familyName = "family-name"
  case givenNames = "given-names"
  case birthDate = "birth-date"
  case phone
  case email
  case homeAddress = "home-address"
  case postcode

  case note
  case riskAnswer = "risk-answer"
  case fileName = "file-name"
  case fileContent = "file-content"

  case disclosureAsk = "disclosure-ask"
  case disclosureGround = "disclosure-ground"
  case disclosureItem = "disclosure-item"
  case disclosurePack = "disclosure-pack"
  case disclosureCopy = "disclosure-copy"
  case disclosureFileName = "disclosure-file-name"
  case disclosureFileContent = "disclosure-file-content"
  case correction

  case subjectIdentity = "subject-identity"
  case subjectSafety = "subject-safety"
  case subjectItem = "subject-item"
  case subjectAnswer = "subject-answer"

  private struct Line {
    let table: String, column: String, level: ProtectionLevel, owner: KeyOwner.Kind, indexes: Set<BlindIndex.Kind>

    init(
      _ table: String, _ column: String, _ level: ProtectionLevel, _ owner: KeyOwner.Kind,
      _ indexes: Set<BlindIndex.Kind> = []
    ) {
      self.table = table
      self.column = column
      self.level = level
      self.owner = owner
      self.indexes = indexes
    }
  }

  private var line: Line {
    switch self {
    case .safeAddress: Line("safe_address", "address", .concealed, .person)
    case .refuge: Line("refuge_stay", "refuge", .concealed, .person)
    case .newIdentity: Line("new_identity", "identity", .concealed, .person)
    case .schoolOfChild: Line("child_school", "school", .concealed, .person)
    case .informant: Line("informant", "identity", .concealed, .person)
    case .familyName: Line("person", "family_name", .sealed, .person, [.name, .soundOfName, .nameAndBirthDate])
    case .givenNames: Line("person", "given_names", .sealed, .person, [.name])
    case .birthDate: Line("person", "birth_date", .sealed, .person, [.nameAndBirthDate])
    case .phone: Line("person_phone", "number", .sealed, .person, [.phone])
    case .email: Line("person_email", "address", .sealed, .person)
    case .homeAddress: Line("person_address", "address", .sealed, .person)
    case .postcode: Line("person_address", "postcode", .sealed, .person, [.postcode])
    case .note: Line("case_note", "text", .sealed, .case)
    case .riskAnswer: Line("risk_answer", "answer", .sealed, .case)
    case .fileName: Line("case_file", "name", .sealed, .case)
    case .fileContent: Line("case_file", "content", .sealed, .case)
    case .disclosureAsk: Line("disclosure", "ask", .sealed, .disclosure)
    case .disclosureGround: Line("disclosure", "ground", .sealed, .disclosure)
    case .disclosureItem: Line("disclosure_item", "leaving", .sealed, .disclosure)
    case .disclosurePack: Line("disclosure_recipient", "pack", .sealed, .disclosure)
    case .disclosureCopy: Line("disclosure_recipient", "copy", .sealed, .disclosure)
    case .disclosureFileName: Line("disclosure_file", "name", .sealed, .disclosure)
    case .disclosureFileContent: Line("disclosure_file", "content", .sealed, .disclosure)
    case .correction: Line("disclosure_correction", "words", .sealed, .disclosure)
    case .subjectIdentity: Line("subject_request", "identity", .sealed, .disclosure)
    case .subjectSafety: Line("subject_request", "safety", .sealed, .disclosure)
    case .subjectItem: Line("subject_request_item", "leaving", .sealed, .disclosure)
    case .subjectAnswer: Line("subject_request", "answer", .sealed, .disclosure)
    }
  }

  package var table: String { line.table }
  package var column: String { line.column }
  package var level: ProtectionLevel { line.level }
  /// Whose key seals the field.
  package var owner: KeyOwner.Kind { line.owner }
  /// By what the field can be found without opening it; empty for what can only be found by opening.
  package var indexes: Set<BlindIndex.Kind> { line.indexes }

  /// Where the field of that row stands; see `FieldPlace` for `version`.
  package func place(row: String, version: Int) -> FieldPlace {
    FieldPlace(table: table, column: column, row: row, version: version)
  }
}
