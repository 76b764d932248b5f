import Analysis
import Basics
import DeliveryModel
import DeliveryStore
import WebShell

/// Results through the suppression of small counts, and invitations.
extension SurveyDesk {
  var resultRoutes: [Route] {
    let read = Policy.needs(.readEvidence), keep = Policy.needs(.keepProgrammes), one = "/programmes/surveys/:id"
    return [
      Route(.get, one + "/results", policy: read, resultsPage),
      Route(.get, one + "/words", policy: keep, wordsPage),
      Route(.get, one + "/invitations", policy: keep) { .page(try await invitationsPage($0, nil, [])) },
      Route(.post, one + "/strata", policy: keep) { ask in
        let held = try await held(ask)
        do {
          let stratum = SurveyStratum(
            code: (ask.form["code"] ?? "").trimmed,
            title: try RegisterText.cleaned(ask.form["title"] ?? "", place: "Part of the population"),
            population: Int((ask.form["population"] ?? "").trimmed.filter { $0 != "," }) ?? 0)
          try await store.enter(stratum, in: held.id)
          return .redirect(SurveyDesk.path(held.id, "invitations"))
        } catch let refusal as Refusal { return .status(422, try await invitationsPage(ask, refusal, [])) }
      },
      Route(.post, one + "/invitations", policy: keep) { ask in
        let held = try await held(ask)
        do {
          let codes = try await store.invite(
            Int((ask.form["count"] ?? "").trimmed) ?? 0, stratum: ask.form["stratum"] ?? "", in: held.id, now: ask.now)
          return .page(try await invitationsPage(ask, nil, codes))
        } catch let refusal as Refusal { return .status(422, try await invitationsPage(ask, refusal, [])) }
      },
    ]
  }

  private func invitationsPage(_ ask: Ask, _ refusal: Refusal?, _ codes: [String]) async throws -> Page {
    let held = try await held(ask)
    return Page(
      title: "Invitations: \(held.survey.title)", back: back(held),
      lead: "For a sample: people are invited by code, from parts of the population whose sizes are known.",
      body: """
        \(UI.problem(refusal))
        \(when: !codes.isEmpty, UI.notice(.important, "<p>These codes are shown once. Each is used once.</p><pre class=\"pack\">\(codes.joined(separator: "\n"))</pre>"))
        <p>\(held.invited.of("invitation was", "invitations were")) made; \(held.used.grouped) used.</p>
        \(UI.table(
          caption: "Parts of the population", headings: [UI.Heading("Part"), UI.Heading("Code"), UI.Heading("People", numeric: true)],
          rows: held.strata.map { [HTML(text: $0.title), HTML(text: $0.code), HTML(text: $0.population.grouped)] }))
        <h2>A part of the population</h2>
        \(UI.form(action: SurveyDesk.path(held.id, "strata"), submit: "Save the part", kind: .secondary, """
          \(UI.textField("title", "Name of the part", value: ask.form["title"] ?? ""))
          \(UI.textField("code", "Code of the part", hint: "Lower-case letters, digits and hyphens.", value: ask.form["code"] ?? "", width: .twenty))
          \(UI.textField("population", "How many people it has", value: ask.form["population"] ?? "", width: .ten, inputMode: "numeric"))
          """))
        \(when: held.survey.mode == .invited && !held.strata.isEmpty, """
          <h2>Make invitations</h2>
          \(UI.form(action: SurveyDesk.path(held.id, "invitations"), submit: "Make the codes", """
            \(UI.select("stratum", "For which part", options: held.strata.map { ($0.code, $0.title) }))
            \(UI.textField("count", "How many codes", value: ask.form["count"] ?? "", width: .ten, inputMode: "numeric"))
            """))
          """)
        """, status: refusal == nil ? 200 : 422)
  }

  /// Results wait for the last day: from one day to the next a single answer could be worked out.
  private func closed(_ held: SurveyStore.Held, _ ask: Ask) -> Bool { held.survey.closes < ask.now.londonDay }

  private func version(_ held: SurveyStore.Held, _ ask: Ask) -> SurveyStore.Version? {
    let published = held.versions.filter { $0.publishedAt != nil }
    return published.first { String($0.number) == ask.query["version"] } ?? published.first
  }

