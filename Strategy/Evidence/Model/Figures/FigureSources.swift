import Basics

/// All that figures are made from: practice, look-ups and the tables of the evidence.
package struct FigureSources: Sendable {
  package let practice: FigurePractice
  package let rules: BreakRules
  package let atlas: Atlas
  package let reference: ReferenceData
  package let tables: [SourceKind: SeriesTable]
  /// The extracts held today, for questions about an earlier moment at which nothing was held yet.
  package let heldNow: [SourceKind: [Extract]]

  package init(
    practice: FigurePractice, atlas: Atlas, reference: ReferenceData = ReferenceData(),
    tables: [SourceKind: SeriesTable], heldNow: [SourceKind: [Extract]] = [:]
  ) {
    self.practice = practice
    rules = BreakRules(practice.breaks)
    self.atlas = atlas
    self.reference = reference
    self.tables = tables
    self.heldNow = heldNow
  }

  /// Answers a question. Errors: refusals that name what is wrong and what to ask instead.
  package func answer(_ question: FigureQuestion) throws -> Figure {
    let asked = try FigureCase(question, sources: self)
    var figure =
      switch question.kind {
      case .count: try asked.count()
      case .rate: try asked.rate()
      case .share: try asked.share()
      case .change: try asked.change()
      case .trend: try asked.trend()
      case .season: try asked.season()
      case .concentration: try asked.concentration()
      case .harm: try asked.harm()
      case .hotspots: try asked.hotspots()
      case .correlation: try asked.correlation()
      }
    figure.fingerprint = FigureFingerprint.text(of: figure)
    return figure
  }

  /// The area with a code, or with a name in any capitals.
  package func area(_ written: String, for measure: EvidenceMeasure) throws -> EvidenceArea {
    if let found = atlas.area(written) ?? atlas.area(written.uppercased()) { return found }
    let wanted = written.lowercased()
    if let code = atlas.boroughNames.first(where: { $0.value.lowercased() == wanted })?.key,
      let found = atlas.area(code)
    {
      return found
    }
    // Two bodies may be spoken of by one name (London); the measure's own comes first.
    let named = atlas.forces.filter { $0.name.lowercased() == wanted || $0.spoken.lowercased() == wanted }
    if let force = named.first(where: { $0.code == measure.force }) ?? named.first {
      return EvidenceArea(code: force.code, name: force.spoken, level: .force)
    }
    for kind in [measure.placedSource, measure.source] {
      guard let kind, let table = tables[kind] else { continue }
      if let publisher = table.values(.publisher).first(where: { $0.lowercased() == wanted && !wanted.isEmpty }) {
        return EvidenceArea(code: publisher, name: publisher, level: .force)
      }
      if table.values(.ward).contains(written), !written.isEmpty {
        let borough = table.tally(by: [.borough], where: [SeriesFilter(.ward, written)]).cells.first?.keys[0]
        return EvidenceArea(code: written, name: atlas.name(written), level: .ward, within: borough)
      }
      if table.values(.borough).contains(written), !written.isEmpty {
        return EvidenceArea(code: written, name: atlas.name(written), level: .borough)
      }
      if table.values(.lsoa).contains(written), !written.isEmpty {
        if atlas.recoding.targets[written] != nil {
          throw Refusal(
            "unknown-area", place: written, "“\(written)” is an area of 2011; figures are made for the areas of 2021.",
            remedy: "Ask for \((atlas.recoding.targets[written] ?? []).map(\.code).joined(separator: " or ")).")
        }
        return EvidenceArea(code: written, name: written, level: .lsoa)
      }
    }
    let names = atlas.boroughNames.merging(atlas.zones.map { ($0.id, $0.name) }) { first, _ in first }
    let byName = Dictionary(names.map { ($0.value, $0.key) }) { first, _ in first }
    let codes = Set(names.keys).union(atlas.forces.map(\.code))
    // What is not even nearly alike is no help.
    let nearest = EditDistance.nearest(to: written, in: names.values.sorted() + codes.sorted())
      .flatMap { EditDistance.between($0.lowercased(), wanted) <= max(1, wanted.count / 3) ? $0 : nil }
    let forms = "Give a GSS code such as E09000033, a force code such as MPS, or the id of a zone."
    let meant = nearest.map { word in
      let code = byName[word] ?? word
      return "Did you mean \(atlas.area(code)?.name ?? word) (\(code))? "
    }
    throw Refusal(
      "unknown-area", place: written, "No area “\(written)” is known.", remedy: (meant ?? "") + forms)
  }

  /// The areas that a measure has figures for, widest first: those that its files name, and those that their small
  /// areas add up to.
  package func areas(of measure: EvidenceMeasure) -> [EvidenceArea] {
    var found: [EvidenceArea] = []
    let kinds = [measure.source, measure.placedSource].compactMap { $0 }
    let publishers = Set(kinds.flatMap { tables[$0]?.values(.publisher) ?? [] })
    if measure.levels.contains(.force) {
      for force in atlas.forces
      where force.code == measure.force || (measure.force == nil && publishers.contains(force.name)) {
        found.append(EvidenceArea(code: force.code, name: force.spoken, level: .force))
      }
      if measure.force == nil {
        for name in publishers.sorted() where !name.isEmpty && atlas.force(name) == nil {
          found.append(EvidenceArea(code: name, name: name, level: .force))
        }
      }
    }
    let isHeld: (String) -> Bool = { borough in
      measure.force != nil || atlas.forces.contains { $0.boroughs.contains(borough) && publishers.contains($0.name) }
    }
    var boroughs = Set(kinds.flatMap { tables[$0]?.values(.borough) ?? [] }).subtracting([""])
    let lsoas = Set(kinds.flatMap { tables[$0]?.values(.lsoa) ?? [] })
    if !lsoas.isEmpty { boroughs = boroughs.union(atlas.boroughOfLsoa.values.filter(isHeld)) }
    boroughs = boroughs.filter { covers(EvidenceArea(code: $0, name: $0, level: .borough), measure) }
    if measure.levels.contains(.borough) {
      found += boroughs.sorted().map { EvidenceArea(code: $0, name: atlas.name($0), level: .borough) }
        .sorted { $0.name < $1.name }
    }
    if measure.levels.contains(.zone) { found += atlas.zones.filter { boroughs.contains($0.within) }.map(\.area) }
    if measure.levels.contains(.ward) {
      var wards = Set(kinds.flatMap { tables[$0]?.values(.ward) ?? [] }).subtracting([""])
      if wards.isEmpty, !lsoas.isEmpty {
        wards = Set(atlas.wardOfLsoa.filter { boroughs.contains(atlas.boroughOfLsoa[$0.key] ?? "") }.values)
      }
      found += wards.map {
        EvidenceArea(code: $0, name: atlas.name($0), level: .ward, within: atlas.wards[$0]?.borough)
      }
      .sorted { ($0.name, $0.code) < ($1.name, $1.code) }
    }
    return found
  }
}
