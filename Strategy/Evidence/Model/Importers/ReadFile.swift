import Basics

/// What one file's content gave when it was read.
package struct ReadFile: Sendable {
  /// One publisher's month, or for files without months one named part.
  package struct Part: Sendable, Hashable {
    package let publisher: String
    /// ISO month; `lsoa-2021 E09000033` and the like for files without months.
    package let name: String
    package let rows: Int, unplaced: Int
    /// The file stops before the month ends.
    package let isPartial: Bool

    package init(publisher: String, name: String, rows: Int, unplaced: Int, isPartial: Bool) {
      self.publisher = publisher
      self.name = name
      self.rows = rows
      self.unplaced = unplaced
      self.isPartial = isPartial
    }
  }

  package let kind: SourceKind
  /// Records as columns; nil for look-ups and outlines.
  package var segment: ColumnSegment?
  package var parts: [Part] = []
  package var rows = 0, kept = 0, unplaced = 0
  package var rejected = 0
  package var problems: [String] = []

  package init(kind: SourceKind) { self.kind = kind }

  /// Raised whenever files are read differently than before, so that stored columns are made anew.
  package static let readingVersion = 2
}

/// Records that were not kept: all are counted, the first are listed with their line and reason.
struct RejectedRows {
  private(set) var count = 0
  private var listed: [String] = []
  private static let limit = 20

  mutating func reject(line: Int, _ reason: String) {
    count += 1
    if listed.count < RejectedRows.limit { listed.append("Line \(line): \(reason); the row was rejected.") }
  }

  var problems: [String] {
    count > listed.count
      ? listed + ["\((count - listed.count).grouped) more rows were rejected for such reasons."] : listed
  }
}

/// A table under a recognised line of headings, ready to be read.
struct RecognisedTable {
  let recognition: Recognition
  var text: DelimitedText
  let notes: [String]
  /// Whether the file is held already: then a last row that was cut short is rejected, since the file cannot be refused.
  var isHeld = false

  /// Gives each record after the headings; those with too few or too many fields are rejected here. A file that ends in
  /// the middle of a record is refused as a whole: nobody can tell how much of it is missing.
  @inline(__always)
  func forEachRow(_ rejected: inout RejectedRows, _ body: (inout DelimitedRecord, inout RejectedRows) throws -> Void)
    throws -> Int
  {
    var rows = 0, isHeading = true
    let fields = recognition.headings.count
    try text.forEachRecord { record in
      if isHeading {
        isHeading = false
        return
      }
      rows &+= 1
      guard record.count == fields else {
        if record.isCutOff, record.count < fields {
          if record.bytes.allSatisfy({ $0 <= 32 }) {
            rows &-= 1
            return
          }
          if !isHeld { throw RecognisedTable.cutShort(text.place, line: record.line) }
        }
        let what =
          record.count < fields
          ? "only \(record.count) of \(fields) fields" : "\(record.count) fields instead of \(fields)"
        let cut = record.isCutOff && record.count < fields ? "; the file ends in the middle of this row" : ""
        rejected.reject(line: record.line, what + cut)
        return
      }
      try body(&record, &rejected)
    }
    return rows
  }
}

extension RecognisedTable {
  static func cutShort(_ place: String, line: Int) -> Refusal {
    Refusal(
      "cut-short", place: place, "The file ends in the middle of line \(line): the file was cut short.",
      remedy: "Fetch it again from its publisher; nothing of it was loaded.")
  }

  /// The same as `forEachRow`, compiled once: for files of which there are few.
  @inline(never)
  func eachRow(_ rejected: inout RejectedRows, _ body: (inout DelimitedRecord, inout RejectedRows) throws -> Void)
    throws -> Int
  {
    try forEachRow(&rejected, body)
  }
}

/// What practice files say that reading needs: names of boroughs and forces.
package struct ReadingNames: Sendable {
  /// GSS code by folded name.
  package let boroughs: [String: String]
  /// Force name by the word that data.police.uk puts into file names.
  package let forces: [String: String]

  package init(boroughs: [String: String], forces: [String: String]) {
    self.boroughs = boroughs
    self.forces = forces
  }

  /// The code of a borough under any of its names, or the code itself.
  func borough(_ name: String) -> String? {
    let folded = ReadingNames.folded(name)
    if folded.isEmpty { return nil }
    return boroughs[folded] ?? (folded.hasPrefix("e0") && folded.count == 9 ? folded.uppercased() : nil)
  }

  package static func folded(_ name: String) -> String {
    name.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
