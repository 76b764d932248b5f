import Basics
import Foundation
import StrategyModel
import WebShell

/// Tables of figures in a document that is handed out: short ones in the body, of long ones the rows that matter, and the
/// whole in an annex.
struct DocumentTables {
  /// A table of up to this many rows stands in the body as it is.
  static let longestInBody = 15
  /// Rows of a longer table that the body shows.
  static let shownInBody = 12

  static func isLong(_ figure: Figure) -> Bool { figure.table.rows.count > longestInBody }

  /// Where the whole table of a figure stands.
  static func anchor(_ name: String) -> String { "table-" + name }

  /// The table, or the rows of it that matter with the way to the rest.
  static func inBody(_ figure: Figure, named name: String) -> HTML {
    guard isLong(figure) else { return whole(figure, compact: false) }
    let chosen = choice(figure.table)
    let count = figure.table.rows.count
    return """
      \(table("\(figure.table.caption): \(chosen.words) of \(count.grouped)", figure.table, chosen.rows, compact: false))\
      <p class="note"><a class="page-ref" href="#\(anchor(name))">\((count - chosen.rows.count).grouped) more rows in annex C</a></p>
      """
  }

  static func whole(_ figure: Figure, compact: Bool) -> HTML {
    table(figure.table.caption, figure.table, figure.table.rows, compact: compact)
  }

  private static func table(_ caption: String, _ table: Figure.Table, _ rows: [[Figure.Cell]], compact: Bool) -> HTML {
    if rows.isEmpty { return "" }
    return UI.table(
      caption: caption, headings: table.headings.map { UI.Heading($0.text, numeric: $0.isNumber) },
      rows: rows.map { $0.map { HTML(text: unbroken($0.text)) } }, compact: compact || table.headings.count > 6)
  }

  /// `−7.0% to +35.3%` on one line: an interval torn apart is misread.
  private static func unbroken(_ text: String) -> String {
    let ends = text.components(separatedBy: " to ")
    let isInterval = ends.count == 2 && ends.allSatisfy { $0.contains(where: \.isNumber) && !$0.contains(" ") }
    return isInterval ? ends.joined(separator: "\u{A0}to\u{A0}") : text
  }

  /// Of months and years the latest; of a table that is in order of size the first rows; of any other the largest by its
  /// first number, in the table's own order.
  static func choice(_ table: Figure.Table) -> (rows: [[Figure.Cell]], words: String) {
    let count = shownInBody
    if ["Month", "Year", "Day"].contains(table.headings.first?.text ?? "") {
      return (Array(table.rows.suffix(count)), "the latest \(count)")
    }
    let columns = table.headings.indices.filter { table.headings[$0].isNumber }
    func size(_ row: [Figure.Cell], _ column: Int) -> Double {
      row.indices.contains(column) ? abs(row[column].number ?? 0) : 0
    }
    let isOrdered = columns.contains { column in
      let sizes = table.rows.map { size($0, column) }
      return zip(sizes, sizes.dropFirst()).allSatisfy { $0 >= $1 }
    }
    // A list of measures has a unit for each row; its order says which come first.
    let isComparable = !(table.headings.first?.text.hasPrefix("Measure") ?? true)
    guard isComparable, !isOrdered, let column = columns.first else {
      return (Array(table.rows.prefix(count)), "the first \(count)")
    }
    let largest = Set(
      table.rows.indices.sorted { (size(table.rows[$0], column), $1) > (size(table.rows[$1], column), $0) }.prefix(
        count))
    return (table.rows.indices.filter(largest.contains).map { table.rows[$0] }, "the largest \(count)")
  }
}
