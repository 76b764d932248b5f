import Basics
import CaseworkModel
import CaseworkStore
import PartnershipModel
import PartnershipStore
import WebShell

/// One request: clock, search, cases, review.
extension SubjectAccessDesk {
  var requestRoutes: [Route] {
    [
      Route(.get, SubjectAccessPath.list + "/:request", policy: .needs(.overseeSharing)) { ask in
        let id = try id(ask)
        return try await opened { .page(try await requestPage(id, ask)) }
      },
      change("/pause") { ask, id, inquirer in
        guard let reason = SubjectAccessClock.Pause.Reason(rawValue: ask.form["asked"] ?? "") else {
          throw Refusal("pause", place: "What was asked", "Nothing is chosen.", remedy: "Choose what was asked for.")
        }
        try await store.pause(id, reason, by: inquirer)
      },
      change("/resume") { _, id, inquirer in try await store.resume(id, by: inquirer) },
      change("/extend") { ask, id, inquirer in try await store.extend(id, reason: text(ask, "longer"), by: inquirer) },
      change("/search") { _, id, inquirer in try await store.search(id, by: inquirer) },
      change("/cases/:case/take") { ask, id, inquirer in
        try await store.take(try record(ask), onto: id, by: inquirer)
      },
      change("/cases/:case/other") { ask, id, inquirer in
        try await store.leave(try record(ask), of: id, by: inquirer)
      },
      change("/review") { ask, id, inquirer in
        try await store.review(id, safety: text(ask, "safety"), by: inquirer)
      },
      change("/reopen") { _, id, inquirer in try await store.reopen(id, by: inquirer) },
      change("/end") { ask, id, inquirer in
        try await store.end(
          id, as: SubjectRequest.State(rawValue: ask.form["ending"] ?? "") ?? .received, reason: text(ask, "ending-reason"),
          by: inquirer)
      },
    ]
  }

  private func requestPage(_ id: ID<SubjectRequest>, _ ask: Ask) async throws -> Page {
    let view = try await store.read(id, by: inquirer(ask)), one = view.request, who = view.identity
    return Page(
      title: one.reference, heading: "Subject access request \(one.reference)", caption: one.regime.label,
      back: ("Back to the requests", SubjectAccessPath.list),
      body: """
        <p>\(state(one))</p>
        \(UI.summaryList([
          ("Who asks", HTML(text: who.name)), ("Date of birth", HTML(text: Day(who.birthDate)?.spoken ?? "not given")),
          ("Telephone, postcode", HTML(text: [who.phone, who.postcode].filter { !$0.isEmpty }.joined(separator: ", "))),
          ("Where the answer goes", HTML(text: who.answerTo)), ("What is asked for", HTML(text: who.scope.isEmpty ? "Everything" : who.scope)),
          ("Received", HTML(text: one.clock.received.spoken)), ("Answer due, or ended", due(one)),
          ("Handled by", HTML(text: one.handlerName)),
        ]))
        \(clockPart(one))
        \(casesPart(view))
        \(when: one.state == .received && !view.matches.isEmpty || one.state == .received, reviewForm(one))
        \(when: one.state != .received && !view.safety.isEmpty, "<h2>Safety check</h2><p class=\"note-text\">\(view.safety)</p>")
        \(approvalPart(one))
        \(when: !view.endReason.isEmpty, "<h2>\(one.state.label)</h2><p>\(view.endReason)</p>")
        \(when: one.state.isOpen, UI.details("Refuse it, or record that it was withdrawn", UI.form(action: SubjectAccessPath.part(id.text, "end"), submit: "End the request", kind: .warning, """
          \(UI.radios("ending", "How it ended", options: [("refused", "Refused: manifestly unfounded or excessive"), ("withdrawn", "Withdrawn by the person")]))
          \(UI.textArea("ending-reason", "Reason", rows: 2))
          """)))
        """, wide: true)
  }

