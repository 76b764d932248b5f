import Basics

extension ReferenceData {
  /// Joins what several files gave: one value a day and area, one outline an area, districts filled in from look-ups.
  package mutating func settle() {
    var days: [MobilityDay: Int] = [:], kept: [MobilityDay] = []
    for row in mobility {
      let key = MobilityDay(area: row.area, day: row.day)
      if let index = days[key] {
        kept[index] = row
      } else {
        days[key] = kept.count
        kept.append(row)
      }
    }
    mobility = kept.sorted { ($0.area, $0.day) < ($1.area, $1.day) }
    restrictions = Dictionary(restrictions.map { ($0.day, $0) }) { _, later in later }.values.sorted { $0.day < $1.day }
    policies.sort { ($0.first, $0.name) < ($1.first, $1.name) }
    joinLayers()
  }

  /// Several files of one layer become one layer. Of two outlines of an area the more detailed one stays.
  private mutating func joinLayers() {
    var layers: [String: [String: BoundaryArea]] = [:]
    for layer in boundaries {
      for area in layer.areas {
        if let other = layers[layer.name]?[area.code], other.points > area.points { continue }
        layers[layer.name, default: [:]][area.code] = area
      }
    }
    var districts: [String: String] = [:]
    for place in lsoaWard.values { districts[place.ward] = place.district }
    var of2011: [String: String] = [:], of2021: [String: String] = [:]
    for change in lsoa11to21 {
      of2011[change.lsoa11] = change.district
      of2021[change.lsoa21] = change.district
    }
    for (code, place) in lsoaWard { of2021[code] = place.district }
    boundaries = layers.sorted { $0.key < $1.key }.map { name, areas in
      let lookup = name == "lsoa-2011" ? of2011 : name == "lsoa-2021" ? of2021 : districts
      return BoundaryLayer(
        name: name,
        areas: areas.values.sorted { $0.code < $1.code }.map {
          BoundaryArea(code: $0.code, name: $0.name, parent: $0.parent ?? lookup[$0.code], rings: $0.rings)
        })
    }
  }
}

extension BoundaryArea {
  fileprivate var points: Int { rings.reduce(0) { $0 + $1.count } }
}
