/// Records counted by one to three columns; combinations without records are left out.
package struct Tally: Sendable {
  package let columns: [SeriesColumn]
  /// Values of each column in code order, sorted, blank first.
  let dictionaries: [[String]]
  /// Cell keys in ascending order: codes in mixed radix, the first column varying slowest.
  let keys: [Int]
  package let counts: [Int]
  private let strides: [Int]

  init(columns: [SeriesColumn], dictionaries: [[String]], keys: [Int], counts: [Int]) {
    self.columns = columns
    self.dictionaries = dictionaries
    self.keys = keys
    self.counts = counts
    strides = Tally.strides(of: dictionaries)
  }

  static func strides(of dictionaries: [[String]]) -> [Int] {
    var strides = [Int](repeating: 1, count: dictionaries.count)
    for index in dictionaries.indices.dropLast().reversed() {
      strides[index] = strides[index + 1] &* max(dictionaries[index + 1].count, 1)
    }
    return strides
  }

  /// The number of combinations that have records.
  package var count: Int { keys.count }

  /// Combinations with their counts, in the order of the values; made anew at each call.
  package var cells: [(keys: [String], count: Int)] {
    var cells: [(keys: [String], count: Int)] = []
    cells.reserveCapacity(keys.count)
    forEach { cells.append((keys: $0, count: $1)) }
    return cells
  }

  /// Gives each combination in turn.
  package func forEach(_ body: ([String], Int) -> Void) {
    for (key, count) in zip(keys, counts) { body(texts(key), count) }
  }

  /// The records of all combinations together.
  package func total() -> Int { counts.reduce(0, &+) }

  /// The records of one combination, 0 when there are none; the values are given in the order of `columns`.
  package subscript(values: String...) -> Int {
    guard values.count == columns.count else { return 0 }
    var key = 0
    for (index, value) in values.enumerated() {
      guard let code = SortedTexts.position(of: value, in: dictionaries[index]) else { return 0 }
      key += code * strides[index]
    }
    return SortedTexts.position(of: key, in: keys).map { counts[$0] } ?? 0
  }

  /// The records by one of the columns alone.
  package func sums(of column: SeriesColumn) -> [String: Int] {
    guard let index = columns.firstIndex(of: column) else { return [:] }
    var totals = [Int](repeating: 0, count: dictionaries[index].count),
      seen = [Bool](repeating: false, count: totals.count)
    for (key, count) in zip(keys, counts) {
      let code = key / strides[index] % max(dictionaries[index].count, 1)
      totals[code] += count
      seen[code] = true
    }
    var sums: [String: Int] = [:]
    for code in totals.indices where seen[code] { sums[dictionaries[index][code]] = totals[code] }
    return sums
  }

  private func texts(_ key: Int) -> [String] {
    dictionaries.indices.map { dictionaries[$0][key / strides[$0] % max(dictionaries[$0].count, 1)] }
  }
}

/// Binary search in ascending lists.
enum SortedTexts {
  static func position<Value: Comparable>(of value: Value, in list: [Value]) -> Int? {
    var low = 0, high = list.count
    while low < high {
      let middle = (low + high) / 2
      if list[middle] < value { low = middle + 1 } else { high = middle }
    }
    return low < list.count && list[low] == value ? low : nil
  }
}
