import Basics
import PracticeFiles

/// One of the eight rules that find the authorised person who looks at the wrong case.
package enum InsiderRule: String, CaseIterable, Sendable {
  case sameNameOrAddress = "same-name-or-address"
  case ownHousehold = "own-household"
  case outsideCaseload = "outside-caseload"
  case crowd
  case sequentialBrowsing = "sequential-browsing"
  case offShiftBurst = "off-shift-burst"
  case searchWithoutOpening = "search-without-opening"
  case exportBeforeLeaving = "export-before-leaving"
}

/// The eight rules as the partnership keeps them (`Practice/insider-rules.yaml`): thresholds, and who is told. A rule
/// that is not in the file is turned off.
package struct InsiderRules: Sendable {
  /// Of which agency somebody is told.
  package enum Side: String, CaseIterable, Sendable {
    /// That of the person who looked.
    case own
    /// That of the record.
    case owner
    /// One that is neither: a supervisor may be the friend.
    case other
  }
  package struct Entry: Sendable {
    package let rule: InsiderRule
    package let title: String, words: String
    package let thresholds: [String: Int]
    package let told: [Side]

    /// Throws for a threshold that the file does not give: no rule runs on a number of the program's own.
    func threshold(_ field: String) throws -> Int {
      guard let value = thresholds[field] else {
        throw Refusal(
          "practice-file", place: "insider-rules.yaml", "The rule “\(rule.rawValue)” has no threshold “\(field)”.",
          remedy: "Add it under “threshold”.")
      }
      return value
    }
  }

  package let entries: [Entry]

  package func entry(_ rule: InsiderRule) -> Entry? { entries.first { $0.rule == rule } }

  /// The same without one rule, as if it were struck out of the file.
  package func without(_ rule: InsiderRule) -> InsiderRules {
    InsiderRules(entries: entries.filter { $0.rule != rule })
  }

  private init(entries: [Entry]) { self.entries = entries }

  /// Errors: a `practice-file` refusal with file, line and remedy.
  package init(text: String) throws {
    let file = try PracticeNode(text: text, file: "insider-rules.yaml")
    entries = try file.list("rules").map { node in
      let entry = Entry(
        rule: try node.required("id").word(InsiderRule.self), title: try node.text("title"),
        words: try node.text("words"),
        thresholds: Dictionary(
          try node.list("threshold").map { (try $0.text("field"), try InsiderRules.number($0.required("value"))) }
        ) { first, _ in first },
        told: try node.list("told").map { try $0.required("of").word(Side.self) })
      for field in InsiderRules.fields(entry.rule) where entry.thresholds[field] == nil {
        throw node.refusal("The threshold “\(field)” is missing.", remedy: "Add “- field: \(field)” with its value.")
      }
      return entry
    }
    if let twice = Dictionary(grouping: entries, by: \.rule).first(where: { $0.value.count > 1 })?.key {
      throw file.refusal("The rule “\(twice.rawValue)” stands twice.", remedy: "Strike one of them.")
    }
  }

  private static func number(_ node: PracticeNode) throws -> Int {
    guard let value = Int(try node.text()), (0...10_000).contains(value) else {
      throw node.refusal("This is not a whole number from 0 to 10,000.", remedy: "Write a number such as 5.")
    }
    return value
  }

  private static func fields(_ rule: InsiderRule) -> [String] {
    switch rule {
    case .sameNameOrAddress: ["matching-fields"]
    case .ownHousehold: ["matches"]
    case .outsideCaseload: ["meeting-within"]
    case .crowd: ["viewers-over", "within"]
    case .sequentialBrowsing, .offShiftBurst: ["records-over", "within"]
    case .searchWithoutOpening: ["searches-over", "within"]
    case .exportBeforeLeaving: ["leaving-within", "exports-over"]
    }
  }
}
