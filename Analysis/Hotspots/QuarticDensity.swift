import Basics

/// The quartic (biweight) kernel density of events.
///
/// `λ(s) = Σ w 3/(πh²) (1 − d²/h²)²` over events nearer than h. Source: Silverman 1986; Bailey & Gatrell 1995; the
/// quartic kernel of CrimeStat and of R's spatstat. Units: National Grid metres in, events per square metre out.
/// Errors: refuses a bandwidth of zero or less, coordinates that are not numbers or look like degrees, negative
/// weights. When not to use it: see `note`.
package enum QuarticDensity {
  package static let note = MethodNote(
    name: "Quartic kernel density",
    formula: "λ(s) = Σ w · 3/(πh²) · (1 − d²/h²)² for d < h; exact, no binning",
    source: "Silverman 1986; Chainey 2013 and Hart & Zandbergen 2014 on the choice of bandwidth",
    units: "National Grid metres and event weights in; events per square metre out",
    whenNotToUse:
      "Published points are snapped: a smooth peak is a map point, not an address, and says nothing of a street. Do "
      + "not compare maps with different bandwidths. Near the edge of the data the density is too low. Always show the "
      + "bandwidth, and look at half and twice of it.")

  /// The density at one place, by direct summation.
  package static func value(at place: NationalGridPoint, points: WeightedPoints, bandwidth: Double) throws -> Double {
    try check(points, bandwidth)
    let square = bandwidth * bandwidth
    var sum = 0.0
    for i in 0..<points.count {
      let dx = points.eastings[i] - place.easting, dy = points.northings[i] - place.northing
      let left = 1 - (dx * dx + dy * dy) / square
      if left > 0 { sum += points.weights[i] * left * left }
    }
    return sum * 3 / (Double.pi * square)
  }

  /// The density at the middle of every cell of a grid; the same values as `value(at:)` to about 1e-12 of the maximum.
  package static func surface(
    points: WeightedPoints, bandwidth: Double, frame: GridFrame
  ) throws -> DensitySurface {
    try check(points, bandwidth)
    guard bandwidth / frame.cell <= 100_000 else {
      throw Refusal(
        "bad-bandwidth", "A bandwidth of \(bandwidth) metres spans more than 100,000 cells.",
        remedy: "Use larger cells: a fifth of the bandwidth is fine enough.")
    }
    let values = RowSweep(points: points, bandwidth: bandwidth, frame: frame).values()
    return DensitySurface(frame: frame, bandwidth: bandwidth, values: values)
  }

  private static func check(_ points: WeightedPoints, _ bandwidth: Double) throws {
    guard bandwidth > 0, bandwidth.isFinite else {
      throw Refusal(
        "bad-bandwidth", "A bandwidth of \(bandwidth) metres was asked for; it must be above zero.",
        remedy: "Use 250 to 300 metres in a dense borough.")
    }
    var degrees = points.count > 0
    for i in 0..<points.count {
      let x = points.eastings[i], y = points.northings[i], weight = points.weights[i]
      guard x.isFinite, y.isFinite, weight.isFinite, abs(x) < 1e9, abs(y) < 1e9 else {
        throw Refusal.notFinite("The list of points")
      }
      guard weight >= 0 else {
        throw Refusal("negative-weight", "An event has a weight below zero.", remedy: "Give counts or harm weights.")
      }
      degrees = degrees && abs(x) < 10 && y > 49 && y < 62
    }
    guard !degrees else {
      throw Refusal(
        "degrees", "The points are in degrees of longitude and latitude; a bandwidth in metres means nothing there.",
        remedy: "Convert them to the British National Grid first.")
    }
  }
}
