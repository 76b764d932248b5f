import Basics
import GovernanceModel
import GovernanceStore
import WebShell

/// The duties ledger: each statutory duty with its owner, what was done last, what is next, and its state.
extension GovernanceDesk {
  var dutyRoutes: [Route] {
    [
      view(GovernancePath.duties) { ask in
        let ledger = try await store.ledger(on: ask.query["on"].flatMap { Day($0) } ?? today)
        return page(
          "Duties ledger", wide: true, lead: "What the law asks of the partnership, and what shows that it was done.",
          DutyLedger.table(ledger, link: { path($0) }))
      },
      view(GovernancePath.duties + "/:duty") { ask in try await dutyPage(ask, try await line(ask)) },
      form(GovernancePath.duties + "/:duty/owner") { ask in
        let line = try await line(ask)
        return formPage(
          "Who answers for it", caption: line.duty.title, under: crumbs(line.duty),
          action: GovernancePath.of(path(line.duty), "owner"),
          UI.textField("owner", "Owner", hint: "A post or a body.", value: line.owner, width: .half))
      },
      change(GovernancePath.duties + "/:duty/owner") { ask, author in
        let duty = try await line(ask).duty
        try await store.setOwner(ask.typed("owner"), of: duty, by: author, at: clock.now())
        return path(duty)
      },
      form(GovernancePath.duties + "/:duty/fulfilled") { ask in
        let line = try await line(ask)
        return formPage(
          "It was fulfilled", caption: line.duty.title, under: crumbs(line.duty),
          action: GovernancePath.of(path(line.duty), "fulfilled"), submit: "Record it",
          """
          \(UI.dateField("day", "Day", value: today.boxes))
          \(UI.textArea("evidence", "Evidence", hint: "Wanted: \(line.duty.evidence).", rows: 4))
          """)
      },
      change(GovernancePath.duties + "/:duty/fulfilled") { ask, author in
        let duty = try await line(ask).duty
        try await store.fulfil(
          duty, on: try ask.requiredDay("day", "Day"), evidence: ask.typed("evidence"), by: author, at: clock.now())
        return path(duty)
      },
    ]
  }

  private func path(_ duty: StatutoryDuty) -> String { GovernancePath.of(GovernancePath.duties, duty.id) }
  private func crumbs(_ duty: StatutoryDuty) -> [(String, String)] {
    [("Duties", GovernancePath.duties), (duty.title, path(duty))]
  }

  private func line(_ ask: Ask) async throws -> LedgerLine {
    let id = try ask.parameter("duty")
    guard let line = try await store.ledger(on: today).first(where: { $0.duty.id == id }) else { throw NotFound() }
    return line
  }

  private func dutyPage(_ ask: Ask, _ line: LedgerLine) async throws -> Page {
    let duty = line.duty
    let past = try await history("duty:\(duty.id)")
    func part(_ name: String) -> String { GovernancePath.of(path(duty), name) }
    let facts: [(key: String, value: HTML, change: String?)] = [
      (key: "State", value: line.standing.state.tag, change: nil),
      (key: "Last done", value: HTML(text: line.standing.last?.spoken ?? "Never"), change: nil),
      (key: "Next", value: HTML(text: line.standing.next?.spoken ?? "When it arises"), change: nil),
      (key: "Basis", value: HTML(text: duty.basis), change: nil),
      (key: "How often", value: HTML(text: duty.frequency.label), change: nil),
      (key: "On whom it lies", value: HTML(text: duty.ownerKind.label), change: nil),
      (
        key: "Who answers for it here", value: HTML(text: line.owner.isEmpty ? "Nobody is named" : line.owner),
        change: ask.keeps ? part("owner") : nil
      ),
      (key: "Evidence wanted", value: HTML(text: duty.evidence), change: nil),
      (key: "Counts from", value: HTML(text: duty.from.spoken), change: nil),
    ]
    return page(
      duty.title, under: [("Duties", GovernancePath.duties)],
      """
      \(UI.summaryList(facts))
      \(UI.provenance([
        ("Source", HTML(text: duty.source)), ("Status", HTML(text: duty.isConfirmed ? "In force" : "Not confirmed")),
        ("Confidence", HTML(text: duty.confidence.label)),
      ], summary: "How do we know that this is the law?"))
      \(UI.table(
        caption: "What was done", headings: .init("Day", "Evidence", "Recorded by"),
        rows: line.fulfilments.map { [HTML(text: $0.day.spoken), UI.paragraphs($0.evidence), HTML(text: $0.recordedBy)] },
        empty: "Nothing is recorded."))
      \(when: ask.keeps, "<p>\(UI.buttonLink("It was fulfilled", href: part("fulfilled")))</p>")
      \(past)
      """)
  }
}

/// The ledger as a table, for the page and for a report.
package enum DutyLedger {
  package static func table(_ lines: [LedgerLine], link: ((StatutoryDuty) -> String)? = nil) -> HTML {
    UI.table(
      caption: "Statutory duties",
      headings: .init("Duty", "Basis", "Owner", "How often", "Last done", "Next", "Evidence", "State"),
      rows: lines.map { line in
        let duty = line.duty
        return [
          link.map { UI.link(duty.title, href: $0(duty)) } ?? HTML(text: duty.title),
          "\(duty.basis)\(when: !duty.isConfirmed, "<br><span class=\"hint\">Not confirmed</span>")",
          HTML(text: line.owner.isEmpty ? duty.ownerKind.label : line.owner), HTML(text: duty.frequency.label),
          HTML(text: line.standing.last?.spoken ?? "–"), HTML(text: line.standing.next?.spoken ?? "–"),
          HTML(text: line.fulfilments.first?.evidence ?? "–"), line.standing.state.tag,
        ]
      }, empty: "No duty is in force.")
  }
}

extension DutyStanding.State {
  var tag: HTML {
    let colour: UI.TagColour =
      switch self {
      case .fulfilled: .green
      case .due: .yellow
      case .overdue, .neverDone: .red
      case .whenArises: .grey
      }
    return UI.tag(label, colour)
  }
}
