import Basics
import PartnershipModel
import PartnershipStore
import WebShell

/// One's own account: password, second factor, and where one is signed in.
struct MyAccountPages: Sendable {
  let store: PartnersStore
  private let back = ("Back to my account", "/account")

  @Sendable func overview(_ ask: Ask) async throws -> Reply {
    guard let visitor = ask.visitor, let account = try await store.account(ID(visitor.account)) else {
      throw NotFound()
    }
    let sessions = try await store.sessions(of: account.id, now: ask.now)
    let teams = try await store.teams(of: account.id)
    let done = [
      "password": "Your password is changed, and you are signed out everywhere else.",
      "factor": "Your new second factor is enrolled, and you are signed out everywhere else.",
      "sessions": "The session is ended.",
    ]
    return .page(
      Page(
        title: "My account", back: ("Start page", "/"),
        body: """
          \(ask.query["done"].flatMap { done[$0] }.map { UI.notice(.success, HTML(text: $0)) })
          \(UI.summaryList([
            ("Name", HTML(text: account.name)), ("E-mail address", HTML(text: account.signInName.text)),
            ("Acting for", UI.link(account.authorityName, href: "/authorities/\(account.authority)")),
            ("Teams", HTML(text: teams.isEmpty ? "None" : teams.map(\.name).joined(separator: ", "))),
            ("Roles", HTML(text: account.roles.label)),
          ]))
          <p>An administrator can correct these.
          \(UI.link("What your looks are compared with", href: "/account/own-details"))</p>
          <h2>Password</h2>
          <p>\(UI.buttonLink("Change my password", href: "/account/password", kind: .secondary))</p>
          <h2>Second factor</h2>
          <p>With a new telephone at hand and the old one still working, move the second factor yourself. If the old one
          is lost, ask an administrator to re-enrol you.</p>
          \(UI.form(action: "/account/second-factor/replace", submit: "Replace my second factor", kind: .secondary, ""))
          <h2>Where you are signed in</h2>
          \(table(sessions, current: visitor.session, now: ask.now))
          \(when: sessions.count > 1, UI.form(
            action: "/account/sessions/end-others", submit: "Sign out everywhere else", kind: .secondary, ""))
          <p>A session ends after \(SessionRules.idle / 60) minutes without use and after
          \(SessionRules.absolute / 3600) hours in any case. You can have \(SessionRules.most) at a time.</p>
          """))
  }

  private func table(_ sessions: [Session], current: String, now: Instant) -> HTML {
    UI.table(
      caption: "Open sessions",
      headings: [UI.Heading("Started"), UI.Heading("Last used"), UI.Heading("Network"), UI.Heading("")],
      rows: sessions.map { session in
        let here = session.id.text == current
        return [
          HTML(text: session.started.spoken), HTML(text: session.lastUsed.spoken), HTML(text: session.network),
          here
            ? UI.tag("This one", .green)
            : UI.form(action: "/account/sessions/\(session.id)/end", submit: "End", kind: .link, ""),
        ]
      })
  }

  @Sendable func endOne(_ ask: Ask) async throws -> Reply {
    guard let account = ask.accountID else { throw NotFound() }
    try await store.end(ID(try ask.parameter("id")), of: account)
    return .redirect("/account?done=sessions")
  }

  @Sendable func endOthers(_ ask: Ask) async throws -> Reply {
    guard let account = ask.accountID, let visitor = ask.visitor else { throw NotFound() }
    try await store.endSessions(of: account, except: ID(visitor.session))
    return .redirect("/account?done=sessions")
  }

  @Sendable func askPassword(_ ask: Ask) async throws -> Reply { .page(passwordPage(errors: [])) }

  private func passwordPage(errors: [FieldError]) -> Page {
    Page(
      title: "Change my password", back: back,
      body: """
        \(UI.errorSummary(errors))
        \(UI.form(action: "/account/password", submit: "Change password", """
          \(UI.password("password", "Your password now", error: errors.message(for: "password")))
          \(NewPassword.fields(errors))
          """))
        """, status: errors.isEmpty ? 200 : 422)
  }

  @Sendable func changePassword(_ ask: Ask) async throws -> Reply {
    guard let visitor = ask.visitor else { throw NotFound() }
    do {
      let outcome = try await store.changePassword(
        session: ID(visitor.session), current: ask.form["password"] ?? "", new: try NewPassword.typed(ask),
        address: ask.remoteAddress, now: ask.now)
      switch outcome {
      case .proceed(let fresh): return SessionCookie.setting(fresh, then: .redirect("/account?done=password"))
      case .wait(let seconds): return FormErrors.wait(seconds, back: back)
      case .wrong, .needsSetUp:
        return .status(422, passwordPage(errors: [FieldError("password", "This is not your password.")]))
      case .lapsed: return .redirect("/sign-in")
      }
    } catch let refusal as Refusal where refusal.kind == "busy" {
      return FormErrors.busy(refusal, back: back)
    } catch let refusal as Refusal {
      return .status(422, passwordPage(errors: NewPassword.errors(refusal)))
    }
  }

  @Sendable func offerFactor(_ ask: Ask) async throws -> Reply {
    try await Confirmation(store: store).before("Replacing the second factor", ask, back: back) { token in
      try await store.offerFactor(token: token, now: ask.now)
      return .redirect("/account/second-factor")
    }
  }

  @Sendable func showFactor(_ ask: Ask) async throws -> Reply {
    guard let token = ask.token, let offered = try await store.offeredFactor(token: token, now: ask.now) else {
      return .redirect("/account")
    }
    return .page(FactorPage.page(offered, action: "/account/second-factor", back: back, errors: []))
  }

  @Sendable func enrol(_ ask: Ask) async throws -> Reply {
    try await FactorPage.enrol(
      ask, store, action: "/account/second-factor", back: back, lapsed: "/account", next: "/account?done=factor")
  }
}
