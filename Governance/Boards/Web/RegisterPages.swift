import Basics
import GovernanceModel
import GovernanceStore
import PartnershipModel
import PartnershipStore
import WebShell

/// Recommendations, risks and teams.
extension GovernanceDesk {
  var registerRoutes: [Route] { recommendationRoutes + riskRoutes + teamRoutes }

  func path(_ one: Recommendation) -> String { GovernancePath.of(GovernancePath.recommendations, one.id.text) }

  private var recommendationRoutes: [Route] {
    [
      view(GovernancePath.recommendations) { ask in
        let all = try await store.recommendations()
        return page(
          "Recommendations", wide: true,
          lead: "What reviews, committees and inspections recommended, from one register.",
          """
          \(when: ask.keeps, "<p>\(UI.buttonLink("Enter a recommendation", href: GovernancePath.recommendations + "/new"))</p>")
          \(UI.table(
            caption: "Recommendations", headings: .init("Recommendation", "From", "What", "Addressed to", "Answer due", "State"),
            rows: all.map { one in
              [
                UI.link("Recommendation \(one.number)", href: path(one)), HTML(text: "\(one.source.label): \(one.reference)"),
                HTML(text: one.text), HTML(text: one.addressee), HTML(text: one.answerDue?.spoken ?? "–"),
                UI.tag(one.state(on: today), one.state(on: today) == "Answer overdue" ? .red : .blue),
              ]
            }, empty: "None is entered."))
          """)
      },
      form(GovernancePath.recommendations + "/new") { _ in
        let bodies = try await partners.authorities()
        return formPage(
          "Enter a recommendation", under: [("Recommendations", GovernancePath.recommendations)],
          action: GovernancePath.recommendations,
          """
          \(UI.select("source", "From", options: Recommendation.Source.allCases.map { ($0.rawValue, $0.label) }))
          \(UI.textField("reference", "Review or report", hint: "Its title or reference; no person’s name.", width: .half))
          \(UI.textArea("text", "Recommendation", rows: 3))
          \(organisationFields(bodies, label: "Addressed to"))
          \(UI.dateField("made", "Made on"))
          \(UI.dateField("answer-due", "Answer due", hint: "Empty: 28 days for scrutiny (S.I. 2009/942 reg. 7), none for others."))
          """)
      },
      change(GovernancePath.recommendations) { ask, author in
        let body = try await organisation(ask)
        let one = Recommendation(
          id: ID(at: clock.now()), source: try ask.word("source", "From"), reference: ask.typed("reference"),
          text: ask.typed("text"), addressee: body.name, authority: body.authority,
          made: try ask.requiredDay("made", "Made on"), answerDue: try ask.day("answer-due", "Answer due"))
        try await store.add(one, by: author, at: clock.now())
        return path(one)
      },
      view(GovernancePath.recommendations + "/:recommendation") { ask in try await recommendationPage(ask) },
      form(GovernancePath.recommendations + "/:recommendation/:step") { ask in
        let one = try await recommendation(ask)
        guard let page = recommendationForm(one, try ask.parameter("step"), today) else { throw NotFound() }
        return page
      },
      change(GovernancePath.recommendations + "/:recommendation/:step") { ask, author in
        let one = try await recommendation(ask), now = clock.now()
        let day = try ask.requiredDay("day", "Day")
        switch try ask.parameter("step") {
        case "answer":
          try await store.answer(
            one.id, try ask.word("answer", "Answer"), words: ask.typed("words"), on: day, by: author, at: now)
        case "carried-out":
          try await store.implement(one.id, on: day, evidence: ask.typed("words"), by: author, at: now)
        case "reported": try await store.report(one.id, on: day, by: author, at: now)
        default: throw NotFound()
        }
        return path(one)
      },
    ]
  }

  private func recommendation(_ ask: Ask) async throws -> Recommendation {
    let step = ask.parameters["step"]
    guard step.map({ ["answer", "carried-out", "reported"].contains($0) }) ?? true,
      let one = try await store.recommendation(ID(try ask.parameter("recommendation")))
    else { throw NotFound() }
    return one
  }

  private func recommendationForm(_ one: Recommendation, _ step: String, _ day: Day) -> Page? {
    let titles = [
      "answer": "The written answer", "carried-out": "It was carried out", "reported": "It was reported back",
    ]
    guard let title = titles[step] else { return nil }
    let answers = Recommendation.Answer.allCases.filter { $0 != .awaited }.map { ($0.rawValue, $0.label) }
    let words: HTML =
      switch step {
      case "answer": "\(UI.radios("answer", "Answer", options: answers))\(UI.textArea("words", "In words", rows: 4))"
      case "carried-out": UI.textArea("words", "Evidence", hint: "What shows the change.", rows: 4)
      default: ""
      }
    return formPage(
      title, caption: "Recommendation \(one.number)",
      under: [("Recommendations", GovernancePath.recommendations), ("Recommendation \(one.number)", path(one))],
      action: GovernancePath.of(path(one), step), lead: HTML(text: one.text),
      "\(words)\(UI.dateField("day", "Day", value: day.boxes))")
  }

