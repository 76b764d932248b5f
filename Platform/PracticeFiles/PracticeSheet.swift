import Basics

/// A small table of practice (CSV with `#` comment lines before its headings), which knows its lines.
package struct PracticeSheet: Sendable {
  package struct Row: Sendable {
    fileprivate let cells: [String: String]
    package let place: String

    package func text(_ heading: String) throws -> String {
      guard let cell = cells[heading] else {
        throw Refusal("practice-file", place: place, "The column “\(heading)” is missing.", remedy: "Add the column.")
      }
      return cell
    }

    package func number(_ heading: String) throws -> Double {
      let written = try text(heading)
      guard let number = Double(written), number.isFinite else {
        throw Refusal(
          "practice-file", place: place, "“\(written)” in column “\(heading)” is not a number.",
          remedy: "Write a number with a point and no spaces, such as 365.5.")
      }
      return number
    }
  }

  package let rows: [Row]
  /// The comment lines above the headings: source, vintage and licence, for the reader.
  package let notes: [String]

  package init(text: String, file: String) throws {
    var headings: [String]?
    var rows: [Row] = []
    var notes: [String] = []
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let line = line.last == "\r" ? line.dropLast() : line
      let place = "\(file):\(index + 1)"
      if line.isEmpty { continue }
      if line.first == "#", headings == nil {
        notes.append(String(line.dropFirst().drop { $0 == " " }))
        continue
      }
      let cells = try PracticeSheet.cells(line, place: place)
      guard let names = headings else {
        headings = cells
        continue
      }
      guard cells.count == names.count else {
        throw Refusal(
          "practice-file", place: place, "This line has \(cells.count) cells, the headings have \(names.count).",
          remedy: "Put a cell that holds a comma between quotation marks.")
      }
      rows.append(Row(cells: Dictionary(zip(names, cells)) { first, _ in first }, place: place))
    }
    guard headings != nil else {
      throw Refusal("practice-file", place: "\(file):1", "The table is empty.", remedy: "Restore it from the release.")
    }
    self.rows = rows
    self.notes = notes
  }

  private static func cells(_ line: some StringProtocol, place: String) throws -> [String] {
    var out: [String] = []
    var cell = ""
    var quoted = false, afterQuote = false
    for character in line {
      if quoted {
        if character == "\"" {
          quoted = false
          afterQuote = true
        } else {
          cell.append(character)
        }
      } else if character == "\"" {
        if afterQuote { cell.append("\"") }
        quoted = true
        afterQuote = false
      } else if character == "," {
        out.append(cell)
        cell = ""
        afterQuote = false
      } else {
        cell.append(character)
        afterQuote = false
      }
    }
    guard !quoted else {
      throw Refusal("practice-file", place: place, "A quotation mark is not closed.", remedy: "Close it on this line.")
    }
    return out + [cell]
  }
}
