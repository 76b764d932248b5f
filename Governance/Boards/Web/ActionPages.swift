import Basics
import GovernanceModel
import GovernanceStore
import PartnershipModel
import PartnershipStore
import WebShell

/// The one list of actions, whatever they came from.
extension GovernanceDesk {
  var actionRoutes: [Route] {
    [
      view(GovernancePath.actions) { try await actionList($0) },
      form(GovernancePath.actions + "/new") { try await actionForm($0) },
      change(GovernancePath.actions) { ask, author in
        let action = try await typedAction(ask)
        try await store.add(action, by: author, at: clock.now())
        return path(action)
      },
      view(GovernancePath.actions + "/:action") { ask in try await actionPage(ask, try await action(ask)) },
      form(GovernancePath.actions + "/:action/carry-over") { ask in
        let action = try await action(ask)
        return formPage(
          "Carry over", caption: "Action \(action.number)", under: crumbs(action),
          action: GovernancePath.of(path(action), "carry-over"),
          "\(UI.dateField("due", "New day"))\(UI.textField("reason", "Why it is carried over"))")
      },
      change(GovernancePath.actions + "/:action/carry-over") { ask, author in
        let action = try await action(ask)
        try await store.carryOver(
          action.id, to: try ask.requiredDay("due", "New day"), because: ask.typed("reason"), by: author,
          at: clock.now())
        return path(action)
      },
      form(GovernancePath.actions + "/:action/end") { ask in
        let action = try await action(ask)
        let states = [GovernanceAction.State.done, .dropped].map { ($0.rawValue, $0.label) }
        return formPage(
          "End an action", caption: "Action \(action.number)", under: crumbs(action),
          action: GovernancePath.of(path(action), "end"),
          """
          \(UI.radios("state", "What became of it", options: states))
          \(UI.dateField("day", "Day", value: today.boxes))
          \(UI.textArea("evidence", "Evidence", hint: "What shows that it was done, or why it was dropped.", rows: 4))
          """)
      },
      change(GovernancePath.actions + "/:action/end") { ask, author in
        let action = try await action(ask)
        try await store.settle(
          action.id, as: try ask.word("state", "What became of it"), on: try ask.requiredDay("day", "Day"),
          evidence: ask.typed("evidence"), by: author, at: clock.now())
        return path(action)
      },
      form(GovernancePath.actions + "/:action/effect") { ask in
        let action = try await action(ask)
        return formPage(
          "Look at its effect", caption: "Action \(action.number)", under: crumbs(action),
          action: GovernancePath.of(path(action), "effect"), lead: "Has the measure moved that the action was to move?",
          """
          \(UI.textField("measure", "Measure", hint: "Its id among the measures, such as mps-recorded-crime.", value: action.measure, width: .twenty))
          \(UI.radios("effect", "What is seen of it", options: GovernanceAction.Effect.allCases.map { ($0.rawValue, $0.label) }, selected: action.effect.rawValue))
          \(UI.textArea("note", "What is seen", hint: "With the figure’s address.", value: action.effectNote, rows: 4))
          """)
      },
      change(GovernancePath.actions + "/:action/effect") { ask, author in
        let action = try await action(ask)
        try await store.look(
          at: action.id, measure: ask.typed("measure").trimmed, effect: try ask.word("effect", "What is seen of it"),
          note: ask.typed("note"), by: author, at: clock.now())
        return path(action)
      },
    ]
  }

  func path(_ action: GovernanceAction) -> String { GovernancePath.of(GovernancePath.actions, action.id.text) }
  private func crumbs(_ action: GovernanceAction) -> [(String, String)] {
    [("Actions", GovernancePath.actions), ("Action \(action.number)", path(action))]
  }

  private func action(_ ask: Ask) async throws -> GovernanceAction {
    guard let action = try await store.action(ID(try ask.parameter("action"))) else { throw NotFound() }
    return action
  }

  private func actionList(_ ask: Ask) async throws -> Page {
    let all = try await store.actions(), boards = try await store.boards()
    let state = ask.query["state"] ?? "open", source = ask.query["source"] ?? "", board = ask.query["board"] ?? ""
    let owner = ask.query["owner"] ?? ""
    let owners = Set(all.map(\.organisation)).sorted()
    let shown = all.filter { action in
      let matchesState =
        state == "all" || state == "overdue" && action.isOverdue(on: today) || action.state.rawValue == state
      let matchesSource = source.isEmpty || action.source.rawValue == source
      let matchesBoard = board.isEmpty || action.board?.text == board
      return matchesState && matchesSource && matchesBoard && (owner.isEmpty || action.organisation == owner)
    }
    let states = [("open", "Open"), ("overdue", "Overdue"), ("done", "Done"), ("dropped", "Dropped"), ("all", "All")]
    let sources = [("", "Anything")] + GovernanceAction.Source.allCases.map { ($0.rawValue, $0.label) }
    return page(
      "Actions", wide: true,
      """
      \(when: ask.keeps, "<p>\(UI.buttonLink("Enter an action", href: GovernancePath.actions + "/new"))</p>")
      \(UI.filters(action: GovernancePath.actions, submit: "Show", """
        \(UI.select("state", "State", options: states, selected: state))
        \(UI.select("source", "Came from", options: sources, selected: source))
        \(UI.select("board", "Board", options: [("", "Any board")] + boards.map { ($0.id.text, $0.name) }, selected: board))
        \(UI.select("owner", "Owner", options: [("", "Anybody")] + owners.map { ($0, $0) }, selected: owner))
        """))
      \(actionTable(shown, caption: "Actions"))
      """)
  }

