import Basics
import StrategyModel
import StrategyStore
import WebShell

/// Findings, priorities with their scores, and the information asked of partners.
extension AssessmentDesk {
  var judgementRoutes: [Route] {
    [
      view("/findings", policy: .writeAssessment) { _, content in .page(findingsPage(content)) },
      view("/findings/:finding", policy: .writeAssessment) { ask, content in
        let id = try ask.parameter("finding")
        guard content.edition.state.isOpen, let finding = content.findings.first(where: { $0.id.text == id }) else {
          throw NotFound()
        }
        return .page(findingPage(finding, content))
      },
      change("/findings") { ask, content, writer in
        guard let confidence = Finding.Confidence(rawValue: ask.form["confidence"] ?? "") else {
          throw Refusal(
            "missing-field", place: "Confidence", "No confidence is chosen.", remedy: "Choose high, moderate or low.")
        }
        let now = clock.now(), known = content.findings.first { $0.id.text == ask.form["finding"] }
        let finding = Finding(
          id: known?.id ?? ID(at: now), position: known?.position ?? (content.findings.map(\.position).max() ?? 0) + 1,
          claim: ask.typed("claim").trimmed, confidence: confidence, reason: ask.typed("reason").trimmed,
          blocks: ask.form.all("blocks").map { ID($0) })
        try await store.save(finding, in: content.edition.id, by: writer, at: now)
        return .redirect(AssessmentPath.part(content.edition.name, "findings"))
      },
      change("/findings/:finding/remove") { ask, content, writer in
        try await store.remove(
          ID<Finding>(try ask.parameter("finding")), in: content.edition.id, by: writer, at: clock.now())
        return .redirect(AssessmentPath.part(content.edition.name, "findings"))
      },
      view("/contributions", policy: .writeAssessment) { _, content in .page(contributionsPage(content)) },
      view("/contributions/:contribution", policy: .writeAssessment) { ask, content in
        let id = try ask.parameter("contribution")
        guard content.edition.state.isOpen, let one = content.contributions.first(where: { $0.id.text == id }),
          !one.next.isEmpty
        else { throw NotFound() }
        return .page(contributionPage(one, content))
      },
      change("/contributions") { ask, content, writer in
        guard let source = InformationSource(rawValue: ask.form["source"] ?? "") else {
          throw Refusal("missing-field", place: "Source", "No source is chosen.", remedy: "Choose one from the list.")
        }
        let now = clock.now()
        let contribution = Contribution(
          id: ID(at: now), source: source, body: try ask.required("body", "Body"),
          asked: try ask.required("asked", "What is asked"),
          due: try ask.day("due", "Due"))
        try await store.save(contribution, in: content.edition.id, by: writer, at: now)
        return .redirect(AssessmentPath.part(content.edition.name, "contributions"))
      },
      change("/contributions/:contribution") { ask, content, writer in
        guard let status = Contribution.Status(rawValue: ask.form["status"] ?? "") else {
          throw Refusal("missing-field", place: "What happened", "Nothing is chosen.", remedy: "Choose what happened.")
        }
        let now = clock.now()
        let event = Contribution.Event(
          status, on: try ask.day("day", "Day") ?? now.day, by: writer.name, note: ask.typed("note").trimmed)
        let quality = ask.typed("quality").trimmed
        try await store.record(
          event, for: ID(try ask.parameter("contribution")), in: content.edition.id,
          qualityNote: quality.isEmpty ? nil : quality, by: writer, at: now)
        return .redirect(AssessmentPath.part(content.edition.name, "contributions"))
      },
      view("/claims", policy: .writeAssessment) { _, content in .page(claimsPage(content)) },
    ] + priorityRoutes
  }

  private func findingsPage(_ content: AssessmentContent) -> Page {
    let isOpen = content.edition.state.isOpen, name = content.edition.name
    let text = AssessmentDocument(content).text
    return page(
      content, "Findings",
      body: """
        \(each: content.findings.enumerated(), { index, finding in
          UI.card(
            "Finding \(index + 1), confidence: \(finding.confidence.rawValue)",
            """
            <p>\(text.line(finding.claim))</p><p><strong>Why this confidence:</strong> \(finding.reason)</p>\(claims(practice.claims.warnings(in: BlockText(finding.claim))))
            """,
            actions: isOpen ? [("Change finding \(index + 1)", AssessmentPath.part(name, "findings", finding.id.text))] : [])
        })
        \(when: isOpen, "<h2>Add a finding</h2>\(UI.form(action: AssessmentPath.part(name, "findings"), submit: "Add", findingFields(nil, content)))")
        """)
  }

  /// One finding on a page of its own, so that its fields have their labels to themselves.
  private func findingPage(_ finding: Finding, _ content: AssessmentContent) -> Page {
    let name = content.edition.name
    return page(
      content, "Change a finding",
      body: """
        \(UI.form(action: AssessmentPath.part(name, "findings"), submit: "Save", findingFields(finding, content)))
        \(UI.form(action: AssessmentPath.part(name, "findings", finding.id.text, "remove"), submit: "Remove this finding", kind: .warning, ""))
        """)
  }

