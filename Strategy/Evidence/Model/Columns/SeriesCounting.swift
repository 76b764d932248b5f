import Basics

extension SeriesTable {
  /// Records by the mixed-radix code of the columns, ascending, without empty cells.
  ///
  /// Blocks of records are turned into cell numbers column by column, which the compiler vectorises, and added into
  /// one array over all cells; only when that would be too large are they added into a dictionary.
  func counted(by columns: [SeriesColumn], _ filters: [SeriesFilter], _ period: Period?) -> [(key: Int, count: Int)] {
    let sizes = columns.map { $0 == .point ? shared.points().places.count : shared.dictionary($0).values.count }
    var strides = [Int](repeating: 1, count: columns.count), cells = 1
    for index in columns.indices.reversed() {
      strides[index] = cells
      let (product, overflow) = cells.multipliedReportingOverflow(by: max(sizes[index], 1))
      guard !overflow else { return [] }
      cells = product
    }
    let dense = cells <= 1 << 24
    var counts = CellCounts(cells: dense ? cells : nil)
    let keys = UnsafeMutablePointer<Int>.allocate(capacity: SeriesTable.block)
    let keep = UnsafeMutablePointer<UInt8>.allocate(capacity: SeriesTable.block)
    defer {
      keys.deallocate()
      keep.deallocate()
    }
    for (index, source) in sources.enumerated() {
      guard let masks = Masks(source, filters, period) else { continue }
      let segment = source.segment
      let scaled: [(ColumnSegment.Column, [Int])] = columns.indices.compactMap { place in
        guard let column = segment.columns[columns[place]] else { return nil }
        let map =
          columns[place] == .point ? shared.points().codes[index] : shared.dictionary(columns[place]).codes[index]
        return (column, map.map { Int($0) * strides[place] })
      }
      var start = 0
      while start < segment.rows {
        let count = min(SeriesTable.block, segment.rows - start)
        keys.update(repeating: 0, count: count)
        for (column, table) in scaled { column.add(table, from: start, count: count, to: keys) }
        if masks.isEmpty {
          counts.add(keys, nil, segment.quantity.map { $0 + start }, count)
        } else {
          keep.update(repeating: 1, count: count)
          masks.apply(from: start, count: count, to: keep)
          counts.add(keys, keep, segment.quantity.map { $0 + start }, count)
        }
        start += count
      }
    }
    return counts.finish()
  }

  private static var block: Int { 2048 }
}

/// Which codes of which columns a record may have to be counted.
private struct Masks {
  private var columns: [(ColumnSegment.Column, [UInt8])] = []
  private var pair: (publisher: ColumnSegment.Column, month: ColumnSegment.Column, months: Int, allowed: [UInt8])?

  var isEmpty: Bool { columns.isEmpty && pair == nil }

  /// Nil when no record of the source can be counted.
  init?(_ source: SeriesTable.Source, _ filters: [SeriesFilter], _ period: Period?) {
    let segment = source.segment
    func restrict(_ column: SeriesColumn, _ allows: (String) -> Bool) -> Bool {
      guard let stored = segment.columns[column] else { return allows("") }
      // Points are not asked for by name, only whether there is one: an empty text keeps the records without.
      let allowed: [UInt8] =
        column == .point
        ? segment.points.indices.map { $0 == 0 && allows("") ? 1 : 0 } : stored.dictionary.map { allows($0) ? 1 : 0 }
      if allowed.allSatisfy({ $0 == 0 }) { return false }
      if allowed.contains(0) { columns.append((stored, allowed)) }
      return true
    }
    if let period, !restrict(.month, { Month($0).map(period.contains) ?? false }) { return nil }
    for filter in filters where !restrict(filter.column, { filter.values.contains($0) }) { return nil }
    if let current = source.current {
      guard let publisher = segment.columns[.publisher], let month = segment.columns[.month] else { return nil }
      var allowed: [UInt8] = []
      for name in publisher.dictionary {
        for text in month.dictionary { allowed.append(current.contains(.init(publisher: name, month: text)) ? 1 : 0) }
      }
      guard allowed.contains(1) else { return nil }
      pair = (publisher, month, month.dictionary.count, allowed)
    }
  }

