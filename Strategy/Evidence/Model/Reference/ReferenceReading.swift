import Basics

/// Reads look-ups, populations and dates into reference data, and tells for each row what would be compared when the
/// file is issued again.
enum ReferenceReading {
  /// Rows by their key, for difference reports: `E01000001` and all the values of the row.
  typealias Rows = [String: String]

  static func read(_ table: RecognisedTable, into data: inout ReferenceData) throws -> (file: ReadFile, rows: Rows) {
    let at = table.recognition
    let kind = at.shape.kind
    var rejected = RejectedRows(), rows: Rows = [:], repeated = 0
    var file = ReadFile(kind: kind)
    let years = at.headings.enumerated().compactMap { index, heading in populationYear(heading).map { (index, $0) } }
    let flags = at.headings.enumerated().filter { !["date", "week_start"].contains(FileShape.folded($0.element)) }
    let keyColumns = keys(kind).compactMap(at.position)
    file.rows = try table.eachRow(&rejected) { record, rejected in
      let texts = record.texts().map(\.trimmed)
      func text(_ heading: String) -> String { at.position(heading).map { texts[$0] } ?? "" }
      func number(_ heading: String) -> Double? { Double(text(heading)) }
      func reject(_ reason: String) { rejected.reject(line: record.line, reason) }
      switch kind {
      case .population:
        var counts: [Int: Int] = [:]
        for (index, year) in years {
          guard let count = Int(texts[index].filter { $0 != "," }), count >= 0 else {
            return reject("“\(texts[index].prefix(40))” under \(at.headings[index]) is no whole number")
          }
          counts[year] = count
        }
        guard !text("LSOA 2021 Code").isEmpty else { return reject("the area has no code") }
        data.populations[text("LSOA 2021 Code"), default: [:]].merge(counts) { _, new in new }
      case .lsoaChange:
        guard let change = LsoaChange.Kind(rawValue: text("CHGIND")) else {
          return reject("“\(text("CHGIND").prefix(40))” is no change indicator (U, S, M or X)")
        }
        data.lsoa11to21.append(
          LsoaChange(lsoa11: text("LSOA11CD"), lsoa21: text("LSOA21CD"), change: change, district: text("LAD22CD")))
      case .lsoaWard:
        guard !text("LSOA21CD").isEmpty, !text("WD24CD").isEmpty else { return reject("a code is missing") }
        data.lsoaWard[text("LSOA21CD")] = LsoaPlacement(
          ward: text("WD24CD"), wardName: text("WD24NM"), district: text("LAD24CD"), districtName: text("LAD24NM"))
      case .deprivation:
        guard let score = number("Index of Multiple Deprivation (IMD) Score"),
          let rank = number("Index of Multiple Deprivation (IMD) Rank (where 1 is most deprived)").flatMap({
            Int(exactly: $0)
          }),
          let decile = number("Index of Multiple Deprivation (IMD) Decile (where 1 is most deprived 10% of LSOAs)")
            .flatMap({ Int(exactly: $0) })
        else { return reject("score, rank or decile is no number") }
        func other(_ prefix: String) -> Double? {
          at.headings.firstIndex { $0.hasPrefix(prefix) }.flatMap { Double(texts[$0]) }
        }
        data.deprivation[text("LSOA code (2011)")] = DeprivationRow(
          lsoa11: text("LSOA code (2011)"), name: text("LSOA name (2011)"),
          district: text("Local Authority District code (2019)"), score: score, rank: rank, decile: decile,
          crimeScore: other("Crime Score"), crimeRank: other("Crime Rank").flatMap { Int(exactly: $0) },
          crimeDecile: other("Crime Decile").flatMap { Int(exactly: $0) })
      case .mobility:
        guard let day = Day(text("date")) else { return reject("“\(text("date").prefix(40))” is no day") }
        var row = MobilityDay(area: text("area_code"), day: day)
        func change(_ place: String) -> Double? {
          at.headings.firstIndex { $0 == "\(place)_percent_change_from_baseline" }.flatMap { Double(texts[$0]) }
        }
        row.retail = change("retail_and_recreation")
        row.grocery = change("grocery_and_pharmacy")
        row.parks = change("parks")
        row.transit = change("transit_stations")
        row.workplaces = change("workplaces")
        row.residential = change("residential")
        data.mobility.append(row)
      case .restrictions:
        guard let day = Day(text("date")) else { return reject("“\(text("date").prefix(40))” is no day") }
        data.restrictions.append(
          RestrictionDay(day: day, inForce: Set(flags.filter { texts[$0.offset] == "1" }.map { $0.element.trimmed })))
      case .policyDates:
        let last = Day(text("end"))
        guard let first = Day(text("start")), last != nil || text("end").isEmpty else {
          return reject("a date is no day")
        }
        data.policies.append(PolicyDate(name: text("name"), scope: text("scope"), first: first, last: last))
      case .bankHolidays:
        guard let day = Day(text("date")) else { return reject("“\(text("date").prefix(40))” is no day") }
        data.bankHolidays[day] = text("name")
      default: return reject("this kind of file is not a look-up")
      }
      let key = keyColumns.map { texts[$0] }.joined(separator: " ")
      if rows.updateValue(texts.joined(separator: ", "), forKey: key) != nil { repeated += 1 }
    }
    if repeated > 0 {
      file.problems.append("\(repeated.grouped) rows repeat the key of an earlier row; the last one counts.")
    }
    file.rejected = rejected.count
    file.kept = file.rows - rejected.count
    file.problems += rejected.problems
    guard file.kept > 0 else {
      throw Refusal(
        "no-records", place: table.text.place,
        "None of the \(file.rows.grouped) rows can be read. \(rejected.problems.first ?? "")",
        remedy: "Fetch the file again from its publisher.")
    }
    return (file, rows)
  }

  /// The headings that name a row.
  private static func keys(_ kind: SourceKind) -> [String] {
    switch kind {
    case .population: ["LSOA 2021 Code"]
    case .lsoaChange: ["LSOA11CD", "LSOA21CD"]
    case .lsoaWard: ["LSOA21CD"]
    case .deprivation: ["LSOA code (2011)"]
    case .mobility: ["area_code", "date"]
    case .policyDates: ["name", "start"]
    default: ["date"]
    }
  }

  /// 2021 for `Mid-2021: Population`.
  static func populationYear(_ heading: String) -> Int? {
    let words = heading.trimmed.split(separator: ":")
    guard words.count == 2, words[0].hasPrefix("Mid-"), words[1].contains("Population") else { return nil }
    return Int(words[0].dropFirst(4)).flatMap { (1900...2200).contains($0) ? $0 : nil }
  }
}
