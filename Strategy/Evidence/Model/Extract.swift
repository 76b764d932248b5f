import Basics

/// A published file as it was received: kept byte for byte, never edited, named by its SHA-256.
package struct Extract: Codable, Hashable, Sendable {
  package let sha256: String
  /// The name the file had when it was brought in.
  package let fileName: String
  package let kind: SourceKind
  package let byteCount: Int
  package let publisher: String
  package let licence: String
  /// The day on which the publisher cut the extract, ISO 8601; the day of import when the file does not say.
  package let extractDate: String
  /// The moment it was brought in, RFC 3339.
  package let importedAt: String

  package init(
    sha256: String, fileName: String, kind: SourceKind, byteCount: Int, publisher: String, licence: String,
    extractDate: String, importedAt: String
  ) {
    self.sha256 = sha256
    self.fileName = fileName
    self.kind = kind
    self.byteCount = byteCount
    self.publisher = publisher
    self.licence = licence
    self.extractDate = extractDate
    self.importedAt = importedAt
  }
}

/// What is held of one publisher's month: missing is not zero.
package struct Coverage: Codable, Hashable, Sendable {
  package enum Status: String, Codable, Sendable {
    /// The whole month is held and old enough to be settled.
    case complete
    /// One of the two latest months of its extract: revised by the publisher as a rule.
    case provisional
    /// The file stops before the month ends.
    case partial
    /// No file is held for a month between months that are held.
    case missing
  }
  /// The force or body whose month it is, as the file names it (`Metropolitan Police Service`).
  package let publisher: String
  /// ISO month, `2023-04`.
  package let month: String
  package let status: Status
  package let rows: Int

  package init(publisher: String, month: String, status: Status, rows: Int) {
    self.publisher = publisher
    self.month = month
    self.status = status
    self.rows = rows
  }
}

/// What a re-issued month changed, record by record.
package struct Revision: Codable, Hashable, Sendable {
  package var added = 0
  package var lost = 0
  package var outcomesChanged = 0
  package var coordinatesChanged = 0
  package var placesChanged = 0
  /// Quantities changed in a wide file (crimes by borough and month).
  package var quantitiesChanged = 0
  /// Records put into another category (crime type) by the publisher.
  package var categoriesChanged = 0

  package init() {}
  package var isEmpty: Bool { self == Revision() }
}

/// What became of one file that was offered for import.
package struct FileReport: Codable, Sendable {
  package enum Status: String, Codable, Sendable { case added, unchanged, revised, refused }
  package var path: String
  package var kind: SourceKind?
  package var sha256: String?
  package var status: Status
  /// Records read, kept, kept without a place, and rejected (each rejection is in `problems`).
  package var rows = 0, kept = 0, unplaced = 0, rejected = 0
  package var revision: Revision?
  package var problems: [String] = []

  package init(path: String, kind: SourceKind?, sha256: String?, status: Status) {
    self.path = path
    self.kind = kind
    self.sha256 = sha256
    self.status = status
  }
}
