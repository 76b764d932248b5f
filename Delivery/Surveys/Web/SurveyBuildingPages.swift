import Basics
import DeliveryModel
import DeliveryStore
import WebShell

/// Writing the questions of a survey, in every language; publishing them; inviting people.
extension SurveyDesk {
  var buildingRoutes: [Route] {
    let read = Policy.needs(.readEvidence), keep = Policy.needs(.keepProgrammes), one = "/programmes/surveys/:id"
    return [
      Route(.get, one + "/questions", policy: read) { .page(try await questionsPage($0, nil)) },
      Route(.post, one + "/questions", policy: keep) { ask in try await edit(ask, try added(ask)) },
      Route(.post, one + "/head", policy: keep) { ask in
        try await edit(ask) { sheet in
          for language in sheet.languages {
            sheet.title[language] = try line(ask, "title-\(language)", "Title", 200)
            sheet.introduction[language] = try text(ask, "introduction-\(language)", "Introduction", 2000)
          }
        }
      },
      Route(.post, one + "/languages", policy: keep) { ask in
        let code = ask.form["language"] ?? ""
        return try await edit(ask) { sheet in
          guard Questionnaire.names.contains(where: { $0.code == code }), !sheet.languages.contains(code) else {
            throw Refusal("survey-language", place: "Language", "Nothing was chosen.", remedy: "Choose a new language.")
          }
          sheet.languages.append(code)
        }
      },
      Route(.post, one + "/model", policy: keep) { ask in
        let chosen = models.first { $0.0 == ask.form["model"] }?.1
        return try await edit(ask) { sheet in
          guard let chosen else {
            throw Refusal("survey-model", place: "Model", "Nothing was chosen.", remedy: "Choose one from the list.")
          }
          sheet = chosen
        }
      },
      Route(.post, one + "/questions/:question", policy: keep) { ask in try await edit(ask, try changed(ask)) },
      Route(.post, one + "/questions/:question/remove", policy: keep) { ask in
        let question = try ask.parameter("question")
        return try await edit(ask) { $0.questions.removeAll { $0.id == question } }
      },
      Route(.post, one + "/publish", policy: keep) { ask in
        let held = try await held(ask)
        do {
          try await store.publish(held.id, by: account(ask), now: ask.now)
          return .redirect(SurveyDesk.path(held.id, "questions"))
        } catch let refusal as Refusal { return .status(422, try await questionsPage(ask, refusal)) }
      },
    ]
  }

  private func edit(_ ask: Ask, _ change: @escaping @Sendable (inout Questionnaire) throws -> Void) async throws
    -> Reply
  {
    let held = try await held(ask)
    do {
      try await store.edit(held.id, now: ask.now, change)
      return .redirect(SurveyDesk.path(held.id, "questions"))
    } catch let refusal as Refusal { return .status(422, try await questionsPage(ask, refusal)) }
  }

  private func line(_ ask: Ask, _ field: String, _ place: String, _ most: Int) throws -> String {
    let words = try text(ask, field, place, most)
    guard !words.contains("\n") else {
      throw Refusal("survey-words", place: place, "This is more than one line.", remedy: "Keep it to one line.")
    }
    return words
  }

  private func text(_ ask: Ask, _ field: String, _ place: String, _ most: Int) throws -> String {
    let words = try RegisterText.cleaned(ask.form[field] ?? "", place: place)
    guard words.count <= most else {
      throw Refusal(
        "survey-words", place: place, "This is longer than \(most.grouped) characters.", remedy: "Shorten it.")
    }
    return words
  }

