import Basics
import GovernanceModel
import GovernanceStore
import PartnershipModel
import PartnershipStore
import WebShell

/// Things that must come about once, and what waits for them.
extension GovernanceDesk {
  var milestoneRoutes: [Route] {
    [
      view(GovernancePath.milestones) { ask in
        let all = try await store.milestones()
        return page(
          "Milestones", wide: true,
          """
          \(when: ask.keeps, "<p>\(UI.buttonLink("Set a milestone", href: GovernancePath.milestones + "/new"))</p>")
          \(UI.table(
            caption: "Milestones", headings: .init("Milestone", "Who", "By", "Needed for", "State", "Note"),
            rows: all.map { one in
              let mayEnd = ask.keeps && one.state == .open
              return [
                mayEnd ? UI.link(one.title, href: GovernancePath.of(GovernancePath.milestones, one.code)) : HTML(text: one.title),
                HTML(text: one.organisation), HTML(text: one.due?.spoken ?? "No day is set"), HTML(text: one.neededFor),
                one.isOverdue(on: today)
                  ? UI.tag("Overdue", .red)
                  : UI.tag(one.state.label, one.state == .reached ? .green : one.state == .open ? .yellow : .grey),
                HTML(text: one.note),
              ]
            }, empty: "None is set."))
          """)
      },
      form(GovernancePath.milestones + "/new") { _ in
        let bodies = try await partners.authorities()
        return formPage(
          "Set a milestone", under: [("Milestones", GovernancePath.milestones)], action: GovernancePath.milestones,
          """
          \(UI.textField("code", "Short name", hint: "Lower-case letters, digits, hyphens.", width: .twenty))
          \(UI.textField("title", "Milestone"))
          \(organisationFields(bodies))
          \(UI.dateField("due", "By", hint: "Empty while no day is set."))
          \(UI.textField("needed-for", "Needed for", hint: "What waits for it."))
          \(UI.textArea("note", "Note", rows: 3))
          """)
      },
      change(GovernancePath.milestones) { ask, author in
        let body = try await organisation(ask)
        try await store.add(
          Milestone(
            code: ask.typed("code"), title: ask.typed("title"), organisation: body.name, due: try ask.day("due", "By"),
            neededFor: ask.typed("needed-for"), note: ask.typed("note")), by: author, at: clock.now())
        return GovernancePath.milestones
      },
      form(GovernancePath.milestones + "/:milestone") { ask in
        let code = try ask.parameter("milestone")
        guard let one = try await store.milestones().first(where: { $0.code == code && $0.state == .open }) else {
          throw NotFound()
        }
        return formPage(
          "What became of it", caption: one.title, under: [("Milestones", GovernancePath.milestones)],
          action: GovernancePath.of(GovernancePath.milestones, code),
          """
          \(UI.radios("state", "State", options: [Milestone.State.reached, .dropped].map { ($0.rawValue, $0.label) }))
          \(UI.dateField("day", "Day", value: today.boxes))
          \(UI.textArea("note", "Note", hint: "What shows it, or why it was dropped.", rows: 3))
          """)
      },
      change(GovernancePath.milestones + "/:milestone") { ask, author in
        try await store.settle(
          milestone: try ask.parameter("milestone"), as: try ask.word("state", "State"),
          on: try ask.requiredDay("day", "Day"), note: ask.typed("note"), by: author, at: clock.now())
        return GovernancePath.milestones
      },
    ]
  }
}
