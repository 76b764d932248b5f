import Audit
import Basics
import CaseworkModel
import CaseworkStore
import PartnershipModel
import PartnershipStore
import PartnershipWeb
import WebShell

/// The pages of cases.
package enum CasesWeb {
  package static func routes(store: CaseStore, partners: PartnersStore, audit: AuditLog) -> [Route] {
    let desk = CaseDesk(
      store: store, confirmation: Confirmation(store: partners), audit: audit, partners: partners,
      words: DecisionWords(store.gate.words))
    let reading: [Route] = desk.askingRoutes + desk.listRoutes + desk.caseRoutes
    let writing: [Route] = desk.writingRoutes + desk.accessRoutes
    return reading + writing
  }
}

/// What the handlers share.
struct CaseDesk: Sendable {
  let store: CaseStore
  let confirmation: Confirmation
  let audit: AuditLog
  let partners: PartnersStore
  let words: DecisionWords

  /// What the request brings to a decision. `isConfirmed`: the second factor was shown with this very request.
  func inquirer(_ ask: Ask, reason: String? = nil, isConfirmed: Bool = false) -> Inquirer {
    Inquirer(
      account: ask.visitor?.account ?? "", purpose: ask.visitor?.workspace?.purpose ?? "",
      stepUpAt: isConfirmed ? store.clock.now() : ask.visitor?.confirmedAt,
      reason: reason ?? ask.form["reason"])
  }

  func id(_ ask: Ask) throws -> ID<Case> { ID(try ask.parameter("case")) }

  /// A page about one case. What may not be seen is told like what is not there, but to people on the case, who know of it
  /// already: they hear why.
  func opened(_ ask: Ask, _ handle: (CaseView) async throws -> Reply) async throws -> Reply {
    guard ask.visitor?.workspace != nil else { return .redirect(CasePath.workspace(ask.path)) }
    do {
      return try await handle(try await store.read(try id(ask), by: inquirer(ask)))
    } catch let refused as AccessRefused {
      return try hidden(refused)
    }
  }

  func hidden(_ refused: AccessRefused) throws -> Reply {
    guard refused.mayKnow, let decision = refused.decision, let facts = refused.facts else { throw NotFound() }
    return .status(
      403,
      Page(
        title: "You cannot open this case now", back: ("Back to your cases", CasePath.list),
        lead: HTML(text: words.headline(decision, who: "You", what: "this case")),
        body: words.table(decision, facts), status: 403))
  }

  /// A change to one case; one that is hidden from the person is not there. A refusal is told by the shell, and the browser
  /// keeps what was typed.
  func change(
    _ path: String, _ handle: @escaping @Sendable (Ask, ID<Case>, Inquirer) async throws -> Void,
    then place: @escaping @Sendable (String) -> String = { CasePath.case($0) }
  ) -> Route {
    Route(.post, CasePath.list + "/:case" + path, policy: .needs(.readCases)) { ask in
      let id = try id(ask)
      do {
        try await handle(ask, id, inquirer(ask))
        return .redirect(place(id.text))
      } catch let refused as AccessRefused {
        return try hidden(refused)
      }
    }
  }

  /// The same for what needs the second factor fresh.
  func confirmed(
    _ path: String, _ purpose: String, then place: @escaping @Sendable (String) -> String,
    _ handle: @escaping @Sendable (Ask, ID<Case>, Inquirer) async throws -> Void
  ) -> Route {
    Route(.post, CasePath.list + "/:case" + path, policy: .needs(.readCases)) { ask in
      let id = try id(ask)
      return try await confirmation.before(purpose, ask, back: ("Back to the case", CasePath.case(id.text))) { _ in
        do {
          try await handle(ask, id, inquirer(ask, isConfirmed: true))
          return .redirect(place(id.text))
        } catch let refused as AccessRefused {
          return try hidden(refused)
        }
      }
    }
  }

  private func standing(_ one: LabelOnCase) -> HTML {
    let label = store.labels.first { $0.id == one.label }
    return UI.notice(
      .important,
      """
      <p><strong>\(label?.title ?? one.label).</strong> \(label?.words ?? "") Set by \(one.setBy), \(one.setByAgency).</p>
      """)
  }

  static func tabs(_ id: String) -> [(String, String)] {
    [
      ("Case", CasePath.case(id)), ("Write in it", CasePath.part(id, "write")),
      ("Who can see it", CasePath.part(id, "access")), ("Disclosures", CasePath.part(id, "disclosures")),
    ]
  }

  func page(_ view: CaseView, _ title: String, current: String, body: HTML) -> Page {
    let id = view.cover.id.text
    return Page(
      title: "\(title) – \(view.cover.reference)", heading: title,
      caption: "\(view.cover.reference) · \(view.classification.label)",
      crumbs: [("Cases", CasePath.list), (view.cover.reference, CasePath.case(id))],
      body: """
        \(each: view.labels, standing)
        \(UI.tabs(label: "This case", CaseDesk.tabs(id), current: current))
        \(body)
        """, wide: true)
  }
}

/// Addresses of the case pages. Identities only: no name, no reference, no search term is in an address.
enum CasePath {
  static let list = "/cases"
  static func `case`(_ id: String) -> String { list + "/" + Address.encoded(id) }
  static func part(_ id: String, _ parts: String...) -> String {
    ([`case`(id)] + parts.map(Address.encoded)).joined(separator: "/")
  }
  static func workspace(_ next: String) -> String { "/workspace" + Address.query([("next", next)]) }
}
