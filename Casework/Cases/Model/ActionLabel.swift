import Basics
import PracticeFiles

/// A label that says what may not be done, whoever asks: “do not contact at home”, “victim unaware”. It travels with the
/// case and blocks letters, visits, notices, extracts and exports until somebody who may lifts it (`Practice/labels.yaml`).
package struct ActionLabel: Sendable, Hashable {
  package let id: String, title: String, words: String
  /// What it blocks: `letters`, `visits`, `notices`, `calls`, `minutes-extracts`, `exports`, `disclosures`.
  package let blocks: Set<String>
  /// Duties that may lift it; the agency that set it may always.
  package let liftedBy: [String]

  package static func load(_ text: String) throws -> [ActionLabel] {
    let file = try PracticeNode(text: text, file: "labels.yaml")
    return try file.list("labels").map { node in
      let label = ActionLabel(
        id: try node.text("id"), title: try node.text("title"), words: try node.optionalText("on-screen") ?? "",
        blocks: Set(try node.texts("blocks")), liftedBy: try node.texts("may-lift"))
      guard !label.blocks.isEmpty else {
        throw node.refusal("The label “\(label.id)” blocks nothing.", remedy: "Say what it blocks under “blocks”.")
      }
      return label
    }
  }
}

/// A label as it stands on a case.
package struct LabelOnCase: Sendable, Hashable {
  package let label: String
  package let setBy: String, setByAgency: String
  package let setAt: Instant
  package let words: String
  package init(label: String, setBy: String, setByAgency: String, setAt: Instant, words: String) {
    self.label = label
    self.setBy = setBy
    self.setByAgency = setByAgency
    self.setAt = setAt
    self.words = words
  }
}

/// Whether an outward act may be done, with the label that stands against it and whom to ask.
package enum LabelCheck {
  /// Refuses an act that a label on the case blocks; names the label, who set it and who can lift it.
  package static func check(_ act: String, _ standing: [LabelOnCase], _ known: [ActionLabel]) throws(Refusal) {
    for one in standing {
      // A label that practice no longer knows still stands: it blocks everything until it is lifted.
      let label = known.first { $0.id == one.label }
      guard label.map({ $0.blocks.contains(act) }) ?? true else { continue }
      let who = label.map { $0.liftedBy.isEmpty ? "" : ", or \($0.liftedBy.joined(separator: " or "))" } ?? ""
      throw Refusal(
        "label-blocks", place: label?.title ?? one.label,
        "The case is marked “\(label?.title ?? one.label)” (set by \(one.setBy), \(one.setByAgency)), which rules out \(act).",
        remedy: "Ask \(one.setByAgency)\(who) whether it can be lifted.")
    }
  }
}
