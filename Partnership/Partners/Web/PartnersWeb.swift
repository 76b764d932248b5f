import Basics
import PartnershipModel
import PartnershipStore
import WebShell

/// The pages of people and bodies: signing in, one's own account, the people of the partnership, its authorities.
package enum PartnersWeb {
  /// Every route of this area. The addresses of a session's beginning are open to everyone, the rest says who may.
  /// - Parameter agencies: signing in through agencies’ own providers; by the network when nil.
  package static func routes(_ store: PartnersStore, agencies: AgencySignIns? = nil) -> [Route] {
    signIn(store) + account(store) + people(store) + authorities(store)
      + providers(agencies ?? AgencySignIns(store: store))
  }

  private static func providers(_ signIns: AgencySignIns) -> [Route] {
    let pages = AgencySignInPages(signIns: signIns), setUp = ProviderPages(signIns: signIns)
    return [
      Route(.get, IdentityProvider.returnPath, policy: .everyone, pages.comeBack),
      Route(.post, IdentityProvider.returnPath, policy: .everyone, pages.finish),
      Route(.get, "/sign-in/agency/:provider", policy: .everyone, pages.begin),
      Route(.get, "/sign-in-providers", policy: .needs(.administer), setUp.list),
      Route(.get, "/sign-in-providers/new", policy: .needs(.administer), setUp.askNew),
      Route(.post, "/sign-in-providers", policy: .needs(.administer), setUp.create),
      Route(.get, "/sign-in-providers/:id", policy: .needs(.administer), setUp.show),
      Route(.post, "/sign-in-providers/:id", policy: .needs(.administer), setUp.amend),
      Route(.post, "/sign-in-providers/:id/link", policy: .needs(.administer), setUp.link),
      Route(.post, "/sign-in-providers/:id/unlink/:account", policy: .needs(.administer), setUp.unlink),
      Route(.post, "/sign-in-providers/:id/remove", policy: .needs(.administer), setUp.remove),
    ]
  }

  /// Which roles hold each permission, for the page that says why something was refused.
  package static var guide: PermissionGuide {
    let roles = Permission.allCases.map { permission in
      (permission, Role.allCases.filter { $0.permissions.contains(permission) }.map(\.label))
    }
    return PermissionGuide(roles: Dictionary(uniqueKeysWithValues: roles))
  }

  private static func signIn(_ store: PartnersStore) -> [Route] {
    let pages = SignInPages(store: store), setUp = SetUpPages(store: store)
    return [
      Route(.get, "/sign-in", policy: .everyone, pages.start),
      Route(.post, "/sign-in", policy: .everyone, pages.takePassword),
      Route(.get, "/sign-in/code", policy: .everyone, pages.askCode),
      Route(.post, "/sign-in/code", policy: .everyone, pages.takeCode),
      Route(.post, "/sign-out", policy: .everyone, pages.signOut),
      Route(.get, "/set-up", policy: .everyone, setUp.start),
      Route(.post, "/set-up", policy: .everyone, setUp.takeCode),
      Route(.get, "/set-up/second-factor", policy: .everyone, setUp.showFactor),
      Route(.post, "/set-up/second-factor", policy: .everyone, setUp.enrol),
    ]
  }

  private static func account(_ store: PartnersStore) -> [Route] {
    let pages = MyAccountPages(store: store)
    return [
      Route(.get, "/account", policy: .signedIn, pages.overview),
      Route(.get, "/account/password", policy: .signedIn, pages.askPassword),
      Route(.post, "/account/password", policy: .signedIn, pages.changePassword),
      Route(.post, "/account/sessions/end-others", policy: .signedIn, pages.endOthers),
      Route(.post, "/account/sessions/:id/end", policy: .signedIn, pages.endOne),
      Route(.post, "/account/second-factor/replace", policy: .signedIn, pages.offerFactor),
      Route(.get, "/account/second-factor", policy: .signedIn, pages.showFactor),
      Route(.post, "/account/second-factor", policy: .signedIn, pages.enrol),
    ]
  }

  private static func people(_ store: PartnersStore) -> [Route] {
    let list = PeoplePages(store: store), person = PersonPages(store: store)
    return [
      Route(.get, "/people", policy: .needs(.administer), list.list),
      Route(.get, "/people/new", policy: .needs(.administer), list.askNew),
      Route(.post, "/people", policy: .needs(.administer), list.create),
      Route(.get, "/people/:id", policy: .needs(.administer), person.show),
      Route(.post, "/people/:id/details", policy: .needs(.administer), person.amend),
      Route(.post, "/people/:id/roles", policy: .needs(.administer), person.setRoles),
      Route(.post, "/people/:id/suspend", policy: .needs(.administer), person.suspend),
      Route(.post, "/people/:id/restore", policy: .needs(.administer), person.restore),
      Route(.post, "/people/:id/reissue", policy: .needs(.administer), person.reissue),
    ]
  }

  private static func authorities(_ store: PartnersStore) -> [Route] {
    let pages = AuthorityPages(store: store), body = BodyPages(store: store), team = TeamPages(store: store)
    return [
      Route(.get, "/authorities", policy: .signedIn, pages.list),
      Route(.get, "/authorities/new", policy: .needs(.administer), pages.askNew),
      Route(.post, "/authorities", policy: .needs(.administer), pages.create),
      Route(.get, "/authorities/:id", policy: .signedIn, body.show),
      Route(.post, "/authorities/:id", policy: .needs(.administer), body.amend),
      Route(.post, "/authorities/:id/areas", policy: .needs(.administer), body.setAreas),
      Route(.post, "/authorities/:id/facilitator", policy: .needs(.administer), body.setFacilitator),
      Route(.post, "/authorities/:id/teams", policy: .needs(.administer), body.addTeam),
      Route(.get, "/authorities/:id/teams/:team", policy: .needs(.administer), team.show),
      Route(.post, "/authorities/:id/teams/:team", policy: .needs(.administer), team.set),
      Route(.post, "/authorities/:id/teams/:team/end", policy: .needs(.administer), team.end),
    ]
  }
}

