import Analysis
import Basics
import Glibc

/// The outline of an area in degrees: whether a place lies inside (even–odd rule over all rings).
package struct Outline: Sendable {
  package let rings: [[(longitude: Double, latitude: Double)]]
  private let west: Double, south: Double, east: Double, north: Double

  package init(_ rings: [[(longitude: Double, latitude: Double)]]) {
    self.rings = rings
    var west = Double.infinity, east = -Double.infinity, south = Double.infinity, north = -Double.infinity
    for ring in rings {
      for point in ring {
        west = min(west, point.longitude)
        east = max(east, point.longitude)
        south = min(south, point.latitude)
        north = max(north, point.latitude)
      }
    }
    (self.west, self.east, self.south, self.north) = west <= east ? (west, east, south, north) : (0, 0, 0, 0)
  }

  package var corners: (west: Double, south: Double, east: Double, north: Double) { (west, south, east, north) }

  package func contains(longitude x: Double, latitude y: Double) -> Bool {
    guard x >= west, x <= east, y >= south, y <= north else { return false }
    var inside = false
    for ring in rings where ring.count > 2 {
      var before = ring[ring.count - 1]
      for point in ring {
        if (point.latitude > y) != (before.latitude > y) {
          let crossing =
            (before.longitude - point.longitude) * (y - point.latitude) / (before.latitude - point.latitude)
            + point.longitude
          if x < crossing { inside.toggle() }
        }
        before = point
      }
    }
    return inside
  }

  /// For each cell of a row of the grid, whether its middle lies inside; the outline given in metres.
  package func inside(row y: Double, from x: Double, cell: Double, columns: Int) -> [Bool] {
    var crossings: [Double] = []
    for ring in rings where ring.count > 2 {
      var before = ring[ring.count - 1]
      for point in ring {
        if (point.latitude > y) != (before.latitude > y) {
          crossings.append(
            (before.longitude - point.longitude) * (y - point.latitude) / (before.latitude - point.latitude)
              + point.longitude)
        }
        before = point
      }
    }
    crossings.sort()
    var out = [Bool](repeating: false, count: columns)
    var next = 0
    for column in 0..<columns {
      let middle = x + (Double(column) + 0.5) * cell
      while next < crossings.count, crossings[next] <= middle { next += 1 }
      out[column] = next % 2 == 1
    }
    return out
  }

  /// The same outline in metres of the British National Grid; points that have no place in it are left out.
  package var inMetres: Outline {
    Outline(
      rings.map { ring in
        ring.compactMap { point in
          BritishNationalGrid.project(latitude: point.latitude, longitude: point.longitude).map {
            ($0.easting, $0.northing)
          }
        }
      })
  }
}

/// A place of locally highest density.
struct Peak {
  let place: NationalGridPoint
  let density: Double

  /// The highest cells, no two of them nearer than the bandwidth.
  static func of(_ values: [Double], in frame: GridFrame, bandwidth: Double, limit: Int) -> [Peak] {
    var peaks: [Peak] = []
    let columns = frame.columns, rows = frame.rows
    var candidates: [(value: Double, column: Int, row: Int)] = []
    for row in 0..<rows {
      for column in 0..<columns {
        let value = values[row * columns + column]
        guard value > 0 else { continue }
        var isPeak = true
        for y in max(0, row - 1)...min(rows - 1, row + 1) where isPeak {
          for x in max(0, column - 1)...min(columns - 1, column + 1) where values[y * columns + x] > value {
            isPeak = false
            break
          }
        }
        if isPeak { candidates.append((value, column, row)) }
      }
    }
    candidates.sort { ($1.value, $0.row, $0.column) < ($0.value, $1.row, $1.column) }
    for one in candidates where peaks.count < limit {
      let place = frame.centre(column: one.column, row: one.row)
      let isApart = peaks.allSatisfy {
        hypot($0.place.easting - place.easting, $0.place.northing - place.northing) >= bandwidth
      }
      if isApart { peaks.append(Peak(place: place, density: one.value)) }
    }
    return peaks
  }
}

