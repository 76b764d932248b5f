/// A column of a series of records, as far as figures are made from it.
package enum SeriesColumn: String, Sendable, CaseIterable, Codable {
  /// ISO month, `2023-04`, in London's local time.
  case month
  /// The force or body whose record it is, as its file names it.
  case publisher
  /// Lower layer super output area as published, of 2011 or 2021 (the code tells); empty when the record has no place.
  case lsoa
  /// GSS code of the electoral ward, or empty.
  case ward
  /// GSS code of the district; `MPS-AIRPORTS` for Heathrow and London City airports, `MPS-UNKNOWN` when not stated.
  case borough
  /// police.uk crime type; Metropolitan Police major group; object of a search; property category of a fire incident.
  case category
  /// Metropolitan Police minor group; legislation of a search; service type of a fire incident.
  case subcategory
  /// Last outcome of a crime, outcome event, outcome of a search; animal or incident group of a fire incident.
  case outcome
  /// Position in the segment's list of published points; 0 when the record has none.
  case point
}

/// Keeps the records whose column holds one of the values; an empty text stands for "not stated".
package struct SeriesFilter: Sendable, Hashable {
  package let column: SeriesColumn
  package let values: Set<String>

  package init(_ column: SeriesColumn, _ values: Set<String>) {
    self.column = column
    self.values = values
  }

  package init(column: SeriesColumn, values: Set<String>) { self.init(column, values) }
  package init(_ column: SeriesColumn, _ value: String) { self.init(column, [value]) }
}

/// A published point with the records on it. police.uk snaps records to such points, so a point is no address.
package struct WeightedPoint: Sendable, Hashable {
  /// Degrees east and north (WGS 84).
  package let longitude: Double, latitude: Double
  /// Records on the point.
  package let weight: Double
  /// The number of the point in its table; 0 when it is of none.
  let place: Int

  package init(longitude: Double, latitude: Double, weight: Double) {
    self.init(longitude: longitude, latitude: latitude, weight: weight, place: 0)
  }

  init(longitude: Double, latitude: Double, weight: Double, place: Int) {
    self.longitude = longitude
    self.latitude = latitude
    self.weight = weight
    self.place = place
  }

  package static func == (a: WeightedPoint, b: WeightedPoint) -> Bool {
    (a.longitude, a.latitude, a.weight) == (b.longitude, b.latitude, b.weight)
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(longitude)
    hasher.combine(latitude)
    hasher.combine(weight)
  }
}
