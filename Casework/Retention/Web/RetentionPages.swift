import Basics
import CaseworkModel
import CaseworkStore
import PartnershipModel
import WebShell

/// What is due, holds, reviews, and the batches of the agency.
extension RetentionDesk {
  var oversightRoutes: [Route] {
    [
      Route(.get, RetentionDesk.home, policy: .needs(.overseeSharing)) { ask in .page(try await home(ask, nil)) },
      change("/holds") { ask in
        try await store.hold(text(ask, "hold-reference"), reason: text(ask, "hold-reason"), by: actor(ask))
      },
      change("/holds/:hold/lift") { ask in
        let hold = try ask.parameter("hold")
        try await store.lift(hold, reason: text(ask, "lift-\(hold)"), by: actor(ask))
      },
      change("/reviews") { ask in
        try await store.keep(
          text(ask, "keep-reference"), until: try ask.day("keep", "Next review"), reason: text(ask, "keep-reason"),
          by: actor(ask))
      },
      change("/batches") { ask in
        _ = try await store.propose(Set(ask.form.all("reviewed")), by: actor(ask))
      },
    ]
  }

  private func change(_ path: String, _ handle: @escaping @Sendable (Ask) async throws -> Void) -> Route {
    Route(.post, RetentionDesk.home + path, policy: .needs(.overseeSharing)) { ask in
      try await opened {
        do {
          try await handle(ask)
          return .redirect(RetentionDesk.home)
        } catch let refusal as Refusal {
          return .status(422, try await home(ask, refusal))
        }
      }
    }
  }

  private func home(_ ask: Ask, _ refusal: Refusal?) async throws -> Page {
    let agency = ask.visitor?.agencyID ?? ""
    let due = try await store.dryRun(agency: agency), holds = try await store.holds(agency: agency)
    let batches = try await store.batches(agency: agency)
    let free = due.filter(\.blocks.isEmpty)
    let reviewable = free.filter { $0.rule.action != .erase }
    func value(_ field: String) -> String { ask.form[field] ?? "" }
    return Page(
      title: "Retention", back: ("Back to oversight", "/oversight"),
      lead: "<p>A dry run of today: which closed cases of \(ask.visitor?.agency ?? "your agency") have come to their time. Nothing is erased by looking. No law fixes these periods; the partnership’s own table does.</p>",
      body: """
        \(UI.problem(refusal))
        \(UI.stats([
          UI.stat(String(free.filter { $0.rule.action == .erase }.count), "to be erased"), UI.stat(String(reviewable.count), "to be reviewed"),
          UI.stat(String(due.count - free.count), "held back"),
        ]))
        \(UI.table(
          caption: "Due", headings: ["Case", "Panel", "Closed", "Rule", "Due", "What happens", "Held back by"].map { UI.Heading($0) },
          rows: due.prefix(200).map { one in
            [
              HTML(text: one.reference), HTML(text: words.panel(one.panel)?.title ?? one.panel), HTML(text: one.closedOn.spoken),
              "\(one.rule.title): \(one.rule.period) \(when: !one.rule.isConfirmed, UI.tag("Not confirmed", .yellow))",
              HTML(text: one.due.spoken), HTML(text: one.rule.action.label), HTML(text: one.blocks.joined(separator: "; ")),
            ]
          }, compact: true, empty: "Nothing is due today."))
        \(when: due.count > 200, "<p>\(due.count - 200) more are due.</p>")
        \(when: !free.isEmpty, """
          <h2>Propose a batch</h2>
          \(UI.form(action: RetentionDesk.home + "/batches", submit: "Propose to erase what is due", """
            <p>All that is due for erasure and not held back, at most \(RetentionStore.mostInBatch). Two people approve it before anything is erased.</p>
            \(when: !reviewable.isEmpty, UI.checkboxes("reviewed", "Reviewed, and nothing speaks for keeping them", options: reviewable.prefix(50).map { Choice($0.reference, "\($0.reference), \(words.panel($0.panel)?.title ?? $0.panel), closed \($0.closedOn.spoken)") }))
            """))
          """)
        <h2>Batches</h2>
        \(UI.table(
          caption: "Batches", headings: ["Proposed", "Cases", "Approved by", "Where it stands"].map { UI.Heading($0) },
          rows: batches.map { one in
            [
              UI.link(one.proposedAt.spoken, href: RetentionDesk.batch(one.id)), HTML(text: String(one.lines.count)),
              HTML(text: one.approvals.map(\.name).joined(separator: ", ")), HTML(text: one.state.label),
            ]
          }, hideCaption: true, empty: "There was none."))
        <h2>Keep a case after its review</h2>
        \(UI.form(action: RetentionDesk.home + "/reviews", submit: "Keep it", kind: .secondary, """
          \(UI.textField("keep-reference", "Reference of the case", value: value("keep-reference"), width: .twenty))
          \(UI.dateField("keep", "Next review"))
          \(UI.textField("keep-reason", "Why it is kept", value: value("keep-reason")))
          """))
        <h2>Legal holds</h2>
        \(each: holds, { hold in
          UI.card("\(hold.reference): held by \(hold.setBy), \(hold.setAt.spoken)", """
            <p>\(hold.reason)</p>
            \(UI.form(action: RetentionDesk.home + "/holds/" + Address.encoded(hold.id) + "/lift", submit: "Lift the hold on \(hold.reference)", kind: .secondary, UI.textField("lift-\(hold.id)", "Why it is lifted")))
            """)
        })
        \(UI.form(action: RetentionDesk.home + "/holds", submit: "Hold the case", kind: .secondary, """
          \(UI.textField("hold-reference", "Reference of the case to hold", value: value("hold-reference"), width: .twenty))
          \(UI.textField("hold-reason", "Why it is held", hint: "Such as: proceedings, an inquiry, an inquest.", value: value("hold-reason")))
          """))
        """, status: refusal == nil ? 200 : 422, wide: true)
  }
}
