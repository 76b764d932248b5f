import Basics

/// Reads the Metropolitan Police's counts of crime by borough or by ward: one row a group and area, one column a month.
///
/// Rows of only zeros are left out by the publisher, so a combination that is absent from a month that is held is zero.
/// Since the change of system in 2024 the borough stands under `BoroughName` and group names are in capitals; names are
/// written as before, so that they can be looked up, while `Practice/breaks.yaml` says what may be compared.
enum WideCountsReading {
  static func read(_ table: RecognisedTable, _ kind: SourceKind, publisher: String, names: ReadingNames) throws
    -> ReadFile
  {
    let at = table.recognition
    let ward = kind == .mpsWard ? at.position("WardCode") : nil
    guard let major = at.position("MajorText"), let minor = at.position("MinorText"),
      let borough = at.position("LookUp_BoroughName")
    else { throw Refusal("missing-heading", place: table.text.place, "A column is missing.", remedy: nil) }
    var columns: [SeriesColumn] = [.month, .publisher, .borough, .category, .subcategory]
    if ward != nil { columns.append(.ward) }
    var builder = ColumnBuilder(columns: columns, hasQuantity: true)
    let publisherCode = builder.code(1, of: publisher)
    let months: [(Int, Int32)] = at.headings.indices.compactMap { index in
      guard at.shape.position(of: at.headings[index]) == nil, let month = Month(at.headings[index].trimmed) else {
        return nil
      }
      return (index, builder.code(0, of: month.description))
    }
    var rejected = RejectedRows(), blanks = 0, repeated = 0, spellings = PublishedSpellings()
    var keys: Set<[Int32]> = [], counts = [Int32](repeating: 0, count: months.count)
    var result = ReadFile(kind: kind)
    result.rows = try table.eachRow(&rejected) { record, rejected in
      let name = record.text(borough)
      guard let code = ReadingNames.folded(name).isEmpty ? "MPS-UNKNOWN" : names.borough(name) else {
        let nearest = EditDistance.nearest(to: ReadingNames.folded(name), in: names.boroughs.keys.sorted()) ?? ""
        return rejected.reject(
          line: record.line, "the borough “\(name.prefix(60))” is not known; the nearest is “\(nearest)”")
      }
      let group = spellings.first(PublishedCase.sentence(record.text(major)))
      guard !group.isEmpty else { return rejected.reject(line: record.line, "no offence group is named") }
      for (place, (index, _)) in months.enumerated() {
        if record[index].isEmpty {
          counts[place] = 0
          blanks += 1
        } else if let count = FieldNumbers.count(record[index]) {
          counts[place] = count
        } else {
          return rejected.reject(
            line: record.line,
            "“\(record.text(index).prefix(40))” under \(at.headings[index].trimmed) is no whole number")
        }
      }
      let boroughCode = builder.code(2, of: code), groupCode = builder.code(3, of: group)
      let minorCode = builder.code(4, of: spellings.first(PublishedCase.sentence(record.text(minor))))
      let wardCode = ward.map { builder.code(5, record[$0]) }
      if !keys.insert([boroughCode, groupCode, minorCode, wardCode ?? 0]).inserted { repeated += 1 }
      for (place, (_, month)) in months.enumerated() {
        builder.set(0, code: month)
        builder.set(1, code: publisherCode)
        builder.set(2, code: boroughCode)
        builder.set(3, code: groupCode)
        builder.set(4, code: minorCode)
        if let wardCode { builder.set(5, code: wardCode) }
        builder.finishRow(quantity: counts[place])
      }
    }
    if blanks > 0 { result.problems.append("\(blanks.grouped) empty cells were read as 0.") }
    if repeated > 0 {
      result.problems.append(
        "\(repeated.grouped) rows repeat the group and area of an earlier row; their counts were added up.")
    }
    return try result.completed(builder.finish(), rejected: rejected, place: table.text.place)
  }
}

/// One spelling for names that differ in capitals only: the file since 2024 writes `Threat or Possession With Intent to
/// Commit Criminal Damage` where earlier ones wrote `with intent`, and both are one group.
struct PublishedSpellings {
  private var known: [String: String] = [:]

  /// Small words in small letters, other words as they first came in this file.
  mutating func first(_ name: String) -> String {
    let words = name.split(separator: " ").enumerated().map { index, word in
      let small = word.lowercased()
      return index > 0 && PublishedCase.small.contains(small) && small != "other" ? small : String(word)
    }.joined(separator: " ")
    let folded = words.lowercased()
    if let spelling = known[folded] { return spelling }
    known[folded] = words
    return words
  }
}

/// Names in capitals as they were written before: `ARSON AND CRIMINAL DAMAGE` is `Arson and Criminal Damage`.
enum PublishedCase {
  fileprivate static let small: Set<String> = [
    "and", "of", "the", "to", "in", "on", "from", "with", "for", "by", "other", "or",
  ]

  static func sentence(_ name: String) -> String {
    let name = name.trimmed
    guard name.contains(where: \.isLetter), name == name.uppercased() else { return name }
    let words = name.lowercased().split(separator: " ").map { String($0) }
    return words.enumerated().map { index, word in
      if index > 0, small.contains(word), word != "other" { return word }
      return capitalised(word)
    }.joined(separator: " ")
  }

  private static func capitalised(_ word: String) -> String {
    var out = "", startsPart = true
    for character in word {
      out += startsPart && character.isLetter ? character.uppercased() : String(character)
      startsPart = !character.isLetter && character != "'" && character != "’"
    }
    return out
  }
}
