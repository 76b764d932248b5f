import Basics
import PracticeFiles

/// How long a kind of case is kept after it was closed, and what happens then (`Practice/retention.yaml`). No statute fixes
/// any of these periods; each is the partnership's own, with its status.
package struct RetentionRule: Sendable, Hashable {
  package enum Action: String, CaseIterable, Sendable {
    case review, erase, anonymise
    package var label: String {
      switch self {
      case .review: "Review: keep with a reason, or erase"
      case .erase: "Erase"
      case .anonymise: "Anonymise"
      }
    }
  }

  package enum Unit: String, CaseIterable, Sendable { case days, months, years }

  package let id: String, title: String
  package let panel: String
  /// Set where a rule holds only for cases with, or only for cases without, a formal step of enforcement.
  package let formalAction: Bool?
  package let amount: Int
  package let unit: Unit
  package let action: Action
  package let isConfirmed: Bool
  package let authority: String

  /// The first day on which it is due, for a case that was closed on that day.
  package func due(closed day: Day) -> Day {
    switch unit {
    case .days: day + amount
    case .months: day.correspondingDate(after: amount)
    case .years: day.correspondingDate(after: amount * 12)
    }
  }

  /// `2 years after closure`.
  package var period: String { "\(amount) \(unit.rawValue) after closure" }
}

/// The rules that are about cases.
package struct RetentionSchedule: Sendable {
  package let rules: [RetentionRule]

  package init(text: String, file: String = "retention.yaml") throws {
    rules = try PracticeNode(text: text, file: file).list("records").compactMap { node in
      guard let panel = try node.optionalText("panel") else { return nil }
      guard let amount = Int(try node.text("amount")), amount > 0 else {
        throw node.refusal("A rule for cases needs a number of days, months or years.", remedy: "Give its “amount”.")
      }
      let formal = try node.optionalText("formal-action")
      guard formal == nil || formal == "yes" || formal == "no" else {
        throw node.refusal("“formal-action” is yes, no or left out.", remedy: "Mend it.")
      }
      return RetentionRule(
        id: try node.text("record"), title: try node.text("title"), panel: panel, formalAction: formal.map { $0 == "yes" },
        amount: amount, unit: try node.required("unit").word(RetentionRule.Unit.self),
        action: try node.required("action").word(RetentionRule.Action.self),
        isConfirmed: try node.text("status") != "not-confirmed", authority: try node.text("authority"))
    }
  }

  /// The rule for a case; nil where practice has none, so that it is kept and said to be without a rule.
  package func rule(panel: String, hasFormalAction: Bool) -> RetentionRule? {
    rules.first { $0.panel == panel && ($0.formalAction.map { $0 == hasFormalAction } ?? true) }
  }
}