  /// Adds the question that was typed in the first language.
  private func added(_ ask: Ask) throws -> @Sendable (inout Questionnaire) throws -> Void {
    { sheet in
      let language = sheet.language(nil)
      let words = try line(ask, "words", "Question", 400)
      guard !words.isEmpty, let kind = Questionnaire.Question.Kind(rawValue: ask.form["kind"] ?? "") else {
        throw Refusal("survey-question", place: "Question", "Words or kind are missing.", remedy: "Enter both.")
      }
      guard sheet.questions.count < Questionnaire.mostQuestions else {
        throw Refusal(
          "survey-question", place: "Question", "It has \(Questionnaire.mostQuestions) questions already.",
          remedy: "Remove one first.")
      }
      let options = try kind == .words ? [] : offered(ask, "options")
      let used = sheet.questions.compactMap { Int($0.id.dropFirst()) }.max() ?? 0
      sheet.questions.append(
        Questionnaire.Question(
          id: "q\(used + 1)", kind: kind, words: [language: words],
          options: options.enumerated().map { .init(id: "a\($0 + 1)", label: [language: $1]) },
          isAboutPerson: ask.form["person"] == "yes"))
    }
  }

  /// The answers offered, one on each line.
  private func offered(_ ask: Ask, _ field: String) throws -> [String] {
    let lines = try text(ask, field, "Answers to choose from", 4000).split(separator: "\n").map { String($0).trimmed }
      .filter { !$0.isEmpty }
    guard lines.count <= Questionnaire.mostOptions, lines.allSatisfy({ $0.count <= 200 }),
      Set(lines).count == lines.count
    else {
      throw Refusal(
        "survey-options", place: "Answers to choose from",
        "There are more than \(Questionnaire.mostOptions), one is longer than 200 characters, or one stands twice.",
        remedy: "Write each on a line of its own.")
    }
    return lines
  }

  /// Changes the words of a question in one language; answers keep their places.
  private func changed(_ ask: Ask) throws -> @Sendable (inout Questionnaire) throws -> Void {
    let id = try ask.parameter("question")
    return { sheet in
      guard let index = sheet.questions.firstIndex(where: { $0.id == id }),
        let language = ask.form["\(id)-language"], sheet.languages.contains(language)
      else { throw Refusal("survey-question", "There is no such question.", remedy: "Open the page again.") }
      var question = sheet.questions[index]
      question.words[language] = try line(ask, "\(id)-words", "Question", 400)
      if question.kind != .words {
        let labels = try offered(ask, "\(id)-options")
        guard language == sheet.language(nil) || labels.count == question.options.count else {
          throw Refusal(
            "survey-options", place: "Answers to choose from",
            "There are \(labels.count), and \(question.options.count) in \(Questionnaire.name(of: sheet.language(nil))).",
            remedy: "Write one line for each answer, in the same order.")
        }
        let used = question.options.compactMap { Int($0.id.dropFirst()) }.max() ?? 0
        var options = Array(question.options.prefix(labels.count))
        for place in options.count..<max(labels.count, options.count) {
          options.append(.init(id: "a\(used + 1 + place - question.options.count)", label: [:]))
        }
        for (place, label) in labels.enumerated() { options[place].label[language] = label }
        question.options = options
      }
      sheet.questions[index] = question
    }
  }

  private func questionsPage(_ ask: Ask, _ refusal: Refusal?) async throws -> Page {
    let held = try await held(ask), mayKeep = ask.visitor?.may(.keepProgrammes) == true
    let current = held.draft ?? held.published, sheet = current?.questionnaire ?? Questionnaire()
    let language = sheet.language(ask.query["language"]), link = SurveyDesk.address(held.survey)
    return Page(
      title: "Questions: \(held.survey.title)", back: back(held),
      lead: current.map {
        "Version \($0.number), \($0.publishedAt == nil ? "a draft" : "published \($0.publishedAt?.spoken ?? "")")."
          as HTML
      }
        ?? "No question is written yet.",
      body: """
        \(UI.problem(refusal))
        \(when: held.published != nil, "<p>The public form: \(UI.link(link, href: link))</p>")
        \(when: held.published != nil && held.draft == nil && mayKeep, UI.notice(.information, "<p>What is published stays as it is. The first change begins the next version.</p>"))
        \(UI.tabs(label: "Languages", sheet.languages.map { (Questionnaire.name(of: $0), SurveyDesk.path(held.id, "questions") + Address.query([("language", $0)])) }, current: SurveyDesk.path(held.id, "questions") + Address.query([("language", language)])))
        \(each: sheet.questions, { question in self.question(question, held, language, mayKeep) })
        \(when: mayKeep, building(held, sheet, ask))
        """, status: refusal == nil ? 200 : 422)
  }

