import Basics
import PracticeFiles

/// Who may ask another agency whether somebody is known to it (`Practice/access/known-to.yaml`). The machine never answers:
/// a person of the agency asked does, later.
package struct KnownToPractice: Sendable {
  /// Duties that may ask.
  package let askers: [String]

  package init(askers: [String]) { self.askers = askers }

  package init(text: String, file: String = "access/known-to.yaml") throws {
    askers = try PracticeNode(text: text, file: file).texts("may-ask")
  }
}
