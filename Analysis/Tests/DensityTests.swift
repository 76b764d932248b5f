import Analysis
import Basics
import Testing

@Suite struct DensityTests {
  private let four = WeightedPoints(
    eastings: [0, 100, 0, 300], northings: [0, 0, 150, 300], weights: [1, 1, 1, 1])

  @Test func `the four-point example has its densities`() throws {
    let golden = try GoldenTable("golden_values_spatial").expected(
      "Quartic KDE", "points (0,0),(100,0),(0,150),(300,300) h=200 m")
    // "lambda(0,0)=… lambda(50,50)=… lambda(300,300)=… per m^2"
    for (place, at) in [((0.0, 0.0), 2), ((50, 50), 5), ((300, 300), 8)] {
      let found = try QuarticDensity.value(
        at: NationalGridPoint(easting: place.0, northing: place.1), points: four, bandwidth: 200)
      #expect(close(found, golden[at], 1e-12))
    }
    // The same places as the middles of cells of a grid.
    let frame = try GridFrame(west: -25, south: -25, cell: 50, columns: 7, rows: 7)
    let surface = try QuarticDensity.surface(points: four, bandwidth: 200, frame: frame)
    #expect(try close(#require(surface.value(column: 0, row: 0)), golden[2], 1e-11))
    #expect(try close(#require(surface.value(column: 1, row: 1)), golden[5], 1e-11))
    #expect(try close(#require(surface.value(column: 6, row: 6)), golden[8], 1e-11))
    #expect(surface.value(column: 7, row: 0) == nil)
  }

  @Test func `weighted real-shaped points agree with an independent sum`() throws {
    let table = try GoldenTable("kde_points"), expected = try GoldenTable("kde_expected")
    let points = WeightedPoints(
      eastings: try table.numbers("easting"), northings: try table.numbers("northing"),
      weights: try table.numbers("weight"))
    let frame = try GridFrame(covering: 530_000, 180_000, 532_000, 181_500, cell: 50)
    let surface = try QuarticDensity.surface(points: points, bandwidth: 300, frame: frame)
    for row in expected.rows.indices {
      let east = try expected.numbers("easting")[row], north = try expected.numbers("northing")[row]
      let column = Int((east - 530_000) / 50), line = Int((north - 180_000) / 50)
      #expect(
        close(try #require(surface.value(column: column, row: line)), try expected.numbers("density")[row], 1e-10))
    }
  }

  @Test func `the sweep equals the direct sum everywhere, for any bandwidth, cell and place`() throws {
    var random = Seeded(5)
    for round in 0..<24 {
      let count = Int.random(in: 1...400, using: &random)
      let spread = Double.random(in: 200...4000, using: &random)
      func coordinate(_ origin: Double) -> [Double] {
        (0..<count).map { _ in origin + Double.random(in: -0.2 * spread...1.2 * spread, using: &random) }
      }
      let points = WeightedPoints(
        eastings: coordinate(400_000), northings: coordinate(300_000),
        weights: (0..<count).map { _ in Double.random(in: 0...5, using: &random) })
      let cell = spread / Double.random(in: 3...70, using: &random)
      let frame = try GridFrame(covering: 400_000, 300_000, 400_000 + spread, 300_000 + spread * 0.7, cell: cell)
      // From half a cell to far beyond the whole grid.
      let bandwidth = cell * [0.5, 1, 3.3, 15, 40, 200][round % 6]
      let surface = try QuarticDensity.surface(points: points, bandwidth: bandwidth, frame: frame)
      var worst = 0.0, greatest = 0.0
      for row in 0..<frame.rows {
        for column in 0..<frame.columns {
          let direct = try QuarticDensity.value(
            at: frame.centre(column: column, row: row), points: points, bandwidth: bandwidth)
          worst = max(worst, abs(direct - (try #require(surface.value(column: column, row: row)))))
          greatest = max(greatest, direct)
        }
      }
      #expect(worst <= 1e-10 * greatest, "\(count) points, \(frame), h \(bandwidth): \(worst) of \(greatest)")
    }
  }

  @Test func `the surface holds the weight of the events within it`() throws {
    var random = Seeded(9)
    let points = WeightedPoints(
      eastings: (0..<200).map { _ in Double.random(in: 500...1500, using: &random) },
      northings: (0..<200).map { _ in Double.random(in: 500...1500, using: &random) },
      weights: (0..<200).map { Double($0 % 4) })
    let frame = try GridFrame(west: 0, south: 0, cell: 10, columns: 200, rows: 200)
    let surface = try QuarticDensity.surface(points: points, bandwidth: 300, frame: frame)
    #expect(close(surface.events, points.totalWeight, 1e-3))
    #expect(surface.values.allSatisfy { $0 >= 0 } && surface.values[0] == 0)
    #expect(surface.maximum > surface.mean)
  }

  @Test func `gathering places that coincide changes no density`() throws {
    var random = Seeded(13)
    let places = (0..<40).map { _ in
      NationalGridPoint(
        easting: Double.random(in: 0...1000, using: &random), northing: Double.random(in: 0...1000, using: &random))
    }
    let raw = WeightedPoints((0..<2000).map { _ in places[Int.random(in: 0..<40, using: &random)] })
    let gathered = raw.gathered()
    #expect(gathered.count == 40 && gathered.totalWeight == 2000)
    let frame = try GridFrame(west: 0, south: 0, cell: 25, columns: 40, rows: 40)
    let one = try QuarticDensity.surface(points: raw, bandwidth: 200, frame: frame)
    let two = try QuarticDensity.surface(points: gathered, bandwidth: 200, frame: frame)
    for (a, b) in zip(one.values, two.values) { #expect(abs(a - b) <= 1e-11 * one.maximum) }
    #expect(WeightedPoints([]).gathered().count == 0)
  }

  @Test func `degrees, bad bandwidths, bad grids and bad weights are refused, and no points give an empty map`() throws
  {
    let frame = try GridFrame(west: 0, south: 0, cell: 50, columns: 10, rows: 10)
    func kind(_ points: WeightedPoints, _ bandwidth: Double) -> String? {
      do { _ = try QuarticDensity.surface(points: points, bandwidth: bandwidth, frame: frame) } catch {
        return (error as? Refusal)?.kind
      }
      return nil
    }
    #expect(kind(WeightedPoints(eastings: [-0.13], northings: [51.5], weights: [1]), 300) == "degrees")
    #expect(
      kind(four, 0) == "bad-bandwidth" && kind(four, .nan) == "bad-bandwidth" && kind(four, 1e9) == "bad-bandwidth")
    #expect(kind(WeightedPoints(eastings: [.nan], northings: [5], weights: [1]), 300) == "not-a-number")
    #expect(kind(WeightedPoints(eastings: [500], northings: [500], weights: [-1]), 300) == "negative-weight")
    #expect(throws: Refusal.self) { try GridFrame(west: 0, south: 0, cell: 0, columns: 1, rows: 1) }
    #expect(throws: Refusal.self) { try GridFrame(west: 0, south: 0, cell: 1, columns: .max, rows: 2) }
    #expect(throws: Refusal.self) { try GridFrame(covering: 0, 0, .infinity, 1, cell: 1) }
    let empty = try QuarticDensity.surface(points: WeightedPoints([]), bandwidth: 300, frame: frame)
    #expect(empty.values == [Double](repeating: 0, count: 100))
  }
}
