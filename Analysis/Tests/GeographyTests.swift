import Basics
import Testing

@testable import Analysis

@Suite struct GeographyTests {
  @Test func `WGS 84 places project to the National Grid as PROJ does with the same parameters`() throws {
    let table = try GoldenTable("national_grid")
    for row in table.rows {
      let numbers = try row.map { try #require(Double($0)) }
      let found = try #require(BritishNationalGrid.project(latitude: numbers[0], longitude: numbers[1]))
      #expect(abs(found.easting - numbers[2]) < 0.01 && abs(found.northing - numbers[3]) < 0.01, "\(row) \(found)")
      let back = try #require(
        BritishNationalGrid.geographic(NationalGridPoint(easting: numbers[2], northing: numbers[3])))
      #expect(abs(back.latitude - numbers[0]) < 1e-7 && abs(back.longitude - numbers[1]) < 1e-7)
    }
  }

  @Test func `the Ordnance Survey's worked example projects to the millimetre`() {
    // Caister water tower, A guide to coordinate systems in Great Britain, annexe C: OSGB 36 angles.
    let radian = Double.pi / 180
    let latitude = (52 + 39 / 60.0 + 27.2531 / 3600) * radian, longitude = (1 + 43 / 60.0 + 4.5177 / 3600) * radian
    let found = TransverseMercator.project(latitude: latitude, longitude: longitude)
    #expect(abs(found.easting - 651_409.903) < 0.002 && abs(found.northing - 313_177.270) < 0.002)
    let back = TransverseMercator.unproject(NationalGridPoint(easting: 651_409.903, northing: 313_177.270))
    #expect(abs(back.latitude - latitude) < 1e-9 && abs(back.longitude - longitude) < 1e-9)
  }

  @Test func `there and back agree to a millimetre over England and Wales`() throws {
    var random = Seeded(17)
    for _ in 0..<500 {
      let place = NationalGridPoint(
        easting: Double.random(in: 200_000...650_000, using: &random),
        northing: Double.random(in: 20_000...650_000, using: &random))
      let degrees = try #require(BritishNationalGrid.geographic(place))
      let back = try #require(BritishNationalGrid.project(degrees))
      #expect(abs(back.easting - place.easting) < 0.001 && abs(back.northing - place.northing) < 0.001)
    }
  }

  @Test func `a place outside Great Britain has no grid place`() {
    #expect(BritishNationalGrid.project(latitude: 0, longitude: 0) == nil)
    #expect(BritishNationalGrid.project(latitude: .nan, longitude: 0) == nil)
    #expect(BritishNationalGrid.geographic(NationalGridPoint(easting: -5, northing: 3)) == nil)
  }

  @Test func `a place in a hole is outside, and one on a shared border lies in one area only`() {
    let square = Region(rings: [
      [(0, 0), (10, 0), (10, 10), (0, 10), (0, 0)], [(4, 4), (4, 6), (6, 6), (6, 4), (4, 4)],
    ])
    #expect(square.contains(x: 1, y: 1) && !square.contains(x: 5, y: 5) && !square.contains(x: 11, y: 5))
    #expect(close(square.area, 96))
    let next = Region(rings: [[(10, 0), (20, 0), (20, 10), (10, 10)]])
    for y in stride(from: 0.5, to: 10, by: 0.5) {
      #expect(square.contains(x: 10, y: y) != next.contains(x: 10, y: y))
    }
    let broken = Region(rings: [[(0, 0), (.nan, 1), (2, 2)], [(0, 0), (.infinity, 0), (0, 5)]])
    #expect(!broken.contains(x: 1, y: 1) && RegionIndex([broken, square]).region(holding: 1, 1) == 1)
    #expect(!Region(rings: [[(0, 0), (1, 1)]]).contains(x: 0, y: 0))
  }

  @Test func `the index finds the area that a search of all would find`() {
    var random = Seeded(19)
    let regions = (0..<100).map { i -> Region in
      let x = Double(i % 10) * 10, y = Double(i / 10) * 10
      return Region(rings: [[(x, y), (x + 10, y + 1), (x + 9, y + 10), (x, y + 9)]])
    }
    let index = RegionIndex(regions)
    for _ in 0..<5000 {
      let x = Double.random(in: -5...105, using: &random), y = Double.random(in: -5...105, using: &random)
      #expect(index.region(holding: x, y) == regions.firstIndex { $0.contains(x: x, y: y) })
    }
    #expect(RegionIndex([]).region(holding: 0, 0) == nil)
    #expect(index.region(holding: .nan, 0) == nil)
  }
}
