import Basics

extension Atlas {
  /// The areas that look-ups, boundaries and populations of the evidence give.
  ///
  /// - Parameter boroughNames: names by GSS code that stand in for look-ups that are not held.
  package init(
    _ reference: ReferenceData, forces: [PoliceForce], zones: [NamedZone], boroughNames: [String: String] = [:]
  ) {
    var names: [String: String] = [:]
    var boroughOf: [String: String] = [:]
    var wardOf: [String: String] = [:]
    var wards: [String: Ward] = [:]
    for change in reference.lsoa11to21 where boroughOf[change.lsoa21] == nil {
      boroughOf[change.lsoa21] = change.district
    }
    for (lsoa, place) in reference.lsoaWard {
      boroughOf[lsoa] = place.district
      wardOf[lsoa] = place.ward
      names[place.district] = place.districtName
      wards[place.ward] = Ward(code: place.ward, name: place.wardName, borough: place.district)
    }
    var lsoaNames: [String: String] = [:]
    for zone in zones {
      for ward in zone.vintages.flatMap(\.wards) where wards[ward.code] == nil {
        wards[ward.code] = Ward(code: ward.code, name: ward.name, borough: zone.within)
      }
    }
    for layer in reference.boundaries {
      for area in layer.areas {
        if layer.name == "borough" {
          names[area.code] = names[area.code] ?? area.name
        } else if layer.name.hasPrefix("ward"), wards[area.code] == nil || wards[area.code]?.borough.isEmpty == true {
          wards[area.code] = Ward(code: area.code, name: area.name, borough: area.parent ?? "")
        } else if layer.name.hasPrefix("lsoa") {
          lsoaNames[area.code] = area.name
        }
      }
    }
    for row in reference.deprivation.values where lsoaNames[row.lsoa11] == nil { lsoaNames[row.lsoa11] = row.name }
    // The areas of 2021 are those of the Census, so its mid-year estimate weighs them.
    let year = 2021
    self.init(
      forces: forces, zones: zones, boroughNames: boroughNames.merging(names) { _, held in held },
      recoding: LsoaRecoding(
        reference.lsoa11to21, residents: reference.populations.compactMapValues { $0[year] ?? $0.values.first }),
      wards: wards.values.sorted { $0.code < $1.code }, wardOfLsoa: wardOf, boroughOfLsoa: boroughOf,
      lsoaNames: lsoaNames, residents: reference.populations)
  }
}
