/// What somebody may ask to do with one record. Under a dozen, so that an information-governance lead can review them all.
package enum RecordAction: String, CaseIterable, Sendable, Codable {
  case read, note, edit, document, members, narrow, reveal, disclose, export, close

  /// Needs the second factor shown within the last five minutes.
  package var needsStepUp: Bool {
    switch self {
    case .reveal, .export, .members, .disclose: true
    default: false
    }
  }

  /// Needs a reason in words.
  package var needsReason: Bool {
    switch self {
    case .reveal, .export, .disclose: true
    default: false
    }
  }

  /// Takes personal data out of the case, so that above a number of people a second person must agree.
  package var isOutward: Bool { self == .export || self == .disclose }

  /// For sentences: “may not reveal a guarded field of this record”.
  package var words: String {
    switch self {
    case .read: "read"
    case .note: "add a note to"
    case .edit: "edit"
    case .document: "add a document to"
    case .members: "change who is on"
    case .narrow: "narrow"
    case .reveal: "reveal a guarded field of"
    case .disclose: "disclose"
    case .export: "export"
    case .close: "close"
    }
  }
}

/// How the person proved who they are in this session, weakest first.
package enum SessionStrength: String, CaseIterable, Comparable, Sendable, Codable {
  case password
  case secondFactor = "second-factor"
  case passkey

  package static func < (a: SessionStrength, b: SessionStrength) -> Bool { a.rank < b.rank }
  private var rank: Int { SessionStrength.allCases.firstIndex(of: self) ?? 0 }
}