  private func question(
    _ question: Questionnaire.Question, _ held: SurveyStore.Held, _ language: String, _ mayKeep: Bool
  ) -> HTML {
    let here = SurveyDesk.path(held.id, "questions/" + Address.encoded(question.id))
    let words = question.words[language] ?? "", labels = question.options.map { $0.label[language] ?? "" }
    return UI.card(
      words.isEmpty ? "\(question.id): not in this language yet" : words,
      """
      <p>\(question.kind.label)\(when: question.isAboutPerson, ", about the person").</p>
      <ul class="list">\(each: labels, { "<li>\($0.isEmpty ? "Not in this language yet" : $0)</li>" })</ul>
      \(when: mayKeep, UI.details("Change or remove", """
        \(UI.form(action: here, submit: "Save in \(Questionnaire.name(of: language))", kind: .secondary, """
          \(UI.hidden("\(question.id)-language", language))
          \(UI.textField("\(question.id)-words", "Question", value: words))
          \(when: question.kind != .words, UI.textArea("\(question.id)-options", "Answers to choose from", hint: "One on each line.", value: labels.joined(separator: "\n"), rows: 4))
          """))
        \(UI.form(action: here + "/remove", submit: "Remove the question", kind: .warning, ""))
        """))
      """)
  }

  private func building(_ held: SurveyStore.Held, _ sheet: Questionnaire, _ ask: Ask) -> HTML {
    func value(_ field: String, _ kept: String = "") -> String { ask.form[field] ?? kept }
    let first = Questionnaire.name(of: sheet.language(nil)), missing = sheet.missing
    let others = Questionnaire.names.filter { !sheet.languages.contains($0.code) }.map { ($0.code, $0.name) }
    return """
      <h2>Add a question</h2>
      \(UI.form(action: SurveyDesk.path(held.id, "questions"), submit: "Add the question", kind: .secondary, """
        \(UI.textField("words", "Question, in \(first)", value: value("words")))
        \(UI.radios("kind", "How it is answered", options: Questionnaire.Question.Kind.allCases.map { ($0.rawValue, $0.label) }, selected: value("kind", "one")))
        \(UI.textArea("options", "Answers to choose from", hint: "One on each line.", value: value("options"), rows: 4))
        \(UI.checkboxes("person", "About whom", options: [("yes", "It asks about the person; such questions come last")], selected: ask.form["person"] == "yes" ? ["yes"] : []))
        """))
      <h2>Title and introduction</h2>
      \(UI.form(action: SurveyDesk.path(held.id, "head"), submit: "Save the title and introduction", kind: .secondary, """
        \(each: sheet.languages, { language in
          """
          \(UI.textField("title-\(language)", "Title in \(Questionnaire.name(of: language))", value: value("title-\(language)", sheet.title[language] ?? "")))
          \(UI.textArea("introduction-\(language)", "Introduction in \(Questionnaire.name(of: language))", value: value("introduction-\(language)", sheet.introduction[language] ?? ""), rows: 3))
          """
        })
        """))
      <h2>Another language</h2>
      \(UI.form(action: SurveyDesk.path(held.id, "languages"), submit: "Offer it in this language too", kind: .secondary, UI.select("language", "Language", options: [("", "Not chosen")] + others)))
      \(when: sheet.questions.isEmpty && !models.isEmpty, """
        <h2>Begin from a model</h2>
        \(UI.form(action: SurveyDesk.path(held.id, "model"), submit: "Take the model’s questions", kind: .secondary, UI.select("model", "Model", options: models.map { ($0.0, $0.0) })))
        """)
      <h2>Publish</h2>
      \(when: !missing.isEmpty, "<p>It lacks: \(missing.joined(separator: "; ")).</p>")
      \(when: missing.isEmpty && held.draft != nil, UI.form(action: SurveyDesk.path(held.id, "publish"), submit: "Publish this version", "<p>From then on nobody changes it; a change is the next version.</p>"))
      \(when: missing.isEmpty && held.draft == nil, "<p>There is nothing new to publish.</p>")
      """
  }
}
