import Basics

/// Reads the records of a file again to compare them with those of another issue.
extension FileReading {
  /// What two issues have of the same parts, compared; `kind` has been recognised before.
  package func differences(
    kind: SourceKind, before: SourceBytes, after: SourceBytes, name: String, parts: [SeriesTable.PublisherMonth]
  ) throws -> [SeriesTable.PublisherMonth: RecordDifference] {
    var out: [SeriesTable.PublisherMonth: RecordDifference] = [:]
    switch kind {
    case .streetCrime, .outcomes, .stopAndSearch, .fireIncidents:
      let wanted = Set(parts)
      let old = try records(kind, before, name: name, wanted), new = try records(kind, after, name: name, wanted)
      for part in parts { out[part] = RecordDifference(before: old[part] ?? [], after: new[part] ?? []) }
    case .mpsBorough, .mpsWard:
      let old = try cells(before, name: name), new = try cells(after, name: name)
      // Rows of zeros are left out by the publisher, so what is absent is zero.
      for part in parts {
        out[part] = RecordDifference(before: old[part.month] ?? [:], after: new[part.month] ?? [:], absent: "0")
      }
    case .boundaries:
      let old = try outlines(before, name: name), new = try outlines(after, name: name)
      for part in parts { out[part] = RecordDifference(before: old, after: new, changed: .place) }
    default:
      let old = try rows(before, name: name), new = try rows(after, name: name)
      for part in parts { out[part] = RecordDifference(before: old, after: new) }
    }
    return out
  }

  private func records(
    _ kind: SourceKind, _ content: SourceBytes, name: String, _ wanted: Set<SeriesTable.PublisherMonth>
  ) throws -> [SeriesTable.PublisherMonth: [RecordDifference.Record]] {
    try readTable(content, name: name) { table in
      let at = table.recognition
      var out: [SeriesTable.PublisherMonth: [RecordDifference.Record]] = [:], rejected = RejectedRows()
      func columns(_ names: String...) -> [Int] { names.compactMap(at.position) }
      let identifier = columns("Crime ID", "IncidentNumber").first
      let outcome = columns("Last outcome category", "Outcome type", "Outcome", "AnimalGroupParent", "IncidentGroup")
        .first
      let coordinates = columns("Longitude", "Latitude", "Easting_rounded", "Northing_rounded")
      let place = columns("LSOA code", "Location", "BoroughCode", "WardCode")
      let category =
        kind == .stopAndSearch
        ? columns("Date", "Type", "Object of search", "Legislation") : columns("Crime type", "PropertyCategory")
      let month = columns("Month", "Date", "DateTimeOfCall").first, force = at.position("Reported by")
      let only = Set(wanted.map(\.publisher)).count == 1 ? wanted.first?.publisher : nil
      _ = try table.eachRow(&rejected) { record, _ in
        func joined(_ columns: [Int]) -> String {
          columns.map { record.text($0) }.filter { !$0.isEmpty }.joined(separator: ", ")
        }
        let written = month.map { record.text($0) } ?? ""
        let of: String? =
          switch kind {
          case .stopAndSearch: Instant(written)?.londonDay.month.description
          case .fireIncidents: FireReading.day(written)?.month.description
          default: written
          }
        let part = SeriesTable.PublisherMonth(publisher: force.map { record.text($0) } ?? only ?? "", month: of ?? "")
        guard wanted.contains(part) else { return }
        out[part, default: []].append(
          .init(
            identifier: identifier.map { record.text($0) } ?? "", category: joined(category),
            outcome: outcome.map { record.text($0) } ?? "", coordinates: joined(coordinates), place: joined(place)))
      }
      return out
    }
  }

  /// Quantities of a wide file by month and by group and area.
  private func cells(_ content: SourceBytes, name: String) throws -> [String: [String: String]] {
    guard let segment = try read(content, name: name).segment else { return [:] }
    var sums: [String: [String: Int]] = [:]
    for row in 0..<segment.rows {
      let key = [SeriesColumn.category, .subcategory, .borough, .ward].map { segment.text($0, row: row) }.filter {
        !$0.isEmpty
      }
      let quantity = segment.quantity.map { Int($0[row]) } ?? 1
      sums[segment.text(.month, row: row), default: [:]][key.joined(separator: " > "), default: 0] += quantity
    }
    return sums.mapValues { $0.mapValues { String($0) } }
  }

  private func rows(_ content: SourceBytes, name: String) throws -> [String: String] {
    var data = ReferenceData()
    return try readTable(content, name: name) { try ReferenceReading.read($0, into: &data).rows }
  }

  private func outlines(_ content: SourceBytes, name: String) throws -> [String: String] {
    let areas = try boundaries(content, name: name).layer.areas
    return Dictionary(
      areas.map { area in
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for point in area.rings.joined() {
          for bits in [point.longitude.bitPattern, point.latitude.bitPattern] {
            hash = (hash ^ bits) &* 0x100_0000_01B3
          }
        }
        return (area.code, "\(area.name), \(area.rings.reduce(0) { $0 + $1.count }) points, outline \(Hex.text(hash))")
      }
    ) { first, _ in first }
  }
}
