import Analysis
import Basics
import Synchronization

/// All records of one kind of file as one table: the segments of the extracts that are current, or that were current at
/// an earlier moment. Immutable; figures are made by counting it.
package struct SeriesTable: Sendable {
  /// One segment and which of its months count; a re-issued month takes the place of the one in an older extract.
  package struct Source: Sendable {
    package let segment: ColumnSegment
    /// Publishers and months that are current in this extract; nil when all of it is.
    package let current: Set<PublisherMonth>?

    package init(segment: ColumnSegment, current: Set<PublisherMonth>?) {
      self.segment = segment
      self.current = current
    }
  }

  package struct PublisherMonth: Hashable, Sendable {
    package let publisher: String, month: String

    package init(publisher: String, month: String) {
      self.publisher = publisher
      self.month = month
    }
  }

  package let kind: SourceKind
  /// The extracts that are counted.
  package let extracts: [Extract]
  /// What is held of each publisher's months, missing ones between held ones included.
  package let coverage: [Coverage]
  let sources: [Source]
  let shared: SharedDictionaries

  package init(kind: SourceKind, extracts: [Extract], coverage: [Coverage], sources: [Source]) {
    self.kind = kind
    self.extracts = extracts
    self.coverage = coverage
    self.sources = sources
    shared = SharedDictionaries(sources.map(\.segment))
  }

  /// Distinct values of a column over all segments in code order: blank first, then ascending.
  package func values(_ column: SeriesColumn) -> [String] { shared.dictionary(column).values }

  /// Records held, or held in a period.
  package func rows(in period: Period? = nil) -> Int { tally(by: [.publisher], in: period).total() }

  /// Records without a published point among those that the filters keep; 0 for kinds that have no points.
  package func unplaced(where filters: [SeriesFilter] = [], in period: Period? = nil) -> Int {
    guard sources.contains(where: { $0.segment.columns[.point] != nil }) else { return 0 }
    return tally(by: [.publisher], where: filters + [SeriesFilter(.point, "")], in: period).total()
  }

  /// Counts records by one to three columns.
  package func tally(by columns: [SeriesColumn], where filters: [SeriesFilter] = [], in period: Period? = nil) -> Tally
  {
    let cells = counted(by: columns, filters, period)
    return Tally(
      columns: columns, dictionaries: columns.map(values), keys: cells.map(\.key), counts: cells.map(\.count))
  }

  /// Published points with the records on each; records without a place are left out (`unplaced` counts them).
  package func weightedPoints(where filters: [SeriesFilter] = [], in period: Period? = nil) -> [WeightedPoint] {
    guard sources.contains(where: { $0.segment.columns[.point] != nil }) else { return [] }
    let places = shared.points().places
    return counted(by: [.point], filters, period).compactMap { cell in
      guard cell.key > 0 else { return nil }
      let place = places[cell.key]
      return WeightedPoint(
        longitude: Double(place.longitude) / 1_000_000, latitude: Double(place.latitude) / 1_000_000,
        weight: Double(cell.count), place: cell.key)
    }
  }

  /// A table made of columns of text, for tests and small look-ups. Columns shorter than the longest are filled with
  /// blanks; without `coverage`, each publisher's months that occur are complete.
  package static func make(
    kind: SourceKind, extracts: [Extract] = [], coverage: [Coverage]? = nil, columns: [SeriesColumn: [String]],
    quantity: [Int]? = nil, points: [(longitude: Double, latitude: Double)?]? = nil
  ) -> SeriesTable {
    let named = SeriesColumn.allCases.filter { $0 != .point && columns[$0] != nil }
    let rows = max(columns.values.map(\.count).max() ?? 0, quantity?.count ?? 0, points?.count ?? 0)
    var builder = ColumnBuilder(columns: named, hasQuantity: quantity != nil, hasPoints: points != nil)
    for row in 0..<rows {
      for (index, column) in named.enumerated() {
        let list = columns[column] ?? []
        builder.set(index, row < list.count ? list[row] : "")
      }
      var place: (longitude: Int32, latitude: Int32)?
      if let points, row < points.count, let point = points[row], let longitude = Degrees.millionths(point.longitude),
        let latitude = Degrees.millionths(point.latitude)
      {
        place = (longitude, latitude)
      }
      let count = quantity.map { row < $0.count ? $0[row] : 0 } ?? 1
      builder.finishRow(point: place, quantity: Int32(clamping: count))
    }
    let sources = builder.finish().map { [Source(segment: $0, current: nil)] } ?? []
    let table = SeriesTable(kind: kind, extracts: extracts, coverage: coverage ?? [], sources: sources)
    guard coverage == nil else { return table }
    let held = table.tally(by: [.publisher, .month]).cells.map {
      Coverage(publisher: $0.keys[0], month: $0.keys[1], status: .complete, rows: $0.count)
    }
    return SeriesTable(kind: kind, extracts: extracts, coverage: held, sources: sources)
  }
}

