import Basics

/// Reads street-level crime and outcomes of data.police.uk.
///
/// A record is one row. Anti-social behaviour has no Crime ID and identical rows of it are different incidents. A crime
/// has one Crime ID within a force and month: when rows repeat it, the row whose text sorts last (byte by byte) counts,
/// wherever in the file it stands, and the others are set aside and counted as rejected; so the same rows in another
/// order give the same counts and points. A crime may have several outcomes, so rows of an outcomes file are all kept.
enum PoliceReading {
  static func read(_ table: RecognisedTable, _ kind: SourceKind) throws -> ReadFile {
    let at = table.recognition
    let category = kind == .streetCrime ? at.position("Crime type") : nil
    let outcome = at.position(kind == .streetCrime ? "Last outcome category" : "Outcome type")
    guard let id = at.position("Crime ID"), let month = at.position("Month"), let force = at.position("Reported by"),
      let longitude = at.position("Longitude"), let latitude = at.position("Latitude"),
      let lsoa = at.position("LSOA code"),
      let outcome
    else { throw Refusal("missing-heading", place: table.text.place, "A column is missing.", remedy: nil) }
    var columns: [SeriesColumn] = [.month, .publisher, .lsoa, .outcome]
    if category != nil { columns.append(.category) }
    var builder = ColumnBuilder(columns: columns, hasPoints: true)
    var rejected = RejectedRows()
    var months: [Bool] = [], repeats = RepeatedRecords(table.text.source), aside: Set<Int> = []
    let asb = kind == .streetCrime ? builder.code(4, of: "Anti-social behaviour") : -1
    var result = ReadFile(kind: kind)
    result.rows = try table.forEachRow(&rejected) { record, rejected in
      let monthCode = builder.code(0, record[month])
      while months.count <= Int(monthCode) { months.append(Month(builder.text(0, Int32(months.count))) != nil) }
      guard months[Int(monthCode)] else {
        return rejected.reject(line: record.line, "“\(record.text(month).prefix(40))” is no month, as 2023-04 is")
      }
      let forceCode = builder.code(1, record[force])
      guard forceCode != 0 else { return rejected.reject(line: record.line, "no force is named") }
      let place: (longitude: Int32, latitude: Int32)?
      let x = record[longitude], y = record[latitude]
      if x.isEmpty, y.isEmpty {
        place = nil
      } else if let x = FieldNumbers.millionths(x), let y = FieldNumbers.millionths(y), abs(Int(x)) <= 180_000_000,
        abs(Int(y)) <= 90_000_000
      {
        place = (x, y)
      } else {
        return rejected.reject(
          line: record.line,
          "longitude “\(record.text(longitude).prefix(40))” and latitude “\(record.text(latitude).prefix(40))” "
            + "are no place"
        )
      }
      let categoryCode = category.map { builder.code(4, record[$0]) }
      if categoryCode == 0 { return rejected.reject(line: record.line, "no crime type is given") }
      let identifier = record[id]
      if !identifier.isEmpty, categoryCode != asb,
        let lesser = repeats.note(
          identifier, of: record.bytes, row: builder.rows, group: Int(forceCode) << 20 | Int(monthCode)),
        kind == .streetCrime
      {
        aside.insert(lesser)
      }
      builder.set(0, code: monthCode)
      builder.set(1, code: forceCode)
      builder.set(2, record[lsoa])
      builder.set(3, record[outcome])
      if let categoryCode { builder.set(4, code: categoryCode) }
      builder.finishRow(point: place)
    }
    if repeats.count > 0 {
      let times = repeats.count == 1 ? "1 row repeats" : "\(repeats.count.grouped) rows repeat"
      result.problems.append(
        kind == .streetCrime
          ? "\(times) the Crime ID of an earlier row of the same force and month; a crime is counted once, "
            + "by the row whose text sorts last, and \(aside.count.grouped) rows were set aside."
          : "\(times) the Crime ID of an earlier row; a crime may have several outcomes, so all were kept.")
    }
    var read = try result.completed(
      builder.finish(dropping: aside), rejected: rejected, aside: aside.count, place: table.text.place)
    if kind == .streetCrime { read.problems += unknownTypes(read) }
    return read
  }

  /// Crime types that data.police.uk has published since December 2010 (data.police.uk/about, “crime categories”).
  static let crimeTypes: Set<String> = [
    "Anti-social behaviour", "Bicycle theft", "Burglary", "Criminal damage and arson", "Drugs", "Other crime",
    "Other theft", "Possession of weapons", "Public disorder and weapons", "Public order", "Robbery", "Shoplifting",
    "Theft from the person", "Vehicle crime", "Violence and sexual offences", "Violent crime",
  ]

  /// Types that were never published before: kept, since the publisher may add one, and named, since it may be a slip.
  private static func unknownTypes(_ file: ReadFile) -> [String] {
    guard let segment = file.segment else { return [] }
    let table = SeriesTable(
      kind: file.kind, extracts: [], coverage: [], sources: [.init(segment: segment, current: nil)])
    let unknown = table.tally(by: [.category]).cells.filter { $0.count > 0 && !crimeTypes.contains($0.keys[0]) }
      .sorted { $0.keys[0] < $1.keys[0] }
    let notes = unknown.prefix(10).map { cell in
      "The crime type “\(cell.keys[0].prefix(60))” is not one that data.police.uk has published; "
        + "\(cell.count == 1 ? "1 row has" : "\(cell.count.grouped) rows have") it and "
        + "\(cell.count == 1 ? "was" : "were") kept."
    }
    return unknown.count > 10 ? notes + ["\((unknown.count - 10).grouped) more crime types are unknown."] : notes
  }
}

