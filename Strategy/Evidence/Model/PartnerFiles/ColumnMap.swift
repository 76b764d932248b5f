import Basics

/// Which column of a holder's file is which field of the set; kept for the holder and set, so that the next quarter's file
/// needs no mapping.
package struct ColumnMap: Codable, Hashable, Sendable {
  /// How dates such as 03/04/2026 are written; ISO dates are read whatever is chosen here.
  package enum DateOrder: String, Codable, CaseIterable, Sendable {
    case dayFirst = "day-first"
    case monthFirst = "month-first"
  }

  /// Heading of the file by field (`PartnerField.rawValue`).
  package var headings: [String: String]
  package var dateOrder: DateOrder
  /// What a category written in the file means: plain form of the words to identifier of a category of the set.
  package var categories: [String: String]

  package init(
    headings: [PartnerField: String] = [:], dateOrder: DateOrder = .dayFirst, categories: [String: String] = [:]
  ) {
    self.headings = Dictionary(headings.map { ($0.key.rawValue, $0.value) }) { first, _ in first }
    self.dateOrder = dateOrder
    self.categories = Dictionary(categories.map { (PlainWord.plain($0.key), $0.value) }) { first, _ in first }
  }

  package subscript(_ field: PartnerField) -> String? {
    get { headings[field.rawValue] }
    set { headings[field.rawValue] = newValue }
  }

  /// Fields that may be mapped for a set: what it prescribes, other ways to give its place, and the holder's reference.
  package static func choices(for set: PrescribedSet) -> [PartnerField] {
    var out = set.fields
    if set.fields.contains(.location) { out += [.easting, .northing, .longitude, .latitude] }
    if !set.categories.isEmpty, !out.contains(.category) { out.insert(.category, at: 0) }
    if set.content == .incidents { out.append(.reference) }
    return out.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  /// The fields without which a file of the set cannot be read.
  package static func required(for set: PrescribedSet) -> [PartnerField] {
    var out = set.fields.filter { ![.time, .location, .subcategory, .schoolAddress].contains($0) }
    if set.categories.count > 1, !out.contains(.category) { out.insert(.category, at: 0) }
    return out
  }

  /// A first map from the file's own headings, kept map first: what the mapping page is filled with.
  package static func suggested(for set: PrescribedSet, headings: [String], kept: ColumnMap?) -> ColumnMap {
    var map = ColumnMap(dateOrder: kept?.dateOrder ?? .dayFirst)
    map.categories = kept?.categories ?? [:]
    var free = headings
    func take(_ heading: String, for field: PartnerField) {
      map[field] = heading
      free.removeAll { $0 == heading }
    }
    for field in choices(for: set) {
      if let heading = kept?[field], free.contains(heading) { take(heading, for: field) }
    }
    for field in choices(for: set) where map[field] == nil {
      if let heading = free.first(where: { field.spellings.contains(PlainWord.plain($0)) }) {
        take(heading, for: field)
      }
    }
    return map
  }

  /// What makes the map unusable for this file, each naming the field or heading and the nearest one that exists.
  package func problems(for set: PrescribedSet, headings present: [String]) -> [Refusal] {
    var out: [Refusal] = []
    for field in ColumnMap.required(for: set) where self[field] == nil {
      out.append(
        Refusal(
          "unmapped-field", place: field.title, "No column is chosen for “\(field.title)”, which the set prescribes.",
          remedy: "Choose the column that holds it."))
    }
    if set.fields.contains(.location), self[.location] == nil, self[.easting] == nil, self[.longitude] == nil {
      out.append(
        Refusal(
          "unmapped-field", place: PartnerField.location.title, "No column says where the incidents were.",
          remedy: "Choose the location in words, or easting and northing, or longitude and latitude."))
    }
    for (one, other) in [(PartnerField.easting, PartnerField.northing), (.longitude, .latitude)]
    where (self[one] == nil) != (self[other] == nil) {
      out.append(
        Refusal(
          "unmapped-field", place: one.title, "\(one.title) and \(other.title) are only of use together.",
          remedy: "Choose both columns, or neither."))
    }
    var seen: Set<String> = []
    for heading in present where !heading.isEmpty && !seen.insert(heading).inserted {
      out.append(
        Refusal(
          "repeated-heading", place: heading, "Two columns of the file are called “\(heading)”.",
          remedy: "Give one of them another heading in the file, so that it is clear which is meant."))
    }
    var used: [String: PartnerField] = [:]
    for field in PartnerField.allCases {
      guard let heading = self[field] else { continue }
      if !present.contains(heading) {
        let near = PlainWord.nearest(to: heading, among: present).map { " The nearest column is “\($0)”." } ?? ""
        out.append(
          Refusal(
            "unknown-heading", place: field.title, "The file has no column “\(heading)”.\(near)",
            remedy: "Choose a column that the file has."))
      }
      if let other = used[heading],
        !(Set([other, field]) == [.date, .time] || Set([other, field]) == [.category, .subcategory])
      {
        out.append(
          Refusal(
            "column-used-twice", place: field.title, "“\(heading)” is already chosen for “\(other.title)”.",
            remedy: "Choose another column."))
      }
      used[heading] = field
    }
    return out
  }
}
