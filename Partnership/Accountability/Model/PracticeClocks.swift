import Basics
import PracticeFiles

/// Clocks of sharing and access as data (`Practice/law/clocks.yaml`): how long somebody has, counted from what.
package struct PracticeClocks: Sendable {
  package struct Entry: Sendable, Hashable {
    package let id: String, title: String
    /// Nil where the law gives no number.
    package let amount: Int?
    /// `hours`, `days`, `working-days`, `months`, …
    package let unit: String
    package let isConfirmed: Bool
  }

  package let entries: [Entry]
  package subscript(_ id: String) -> Entry? { entries.first { $0.id == id } }

  package init(text: String, file: String = "law/clocks.yaml") throws {
    entries = try PracticeNode(text: text, file: file).list("clocks").map { node in
      let amount = try node.optionalText("amount") ?? "null"
      guard amount == "null" || Int(amount) != nil else {
        throw node.refusal("“\(amount)” is no number.", remedy: "Write a whole number, or null.")
      }
      return Entry(
        id: try node.text("id"), title: try node.text("title"), amount: Int(amount),
        unit: try node.optionalText("unit") ?? "", isConfirmed: try node.text("status") != "not-confirmed")
    }
  }

  /// The days of a clock; refuses one that is not there or is counted in something else.
  package func days(_ id: String) throws(Refusal) -> Int {
    guard let entry = self[id], entry.unit == "days", let amount = entry.amount, amount > 0 else {
      throw Refusal(
        "practice-file", place: "law/clocks.yaml", "There is no clock “\(id)” in days.",
        remedy: "Restore it from the release.")
    }
    return amount
  }
}
