/// The kinds of area that a figure may be about, from the widest.
package enum AreaLevel: String, CaseIterable, Sendable, Codable {
  /// A police force area, or what a brigade covers.
  case force
  /// A London borough, or another district.
  case borough
  /// A named place of local definition (`Practice/zones`), made of wards.
  case zone
  case ward
  /// Lower layer super output area: about 1,500 residents.
  case lsoa

  package var title: String {
    switch self {
    case .force: "Police force area"
    case .borough: "Borough"
    case .zone: "Named zone"
    case .ward: "Ward"
    case .lsoa: "Lower layer super output area"
    }
  }

  /// `boroughs`, for sentences.
  package var plural: String {
    switch self {
    case .force: "police force areas"
    case .borough: "boroughs"
    case .zone: "named zones"
    case .ward: "wards"
    case .lsoa: "lower layer super output areas"
    }
  }
}

/// An area that a figure is about.
package struct EvidenceArea: Hashable, Sendable {
  /// GSS code (`E09000033`), force code (`MPS`) or the identifier of a zone (`west-end`).
  package let code: String
  package let name: String
  package let level: AreaLevel
  /// The borough that it lies in; nil for forces and boroughs.
  package let within: String?

  package init(code: String, name: String, level: AreaLevel, within: String? = nil) {
    self.code = code
    self.name = name
    self.level = level
    self.within = within
  }

  /// `Westminster’s`, `Tower Hamlets’`; a name that already ends in a possessive stays as it is.
  package var possessive: String {
    if name.hasSuffix("'s") || name.hasSuffix("’s") { return name }
    return name + (name.hasSuffix("s") ? "’" : "’s")
  }
}
