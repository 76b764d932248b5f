/// One table of several partners' files, each a segment of its own, so that a figure cites only the files it counted.
extension SeriesTable {
  /// Tables that hold nothing are left out, with their extract.
  package static func partnerIncidents(_ tables: [SeriesTable], coverage: [Coverage]) -> SeriesTable {
    let held = tables.filter { !$0.sources.isEmpty }
    return SeriesTable(
      kind: .partnerIncidents, extracts: held.flatMap(\.extracts), coverage: coverage, sources: held.flatMap(\.sources))
  }
}