/// Values of the segments joined into one dictionary for each column, made when a column is first asked for.
final class SharedDictionaries: Sendable {
  struct Dictionary: Sendable {
    let values: [String]
    /// For each segment: code in the segment to code here.
    let codes: [[Int32]]
  }
  struct Points: Sendable {
    /// The first is "no place".
    let places: [(longitude: Int32, latitude: Int32)]
    let codes: [[Int32]]
  }

  private let segments: [ColumnSegment]
  private let made = Mutex<[SeriesColumn: Dictionary]>([:])
  private let madePoints = Mutex<Points?>(nil)
  private let madeGrid = Mutex<[NationalGridPoint?]?>(nil)

  init(_ segments: [ColumnSegment]) { self.segments = segments }

  func dictionary(_ column: SeriesColumn) -> Dictionary {
    made.withLock { made in
      if let dictionary = made[column] { return dictionary }
      let dictionary = make(column)
      made[column] = dictionary
      return dictionary
    }
  }

  func points() -> Points {
    madePoints.withLock { made in
      if let made { return made }
      let interner = WordInterner()
      var codes: [[Int32]] = []
      for segment in segments {
        codes.append(
          segment.points.enumerated().map { index, place in
            guard index > 0 else { return 0 }
            return interner.code(
              of: UInt64(UInt32(bitPattern: place.longitude)) << 32 | UInt64(UInt32(bitPattern: place.latitude)))
          })
      }
      let places = interner.values.map {
        (Int32(bitPattern: UInt32(truncatingIfNeeded: $0 >> 32)), Int32(bitPattern: UInt32(truncatingIfNeeded: $0)))
      }
      let points = Points(places: [(0, 0)] + places, codes: codes)
      made = points
      return points
    }
  }

  /// The points in metres of the British National Grid, projected when they are first asked for; nil outside it.
  func grid() -> [NationalGridPoint?] {
    let places = points().places
    return madeGrid.withLock { made in
      if let made { return made }
      let grid = Processors.map(places.map { (Double($0.longitude), Double($0.latitude)) }) { place in
        BritishNationalGrid.project(latitude: place.1 / 1_000_000, longitude: place.0 / 1_000_000)
      }
      made = grid
      return grid
    }
  }

  private func make(_ column: SeriesColumn) -> Dictionary {
    if column == .point {
      let points = points()
      return Dictionary(
        values: points.places.enumerated().map {
          $0 == 0 ? "" : "\(Degrees.text($1.longitude)) \(Degrees.text($1.latitude))"
        },
        codes: points.codes)
    }
    let interner = ByteInterner()
    var firstCodes: [[Int32]] = []
    for segment in segments {
      firstCodes.append((segment.columns[column]?.dictionary ?? [""]).map { interner.code(of: $0) })
    }
    let texts = (0..<interner.count).map { interner.text($0) }
    let order = texts.indices.sorted { texts[$0] < texts[$1] }
    var rank = [Int32](repeating: 0, count: texts.count)
    for (position, index) in order.enumerated() { rank[index] = Int32(truncatingIfNeeded: position) }
    return Dictionary(values: order.map { texts[$0] }, codes: firstCodes.map { $0.map { rank[Int($0)] } })
  }
}
