import Basics
import PracticeFiles

/// A place that people speak of and that no statistical office defines, as a list of wards with dates of validity.
package struct NamedZone: Sendable, Hashable {
  /// The wards that make up the zone on one set of ward boundaries.
  package struct Vintage: Sendable, Hashable {
    package let name: String
    package let from: Day
    /// Last day; nil while it lasts.
    package let until: Day?
    /// Boundary layer that draws these wards.
    package let layer: String
    package let wards: [EvidenceArea]
  }

  package let id: String
  package let name: String
  /// GSS code of the borough it lies in.
  package let within: String
  package let definition: String
  package let source: String
  package let vintages: [Vintage]

  package var area: EvidenceArea { EvidenceArea(code: id, name: name, level: .zone, within: within) }

  /// Reads one file of `Practice/zones`. Errors name file, line and remedy.
  package static func list(text: String, file: String) throws -> [NamedZone] {
    let root = try PracticeNode(text: text, file: file)
    try root.allow(["zones"])
    return try root.list("zones").map { zone in
      try zone.allow(["id", "name", "within", "definition", "source", "vintages"])
      let within = try zone.text("within")
      let vintages = try zone.list("vintages").map { vintage in
        try vintage.allow(["name", "from", "until", "layer", "wards"])
        let from = try vintage.required("from").day(), until = try vintage["until"]?.day()
        if let until, until < from {
          throw vintage.refusal("The last day is before the first.", remedy: "Put “from” and “until” in order.")
        }
        let wards = try vintage.list("wards").map {
          EvidenceArea(code: try $0.text("code"), name: try $0.text("name"), level: .ward, within: within)
        }
        guard !wards.isEmpty else {
          throw vintage.refusal("The zone has no wards here.", remedy: "List at least one ward with code and name.")
        }
        return Vintage(
          name: try vintage.text("name"), from: from, until: until, layer: try vintage.text("layer"), wards: wards)
      }
      guard !vintages.isEmpty else {
        throw zone.refusal("The zone has no wards.", remedy: "Add “vintages:” with at least one list of wards.")
      }
      return NamedZone(
        id: try zone.text("id"), name: try zone.text("name"), within: within, definition: try zone.text("definition"),
        source: try zone.text("source"), vintages: vintages)
    }
  }
}
