import Basics

/// Reads stop and search of data.police.uk. The file names no force; data.police.uk puts it into the file's name.
enum StopAndSearchReading {
  static func read(_ table: RecognisedTable, name: String, publisher: String?, names: ReadingNames) throws -> ReadFile {
    let at = table.recognition
    guard let date = at.position("Date"), let longitude = at.position("Longitude"),
      let latitude = at.position("Latitude"),
      let object = at.position("Object of search"), let law = at.position("Legislation"),
      let outcome = at.position("Outcome")
    else { throw Refusal("missing-heading", place: table.text.place, "A column is missing.", remedy: nil) }
    guard let force = publisher ?? force(name, names) else {
      throw Refusal(
        "unknown-force", place: name,
        "A stop-and-search file does not say which force it is from, and its name does not tell.",
        remedy:
          "Give the file its published name, such as 2021-06-metropolitan-stop-and-search.csv, or name the publisher.")
    }
    var builder = ColumnBuilder(columns: [.month, .publisher, .category, .subcategory, .outcome], hasPoints: true)
    var rejected = RejectedRows(), days: [Month: Set<Int>] = [:], known: [Int: Int32] = [:]
    let forceCode = builder.code(1, of: force)
    var result = ReadFile(kind: .stopAndSearch)
    result.rows = try table.eachRow(&rejected) { record, rejected in
      guard let moment = LondonTime.moment(record[date]) ?? Instant(record.text(date)) else {
        return rejected.reject(
          line: record.line, "“\(record.text(date).prefix(40))” is no time, as 2021-06-01T09:30:00+00:00 is")
      }
      let place: (longitude: Int32, latitude: Int32)?
      let x = record[longitude], y = record[latitude]
      if x.isEmpty, y.isEmpty {
        place = nil
      } else if let x = FieldNumbers.millionths(x), let y = FieldNumbers.millionths(y), abs(Int(y)) <= 90_000_000 {
        place = (x, y)
      } else {
        return rejected.reject(
          line: record.line,
          "longitude “\(record.text(longitude).prefix(40))” and latitude “\(record.text(latitude).prefix(40))” "
            + "are no place"
        )
      }
      let day = moment.londonDay
      let month = day.month
      let code = known[month.index] ?? builder.code(0, of: month.description)
      known[month.index] = code
      days[month, default: []].insert(day.parts.day)
      builder.set(0, code: code)
      builder.set(1, code: forceCode)
      builder.set(2, record[object])
      builder.set(3, record[law])
      builder.set(4, record[outcome])
      builder.finishRow(point: place)
    }
    let partial = Set(days.filter { stopsEarly($0.value, in: $0.key) }.map(\.key.description))
    for month in partial.sorted() {
      result.problems.append(
        "\(month) stops on day \(days.first { $0.key.description == month }?.value.max() ?? 0): the month is partial.")
    }
    return try result.completed(builder.finish(), rejected: rejected, partial: partial, place: table.text.place)
  }

  /// Whether the days after the last record are more than chance gaps: three or more, and more than twice the longest
  /// gap inside the month. This is our rule; the publisher does not mark partial months.
  static func stopsEarly(_ days: Set<Int>, in month: Month) -> Bool {
    let sorted = days.sorted()
    guard let last = sorted.last else { return false }
    let gaps = zip(sorted, sorted.dropFirst()).map { $1 - $0 - 1 }
    let missing = month.dayCount - last
    return missing >= 3 && missing > 2 * (gaps.max() ?? 0)
  }

  private static func force(_ name: String, _ names: ReadingNames) -> String? {
    let file = name.split(separator: "/").last.map { String($0) } ?? name
    guard let tail = file.firstRange(of: "-stop-and-search"), file.count > 8, Month(file.prefix(7)) != nil else {
      return nil
    }
    return names.forces[String(file[file.index(file.startIndex, offsetBy: 8)..<tail.lowerBound])]
  }
}
