import Basics
import DeliveryModel
import DeliveryStore
import WebShell

/// The partnership's pages of returns: what has come, what is late, questions, acceptance, outcomes.
extension ReturnDesk {
  var decisionRoutes: [Route] {
    let read = Policy.needs(.readEvidence), keep = Policy.needs(.keepProgrammes), all = ReturnDesk.all
    return [
      Route(.get, all, policy: read, allPage),
      Route(.get, all + "/:id", policy: read) { .page(try await decisionPage($0, nil)) },
      Route(.post, all + "/:id/queries", policy: keep) { ask in
        try await decide(ask) { id, actor in
          try await store.query(id, ask.form["question"] ?? "", by: actor, now: ask.now)
        }
      },
      Route(.post, all + "/:id/accept", policy: keep) { ask in
        try await decide(ask) { id, actor in try await store.accept(id, by: actor, now: ask.now) }
      },
      Route(.get, ReturnDesk.outcomes, policy: read, outcomesPage),
    ]
  }

  @Sendable private func allPage(_ ask: Ask) async throws -> Reply {
    let today = ask.now.londonDay, lines = try await store.lines(provider: nil, today: today)
    let waiting = lines.filter { $0.state == .submitted }.count, late = lines.filter { $0.isLate(on: today) }.count
    return .page(
      Page(
        title: "Providers’ returns", back: ("Back to programmes", "/programmes"),
        lead: "Each period of each contract that is over. What is accepted is locked, and counts from then on.",
        body: """
          \(UI.stats([UI.stat(String(waiting), "wait for a decision"), UI.stat(String(late), "late")]))
          \(UI.table(
            caption: "Returns", headings: ["Service", "Provider", "Period", "Due", "Where it stands"].map { UI.Heading($0) },
            rows: lines.map { line in
              [
                line.returnID.map { UI.link(line.service, href: ReturnDesk.decided($0)) } ?? HTML(text: line.service),
                HTML(text: line.provider), HTML(text: line.period.spoken), HTML(text: line.period.due.spoken),
                ReturnDesk.standing(line, today),
              ]
            }, hideCaption: true, empty: "No period of a contract is over yet."))
          """, wide: true))
  }

  private func decide(_ ask: Ask, _ work: (String, ReturnActor) async throws -> Void) async throws -> Reply {
    let id = try ask.parameter("id")
    do {
      try await work(id, try actor(ask))
      return .redirect(ReturnDesk.decided(id))
    } catch is ReturnMissing { throw NotFound() } catch let refusal as Refusal {
      return .status(422, try await decisionPage(ask, refusal))
    }
  }

  private func decisionPage(_ ask: Ask, _ refusal: Refusal?) async throws -> Page {
    guard let held = try await store.find(try ask.parameter("id")), let latest = held.latest else { throw NotFound() }
    let mayDecide = ask.visitor?.may(.keepProgrammes) == true && latest.state == .submitted
    // A draft is the provider's own until it is submitted; readers see what was submitted or accepted last.
    let shown = held.versions.first { $0.state != .draft }
    let warnings = latest.state == .submitted ? held.problems.filter(\.isWarning) : []
    return Page(
      title: "Return: \(held.service.title)", caption: held.period.spoken,
      back: ("Back to providers’ returns", ReturnDesk.all),
      body: """
        \(UI.problem(refusal))
        \(head(held))
        \(when: !warnings.isEmpty, UI.notice(.information, "<ul>\(each: warnings, { "<li>\($0.words)</li>" })</ul>"))
        \(shown.map { version in
          "\(when: version.number != latest.number, "<p>This is version \(version.number); the provider is working on version \(latest.number).</p>")\(figures(held, version))" as HTML
        } ?? "<p>Nothing was submitted yet.</p>")
        \(when: mayDecide, """
          <h2>Decide</h2>
          \(UI.form(action: ReturnDesk.decided(held.id, "accept"), submit: "Accept and lock the period", "<p>What it counts is written at once. A correction later is a new version.</p>"))
          \(UI.form(action: ReturnDesk.decided(held.id, "queries"), submit: "Ask the provider", kind: .secondary, UI.textArea("question", "Question", hint: "The provider may change the figures and submits it again.", value: ask.form["question"] ?? "", rows: 3)))
          """)
        \(queries(held))
        \(history(held))
        """, status: refusal == nil ? 200 : 422)
  }

  @Sendable private func outcomesPage(_ ask: Ask) async throws -> Reply {
    let today = ask.now.londonDay
    let current = today.month.month >= 4 ? today.parts.year : today.parts.year - 1
    let year = Int(ask.query["year"] ?? "").flatMap { (1998...current).contains($0) ? $0 : nil } ?? current
    let period = Period(financialYear: year)
    let outcomes = try await store.outcomes(within: period.first.first...period.last.last)
    return .page(
      Page(
        title: "Outcomes of services", caption: "\(period), from accepted returns",
        back: ("Back to programmes", "/programmes"),
        lead:
          "An outcome is a share of closing assessments, so it stands beside the share of closed cases that had one.",
        body: """
          \(UI.filters(action: ReturnDesk.outcomes, submit: "Show the year", UI.select(
            "year", "Financial year", options: (max(current - 9, 1998)...current).reversed().map {
              (String($0), Period(financialYear: $0).description)
            }, selected: String(year))))
          \(UI.table(
            caption: "Services", headings: [
              UI.Heading("Service"), UI.Heading("Referrals", numeric: true), UI.Heading("Closed", numeric: true),
              UI.Heading("Completed successfully", numeric: true), UI.Heading("Outcome"),
            ],
            rows: outcomes.map { service, outcome in
              [
                HTML(text: service), HTML(text: outcome.referrals.grouped), HTML(text: outcome.closed.grouped),
                HTML(text: outcome.successful.grouped), HTML(text: outcome.words),
              ]
            }, hideCaption: true, empty: "No return of this year was accepted yet."))
          """, wide: true))
  }
}
