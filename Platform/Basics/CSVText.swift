/// A table as RFC 4180 text, for downloads: what is on the screen, nothing more.
package struct CSVText: Sendable {
  package private(set) var text = ""
  package init(headings: [String]) { append(headings) }

  /// Cells that a spreadsheet would run as a formula are written with a leading apostrophe (OWASP "CSV injection").
  package mutating func append(_ cells: [String]) {
    text += cells.map(CSVText.cell).joined(separator: ",") + "\r\n"
  }

  private static func cell(_ value: String) -> String {
    var out = value
    if let first = value.first, "=+-@\t\r".contains(first), Double(value) == nil { out = "'" + value }
    guard out.contains(where: { ",\"\r\n".contains($0) }) else { return out }
    return "\"" + out.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
  }
}
