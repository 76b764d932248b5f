import Basics
import Facts

/// A file in which another body supplies what it counted: a row for each event or total, in codes.
package struct ReturnFile: Sendable {
  /// What is said of a file when it is handed in.
  package struct Cover: Sendable, Hashable {
    /// The series it belongs to: the same name again replaces what was supplied before.
    package let name: String
    package let title: String
    /// Who counted.
    package let source: String
    package let period: FactPeriod
    package let suppliedOn: Day

    package init(name: String, title: String, source: String, period: FactPeriod, suppliedOn: Day) throws(Refusal) {
      guard Fact.isCode(name) else {
        throw Refusal(
          "return-name", place: "Short name", "“\(name.prefix(60))” cannot stand in an address.",
          remedy: "Use lower-case letters, digits and hyphens: police-operation.")
      }
      for (value, label) in [(title, "Title"), (source, "Who counted")] {
        guard value.contains(where: { !$0.isWhitespace }), value.count <= 200 else {
          throw Refusal(
            "missing-field", place: label, "This is empty, or longer than 200 characters.",
            remedy: "Say it in a few words.")
        }
      }
      self.name = name
      self.title = title
      self.source = source
      self.period = period
      self.suppliedOn = suppliedOn
    }
  }

  /// A line that could not be taken in.
  package struct Problem: Sendable, Hashable {
    package let line: Int
    package let words: String
  }

  package let facts: [Fact]
  package let problems: [Problem]
  /// References of rows that could not be taken in: what they said before stands until it is put right.
  package let refused: Set<String>

  package static let mostRows = 50_000, mostProblems = 1_000

  package static let headings = [
    "reference", "kind", "first", "last", "quantity", "subject", "agency", "service", "place", "attributes",
  ]

  /// Reads rows of the table. What is wrong with a row is said with its line; the other rows go on. Errors: a refusal
  /// when the headings are not those of a return.
  package init(table: PartnerTable, cover: Cover, id: String, kinds: FactKinds) throws(Refusal) {
    let place = cover.name
    for heading in table.headings where !ReturnFile.headings.contains(heading) {
      let near = FactKinds.nearest(heading, in: ReturnFile.headings)
      throw Refusal(
        "unknown-heading", place: place, "There is no column “\(heading.prefix(60))” in a return.",
        remedy: near.map { "Is it “\($0)”?" } ?? "Columns: \(ReturnFile.headings.joined(separator: ", ")).")
    }
    for needed in ["reference", "kind", "first"] where !table.headings.contains(needed) {
      throw Refusal(
        "missing-heading", place: place, "The column “\(needed)” is missing.",
        remedy: "Columns: \(ReturnFile.headings.joined(separator: ", ")).")
    }
    guard table.rows.count <= ReturnFile.mostRows else {
      throw Refusal(
        "too-many-rows", place: place, "The file has more than \(ReturnFile.mostRows.grouped) rows.",
        remedy: "Supply totals by month, or one quarter at a time.")
    }
    var facts: [Fact] = []
    var problems: [Problem] = []
    var refused: Set<String> = []
    let reference = table.headings.firstIndex(of: "reference") ?? 0
    var seen: Set<String> = []
    for row in table.rows {
      do throws(Refusal) {
        let fact = try ReturnFile.fact(row, table.headings, cover: cover, id: id)
        _ = try kinds.checked(fact)
        guard seen.insert(fact.kind + "\n" + fact.record).inserted else {
          throw Refusal("return-row", "Its reference stands on an earlier line for the same kind.")
        }
        facts.append(fact)
      } catch {
        problems.append(Problem(line: row.line, words: error.description))
        if row.cells.indices.contains(reference) { refused.insert(row.cells[reference]) }
        guard problems.count <= ReturnFile.mostProblems else {
          throw Refusal(
            "too-many-problems", place: place,
            "More than \(ReturnFile.mostProblems.grouped) rows cannot be taken in. Line \(row.line): \(error.reason)",
            remedy: "Look at the columns first; nothing was brought in.")
        }
      }
    }
    self.facts = facts
    self.problems = problems
    self.refused = refused
  }

  private static func fact(_ row: PartnerTable.Row, _ headings: [String], cover: Cover, id: String) throws(Refusal)
    -> Fact
  {
    var cells: [String: String] = [:]
    for (heading, cell) in zip(headings, row.cells) where !cell.isEmpty { cells[heading] = cell }
    guard row.cells.count <= headings.count else {
      throw Refusal(
        "return-row", "It has more cells than there are headings.", remedy: "Look for a comma that is not quoted.")
    }
    guard let reference = cells["reference"], Fact.isCode(reference) else {
      throw Refusal(
        "return-row", "Its reference is missing or is no code.",
        remedy: "Give each row a reference of letters and digits.")
    }
    func day(_ name: String) throws(Refusal) -> Day? {
      guard let text = cells[name] else { return nil }
      guard let day = Day(text) else {
        throw Refusal(
          "return-row", "“\(text.prefix(30))” under “\(name)” is no day.", remedy: "Write it as 2022-06-01.")
      }
      return day
    }
    guard let first = try day("first") else { throw Refusal("return-row", "It has no first day.") }
    let last = try day("last")
    guard let quantity = Int(cells["quantity"] ?? "1") else {
      throw Refusal(
        "return-row", "“\((cells["quantity"] ?? "").prefix(30))” is no whole number.",
        remedy: "Give pence, minutes or grams.")
    }
    guard first <= cover.period.last, last ?? first >= cover.period.first else {
      throw Refusal(
        "return-row", "\(first) lies outside the period of the return.",
        remedy: "Correct the day, or the period of the return.")
    }
    var attributes: [String: String] = [:]
    for pair in (cells["attributes"] ?? "").split(separator: ";") {
      let halves = pair.split(separator: "=", maxSplits: 1).map { String($0.trimmedEnds) }
      guard halves.count == 2, let name = halves.first, let value = halves.last else {
        throw Refusal("return-row", "“\(pair.prefix(40))” is no attribute.", remedy: "Write name=value; name=value.")
      }
      attributes[name] = value
    }
    return Fact(
      cells["kind"] ?? "", on: first, through: last, quantity: quantity, record: "return:\(cover.name):\(reference)",
      subject: cells["subject"].map { "\(cover.name):\($0)" }, agency: cells["agency"], service: cells["service"],
      place: cells["place"], attributes, origin: .externalReturn(id))
  }
}
