import Analysis
import Basics

/// "How do we know": the provenance of a figure.
extension FigureCase {
  /// Everything about a figure's making that does not depend on its kind.
  ///
  /// - Parameters:
  ///   - periods: the periods counted, the one asked for first.
  ///   - further: extracts counted besides those of the measure's own table (denominators, populations, mobility).
  func provenance(
    numerator: String, denominator: String? = nil, periods: [Period], further: [Extract] = [],
    excluded: [Figure.Exclusion] = [], caveats: [String] = [], method: MethodNote? = nil, areas: Bool = true
  ) -> Figure.Provenance {
    let publisher = publisher(of: area)
    var extracts: [Extract] = []
    for extract in periods.flatMap({ table.extracts(in: $0, publisher: publisherCited) }) + further
    where !extracts.contains(where: { $0.sha256 == extract.sha256 }) {
      extracts.append(extract)
    }
    let unsettled = periods.flatMap { period in
      table.coverage(in: period, publisher: publisher).values.filter { $0.status != .complete }
        .sorted { $0.month < $1.month }
    }
    var notes = measure.caveats + caveats
    if let zone = atlas.zone(area.code) { notes.append(zone.definition + " Source: \(zone.source).") }
    let touching = sources.rules.touching(measure: measure.id, level: level, periods: periods)
    if touching.contains(where: { $0.effect == .rebased }) || usesSharedOut(periods) {
      notes.append(
        "Areas of the 2011 Census are re-coded to those of 2021: records of a split area are shared among its parts in "
          + "proportion to residents at mid-2021, whole record by whole record, so that no total changes; for one part of "
          + "a split area the figure is an estimate.")
    }
    return Figure.Provenance(
      definition: measure.definition, numerator: numerator, denominator: denominator,
      geography: measure.geography[rule] ?? "", extracts: extracts.map(Figure.Citation.init),
      excluded: leftOut(periods, areas: areas) + excluded, breaks: touching, caveats: notes,
      method: method.map {
        Figure.Method(name: $0.name, formula: $0.formula, source: $0.source, whenNotToUse: $0.whenNotToUse)
      }, unsettled: unsettled)
  }

  /// Areas placed by map point may hold records of a neighbouring force; a force's figures cite its own files only.
  private var publisherCited: String? { area.level == .force && measure.force == nil ? publisher(of: area) : nil }

  private func usesSharedOut(_ periods: [Period]) -> Bool {
    guard counter.isPlacedByLsoa, level == .ward || level == .lsoa || level == .zone else { return false }
    let parts = Set(atlas.lsoas(of: area) ?? [])
    return table.values(.lsoa).contains { code in
      atlas.recoding.isDivided(code) && (atlas.recoding.targets[code] ?? []).contains { parts.contains($0.code) }
    }
  }

  /// Records that the figure leaves out, with their number.
  private func leftOut(_ periods: [Period], areas: Bool) -> [Figure.Exclusion] {
    var out: [Figure.Exclusion] = []
    var unplaced = 0, other = 0
    let publisher = publisher(of: area)
    let whose = publisher.map { [SeriesFilter(.publisher, $0)] } ?? []
    guard let filters = try? counter.categoryFilters(category) else { return out }
    for period in periods {
      if counter.isPlacedByLsoa, areas, area.level != .force || question.by != nil {
        unplaced += table.tally(by: [.publisher], where: filters + whose + [SeriesFilter(.lsoa, "")], in: period)
          .total()
      }
      if !measure.except.isEmpty, category == nil {
        let excepted = EvidenceMeasure.onlyOf(measure, measure.except)
        other +=
          (try? SeriesCounter(table: table, measure: excepted, atlas: atlas).total(in: area, over: period)) ?? 0
      }
    }
    if unplaced > 0 {
      out.append(Figure.Exclusion("No place: in the total of \(publisher ?? "the force"), in no area", rows: unplaced))
    }
    if other > 0 {
      out.append(
        Figure.Exclusion("\(measure.except.joined(separator: ", ")): not crime, a measure of its own", rows: other))
    }
    return out
  }
}

extension EvidenceMeasure {
  /// The same files and places, counting only some categories.
  static func onlyOf(_ measure: EvidenceMeasure, _ categories: [String]) -> EvidenceMeasure {
    EvidenceMeasure(
      id: measure.id, title: measure.title, noun: measure.noun, singular: measure.singular, unit: measure.unit,
      source: measure.source, placedSource: measure.placedSource, wholeSource: measure.wholeSource,
      definition: measure.definition, category: measure.category, subcategory: measure.subcategory, only: categories,
      except: [], levels: measure.levels, force: measure.force, covers: measure.covers, whenOnly: measure.whenOnly,
      defaultRule: measure.defaultRule,
      geography: measure.geography, supported: measure.supported, refused: measure.refused, harm: measure.harm,
      caveats: measure.caveats)
  }
}
