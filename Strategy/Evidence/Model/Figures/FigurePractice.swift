import Basics
import PracticeFiles

/// The part of `Practice` that figures are made by: measures, breaks, zones, police forces and harm weights.
package struct FigurePractice: Sendable {
  package let measures: [EvidenceMeasure]
  package let breaks: [SeriesBreak]
  package let zones: [NamedZone]
  package let forces: [PoliceForce]
  /// Harm tables by name: `mps`, `police-uk`.
  package let harm: [String: HarmWeights]
  /// Names of London's districts, and of the two areas of the Metropolitan Police's file that are none, by code.
  package let boroughNames: [String: String]

  /// Reads and cross-checks the files.
  ///
  /// - Parameters:
  ///   - read: the text of a file, by its path inside `Practice`.
  ///   - list: the names of the files in a folder of `Practice`.
  /// - Throws: a `practice-file` refusal that names file, line and remedy.
  package init(read: (String) throws -> String, list: (String) throws -> [String]) throws {
    func yaml(_ folder: String) throws -> [(path: String, text: String)] {
      try list(folder).filter { $0.hasSuffix(".yaml") }.sorted().map {
        ("\(folder)/\($0)", try read("\(folder)/\($0)"))
      }
    }
    measures = try yaml("measures").map { try EvidenceMeasure(text: $0.text, file: $0.path) }
    breaks = try SeriesBreak.list(text: try read("breaks.yaml"), file: "breaks.yaml")
    var zones: [NamedZone] = [], forces: [PoliceForce] = []
    for file in try yaml("zones") {
      if file.path.hasSuffix("police-forces.yaml") {
        forces = try PoliceForce.list(text: file.text, file: file.path)
      } else {
        zones += try NamedZone.list(text: file.text, file: file.path)
      }
    }
    self.zones = zones
    self.forces = forces
    func weights(_ path: String, _ column: SeriesColumn) throws -> HarmWeights {
      try HarmWeights(text: try read(path), file: path, column: column)
    }
    harm = [
      "mps": try weights("harm/mps-offence-groups.csv", .subcategory),
      "police-uk": try weights("harm/police-uk-categories.csv", .category),
    ]
    let boroughs = try PracticeNode(
      text: try read("geography/london-boroughs.yaml"), file: "geography/london-boroughs.yaml")
    boroughNames = Dictionary(try boroughs.list("boroughs").map { (try $0.text("code"), try $0.text("name")) }) {
      first, _ in first
    }
    .merging(["MPS-UNKNOWN": "Borough not known"]) { $1 }
    .merging(forces.flatMap(\.boroughNames)) { first, _ in first }
    try check()
  }

  package func measure(_ id: String) throws -> EvidenceMeasure {
    if let found = measures.first(where: { $0.id == id }) { return found }
    throw Refusal(
      "unknown-measure", place: id, "There is no measure “\(id)”.",
      remedy: "Choose one of: \(measures.map(\.id).sorted().joined(separator: ", ")).")
  }

  private func check() throws {
    let ids = measures.map(\.id)
    for measure in measures {
      guard ids.filter({ $0 == measure.id }).count == 1 else {
        throw Refusal(
          "practice-file", place: "measures", "Two files define “\(measure.id)”.", remedy: "Keep one of them.")
      }
      if let name = measure.harm, harm[name] == nil {
        throw Refusal(
          "practice-file", place: "measures/\(measure.id).yaml", "There is no harm table “\(name)”.",
          remedy: "Write one of: \(harm.keys.sorted().joined(separator: ", ")).")
      }
      if let code = measure.force, !forces.contains(where: { $0.code == code }) {
        throw Refusal(
          "practice-file", place: "measures/\(measure.id).yaml", "There is no force “\(code)”.",
          remedy: "Add it to zones/police-forces.yaml.")
      }
      for code in measure.covers where !forces.contains(where: { $0.code == code }) && boroughNames[code] == nil {
        throw Refusal(
          "practice-file", place: "measures/\(measure.id).yaml", "“\(code)” under “covers” is no force and no borough.",
          remedy: "Write a force of zones/police-forces.yaml, or a borough that the practice names.")
      }
    }
    for one in breaks {
      if let unknown = one.measures.first(where: { $0 != "*" && !ids.contains($0) }) {
        throw Refusal(
          "practice-file", place: "breaks.yaml", "The break “\(one.id)” touches “\(unknown)”, which is no measure.",
          remedy: "Write one of: \(ids.sorted().joined(separator: ", ")).")
      }
    }
  }
}
