import Basics
import CaseworkModel
import CaseworkStore
import Documents
import PartnershipModel
import PartnershipStore
import PartnershipWeb
import WebShell

/// The pages of disclosures.
package enum DisclosuresWeb {
  package static func routes(store: DisclosureStore, partners: PartnersStore, renderer: DocumentRenderer) -> [Route] {
    let desk = DisclosureDesk(
      store: store, confirmation: Confirmation(store: partners), partners: partners, renderer: renderer)
    return desk.listRoutes + desk.workRoutes + desk.recipientRoutes + desk.receivedRoutes + desk.caseRoutes
      + desk.ledgerRoutes
  }
}

/// What the handlers share.
struct DisclosureDesk: Sendable {
  let store: DisclosureStore
  let confirmation: Confirmation
  let partners: PartnersStore
  let renderer: DocumentRenderer

  var words: AccessWords { store.cases.gate.words }
  var today: Day { store.clock.now().londonDay }

  func inquirer(_ ask: Ask, isConfirmed: Bool = false) -> Inquirer {
    Inquirer(
      account: ask.visitor?.account ?? "", purpose: ask.visitor?.workspace?.purpose ?? "",
      stepUpAt: isConfirmed ? store.clock.now() : ask.visitor?.confirmedAt, reason: ask.form["reason"])
  }

  func id(_ ask: Ask) throws -> ID<Disclosure> { ID(try ask.parameter("disclosure")) }
  func recipient(_ ask: Ask) throws -> ID<DisclosureRecipient> { ID(try ask.parameter("recipient")) }

  /// What may not be seen is told like what is not there.
  func opened(_ ask: Ask, _ handle: () async throws -> Reply) async throws -> Reply {
    guard ask.visitor?.workspace != nil else { return .redirect(CasePath.workspace(ask.path)) }
    do { return try await handle() } catch is AccessRefused { throw NotFound() }
  }

  /// A change to one disclosure.
  func change(_ path: String, _ handle: @escaping @Sendable (Ask, ID<Disclosure>, Inquirer) async throws -> Void) -> Route {
    Route(.post, DisclosurePath.list + "/:disclosure" + path, policy: .needs(.readCases)) { ask in
      let id = try id(ask)
      return try await opened(ask) {
        try await handle(ask, id, inquirer(ask))
        return .redirect(DisclosurePath.one(id.text))
      }
    }
  }

  func text(_ ask: Ask, _ field: String) -> String { (ask.form[field] ?? "").trimmed }

  func state(_ one: Disclosure) -> HTML {
    let colour: UI.TagColour =
      switch one.state {
      case .requested: .yellow
      case .acknowledged, .assessed, .redacted: .blue
      case .sent, .answered: .green
      case .refused: .grey
      }
    return "\(UI.tag(one.state.label, colour))\(when: one.second.isMissing && one.state == .redacted, " \(UI.tag("Second approval needed", .red))")"
  }

  /// The minimum fields of a request.
  func askFields(_ ask: Ask?) -> HTML {
    func value(_ field: String) -> String { ask?.form[field] ?? "" }
    return """
      \(UI.textArea("wanted", "What is asked for", hint: "About whom, and which information.", value: value("wanted"), rows: 3))
      \(UI.textArea("for", "What for", hint: "For a law-enforcement body, its law-enforcement purpose.", value: value("for"), rows: 2))
      \(UI.textArea("necessary", "Why it is necessary", value: value("necessary"), rows: 2))
      \(UI.textArea("basis", "Lawful basis", hint: "With the reasoning; for a legal obligation, which law.", value: value("basis"), rows: 2))
      """
  }

  func asked(_ ask: Ask) -> DisclosureAsk {
    DisclosureAsk(
      wanted: text(ask, "wanted"), purpose: text(ask, "for"), necessity: text(ask, "necessary"),
      basis: text(ask, "basis"))
  }

  func told(_ one: DisclosureAsk) -> HTML {
    UI.summaryList([
      ("What is asked for", HTML(text: one.wanted)), ("What for", HTML(text: one.purpose)),
      ("Why it is necessary", HTML(text: one.necessity)), ("Lawful basis", HTML(text: one.basis)),
    ])
  }
}

/// Addresses: identities only, no reference and no name.
enum DisclosurePath {
  static let list = "/disclosures"
  static let ledger = "/oversight/disclosures"
  static func one(_ id: String) -> String { list + "/" + Address.encoded(id) }
  static func part(_ id: String, _ parts: String...) -> String {
    ([one(id)] + parts.map(Address.encoded)).joined(separator: "/")
  }
  static func received(_ id: String, _ parts: String...) -> String {
    (["/received", id] + parts).map { $0.hasPrefix("/") ? $0 : Address.encoded($0) }.joined(separator: "/")
  }
}