/// The door between the shell and the sessions of this area: a cookie in, a person out.
package struct PartnersDoor: SessionDoor {
  let store: PartnersStore
  /// Titles of purposes, for the head of every page.
  let purposes: [String: String]

  package init(_ store: PartnersStore, purposes: [String: String] = [:]) {
    self.store = store
    self.purposes = purposes
  }

  package func visitor(cookies: [String: String], now: Instant) async throws -> Visitor? {
    guard let token = SessionCookie.token(cookies), let presence = try await store.presence(token: token, now: now)
    else { return nil }
    let account = presence.account
    return Visitor(
      account: account.id.text, name: account.name, agency: account.authorityName,
      permissions: account.roles.permissions, session: presence.session.id.text, agencyID: account.authority.text,
      confirmedAt: presence.session.confirmed,
      workspace: presence.session.purpose.map { .init(purpose: $0, title: purposes[$0] ?? $0) })
  }

  package func formToken(session: String) -> String { store.formToken(session: session) }
}

/// The one cookie that says who is signed in. The shell adds the `__Host-` prefix and the attributes.
enum SessionCookie {
  static let name = "s"

  static func token(_ cookies: [String: String]) -> SessionToken? { cookies[name].flatMap(SessionToken.init(cookie:)) }
  static func setting(_ token: SessionToken, then reply: Reply) -> Reply {
    .setting([Cookie(name, token.text)], then: reply)
  }
}

extension Ask {
  var token: SessionToken? { SessionCookie.token(cookies) }
  var accountID: ID<Account>? { visitor.map { ID($0.account) } }

  /// Where the visitor was going when they were asked to sign in: a path of this site, or the start page.
  package var next: String { Address.local(form["next"] ?? query["next"]) ?? "/" }
}
