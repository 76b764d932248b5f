/// A partner's file as rows of text: what the reader of delimited files found, with the line on which each row began.
package struct PartnerTable: Sendable {
  package struct Row: Sendable {
    package let line: Int
    package let cells: [String]
    package init(line: Int, cells: [String]) {
      self.line = line
      self.cells = cells
    }
  }
  package let headings: [String]
  package let rows: [Row]

  package init(headings: [String], rows: [Row]) {
    self.headings = headings
    self.rows = rows
  }
}

/// One depersonalised incident, or one number, of a prescribed set, as it is kept.
package struct PartnerRow: Hashable, Sendable {
  /// Where it stood in the file; not part of what it says.
  package var line: Int
  /// Digest of the holder's own reference; empty when the file has none.
  package var reference: String
  package var day: String?
  /// Minutes after midnight, local time as the holder gave it.
  package var minute: Int?
  package var category: String
  package var subcategory: String
  package var place: String
  package var outward: String
  /// British National Grid, metres.
  package var easting: Int?, northing: Int?
  /// WGS 84, millionths of a degree.
  package var longitude: Int?, latitude: Int?
  /// Incidents that the row stands for: 1, or the number of a numbers-only set.
  package var quantity: Int
  /// Casualties, age, gender, school and reason, by field.
  package var details: [String: String]

  package init(
    line: Int, reference: String = "", day: String? = nil, minute: Int? = nil, category: String = "",
    subcategory: String = "", place: String = "", outward: String = "", easting: Int? = nil, northing: Int? = nil,
    longitude: Int? = nil, latitude: Int? = nil, quantity: Int = 1, details: [String: String] = [:]
  ) {
    self.line = line
    self.reference = reference
    self.day = day
    self.minute = minute
    self.category = category
    self.subcategory = subcategory
    self.place = place
    self.outward = outward
    self.easting = easting
    self.northing = northing
    self.longitude = longitude
    self.latitude = latitude
    self.quantity = quantity
    self.details = details
  }

  /// Whether it says where it was, in words, by postcode district or by point.
  package var isPlaced: Bool { !place.isEmpty || !outward.isEmpty || easting != nil || longitude != nil }

  /// The same row wherever it stood in its file.
  package var content: PartnerRow {
    var copy = self
    copy.line = 0
    return copy
  }

  /// The details in a fixed order, one `field=value` a line: how they are stored.
  package var detailText: String {
    details.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: "\n")
  }

  /// Reads what `detailText` wrote.
  package static func details(_ text: String) -> [String: String] {
    var out: [String: String] = [:]
    for line in text.split(separator: "\n") {
      let halves = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      if halves.count == 2 { out[String(halves[0])] = String(halves[1]) }
    }
    return out
  }
}