  func actionTable(_ actions: [GovernanceAction], caption: String) -> HTML {
    UI.table(
      caption: caption, headings: .init("Action", "What", "Owner", "Due", "State", "Carried over"),
      rows: actions.map { action in
        [
          UI.link("Action \(action.number)", href: path(action)), HTML(text: action.text),
          HTML(text: [action.organisation, action.owner].filter { !$0.isEmpty }.joined(separator: ", ")),
          HTML(text: action.due.spoken), actionTag(action),
          HTML(text: action.carriedOver == 0 ? "–" : action.carriedOver == 1 ? "once" : "\(action.carriedOver) times"),
        ]
      }, empty: "None.")
  }

  func actionTag(_ action: GovernanceAction) -> HTML {
    if action.isOverdue(on: today) { return UI.tag("Overdue", .red) }
    return UI.tag(action.state.label, action.state == .open ? .blue : action.state == .done ? .green : .grey)
  }

  private func actionPage(_ ask: Ask, _ action: GovernanceAction) async throws -> Page {
    let past = try await history("action:\(action.id)")
    var origin: [HTML] = [HTML(text: action.source.label)]
    if let decision = action.decision, let held = try await store.decision(decision) {
      origin.append(UI.link("Decision \(held.number)", href: path(held)))
    }
    if let id = action.recommendation, let held = try await store.recommendation(id) {
      origin.append(UI.link("Recommendation \(held.number)", href: path(held)))
    }
    if let id = action.meeting, let held = try await store.meeting(id) {
      origin.append(UI.link("Meeting of \(held.day.spoken)", href: path(held)))
    }
    if !action.origin.isEmpty { origin.append(HTML(text: action.origin)) }
    func part(_ name: String) -> String { GovernancePath.of(path(action), name) }
    return page(
      "Action \(action.number)", under: [("Actions", GovernancePath.actions)], lead: HTML(text: action.text),
      """
      \(UI.summaryList([
        ("State", actionTag(action)),
        ("Owner", HTML(text: [action.organisation, action.owner].filter { !$0.isEmpty }.joined(separator: ", "))),
        ("Due", HTML(text: action.due.spoken)), ("Carried over", HTML(text: "\(action.carriedOver) times")),
        ("Came from", HTML.joined(origin, by: "; ")),
        ("Ended", HTML(text: action.settled?.spoken ?? "–")), ("Evidence", UI.paragraphs(action.evidence)),
        ("Measure", HTML(text: action.measure.isEmpty ? "None named" : action.measure)),
        ("Effect", HTML(text: [action.effect.label, action.effectNote].filter { !$0.isEmpty }.joined(separator: ". "))),
      ]))
      \(when: action.isWithoutEffect(on: today), UI.notice(.warning, "<p>Half a year has passed since it was done, and no measure is seen to have moved.</p>"))
      \(when: ask.keeps && action.state == .open, "<p>\(UI.buttonLink("End it", href: part("end"))) \(UI.buttonLink("Carry it over", href: part("carry-over"), kind: .secondary))</p>")
      \(when: ask.keeps && action.state == .done, "<p>\(UI.buttonLink("Look at its effect", href: part("effect")))</p>")
      \(past)
      """)
  }

  private func actionForm(_ ask: Ask) async throws -> Page {
    let bodies = try await partners.authorities(), boards = try await store.boards()
    let people = try await partners.accounts().filter { $0.state == .active }
    let from = ["decision", "recommendation", "meeting"].filter { ask.query[$0] != nil }
    let source = from.first ?? GovernanceAction.Source.other.rawValue
    return formPage(
      "Enter an action", under: [("Actions", GovernancePath.actions)], action: GovernancePath.actions,
      """
      \(each: from, { UI.hidden($0, ask.query[$0] ?? "") })
      \(UI.textArea("text", "Action", hint: "What is done, without the name of any person or case.", rows: 3))
      \(organisationFields(bodies))
      \(UI.textField("owner", "Person or post", width: .half))
      \(UI.select("account", "Account", hint: "So that it is among the person’s deadlines.", options: [("", "None")] + people.map { ($0.id.text, "\($0.name), \($0.authorityName)") }))
      \(UI.dateField("due", "Due"))
      \(UI.select("source", "Came from", options: GovernanceAction.Source.allCases.map { ($0.rawValue, $0.label) }, selected: source))
      \(UI.textField("origin", "Where it came from", hint: "For what is not on record here, such as an exercise and its day."))
      \(UI.select("board", "Board that follows it", options: [("", "None")] + boards.map { ($0.id.text, $0.name) }, selected: ask.query["board"]))
      \(UI.textField("measure", "Measure that it is to move", hint: "Its id among the measures; may be left empty.", width: .twenty))
      """)
  }

  private func typedAction(_ ask: Ask) async throws -> GovernanceAction {
    func id<Thing>(_ field: String) -> ID<Thing>? {
      ask.form[field].flatMap { $0.isEmpty ? nil : ID($0) }
    }
    let body = try await organisation(ask), account = ask.form["account"] ?? ""
    var board: ID<Board>? = id("board")
    let decision: ID<Decision>? = id("decision"), meeting: ID<Meeting>? = id("meeting")
    // An action follows the board of the decision or meeting that it came from, unless another is chosen.
    if board == nil, let decision { board = try await store.decision(decision)?.board }
    if board == nil, let meeting { board = try await store.meeting(meeting)?.board }
    return GovernanceAction(
      id: ID(at: clock.now()), source: try ask.word("source", "Came from"), decision: decision,
      recommendation: id("recommendation"), meeting: meeting, board: board, origin: ask.typed("origin"),
      text: ask.typed("text"), organisation: body.name, authority: body.authority, owner: ask.typed("owner"),
      account: account.isEmpty ? nil : account, due: try ask.requiredDay("due", "Due"),
      measure: ask.typed("measure").trimmed)
  }
}
