/// An area with its outer rings and holes, for asking which area a place lies in.
///
/// Units: any plane coordinates, the same for rings and places. Rings may be open or closed, in either direction; a
/// place is inside when a ray from it crosses the rings an odd number of times (Jordan; Franklin's half-open crossing
/// rule), so that a place on a border shared by two areas lies in one of them and not in both. When not to use it:
/// rings in degrees are read as a plane, which is fine for a district and wrong for a continent.
package struct Region: Sendable {
  package typealias Place = (x: Double, y: Double)

  /// x and y of each ring's corners, one after the other.
  private let rings: [[SIMD2<Double>]]
  package let west: Double, south: Double, east: Double, north: Double

  /// Rings of fewer than three corners enclose nothing and are passed over, as are rings with a corner that is not a
  /// place (not a number, or beyond a thousand million).
  package init(rings source: [[Place]]) {
    rings = source.map { ring in ring.map { SIMD2($0.x, $0.y) } }.filter { ring in
      ring.count >= 3 && ring.allSatisfy { abs($0.x) < 1e9 && abs($0.y) < 1e9 }
    }
    let corners = rings.joined()
    west = corners.map(\.x).min() ?? .infinity
    east = corners.map(\.x).max() ?? -.infinity
    south = corners.map(\.y).min() ?? .infinity
    north = corners.map(\.y).max() ?? -.infinity
  }

  package func contains(x: Double, y: Double) -> Bool {
    guard x >= west, x <= east, y >= south, y <= north else { return false }
    var inside = false
    for ring in rings {
      var from = ring[ring.count - 1]
      for to in ring {
        if (to.y > y) != (from.y > y), x < (from.x - to.x) * (y - to.y) / (from.y - to.y) + to.x { inside.toggle() }
        from = to
      }
    }
    return inside
  }

  /// The area enclosed, holes taken away when they run against their outer ring (as GeoJSON and shapefiles have them).
  package var area: Double {
    abs(
      rings.reduce(0) { total, ring in
        var twice = 0.0
        var from = ring[ring.count - 1] - ring[0]
        for corner in ring {
          let to = corner - ring[0]
          twice += from.x * to.y - to.x * from.y
          from = to
        }
        return total + twice / 2
      })
  }
}

/// Many areas, sorted into squares so that a place is tried against the few that may hold it.
package struct RegionIndex: Sendable {
  private let regions: [Region]
  private let squares: [[Int32]]
  private let side: Int
  private let west: Double, south: Double, width: Double, height: Double

  /// The index keeps the order of `regions`; where two overlap the earlier one is found.
  package init(_ regions: [Region]) {
    self.regions = regions
    let solid = regions.filter { $0.west <= $0.east }
    west = solid.map(\.west).min() ?? 0
    south = solid.map(\.south).min() ?? 0
    let east = solid.map(\.east).max() ?? 1, north = solid.map(\.north).max() ?? 1
    width = max(east - west, .leastNormalMagnitude)
    height = max(north - south, .leastNormalMagnitude)
    let count = max(1, min(512, Int(Double(regions.count).squareRoot() * 4)))
    side = count
    var buckets = [[Int32]](repeating: [], count: count * count)
    func square(_ value: Double, _ start: Double, _ length: Double) -> Int {
      max(0, min(count - 1, Int((value - start) / length * Double(count))))
    }
    for (number, region) in regions.enumerated() where region.west <= region.east {
      for row in square(region.south, south, height)...square(region.north, south, height) {
        for column in square(region.west, west, width)...square(region.east, west, width) {
          buckets[row * count + column].append(Int32(truncatingIfNeeded: number))
        }
      }
    }
    squares = buckets
  }

  /// The position of the area that holds a place; nil when none does.
  package func region(holding x: Double, _ y: Double) -> Int? {
    let column = (x - west) / width * Double(side), row = (y - south) / height * Double(side)
    guard column >= 0, row >= 0, column <= Double(side), row <= Double(side) else { return nil }
    let bucket = squares[min(side - 1, Int(row)) * side + min(side - 1, Int(column))]
    return bucket.lazy.map(Int.init).first { regions[$0].contains(x: x, y: y) }
  }
}
