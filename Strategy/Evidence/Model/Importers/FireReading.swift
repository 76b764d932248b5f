import Analysis
import Basics

/// Reads incidents of the London Fire Brigade, in the layout of its incident records or of its animal rescues.
///
/// Boroughs come in two letter cases; dwellings have no exact coordinates, so their place is the one rounded to 50 m.
enum FireReading {
  static func read(_ table: RecognisedTable, publisher: String, names: ReadingNames) throws -> ReadFile {
    let at = table.recognition
    guard let date = at.position("DateTimeOfCall"), let boroughCode = at.position("BoroughCode"),
      let borough = at.position("Borough"), let ward = at.position("WardCode"),
      let easting = at.position("Easting_rounded"), let northing = at.position("Northing_rounded")
    else { throw Refusal("missing-heading", place: table.text.place, "A column is missing.", remedy: nil) }
    let latitude = at.position("Latitude"), longitude = at.position("Longitude")
    let category = at.position("PropertyCategory")
    let service = at.position("SpecialServiceTypeCategory") ?? at.position("StopCodeDescription")
    let group = at.position("AnimalGroupParent") ?? at.position("IncidentGroup")
    var builder = ColumnBuilder(
      columns: [.month, .publisher, .borough, .ward, .category, .subcategory, .outcome], hasPoints: true)
    let publisherCode = builder.code(1, of: publisher)
    var rejected = RejectedRows(), unknown = 0, rounded = 0, days: [Month: Set<Int>] = [:]
    var result = ReadFile(kind: .fireIncidents)
    result.rows = try table.eachRow(&rejected) { record, rejected in
      guard let day = day(record.text(date)) else {
        return rejected.reject(line: record.line, "“\(record.text(date).prefix(40))” is no day")
      }
      var code = value(record.text(boroughCode))
      if code.isEmpty {
        let name = value(record.text(borough))
        code = names.borough(name) ?? ""
        if code.isEmpty { unknown += 1 }
      }
      var place: (longitude: Int32, latitude: Int32)?
      if let latitude, let longitude, let y = FieldNumbers.millionths(record[latitude]),
        let x = FieldNumbers.millionths(record[longitude]),
        x != 0 || y != 0
      {
        place = (x, y)
      } else if let east = Double(value(record.text(easting))), let north = Double(value(record.text(northing))),
        let point = BritishNationalGrid.geographic(NationalGridPoint(easting: east, northing: north)),
        let x = Degrees.millionths(point.longitude), let y = Degrees.millionths(point.latitude)
      {
        rounded += 1
        place = (x, y)
      }
      days[day.month, default: []].insert(day.parts.day)
      builder.set(0, day.month.description)
      builder.set(1, code: publisherCode)
      builder.set(2, code)
      builder.set(3, value(record.text(ward)))
      builder.set(4, category.map { value(record.text($0)) } ?? "")
      builder.set(5, service.map { value(record.text($0)) } ?? "")
      builder.set(6, group.map { value(record.text($0)) } ?? "")
      builder.finishRow(point: place)
    }
    if rounded > 0 {
      result.problems.append(
        "\(rounded.grouped) incidents have no exact coordinates; their place is the one rounded to 50 metres.")
    }
    if unknown > 0 { result.problems.append("\(unknown.grouped) incidents name no borough; they stay in totals.") }
    // Only the last month of a file that runs over years may have been cut off.
    let latest = days.keys.max()
    let partial = Set(
      days.filter { $0.key == latest && StopAndSearchReading.stopsEarly($0.value, in: $0.key) }.map(\.key.description))
    return try result.completed(builder.finish(), rejected: rejected, partial: partial, place: table.text.place)
  }

  /// The brigade writes `NULL` for what it does not state.
  private static func value(_ text: String) -> String {
    let text = text.trimmed
    return text == "NULL" || text == "NaN" ? "" : text
  }

  /// `2009-01-01 03:01:00`, `2021-03-31`, `31/03/2021 16:03`, `31-Mar-21` or `31 Mar 2021`.
  static func day(_ text: String) -> Day? {
    let head = text.trimmed
    if let day = Day(head.prefix(10)) { return day }
    let words = head.split(whereSeparator: { "/- ".contains($0) })
    guard words.count >= 3, let day = Int(words[0]), words[0].count <= 2 else { return nil }
    let names = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
    let month = Int(words[1]) ?? names.firstIndex(of: words[1].lowercased().prefix(3).description).map { $0 + 1 }
    guard let month, let year = Int(words[2].prefix(4)) else { return nil }
    return Day(year: year < 100 ? 2000 + year : year, month: month, day: day)
  }
}