  func apply(from start: Int, count: Int, to keep: UnsafeMutablePointer<UInt8>) {
    for (column, allowed) in columns { column.mask(allowed, from: start, count: count, keep) }
    guard let pair else { return }
    withUnsafeTemporaryAllocation(of: Int.self, capacity: count) { cells in
      guard let cells = cells.baseAddress else { return }
      cells.initialize(repeating: 0, count: count)
      let rows = pair.publisher.dictionary.indices.map { $0 * pair.months }
      pair.publisher.add(rows, from: start, count: count, to: cells)
      pair.month.add(Array(0..<pair.months), from: start, count: count, to: cells)
      pair.allowed.withUnsafeBufferPointer { allowed in
        for row in 0..<count { keep[row] &= allowed[cells[row]] }
      }
    }
  }
}

extension ColumnSegment.Column {
  /// Adds the table's entry for each record's code. Codes were checked when the segment was opened.
  @inline(__always)
  fileprivate func add(_ table: [Int], from start: Int, count: Int, to keys: UnsafeMutablePointer<Int>) {
    func run<Code: FixedWidthInteger & UnsignedInteger>(_: Code.Type) {
      let codes = codes.assumingMemoryBound(to: Code.self) + start
      table.withUnsafeBufferPointer { table in
        for row in 0..<count { keys[row] &+= table[Int(truncatingIfNeeded: codes[row])] }
      }
    }
    switch width {
    case 1: run(UInt8.self)
    case 2: run(UInt16.self)
    default: run(UInt32.self)
    }
  }

  @inline(__always)
  fileprivate func mask(_ allowed: [UInt8], from start: Int, count: Int, _ keep: UnsafeMutablePointer<UInt8>) {
    func run<Code: FixedWidthInteger & UnsignedInteger>(_: Code.Type) {
      let codes = codes.assumingMemoryBound(to: Code.self) + start
      allowed.withUnsafeBufferPointer { allowed in
        for row in 0..<count { keep[row] &= allowed[Int(truncatingIfNeeded: codes[row])] }
      }
    }
    switch width {
    case 1: run(UInt8.self)
    case 2: run(UInt16.self)
    default: run(UInt32.self)
    }
  }
}

/// Sums over cells, in an array when the number of cells is given, else in a dictionary.
private struct CellCounts {
  private var dense: [Int]
  private var seen: [UInt8]
  private var sparse: [Int: Int] = [:]

  init(cells: Int?) {
    dense = Array(repeating: 0, count: cells ?? 0)
    seen = []
  }

  mutating func add(
    _ keys: UnsafePointer<Int>, _ keep: UnsafePointer<UInt8>?, _ quantity: UnsafePointer<Int32>?, _ count: Int
  ) {
    if dense.isEmpty {
      for row in 0..<count where keep.map({ $0[row] != 0 }) ?? true {
        sparse[keys[row], default: 0] &+= quantity.map { Int($0[row]) } ?? 1
      }
      return
    }
    dense.withUnsafeMutableBufferPointer { dense in
      switch (keep, quantity) {
      case (nil, nil): for row in 0..<count { dense[keys[row]] &+= 1 }
      case (nil, let quantity?): for row in 0..<count { dense[keys[row]] &+= Int(quantity[row]) }
      case (let keep?, nil): for row in 0..<count { dense[keys[row]] &+= Int(keep[row]) }
      case (let keep?, let quantity?):
        for row in 0..<count { dense[keys[row]] &+= Int(quantity[row]) &* Int(keep[row]) }
      }
    }
  }

  func finish() -> [(key: Int, count: Int)] {
    if dense.isEmpty { return sparse.filter { $0.value != 0 }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) } }
    var cells: [(key: Int, count: Int)] = []
    for (key, count) in dense.enumerated() where count != 0 { cells.append((key, count)) }
    return cells
  }
}
