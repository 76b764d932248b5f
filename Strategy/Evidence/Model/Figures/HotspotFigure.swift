import Analysis
import Basics

extension FigureCase {
  /// The published points of the measure in the area and period; nil when its file has none. Points of an area smaller
  /// than a force are those inside its outline, or those of its lower layer super output areas when no outline is held.
  func points() throws -> [WeightedPoint]? {
    let filters = try counter.categoryFilters(category)
    if area.level == .force {
      let publisher = measure.force == area.code ? [] : [SeriesFilter(.publisher, publisher(of: area) ?? area.code)]
      return table.weightedPoints(where: filters + publisher, in: period)
    }
    if let outline = outline() {
      return table.weightedPoints(where: filters, in: period).filter {
        outline.contains(longitude: $0.longitude, latitude: $0.latitude)
      }
    }
    let codes = Set(atlas.lsoas(of: area) ?? [])
    guard counter.isPlacedByLsoa, !codes.isEmpty else {
      throw Refusal(
        "no-boundary", place: area.name, "No outline of \(area.name) is held.",
        remedy: "Import its boundary, or ask for the whole force.")
    }
    let old = atlas.recoding.targets.filter { $0.value.allSatisfy { codes.contains($0.code) } }.map(\.key)
    return table.weightedPoints(where: filters + [SeriesFilter(.lsoa, codes.union(old))], in: period)
  }

  /// The area's outline, when one is held.
  func outline() -> Outline? {
    func rings(_ code: String) -> [[(longitude: Double, latitude: Double)]]? {
      for layer in sources.reference.boundaries.sorted(by: { $0.name > $1.name }) {
        if let found = layer.areas.first(where: { $0.code == code }) { return found.rings }
      }
      return nil
    }
    if area.level == .zone {
      guard let wards = try? counter.wards(of: area, over: period) else { return nil }
      let found = wards.compactMap { rings($0.code) }
      return found.count == wards.count ? Outline(found.flatMap { $0 }) : nil
    }
    return rings(area.code).map(Outline.init)
  }

  /// Where records are densest: exact quartic kernel density on the published points.
  func hotspots() throws -> Figure {
    _ = try held(period)
    let bandwidth = try option(.bandwidth, default: 300)
    guard let found = try points(), !found.isEmpty else {
      throw Refusal(
        "no-data", place: area.name, "No record with a place is held in \(area.name) for \(period.words).",
        remedy: "Choose a longer period, a larger area or another measure.")
    }
    var east: [Double] = [], north: [Double] = [], weight: [Double] = []
    var outside = 0
    let grid = table.shared.grid()
    for point in found {
      guard let place = grid[point.place] else {
        outside += Int(point.weight)
        continue
      }
      east.append(place.easting)
      north.append(place.northing)
      weight.append(point.weight)
    }
    let points = WeightedPoints(eastings: east, northings: north, weights: weight)
    let ground = try frame(points, try option(.cell, default: 50))
    let surfaces = try surfaces(points, ground.frame, bandwidth)
    let values = surfaces.one
    let inside = values.filter { $0 >= 0 }
    let mean = inside.isEmpty ? 0 : inside.reduce(0, +) / Double(inside.count)
    let peaks = Peak.of(values, in: ground.frame, bandwidth: bandwidth, limit: 10)
    let top = peaks.first
    let multiple = mean > 0 ? (top?.density ?? 0) / mean : 0
    let total = points.totalWeight
    func near(_ peak: Peak) -> Double {
      var sum = 0.0
      for index in 0..<points.count {
        let x = points.eastings[index] - peak.place.easting, y = points.northings[index] - peak.place.northing
        if x * x + y * y < bandwidth * bandwidth { sum += points.weights[index] }
      }
      return total > 0 ? sum / total : 0
    }
    let steady = top.map { stability($0, surfaces.half, surfaces.twice, ground.frame, bandwidth) } ?? ""
    let unplaced = table.unplaced(
      where: try counter.categoryFilters(category) + (publisher(of: area).map { [SeriesFilter(.publisher, $0)] } ?? []),
      in: period)
    var excluded = [
      Figure.Exclusion("No point: \(publisher(of: area) ?? "the whole file"), not on the map", rows: unplaced)
    ]
    if outside > 0 { excluded.append(Figure.Exclusion("Point outside Great Britain", rows: outside)) }
    let rows = peaks.enumerated().map { index, peak in
      [
        Figure.Cell("\(index + 1)"), Figure.Cell(placeName(peak)),
        FigureCase.gridCell(peak.place.easting), FigureCase.gridCell(peak.place.northing),
        FigureCase.cell(mean > 0 ? peak.density / mean : nil, 1), FigureCase.cell(near(peak) * 100, 1, "%"),
      ]
    }
    let title = "Density of \(counted) in \(area.name), \(period.words)"
    var caveats = [
      "Bandwidth \(bandwidth.fixed(0)) metres, cells of \(ground.frame.cell.fixed(0)) metres. \(steady)",
      "A peak is a cluster of shared map points, not an address; no statement about a street or a building may be made from it.",
      outline() == nil
        ? "No outline is held, so the map covers the rectangle around the points."
        : "The map stops at the outline; density just inside it is too low, because points beyond it are not counted.",
    ]
    if ground.enlarged { caveats.append("The cells were enlarged to keep the map readable.") }
    return Figure(
      question: question.query, title: title,
      sentence: "\(counted.capitalisedFirst) in \(area.name) in \(period.words) are densest around "
        + "\(top.map(placeName) ?? "no place"), \(multiple.fixed(1)) times the average of the area; "
        + "\((top.map(near) ?? 0).percent(1)) of \(Int(total).grouped) placed records lie within \(bandwidth.fixed(0)) metres "
        + "of it (\(basis(table.extracts(in: period))))." + FigureCase.missingWords(missing(period)),
      value: multiple, unit: "times the average density", decimals: 1, numerator: Int(total),
      evidence: provenance(
        numerator: "\(counted.capitalisedFirst) with a point in \(area.name), \(period.words)", periods: [period],
        excluded: excluded.filter { $0.rows > 0 }, caveats: caveats, method: QuarticDensity.note, areas: false),
      table: Figure.Table(
        caption: "\(title): the highest peaks",
        headings: [Figure.Heading("Rank"), Figure.Heading("Around")]
          + ["Easting (m)", "Northing (m)", "Times the average", "Share within the bandwidth"].map {
            Figure.Heading($0, isNumber: true)
          }, rows: rows),
      chart: .density(
        Figure.Density(
          easting: ground.frame.west, northing: ground.frame.south, cell: ground.frame.cell,
          columns: ground.frame.columns,
          rows: ground.frame.rows, values: values.map { mean > 0 && $0 > 0 ? ($0 / mean * 1000).rounded() / 1000 : 0 }))
    )
  }
}
