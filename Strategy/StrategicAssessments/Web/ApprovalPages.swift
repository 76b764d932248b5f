import Basics
import StrategyModel
import StrategyStore
import WebShell

/// Asking every figure again, affirming, and the strategy group's approval.
extension AssessmentDesk {
  var approvalRoutes: [Route] {
    [
      Route(.get, AssessmentPath.list + "/:edition/refresh", policy: .signedIn) { ask in
        let content = try await workContent(ask)
        return .page(refreshPage(content))
      },
      Route(.post, AssessmentPath.list + "/:edition/refresh", policy: .signedIn) { ask in
        let content = try await workContent(ask)
        try await store.refresh(content.edition.id, evidence: evidence, by: try writer(ask), at: clock.now())
        return .redirect(AssessmentPath.part(content.edition.name, "refresh"))
      },
      change("/figures/:binding/affirm") { ask, content, writer in
        let binding = try binding(ask, content)
        try await store.affirm(
          binding.id, in: content.edition.id, takingToday: ask.form["figure-\(binding.name)"] == "today", by: writer,
          at: clock.now())
        return .redirect(AssessmentPath.part(content.edition.name, "refresh"))
      },
      Route(.get, AssessmentPath.list + "/:edition/approval", policy: .signedIn) { ask in
        .page(approvalPage(ask, try await workContent(ask), nil))
      },
      change("/approval", policy: .approveAssessment) { ask, content, writer in
        do {
          try await store.approve(
            content.edition.id, minute: ask.typed("reason").trimmed, evidence: evidence, by: writer, at: clock.now())
          return .redirect(AssessmentPath.edition(content.edition.name))
        } catch let refusal as Refusal {
          let now = try await store.content(content.edition.id) ?? content
          return .page(approvalPage(ask, now, refusal))
        }
      },
    ]
  }

  /// For those who write or approve.
  private func workContent(_ ask: Ask) async throws -> AssessmentContent {
    guard ask.mayWork else { throw NotPermitted(.writeAssessment) }
    return try await content(ask)
  }

  private func refreshPage(_ content: AssessmentContent) -> Page {
    let name = content.edition.name, isApproved = content.edition.state.isApproved
    let counts = Dictionary(grouping: content.bindings.compactMap(\.check), by: \.verdict)
    let summary = RefreshVerdict.allCases.compactMap { verdict in
      counts[verdict].map { "\($0.count) \(verdict.label.lowercasedFirst)" }
    }
    return page(
      content, "Refresh figures",
      body: """
        <p>\(isApproved
          ? "Every question is asked again. The figures stay frozen; today’s answers stand beside them."
          : "Every question is asked again. Where the answer moved by more than it usually does, or its source is stale, the author looks at the text once more and affirms it.")</p>
        \(UI.form(action: AssessmentPath.part(name, "refresh"), submit: "Ask \(content.bindings.count) figures again", ""))
        \(when: !summary.isEmpty, UI.finding(HTML(text: summary.joined(separator: ", ").capitalisedFirst + ".")))
        \(each: content.blocks.filter { block in block.bindings.contains { $0.check != nil } }, { block in
          "<h2>\(block.title)</h2>\(each: block.bindings, { checked($0, content) })"
        })
        """)
  }

  private func checked(_ binding: Binding, _ content: AssessmentContent) -> HTML {
    guard let check = binding.check else { return "" }
    let edition = content.edition
    let held = try? content.printed(binding.name), today = try? check.today?.figure()
    func number(_ figure: Figure?) -> String { figure?.value.map { figure?.measured($0) ?? "" } ?? "a table" }
    let choices: HTML = UI.radios(
      // Many such forms stand on one page; each needs fields of its own name for its labels.
      "figure-\(binding.name)", "The text stands",
      options: [("held", "on the held figure")]
        + (edition.state.isOpen && today != nil ? [("today", "on today’s figure")] : []),
      selected: edition.state.isOpen && today != nil ? "today" : "held")
    return UI.card(
      binding.name,
      """
      <p>\(UI.tag(check.verdict.label, check.verdict.colour)) \(check.words)</p>\(when: !check.rule.isEmpty, "<p class=\"hint\">\(check.rule)</p>")
      \(UI.summaryList([
        (edition.state.isApproved ? "Frozen" : "Held", HTML(text: number(held ?? nil))), ("Today", HTML(text: check.today == nil ? "no answer" : number(today ?? nil))),
        ("Asked again", HTML(text: check.at.spoken)),
        ("Affirmed", HTML(text: check.affirmedAt.map { "\($0.spoken) by \(check.affirmedBy ?? "")" } ?? (check.isOutstanding ? "not yet" : "not needed"))),
      ]))
      \(when: !edition.state.isApproved && check.verdict != .unchanged && check.affirmedAt == nil, UI.form(
        action: AssessmentPath.part(edition.name, "figures", binding.id.text, "affirm"), submit: "Affirm", kind: .secondary, choices))
      """)
  }

  private func approvalPage(_ ask: Ask, _ content: AssessmentContent, _ refusal: Refusal?) -> Page {
    let edition = content.edition
    let obstacles = AssessmentStore.obstaclesToApproval(content)
    let mayApprove = ask.visitor?.may(.approveAssessment) ?? false
    var body: HTML = UI.problem(refusal)
    if let approval = edition.approval {
      body.append(
        "<p>Approved: \(approval.minute). Recorded by \(approval.by) on \(approval.at.spoken). \(content.frozen.count) figures are frozen.</p>"
      )
      body.append(frozenTable(content))
    } else {
      body.append(checklist(content, obstacles))
      if edition.state != .groupApproval {
        body.append(
          "<p>The edition is in the state “\(edition.state.label)”. It is approved from “\(EditionState.groupApproval.label)”.</p>"
        )
      } else if mayApprove {
        body.append(
          """
          <p>Every figure is asked once more. Then all \(content.bindings.count) figures are frozen with their fingerprints, and nothing in \
          the edition can be changed any more, by anybody.</p>
          \(UI.form(
            action: AssessmentPath.part(edition.name, "approval"), submit: EditionStep.approve.label,
            UI.textField("reason", EditionStep.approve.reasonLabel, hint: "Such as: strategy group of 6 July 2023, minute 4.", value: ask.form["reason"] ?? "")))
          """)
      } else {
        body.append("<p>The partnership manager records the strategy group’s decision.</p>")
      }
    }
    return page(content, "Approval", body: body, status: refusal == nil ? 200 : 422)
  }

  private func frozenTable(_ content: AssessmentContent) -> HTML {
    UI.table(
      caption: "Frozen figures",
      headings: [UI.Heading("Figure"), UI.Heading("Frozen value"), UI.Heading("Today"), UI.Heading("SHA-256")],
      rows: content.bindings.compactMap { binding in
        guard let held = content.frozen[binding.name], let figure = try? held.figure() else { return nil }
        let today = (try? binding.check?.today?.figure())?.value.map(figure.measured)
        return [
          HTML(text: binding.name), HTML(text: figure.value.map(figure.measured) ?? "a table"),
          HTML(text: binding.check.map { "\($0.verdict.label)\(today.map { ": " + $0 } ?? "")" } ?? "not asked since"),
          "<code>\(held.sha256)</code>",
        ]
      })
  }
}
