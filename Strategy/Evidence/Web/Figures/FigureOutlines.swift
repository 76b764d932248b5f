import Analysis
import StrategyModel

extension FigureView {
  /// Outlines of areas in British National Grid metres, to be drawn over a density; points outside the grid are left out.
  static func outlines(_ boundaries: BoundaryLayer?) -> [[(Double, Double)]] {
    guard let boundaries else { return [] }
    return boundaries.areas.flatMap(\.rings).map { ring in
      ring.compactMap { point in
        BritishNationalGrid.project(latitude: point.latitude, longitude: point.longitude).map {
          ($0.easting, $0.northing)
        }
      }
    }
  }
}
