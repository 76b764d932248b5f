/// Rows that few others resemble: where age, sex, school and reason, or district and diagnosis, may single a person out.
package struct SmallNumbers: Hashable, Sendable {
  /// Fewer rows than this are few (5: the threshold used for published tables of this kind).
  package static let threshold = 5

  package let fields: [PartnerField]
  /// Different combinations of the fields, and how many of them have fewer rows than the threshold.
  package let combinations: Int
  package let few: Int
  /// Rows in those combinations.
  package let rows: Int

  /// Nil when the set needs no such check, or no combination is rare.
  static func check(_ rows: [PartnerRow], by fields: [PartnerField]) -> SmallNumbers? {
    guard !fields.isEmpty, !rows.isEmpty else { return nil }
    var counts: [String: Int] = [:]
    for row in rows {
      let key = fields.map { value(of: $0, in: row) }.joined(separator: "\u{1F}")
      counts[key, default: 0] += row.quantity
    }
    let rare = counts.values.filter { $0 < threshold }
    guard !rare.isEmpty else { return nil }
    return SmallNumbers(fields: fields, combinations: counts.count, few: rare.count, rows: rare.reduce(0, +))
  }

  private static func value(of field: PartnerField, in row: PartnerRow) -> String {
    switch field {
    case .category: row.category
    case .subcategory: PlainWord.plain(row.subcategory)
    case .date: row.day ?? ""
    case .outward: row.outward
    case .location: PlainWord.plain(row.place)
    default: PlainWord.plain(row.details[field.rawValue] ?? "")
    }
  }

  /// The warning as a sentence.
  package var sentence: String {
    let names = fields.map { $0.title.lowercased() }.joined(separator: ", ")
    return "\(few) of \(combinations) combinations of \(names) have fewer than \(SmallNumbers.threshold) rows"
      + " (\(rows) rows in all): somebody who knows the person may recognise them, and then this is personal data."
  }
}
