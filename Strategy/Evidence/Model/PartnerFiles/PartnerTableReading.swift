import Basics

extension PartnerTable {
  /// Rows of one file: more than any holder's quarter.
  package static let rowLimit = 1_000_000

  /// Reads a file of comma-separated values with one row of headings, in UTF-8 or Windows-1252.
  package static func read(_ bytes: [UInt8], fileName: String) throws -> PartnerTable {
    let source = SourceBytes(bytes)
    do { return try table(TextSource(source, place: fileName)) } catch is DelimitedText.NotUTF8 {
      return try table(TextSource(source, place: fileName, asWindows1252: true))
    }
  }

  private static func table(_ source: TextSource) throws -> PartnerTable {
    let place = source.text.place
    var headings: [String]?
    var rows: [Row] = []
    try source.text.forEachRecord { record in
      guard record.count <= 200 else {
        throw Refusal(
          "too-many-columns", place: "\(place), line \(record.line)", "The line has \(record.count) columns.",
          remedy: "Ask the holder for the prescribed columns only.")
      }
      let cells = record.texts()
      guard headings != nil else {
        headings = try PartnerTable.headings(cells, place: place)
        return
      }
      guard rows.count < rowLimit else {
        throw Refusal(
          "too-many-rows", place: place, "The file has more than \(rowLimit.grouped) rows.",
          remedy: "Ask the holder for one quarter only.")
      }
      rows.append(Row(line: record.line, cells: cells.map { $0.trimmedBlanks }))
    }
    guard let headings else {
      throw Refusal(
        "empty-file", place: place, "The file has no line with text.", remedy: "Ask the holder to send it again.")
    }
    return PartnerTable(headings: headings, rows: rows)
  }

  private static func headings(_ cells: [String], place: String) throws -> [String] {
    let names = cells.map { $0.trimmedBlanks }
    if names.count == 1, let only = names.first, only.contains(where: { ";\t|".contains($0) }) {
      throw Refusal(
        "wrong-delimiter", place: "\(place), line 1", "The columns are not parted by commas.",
        remedy: "Save the file as “CSV (comma delimited)” and upload it again.")
    }
    guard names.count >= 2 else {
      throw Refusal(
        "no-headings", place: "\(place), line 1", "The first line has one column only, so it is no table.",
        remedy: "Ask the holder for a file with a row of headings.")
    }
    if let blank = names.firstIndex(of: "") {
      throw Refusal(
        "blank-heading", place: "\(place), line 1", "Column \(blank + 1) has no heading.",
        remedy: "Give every column a heading, or remove it.")
    }
    if let long = names.first(where: { $0.utf8.count > 200 }) {
      throw Refusal(
        "long-heading", place: "\(place), line 1", "A heading is longer than 200 characters: “\(long.prefix(40))…”.",
        remedy: "Check that the first line holds the headings.")
    }
    return names
  }
}

extension String {
  /// Without blanks at either end; bytes are looked at, since most cells have none.
  fileprivate var trimmedBlanks: String {
    let utf8 = utf8
    func isBlank(_ byte: UInt8?) -> Bool { byte.map { $0 == 32 || (9...13).contains($0) } ?? false }
    guard isBlank(utf8.first) || isBlank(utf8.last) else { return self }
    let rest = utf8.drop { isBlank($0) }
    let back = rest.reversed().prefix { isBlank($0) }.count
    return String(decoding: rest.dropLast(back), as: UTF8.self)
  }
}
