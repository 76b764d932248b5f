import Basics

/// What a 2011 lower layer super output area became in 2021, by the ONS best-fit look-up.
package struct LsoaChange: Sendable, Hashable {
  package enum Kind: String, Sendable {
    case unchanged = "U"
    /// One area of 2011 became several.
    case split = "S"
    /// Several areas of 2011 became one.
    case merged = "M"
    /// Neither: the parts were put together otherwise.
    case irregular = "X"
  }
  package let lsoa11: String, lsoa21: String
  package let change: Kind
  /// GSS code of the district of 2022.
  package let district: String

  package init(lsoa11: String, lsoa21: String, change: Kind, district: String) {
    self.lsoa11 = lsoa11
    self.lsoa21 = lsoa21
    self.change = change
    self.district = district
  }
}

/// The electoral ward and the district that a 2021 lower layer super output area best fits.
package struct LsoaPlacement: Sendable, Hashable {
  package let ward: String, wardName: String
  package let district: String, districtName: String

  package init(ward: String, wardName: String, district: String, districtName: String) {
    self.ward = ward
    self.wardName = wardName
    self.district = district
    self.districtName = districtName
  }
}

/// The outline of one area.
package struct BoundaryArea: Sendable {
  package let code: String, name: String
  /// GSS code of the district that holds the area.
  package let parent: String?
  /// Rings in degrees (WGS 84), all polygons of the area together; a hole runs the other way round.
  package let rings: [[(longitude: Double, latitude: Double)]]

  package init(code: String, name: String, parent: String?, rings: [[(longitude: Double, latitude: Double)]]) {
    self.code = code
    self.name = name
    self.parent = parent
    self.rings = rings
  }
}

/// Areas of one level and vintage: `ward-2002`, `ward-2018`, `ward-2022`, `lsoa-2011`, `lsoa-2021`, `borough`.
package struct BoundaryLayer: Sendable {
  package let name: String
  package let areas: [BoundaryArea]

  package init(name: String, areas: [BoundaryArea]) {
    self.name = name
    self.areas = areas
  }
}

/// English Indices of Deprivation 2019 for one 2011 lower layer super output area.
package struct DeprivationRow: Sendable, Hashable {
  package let lsoa11: String, name: String
  /// GSS code of the district of 2019.
  package let district: String
  /// Index of Multiple Deprivation: score, rank (1 is most deprived of England) and decile (1 is most deprived).
  package let score: Double, rank: Int, decile: Int
  /// Crime domain.
  package let crimeScore: Double?, crimeRank: Int?, crimeDecile: Int?

  package init(
    lsoa11: String, name: String, district: String, score: Double, rank: Int, decile: Int, crimeScore: Double?,
    crimeRank: Int?, crimeDecile: Int?
  ) {
    self.lsoa11 = lsoa11
    self.name = name
    self.district = district
    self.score = score
    self.rank = rank
    self.decile = decile
    self.crimeScore = crimeScore
    self.crimeRank = crimeRank
    self.crimeDecile = crimeDecile
  }
}

/// Footfall of one borough on one day: percent change from the median of the same weekday in early 2020.
package struct MobilityDay: Sendable, Hashable {
  package let area: String
  package let day: Day
  package var retail: Double?, grocery: Double?, parks: Double?, transit: Double?, workplaces: Double?
  package var residential: Double?

  package init(area: String, day: Day) {
    self.area = area
    self.day = day
  }
}

/// Which Covid restrictions were in force on a day, by the heading of the source (`pubs_closed`).
package struct RestrictionDay: Sendable, Hashable {
  package let day: Day
  package let inForce: Set<String>

  package init(day: Day, inForce: Set<String>) {
    self.day = day
    self.inForce = inForce
  }
}

/// A policy or restriction with its first day and, when it ended, its last.
package struct PolicyDate: Sendable, Hashable {
  package let name: String, scope: String
  package let first: Day, last: Day?

  package init(name: String, scope: String, first: Day, last: Day?) {
    self.name = name
    self.scope = scope
    self.first = first
    self.last = last
  }
}

/// Look-ups, populations, outlines and dates that figures are made with, read from the extracts that are current.
package struct ReferenceData: Sendable {
  /// Residents by 2021 lower layer super output area and year (30 June).
  package var populations: [String: [Int: Int]] = [:]
  package var lsoa11to21: [LsoaChange] = []
  /// By 2021 lower layer super output area.
  package var lsoaWard: [String: LsoaPlacement] = [:]
  package var boundaries: [BoundaryLayer] = []
  /// By 2011 lower layer super output area.
  package var deprivation: [String: DeprivationRow] = [:]
  package var mobility: [MobilityDay] = []
  package var restrictions: [RestrictionDay] = []
  package var policies: [PolicyDate] = []
  /// Name by day, England and Wales.
  package var bankHolidays: [Day: String] = [:]
  /// The extracts all this was read from, by kind.
  package var extracts: [SourceKind: [Extract]] = [:]

  package init() {}

  package func layer(_ name: String) -> BoundaryLayer? { boundaries.first { $0.name == name } }
}
