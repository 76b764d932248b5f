import Basics

/// The difference report of one re-issued part, as it is listed.
package struct RevisionEntry: Sendable, Hashable {
  package let id: String
  package let kind: SourceKind
  package let publisher: String
  /// ISO month; for a file without months the name of the part, such as `lsoa-2021`.
  package let month: String
  /// SHA-256 of the extract that held the part before, and of the one that took its place.
  package let before: String, after: String
  package let madeAt: Instant
  package let revision: Revision

  package init(
    id: String, kind: SourceKind, publisher: String, month: String, before: String, after: String, madeAt: Instant,
    revision: Revision
  ) {
    self.id = id
    self.kind = kind
    self.publisher = publisher
    self.month = month
    self.before = before
    self.after = after
    self.madeAt = madeAt
    self.revision = revision
  }
}

/// What a re-issue changed about one record.
package struct RecordChange: Sendable, Hashable {
  package enum What: String, Sendable, CaseIterable {
    case added, lost, outcome, coordinates, place, category, quantity
  }
  package let what: What
  /// Crime ID, incident number, or the values that name a record without one.
  package let record: String
  /// Empty for an added record (`before`) or a lost one (`after`).
  package let before: String, after: String

  package init(what: What, record: String, before: String, after: String) {
    self.what = what
    self.record = record
    self.before = before
    self.after = after
  }
}

/// One page of a list of changes.
package struct ChangePage: Sendable {
  package let total: Int
  package let changes: [RecordChange]

  package init(total: Int, changes: [RecordChange]) {
    self.total = total
    self.changes = changes
  }
}
