import Basics

extension Chart {
  /// A density surface on a grid, such as a kernel density in British National Grid: values by rows from the south, each
  /// row from the west.
  package struct Surface: Sendable {
    package let columns: Int
    package let rows: Int
    package let values: [Double]
    /// Corners of the grid, in the units of the outlines (metres for British National Grid).
    package let west: Double, south: Double, east: Double, north: Double

    package init?(
      columns: Int, rows: Int, values: [Double], west: Double, south: Double, east: Double, north: Double
    ) {
      guard columns > 0, rows > 0, columns <= 4000, rows <= 4000, values.count == columns * rows, east > west,
        north > south
      else { return nil }
      self.columns = columns
      self.rows = rows
      self.values = values
      (self.west, self.south, self.east, self.north) = (west, south, east, north)
    }
  }

  /// The surface in seven levels of equal width up to its highest, lowest left clear, over `outlines` of areas.
  package static func heat(
    id: String? = nil, title: String, description: String, note: String? = nil, surface: Surface,
    outlines: [[(Double, Double)]] = [], valueLabel: String = "Density"
  ) -> HTML {
    let width = 640.0
    let height = min(max(width * (surface.north - surface.south) / (surface.east - surface.west), 120), 900)
    func place(_ point: (Double, Double)) -> (Double, Double) {
      (
        (point.0 - surface.west) / (surface.east - surface.west) * width,
        height - (point.1 - surface.south) / (surface.north - surface.south) * height
      )
    }
    let levels = HeatLevels(surface, width: width, height: height)
    let edges = outlines.map { Marker.path($0.filter { $0.0.isFinite && $0.1.isFinite }.map(place)) }.joined()
    let drawing: HTML = """
      <rect width="\(at: width)" height="\(at: height)" fill="#f6f8f7"/>\
      \(each: levels.paths.indices, { level in
        "<path d=\"\(levels.paths[level])\" fill=\"\(heatShades[level])\" shape-rendering=\"crispEdges\"/>"
      })<path d="\(edges)" fill="none" stroke="#3d4a4f" stroke-width="1" stroke-linejoin="round"/>
      """
    let legend: HTML = """
      <div class="legend"><p class="legend__title">\(valueLabel)</p><ul><li>lowest</li>\(each: heatShades, { shade in
        """
        <li class="legend__step"><svg class="swatch" width="22" height="14" viewBox="0 0 22 14" aria-hidden="true">\
        <rect width="22" height="14" fill="\(shade)"/></svg></li>
        """
      })<li>highest</li></ul></div>
      """
    return figure(
      id: id, title: title, description: description, note: note, width: width, height: height, before: legend, drawing)
  }

  /// Light to dark in one direction, from the `inferno` family turned light first; apart in lightness.
  static let heatShades = ["#fdedb8", "#fbcf7e", "#f3a353", "#e0733f", "#bf4540", "#8c2950", "#541a4f"]
}

/// Cells of each level joined into runs, one path a level: a thousand times fewer elements than a rectangle a cell.
private struct HeatLevels {
  private(set) var paths: [String]

  init(_ surface: Chart.Surface, width: Double, height: Double) {
    let count = Chart.heatShades.count
    paths = Array(repeating: "", count: count)
    // Finer than about three pixels a cell, nobody sees the difference and the page grows.
    let skip = max(1, max(surface.columns, surface.rows) / 200)
    let columns = (surface.columns + skip - 1) / skip, rows = (surface.rows + skip - 1) / skip
    let most = surface.values.filter(\.isFinite).max() ?? 0
    guard most > 0 else { return }
    let cellWidth = width / (Double(surface.columns) / Double(skip))
    let cellHeight = height / (Double(surface.rows) / Double(skip))
    for row in 0..<rows {
      var start = 0
      var current = -1
      for column in 0...columns {
        var level = -1
        if column < columns {
          let share = HeatLevels.highest(surface, column, row, skip) / most
          level = share < 1 / Double(count + 1) ? -1 : min(Int(share * Double(count + 1)) - 1, count - 1)
        }
        guard level != current else { continue }
        if current >= 0 {
          let x = Coordinate.text(Double(start) * cellWidth)
          let y = Coordinate.text(height - Double(row + 1) * cellHeight)
          let across = Coordinate.text(Double(column - start) * cellWidth), down = Coordinate.text(cellHeight + 0.2)
          paths[current] += "M\(x) \(y)h\(across)v\(down)h-\(across)z"
        }
        start = column
        current = level
      }
    }
  }

  /// The highest value of a block of cells: peaks stay when the grid is made coarser.
  private static func highest(_ surface: Chart.Surface, _ column: Int, _ row: Int, _ skip: Int) -> Double {
    var most = 0.0
    for y in row * skip..<min((row + 1) * skip, surface.rows) {
      for x in column * skip..<min((column + 1) * skip, surface.columns) {
        let value = surface.values[y * surface.columns + x]
        if value.isFinite { most = max(most, value) }
      }
    }
    return most
  }
}
