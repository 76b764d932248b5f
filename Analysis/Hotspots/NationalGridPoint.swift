/// A place in the British National Grid (EPSG:27700), in metres east and north of its false origin.
package struct NationalGridPoint: Hashable, Sendable {
  package let easting: Double
  package let northing: Double

  package init(easting: Double, northing: Double) {
    self.easting = easting
    self.northing = northing
  }
}

/// A place on the earth in WGS 84 (EPSG:4326), in degrees; south and west are negative.
package struct GeographicPoint: Hashable, Sendable {
  package let latitude: Double
  package let longitude: Double

  package init(latitude: Double, longitude: Double) {
    self.latitude = latitude
    self.longitude = longitude
  }
}
