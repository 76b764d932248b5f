import Basics
import Foundation

/// What a partnership has chosen about its assessments, read from `Practice/assessments`.
package struct AssessmentPractice: Sendable {
  package let matrix: PriorityMatrix
  package let claims: ClaimChecker

  package init(matrix: PriorityMatrix, claims: ClaimChecker) {
    self.matrix = matrix
    self.claims = claims
  }

  /// Reads the folder `assessments` of the practice folder at `practice`.
  package static func read(practice: String) throws -> AssessmentPractice {
    func text(_ name: String) throws -> String {
      let path = practice + "/assessments/" + name
      guard let data = FileManager.default.contents(atPath: path), let text = String(validating: data, as: UTF8.self)
      else {
        throw Refusal(
          "practice-file", place: path, "The file is missing, or is not UTF-8 text.",
          remedy: "Restore it from the release, or start with the folder that holds Practice.")
      }
      return text
    }
    return AssessmentPractice(
      matrix: try PriorityMatrix(yaml: text("priority-matrix.yaml"), file: "priority-matrix.yaml"),
      claims: ClaimChecker(words: try ClaimWords(yaml: text("claim-words.yaml"), file: "claim-words.yaml")))
  }
}