  private func recommendationPage(_ ask: Ask) async throws -> Page {
    let one = try await recommendation(ask)
    let actions = try await store.actions().filter { $0.recommendation == one.id }
    let past = try await history("recommendation:\(one.id)")
    var steps: [(String, String)] = []
    if one.answer == .awaited { steps.append(("Record the written answer", "answer")) }
    if [.accepted, .partly].contains(one.answer), one.implemented == nil {
      steps.append(("It was carried out", "carried-out"))
    }
    if one.answer != .awaited, one.reported == nil { steps.append(("It was reported back", "reported")) }
    let adding = GovernancePath.actions + "/new" + Address.query([("recommendation", one.id.text)])
    let links: HTML = """
      <ul>\(each: steps, { "<li>\(UI.link($0.0, href: GovernancePath.of(path(one), $0.1)))</li>" })\
      <li>\(UI.link("Enter an action", href: adding))</li></ul>
      """
    return page(
      "Recommendation \(one.number)", under: [("Recommendations", GovernancePath.recommendations)],
      lead: HTML(text: one.text),
      """
      \(UI.summaryList([
        ("State", UI.tag(one.state(on: today))), ("From", HTML(text: "\(one.source.label): \(one.reference)")),
        ("Addressed to", HTML(text: one.addressee)), ("Made", HTML(text: one.made.spoken)),
        ("Answer due", HTML(text: one.answerDue?.spoken ?? "No rule gives a day")),
        ("Answer", HTML(text: [one.answer.label, one.answered?.spoken, one.answerText].compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: ". "))),
        ("Carried out", HTML(text: [one.implemented?.spoken, one.evidence].compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: ". "))),
        ("Reported back", HTML(text: one.reported?.spoken ?? "–")),
      ]))
      \(actionTable(actions, caption: "Actions"))
      \(when: ask.keeps, links)
      \(past)
      """)
  }

  private var riskRoutes: [Route] {
    [
      view(GovernancePath.risks) { ask in
        let risks = try await store.risks()
        return page(
          "Risks and issues", wide: true, lead: "Scored by likelihood times impact, each from 1 to 5.",
          """
          \(when: ask.keeps, "<p>\(UI.buttonLink("Enter a risk", href: GovernancePath.risks + "/new"))</p>")
          \(riskTable(risks.filter { $0.closed == nil }, "Open", ask))
          \(riskTable(risks.filter { $0.closed != nil }, "Closed", ask))
          """)
      },
      form(GovernancePath.risks + "/new") { _ in try await riskForm(nil) },
      change(GovernancePath.risks) { ask, author in
        try await store.save(try await typedRisk(ask, ID(at: clock.now())), by: author, at: clock.now())
        return GovernancePath.risks
      },
      form(GovernancePath.risks + "/:risk") { ask in try await riskForm(try await risk(ask)) },
      change(GovernancePath.risks + "/:risk") { ask, author in
        try await store.save(try await typedRisk(ask, try await risk(ask).id), by: author, at: clock.now())
        return GovernancePath.risks
      },
    ]
  }

  private func risk(_ ask: Ask) async throws -> GovernanceRisk {
    let id = try ask.parameter("risk")
    guard let risk = try await store.risks().first(where: { $0.id.text == id }) else { throw NotFound() }
    return risk
  }

  private func riskTable(_ risks: [GovernanceRisk], _ caption: String, _ ask: Ask) -> HTML {
    UI.table(
      caption: caption, headings: .init("Risk", "Score", "Consequence", "What is done about it", "Owner", "Review"),
      rows: risks.map { risk in
        let title = "\(risk.number): \(risk.title)"
        return [
          ask.keeps ? UI.link(title, href: GovernancePath.of(GovernancePath.risks, risk.id.text)) : HTML(text: title),
          UI.tag("\(risk.score)", risk.score >= 15 ? .red : risk.score >= 8 ? .yellow : .green),
          HTML(text: risk.consequence), HTML(text: risk.mitigation), HTML(text: risk.organisation),
          UI.tag(risk.review.spoken, risk.closed == nil && risk.review < today ? .red : .grey),
        ]
      }, empty: "None.")
  }

  private func riskForm(_ risk: GovernanceRisk?) async throws -> Page {
    let bodies = try await partners.authorities(), boards = try await store.boards()
    let scores = (1...5).map { (String($0), String($0)) }
    let body = bodies.first { $0.name == risk?.organisation }
    return formPage(
      risk == nil ? "Enter a risk" : "Risk \(risk?.number ?? 0)", under: [("Risks", GovernancePath.risks)],
      action: risk.map { GovernancePath.of(GovernancePath.risks, $0.id.text) } ?? GovernancePath.risks,
      """
      \(UI.radios("kind", "Kind", options: GovernanceRisk.Kind.allCases.map { ($0.rawValue, $0.label) }, selected: risk?.kind.rawValue ?? "risk"))
      \(UI.textField("title", "Risk", value: risk?.title ?? ""))
      \(UI.textArea("consequence", "Consequence", value: risk?.consequence ?? "", rows: 3))
      \(UI.select("likelihood", "Likelihood", options: scores, selected: risk.map { String($0.likelihood) }))
      \(UI.select("impact", "Impact", options: scores, selected: risk.map { String($0.impact) }))
      \(UI.textArea("mitigation", "What is done about it", value: risk?.mitigation ?? "", rows: 3))
      \(organisationFields(bodies, selected: body?.id.text, other: body == nil ? risk?.organisation ?? "" : ""))
      \(UI.select("board", "Board", options: [("", "None")] + boards.map { ($0.id.text, $0.name) }, selected: risk?.board?.text))
      \(UI.dateField("review", "Review", value: boxes(risk?.review)))
      \(UI.dateField("closed", "Closed", hint: "Empty while it is open.", value: boxes(risk?.closed)))
      """)
  }

