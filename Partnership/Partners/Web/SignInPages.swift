import Basics
import PartnershipModel
import PartnershipStore
import WebShell

/// Signing in: the password first, then the code, then where the person was going.
struct SignInPages: Sendable {
  let store: PartnersStore
  private let back = ("Back to sign-in", "/sign-in")

  @Sendable func start(_ ask: Ask) async throws -> Reply { .page(try await passwordPage(ask, errors: [])) }

  private func passwordPage(_ ask: Ask, errors: [FieldError]) async throws -> Page {
    let agencies = AgencySignInPages.links(try await store.identityProviders(), next: ask.next)
    return Page(
      title: "Sign in", back: ("Start page", "/"),
      body: """
        \(UI.errorSummary(errors))
        \(UI.form(action: "/sign-in", submit: "Continue", """
          \(UI.textField(
            "email", "E-mail address", value: ask.form["email"] ?? "", error: errors.message(for: "email"),
            width: .half, inputMode: "email", autocomplete: "username"))
          \(UI.password("password", "Password"))
          \(UI.hidden("next", ask.next))
          """))
        <p>A code from your authenticator app is asked for next.</p>
        <p>First time here, or a new telephone? \(UI.link("Set up your account", href: "/set-up")) with the code from
        your administrator. Only an administrator can help with a forgotten password.</p>
        \(agencies)
        """, status: errors.isEmpty ? 200 : 422)
  }

  @Sendable func takePassword(_ ask: Ask) async throws -> Reply {
    let outcome: SignInOutcome
    do {
      outcome = try await store.signIn(
        name: ask.form["email"] ?? "", password: ask.form["password"] ?? "", address: ask.remoteAddress, now: ask.now)
    } catch let refusal as Refusal where refusal.kind == "busy" {
      return FormErrors.busy(refusal, back: back)
    }
    switch outcome {
    case .proceed(let token):
      if let old = ask.token { try await store.end(token: old) }
      let next = ask.next == "/" ? "" : Address.query([("next", ask.next)])
      return SessionCookie.setting(token, then: .redirect("/sign-in/code" + next))
    case .wait(let seconds): return FormErrors.wait(seconds, back: back)
    case .needsSetUp:
      return .status(
        422,
        Page(
          title: "Your account is waiting to be set up", back: back,
          body: """
            <p>It has no second factor. \(UI.link("Set it up", href: "/set-up")) with the set-up code from your
            administrator.</p>
            """, status: 422))
    case .wrong, .lapsed:
      let error = FieldError("email", "The e-mail address or the password is not right, or the account is suspended.")
      return .status(422, try await passwordPage(ask, errors: [error]))
    }
  }

  @Sendable func askCode(_ ask: Ask) async throws -> Reply {
    guard let session = try await beginning(ask) else { return .redirect("/sign-in") }
    return session.stage == .enrolment ? .redirect("/set-up/second-factor") : .page(codePage(ask, errors: []))
  }

  private func beginning(_ ask: Ask) async throws -> Session? {
    guard let token = ask.token else { return nil }
    return try await store.beginning(token: token, now: ask.now)
  }

  private func codePage(_ ask: Ask, errors: [FieldError]) -> Page {
    Page(
      title: "Enter your code", back: back,
      lead: "Open the authenticator app and enter the six digits that it shows for Concordat.",
      body: """
        \(UI.errorSummary(errors))
        \(UI.form(action: "/sign-in/code", submit: "Sign in", """
          \(UI.textField(
            "code", "Six-digit code", error: errors.message(for: "code"), width: .ten, inputMode: "numeric",
            autocomplete: "one-time-code"))
          \(UI.hidden("next", ask.next))
          """))
        <p>Lost the device? An administrator can \
        <strong>re-enrol</strong> you: they check who you are and give you a new set-up code.</p>
        """, status: errors.isEmpty ? 200 : 422)
  }

  @Sendable func takeCode(_ ask: Ask) async throws -> Reply {
    guard let token = ask.token else { return .redirect("/sign-in") }
    let code = ask.form["code"] ?? ""
    switch try await store.submit(code: code, token: token, address: ask.remoteAddress, now: ask.now) {
    case .proceed(let fresh): return SessionCookie.setting(fresh, then: .redirect(ask.next))
    case .wrong, .needsSetUp: return .status(422, codePage(ask, errors: [FormErrors.wrongCode]))
    case .wait(let seconds): return FormErrors.wait(seconds, back: back)
    case .lapsed: return .redirect("/sign-in")
    }
  }

  /// Ends the session. Removing the cookie makes the shell ask the browser to clear what it keeps (`Clear-Site-Data`).
  @Sendable func signOut(_ ask: Ask) async throws -> Reply {
    if let token = ask.token { try await store.end(token: token) }
    return .setting([.removing(SessionCookie.name)], then: .redirect("/sign-in"))
  }
}