  @Sendable private func resultsPage(_ ask: Ask) async throws -> Reply {
    let held = try await held(ask)
    func page(_ body: HTML) -> Reply {
      .page(Page(title: "Results: \(held.survey.title)", back: back(held), body: body, wide: true))
    }
    guard let version = version(held, ask) else { return page("<p>No questions were published yet.</p>") }
    guard closed(held, ask) else {
      return page(
        "<p>The survey closes on \(held.survey.closes.spoken). Results are shown after that, so that no answer can be worked out from one day to the next.</p>"
      )
    }
    let all = try await store.responses(held.id, version: version.number)
    let results = try SurveyResults(version.questionnaire, all, strata: held.strata, gate: gate)
    guard let responses = results.responses else {
      return page("<p>Fewer than \(gate.threshold) people answered, so nothing is shown.</p>")
    }
    let language = version.questionnaire.language(nil)
    let people = version.questionnaire.questions.filter { $0.isAboutPerson && $0.kind == .one }
    return page(
      """
      \(UI.finding("\(responses.of("questionnaire was", "questionnaires were")) answered, version \(version.number)."))
      \(results.isSample ? UI.notice(.information, "<p>A sample: people were invited. Shares are weighted to the size of each part of the population; the interval holds the true share in 95 of 100 such samples.</p>") : UI.notice(.warning, "<p>Whoever wanted to could answer, so these are the views of those who did. They are no sample of anybody: no share of the population and no interval can be given.</p>"))
      <p>Counts under \(gate.threshold) are held back, and others with them where they could be worked out.</p>
      \(each: results.findings, { finding in self.finding(finding, results, language, held, ask) })
      \(each: people, { person in self.tables(by: person, results, version.questionnaire, all, language) })
      """)
  }

  private func finding(
    _ finding: SurveyResults.Finding, _ results: SurveyResults, _ language: String, _ held: SurveyStore.Held, _ ask: Ask
  ) -> HTML {
    let question = finding.question, words = question.words[language] ?? question.id
    let answered = finding.base.map { "\($0.grouped) answered" } ?? "How many answered is held back"
    guard question.kind != .words else {
      return """
        <h2>\(words)</h2><p>\(answered) in words. \(when: ask.visitor?.may(.keepProgrammes) == true, UI.link("Read them", href: SurveyDesk.path(held.id, "words")))</p>
        """
    }
    let labels = Dictionary(question.options.map { ($0.id, $0.label[language] ?? $0.id) }) { first, _ in first }
    return UI.table(
      caption: "\(words) (\(answered.uncapitalisedFirst))",
      headings: [UI.Heading("Answer"), UI.Heading("People", numeric: true)]
        + (results.isSample
          ? [UI.Heading("Share of the population"), UI.Heading("95% interval")]
          : [
            UI.Heading("Of those who answered", numeric: true)
          ]),
      rows: finding.lines.map { line in
        let count = line.count.map(\.grouped) ?? "Held back"
        guard results.isSample else {
          let share = line.count.flatMap { count in
            finding.base.flatMap { $0 > 0 ? (Double(count) / Double($0)).percent(0) : nil }
          }
          return [HTML(text: labels[line.option] ?? ""), HTML(text: count), HTML(text: share ?? "")]
        }
        let few = line.share.map { $0.answers < SurveyResults.fewForShare } ?? false
        return [
          HTML(text: labels[line.option] ?? ""), HTML(text: count),
          HTML(text: line.share.map { $0.value.percent() + (few ? ", on few answers" : "") } ?? "Too few answers"),
          HTML(text: line.share.map { "\($0.interval.lower.percent()) to \($0.interval.upper.percent())" } ?? ""),
        ]
      })
  }

  private func tables(
    by person: Questionnaire.Question, _ results: SurveyResults, _ sheet: Questionnaire, _ all: [SurveyResponse],
    _ language: String
  ) -> HTML {
    let questions = sheet.questions.filter { !$0.isAboutPerson && $0.kind == .one }
    return HTML.joined(
      questions.map { question in
        let caption = "\(question.words[language] ?? "") By: \(person.words[language] ?? "")"
        guard let table = results.table(question, by: person, all, gate: gate) else {
          return "<p><strong>\(caption):</strong> too few answers to be shown.</p>"
        }
        return UI.table(
          caption: caption,
          headings: [UI.Heading("")] + (labels(question, language)).map { UI.Heading($0, numeric: true) },
          rows: zip(labels(person, language), table).map { label, row in
            [HTML(text: label)] + row.map { HTML(text: $0.map(\.grouped) ?? "Held back") }
          })
      })
  }

  private func labels(_ question: Questionnaire.Question, _ language: String) -> [String] {
    question.options.map { $0.label[language] ?? "" } + ["Did not answer"]
  }

  /// Answers in words, each by itself and mixed, so that nothing ties two of them together; for keepers alone.
  @Sendable private func wordsPage(_ ask: Ask) async throws -> Reply {
    let held = try await held(ask)
    guard closed(held, ask), let version = version(held, ask) else { throw NotFound() }
    let all = try await store.responses(held.id, version: version.number),
      language = version.questionnaire.language(nil)
    let questions = version.questionnaire.questions.filter { $0.kind == .words }
    return .page(
      Page(
        title: "Answers in words: \(held.survey.title)",
        back: ("Back to the results", SurveyDesk.path(held.id, "results")),
        lead: "In alphabetical order. Look for names before anything is passed on.",
        body: """
          \(each: questions, { question in
            let words = all.compactMap { response -> String? in
              if case .words(let words)? = response.answers[question.id] { words } else { nil }
            }.sorted()
            return "<h2>\(question.words[language] ?? question.id)</h2>\(each: words, { UI.card("Answer", UI.paragraphs($0)) })" as HTML
          })
          """))
  }
}
