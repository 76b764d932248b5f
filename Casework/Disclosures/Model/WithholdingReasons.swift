import Basics
import PracticeFiles

/// Why something is kept back from a disclosure or from the answer to a subject access request
/// (`Practice/law/withholding.yaml`).
package struct WithholdingReasons: Sendable {
  package enum Use: String, CaseIterable, Sendable {
    case disclosure
    case subjectAccess = "subject-access"
  }

  package struct Reason: Sendable, Hashable {
    package let id: String, title: String, words: String
    package let uses: [Use]
    /// Whether the person who asked is told of it: some reasons neither confirm nor deny.
    package let isTold: Bool
    package let isConfirmed: Bool
    package let source: String
  }

  package let reasons: [Reason]
  package subscript(_ id: String) -> Reason? { reasons.first { $0.id == id } }
  package func reasons(for use: Use) -> [Reason] { reasons.filter { $0.uses.contains(use) } }

  package init(text: String, file: String = "law/withholding.yaml") throws {
    let root = try PracticeNode(text: text, file: file)
    reasons = try root.list("reasons").map { node in
      Reason(
        id: try node.text("id"), title: try node.text("title"), words: try node.text("words"),
        uses: try node.list("for").map { try $0.word(Use.self) }, isTold: try node.text("told") == "yes",
        isConfirmed: try node.text("status") != "not-confirmed", source: try node.text("source"))
    }
    guard !reasons(for: .disclosure).isEmpty, !reasons(for: .subjectAccess).isEmpty else {
      throw root.refusal(
        "A use has no reason for withholding.", remedy: "Give at least one for disclosure and one for subject-access.")
    }
  }
}
