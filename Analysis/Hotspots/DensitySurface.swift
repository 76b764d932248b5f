import Basics

/// The square cells on which a density is found: rows run from south to north, columns from west to east.
package struct GridFrame: Hashable, Sendable {
  /// The outer south-west corner of the first cell, in National Grid metres.
  package let west: Double
  package let south: Double
  /// The side of a cell in metres.
  package let cell: Double
  package let columns: Int
  package let rows: Int

  /// Errors: refuses a cell that is not above zero, no cells, and more than 25 million cells.
  package init(west: Double, south: Double, cell: Double, columns: Int, rows: Int) throws {
    guard cell > 0, cell.isFinite, west.isFinite, south.isFinite else { throw Refusal.notFinite("The grid") }
    let (cells, over) = columns.multipliedReportingOverflow(by: rows)
    guard columns > 0, rows > 0, !over, cells <= 25_000_000 else {
      throw Refusal(
        "grid-too-large", "A grid of \(columns) by \(rows) cells was asked for; 1 to 25 million cells are possible.",
        remedy: "Choose larger cells; their size hardly changes the picture, the bandwidth does.")
    }
    self.west = west
    self.south = south
    self.cell = cell
    self.columns = columns
    self.rows = rows
  }

  /// The frame of whole cells that covers a rectangle.
  package init(covering west: Double, _ south: Double, _ east: Double, _ north: Double, cell: Double) throws {
    let wide = ((east - west) / cell).rounded(.up), high = ((north - south) / cell).rounded(.up)
    guard wide.isFinite, high.isFinite, abs(wide) < 1e9, abs(high) < 1e9 else { throw Refusal.notFinite("The grid") }
    try self.init(west: west, south: south, cell: cell, columns: max(1, Int(wide)), rows: max(1, Int(high)))
  }

  /// The middle of a cell.
  package func centre(column: Int, row: Int) -> NationalGridPoint {
    NationalGridPoint(easting: west + (Double(column) + 0.5) * cell, northing: south + (Double(row) + 0.5) * cell)
  }
}

/// A density of events over a grid, in events per square metre at the middle of each cell.
package struct DensitySurface: Sendable {
  package let frame: GridFrame
  /// The bandwidth it was made with, in metres; always shown with the map.
  package let bandwidth: Double
  /// Row by row from the south, west to east within a row.
  package let values: [Double]

  package var maximum: Double { values.max() ?? 0 }
  package var mean: Double { values.reduce(0, +) / Double(max(values.count, 1)) }

  /// Events per square metre; nil outside the grid.
  package func value(column: Int, row: Int) -> Double? {
    guard (0..<frame.columns).contains(column), (0..<frame.rows).contains(row) else { return nil }
    return values[row * frame.columns + column]
  }

  /// Events under the surface: close to those given, less what lies beyond the grid's edge.
  package var events: Double { values.reduce(0, +) * frame.cell * frame.cell }
}
