import Basics
import DeliveryModel
import DeliveryStore
import WebShell

/// What everybody sees of a survey: the form, thanks, and what was done about what people said. Works without a script,
/// and asks for no sign-in.
extension SurveyDesk {
  var publicRoutes: [Route] {
    let path = "/surveys/:code"
    return [
      Route(.get, path, policy: .everyone) { .page(try await formPage($0, nil)) },
      Route(.post, path, policy: .everyone, answer),
      Route(.get, path + "/thanks", policy: .everyone, thanks),
      Route(.get, path + "/what-we-did", policy: .everyone, whatWeDid),
    ]
  }

  /// A survey that has published questions; anything else is not there.
  private func published(_ ask: Ask) async throws -> (SurveyStore.Held, SurveyStore.Version) {
    guard let held = try await store.find(code: try ask.parameter("code")), let version = held.published else {
      throw NotFound()
    }
    return (held, version)
  }

  private func inLanguage(_ language: String, _ body: HTML) -> HTML {
    "<div lang=\"\(language)\"\(attr: "dir", Questionnaire.isRightToLeft(language) ? "rtl" : nil)>\(body)</div>"
  }

  private func formPage(_ ask: Ask, _ refusal: Refusal?) async throws -> Page {
    let (held, version) = try await published(ask), sheet = version.questionnaire, survey = held.survey
    let language = sheet.language(ask.form["language"] ?? ask.query["language"])
    let here = SurveyDesk.address(survey), title = sheet.title[language] ?? survey.title
    guard survey.isOpen(on: ask.now.londonDay) else {
      return Page(
        title: title, back: ("Start page", "/"),
        body: """
          <p>This survey is open from \(survey.opens.spoken) to \(survey.closes.spoken).</p>
          <p>\(UI.link("What was done about what people said", href: SurveyDesk.address(survey, "what-we-did")))</p>
          """)
    }
    let invitation = ask.form["invitation"] ?? ask.query["invitation"] ?? ""
    return Page(
      title: title, back: ("Start page", "/"),
      body: """
        \(UI.problem(refusal))
        \(when: sheet.languages.count > 1, UI.tabs(label: "Languages", sheet.languages.map {
          (Questionnaire.name(of: $0), here + Address.query([("language", $0)]))
        }, current: here + Address.query([("language", language)])))
        \(inLanguage(language, UI.paragraphs(sheet.introduction[language] ?? "")))
        <p>Nobody can tell from the answers who gave them: neither a name, an address of a computer nor a time of day is kept
        with them. Please write no name into an answer. No question must be answered. Open until \(survey.closes.spoken).</p>
        \(UI.form(action: here, submit: "Send the answers", """
          \(UI.hidden("language", language))\(UI.hidden("version", String(version.number)))
          \(when: survey.mode == .invited, UI.textField("invitation", "Code of the invitation", hint: "As it stands in your letter.", value: invitation, width: .twenty))
          \(inLanguage(language, HTML.joined(sheet.inOrder.map { control($0, language, ask) })))
          """))
        """, status: refusal == nil ? 200 : 422)
  }

  private func control(_ question: Questionnaire.Question, _ language: String, _ ask: Ask) -> HTML {
    let field = "answer-" + question.id, words = question.words[language] ?? ""
    let options = question.options.map { Choice($0.id, $0.label[language] ?? "") }
    switch question.kind {
    case .one: return UI.radios(field, words, options: options, selected: ask.form[field])
    case .several: return UI.checkboxes(field, words, options: options, selected: Set(ask.form.all(field)))
    case .words: return UI.textArea(field, words, value: ask.form[field] ?? "", rows: 3)
    }
  }

  @Sendable private func answer(_ ask: Ask) async throws -> Reply {
    let (held, version) = try await published(ask)
    var typed: [String: [String]] = [:]
    for question in version.questionnaire.questions { typed[question.id] = ask.form.all("answer-" + question.id) }
    let language = version.questionnaire.language(ask.form["language"])
    do {
      switch try await store.answer(
        code: held.survey.code, version: Int(ask.form["version"] ?? "") ?? 0, typed, language: language,
        invitation: ask.form["invitation"], address: ask.remoteAddress, now: ask.now)
      {
      case .kept: return .redirect(SurveyDesk.address(held.survey, "thanks"))
      case .wait(let seconds):
        return .status(
          429,
          Page(
            title: "Please wait a little", back: ("Back to the survey", SurveyDesk.address(held.survey)),
            body: """
              <p>Many answers came from your network within the hour. Please send yours again in
              \(((seconds + 59) / 60).of("minute", "minutes")).</p>
              """, status: 429))
      }
    } catch is RegisterMissing { throw NotFound() } catch let refusal as Refusal {
      return .status(422, try await formPage(ask, refusal))
    }
  }

  @Sendable private func thanks(_ ask: Ask) async throws -> Reply {
    let (held, _) = try await published(ask)
    return .page(
      Page(
        title: "Thank you", back: ("Start page", "/"),
        body: """
          \(UI.notice(.success, "<p>Your answers were kept.</p>"))
          <p>What is done about them will be said \(UI.link("on this page", href: SurveyDesk.address(held.survey, "what-we-did"))).</p>
          """))
  }

  @Sendable private func whatWeDid(_ ask: Ask) async throws -> Reply {
    let (held, _) = try await published(ask)
    let link = SurveyFollowUp.register.link(to: Survey.register)
    let entries = try await registers.list(SurveyFollowUp.register, link: link, to: held.id)
    let answers = try entries.map { try SurveyFollowUp($0.values) }
    return .page(
      Page(
        title: "You said, we did", caption: held.survey.title, back: ("Start page", "/"),
        body: """
          \(UI.table(
            caption: "You said, we did", headings: ["You said", "We did", "Priority and step", "Seen by"].map { UI.Heading($0) },
            rows: answers.map { answer in
              [
                HTML(text: answer.said),
                "\(UI.tag(answer.state.label, answer.state == .done ? .green : .blue)) \(answer.did ?? "")\(answer.didOn.map { " (\($0.spoken))" as HTML })",
                "\(answer.priority)<br>\(answer.step)", HTML(text: answer.measure),
              ]
            }, hideCaption: true, empty: "Nothing is said here yet."))
          """, wide: true))
  }
}
