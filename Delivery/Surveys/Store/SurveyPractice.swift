import Basics
import DeliveryModel
import Foundation

extension Questionnaire {
  /// The model questionnaires of `Practice/surveys`, by title. Errors: a `practice-file` refusal that names file and line.
  package static func models(practice: String) throws -> [(String, Questionnaire)] {
    let folder = practice + "/surveys"
    do {
      let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".yaml") }.sorted()
      return try names.map { name in
        let text = try String(contentsOfFile: folder + "/" + name, encoding: .utf8)
        let model = try Questionnaire(text: text, file: "surveys/" + name)
        return (model.title[model.language(nil)] ?? name, model)
      }
    } catch let refusal as Refusal {
      throw refusal
    } catch {
      throw Refusal(
        "practice-file", place: folder, "The model questionnaires cannot be read.",
        remedy: "Restore the folder from the release.")
    }
  }
}
