import Basics
import PartnershipModel
import PartnershipStore
import WebShell

/// Signing in through an agency’s own provider: going there, coming back, and what is said when it does not work.
///
/// The browser comes back by a page of another site, and so without our cookies, which are for our own pages only. It is
/// shown a page first; its form, sent from here, brings the cookies along.
struct AgencySignInPages: Sendable {
  let signIns: AgencySignIns
  private let back = ("Back to sign-in", "/sign-in")

  /// The cookie that the browser carries meanwhile.
  private static let cookie = "o"

  /// The links on the sign-in page; nothing where no agency has a provider.
  static func links(_ providers: [IdentityProvider], next: String) -> HTML? {
    let open = providers.filter(\.isOpen)
    guard !open.isEmpty else { return nil }
    let query = next == "/" ? "" : Address.query([("next", next)])
    return """
      <h2>Through your agency</h2><ul>\(each: open, { provider in
        "<li>\(UI.link("Sign in through \(provider.authorityName)", href: "/sign-in/agency/\(provider.id)" + query))</li>"
      })</ul>
      """
  }

  @Sendable func begin(_ ask: Ask) async throws -> Reply {
    do {
      guard
        let (address, ticket) = try await signIns.begin(
          ID(try ask.parameter("provider")), next: ask.next, now: ask.now)
      else { return .redirect("/sign-in") }
      return .setting(
        [Cookie(Self.cookie, ticket, seconds: SignInTicket.lifetime)], then: .elsewhere(address))
    } catch let refusal as Refusal where refusal.kind.hasPrefix("provider-") {
      return .status(502, unreachable(refusal.reason))
    }
  }

  @Sendable func comeBack(_ ask: Ask) async throws -> Reply {
    let fields = ["code", "state", "iss", "error"].compactMap { name in ask.query[name].map { (name, $0) } }
    return .page(
      Page(
        title: "Continue signing in", back: back, lead: "You are back from your agency’s sign-in page.",
        body: """
          \(UI.form(action: IdentityProvider.returnPath, submit: "Continue", """
            \(each: fields, { UI.hidden($0.0, String($0.1.prefix(4001))) })
            """))
          <p>Go on only if you began to sign in here a moment ago.</p>
          """))
  }

  @Sendable func finish(_ ask: Ask) async throws -> Reply {
    let outcome = try await signIns.finish(
      AgencyReturn(
        code: ask.form["code"], state: ask.form["state"], issuer: ask.form["iss"], error: ask.form["error"]),
      carried: ask.cookies[Self.cookie], address: ask.remoteAddress, now: ask.now)
    switch outcome {
    case .proceed(let token, let next):
      if let old = ask.token { try await signIns.store.end(token: old) }
      let isOpen = try await signIns.store.beginning(token: token, now: ask.now) == nil
      let query = next == "/" ? "" : Address.query([("next", next)])
      return .setting(
        [Cookie(SessionCookie.name, token.text), .removing(Self.cookie)],
        then: .redirect(isOpen ? Address.local(next) ?? "/" : "/sign-in/code" + query))
    case .wait(let seconds): return FormErrors.wait(seconds, back: back)
    case .stranger(let subject, let agency): return ended(stranger(subject, agency))
    case .refused(let reason): return ended(page(reason))
    }
  }

  private func ended(_ page: Page) -> Reply { .setting([.removing(Self.cookie)], then: .status(page.status, page)) }

  private func stranger(_ subject: String, _ agency: String) -> Page {
    Page(
      title: "Your account is not linked yet", back: back,
      lead: "\(agency) says who you are, and nobody here is linked to that identity.",
      body: """
        <p>Give this identifier to the administrator of your partnership, who links it to your account:</p>
        <p><code>\(subject)</code></p>
        <p>That you tried has been noted for them. Your e-mail address is not used to find you.</p>
        """, status: 403)
  }

  private func unreachable(_ words: String) -> Page {
    Page(
      title: "Your agency’s sign-in does not answer", back: back,
      body: """
        <p>\(words)</p>
        <p>Try again in a minute. If it goes on, tell your agency’s service desk; meanwhile whoever has a password here can
        sign in with it.</p>
        """, status: 502)
  }

  private func page(_ reason: AgencyOutcome.Reason) -> Page {
    func said(_ title: String, _ body: HTML, status: Int = 422) -> Page {
      Page(title: title, back: back, body: body, status: status)
    }
    switch reason {
    case .notOurs, .used, .late:
      return said(
        "This sign-in cannot be finished",
        """
        <p>The answer does not belong to a sign-in that this browser began within the last
        \(SignInTicket.lifetime / 60) minutes, or it was used before.</p>
        <p>Begin again from the sign-in page. If you did not begin it yourself, somebody may have sent you a link: tell the
        administrator of your partnership.</p>
        """)
    case .declined:
      return said("Your agency did not sign you in", "<p>You can try again from the sign-in page.</p>")
    case .unreachable(let words): return unreachable(words)
    case .token:
      return said(
        "Your agency’s answer was not accepted",
        """
        <p>It could not be made certain that the answer is your agency’s own and meant for this sign-in. It has been
        noted.</p><p>Begin again from the sign-in page. If it goes on, tell the administrator of your partnership.</p>
        """)
    case .shut:
      return said(
        "This way in is shut", "<p>An administrator has shut signing in through your agency.</p>", status: 403)
    case .otherAgency:
      return said(
        "Your account belongs to another body",
        "<p>An agency’s sign-in is good for its own people only. An administrator can correct which body you work for.</p>",
        status: 403)
    case .suspended:
      return said(
        "Your account is suspended", "<p>The administrator of your partnership can restore it.</p>", status: 403)
    case .noSecondFactor:
      return said(
        "A second factor is needed",
        """
        <p>Your agency did not show that you used a second factor, and your account has none here.</p>
        <p>Sign in at your agency with a second factor, or ask the administrator of your partnership for a set-up code and
        \(UI.link("set up your account", href: "/set-up")).</p>
        """, status: 403)
    }
  }
}
