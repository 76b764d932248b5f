import Basics

/// The words of figures: plain English for a board.
extension FigureCase {
  /// `recorded crimes`, `recorded crimes in the group “Theft”`.
  var counted: String { category.map { "\(measure.noun) in the category “\($0)”" } ?? measure.noun }

  /// The subject of a title: `Recorded crimes`, `Recorded crimes (Theft)`.
  var subject: String {
    let name = measure.noun.prefix(1).uppercased() + measure.noun.dropFirst()
    return category.map { "\(name) (\($0))" } ?? name
  }

  func quantity(_ count: Int) -> String { "\(count.grouped) \(count == 1 ? measure.singular : measure.noun)" }

  /// `investigating borough; extract of July 2023`.
  func basis(_ extracts: [Extract]) -> String {
    let geography = rule == .investigating ? "investigating borough" : placedWords
    return [geography, FigureCase.extractWords(extracts)].filter { !$0.isEmpty }.joined(separator: "; ")
  }

  private var placedWords: String {
    switch measure.source {
    case .mpsBorough, .mpsWard: "placed in a ward"
    case .stopAndSearch: "searches of the force"
    case .fireIncidents where area.level != .force && question.kind != .hotspots:
      "placed in the borough and ward that the brigade gives"
    case .fireIncidents where area.level == .force: "all records of the brigade"
    default: area.level == .force ? "all records of the force" : "placed by map point"
    }
  }

  /// `extract of July 2023`, `extracts of May 2022 and July 2023`, `12 extracts of April 2019 to March 2020`.
  static func extractWords(_ extracts: [Extract]) -> String {
    var dates: [Month] = []
    for extract in extracts {
      if let month = Day(extract.extractDate)?.month, !dates.contains(month) { dates.append(month) }
    }
    dates.sort()
    guard let first = dates.first, let last = dates.last else { return "" }
    if dates.count == 1 { return extracts.count == 1 ? "extract of \(first.spoken)" : "extracts of \(first.spoken)" }
    if dates.count == 2 { return "extracts of \(first.spoken) and \(last.spoken)" }
    return "\(extracts.count) extracts of \(first.spoken) to \(last.spoken)"
  }

  /// ` The months June and July 2020 are not held and not counted.`; empty when nothing is missing.
  static func missingWords(_ months: [Month]) -> String {
    guard !months.isEmpty else { return "" }
    let verb = months.count == 1 ? "is not held, so it is" : "are not held, so they are"
    return " \(list(runs(of: months).map(\.words))) \(verb) not counted."
  }

  /// Months put together to runs.
  static func runs(of months: [Month]) -> [Period] {
    var out: [Period] = []
    for month in months.sorted() {
      if let last = out.last, last.last.index + 1 == month.index, let longer = Period(last.first, month) {
        out[out.count - 1] = longer
      } else {
        out.append(Period(month: month))
      }
    }
    return out
  }

  /// `a, b and c`.
  static func list(_ items: [String]) -> String {
    guard let last = items.last, items.count > 1 else { return items.first ?? "" }
    return items.dropLast().joined(separator: ", ") + " and " + last
  }

  /// `+3.2%`, `−14.0%`.
  static func signed(_ value: Double, _ decimals: Int = 1) -> String {
    (value >= 0 ? "+" : "") + value.fixed(decimals)
  }

  static func cell(_ count: Int) -> Figure.Cell { Figure.Cell(count.grouped, Double(count)) }
  static func cell(_ number: Double?, _ decimals: Int, _ suffix: String = "") -> Figure.Cell {
    guard let number else { return Figure.Cell("–") }
    return Figure.Cell(number.fixed(decimals) + suffix, number)
  }
}
