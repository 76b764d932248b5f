import Basics
import GovernanceModel
import GovernanceStore
import PartnershipModel
import PartnershipStore
import WebShell

/// Pages of governance: boards and meetings, the registers, the duties ledger, strategies and the plan.
package enum GovernanceWeb {
  package static func routes(store: GovernanceStore, partners: PartnersStore, clock: Clock) -> [Route] {
    let desk = GovernanceDesk(store: store, partners: partners, clock: clock)
    return desk.landingRoutes + desk.boardRoutes + desk.meetingRoutes + desk.decisionRoutes + desk.actionRoutes
      + desk.registerRoutes + desk.listRoutes + desk.calendarRoutes + desk.dutyRoutes + desk.milestoneRoutes
      + desk.planRoutes + desk.planItemRoutes + desk.eventRoutes + desk.publishedRoutes
  }
}

/// Addresses of the pages: routes and links are both written from it.
package enum GovernancePath {
  package static let start = "/governance"
  package static let boards = start + "/boards"
  package static let structure = start + "/structure"
  package static let meetings = start + "/meetings"
  package static let decisions = start + "/decisions"
  package static let actions = start + "/actions"
  package static let recommendations = start + "/recommendations"
  package static let risks = start + "/risks"
  package static let teams = start + "/teams"
  package static let lists = start + "/standing-lists"
  package static let calendar = start + "/calendar"
  package static let duties = start + "/duties"
  package static let milestones = start + "/milestones"
  package static let plans = start + "/plans"
  package static let events = start + "/events"
  package static let published = "/plans/published"

  static func of(_ base: String, _ parts: String...) -> String {
    ([base] + parts.map(Address.encoded)).joined(separator: "/")
  }
}

/// What the handlers share.
struct GovernanceDesk: Sendable {
  let store: GovernanceStore
  let partners: PartnersStore
  let clock: Clock

  var today: Day { clock.now().londonDay }

  func author(_ ask: Ask) throws -> GovernanceAuthor {
    guard let visitor = ask.visitor else { throw NotPermitted(.keepGovernance) }
    return GovernanceAuthor(account: visitor.account, name: visitor.name, permissions: visitor.permissions)
  }

  /// A page that shows something.
  func view(
    _ path: String, policy: Permission = .readEvidence, _ handle: @escaping @Sendable (Ask) async throws -> Page
  )
    -> Route
  {
    Route(.get, path, policy: .needs(policy)) { .page(try await handle($0)) }
  }

  /// A page that holds a form, for those who may send it.
  func form(_ path: String, _ handle: @escaping @Sendable (Ask) async throws -> Page) -> Route {
    view(path, policy: .keepGovernance, handle)
  }

  /// A change, and the address where it leads.
  func change(
    _ path: String, _ handle: @escaping @Sendable (Ask, GovernanceAuthor) async throws -> String
  ) -> Route {
    Route(.post, path, policy: .needs(.keepGovernance)) { ask in
      .redirect(try await handle(ask, try author(ask)))
    }
  }

  func page(
    _ title: String, caption: String? = nil, under crumbs: [(String, String)] = [], wide: Bool = false,
    lead: HTML? = nil, _ body: HTML
  ) -> Page {
    Page(
      title: title, caption: caption, crumbs: [("Governance", GovernancePath.start)] + crumbs, lead: lead, body: body,
      wide: wide)
  }

  /// A page with one form.
  func formPage(
    _ title: String, caption: String? = nil, under crumbs: [(String, String)] = [], action: String,
    submit: String = "Save", lead: HTML? = nil, _ fields: HTML
  ) -> Page {
    page(title, caption: caption, under: crumbs, lead: lead, "\(UI.form(action: action, submit: submit, fields))")
  }

  /// Which body answers: one of the register, or another by its name.
  func organisationFields(
    _ bodies: [Authority], label: String = "Organisation", selected: String? = nil, other: String = ""
  )
    -> HTML
  {
    """
    \(UI.select(
      "authority", label, options: [("", "Another body, named below")] + bodies.map { ($0.id.text, $0.name) },
      selected: selected ?? ""))
    \(UI.textField("organisation", "Another body", hint: "Only when it is not in the list.", value: other, width: .half))
    """
  }

  /// What was chosen: the name, and the identity where it is in the register.
  func organisation(_ ask: Ask) async throws -> (name: String, authority: String?) {
    let chosen = ask.form["authority"] ?? ""
    if chosen.isEmpty { return (ask.typed("organisation").trimmed, nil) }
    guard let body = try await partners.authority(ID(chosen)) else {
      throw Refusal(
        "no-authority", place: "Organisation", "There is no such body.", remedy: "Choose one from the list.")
    }
    return (body.name, body.id.text)
  }

  func history(_ record: String) async throws -> HTML {
    let events = try await store.history(of: record)
    guard !events.isEmpty else { return "" }
    let list: HTML = """
      <ul>\(each: events, { event in
        """
        <li>\(event.at.spoken): \(event.name) \(event.action)\(when: !event.detail.isEmpty, ". \(event.detail)")</li>
        """
      })</ul>
      """
    return UI.details("History", list)
  }
}

extension Ask {
  var keeps: Bool { visitor?.may(.keepGovernance) ?? false }
  /// A field as typed, line ends as one character.
  func typed(_ field: String) -> String { (form[field] ?? "").replacing("\r\n", with: "\n") }

  func requiredDay(_ field: String, _ label: String) throws -> Day {
    guard let day = try day(field, label) else {
      throw Refusal("missing-field", place: label, "No day is entered.", remedy: "Enter it as 27 3 2023.")
    }
    return day
  }

  /// A word of a closed list; refuses by the field's label.
  func word<W: RawRepresentable<String>>(_ field: String, _ label: String, _: W.Type = W.self) throws -> W {
    guard let word = W(rawValue: form[field] ?? "") else {
      throw Refusal("missing-field", place: label, "Nothing of the list is chosen.", remedy: "Choose one of the list.")
    }
    return word
  }
}

extension Day {
  /// As the three boxes of a date field hold it.
  var boxes: (day: String, month: String, year: String) {
    (String(parts.day), String(parts.month), String(parts.year))
  }
}

/// Boxes of a date field for a day that may not be known.
func boxes(_ day: Day?) -> (day: String, month: String, year: String) { day?.boxes ?? ("", "", "") }

extension [UI.Heading] {
  init(_ names: String...) { self = names.map { UI.Heading($0) } }
}
