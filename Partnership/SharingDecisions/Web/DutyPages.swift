import Basics
import PartnershipModel
import PartnershipStore
import PartnershipWeb
import WebShell

/// What somebody may work on: duties, clearance, training, last day. For administrators, never for themselves.
package struct DutyPages: Sendable {
  let partners: PartnersStore
  let words: AccessWords

  package static func routes(partners: PartnersStore, words: AccessWords) -> [Route] {
    let pages = DutyPages(partners: partners, words: words)
    return [
      Route(.get, "/people/:id/duties", policy: .needs(.administer)) { ask in .page(try await pages.page(ask, nil)) },
      Route(.post, "/people/:id/duties", policy: .needs(.administer), pages.keep),
    ]
  }

  private func page(_ ask: Ask, _ refusal: Refusal?) async throws -> Page {
    let id = try ask.parameter("id")
    guard let person = try await partners.account(ID(id)) else { throw NotFound() }
    let held = try await partners.standing(of: id)
    let isTyped = refusal != nil
    let duties = isTyped ? Set(ask.form.all("duty")) : Set(held.duties)
    let body: HTML =
      id == ask.visitor?.account
      ? "<p>This is you: what you may work on is set by another administrator.</p>"
      : UI.form(
        action: "/people/" + Address.encoded(id) + "/duties", submit: "Keep the duties",
        """
        \(UI.checkboxes("duty", "Duties", hint: "A duty alone opens nothing: agreement, clearance and being on the case are judged besides.", options: words.roles.map { Choice($0.id, $0.title, hint: $0.scope) }, selected: duties))
        \(UI.radios("clearance", "Clearance", options: [("", "None")] + Classification.allCases.map { ($0.rawValue, $0.label) }, selected: isTyped ? ask.form["clearance"] : held.clearance?.rawValue ?? ""))
        \(UI.dateField("training", "Training counts until", hint: "The last day; empty for no training.", value: boxes(held.trainingUntil)))
        \(UI.dateField("leaves", "Last day with the body", hint: "The account is suspended by itself the day after. Empty while nobody leaves.", value: boxes(held.leavesOn)))
        """)
    return Page(
      title: "Duties of \(person.name)", caption: person.authorityName,
      back: ("Back to \(person.name)", "/people/" + Address.encoded(id)),
      body: """
        \(UI.problem(refusal))\(body)
        <p>\(UI.link("Usual hours", href: "/people/" + Address.encoded(id) + "/hours"))</p>
        """, status: refusal == nil ? 200 : 422)
  }

  private func boxes(_ day: Day?) -> (day: String, month: String, year: String) {
    guard let parts = day?.parts else { return ("", "", "") }
    return (String(parts.day), String(parts.month), String(parts.year))
  }

  @Sendable private func keep(_ ask: Ask) async throws -> Reply {
    let id = try ask.parameter("id")
    guard let visitor = ask.visitor, try await partners.account(ID(id)) != nil else { throw NotFound() }
    return try await Confirmation(store: partners).before(
      "Setting duties", ask, back: ("Back", "/people/" + Address.encoded(id) + "/duties")
    ) { _ in
      do {
        guard id != visitor.account else {
          throw Refusal("own-account", "You cannot set your own duties.", remedy: "Ask another administrator.")
        }
        let duties = ask.form.all("duty")
        if let unknown = duties.first(where: { words.role($0) == nil }) {
          throw Refusal("duty", place: "Duties", "“\(unknown)” is no duty.", remedy: "Choose from the list.")
        }
        try await partners.keep(
          AccountStanding(
            duties: duties, clearance: Classification(rawValue: ask.form["clearance"] ?? ""),
            trainingUntil: try ask.day("training", "Training counts until"),
            leavesOn: try ask.day("leaves", "Last day with the body")),
          of: ID(id), author: ID(visitor.account), now: ask.now)
        return .redirect("/people/" + Address.encoded(id) + "?done=saved")
      } catch let refusal as Refusal {
        return .status(422, try await page(ask, refusal))
      }
    }
  }
}
