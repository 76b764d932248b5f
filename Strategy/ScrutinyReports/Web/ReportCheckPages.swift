import Basics
import StrategyModel
import StrategyStore
import WebShell

/// Claims, the disclosure gate, all checks, and the steps to sign-off and publication.
extension ReportRoom {
  var checkRoutes: [Route] {
    [
      view("/claims") { ask, content in .page(claimsPage(ask, content, nil)) },
      change("/claims", again: { claimsPage($0, $1, $2) }) { ask, content, writer in
        let index = Int(ask.form["claim"] ?? "") ?? -1
        let open = ReportChecks.claims(content, desk.practice).filter { $0.judgement == nil }
        guard open.indices.contains(index), open[index].warning.sentence == ask.form["sentence-\(index)"] else {
          throw Refusal("no-claim", place: "Claim", "The text has changed since.", remedy: "Look at the claim again.")
        }
        try await store.judge(
          sentence: content.plain(open[index].warning.sentence), in: ID(open[index].paragraph),
          reason: try ask.required("reason-\(index)", "Reason"), of: content.edition.id, by: writer, at: clock.now())
        return ReportPath.part(content.edition.name, "claims")
      },
      view("/gate") { ask, content in .page(try await gatePage(ask, content, nil)) },
      change("/gate", again: { try await gatePage($0, $1, $2) }) { ask, content, writer in
        let index = Int(ask.form["finding"] ?? "") ?? -1
        let findings = try await desk.gate(content)
        guard findings.indices.contains(index), findings[index].id == ask.form["id-\(index)"] else {
          throw Refusal(
            "no-finding", place: "Finding", "The figures have changed since.", remedy: "Look at the gate again.")
        }
        try await store.release(
          findings[index].id, reason: try ask.required("why-\(index)", "Reason"), of: content.edition.id, by: writer,
          at: clock.now())
        return ReportPath.part(content.edition.name, "gate")
      },
      view("/checks") { ask, content in .page(try await checksPage(ask, content, nil)) },
      change("/sign-off", policy: .approveReport, again: { try await checksPage($0, $1, $2) }) { ask, content, writer in
        try await desk.signOff(
          content.edition.name, note: (ask.form["note"] ?? "").trimmed, read: ask.form["read"], by: writer,
          at: clock.now())
        return ReportPath.report(content.edition.name)
      },
      change("/take-back", policy: .approveReport, again: { try await checksPage($0, $1, $2) }) {
        ask, content, writer in
        try await desk.takeBack(
          content.edition.name, reason: (ask.form["reason"] ?? "").trimmed, by: writer, at: clock.now())
        return ReportPath.report(content.edition.name)
      },
      change("/publish", policy: .approveReport, again: { try await checksPage($0, $1, $2) }) { ask, content, writer in
        try await desk.publish(content.edition.name, by: writer, at: clock.now())
        return ReportPath.report(content.edition.name)
      },
    ]
  }

  private func claimsPage(_ ask: Ask, _ content: ReportContent, _ refusal: Refusal?) -> Page {
    let all = ReportChecks.claims(content, desk.practice), open = all.filter { $0.judgement == nil }
    let settled = all.filter { $0.judgement != nil }, name = content.edition.name
    return page(
      content, "Claims",
      """
      <p>Digits that are typed, percentages without their base, and words that judge or compare without a figure that does. \
      Bind the figure in the text, or have an officer stand by the sentence: it then prints as an officer’s judgement.</p>
      \(when: open.isEmpty, UI.notice(.success, "<p>Every claim is carried by a figure, or an officer stands by it.</p>"))
      \(each: open.enumerated(), { index, claim in
        """
        <section class="claim"><h2>Paragraph \(claim.number): \(HTML.joined(claim.warning.words.map { "<mark>\($0)</mark>" as HTML }, by: ", "))</h2>
        <blockquote><p>\(claim.warning.sentence)</p></blockquote><p>\(claim.warning.advice)</p>
        <p>\(UI.link("Open paragraph \(claim.number) (claim \(index + 1))", href: ReportPath.part(name, "paragraphs", claim.paragraph)))</p>
        \(when: content.edition.state == .draft, UI.details("Stand by claim \(index + 1) as an officer’s judgement", UI.form(action: ReportPath.part(name, "claims"), submit: "Stand by claim \(index + 1)", kind: .secondary, """
          <input type="hidden" name="claim" value="\(index)"><input type="hidden" name="sentence-\(index)" value="\(claim.warning.sentence)">
          \(UI.textField("reason-\(index)", "What you judge it by", value: ask.form["reason-\(index)"] ?? ""))
          """)))
        </section>
        """
      })
      \(when: !settled.isEmpty, "<h2>Officers’ judgements</h2><ul>\(each: settled, { "<li>\($0.number): \(claimBody($0))</li>" })</ul>")
      """, refusal: refusal)
  }