  private func findingFields(_ finding: Finding?, _ content: AssessmentContent) -> HTML {
    let blocks = content.blocks.map { ($0.id.text, "\($0.section.rawValue) \($0.title)") }
    return """
      \(finding.map { UI.hidden("finding", $0.id.text) })
      \(UI.textArea("claim", "Finding", hint: "One claim. Numbers are references to bound figures, {figure:name}.", value: finding?.claim ?? "", rows: 3))
      \(UI.radios("confidence", "Confidence", options: Finding.Confidence.allCases.map { Choice($0.rawValue, $0.rawValue.capitalisedFirst, hint: $0.meaning) }, selected: finding?.confidence.rawValue))
      \(UI.textField("reason", "Why this confidence", value: finding?.reason ?? ""))
      \(UI.checkboxes("blocks", "Evidence", options: blocks, selected: Set(finding?.blocks.map(\.text) ?? [])))
      """
  }

  private func contributionsPage(_ content: AssessmentContent) -> Page {
    let today = clock.now().day, name = content.edition.name, isOpen = content.edition.state.isOpen
    let adding: HTML = """
      \(UI.select("source", "Source", options: InformationSource.allCases.map { ($0.rawValue, $0.label) }))
      \(UI.textField("body", "Body", width: .half))\(UI.textArea("asked", "What is asked", rows: 3))\(UI.dateField("due", "Due"))
      """
    return page(
      content, "Contributions",
      body: """
        <p>Regulation 6 of S.I. 2007/1830 says whose information an assessment considers. What was asked and never came stays on record.</p>
        \(each: Completeness.unaskedSources(content), { UI.notice(.warning, "<p>Not yet asked: \($0.label.lowercasedFirst).</p>") })
        \(each: content.contributions, { contribution($0, name: name, today: today, isOpen: isOpen) })
        \(when: isOpen, "<h2>Plan a contribution</h2>\(UI.form(action: AssessmentPath.part(name, "contributions"), submit: "Add", adding))")
        """)
  }

  private func contribution(_ one: Contribution, name: String, today: Day, isOpen: Bool) -> HTML {
    let tag =
      one.isOverdue(on: today)
      ? UI.tag("Overdue", .red) : UI.tag(one.status.rawValue.capitalisedFirst, one.isClosed ? .green : .blue)
    return UI.card(
      one.body,
      """
      \(UI.summaryList([
        ("Source", HTML(text: one.source.label)), ("Asked for", HTML(text: one.asked)), ("Status", tag),
        ("Due", HTML(text: one.due?.spoken ?? "no day set")),
        ("Events", one.events.isEmpty ? "none" : "<ul>\(each: one.events, { "<li>\($0.day.spoken): \($0.status.rawValue), recorded by \($0.by)\(when: !$0.note.isEmpty, ". \($0.note)")</li>" })</ul>"),
        ("Quality", HTML(text: one.qualityNote.isEmpty ? "no note" : one.qualityNote)),
      ]))
      """,
      actions: isOpen && !one.next.isEmpty
        ? [("Record what happened with \(one.body)", AssessmentPath.part(name, "contributions", one.id.text))] : [])
  }

  /// One contribution on a page of its own, so that its fields have their labels to themselves.
  private func contributionPage(_ one: Contribution, _ content: AssessmentContent) -> Page {
    let recording: HTML = """
      \(UI.select("status", "What happened", options: one.next.map { ($0.rawValue, $0.rawValue.capitalisedFirst) }))
      \(UI.dateField("day", "Day", hint: "Leave empty for today."))\(UI.textField("note", "Note"))
      \(UI.textArea("quality", "Quality note", hint: "Complete? Of which months? Counted how?", value: one.qualityNote, rows: 3))
      """
    return page(
      content, "Record what happened",
      body: """
        <p>\(one.body): \(one.asked)</p>
        \(UI.form(action: AssessmentPath.part(content.edition.name, "contributions", one.id.text), submit: "Record", recording))
        """)
  }

  private func claimsPage(_ content: AssessmentContent) -> Page {
    let found =
      content.blocks.map {
        (
          $0.title, AssessmentPath.block(content.edition.name, $0.id.text),
          practice.claims.warnings(in: BlockText($0.text))
        )
      }
      + content.findings.enumerated().map {
        (
          "Finding \($0 + 1)", AssessmentPath.part(content.edition.name, "findings"),
          practice.claims.warnings(in: BlockText($1.claim))
        )
      }
    let listed = found.filter { !$0.2.isEmpty }
    return page(
      content, "Claims to check",
      body: """
        <p>Numbers that no figure stands behind, and words that judge or compare in sentences that point to no evidence. They are \
        listed for their writers; they stop nothing.</p>
        \(when: listed.isEmpty, UI.notice(.success, "<p>No such claim was found.</p>"))
        \(each: listed, { "<h2>\(UI.link($0.0, href: $0.1))</h2>\(claims($0.2))" })
        """)
  }
}
