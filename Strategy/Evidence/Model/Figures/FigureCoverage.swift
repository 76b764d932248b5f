import Basics

/// Whose records a measure's files hold. An area of which they hold none has no figure: nothing recorded in a file that
/// could not name the area is not a count of nought.
extension FigureSources {
  /// Refuses an area that the measure's publisher does not cover. Errors: `not-covered`, with what does.
  func checkCovered(_ area: EvidenceArea, by measure: EvidenceMeasure) throws {
    guard !covers(area, measure) else { return }
    throw Refusal(
      "not-covered", place: area.name, "\(measure.title) does not cover \(place(area, for: measure)).",
      remedy: [remedy(within: measure), alternatives(to: measure, for: area)].compactMap { $0 }.joined(separator: " "))
  }

  /// Whether the measure's files can hold records of the area.
  func covers(_ area: EvidenceArea, _ measure: EvidenceMeasure) -> Bool {
    let borough = area.level == .borough ? area.code : area.within ?? ""
    if !measure.covers.isEmpty {
      if area.level == .force { return measure.covers.contains(area.code) }
      // A ward of no known borough: its code is looked for in the file itself when it is counted.
      if borough.isEmpty { return true }
      return measure.covers.contains(borough)
        || atlas.forces.contains { measure.covers.contains($0.code) && $0.boroughs.contains(borough) }
    }
    // Files of any force: whether the months of the force responsible are held is looked at when they are counted.
    guard area.level != .force, atlas.responsible(for: area) == nil, let table = tables[measure.source] else {
      return true
    }
    guard let parts = atlas.lsoas(of: area).map(Set.init), table.span != nil else { return true }
    let isOfUnlistedForce = table.values(.publisher).contains { !$0.isEmpty && atlas.force($0) == nil }
    return isOfUnlistedForce
      && table.values(.lsoa).contains { code in
        parts.contains(code) || (atlas.recoding.targets[code] ?? []).contains { parts.contains($0.code) }
      }
  }

  /// `Merseyside`; a force is named by its own name when another body is spoken of by the same place.
  private func place(_ area: EvidenceArea, for measure: EvidenceMeasure) -> String {
    guard area.level == .force, let force = atlas.force(area.code) else { return area.name }
    let isShared = atlas.forces.count { $0.spoken == force.spoken } > 1
    return isShared ? "the area of the \(force.name) (\(force.code)) as a whole" : area.name
  }

  private func remedy(within measure: EvidenceMeasure) -> String? {
    let forces = atlas.forces.filter { measure.covers.contains($0.code) }
    guard !forces.isEmpty else {
      return "Ask for an area of a force whose files are held, or add its force to zones/police-forces.yaml."
    }
    let names = forces.map { "\($0.spoken) (\($0.code)), one of its \($0.boroughs.count) boroughs" }
    let smaller = measure.levels.contains(.ward) ? " or a ward in them" : ""
    return "Ask for \(FigureCase.list(names))\(smaller)."
  }

  /// Other measures of the same unit that can have the area's records, or the area's own measure.
  private func alternatives(to measure: EvidenceMeasure, for area: EvidenceArea) -> String? {
    let others = practice.measures.filter { other in
      guard other.id != measure.id, other.levels.contains(area.level) else { return false }
      if other.force == area.code { return true }
      let isPoliced = atlas.responsible(for: area).map { force in !practice.measures.contains { $0.force == force.code }
      }
      return other.unit == measure.unit && (other.force == nil ? isPoliced ?? false : covers(area, other))
    }
    guard !others.isEmpty else { return nil }
    let names = others.map { "\($0.title) (\($0.id))" }
    let held = others.contains { $0.force == nil } ? ", when the files of its force are held" : ""
    return "For \(place(area, for: measure)) there is \(FigureCase.list(names))\(held)."
  }

  /// What a question about an earlier moment means.
  static let asAtWords =
    "“As known on” follows the moment at which a file was imported, not the dates in it: leave it out, or give a later one."

  /// The refusal of a moment at which no file of the measure had come in.
  func notYetHeld(_ measure: EvidenceMeasure, _ kind: SourceKind, at moment: Instant) -> Refusal {
    let first = (heldNow[kind] ?? []).map(\.importedAt).min()
    let since = first.map { " The files held now came in from \(Instant($0)?.day.description ?? $0) on." } ?? ""
    return Refusal(
      "no-data", place: measure.title, "Nothing of this measure was held at \(moment).\(since)",
      remedy: FigureSources.asAtWords)
  }
}
