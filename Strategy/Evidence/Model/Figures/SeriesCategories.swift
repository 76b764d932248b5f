import Basics

extension SeriesCounter {
  /// The categories of the measure that the file holds, in order.
  package var categories: [String] {
    table.values(measure.category).filter {
      !$0.isEmpty && !measure.except.contains($0) && (measure.only.isEmpty || measure.only.contains($0))
    }
  }

  /// `Theft > Shoplifting` for each group and sub-group of a file that has both.
  package var subcategories: [String] {
    guard let sub = measure.subcategory else { return [] }
    return table.tally(by: [measure.category, sub]).cells.filter { !$0.keys[1].isEmpty }
      .map { "\($0.keys[0]) > \($0.keys[1])" }
  }

  /// The filters that keep a category, `Theft` or `Theft > Shoplifting`, in any capitals; nil keeps the whole measure.
  package func categoryFilters(_ category: String?) throws -> [SeriesFilter] {
    guard let category else {
      if !measure.only.isEmpty { return [SeriesFilter(measure.category, Set(measure.only))] }
      if measure.except.isEmpty { return [] }
      return [SeriesFilter(measure.category, Set(table.values(measure.category)).subtracting(measure.except))]
    }
    let halves = category.split(separator: ">", maxSplits: 1).map { String($0).trimmed }
    guard let group = halves.first else { return [] }
    if measure.except.contains(where: { $0.lowercased() == group.lowercased() }) {
      throw Refusal(
        "not-in-measure", place: measure.title, "“\(group)” is not part of this measure: \(measure.definition)",
        remedy: "Choose the measure that counts it by itself.")
    }
    // A sub-group may be asked for by its own name.
    if halves.count == 1, !categories.contains(where: { $0.lowercased() == group.lowercased() }),
      let found = subcategories.first(where: { $0.lowercased().hasSuffix(" > " + group.lowercased()) })
    {
      return try categoryFilters(found)
    }
    var filters = [SeriesFilter(measure.category, try named(group, among: categories))]
    if halves.count == 2 {
      guard let column = measure.subcategory else {
        throw Refusal(
          "unknown-category", place: category, "This measure has no sub-groups.", remedy: "Ask for “\(group)” alone.")
      }
      let inside = table.tally(by: [column], where: filters).cells.map { $0.keys[0] }
      filters.append(SeriesFilter(column, try named(halves[1], among: inside)))
    }
    return filters
  }

  /// The category as the file spells it.
  package func spelling(of category: String?) throws -> String? {
    guard category != nil else { return nil }
    return try categoryFilters(category).compactMap { $0.values.min() }.joined(separator: " > ")
  }

  private func named(_ wanted: String, among known: [String]) throws -> String {
    if let found = known.first(where: { $0.lowercased() == wanted.lowercased() }) { return found }
    let inner = subcategories.map { $0.split(separator: ">").last.map { String($0).trimmed } ?? $0 }
    let nearest = EditDistance.nearest(to: wanted, in: known + inner)
    throw Refusal(
      "unknown-category", place: measure.title, "“\(wanted)” is not a category of this measure.",
      remedy: nearest.map { "Did you mean “\($0)”? Known are: \(known.joined(separator: "; "))." }
        ?? "Nothing is held of this measure yet.")
  }
}