  private func claimBody(_ claim: ReportClaim) -> HTML {
    "“\(claim.warning.sentence)” \(claim.judgement.map { "\($0.by): \($0.reason)" as HTML })"
  }

  private func gatePage(_ ask: Ask, _ content: ReportContent, _ refusal: Refusal?) async throws -> Page {
    let findings = try await desk.gate(content), name = content.edition.name
    let decisions = Dictionary(content.releases.map { ($0.finding, $0) }) { first, _ in first }
    return page(
      content, "Disclosure gate",
      """
      <p>The open version read as somebody would who wishes to know who is behind the numbers: counts of people below \
      \(desk.practice.gate.threshold), what a percentage leaves over, differences between numbers that contain each other, and \
      what changed since the report before.</p>
      \(when: findings.isEmpty, UI.notice(.success, "<p>Nothing in the open version tells few people apart.</p>"))
      \(each: findings.enumerated(), { index, finding in
        let decision = decisions[finding.id]
        return """
          <section class="claim"><h2>Finding \(index + 1)</h2><p>\(finding.words)</p>
          \(decision.map { UI.notice(.information, "<p>To be printed: \($0.reason) <span class=\"hint\">\($0.by), \($0.at.spoken)</span></p>") })
          \(when: decision == nil && content.edition.state == .draft, UI.form(action: ReportPath.part(name, "gate"), submit: "Print it all the same (finding \(index + 1))", kind: .warning, """
            <input type="hidden" name="finding" value="\(index)"><input type="hidden" name="id-\(index)" value="\(finding.id)">
            \(UI.textField("why-\(index)", "Why nobody is told apart by finding \(index + 1)", value: ask.form["why-\(index)"] ?? ""))
            """))
          </section>
          """
      })
      """, refusal: refusal)
  }

  private func checksPage(_ ask: Ask, _ content: ReportContent, _ refusal: Refusal?) async throws -> Page {
    let name = content.edition.name, state = content.edition.state
    let obstacles = state == .draft ? try await desk.obstacles(content) : []
    let rules = try await desk.rules(content)
    return page(
      content, "Checks and sign-off",
      """
      \(when: state == .draft && obstacles.isEmpty, UI.notice(.success, "<p>Nothing stands between this report and its sign-off.</p>"))
      \(when: !obstacles.isEmpty, """
        <h2>To be put right (\(obstacles.count))</h2>
        <ul class="missing">\(each: obstacles, { "<li>\($0.words) \(UI.link("Put right: \($0.page.label)", href: $0.page.path(name)))</li>" })</ul>
        """)
      \(UI.table(
        caption: "Numbers that must agree",
        headings: ["Rule", "State", "Numbers", "Why"].map { UI.Heading($0) },
        rows: rules.map { one in
          [
            HTML(text: one.rule.title), one.fault == nil ? UI.tag("Holds", .green) : UI.tag("Does not hold", .red),
            HTML(text: one.rule.measures.map { id in
              "\(desk.engine.measures[id]?.title ?? id): \(one.values[id].map { $0.fixed(0) } ?? "no number")"
            }.joined(separator: "; ")), HTML(text: one.rule.reason),
          ]
        }, empty: "No rule touches a figure of this report."))
      \(when: ask.maySign, steps(ask, content, obstacles))
      """, refusal: refusal, wide: true)
  }

  private func steps(_ ask: Ask, _ content: ReportContent, _ obstacles: [ReportObstacle]) -> HTML {
    let name = content.edition.name
    switch content.edition.state {
    case .draft:
      return """
        <h2>Sign off</h2>
        <p>Signing fixes every text and figure. It is for somebody who did not write all of it.</p>
        \(obstacles.isEmpty
          ? UI.form(action: ReportPath.part(name, "sign-off"), submit: "Sign off", "\(UI.hidden("read", content.fingerprint))" + UI.textField("note", "Where it was decided", hint: "A meeting or a delegation.", value: ask.form["note"] ?? "", width: .half))
          : "<p>What is listed above comes first.</p>")
        """
    case .signedOff:
      return """
        <h2>Publish</h2><p>Published figures are kept with the facts they counted, and never move again.</p>
        \(UI.form(action: ReportPath.part(name, "publish"), submit: "Publish", ""))
        \(UI.details("Take the sign-off back", UI.form(action: ReportPath.part(name, "take-back"), submit: "Take it back", kind: .warning, UI.textField("reason", "Reason", value: ask.form["reason"] ?? "", width: .half))))
        """
    case .published: return "<p>Published: what changed since is shown beside each figure on the page of figures.</p>"
    }
  }
}

extension ReportObstacle.Page {
  var label: String {
    switch self {
    case .header: "header"
    case .paragraphs: "paragraphs"
    case .figures: "figures"
    case .claims: "claims"
    case .promises: "promises"
    case .gate: "disclosure gate"
    }
  }
  func path(_ name: String) -> String {
    self == .paragraphs ? ReportPath.report(name) : ReportPath.part(name, rawValue)
  }
}