  private func clockPart(_ one: SubjectRequest) -> HTML {
    let id = one.id.text
    return """
      <h2>Clock</h2>
      \(UI.table(
        caption: "When the clock stood", headings: ["What was asked", "Asked", "Answered"].map { UI.Heading($0) },
        rows: one.clock.pauses.map { [HTML(text: $0.reason.label), HTML(text: $0.askedOn.spoken), HTML(text: $0.answeredOn?.spoken ?? "awaited")] },
        hideCaption: true, empty: "It has not been stopped."))
      \(one.clock.extendedOn.map { "<p>Extended by two months; the person was told on \($0.spoken).</p>" as HTML })
      \(when: one.state.isOpen && one.clock.standing != nil, UI.form(action: SubjectAccessPath.part(id, "resume"), submit: "The answer came today", kind: .secondary, ""))
      \(when: one.state.isOpen && one.clock.standing == nil, UI.details("Something was asked of the person today", UI.form(action: SubjectAccessPath.part(id, "pause"), submit: "Stop the clock", kind: .secondary, UI.radios("asked", "What was asked", options: SubjectAccessClock.Pause.Reason.allCases.map { ($0.rawValue, $0.label) }))))
      \(when: one.state == .received && one.clock.extendedOn == nil, UI.details("It takes longer", UI.form(action: SubjectAccessPath.part(id, "extend"), submit: "Extend by two months", kind: .secondary, "<p>Only for complex or several requests, and only when the person was told, with the reason, by \(one.clock.firstMonthEnds(on: today, store.calendar).spoken).</p>\(UI.textField("longer", "Why it takes longer, as the person was told"))")))
      """
  }

  private func casesPart(_ view: SubjectAccessStore.View) -> HTML {
    let one = view.request, id = one.id.text
    return """
      <h2>What is held</h2>
      \(when: one.state == .received, UI.form(action: SubjectAccessPath.part(id, "search"), submit: "Search the agency’s cases", kind: .secondary, "<p>By name, sound of the name, birth date and telephone. Nothing is opened by it. Holidays are known until \(store.calendar.knownUntil.spoken); later days are counted without.</p>"))
      \(UI.table(
        caption: "Cases found", headings: ["Case", "Panel", "Found by", "Where it stands", ""].map { UI.Heading($0) },
        rows: view.matches.map { match in
          let path = SubjectAccessPath.part(id, "cases", match.record.text)
          let standing =
            switch match.standing {
            case .found: "Found, not opened"
            case .taken: "On the request"
            case .decided: "Every item decided"
            case .other: "Somebody else"
            case .concealed: ""
            }
          let acts: HTML = one.state != .received ? "" : """
            \(when: match.standing == .found || match.standing == .other, UI.form(action: path + "/take", submit: "Take \(match.reference) on", kind: .secondary, ""))
            \(when: match.standing == .taken || match.standing == .decided, UI.form(action: path + "/take", submit: "Take \(match.reference) over", kind: .secondary, ""))
            \(when: match.standing == .taken || match.standing == .decided, UI.link("Test the items of \(match.reference)", href: path))
            \(when: match.standing != .other, UI.form(action: path + "/other", submit: "\(match.reference) is somebody else", kind: .secondary, ""))
            """
          return [HTML(text: match.reference), HTML(text: words.panel(match.panel)?.title ?? match.panel), HTML(text: match.matched.joined(separator: ", ")), HTML(text: standing), acts]
        }, hideCaption: true, empty: "Nothing was found that is told of."))
      """
  }

  private func reviewForm(_ one: SubjectRequest) -> HTML {
    """
    <h2>End of the review</h2>
    \(UI.form(action: SubjectAccessPath.part(one.id.text, "review"), submit: "The review is done", UI.textArea("safety", "Safety check", hint: "What you looked at so that the answer shows no victim, child or witness, not even that a record of them exists.", rows: 3)))
    """
  }

  private func approvalPart(_ one: SubjectRequest) -> HTML {
    let id = one.id.text
    guard one.state == .reviewed || one.state == .approved || one.state == .answered else { return "" }
    return """
      <h2>Approval and answer</h2>
      <p>\(one.approvals.count) of \(one.approvalsNeeded) \(one.approvalsNeeded == 1 ? "approval" : "approvals")\(when: !one.approvals.isEmpty, ": \(one.approvals.map(\.name).joined(separator: ", "))").
      \(when: one.state == .reviewed, "Somebody else of the agency approves it at \(UI.link("this address", href: SubjectAccessPath.approval(id))).")</p>
      \(when: one.state != .answered, "<p>\(UI.link("The answer as it would be sent", href: SubjectAccessPath.part(id, "answer")))</p>\(UI.form(action: SubjectAccessPath.part(id, "reopen"), submit: "Go back to the review", kind: .secondary, ""))")
      \(when: one.state == .approved && one.clock.standing == nil, UI.form(action: SubjectAccessPath.part(id, "send"), submit: "Freeze the answer and record that it was sent", kind: .warning, ""))
      \(when: one.state == .answered, "<p>\(UI.link("The answer as PDF", href: SubjectAccessPath.part(id, "file"))), SHA-256 <code>\(one.answerSHA256 ?? "")</code></p>")
      """
  }
}
