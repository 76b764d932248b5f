import Basics
import GovernanceModel
import GovernanceStore
import WebShell

/// Strategies and the plan: the list, the page of each, and what is done with it as a whole.
extension GovernanceDesk {
  var planRoutes: [Route] {
    [
      view(GovernancePath.plans) { try await planList($0) },
      form(GovernancePath.plans + "/new") { _ in try await planForm(nil) },
      change(GovernancePath.plans) { ask, author in
        let strategy = try await typedStrategy(
          ask, id: ID(at: clock.now()), code: ask.typed("code").trimmed, kind: try ask.word("kind", "Kind"))
        try await store.add(strategy, by: author, at: clock.now())
        return GovernancePath.of(GovernancePath.plans, strategy.code)
      },
      view(GovernancePath.plans + "/:strategy") { ask in try await planPage(ask, try await content(ask)) },
      form(GovernancePath.plans + "/:strategy/edit") { ask in try await planForm(try await content(ask).strategy) },
      change(GovernancePath.plans + "/:strategy/edit") { ask, author in
        let held = try await content(ask).strategy
        try await store.amend(
          try await typedStrategy(ask, id: held.id, code: held.code, kind: held.kind), by: author, at: clock.now())
        return path(held)
      },
      planStep("adopt", "Adopt it", "From now on its term, principles, priorities and steps count.") {
        UI.dateField("day", "Day", value: $0.boxes)
      },
      change(GovernancePath.plans + "/:strategy/adopt") { ask, author in
        let held = try await content(ask).strategy
        try await store.adopt(held.code, on: try ask.requiredDay("day", "Day"), by: author, at: clock.now())
        return path(held)
      },
      planStep(
        "launch", "Record its launch", "One day, or the first and last day of the month where only that is known."
      ) {
        "\(UI.dateField("first", "From", value: $0.boxes))\(UI.dateField("last", "To", value: $0.boxes))"
      },
      change(GovernancePath.plans + "/:strategy/launch") { ask, author in
        let held = try await content(ask).strategy
        try await store.launch(
          held.code, from: try ask.requiredDay("first", "From"), through: try ask.requiredDay("last", "To"), by: author,
          at: clock.now())
        return path(held)
      },
      planStep("end", "End it", "It takes no more changes; what counted stays counted over its term.") { _ in "" },
      change(GovernancePath.plans + "/:strategy/end") { ask, author in
        let held = try await content(ask).strategy
        try await store.end(held.code, by: author, at: clock.now())
        return path(held)
      },
      planStep("refresh", "Record the yearly refresh", "One for each plan year, from 1 April.") { day in
        """
        \(UI.textField("year", "Plan year", hint: "The calendar year in which it begins, such as 2023.", width: .four, inputMode: "numeric"))
        \(UI.dateField("day", "Day", value: day.boxes))
        \(UI.textArea("changed", "What changed", hint: "And on what evidence.", rows: 5))
        """
      },
      change(GovernancePath.plans + "/:strategy/refresh") { ask, author in
        let held = try await content(ask).strategy
        let year = try GovernanceText.number(ask.typed("year"), "Plan year", 1998...2200)
        try await store.refresh(
          held.code, year: year ?? 0, on: try ask.requiredDay("day", "Day"), changed: ask.typed("changed"), by: author,
          at: clock.now())
        return path(held)
      },
      planStep("publish", "Publish the summary", "It stays as it is published, whatever changes later.") { day in
        """
        \(UI.textArea("introduction", "Introduction", rows: 6))
        \(UI.textArea("reach", "How it reaches people", hint: "Formats, languages and places (S.I. 2007/1830 reg. 14).", rows: 3))
        \(UI.dateField("day", "Day", value: day.boxes))
        """
      },
      change(GovernancePath.plans + "/:strategy/publish") { ask, author in
        let held = try await content(ask).strategy
        try await store.publish(
          held.code, introduction: ask.typed("introduction"), reach: ask.typed("reach"),
          on: try ask.requiredDay("day", "Day"), by: author, at: clock.now())
        return path(held)
      },
    ]
  }

