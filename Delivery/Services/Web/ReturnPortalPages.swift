import Basics
import DeliveryModel
import DeliveryStore
import WebShell

/// The provider's pages: the returns of its own body, and nothing else.
extension ReturnDesk {
  var providerRoutes: [Route] {
    let policy = Policy.needs(.submitReturns), portal = ReturnDesk.portal
    return [
      Route(.get, portal, policy: policy) { .page(try await portalPage($0, nil)) },
      Route(.post, portal, policy: policy, begin),
      Route(.get, portal + "/:id", policy: policy) { .page(try await ownPage($0, nil)) },
      Route(.post, portal + "/:id/figures", policy: policy) { ask in
        try await step(ask) { id, actor in try await store.fill(id, try await typed(ask, actor), by: actor) }
      },
      Route(.post, portal + "/:id/submit", policy: policy) { ask in
        try await step(ask) { id, actor in try await store.submit(id, by: actor, now: ask.now) }
      },
      Route(.post, portal + "/:id/answers/:query", policy: policy) { ask in
        let query = try ask.parameter("query")
        return try await step(ask) { id, actor in
          try await store.answer(id, query: query, ask.form["answer-\(query)"] ?? "", by: actor, now: ask.now)
        }
      },
      Route(.post, portal + "/:id/corrections", policy: policy) { ask in
        try await step(ask) { id, actor in
          try await store.correct(id, reason: ask.form["correction-reason"] ?? "", by: actor, now: ask.now)
        }
      },
    ]
  }

  private func portalPage(_ ask: Ask, _ refusal: Refusal?) async throws -> Page {
    let lines = try await store.lines(provider: try actor(ask).agency, today: ask.now.londonDay)
    return Page(
      title: "Your returns", back: ("Start page", "/"),
      lead:
        "Returns of the services that \(ask.visitor?.agency ?? "your body") provides. Totals only: no name, nothing about one person.",
      body: """
        \(UI.problem(refusal))
        \(UI.table(
          caption: "Periods", headings: ["Service", "Contract", "Period", "Due", "Where it stands"].map { UI.Heading($0) },
          rows: lines.map { line in
            [
              line.returnID.map { UI.link(line.service, href: ReturnDesk.own($0)) } ?? HTML(text: line.service),
              HTML(text: line.reference), HTML(text: line.period.spoken), HTML(text: line.period.due.spoken),
              "\(ReturnDesk.standing(line, ask.now.londonDay)) \(when: line.returnID == nil, beginForm(line))",
            ]
          }, hideCaption: true, empty: "No period of a contract of yours is over yet."))
        """, status: refusal == nil ? 200 : 422, wide: true)
  }

  private func beginForm(_ line: ServiceReturnStore.Line) -> HTML {
    UI.form(
      action: ReturnDesk.portal, submit: "Begin the return for \(line.period.spoken)", kind: .link,
      UI.hidden("contract", line.contractID) + UI.hidden("first", line.period.first.description))
  }

  @Sendable private func begin(_ ask: Ask) async throws -> Reply {
    do {
      guard let first = Day(ask.form["first"] ?? "") else {
        throw Refusal("return-period", place: "Period", "No period was chosen.", remedy: "Choose one from the list.")
      }
      let id = try await store.begin(contract: ask.form["contract"] ?? "", first: first, by: actor(ask), now: ask.now)
      return .redirect(ReturnDesk.own(id))
    } catch is ReturnMissing { throw NotFound() } catch let refusal as Refusal {
      return .status(422, try await portalPage(ask, refusal))
    }
  }

  private func step(_ ask: Ask, _ work: (String, ReturnActor) async throws -> Void) async throws -> Reply {
    let id = try ask.parameter("id")
    do {
      try await work(id, try actor(ask))
      return .redirect(ReturnDesk.own(id))
    } catch is ReturnMissing { throw NotFound() } catch let refusal as Refusal {
      return .status(422, try await ownPage(ask, refusal))
    }
  }

  /// What was typed into the form of figures. A field that is empty is not there yet.
  private func typed(_ ask: Ask, _ actor: ReturnActor) async throws -> ReturnContent {
    guard let held = try await store.find(try ask.parameter("id"), provider: actor.agency) else {
      throw ReturnMissing()
    }
    func number(_ field: String, _ label: String) throws -> Int? {
      let text = (ask.form[field] ?? "").trimmed.filter { $0 != "," }
      guard !text.isEmpty else { return nil }
      guard let number = Int(text), (0...ReturnContent.largest).contains(number) else {
        throw Refusal(
          "return-figure", place: label, "This is no whole number from 0 to \(ReturnContent.largest.grouped).",
          remedy: "Enter it in digits.")
      }
      return number
    }
    var content = ReturnContent(narrative: ask.form["narrative"] ?? "")
    for item in ReturnItem.allCases { content.figures[item] = try number(item.rawValue, item.label) }
    for (id, indicator) in held.indicators {
      let figure = IndicatorFigure(
        number: try number(indicator.field(id), indicator.title),
        base: indicator.form == .count ? nil : try number(indicator.field(id, base: true), indicator.title))
      if figure.number != nil || figure.base != nil { content.indicators[id] = figure }
    }
    return content
  }

