/// The four rules of the NHS *Making Data Count* programme, by which a point is called special-cause variation.
///
/// Source: NHS England, Making Data Count; coded as in the R package NHSRplotthedots 0.2.2 (a point on the mean breaks
/// a run; a point outside a limit does not also count as close to it; every point of a run or trend is marked). A gap
/// in the series breaks every pattern.
enum MakingDataCountRules {
  static func signals(
    values: [Double?], centre: [Double], lower: [Double], upper: [Double]
  ) -> [Set<ControlSignal>] {
    var out = [Set<ControlSignal>](repeating: [], count: values.count)
    /// 1 above the mean, −1 below, 0 on it or missing.
    let side = values.indices.map { i in values[i].map { $0 > centre[i] ? 1 : $0 < centre[i] ? -1 : 0 } ?? 0 }
    /// 1 close to the upper limit, −1 close to the lower, 0 neither.
    let close = values.indices.map { i -> Int in
      guard let value = values[i], value <= upper[i], value >= lower[i] else { return 0 }
      if value > centre[i] + (upper[i] - centre[i]) * 2 / 3 { return 1 }
      return value < centre[i] - (centre[i] - lower[i]) * 2 / 3 ? -1 : 0
    }
    for (i, value) in values.enumerated() {
      guard let value else { continue }
      if value > upper[i] { out[i].insert(.aboveUpperLimit) }
      if value < lower[i] { out[i].insert(.belowLowerLimit) }
    }
    func mark(_ signal: ControlSignal, _ range: Range<Int>) { for i in range { out[i].insert(signal) } }
    for end in values.indices.dropFirst(6) {
      let window = (end - 6)..<(end + 1)
      if window.allSatisfy({ side[$0] == 1 }) { mark(.runAbove, window) }
      if window.allSatisfy({ side[$0] == -1 }) { mark(.runBelow, window) }
      let steps = window.dropFirst().map { i -> Int in
        guard let now = values[i], let before = values[i - 1] else { return 0 }
        return now > before ? 1 : now < before ? -1 : 0
      }
      if steps.allSatisfy({ $0 == 1 }) { mark(.rising, window) }
      if steps.allSatisfy({ $0 == -1 }) { mark(.falling, window) }
    }
    for end in values.indices.dropFirst(2) {
      let window = (end - 2)..<(end + 1)
      for (sign, signal) in [(1, ControlSignal.nearUpperLimit), (-1, .nearLowerLimit)]
      where window.allSatisfy({ side[$0] == sign }) && window.count(where: { close[$0] == sign }) >= 2 {
        for i in window where close[i] == sign { out[i].insert(signal) }
      }
    }
    return out
  }
}
