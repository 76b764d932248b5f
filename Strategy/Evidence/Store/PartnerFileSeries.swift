import Analysis
import Basics
import Database
import StrategyModel
import Synchronization

extension PartnerFiles {
  /// The rows that count, as one series: month of the incident, holder, set and category, with the point where one was
  /// given. Sets without dates (exclusions, numbers only) are left out; a file covers all three months of its quarter.
  /// A month is partial when the holder sends other sets too and one of them is not held for it: no rows of that set are
  /// not no incidents.
  package func series() async throws -> SeriesTable {
    let held = Array(try await imports(limit: 100_000).filter(\.isCurrent).reversed())
    let names = held.map(\.id.text)
    if let last = lastSeries.withLock({ $0 }), last.imports == names { return last.table }
    let table = try await series(of: held)
    lastSeries.withLock { $0 = (names, table) }
    return table
  }

  private func series(of held: [PartnerImport]) async throws -> SeriesTable {
    var tables: [SeriesTable] = [], coverage: [Coverage] = []
    var sets: [String: Set<String>] = [:], setsOfMonth: [String: Set<String>] = [:]
    for one in held {
      guard let set = prescribed.set(one.set), set.content == .incidents, set.fields.contains(.date) else { continue }
      let holder = prescribed.holder(one.holder)?.name ?? one.holder
      let (table, rows) = try await table(of: one, set, holder: holder)
      tables.append(table)
      sets[holder, default: []].insert(set.id)
      for month in one.quarter.firstMonth...one.quarter.lastMonth {
        let name = month.description
        setsOfMonth["\(name)\u{0}\(holder)", default: []].insert(set.id)
        coverage.append(Coverage(publisher: holder, month: name, status: .complete, rows: rows[name] ?? 0))
      }
    }
    return .partnerIncidents(
      tables, coverage: PartnerFiles.joined(coverage) { setsOfMonth[$0] == sets[$1] ? .complete : .partial })
  }

  /// The rows of one import, and how many lie in each month.
  private func table(
    of one: PartnerImport, _ set: PrescribedSet, holder: String
  ) async throws -> (table: SeriesTable, rows: [String: Int]) {
    var columns: [SeriesColumn: [String]] = [.month: [], .publisher: [], .category: [], .subcategory: []]
    var quantity: [Int] = [], points: [(longitude: Double, latitude: Double)?] = []
    var rows: [String: Int] = [:]
    for row in try await self.rows(of: one.id, from: 0, limit: Int(Int32.max)) {
      guard let month = row.day.flatMap({ Day($0) })?.month.description else { continue }
      columns[.month]?.append(month)
      columns[.publisher]?.append(holder)
      columns[.category]?.append(set.title)
      columns[.subcategory]?.append(set.category(row.category)?.name ?? row.category)
      quantity.append(row.quantity)
      points.append(PartnerFiles.point(row))
      rows[month, default: 0] += row.quantity
    }
    let table = SeriesTable.make(
      kind: .partnerIncidents, extracts: [try await citation(one, holder: holder)], coverage: [], columns: columns,
      quantity: quantity, points: points)
    return (table, rows)
  }

  /// Several sets of one holder cover the same month once.
  private static func joined(
    _ coverage: [Coverage], status: (_ key: String, _ publisher: String) -> Coverage.Status
  ) -> [Coverage] {
    let groups = Dictionary(grouping: coverage) { "\($0.month)\u{0}\($0.publisher)" }
    return groups.sorted { $0.key < $1.key }.compactMap { key, same in
      same.first.map {
        Coverage(
          publisher: $0.publisher, month: $0.month, status: status(key, $0.publisher),
          rows: same.reduce(0) { $0 + $1.rows })
      }
    }
  }

  private func citation(_ one: PartnerImport, holder: String) async throws -> Extract {
    let size = try await database.read {
      try $0.row("SELECT byte_count FROM partner_file_extract WHERE sha256 = \(one.sha256)")?.int("byte_count")
    }
    return Extract(
      sha256: one.sha256, fileName: one.fileName, kind: .partnerIncidents, byteCount: size ?? 0, publisher: holder,
      licence: "Disclosed under \(prescribed.instrument); not for publication", extractDate: one.receivedOn.description,
      importedAt: one.importedAt.description)
  }

  private static func point(_ row: PartnerRow) -> (longitude: Double, latitude: Double)? {
    if let longitude = row.longitude, let latitude = row.latitude {
      return (Double(longitude) / 1_000_000, Double(latitude) / 1_000_000)
    }
    guard let easting = row.easting, let northing = row.northing else { return nil }
    let place = BritishNationalGrid.geographic(NationalGridPoint(easting: Double(easting), northing: Double(northing)))
    return place.map { ($0.longitude, $0.latitude) }
  }
}
