/// Which codes of which columns a record may have to be counted.
struct Masks {
  private var columns: [(ColumnSegment.Column, [UInt8])] = []
  private var pair: (publisher: ColumnSegment.Column, month: ColumnSegment.Column, months: Int, allowed: [UInt8])?

  var isEmpty: Bool { columns.isEmpty && pair == nil }

  /// Nil when no record of the source can be counted.
  init?(_ source: SeriesTable.Source, _ shared: SharedDictionaries, _ index: Int, _ choice: RecordChoice) {
    if choice.isEmpty { return nil }
    let segment = source.segment
    func restrict(_ column: SeriesColumn, _ allowed: [UInt8]) -> Bool {
      guard let stored = segment.columns[column] else { return allowed.first == 1 }
      if let uniform = stored.uniform { return allowed[uniform] == 1 }
      guard allowed.contains(1) else { return false }
      if allowed.contains(0) { columns.append((stored, allowed)) }
      return true
    }
    // Files come in the order of months, so the month is looked at first: it settles most blocks.
    for (column, allowed) in choice.allowed.sorted(by: { $0.key == .month && $1.key != .month }) {
      let codes = shared.dictionary(column).codes[index]
      guard restrict(column, codes.map { allowed[Int($0)] }) else { return nil }
    }
    if choice.unplacedOnly {
      guard restrict(.point, segment.points.indices.map { $0 == 0 ? 1 : 0 }) else { return nil }
    }
    if let current = source.current {
      guard let publisher = segment.columns[.publisher], let month = segment.columns[.month] else { return nil }
      if let publisher = publisher.uniform.map({ segment.dictionary(.publisher)[$0] }),
        let month = month.uniform.map({ segment.dictionary(.month)[$0] })
      {
        guard current.contains(.init(publisher: publisher, month: month)) else { return nil }
        return
      }
      var allowed: [UInt8] = []
      for name in publisher.dictionary {
        for text in month.dictionary { allowed.append(current.contains(.init(publisher: name, month: text)) ? 1 : 0) }
      }
      guard allowed.contains(1) else { return nil }
      pair = (publisher, month, month.dictionary.count, allowed)
    }
  }

  /// Clears the marks of records that are not counted, and says whether any is left.
  func apply(from start: Int, count: Int, to keep: UnsafeMutablePointer<UInt8>) -> Bool {
    for (column, allowed) in columns {
      column.mask(allowed, from: start, count: count, keep)
      guard Masks.holdsAny(keep, count) else { return false }
    }
    guard let pair else { return true }
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
    return Masks.holdsAny(keep, count)
  }

  private static func holdsAny(_ keep: UnsafeMutablePointer<UInt8>, _ count: Int) -> Bool {
    var any: UInt8 = 0
    for row in 0..<count { any |= keep[row] }
    return any != 0
  }
}

extension ColumnSegment.Column {
  /// Adds the table's entry for each record's code. Codes were checked when the segment was opened.
  @inline(__always)
  func add(_ table: [Int], from start: Int, count: Int, to keys: UnsafeMutablePointer<Int>) {
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
struct CellCounts {
  private var dense: [Int]
  private var sparse: [Int: Int] = [:]

  init(cells: Int?) {
    dense = Array(repeating: 0, count: cells ?? 0)
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

  /// Adds the counts of another share of the records over the same cells.
  mutating func add(_ other: CellCounts) {
    guard dense.count == other.dense.count else { return }
    for cell in dense.indices { dense[cell] &+= other.dense[cell] }
    for (key, count) in other.sparse { sparse[key, default: 0] &+= count }
  }

  func finish() -> [(key: Int, count: Int)] {
    if dense.isEmpty { return sparse.filter { $0.value != 0 }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) } }
    var cells: [(key: Int, count: Int)] = []
    for (key, count) in dense.enumerated() where count != 0 { cells.append((key, count)) }
    return cells
  }
}
