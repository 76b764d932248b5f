import Basics

/// The areas of the evidence: their names, what lies in what, and how many people live there.
package struct Atlas: Sendable {
  package struct Ward: Sendable, Hashable {
    package let code: String, name: String, borough: String
  }

  package let forces: [PoliceForce]
  package let zones: [NamedZone]
  /// Borough names by GSS code, with the areas of the Metropolitan Police's file that are no boroughs.
  package let boroughNames: [String: String]
  package let recoding: LsoaRecoding
  /// Wards by code, of every set of boundaries that is held.
  package let wards: [String: Ward]
  /// Best-fit ward and borough of each 2021 area.
  package let wardOfLsoa: [String: String]
  package let boroughOfLsoa: [String: String]
  package let lsoaNames: [String: String]
  private let residents: [String: [Int: Int]]
  private let lsoasOfBorough: [String: [String]]
  private let lsoasOfWard: [String: [String]]
  package let populationYears: ClosedRange<Int>?

  package init(
    forces: [PoliceForce], zones: [NamedZone], boroughNames: [String: String], recoding: LsoaRecoding,
    wards: [Ward], wardOfLsoa: [String: String], boroughOfLsoa: [String: String], lsoaNames: [String: String] = [:],
    residents: [String: [Int: Int]]
  ) {
    self.forces = forces
    self.zones = zones
    self.boroughNames = boroughNames
    self.recoding = recoding
    self.wards = Dictionary(wards.map { ($0.code, $0) }) { first, _ in first }
    self.wardOfLsoa = wardOfLsoa
    self.boroughOfLsoa = boroughOfLsoa
    self.lsoaNames = lsoaNames
    self.residents = residents
    lsoasOfBorough = Dictionary(grouping: boroughOfLsoa.keys) { boroughOfLsoa[$0] ?? "" }.mapValues { $0.sorted() }
    lsoasOfWard = Dictionary(grouping: wardOfLsoa.keys) { wardOfLsoa[$0] ?? "" }.mapValues { $0.sorted() }
    let years = residents.values.first.map { Array($0.keys) } ?? []
    populationYears = years.min().flatMap { low in years.max().map { low...$0 } }
  }

  /// The area with this code, as far as it is known.
  package func area(_ code: String) -> EvidenceArea? {
    if let zone = zones.first(where: { $0.id == code }) { return zone.area }
    if let force = forces.first(where: { $0.code == code || $0.name == code }) {
      return EvidenceArea(code: force.code, name: force.spoken, level: .force)
    }
    if let name = boroughNames[code] { return EvidenceArea(code: code, name: name, level: .borough) }
    if let ward = wards[code] { return EvidenceArea(code: code, name: ward.name, level: .ward, within: ward.borough) }
    if let borough = boroughOfLsoa[code] {
      return EvidenceArea(code: code, name: lsoaNames[code] ?? code, level: .lsoa, within: borough)
    }
    // A borough that a force polices is known, even when no look-up names it.
    if forces.contains(where: { $0.boroughs.contains(code) }) {
      return EvidenceArea(code: code, name: code, level: .borough)
    }
    return nil
  }

  package func zone(_ code: String) -> NamedZone? { zones.first { $0.id == code } }
  package func force(_ code: String) -> PoliceForce? { forces.first { $0.code == code || $0.name == code } }

  /// The 2021 areas that make up an area; nil when the look-ups do not say.
  package func lsoas(of area: EvidenceArea) -> [String]? {
    switch area.level {
    case .force:
      guard let force = force(area.code) else { return nil }
      let all = force.boroughs.compactMap { lsoasOfBorough[$0] }
      return all.count == force.boroughs.count ? all.flatMap { $0 } : nil
    case .borough: return lsoasOfBorough[area.code]
    case .ward: return lsoasOfWard[area.code]
    case .zone:
      guard let zone = zone(area.code) else { return nil }
      for vintage in zone.vintages.reversed() {
        let found = vintage.wards.compactMap { lsoasOfWard[$0.code] }
        if found.count == vintage.wards.count { return found.flatMap { $0 } }
      }
      return nil
    case .lsoa: return boroughOfLsoa[area.code] == nil ? nil : [area.code]
    }
  }

  /// The area of `level` that a 2021 area lies in.
  package func area(of lsoa: String, at level: AreaLevel) -> String? {
    switch level {
    case .lsoa: lsoa
    case .ward: wardOfLsoa[lsoa]
    case .borough: boroughOfLsoa[lsoa]
    case .force, .zone: nil
    }
  }

  /// The borough that a ward or a lower layer super output area lies in.
  package func borough(of code: String) -> String? { wards[code]?.borough ?? boroughOfLsoa[code] }

  package func name(_ code: String) -> String {
    boroughNames[code] ?? wards[code]?.name ?? lsoaNames[code] ?? (code.isEmpty ? "Not stated" : code)
  }

  /// Residents of an area at 30 June of `year`; nil when one of its parts has no estimate.
  package func residents(of area: EvidenceArea, midYear year: Int) -> Int? {
    guard let parts = lsoas(of: area), !parts.isEmpty else { return nil }
    var sum = 0
    for part in parts {
      guard let people = residents[part]?[year] else { return nil }
      sum += people
    }
    return sum
  }

  /// The force whose records an area's figures are.
  package func responsible(for area: EvidenceArea) -> PoliceForce? {
    if area.level == .force { return force(area.code) }
    let borough = area.level == .borough ? area.code : area.within
    return borough.flatMap { code in forces.first { $0.boroughs.contains(code) && $0.code != "LFB" } }
  }
}
