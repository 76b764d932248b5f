import Basics

/// A place in a sentence where a bound figure's number is printed: `share-2019`, `share-2019.numerator`,
/// `changes[Theft > Theft from Person][Change]`.
package struct FigureReference: Sendable, Hashable {
  package enum Part: Sendable, Hashable {
    /// The headline number with its unit.
    case value
    /// The headline number alone, where the sentence says what it counts.
    case number
    /// The same in words up to ten, as reports write it: `five`.
    case word
    case numerator, denominator, lower, upper
    /// `9.48% to 9.60%`.
    case interval
    /// The finding's own sentence.
    case sentence
    /// A cell of the figure's table, by the text of the row's first cell and the column's heading.
    case cell(row: String, column: String)
  }

  package let name: String
  package let part: Part

  /// Reads the inside of `{figure:…}`.
  package init(_ text: String) throws(Refusal) {
    let head = text.prefix { $0 != "." && $0 != "[" }
    name = try Binding.checkedName(String(head.trimmedEnds))
    let rest = text.dropFirst(head.count)
    if rest.isEmpty {
      part = .value
    } else if rest.first == "[" {
      let cells = rest.dropFirst().split(separator: "[", omittingEmptySubsequences: false)
      guard cells.count == 2, cells.allSatisfy({ $0.trimmedEnds.last == "]" }) else {
        throw Refusal("figure-part", place: name, "a cell is written [row][column]")
      }
      let names = cells.map { String($0.trimmedEnds.dropLast().trimmedEnds) }
      part = .cell(row: names[0], column: names[1])
    } else {
      let parts: [String: Part] = [
        "value": .value, "number": .number, "word": .word, "numerator": .numerator, "denominator": .denominator,
        "lower": .lower,
        "upper": .upper,
        "interval": .interval, "sentence": .sentence,
      ]
      guard let known = parts[String(rest.dropFirst().trimmedEnds)] else {
        throw Refusal(
          "figure-part", place: name,
          "“\(rest.dropFirst().prefix(40))” is no part of a figure: value, number, word, numerator, denominator, lower, upper, interval, "
            + "sentence or [row][column]")
      }
      part = known
    }
  }

  /// As it is written between braces.
  package var text: String {
    switch part {
    case .value: name
    case .number: name + ".number"
    case .word: name + ".word"
    case .numerator: name + ".numerator"
    case .denominator: name + ".denominator"
    case .lower: name + ".lower"
    case .upper: name + ".upper"
    case .interval: name + ".interval"
    case .sentence: name + ".sentence"
    case .cell(let row, let column): "\(name)[\(row)][\(column)]"
    }
  }

  /// What is printed. A part that the figure does not have is refused, never printed as zero or left out.
  package func words(in figure: Figure) throws(Refusal) -> String {
    switch part {
    case .value: return figure.measured(try held(figure.value, "value"))
    case .number: return try held(figure.value, "value").fixed(figure.decimals)
    case .word:
      let number = try held(figure.value, "value")
      let words = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
      guard number == number.rounded(), (0...10).contains(number) else {
        return number.fixed(figure.decimals)
      }
      return words[Int(number)]
    case .numerator: return try held(figure.numerator, "numerator").grouped
    case .denominator: return try held(figure.denominator, "denominator").grouped
    case .lower: return figure.measured(try held(figure.lower, "lower limit"))
    case .upper: return figure.measured(try held(figure.upper, "upper limit"))
    case .interval:
      let lower = try held(figure.lower, "lower limit"), upper = try held(figure.upper, "upper limit")
      // A long unit stands once, after both ends.
      let start = figure.unit.hasPrefix("%") ? figure.measured(lower) : lower.fixed(figure.decimals)
      return "\(start) to \(figure.measured(upper))"
    case .sentence: return figure.sentence
    case .cell(let row, let column): return try cell(row, column, in: figure)
    }
  }

  private func held<T>(_ value: T?, _ what: String) throws(Refusal) -> T {
    guard let value else {
      throw Refusal(
        "figure-part", place: name, "The figure has no \(what).",
        remedy: "Refer to another part of it, or to a cell of its table.")
    }
    return value
  }

  private func cell(_ row: String, _ column: String, in figure: Figure) throws(Refusal) -> String {
    let table = figure.table
    guard let place = table.headings.firstIndex(where: { $0.text.lowercased() == column.lowercased() }) else {
      throw Refusal(
        "figure-cell", place: name, "Its table has no column “\(column)”.",
        remedy: "Columns: \(table.headings.map(\.text).joined(separator: ", ")).")
    }
    guard let line = table.rows.first(where: { $0.first?.text.lowercased() == row.lowercased() }),
      line.indices.contains(place)
    else {
      let rows = table.rows.prefix(30).compactMap(\.first?.text).joined(separator: ", ")
      throw Refusal("figure-cell", place: name, "Its table has no row “\(row)”.", remedy: "Rows: \(rows).")
    }
    return line[place].text
  }
}

extension Figure {
  /// A number of this figure with its unit, as it is printed: `9.54%`, `84,048 crimes`.
  package func measured(_ number: Double) -> String {
    let text = number.fixed(decimals)
    // A correlation is a number without a unit.
    if unit.isEmpty || unit == "correlation" { return text }
    if unit == "£" { return unit + text }
    return unit.hasPrefix("%") ? text + unit : text + " " + unit
  }
}
