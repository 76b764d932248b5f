import Basics
import PracticeFiles

extension Questionnaire {
  /// Reads a model questionnaire of `Practice/surveys`. Errors: a `practice-file` refusal with file, line and remedy.
  package init(text: String, file: String) throws {
    let root = try PracticeNode(text: text, file: file)
    try root.allow(["version", "source", "languages", "title", "introduction", "questions"])
    let languages = try root.texts("languages")
    guard !languages.isEmpty, languages.allSatisfy({ code in Questionnaire.names.contains { $0.code == code } }) else {
      throw try root.required("languages").refusal(
        "A language is not known here.",
        remedy: "Known are: \(Questionnaire.names.map(\.code).joined(separator: ", ")).")
    }
    func words(_ node: PracticeNode, _ key: String) throws -> [String: String] {
      var out: [String: String] = [:]
      for (language, text) in try node.required(key).members() { out[language] = try text.text() }
      for language in languages where out[language] == nil {
        throw try node.required(key).refusal("The words in “\(language)” are missing.", remedy: "Add a line for them.")
      }
      return out
    }
    self.init(
      languages: languages, title: try words(root, "title"), introduction: try words(root, "introduction"),
      questions: try root.list("questions").map { node in
        try node.allow(["id", "kind", "about-person", "words", "options"])
        return Question(
          id: try node.text("id"), kind: try node.required("kind").word(Question.Kind.self),
          words: try words(node, "words"),
          options: try node.list("options").map { option in
            try option.allow(["id", "label"])
            return Question.Option(id: try option.text("id"), label: try words(option, "label"))
          }, isAboutPerson: try node.optionalText("about-person") == "yes")
      })
  }
}
