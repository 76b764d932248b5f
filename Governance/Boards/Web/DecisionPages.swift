import Basics
import GovernanceModel
import GovernanceStore
import WebShell

/// Decisions, and the chain from each to actions and to what they moved.
extension GovernanceDesk {
  var decisionRoutes: [Route] {
    [
      view(GovernancePath.decisions) { _ in
        let decisions = try await store.decisions()
        return page("Decisions", wide: true, decisionTable(decisions, caption: "Decisions, latest first"))
      },
      view(GovernancePath.decisions + "/:decision") { ask in try await decisionPage(ask) },
      form(GovernancePath.meetings + "/:meeting/decisions") { ask in
        let (meeting, board) = try await meetingAndBoard(ask)
        guard meeting.state.isHeld else { throw NotFound() }
        return formPage(
          "Record a decision", caption: "\(board.name), \(meeting.day.spoken)", under: crumbs(meeting, board),
          action: GovernancePath.of(path(meeting), "decisions"), submit: "Record it",
          """
          \(UI.textArea("text", "Decision", rows: 3))
          \(UI.textField("by", "By which authority", hint: "Paragraph of the terms of reference, or delegation."))
          \(UI.textArea("options", "Options", hint: "What else was considered.", rows: 3))
          \(UI.textArea("reasons", "Reasons", rows: 3))
          \(UI.textArea("dissent", "Dissent", rows: 2))
          \(UI.textField("no-action", "Why nothing has to be done", hint: "Empty while an action is expected."))
          """)
      },
      change(GovernancePath.meetings + "/:meeting/decisions") { ask, author in
        let (meeting, _) = try await meetingAndBoard(ask)
        let decision = Decision(
          id: ID(at: clock.now()), board: meeting.board, meeting: meeting.id, day: meeting.day, text: ask.typed("text"),
          authority: ask.typed("by"), options: ask.typed("options"), reasons: ask.typed("reasons"),
          dissent: ask.typed("dissent"), needsNoAction: ask.typed("no-action"))
        try await store.record(decision, by: author, at: clock.now())
        return GovernancePath.of(GovernancePath.decisions, decision.id.text)
      },
      form(GovernancePath.decisions + "/:decision/no-action") { ask in
        let decision = try await decision(ask)
        return formPage(
          "Nothing has to be done", caption: "Decision \(decision.number)",
          under: [("Decisions", GovernancePath.decisions), ("Decision \(decision.number)", path(decision))],
          action: GovernancePath.of(path(decision), "no-action"), lead: HTML(text: decision.text),
          UI.textField("reason", "Why nothing has to be done"))
      },
      change(GovernancePath.decisions + "/:decision/no-action") { ask, author in
        let decision = try await decision(ask)
        try await store.settle(decision.id, because: ask.typed("reason"), by: author, at: clock.now())
        return path(decision)
      },
    ]
  }

  func path(_ decision: Decision) -> String { GovernancePath.of(GovernancePath.decisions, decision.id.text) }

  private func decision(_ ask: Ask) async throws -> Decision {
    guard let decision = try await store.decision(ID(try ask.parameter("decision"))) else { throw NotFound() }
    return decision
  }

  private func decisionPage(_ ask: Ask) async throws -> Page {
    let decision = try await decision(ask)
    let board = try await store.boards().first { $0.id == decision.board }
    let actions = try await store.actions().filter { $0.decision == decision.id }
    let past = try await history("decision:\(decision.id)")
    let meeting: HTML =
      decision.meeting.map {
        UI.link("Meeting of \(decision.day.spoken)", href: GovernancePath.of(GovernancePath.meetings, $0.text))
      } ?? "Between meetings"
    let adding = GovernancePath.actions + "/new" + Address.query([("decision", decision.id.text)])
    let isBare = actions.isEmpty && decision.needsNoAction.isEmpty
    return page(
      "Decision \(decision.number)", under: [("Decisions", GovernancePath.decisions)],
      lead: HTML(text: decision.text),
      """
      \(UI.summaryList([
        ("Board", board.map { UI.link($0.name, href: path($0)) } ?? ""), ("Meeting", meeting),
        ("By which authority", HTML(text: decision.authority)), ("Options", UI.paragraphs(decision.options)),
        ("Reasons", UI.paragraphs(decision.reasons)),
        ("Dissent", HTML(text: decision.dissent.isEmpty ? "None recorded" : decision.dissent)),
      ]))
      \(when: isBare, UI.notice(.warning, "<p>No action came of this decision yet.</p>"))
      \(when: !decision.needsNoAction.isEmpty, "<p>Nothing has to be done: \(decision.needsNoAction)</p>")
      <h2>From the decision to its effect</h2>
      \(UI.table(
        caption: "Actions of this decision", headings: .init("Action", "Due", "State", "Measure", "Effect"),
        rows: actions.map { chainRow($0) }, empty: "None."))
      \(when: ask.keeps, """
        <p>\(UI.buttonLink("Enter an action", href: adding))</p>
        \(when: isBare, "<p>\(UI.link("Nothing has to be done about it", href: GovernancePath.of(path(decision), "no-action")))</p>")
        """)
      \(past)
      """)
  }

  private func chainRow(_ action: GovernanceAction) -> [HTML] {
    [
      UI.link("\(action.number): \(action.text)", href: path(action)), HTML(text: action.due.spoken),
      actionTag(action), HTML(text: action.measure.isEmpty ? "None named" : action.measure),
      HTML(text: action.effect.label),
    ]
  }

  func decisionTable(_ decisions: [Decision], caption: String) -> HTML {
    UI.table(
      caption: caption, headings: .init("Decision", "Day", "What was decided"),
      rows: decisions.map {
        [UI.link("Decision \($0.number)", href: path($0)), HTML(text: $0.day.spoken), HTML(text: $0.text)]
      }, empty: "None.")
  }
}