  func path(_ strategy: Strategy) -> String { GovernancePath.of(GovernancePath.plans, strategy.code) }
  func crumbs(_ strategy: Strategy) -> [(String, String)] {
    [("Strategies", GovernancePath.plans), (strategy.title, path(strategy))]
  }

  func content(_ ask: Ask) async throws -> StrategyContent {
    guard let content = try await store.strategy(try ask.parameter("strategy")) else { throw NotFound() }
    return content
  }

  private func planStep(_ part: String, _ title: String, _ lead: HTML, _ fields: @escaping @Sendable (Day) -> HTML)
    -> Route
  {
    form(GovernancePath.plans + "/:strategy/" + part) { ask in
      let held = try await content(ask).strategy
      return formPage(
        title, caption: held.title, under: crumbs(held), action: GovernancePath.of(path(held), part), submit: title,
        lead: lead, fields(today))
    }
  }

  private func planList(_ ask: Ask) async throws -> Page {
    let all = try await store.strategies()
    return page(
      "Strategies and plan", wide: true,
      """
      \(when: ask.keeps, "<p>\(UI.buttonLink("Begin a strategy", href: GovernancePath.plans + "/new"))</p>")
      \(UI.table(
        caption: "Strategies", headings: .init("Strategy", "Kind", "Term", "Launched", "State"),
        rows: all.map { one in
          [
            UI.link(one.title, href: path(one)), HTML(text: one.kind.label), HTML(text: one.term),
            HTML(text: one.launched ?? "–"), UI.tag(one.state.label, one.state.colour),
          ]
        }, empty: "None is begun."))
      """)
  }

  private func planPage(_ ask: Ask, _ content: StrategyContent) async throws -> Page {
    let strategy = content.strategy
    let findings = store.contents.findings(content, responsibilities: try await store.responsibilities())
    let past = try await history("strategy:\(strategy.code)")
    let keeps = ask.keeps && strategy.state != .ended
    let steps: HTML = """
      <ul>\(each: stepLinks(strategy), { "<li>\(UI.link($0.0, href: GovernancePath.of(path(strategy), $0.1)))</li>" })</ul>
      """
    let items: HTML = "\(each: StrategyItem.Kind.allCases, { itemSection($0, content, keeps) })"
    let facts: [(key: String, value: HTML, change: String?)] = [
      (key: "State", value: UI.tag(strategy.state.label, strategy.state.colour), change: nil),
      (key: "Kind", value: HTML(text: strategy.kind.label), change: nil),
      (key: "Term", value: HTML(text: strategy.term), change: keeps ? GovernancePath.of(path(strategy), "edit") : nil),
      (key: "Launched", value: HTML(text: strategy.launched ?? "Not launched"), change: nil),
      (key: "Answers for it", value: HTML(text: strategy.organisation), change: nil),
      (
        key: "Rests on",
        value: HTML(text: strategy.assessment.isEmpty ? "No assessment is named" : "Assessment \(strategy.assessment)"),
        change: nil
      ),
    ]
    return page(
      strategy.title, under: [("Strategies", GovernancePath.plans)], wide: true,
      """
      \(UI.summaryList(facts))
      <h2>Vision</h2>
      \(when: strategy.vision.isEmpty, "<p>None is entered.</p>", else: UI.prose(UI.paragraphs(strategy.vision)))
      \(items)
      \(linkedSection(content, keeps))
      \(findingSection(findings, strategy, keeps))
      \(UI.table(
        caption: "Yearly refreshes", headings: .init("Plan year", "Day", "What changed", "Recorded by"),
        rows: content.refreshes.map {
          [HTML(text: Period(financialYear: $0.year).description), HTML(text: $0.day.spoken), HTML(text: $0.changed), HTML(text: $0.by)]
        }, empty: "None is recorded."))
      \(UI.table(
        caption: "Published summaries", headings: .init("Day", "Published by", "How it reaches people"),
        rows: content.published.map { [HTML(text: $0.day.spoken), HTML(text: $0.by), HTML(text: $0.reach)] },
        empty: "None is published."))
      \(when: keeps, "<h2>What comes next</h2>\(steps)")
      \(past)
      """)
  }

