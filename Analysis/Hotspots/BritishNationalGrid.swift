import Glibc

/// Conversion between WGS 84 and the British National Grid by the Ordnance Survey's Helmert transformation.
///
/// Source: Ordnance Survey, *A guide to coordinate systems in Great Britain*, sections 6.6 and annexes B and C. Units:
/// degrees and metres. Accuracy: about 3 m against the definitive OSTN15, far inside the catchment of a police.uk map
/// point; there and back agree to a millimetre. Errors: nil for a place outside Great Britain. When not to use it:
/// `note`.
package enum BritishNationalGrid {
  package static let note = MethodNote(
    name: "British National Grid by Helmert transformation",
    formula: "WGS 84 → OSGB 36 (seven parameters) → transverse Mercator on the Airy 1830 ellipsoid",
    source: "Ordnance Survey, A guide to coordinate systems in Great Britain, 6.6, annexes B and C",
    units: "degrees of WGS 84; metres of the British National Grid",
    whenNotToUse:
      "Within about 3 metres only: not for property boundaries or surveying. Northern Ireland has its own grid.")

  /// The grid place of a WGS 84 place; nil outside 49–61.5° N, 9.5° W–2.5° E, and for what is not a number.
  package static func project(_ place: GeographicPoint) -> NationalGridPoint? {
    project(latitude: place.latitude, longitude: place.longitude)
  }

  package static func project(latitude: Double, longitude: Double) -> NationalGridPoint? {
    guard (49.0...61.5).contains(latitude), (-9.5...2.5).contains(longitude) else { return nil }
    let cartesian = Ellipsoid.wgs84.cartesian(latitude: latitude * radian, longitude: longitude * radian)
    let (phi, lambda) = Ellipsoid.airy.geographic(Helmert.toOSGB36(cartesian))
    return TransverseMercator.project(latitude: phi, longitude: lambda)
  }

  /// The WGS 84 place of a grid place; nil outside the grid (0–700 km east, 0–1,300 km north).
  package static func geographic(_ place: NationalGridPoint) -> GeographicPoint? {
    guard (0...700_000).contains(place.easting), (0...1_300_000).contains(place.northing) else { return nil }
    let (phi, lambda) = TransverseMercator.unproject(place)
    let cartesian = Helmert.toWGS84(Ellipsoid.airy.cartesian(latitude: phi, longitude: lambda))
    let (latitude, longitude) = Ellipsoid.wgs84.geographic(cartesian)
    return GeographicPoint(latitude: latitude / radian, longitude: longitude / radian)
  }
}

private let radian = Double.pi / 180

/// The seven-parameter shift from WGS 84 to OSGB 36 (metres, parts per million, seconds of arc).
private enum Helmert {
  private static let shift = SIMD3(-446.448, 125.157, -542.060)
  private static let scale = 20.4894e-6
  private static let turn = SIMD3(-0.1502, -0.2470, -0.8421) / 3600 * radian

  private static func rotated(_ p: SIMD3<Double>) -> SIMD3<Double> {
    SIMD3(turn.y * p.z - turn.z * p.y, turn.z * p.x - turn.x * p.z, turn.x * p.y - turn.y * p.x)
  }

  static func toOSGB36(_ p: SIMD3<Double>) -> SIMD3<Double> { shift + p * (1 + scale) + rotated(p) }

  /// Solves the equation above; the published parameters with their signs turned leave a centimetre.
  static func toWGS84(_ q: SIMD3<Double>) -> SIMD3<Double> {
    var p = q - shift
    for _ in 0..<4 { p = (q - shift - rotated(p)) / (1 + scale) }
    return p
  }
}

/// A reference ellipsoid: semi-axes in metres.
private struct Ellipsoid {
  let a: Double, b: Double
  var eccentricity: Double { 1 - (b * b) / (a * a) }

  static let wgs84 = Ellipsoid(a: 6_378_137, b: 6_356_752.314_245)
  static let airy = Ellipsoid(a: 6_377_563.396, b: 6_356_256.909)

  /// Earth-centred metres of a place at sea level, angles in radians.
  func cartesian(latitude: Double, longitude: Double) -> SIMD3<Double> {
    let nu = a / (1 - eccentricity * sin(latitude) * sin(latitude)).squareRoot()
    return SIMD3(
      nu * cos(latitude) * cos(longitude), nu * cos(latitude) * sin(longitude), nu * (1 - eccentricity) * sin(latitude))
  }

