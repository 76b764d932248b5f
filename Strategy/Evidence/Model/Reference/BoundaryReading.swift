import Basics

/// Tells which layer outlines belong to by the properties they carry, and makes areas of them.
enum BoundaryReading {
  private struct LayerShape: Sendable {
    let layer: String
    /// Property names in small letters: code, name, code of the district.
    let code: String, name: String, parent: String?
    let prefix: String
  }

  /// The more telling come first: the wards of 2018 carry their district's code, those of 2002 only their own.
  private static let shapes: [LayerShape] = [
    LayerShape(layer: "lsoa-2021", code: "lsoa21cd", name: "lsoa21nm", parent: "lad22cd", prefix: "E01"),
    LayerShape(layer: "lsoa-2011", code: "lsoa11cd", name: "lsoa11nm", parent: "lad11cd", prefix: "E01"),
    LayerShape(layer: "ward-2022", code: "wd24cd", name: "wd24nm", parent: "lad24cd", prefix: "E05"),
    LayerShape(layer: "ward-2022", code: "wd23cd", name: "wd23nm", parent: "lad23cd", prefix: "E05"),
    LayerShape(layer: "ward-2022", code: "wd22cd", name: "wd22nm", parent: "lad22cd", prefix: "E05"),
    LayerShape(layer: "ward-2018", code: "wd18cd", name: "wd18nm", parent: "lad18cd", prefix: "E05"),
    LayerShape(layer: "ward-2018", code: "gss_code", name: "name", parent: "lagsscode", prefix: "E05"),
    LayerShape(layer: "borough", code: "gss_code", name: "name", parent: nil, prefix: "E09"),
    LayerShape(layer: "ward-2002", code: "gss_code", name: "name", parent: nil, prefix: "E05"),
  ]

  static func layer(_ features: [GeoJSONText.Feature], place: String) throws -> (
    layer: BoundaryLayer, problems: [String]
  ) {
    guard let first = features.first else {
      throw Refusal(
        "no-records", place: place, "The file holds no outline.", remedy: "Fetch it again from its publisher.")
    }
    let properties = folded(first.properties)
    guard
      let shape = shapes.first(where: { shape in
        (properties[shape.code]?.hasPrefix(shape.prefix) ?? false) && properties[shape.name] != nil
          && (shape.parent == nil || !shape.code.hasPrefix("gss") || properties[shape.parent ?? ""] != nil)
      })
    else {
      let names = first.properties.keys.sorted()
      let known = Array(Set(shapes.flatMap { [$0.code, $0.name] })).sorted()
      let nearest = names.compactMap { name in EditDistance.nearest(to: name, in: known).map { (name, $0) } }
        .min { EditDistance.between($0.0.lowercased(), $0.1) < EditDistance.between($1.0.lowercased(), $1.1) }
      throw Refusal(
        "unknown-heading", place: place,
        "The properties of the outlines (\(names.prefix(8).joined(separator: ", "))) are not known; "
          + "the nearest known to “\(nearest?.0 ?? "")” is “\(nearest?.1 ?? "")”. The file came closest to boundaries.",
        remedy:
          "Use boundaries of wards, boroughs or lower layer super output areas as the Office for National Statistics "
          + "or the London Datastore publishes them."
      )
    }
    var problems: [String] = [], areas: [BoundaryArea] = [], seen: Set<String> = []
    for (index, feature) in features.enumerated() {
      let properties = folded(feature.properties)
      guard let code = properties[shape.code], code.hasPrefix(shape.prefix), !feature.rings.isEmpty else {
        problems.append("Outline \(index + 1): it has no code or no outline; it was rejected.")
        continue
      }
      guard seen.insert(code).inserted else {
        problems.append("Outline \(index + 1): \(code) stands twice; the later one was rejected.")
        continue
      }
      let parent = shape.parent.flatMap { properties[$0] } ?? properties["lad22cd"] ?? properties["lad24cd"]
      areas.append(BoundaryArea(code: code, name: properties[shape.name] ?? code, parent: parent, rings: feature.rings))
    }
    guard !areas.isEmpty else {
      throw Refusal(
        "no-records", place: place, "No outline can be read. \(problems.first ?? "")", remedy: "Fetch the file again.")
    }
    return (BoundaryLayer(name: shape.layer, areas: areas), problems)
  }

  private static func folded(_ properties: [String: String]) -> [String: String] {
    Dictionary(properties.map { ($0.key.lowercased(), $0.value) }) { first, _ in first }
  }
}