extension FigureCase {
  /// A grid over the area, or over the points; cells are enlarged until there are at most 160,000 of them.
  func frame(_ points: WeightedPoints, _ cell: Double) throws -> (frame: GridFrame, enlarged: Bool) {
    var west = points.eastings.min() ?? 0, east = points.eastings.max() ?? 0
    var south = points.northings.min() ?? 0, north = points.northings.max() ?? 0
    if let outline = outline()?.inMetres.corners, outline.east > outline.west {
      (west, south, east, north) = (outline.west, outline.south, outline.east, outline.north)
    }
    var size = cell
    while (((east - west) / size) + 1) * (((north - south) / size) + 1) > 160_000 { size += 10 }
    west = (west / size).rounded(.down) * size
    south = (south / size).rounded(.down) * size
    let frame = try GridFrame(covering: west, south, max(east, west + size), max(north, south + size), cell: size)
    return (frame, size > cell)
  }

  /// Densities with −1 where the cell lies outside the area.
  private func clipped(_ surface: DensitySurface, _ outline: Outline?) -> [Double] {
    guard let outline else { return surface.values }
    var values = surface.values
    let frame = surface.frame
    for row in 0..<frame.rows {
      let y = frame.south + (Double(row) + 0.5) * frame.cell
      let inside = outline.inside(row: y, from: frame.west, cell: frame.cell, columns: frame.columns)
      for column in 0..<frame.columns where !inside[column] { values[row * frame.columns + column] = -1 }
    }
    return values
  }

  /// The densities at one, half and twice the bandwidth, −1 outside the area.
  func surfaces(_ points: WeightedPoints, _ frame: GridFrame, _ bandwidth: Double) throws -> (
    one: [Double], half: [Double], twice: [Double]
  ) {
    let outline = outline()?.inMetres
    // The widest takes as long as the two others together.
    let found = Processors.map([2, 1, 0.5], atLeast: 2) { factor in
      Result {
        clipped(try QuarticDensity.surface(points: points, bandwidth: bandwidth * factor, frame: frame), outline)
      }
    }
    return (try found[1].get(), try found[2].get(), try found[0].get())
  }

  /// Whether the highest peak stays where it is at half and at twice the bandwidth.
  func stability(_ peak: Peak, _ half: [Double], _ twice: [Double], _ frame: GridFrame, _ bandwidth: Double) -> String {
    var words: [String] = []
    for (values, name) in [(half, "half"), (twice, "twice")] {
      guard let other = Peak.of(values, in: frame, bandwidth: bandwidth, limit: 1).first else { continue }
      let moved = hypot(other.place.easting - peak.place.easting, other.place.northing - peak.place.northing)
      words.append(
        "at \(name) the bandwidth the highest peak \(moved <= bandwidth ? "stays there" : "moves \(moved.fixed(0)) metres")"
      )
    }
    return words.isEmpty ? "" : FigureCase.list(words).capitalisedFirst + "."
  }

  /// A grid coordinate to 100 metres, as map references are written: without a thousands separator.
  static func gridCell(_ metres: Double) -> Figure.Cell {
    let rounded = (metres / 100).rounded() * 100
    return Figure.Cell(rounded.fixed(0).filter { $0 != "," }, rounded)
  }

  /// The smallest area held that contains a peak, or its grid reference to 100 metres.
  func placeName(_ peak: Peak) -> String {
    let grid = "E \(FigureCase.gridCell(peak.place.easting).text) N \(FigureCase.gridCell(peak.place.northing).text)"
    guard let place = BritishNationalGrid.geographic(peak.place) else { return grid }
    for prefix in ["ward", "lsoa-2021", "lsoa-2011", "borough"] {
      for layer in sources.reference.boundaries.sorted(by: { $0.name > $1.name }) where layer.name.hasPrefix(prefix) {
        if let found = layer.areas.first(where: {
          Outline($0.rings).contains(longitude: place.longitude, latitude: place.latitude)
        }) {
          return "\(found.name) (\(grid))"
        }
      }
    }
    return grid
  }
}