  func geographic(_ p: SIMD3<Double>) -> (latitude: Double, longitude: Double) {
    let axis = (p.x * p.x + p.y * p.y).squareRoot()
    var phi = atan2(p.z, axis * (1 - eccentricity))
    for _ in 0..<5 {
      let nu = a / (1 - eccentricity * sin(phi) * sin(phi)).squareRoot()
      phi = atan2(p.z + eccentricity * nu * sin(phi), axis)
    }
    return (phi, atan2(p.y, p.x))
  }
}

/// The National Grid's transverse Mercator projection, by the Ordnance Survey's series (annexe C).
enum TransverseMercator {
  private static let a = 6_377_563.396, b = 6_356_256.909, scale = 0.9996012717
  private static let e2 = 1 - (b * b) / (a * a)
  private static let n = (a - b) / (a + b)
  private static let origin = (latitude: 49 * radian, longitude: -2 * radian, easting: 400_000.0, northing: -100_000.0)

  private static func meridian(_ phi: Double) -> Double {
    let n2 = n * n, n3 = n2 * n
    let difference = phi - origin.latitude, sum = phi + origin.latitude
    let first = (1 + n + 1.25 * (n2 + n3)) * difference
    let second = (3 * n + 3 * n2 + 2.625 * n3) * sin(difference) * cos(sum)
    let third = 1.875 * (n2 + n3) * sin(2 * difference) * cos(2 * sum)
    let fourth = 35.0 / 24 * n3 * sin(3 * difference) * cos(3 * sum)
    return b * scale * (first - second + third - fourth)
  }

  /// Radii of curvature across and along the meridian, and their ratio less one.
  private static func radii(_ phi: Double) -> (nu: Double, rho: Double, eta2: Double) {
    let w = 1 - e2 * sin(phi) * sin(phi)
    let nu = a * scale / w.squareRoot(), rho = a * scale * (1 - e2) / (w * w.squareRoot())
    return (nu, rho, nu / rho - 1)
  }

  /// Metres of an OSGB 36 place, angles in radians.
  static func project(latitude phi: Double, longitude lambda: Double) -> NationalGridPoint {
    let (nu, rho, eta2) = radii(phi)
    let s = sin(phi), c = cos(phi), c3 = c * c * c, c5 = c3 * c * c
    let t2 = (s / c) * (s / c), t4 = t2 * t2
    let i = meridian(phi) + origin.northing
    let ii = nu / 2 * s * c
    let iii = nu / 24 * s * c3 * (5 - t2 + 9 * eta2)
    let iiia = nu / 720 * s * c5 * (61 - 58 * t2 + t4)
    let iv = nu * c
    let v = nu / 6 * c3 * (nu / rho - t2)
    let vi = nu / 120 * c5 * (5 - 18 * t2 + t4 + 14 * eta2 - 58 * t2 * eta2)
    let d = lambda - origin.longitude, d2 = d * d
    return NationalGridPoint(
      easting: origin.easting + d * (iv + d2 * (v + d2 * vi)), northing: i + d2 * (ii + d2 * (iii + d2 * iiia)))
  }

  /// OSGB 36 angles in radians of a grid place.
  static func unproject(_ place: NationalGridPoint) -> (latitude: Double, longitude: Double) {
    let north = place.northing - origin.northing
    var phi = origin.latitude + north / (a * scale)
    for _ in 0..<20 {
      let gap = north - meridian(phi)
      if abs(gap) < 1e-6 { break }
      phi += gap / (a * scale)
    }
    let (nu, rho, eta2) = radii(phi)
    let t = tan(phi), t2 = t * t, t4 = t2 * t2, t6 = t4 * t2
    let secant = 1 / cos(phi), nu3 = nu * nu * nu, nu5 = nu3 * nu * nu, nu7 = nu5 * nu * nu
    let vii = t / (2 * rho * nu)
    let viii = t / (24 * rho * nu3) * (5 + 3 * t2 + eta2 - 9 * t2 * eta2)
    let ix = t / (720 * rho * nu5) * (61 + 90 * t2 + 45 * t4)
    let x = secant / nu
    let xi = secant / (6 * nu3) * (nu / rho + 2 * t2)
    let xii = secant / (120 * nu5) * (5 + 28 * t2 + 24 * t4)
    let xiia = secant / (5040 * nu7) * (61 + 662 * t2 + 1320 * t4 + 720 * t6)
    let d = place.easting - origin.easting, d2 = d * d
    return (
      phi - d2 * (vii - d2 * (viii - d2 * ix)), origin.longitude + d * (x - d2 * (xi - d2 * (xii - d2 * xiia)))
    )
  }
}
