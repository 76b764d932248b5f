import Basics

/// How an import is to be done.
package struct ImportOptions: Sendable {
  /// The day on which the publisher cut the extract, when the file does not say and the person knows.
  package var extractDate: Day?
  /// Takes the place of what the file or `Practice/sources.yaml` says.
  package var publisher: String?
  package var licence: String?
  /// Reports what would happen and changes nothing.
  package var dryRun = false

  package init(extractDate: Day? = nil, publisher: String? = nil, licence: String? = nil, dryRun: Bool = false) {
    self.extractDate = extractDate
    self.publisher = publisher
    self.licence = licence
    self.dryRun = dryRun
  }
}

/// How far an import has come.
package struct ImportProgress: Sendable {
  package let filesDone: Int, filesTotal: Int
  /// Bytes of the files as they lie on disk.
  package let bytesDone: Int, bytesTotal: Int
  /// Records read so far.
  package let rows: Int
  /// The file that was just finished, or is being read.
  package let fileName: String
  package let seconds: Double

  package init(
    filesDone: Int, filesTotal: Int, bytesDone: Int, bytesTotal: Int, rows: Int, fileName: String, seconds: Double
  ) {
    self.filesDone = filesDone
    self.filesTotal = filesTotal
    self.bytesDone = bytesDone
    self.bytesTotal = bytesTotal
    self.rows = rows
    self.fileName = fileName
    self.seconds = seconds
  }
}

/// What became of everything that was offered.
package struct ImportReport: Sendable {
  package var files: [FileReport]
  package var seconds: Double
  package var dryRun: Bool

  package init(files: [FileReport], seconds: Double, dryRun: Bool) {
    self.files = files
    self.seconds = seconds
    self.dryRun = dryRun
  }

  package var rows: Int { files.reduce(0) { $0 + $1.rows } }
  package var kept: Int { files.reduce(0) { $0 + $1.kept } }
  package var unplaced: Int { files.reduce(0) { $0 + $1.unplaced } }
  package var rejected: Int { files.reduce(0) { $0 + $1.rejected } }
  package var rowsPerSecond: Double { seconds > 0 ? Double(rows) / seconds : 0 }
  package func count(_ status: FileReport.Status) -> Int { files.count { $0.status == status } }

  package var json: JSON {
    .object([
      ("files", .array(files.map(\.json))),
      (
        "totals",
        .object([
          ("files", .int(files.count)), ("added", .int(count(.added))), ("unchanged", .int(count(.unchanged))),
          ("revised", .int(count(.revised))), ("refused", .int(count(.refused))), ("rows", .int(rows)),
          ("kept", .int(kept)), ("unplaced", .int(unplaced)), ("rejected", .int(rejected)),
          ("seconds", .double(seconds)), ("rows_per_second", .double(rowsPerSecond)), ("dry_run", .bool(dryRun)),
        ])
      ),
    ])
  }
}

extension FileReport {
  package var json: JSON {
    .object([
      ("path", .string(path)), ("kind", JSON(kind?.rawValue)), ("sha256", JSON(sha256)),
      ("status", .string(status.rawValue)), ("rows", .int(rows)), ("kept", .int(kept)), ("unplaced", .int(unplaced)),
      ("rejected", .int(rejected)), ("revision", revision?.json ?? .null),
      ("problems", .array(problems.map(JSON.string))),
    ])
  }
}

extension Revision {
  package var json: JSON {
    .object([
      ("added", .int(added)), ("lost", .int(lost)), ("outcomes_changed", .int(outcomesChanged)),
      ("coordinates_changed", .int(coordinatesChanged)), ("places_changed", .int(placesChanged)),
      ("quantities_changed", .int(quantitiesChanged)), ("categories_changed", .int(categoriesChanged)),
    ])
  }
}
