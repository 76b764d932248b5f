import Basics
import Dispatch
import Synchronization

extension SeriesTable {
  /// Records by the mixed-radix code of the columns, ascending, without empty cells.
  ///
  /// Blocks of records are turned into cell numbers column by column, which the compiler vectorises, and added into
  /// one array over the cells that the filters leave; only when that would be too large are they added into a
  /// dictionary. Large tables are counted on several processors.
  func counted(by columns: [SeriesColumn], _ filters: [SeriesFilter], _ period: Period?) -> [(key: Int, count: Int)] {
    let choice = RecordChoice(shared, filters, period)
    let axes = columns.map { column in
      column == .point
        ? CellAxis(count: shared.points().places.count, allowed: nil)
        : CellAxis(count: shared.dictionary(column).values.count, allowed: choice.allowed[column])
    }
    var strides = [Int](repeating: 1, count: columns.count), cells = 1
    for index in columns.indices.reversed() {
      strides[index] = cells
      let (product, overflow) = cells.multipliedReportingOverflow(by: axes[index].count)
      guard !overflow else { return [] }
      cells = product
    }
    let spans = sources.indices.compactMap { index -> CountedSpan? in
      guard let masks = Masks(sources[index], shared, index, choice) else { return nil }
      return CountedSpan(self, index, columns, axes, strides, masks)
    }
    let rows = spans.reduce(0) { $0 + $1.rows }
    let dense = cells <= 1 << 24 ? cells : nil
    // A second array of counts must cost less than what a second processor saves.
    let workers = rows < 1 << 18 || dense == nil || cells > rows / 2 ? 1 : SeriesTable.processors
    if workers == 1 {
      var counts = CellCounts(cells: dense)
      for span in spans { span.add(0..<span.rows, to: &counts) }
      return CellAxis.widened(counts.finish(), axes, strides)
    }
    let merged = Mutex<CellCounts?>(nil)
    nonisolated(unsafe) let shares = spans
    DispatchQueue.concurrentPerform(iterations: workers) { worker in
      var counts = CellCounts(cells: dense)
      let low = rows * worker / workers, high = rows * (worker + 1) / workers
      var start = 0
      for span in shares {
        let part = max(low - start, 0)..<max(min(high - start, span.rows), max(low - start, 0))
        if !part.isEmpty { span.add(part, to: &counts) }
        start += span.rows
      }
      let own = counts
      merged.withLock { if $0 == nil { $0 = own } else { $0?.add(own) } }
    }
    return CellAxis.widened(merged.withLock { $0?.finish() } ?? [], axes, strides)
  }

  fileprivate static var block: Int { 2048 }
  private static var processors: Int { 2 }
}

/// What the filters and the period leave of each column, on the values that all segments share.
struct RecordChoice {
  /// 1 for each shared code that is counted; columns that nothing restricts are not in it.
  private(set) var allowed: [SeriesColumn: [UInt8]] = [:]
  /// Points are not asked for by name, only whether there is one: an empty text keeps the records without.
  private(set) var unplacedOnly = false
  private(set) var isEmpty = false

  init(_ shared: SharedDictionaries, _ filters: [SeriesFilter], _ period: Period?) {
    if let period {
      allowed[.month] = shared.dictionary(.month).values.map { Month($0).map(period.contains) ?? false ? 1 : 0 }
    }
    for filter in filters {
      if filter.column == .point {
        unplacedOnly = true
        if !filter.values.contains("") { isEmpty = true }
        continue
      }
      let values = shared.dictionary(filter.column).values
      var own = [UInt8](repeating: 0, count: values.count)
      if filter.values.count < values.count / 16 {
        for value in filter.values { if let code = SortedTexts.position(of: value, in: values) { own[code] = 1 } }
      } else {
        for (code, value) in values.enumerated() where filter.values.contains(value) { own[code] = 1 }
      }
      if let before = allowed[filter.column] { for code in own.indices { own[code] &= before[code] } }
      allowed[filter.column] = own
    }
  }
}