  private func typedRisk(_ ask: Ask, _ id: ID<GovernanceRisk>) async throws -> GovernanceRisk {
    let body = try await organisation(ask), board = ask.form["board"] ?? ""
    return GovernanceRisk(
      id: id, kind: try ask.word("kind", "Kind"), board: board.isEmpty ? nil : ID(board), title: ask.typed("title"),
      consequence: ask.typed("consequence"),
      likelihood: try GovernanceText.number(ask.typed("likelihood"), "Likelihood", 1...5) ?? 0,
      impact: try GovernanceText.number(ask.typed("impact"), "Impact", 1...5) ?? 0, organisation: body.name,
      mitigation: ask.typed("mitigation"), review: try ask.requiredDay("review", "Review"),
      closed: try ask.day("closed", "Closed"))
  }

  private var teamRoutes: [Route] {
    [
      view(GovernancePath.teams) { ask in
        let teams = try await store.teams()
        return page(
          "Teams", wide: true,
          """
          \(when: ask.keeps, "<p>\(UI.buttonLink("Enter a team", href: GovernancePath.teams + "/new"))</p>")
          \(UI.table(
            caption: "Teams", headings: .init("Team", "Organisation", "Function", "Purpose", "Since", "State"),
            rows: teams.map { team in
              let stands = team.from <= today && team.to.map { today <= $0 } ?? true
              return [
                ask.keeps ? UI.link(team.name, href: GovernancePath.of(GovernancePath.teams, team.code)) : HTML(text: team.name),
                HTML(text: team.organisation), HTML(text: team.function), HTML(text: team.purpose),
                HTML(text: team.from.spoken), UI.tag(stands ? "Stands" : "Ended", stands ? .green : .grey),
              ]
            }, empty: "None is entered."))
          """)
      },
      form(GovernancePath.teams + "/new") { _ in try await teamForm(nil) },
      change(GovernancePath.teams) { ask, author in
        let code = ask.typed("code").trimmed
        guard try await store.teams().allSatisfy({ $0.code != code }) else {
          throw Refusal(
            "team-exists", place: "Short name", "There is a team named “\(code.prefix(60))” already.",
            remedy: "Choose another short name.")
        }
        try await store.save(try await typedTeam(ask, code), by: author, at: clock.now())
        return GovernancePath.teams
      },
      form(GovernancePath.teams + "/:team") { ask in try await teamForm(try await team(ask)) },
      change(GovernancePath.teams + "/:team") { ask, author in
        try await store.save(try await typedTeam(ask, try await team(ask).code), by: author, at: clock.now())
        return GovernancePath.teams
      },
    ]
  }

  private func team(_ ask: Ask) async throws -> GovernanceTeam {
    let code = try ask.parameter("team")
    guard let team = try await store.teams().first(where: { $0.code == code }) else { throw NotFound() }
    return team
  }

  private func teamForm(_ team: GovernanceTeam?) async throws -> Page {
    let bodies = try await partners.authorities()
    return formPage(
      team?.name ?? "Enter a team", under: [("Teams", GovernancePath.teams)],
      action: team.map { GovernancePath.of(GovernancePath.teams, $0.code) } ?? GovernancePath.teams,
      """
      \(when: team == nil, UI.textField("code", "Short name", hint: "Lower-case letters, digits, hyphens.", width: .twenty))
      \(UI.textField("name", "Name", value: team?.name ?? "", width: .half))
      \(organisationFields(bodies, selected: team?.authority, other: team?.authority == nil ? team?.organisation ?? "" : ""))
      \(UI.textField("function", "Function", hint: "A short word that facts carry, such as asb.", value: team?.function ?? "", width: .twenty))
      \(UI.textArea("purpose", "Purpose", value: team?.purpose ?? "", rows: 3))
      \(UI.dateField("from", "Since", value: boxes(team?.from)))
      \(UI.dateField("to", "Ended", value: boxes(team?.to)))
      """)
  }

  private func typedTeam(_ ask: Ask, _ code: String) async throws -> GovernanceTeam {
    let body = try await organisation(ask)
    return GovernanceTeam(
      code: code, name: ask.typed("name"), organisation: body.name, authority: body.authority,
      function: ask.typed("function").trimmed, purpose: ask.typed("purpose"),
      from: try ask.requiredDay("from", "Since"),
      to: try ask.day("to", "Ended"))
  }
}
