/// A pattern in a control chart that common-cause variation seldom makes.
package enum ControlSignal: String, Hashable, Sendable, CaseIterable, Comparable {
  case aboveUpperLimit, belowLowerLimit
  /// Seven or more points in a row on one side of the mean.
  case runAbove, runBelow
  /// Seven or more points in a row, each above (below) the one before.
  case rising, falling
  /// Two of three neighbours beyond two thirds of the way to a limit, all three on that side of the mean.
  case nearUpperLimit, nearLowerLimit

  package static func < (a: Self, b: Self) -> Bool {
    (allCases.firstIndex(of: a) ?? 0) < (allCases.firstIndex(of: b) ?? 0)
  }

  /// The signal for the points labelled `first` to `last`, as a sentence.
  func sentence(from first: String, to last: String, count: Int) -> String {
    let place = count == 1 ? first : "\(count) points from \(first) to \(last)"
    let verb = count == 1 ? "lies" : "lie"
    return switch self {
    case .aboveUpperLimit: "\(place) \(verb) above the upper limit."
    case .belowLowerLimit: "\(place) \(verb) below the lower limit."
    case .runAbove: "\(place) are all above the mean."
    case .runBelow: "\(place) are all below the mean."
    case .rising: "\(place) rise without a break."
    case .falling: "\(place) fall without a break."
    case .nearUpperLimit: "\(place) \(verb) close to the upper limit, with all of three neighbours above the mean."
    case .nearLowerLimit: "\(place) \(verb) close to the lower limit, with all of three neighbours below the mean."
    }
  }
}

extension ControlChart {
  /// The signals as sentences, in the order they begin; "common variation only" when there are none.
  ///
  /// - Parameter labels: what each point is called, usually `Month.spoken`; missing labels are numbered.
  package func words(labels: [String]) -> [String] {
    func label(_ index: Int) -> String { labels.indices.contains(index) ? labels[index] : "point \(index + 1)" }
    var found: [(start: Int, text: String)] = []
    for signal in ControlSignal.allCases {
      var start: Int?
      for index in 0...points.count {
        let holds = index < points.count && points[index].signals.contains(signal)
        if holds, start == nil { start = index }
        if !holds, let first = start {
          found.append((first, signal.sentence(from: label(first), to: label(index - 1), count: index - first)))
          start = nil
        }
      }
    }
    if found.isEmpty { return ["No signal: the points vary as they usually do."] }
    return found.sorted { $0.start < $1.start }.map(\.text)
  }
}
