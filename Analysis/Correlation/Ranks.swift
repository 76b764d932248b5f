/// Ranks from 1, equal values sharing the average of the ranks they take up.
enum Ranks {
  static func average(_ values: [Double]) -> [Double] {
    let order = values.indices.sorted { values[$0] < values[$1] }
    var out = [Double](repeating: 0, count: values.count)
    var start = 0
    while start < order.count {
      var end = start
      while end + 1 < order.count, values[order[end + 1]] == values[order[start]] { end += 1 }
      for i in start...end { out[order[i]] = Double(start + end) / 2 + 1 }
      start = end + 1
    }
    return out
  }
}
