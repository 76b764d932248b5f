import Basics

/// What a survey asks, in every language that it is offered in. The first language is the one in which it is written.
package struct Questionnaire: Codable, Hashable, Sendable {
  package var languages: [String]
  /// By language.
  package var title: [String: String]
  package var introduction: [String: String]
  package var questions: [Question]

  package init(
    languages: [String] = ["en"], title: [String: String] = [:], introduction: [String: String] = [:],
    questions: [Question] = []
  ) {
    self.languages = languages
    self.title = title
    self.introduction = introduction
    self.questions = questions
  }

  package struct Question: Codable, Hashable, Sendable {
    package enum Kind: String, Codable, CaseIterable, Sendable {
      case one, several, words

      package var label: String {
        switch self {
        case .one: "One answer of several"
        case .several: "Any of several answers"
        case .words: "An answer in words"
        }
      }
    }

    package struct Option: Codable, Hashable, Sendable {
      package let id: String
      package var label: [String: String]

      package init(id: String, label: [String: String]) {
        self.id = id
        self.label = label
      }
    }

    /// `q1`; stays the same through all versions.
    package let id: String
    package var kind: Kind
    package var words: [String: String]
    package var options: [Option]
    /// Whether it asks about the person rather than for a view: asked last, and never needed.
    package var isAboutPerson: Bool

    package init(id: String, kind: Kind, words: [String: String], options: [Option] = [], isAboutPerson: Bool = false) {
      self.id = id
      self.kind = kind
      self.words = words
      self.options = options
      self.isAboutPerson = isAboutPerson
    }
  }

  /// Languages by ISO 639-1 code, each called by its own name.
  package static let names: [(code: String, name: String)] = [
    ("en", "English"), ("ar", "العربية"), ("bn", "বাংলা"), ("es", "Español"), ("fa", "فارسی"), ("fr", "Français"),
    ("it", "Italiano"), ("pl", "Polski"), ("pt", "Português"), ("ro", "Română"), ("so", "Soomaali"), ("ur", "اردو"),
    ("zh", "中文"),
  ]
  package static func name(of language: String) -> String { names.first { $0.code == language }?.name ?? language }
  package static func isRightToLeft(_ language: String) -> Bool { ["ar", "fa", "ur"].contains(language) }

  /// The language asked for when it is offered, else the first.
  package func language(_ asked: String?) -> String {
    asked.flatMap { languages.contains($0) ? $0 : nil } ?? languages.first ?? "en"
  }

  package func question(_ id: String) -> Question? { questions.first { $0.id == id } }
  package var inOrder: [Question] { questions.filter { !$0.isAboutPerson } + questions.filter(\.isAboutPerson) }

  /// The most that a questionnaire may have.
  package static let mostQuestions = 60, mostOptions = 30

  /// What stands in the way of publishing it.
  package var missing: [String] {
    var out: [String] = []
    if questions.isEmpty { out.append("it has no question") }
    for language in languages {
      let name = Questionnaire.name(of: language)
      if title[language, default: ""].isEmpty { out.append("the title in \(name)") }
      for (index, question) in questions.enumerated() {
        if question.words[language, default: ""].isEmpty { out.append("question \(index + 1) in \(name)") }
        if question.options.contains(where: { $0.label[language, default: ""].isEmpty }) {
          out.append("an answer of question \(index + 1) in \(name)")
        }
      }
    }
    for (index, question) in questions.enumerated() where question.kind != .words && question.options.count < 2 {
      out.append("two answers to choose from in question \(index + 1)")
    }
    return out
  }
}

/// What somebody answered to one question.
package enum SurveyAnswer: Hashable, Sendable {
  case chosen([String])
  case words(String)
}

extension Questionnaire {
  /// The most characters of an answer in words.
  package static let longestAnswer = 2000

  /// The answers as they may be kept. Errors: a refusal that names the question when an answer is none of those offered.
  package func checked(_ typed: [String: [String]], language: String) throws(Refusal) -> [String: SurveyAnswer] {
    var out: [String: SurveyAnswer] = [:]
    for question in questions {
      let place = question.words[language] ?? question.id
      let values = (typed[question.id] ?? []).filter { !$0.isEmpty }
      guard !values.isEmpty else { continue }
      switch question.kind {
      case .words:
        let words = try RegisterText.cleaned(values.last ?? "", place: place)
        guard words.count <= Questionnaire.longestAnswer else {
          throw Refusal(
            "survey-answer", place: place,
            "This is longer than \(Questionnaire.longestAnswer.grouped) characters.", remedy: "Shorten it.")
        }
        if !words.isEmpty { out[question.id] = .words(words) }
      case .one, .several:
        let known = question.options.map(\.id), chosen = known.filter(values.contains)
        guard values.allSatisfy(known.contains), question.kind == .several || chosen.count == 1 else {
          throw Refusal(
            "survey-answer", place: place, "This is none of the answers offered.", remedy: "Choose from the list.")
        }
        out[question.id] = .chosen(chosen)
      }
    }
    guard out.contains(where: { id, _ in question(id)?.isAboutPerson == false }) else {
      throw Refusal(
        "survey-empty", place: title[language], "No question was answered.", remedy: "Answer at least one of them.")
    }
    return out
  }
}