  private func ownPage(_ ask: Ask, _ refusal: Refusal?) async throws -> Page {
    guard
      let held = try await store.find(try ask.parameter("id"), provider: try actor(ask).agency),
      let latest = held.latest
    else { throw NotFound() }
    let isOpen = latest.state.isOpenToProvider
    return Page(
      title: "Return: \(held.service.title)", caption: held.period.spoken,
      back: ("Back to your returns", ReturnDesk.portal),
      body: """
        \(UI.problem(refusal))
        \(head(held))
        \(when: isOpen, answers(held, latest, ask))
        \(isOpen ? form(held, latest, ask) : figures(held, latest))
        \(when: isOpen, submission(held))
        \(when: latest.state == .accepted, correction(held, ask))
        \(queries(held))
        \(history(held))
        """, status: refusal == nil ? 200 : 422)
  }

  private func answers(_ held: ServiceReturn, _ version: ServiceReturn.Version, _ ask: Ask) -> HTML {
    let open = held.queries.filter { $0.version == version.number && $0.answer == nil }
    return """
      \(each: open, { query in
        UI.notice(.important, """
          <p>\(query.askedBy) asked:</p>\(UI.paragraphs(query.question))
          \(UI.form(action: ReturnDesk.own(held.id, "answers/" + Address.encoded(query.id)), submit: "Answer", kind: .secondary, UI.textArea("answer-\(query.id)", "Your answer", value: ask.form["answer-\(query.id)"] ?? "", rows: 3)))
          """)
      })
      """
  }

  private func form(_ held: ServiceReturn, _ version: ServiceReturn.Version, _ ask: Ask) -> HTML {
    let content = version.content
    func field(_ name: String, _ label: String, _ number: Int?, hint: String? = nil) -> HTML {
      UI.textField(
        name, label, hint: hint, value: ask.form[name] ?? number.map { String($0) } ?? "", width: .ten,
        inputMode: "numeric")
    }
    return """
      <h2>Figures of the period</h2>
      \(UI.form(action: ReturnDesk.own(held.id, "figures"), submit: "Save", """
        \(each: ReturnItem.allCases, { field($0.rawValue, $0.label, content.figures[$0]) })
        \(each: held.indicators, { id, indicator in
          """
          \(field(indicator.field(id), indicator.title, content.indicators[id]?.number, hint: indicator.formula))
          \(when: indicator.form != .count, field(indicator.field(id, base: true), "\(indicator.title): of how many", content.indicators[id]?.base, hint: indicator.base))
          """
        })
        \(UI.textArea("narrative", "Account of the period", hint: "What happened, and what explains a figure that stands out. Nobody’s name.", value: ask.form["narrative"] ?? content.narrative))
        """))
      """
  }

  private func submission(_ held: ServiceReturn) -> HTML {
    let problems = held.problems
    let wrong = problems.filter { !$0.isWarning }, warnings = problems.filter(\.isWarning)
    return """
      <h2>Check and submit</h2>
      \(when: !wrong.isEmpty, UI.notice(.warning, """
        <p>Before it can be submitted (as it was last saved):</p>
        <ul>\(each: wrong, { "<li>\($0.words)</li>" })</ul>
        """))
      \(when: !warnings.isEmpty, UI.notice(.information, "<ul>\(each: warnings, { "<li>\($0.words)</li>" })</ul>"))
      \(wrong.isEmpty ? UI.form(action: ReturnDesk.own(held.id, "submit"), submit: "Submit the return", "<p>After this its figures are not changed, unless somebody asks a question about them.</p>") : "")
      """
  }

  private func correction(_ held: ServiceReturn, _ ask: Ask) -> HTML {
    """
    <h2>Something is wrong</h2>
    \(UI.form(action: ReturnDesk.own(held.id, "corrections"), submit: "Begin a correction", kind: .secondary, UI.textField(
      "correction-reason", "Reason for the correction",
      hint: "The next version begins with the same figures. What was accepted stands until the correction is accepted too.",
      value: ask.form["correction-reason"] ?? "")))
    """
  }
}
