import Basics

/// Counts the records of a measure by area, category and month, whatever its file's geography is.
///
/// Files that name boroughs and wards are counted as they stand. police.uk files name lower layer super output areas of
/// two Censuses: those are re-coded to 2021 and added up, and nothing is lost on the way (`LsoaRecoding`).
package struct SeriesCounter: Sendable {
  /// What the counts are divided by.
  package enum Split: Hashable, Sendable {
    case none, category, subcategory
    case area(AreaLevel)
  }

  package let table: SeriesTable
  package let measure: EvidenceMeasure
  package let atlas: Atlas

  package init(table: SeriesTable, measure: EvidenceMeasure, atlas: Atlas) {
    self.table = table
    self.measure = measure
    self.atlas = atlas
  }

  /// Whether areas come from lower layer super output areas.
  package var isPlacedByLsoa: Bool { table.kind == .streetCrime || table.kind == .outcomes }

  /// Counts by the split's value and by month; a value or month without records is left out. `""` stands for records
  /// without the place or category asked for.
  package func counts(
    of category: String? = nil, in area: EvidenceArea, by split: Split = .none, over period: Period,
    monthly: Bool = true
  ) throws -> [String: CountsByMonth] {
    let filters = try categoryFilters(category)
    return isPlacedByLsoa
      ? try countsByLsoa(filters, area, split, period, monthly)
      : try countsAsPublished(filters, area, split, period, monthly)
  }

  /// Records of the area in the period.
  package func total(of category: String? = nil, in area: EvidenceArea, over period: Period) throws -> Int {
    try counts(of: category, in: area, over: period, monthly: false).values.reduce(0) { $0 + $1.total }
  }

  /// Records by month; a month without records has no entry.
  package func byMonth(of category: String? = nil, in area: EvidenceArea, over period: Period) throws -> CountsByMonth {
    try counts(of: category, in: area, over: period)[""] ?? CountsByMonth(over: period)
  }

  /// Records by the split's value.
  package func sums(
    of category: String? = nil, in area: EvidenceArea, by split: Split, over period: Period
  ) throws -> [String: Int] {
    try counts(of: category, in: area, by: split, over: period, monthly: false).mapValues(\.total)
  }

  // MARK: Files that name their areas

  private func countsAsPublished(
    _ filters: [SeriesFilter], _ area: EvidenceArea, _ split: Split, _ period: Period, _ monthly: Bool
  ) throws -> [String: CountsByMonth] {
    let all = filters + (try areaFilters(area, period))
    let column: SeriesColumn? =
      switch split {
      case .none: nil
      case .category: measure.category
      case .subcategory: measure.subcategory ?? measure.category
      case .area(.ward), .area(.zone): .ward
      case .area(.lsoa): .lsoa
      case .area(.borough): .borough
      case .area(.force): .publisher
      }
    return spread(all, column, period, monthly)
  }

  /// Counts by one column and by month. A force has 5,000 small areas and 60 months: values are put into their places
  /// by number, and texts are made once for each place.
  ///
  /// - Parameter place: where a value of the column belongs; nil leaves it out, and itself when none is given.
  private func spread(
    _ filters: [SeriesFilter], _ column: SeriesColumn?, _ period: Period, _ monthly: Bool,
    place: ((String) -> String?)? = nil
  ) -> [String: CountsByMonth] {
    let columns = [column ?? .publisher] + (monthly ? [.month] : [])
    let tally = table.tally(by: columns, where: filters, in: period)
    guard let values = tally.dictionaries.first else { return [:] }
    var numbers: [String: Int] = [:], places: [String] = []
    let numberOf = values.map { value -> Int in
      guard let name = column == nil ? "" : place.map({ $0(value) }) ?? value else { return -1 }
      if let known = numbers[name] { return known }
      numbers[name] = places.count
      places.append(name)
      return places.count - 1
    }
    let months = monthly ? tally.dictionaries[1].map { Month($0) ?? period.first } : [period.first]
    let offsets = months.map { period.contains($0) ? $0.index - period.first.index : 0 }
    var sums = [Int](repeating: 0, count: places.count * period.count)
    for (key, count) in zip(tally.keys, tally.counts) {
      let number = numberOf[key / months.count]
      if number >= 0 { sums[number * period.count + offsets[key % months.count]] += count }
    }
    var out: [String: CountsByMonth] = [:]
    out.reserveCapacity(places.count)
    for (number, name) in places.enumerated() {
      let found = CountsByMonth(period.first, Array(sums[number * period.count..<(number + 1) * period.count]))
      if !found.isEmpty { out[name] = found }
    }
    return out
  }

  /// The filters that keep an area's records in a file that names areas.
  private func areaFilters(_ area: EvidenceArea, _ period: Period) throws -> [SeriesFilter] {
    switch area.level {
    case .force: return measure.force == area.code ? [] : publisherFilter(area)
    case .borough: return [SeriesFilter(.borough, area.code)]
    case .ward: return [SeriesFilter(.ward, area.code)]
    case .lsoa: return [SeriesFilter(.lsoa, area.code)]
    case .zone: return [SeriesFilter(.ward, Set(try wards(of: area, over: period).map(\.code)))]
    }
  }

  private func publisherFilter(_ area: EvidenceArea) -> [SeriesFilter] {
    [SeriesFilter(.publisher, atlas.force(area.code)?.name ?? area.code)]
  }

  /// The wards of a zone on the boundaries that the file uses in the period.
  package func wards(of zone: EvidenceArea, over period: Period) throws -> [EvidenceArea] {
    guard let named = atlas.zone(zone.code) else {
      throw Refusal("unknown-area", place: zone.code, "No zone “\(zone.code)” is defined.")
    }
    if isPlacedByLsoa { return named.vintages.last?.wards ?? [] }
    let held = named.vintages.filter { vintage in
      table.tally(by: [.ward], where: [SeriesFilter(.ward, Set(vintage.wards.map(\.code)))], in: period).total() > 0
    }
    guard held.count < 2 else {
      throw Refusal(
        "not-comparable", place: named.name,
        "The period \(period.words) is counted on two sets of wards (\(held.map(\.name).joined(separator: "; "))), so "
          + "\(named.name) is not one place in it.",
        remedy: "Ask for a period that lies before or after the change of wards.")
    }
    return held.first?.wards ?? named.vintages.first { vintage in
      vintage.from.month <= period.first && (vintage.until?.month).map { $0 >= period.first } ?? true
    }?.wards ?? named.vintages[named.vintages.count - 1].wards
  }

  // MARK: Files that name lower layer super output areas

  /// Published codes whose records all lie in the area, and those of which only a part does.
  private struct Selection {
    var whole: Set<String> = [], divided: Set<String> = []
    /// 2021 areas that count; nil for all.
    var targets: Set<String>?
    var base: [SeriesFilter] = []
  }

  private func selection(_ area: EvidenceArea) throws -> Selection {
    if area.level == .force {
      var selection = Selection(targets: nil, base: publisherFilter(area))
      for code in table.values(.lsoa) {
        if atlas.recoding.isDivided(code) { selection.divided.insert(code) } else { selection.whole.insert(code) }
      }
      return selection
    }
    guard let parts = atlas.lsoas(of: area) else {
      throw Refusal(
        "no-lookup", place: area.name,
        "The look-ups that say which lower layer super output areas make up \(area.name) are not held.",
        remedy: "Import the ONS look-ups of 2011 to 2021 areas and of 2021 areas to wards and districts.")
    }
    let targets = Set(parts)
    var selection = Selection(targets: targets)
    for code in table.values(.lsoa) where !code.isEmpty {
      guard let known = atlas.recoding.targets[code] else {
        if targets.contains(code) { selection.whole.insert(code) }
        continue
      }
      let inside = known.count { targets.contains($0.code) }
      if inside == known.count { selection.whole.insert(code) } else if inside > 0 { selection.divided.insert(code) }
    }
    return selection
  }

  private func countsByLsoa(
    _ filters: [SeriesFilter], _ area: EvidenceArea, _ split: Split, _ period: Period, _ monthly: Bool
  ) throws -> [String: CountsByMonth] {
    let selection = try selection(area)
    guard case .area(let level) = split else {
      let column: SeriesColumn? =
        switch split {
        case .none, .area: nil
        case .category: measure.category
        case .subcategory: measure.subcategory ?? measure.category
        }
      let inside = selection.targets == nil ? [] : [SeriesFilter(.lsoa, selection.whole)]
      var out = spread(filters + selection.base + inside, column, period, monthly)
      guard let targets = selection.targets, !selection.divided.isEmpty else { return out }
      shareOut(selection.divided, filters + selection.base, period, byCategory: column != nil) {
        part, category, counts in
        guard targets.contains(part) else { return }
        out[category, default: CountsByMonth(over: period)].add(counts, monthly: monthly)
      }
      return out
    }
    // A split area whose parts all lie in one area of the level asked for needs no sharing out.
    let known = selection.whole.union(selection.divided)
    let shared = known.filter { code in
      guard atlas.recoding.isDivided(code) else { return false }
      if selection.targets != nil, selection.divided.contains(code) { return true }
      return Set((atlas.recoding.targets[code] ?? []).map { place($0.code, level) }).count > 1
    }
    let direct = selection.targets == nil ? [] : [SeriesFilter(.lsoa, known.subtracting(shared))]
    var out = spread(filters + selection.base + direct, .lsoa, period, monthly) { code in
      if shared.contains(code) { return nil }
      return place(atlas.recoding.successor(of: code) ?? atlas.recoding.targets[code]?.first?.code ?? code, level)
    }
    if !shared.isEmpty {
      shareOut(shared, filters + selection.base, period, byCategory: false) { part, _, counts in
        guard selection.targets?.contains(part) ?? true else { return }
        out[place(part, level), default: CountsByMonth(over: period)].add(counts, monthly: monthly)
      }
    }
    return out
  }

  private func place(_ lsoa: String, _ level: AreaLevel) -> String {
    level == .lsoa ? lsoa : atlas.area(of: lsoa, at: level) ?? ""
  }

  /// Shares the records of split areas out among their parts: category by category, month after month. Gives the
  /// counts of each part, for each category by itself or, with `""`, for all together.
  private func shareOut(
    _ divided: Set<String>, _ filters: [SeriesFilter], _ period: Period, byCategory: Bool,
    _ body: (_ part: String, _ category: String, _ counts: CountsByMonth) -> Void
  ) {
    let tally = table.tally(
      by: [.lsoa, measure.category, .month], where: filters + [SeriesFilter(.lsoa, divided)], in: period)
    guard tally.dictionaries.count == 3 else { return }
    let areas = tally.dictionaries[0], categories = tally.dictionaries[1]
    let offsets = tally.dictionaries[2].map { text in
      Month(text).map { period.contains($0) ? $0.index - period.first.index : 0 } ?? 0
    }
    var area = -1, pair = -1
    var sharing = Apportionment(weights: [])
    var parts: [LsoaRecoding.Target] = [], given: [CountsByMonth] = []
    func hand(_ category: Int) {
      for (part, counts) in zip(parts, given) where !counts.isEmpty {
        body(part.code, byCategory ? categories[category] : "", counts)
      }
    }
    // Cells come in the order of area, category, month, so that one sharing-out runs through the months in turn.
    for (key, count) in zip(tally.keys, tally.counts) {
      let next = key / offsets.count
      if next != pair {
        let nextArea = next / categories.count
        if pair >= 0, byCategory || nextArea != area {
          hand(pair % categories.count)
          given = parts.map { _ in CountsByMonth(over: period) }
        }
        if nextArea != area {
          area = nextArea
          parts = atlas.recoding.targets[areas[area]] ?? []
          given = parts.map { _ in CountsByMonth(over: period) }
        }
        pair = next
        sharing = Apportionment(weights: parts.map(\.weight))
      }
      let offset = offsets[key % offsets.count]
      sharing.share(count) { part in given[part].add(1, at: offset) }
    }
    if pair >= 0 { hand(pair % categories.count) }
  }
}