/// One column of the cells: only the values that the filters leave take room.
struct CellAxis {
  let count: Int
  /// Shared code of each position, and position of each shared code; nil when they are the same.
  let codes: [Int]?, positions: [Int]?

  init(count: Int, allowed: [UInt8]?) {
    guard let allowed, allowed.contains(0) else {
      (self.count, codes, positions) = (max(count, 1), nil, nil)
      return
    }
    var codes: [Int] = [], positions = [Int](repeating: 0, count: allowed.count)
    for code in allowed.indices where allowed[code] != 0 {
      positions[code] = codes.count
      codes.append(code)
    }
    (self.count, self.codes, self.positions) = (max(codes.count, 1), codes, positions)
  }

  /// Cells of the narrowed axes as cells of the whole dictionaries; positions rise with codes, so the order stays.
  static func widened(_ cells: [(key: Int, count: Int)], _ axes: [CellAxis], _ strides: [Int]) -> [(
    key: Int, count: Int
  )] {
    guard axes.contains(where: { $0.codes != nil }) else { return cells }
    var full = [Int](repeating: 1, count: axes.count)
    for index in axes.indices.dropLast().reversed() {
      full[index] = full[index + 1] * max(axes[index + 1].positions?.count ?? axes[index + 1].count, 1)
    }
    return cells.map { cell in
      var rest = cell.key, key = 0
      for index in axes.indices {
        let position = rest / strides[index]
        rest -= position * strides[index]
        key += (axes[index].codes.map { position < $0.count ? $0[position] : 0 } ?? position) * full[index]
      }
      return (key, cell.count)
    }
  }
}

/// The records of one segment that are counted, and how their codes make cell numbers.
private struct CountedSpan {
  let rows: Int
  private let base: Int
  private let scaled: [(ColumnSegment.Column, [Int])]
  private let masks: Masks
  private let segment: ColumnSegment

  init(
    _ table: SeriesTable, _ index: Int, _ columns: [SeriesColumn], _ axes: [CellAxis], _ strides: [Int], _ masks: Masks
  ) {
    segment = table.sources[index].segment
    rows = segment.rows
    self.masks = masks
    var base = 0, scaled: [(ColumnSegment.Column, [Int])] = []
    for (place, name) in columns.enumerated() {
      guard let column = segment.columns[name] else { continue }
      let codes = name == .point ? table.shared.points().codes[index] : table.shared.dictionary(name).codes[index]
      func cell(_ code: Int32) -> Int { (axes[place].positions?[Int(code)] ?? Int(code)) * strides[place] }
      if let uniform = column.uniform { base += cell(codes[uniform]) } else { scaled.append((column, codes.map(cell))) }
    }
    self.base = base
    self.scaled = scaled
  }

  func add(_ part: Range<Int>, to counts: inout CellCounts) {
    withUnsafeTemporaryAllocation(of: Int.self, capacity: SeriesTable.block) { keys in
      withUnsafeTemporaryAllocation(of: UInt8.self, capacity: SeriesTable.block) { keep in
        guard let keys = keys.baseAddress, let keep = keep.baseAddress else { return }
        var start = part.lowerBound
        while start < part.upperBound {
          let count = min(SeriesTable.block, part.upperBound - start)
          let block = start
          start += count
          if !masks.isEmpty {
            keep.initialize(repeating: 1, count: count)
            // Files come in the order of months or of places: most blocks outside the question hold nothing of it.
            guard masks.apply(from: block, count: count, to: keep) else { continue }
          }
          keys.initialize(repeating: base, count: count)
          for (column, table) in scaled { column.add(table, from: block, count: count, to: keys) }
          counts.add(keys, masks.isEmpty ? nil : UnsafePointer(keep), segment.quantity.map { $0 + block }, count)
        }
      }
    }
    withExtendedLifetime(segment) {}
  }
}