/// Finds identifiers that were seen before in the same group, by hash and then by their bytes.
struct RepeatedRecords {
  private let source: SourceBytes
  private var slots: [Int32] = Array(repeating: -1, count: 1 << 10)
  /// An identifier with the row that counts for it: where the identifier stands in the file, how far after the beginning
  /// of its row, and how long the row is.
  private struct Entry {
    let hash: UInt64
    var offset: Int
    let group: Int
    let length: Int32
    var row: Int32, lead: Int32, rowLength: Int32
  }

  private var seen: [Entry] = []
  private(set) var count = 0

  init(_ source: SourceBytes) { self.source = source }

  /// Of this row and the one that counted for its identifier until now, the one whose text sorts first and which no
  /// longer counts; nil for a new identifier.
  mutating func note(
    _ identifier: UnsafeRawBufferPointer, of record: UnsafeRawBufferPointer, row: Int, group: Int
  ) -> Int? {
    guard let start = identifier.baseAddress, let base = source.bytes.baseAddress, let line = record.baseAddress
    else { return nil }
    let hash = ByteInterner.hash(start, identifier.count) ^ (UInt64(truncatingIfNeeded: group) &* 0x9E37_79B9_7F4A_7C15)
    var mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] >= 0 {
      let index = Int(slots[slot]), other = seen[index]
      if other.hash == hash, other.group == group, Int(other.length) == identifier.count,
        identifier.elementsEqual(UnsafeRawBufferPointer(start: base + other.offset, count: identifier.count))
      {
        count += 1
        let held = UnsafeRawBufferPointer(
          start: base + other.offset - Int(other.lead), count: Int(other.rowLength))
        guard RepeatedRecords.text(held).lexicographicallyPrecedes(RepeatedRecords.text(record)) else { return row }
        seen[index].offset = start - base
        seen[index].lead = Int32(truncatingIfNeeded: start - line)
        seen[index].rowLength = Int32(truncatingIfNeeded: record.count)
        seen[index].row = Int32(truncatingIfNeeded: row)
        return Int(other.row)
      }
      slot = (slot + 1) & mask
    }
    // An identifier with a doubled quotation mark lies outside the file's bytes; none is published, none is compared.
    let offset = start - base
    guard offset >= 0, offset + identifier.count <= source.count else { return nil }
    slots[slot] = Int32(truncatingIfNeeded: seen.count)
    // Records are no longer than a megabyte, so their lengths fit.
    seen.append(
      Entry(
        hash: hash, offset: offset, group: group, length: Int32(truncatingIfNeeded: identifier.count),
        row: Int32(truncatingIfNeeded: row), lead: Int32(truncatingIfNeeded: start - line),
        rowLength: Int32(truncatingIfNeeded: record.count)))
    if seen.count * 2 > slots.count {
      slots = Array(repeating: -1, count: slots.count * 4)
      mask = slots.count - 1
      for (index, entry) in seen.enumerated() {
        var slot = Int(truncatingIfNeeded: entry.hash) & mask
        while slots[slot] >= 0 { slot = (slot + 1) & mask }
        slots[slot] = Int32(truncatingIfNeeded: index)
      }
    }
    return nil
  }
}

extension RepeatedRecords {
  /// A row without its line end, which the last row of a file may lack.
  private static func text(_ row: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer.SubSequence {
    var end = row.count
    while end > 0, row[end - 1] == 10 || row[end - 1] == 13 { end -= 1 }
    return row[..<end]
  }
}

extension ReadFile {
  /// Adds the columns, and what is held of each publisher's month in them.
  func completed(
    _ segment: ColumnSegment?, rejected: RejectedRows, aside: Int = 0, partial: Set<String> = [], place: String
  ) throws -> ReadFile {
    var result = self
    guard let segment, segment.rows > 0 else {
      throw Refusal(
        "no-records", place: place,
        rows == 0
          ? "The file has headings and no records."
          : "None of the \(rows.grouped) records can be read. \(rejected.problems.first ?? "")",
        remedy: "Fetch the file again from its publisher.")
    }
    result.segment = segment
    let table = SeriesTable(kind: kind, extracts: [], coverage: [], sources: [.init(segment: segment, current: nil)])
    let hasPoints = segment.columns[.point] != nil
    let unplaced = hasPoints ? table.tally(by: [.publisher, .month], where: [SeriesFilter(.point, "")]) : nil
    result.parts = table.months().map { publisher, month, count in
      Part(
        publisher: publisher, name: month, rows: count, unplaced: unplaced?[publisher, month] ?? 0,
        isPartial: partial.contains(month))
    }
    result.unplaced = unplaced?.total() ?? 0
    result.rejected = rejected.count + aside
    result.kept = result.rows - result.rejected
    result.problems += rejected.problems
    return result
  }
}

extension SeriesTable {
  /// Publishers' months that occur, with their records; months that hold only zeros are there too.
  func months() -> [(publisher: String, month: String, rows: Int)] {
    let counts = tally(by: [.publisher, .month])
    var seen: Set<PublisherMonth> = []
    for source in sources {
      var pairs: Set<Int> = []
      let months = source.segment.dictionary(.month).count
      for row in 0..<source.segment.rows {
        let pair = source.segment.code(.publisher, row: row) * months + source.segment.code(.month, row: row)
        if pairs.insert(pair).inserted {
          seen.insert(
            .init(publisher: source.segment.text(.publisher, row: row), month: source.segment.text(.month, row: row)))
        }
      }
    }
    return seen.map { ($0.publisher, $0.month, counts[$0.publisher, $0.month]) }.sorted { ($0.0, $0.1) < ($1.0, $1.1) }
  }
}
