import Basics
import Documents
import PartnershipModel
import PartnershipStore
import WebShell

/// Pages of sharing agreements: the register, drafting, signing, what would change, the copy that was signed.
package enum SharingAgreementsWeb {
  package static func routes(
    store: AgreementStore, partners: PartnersStore, words: AccessWords, renderer: DocumentRenderer, clock: Clock
  ) -> [Route] {
    let desk = AgreementDesk(store: store, partners: partners, words: words, renderer: renderer, clock: clock)
    return desk.readingRoutes + desk.draftingRoutes + desk.signingRoutes
  }
}

/// What the handlers share.
struct AgreementDesk: Sendable {
  let store: AgreementStore
  let partners: PartnersStore
  let words: AccessWords
  let renderer: DocumentRenderer
  let clock: Clock

  static let register = "/agreements"
  static let back = ("Back to sharing agreements", register)
  static func path(_ id: ID<SharingAgreement>, _ part: String = "") -> String {
    "\(register)/\(Address.encoded(id.text))" + (part.isEmpty ? "" : "/" + part)
  }

  var today: Day { clock.now().londonDay }

  /// The agreement that the path names, after time has done its part.
  func held(_ ask: Ask) async throws -> HeldAgreement {
    try await store.expireDue(today, now: clock.now())
    guard let held = try await store.agreement(ID(try ask.parameter("id"))) else { throw NotFound() }
    return held
  }

  func account(_ ask: Ask, _ permission: Permission) throws -> ID<Account> {
    guard let account = ask.accountID else { throw NotPermitted(permission) }
    return account
  }

  /// Whether the visitor may change it: a lead of one of its parties, or whoever began it.
  func manages(_ ask: Ask, _ held: HeldAgreement) -> Bool {
    guard let visitor = ask.visitor, visitor.may(.manageAgreements) else { return false }
    return held.content.party(visitor.agencyID) != nil || held.createdBy == visitor.account
  }

  /// Whether the visitor signs for a party.
  func signsFor(_ ask: Ask, _ held: HeldAgreement) -> AgreementParty? {
    guard let visitor = ask.visitor, visitor.may(.signAgreements) else { return nil }
    return held.content.party(visitor.agencyID)
  }

  /// A page about one agreement, with the way back to it.
  func page(_ held: HeldAgreement, _ title: String, errors: [FieldError] = [], lead: HTML? = nil, body: HTML) -> Page {
    Page(
      title: "\(title) – \(held.content.title)", heading: title,
      caption: "\(held.content.title), version \(held.content.version)",
      back: ("Back to the agreement", AgreementDesk.path(held.id)), lead: lead,
      body: "\(UI.errorSummary(errors))\(body)", status: errors.isEmpty ? 200 : 422)
  }

  /// A refusal on a page of its own, with the way back to the agreement.
  func refused(_ refusal: Refusal, _ held: HeldAgreement) -> Reply {
    .status(422, Confirmation.refused(refusal, back: ("Back to the agreement", AgreementDesk.path(held.id))))
  }

  /// A step that needs nothing but its button.
  func step(
    _ path: String, _ permission: Permission,
    _ change: @escaping @Sendable (ID<SharingAgreement>, ID<Account>, Instant) async throws -> ID<SharingAgreement>
  ) -> Route {
    Route(.post, AgreementDesk.register + "/:id/" + path, policy: .needs(permission)) { ask in
      let held = try await held(ask)
      let account = try account(ask, permission)
      do { return .redirect(AgreementDesk.path(try await change(held.id, account, clock.now()))) } catch let refusal
        as Refusal
      {
        return refused(refusal, held)
      }
    }
  }
}

extension AgreementStatus {
  var colour: UI.TagColour {
    switch self {
    case .draft: .grey
    case .underReview: .blue
    case .partiallySigned: .purple
    case .inForce: .green
    case .dueForReview: .yellow
    case .expired, .terminated: .red
    case .superseded: .turquoise
    }
  }
}

extension AgreementAlert {
  var tag: HTML { UI.tag(words, daysLeft <= 0 ? .red : step == 30 ? .yellow : .blue) }
}
