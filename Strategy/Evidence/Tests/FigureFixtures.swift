import Basics
import Foundation
import StrategyModel
import Testing

/// Evidence made for tests of figures: real totals, small built tables, and the practice files of the repository.
enum FigureFixtures {
  static func practice(_ changed: [String: String] = [:]) throws -> FigurePractice {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../Practice").standardized
    return try FigurePractice(
      read: { try changed[$0] ?? String(contentsOf: folder.appending(path: $0), encoding: .utf8) },
      list: { try FileManager.default.contentsOfDirectory(atPath: folder.appending(path: $0).path) })
  }

  static func extract(
    _ name: String, _ kind: SourceKind, _ date: String, by publisher: String = "Metropolitan Police Service"
  )
    -> Extract
  {
    Extract(
      sha256: "sha-\(name)", fileName: name, kind: kind, byteCount: 1, publisher: publisher, licence: "OGL v3.0",
      extractDate: date, importedAt: "2023-08-01T00:00:00.000Z")
  }

  static func months(_ first: String, _ count: Int) -> [Month] {
    let start = Month(first) ?? Month(index: 0)
    return (0..<count).map { Month(index: start.index + $0) }
  }

  /// Westminster and the rest of the force, April 2019 to March 2023.
  static func boroughTable() -> SeriesTable {
    var month: [String] = [], borough: [String] = [], quantity: [Int] = []
    for (index, at) in months("2019-04", 48).enumerated() {
      let all = RealMonths.metropolitan[index], part = RealMonths.westminster[index]
      month += [at.description, at.description, at.description]
      borough += ["E09000033", "E09000007", "MPS-AIRPORTS"]
      quantity += [part, all - part - 100, 100]
    }
    return SeriesTable.make(
      kind: .mpsBorough, extracts: [extract("MPS Borough Level Crime.csv", .mpsBorough, "2023-07-31")],
      columns: [
        .month: month, .borough: borough, .publisher: month.map { _ in "Metropolitan Police Service" },
        .category: month.map { _ in "Theft" }, .subcategory: month.map { _ in "Shoplifting" },
      ], quantity: quantity)
  }

  /// The West End's two wards and the rest of Westminster on the old boundaries, September 2020 to August 2022.
  static func wardTable() -> SeriesTable {
    var month: [String] = [], ward: [String] = [], quantity: [Int] = []
    for (index, at) in months("2020-09", 24).enumerated() {
      let all = RealMonths.placedInWestminster[index], part = RealMonths.placedInWestEnd[index]
      month += [at.description, at.description, at.description]
      ward += ["E05000644", "E05000649", "E05000646"]
      quantity += [part / 2, part - part / 2, all - part]
    }
    return SeriesTable.make(
      kind: .mpsWard, extracts: [extract("MPS Ward Level Crime.csv", .mpsWard, "2022-08-31")],
      columns: [
        .month: month, .ward: ward, .borough: month.map { _ in "E09000033" },
        .publisher: month.map { _ in "Metropolitan Police Service" }, .category: month.map { _ in "Theft" },
        .subcategory: month.map { _ in "Shoplifting" },
      ], quantity: quantity)
  }

  static func metropolitan(practice: FigurePractice? = nil) throws -> FigureSources {
    try sources([.mpsBorough: boroughTable(), .mpsWard: wardTable()], practice: practice)
  }

  static func sources(
    _ tables: [SourceKind: SeriesTable], reference: ReferenceData = ReferenceData(), practice: FigurePractice? = nil
  ) throws -> FigureSources {
    let practice = try practice ?? self.practice()
    return FigureSources(
      practice: practice,
      atlas: Atlas(reference, forces: practice.forces, zones: practice.zones, boroughNames: practice.boroughNames),
      reference: reference, tables: tables)
  }

  /// A look-up of one borough: L1 unchanged, L2 split in two wards, L3 and L4 merged.
  static func lookups() -> ReferenceData {
    var data = ReferenceData()
    func change(_ old: String, _ new: String, _ kind: LsoaChange.Kind) -> LsoaChange {
      LsoaChange(lsoa11: old, lsoa21: new, change: kind, district: "E09000001")
    }
    data.lsoa11to21 = [
      change("L1", "L1", .unchanged), change("L2", "L21", .split), change("L2", "L22", .split),
      change("L3", "L34", .merged), change("L4", "L34", .merged),
    ]
    func place(_ ward: String) -> LsoaPlacement {
      LsoaPlacement(ward: ward, wardName: "Ward \(ward)", district: "E09000001", districtName: "City of London")
    }
    data.lsoaWard = ["L1": place("W1"), "L21": place("W1"), "L22": place("W2"), "L34": place("W2")]
    for (code, people) in [("L1", 1000), ("L21", 3000), ("L22", 1000), ("L34", 5000)] {
      data.populations[code] = [2019: people, 2020: people, 2021: people, 2022: people]
    }
    return data
  }

  /// Street-level rows of the City of London Police: area, category and number, each month alike.
  static func streetTable(_ rows: [(lsoa: String, category: String, count: Int)], months: [Month]) -> SeriesTable {
    var lsoa: [String] = [], category: [String] = [], month: [String] = []
    for at in months {
      for row in rows {
        lsoa += Array(repeating: row.lsoa, count: row.count)
        category += Array(repeating: row.category, count: row.count)
        month += Array(repeating: at.description, count: row.count)
      }
    }
    return SeriesTable.make(
      kind: .streetCrime, extracts: [extract("street.csv", .streetCrime, "2023-07-01", by: "City of London Police")],
      columns: [
        .lsoa: lsoa, .category: category, .month: month, .publisher: month.map { _ in "City of London Police" },
      ])
  }

  static func period(_ text: String) throws -> Period { try #require(Period(text)) }

  static func ask(_ text: String) throws -> FigureQuestion { try FigureQuestion(text: text) }
}

/// The refusal that a body throws, for looking at its words.
func refusal(_ body: () throws -> Void) -> Refusal? {
  do {
    try body()
    return nil
  } catch {
    return error as? Refusal
  }
}
