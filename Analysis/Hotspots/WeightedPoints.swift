/// Places in the National Grid with the number (or weight) of events at each.
///
/// Published crime is snapped to map points: 627,000 Merseyside rows stand on 18,642 places, so gathering them first
/// makes every map 34 times cheaper and no less exact. Units: metres; events.
package struct WeightedPoints: Sendable {
  package private(set) var eastings: [Double]
  package private(set) var northings: [Double]
  package private(set) var weights: [Double]

  package var count: Int { weights.count }
  package var totalWeight: Double { weights.reduce(0, +) }

  /// Points as they stand, one weight each; the shortest of the three lists counts.
  package init(eastings: [Double], northings: [Double], weights: [Double]) {
    let count = min(eastings.count, northings.count, weights.count)
    self.eastings = Array(eastings.prefix(count))
    self.northings = Array(northings.prefix(count))
    self.weights = Array(weights.prefix(count))
  }

  /// Points of weight 1 each, not gathered.
  package init(_ points: [NationalGridPoint]) {
    eastings = points.map(\.easting)
    northings = points.map(\.northing)
    weights = [Double](repeating: 1, count: points.count)
  }

  /// The same events with each distinct place once, in the order of first appearance; weights are added up.
  ///
  /// Places are the same when both coordinates are equal to the last bit, as those of one map point are.
  package func gathered() -> WeightedPoints {
    var capacity = 16
    while capacity < count * 2 { capacity *= 2 }
    var slots = [Int32](repeating: -1, count: capacity)
    var out = WeightedPoints(eastings: [], northings: [], weights: [])
    for i in 0..<count {
      // Adding zero makes −0 and 0 one place.
      let x = eastings[i] + 0, y = northings[i] + 0
      var hash = x.bitPattern &* 0x9E37_79B9_7F4A_7C15 ^ y.bitPattern &* 0xC2B2_AE3D_27D4_EB4F
      hash ^= hash >> 29
      hash = hash &* 0xBF58_476D_1CE4_E5B9
      hash ^= hash >> 32
      var slot = Int(truncatingIfNeeded: hash) & (capacity - 1)
      while true {
        let found = Int(slots[slot])
        if found < 0 {
          slots[slot] = Int32(truncatingIfNeeded: out.count)
          out.eastings.append(x)
          out.northings.append(y)
          out.weights.append(weights[i])
          break
        }
        if out.eastings[found].bitPattern == x.bitPattern, out.northings[found].bitPattern == y.bitPattern {
          out.weights[found] += weights[i]
          break
        }
        slot = (slot + 1) & (capacity - 1)
      }
    }
    return out
  }
}
