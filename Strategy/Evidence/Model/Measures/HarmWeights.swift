import Analysis
import Basics
import PracticeFiles

/// A scale of harm: days of sentence for each offence.
package enum SeverityScale: String, CaseIterable, Sendable {
  /// ONS Crime Severity Score: average sentence actually passed, in days.
  case css
  /// Cambridge Crime Harm Index: starting-point sentence for a first offender, in days.
  case cchi

  package var title: String {
    switch self {
    case .css: "ONS Crime Severity Score"
    case .cchi: "Cambridge Crime Harm Index"
    }
  }
  package var edition: String {
    switch self {
    case .css: "weights of about 2020/21"
    case .cchi: "2026 update"
    }
  }
}

/// Least, middle and most weight of the offences inside each published category, on both scales.
package struct HarmWeights: Sendable {
  /// Keys in lower case: publishers change capitals between files.
  private let scales: [SeverityScale: HarmScale]
  /// Source and vintage of the weights, as the file states them.
  package let notes: [String]
  /// The column of the evidence that the table's categories name.
  package let column: SeriesColumn

  /// Reads a table with the columns `category`, `css_least` … `cchi_most`. Errors name file, line and remedy.
  package init(text: String, file: String, column: SeriesColumn) throws {
    let sheet = try PracticeSheet(text: text, file: file)
    var scales: [SeverityScale: HarmScale] = [:]
    for scale in SeverityScale.allCases {
      var weights: [String: HarmScale.Weight] = [:]
      for row in sheet.rows {
        func number(_ end: String) throws -> Double { try row.number("\(scale.rawValue)_\(end)") }
        let least = try number("least"), middle = try number("middle"), most = try number("most")
        guard least >= 0, least <= middle, middle <= most else {
          throw Refusal(
            "practice-file", place: row.place, "The weights do not rise from least to most.",
            remedy: "Write the least weight, the middle one and the most, in this order.")
        }
        let weight = HarmScale.Weight(lowest: least, middle: middle, highest: most)
        guard weights.updateValue(weight, forKey: try row.text("category").lowercased()) == nil else {
          throw Refusal(
            "practice-file", place: row.place, "This category stands twice.", remedy: "Keep one of the lines.")
        }
      }
      scales[scale] = try HarmScale(
        name: scale.title, edition: scale.edition, unit: "days of sentence",
        meaningOfRange: "least, median and greatest weight of the offence codes in the category", weights: weights)
    }
    self.scales = scales
    self.column = column
    notes = sheet.notes
  }

  package func weight(of category: String, on scale: SeverityScale) -> HarmScale.Weight? {
    scales[scale]?.weights[category.lowercased()]
  }

  /// The harm of counts by category; `names` in the result are those given.
  package func total(_ counts: [String: Int], on scale: SeverityScale) throws -> HarmTotal? {
    var folded: [String: Int] = [:]
    for (category, count) in counts { folded[category.lowercased(), default: 0] += count }
    return try scales[scale]?.total(folded)
  }
}