  private func stepLinks(_ strategy: Strategy) -> [(String, String)] {
    switch strategy.state {
    case .draft: [("Adopt it", "adopt")]
    case .adopted:
      (strategy.launchedFirst == nil ? [("Record its launch", "launch")] : [])
        + [("Record the yearly refresh", "refresh"), ("Publish the summary", "publish"), ("End it", "end")]
    case .ended: []
    }
  }

  private func linkedSection(_ content: StrategyContent, _ keeps: Bool) -> HTML {
    """
    \(UI.table(
      caption: "Steps of other strategies that count here", headings: .init("Step", "From", "Owner", "Due", "State"),
      rows: content.linkedSteps.map { linked in
        [
          HTML(text: linked.item.text),
          UI.link(linked.title, href: GovernancePath.of(GovernancePath.plans, linked.code)),
          HTML(text: linked.item.organisation), HTML(text: linked.item.due?.spoken ?? "–"), itemTag(linked.item),
        ]
      }, empty: "None is linked."))
    \(when: keeps, "<p>\(UI.link("Link a step of another strategy", href: GovernancePath.of(path(content.strategy), "links")))</p>")
    """
  }

  private func findingSection(_ findings: [StrategyFinding], _ strategy: Strategy, _ keeps: Bool) -> HTML {
    let met = findings.filter(\.isMet).count
    return """
      \(when: !findings.isEmpty, UI.finding("\(met) of \(findings.count) things that it must contain or that must be done for it are there."))
      \(UI.table(
        caption: "What it must contain", headings: .init("Requirement", "Basis", "State", "Evidence or what is missing"),
        rows: findings.map { finding in
          let wanted = finding.requirement
          let recording = keeps && wanted.check == .recorded
          return [
            recording
              ? UI.link(wanted.title, href: GovernancePath.of(path(strategy), "checks", wanted.id)) : HTML(text: wanted.title),
            HTML(text: "\(wanted.basis)\(wanted.beforePublishing ? "; before it is published" : "")"),
            UI.tag(finding.isMet ? "There" : "Missing", finding.isMet ? .green : .red),
            HTML(text: finding.check.map { "\($0.evidence) (\($0.by), \($0.day.spoken))" } ?? finding.missing),
          ]
        }, empty: "No rule is set for this kind of strategy."))
      """
  }

  // MARK: Forms

  private func planForm(_ strategy: Strategy?) async throws -> Page {
    formPage(
      strategy == nil ? "Begin a strategy" : "Change the strategy", caption: strategy?.title,
      under: strategy.map(crumbs) ?? [("Strategies", GovernancePath.plans)],
      action: strategy.map { GovernancePath.of(path($0), "edit") } ?? GovernancePath.plans,
      """
      \(when: strategy == nil, UI.textField("code", "Short name", hint: "Lower-case letters, digits, hyphens. It cannot be changed later.", width: .twenty))
      \(when: strategy == nil, UI.select("kind", "Kind", options: Strategy.Kind.allCases.map { ($0.rawValue, $0.label) }))
      \(UI.textField("title", "Title", value: strategy?.title ?? ""))
      \(UI.textArea("vision", "Vision", value: strategy?.vision ?? "", rows: 4))
      \(UI.dateField("first", "First day", value: boxes(strategy?.first)))
      \(UI.dateField("last", "Last day", value: boxes(strategy?.last)))
      \(UI.textField("organisation", "Who answers for it", value: strategy?.organisation ?? "", width: .half))
      \(UI.textField("assessment", "Assessment", hint: "Short name of the assessment that its priorities come from.", value: strategy?.assessment ?? "", width: .twenty))
      """)
  }

  private func typedStrategy(_ ask: Ask, id: ID<Strategy>, code: String, kind: Strategy.Kind) async throws -> Strategy {
    Strategy(
      id: id, code: code, kind: kind, title: ask.typed("title"), vision: ask.typed("vision"),
      first: try ask.requiredDay("first", "First day"), last: try ask.requiredDay("last", "Last day"),
      organisation: ask.typed("organisation"), assessment: ask.typed("assessment").trimmed)
  }
}

extension Strategy.State {
  var colour: UI.TagColour {
    switch self {
    case .draft: .grey
    case .adopted: .green
    case .ended: .turquoise
    }
  }
}
