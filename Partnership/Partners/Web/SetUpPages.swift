import Basics
import PartnershipModel
import PartnershipStore
import WebShell

/// First sign-in and recovery: the set-up code and a new password, then the second factor.
struct SetUpPages: Sendable {
  let store: PartnersStore
  private let back = ("Back to sign-in", "/sign-in")

  @Sendable func start(_ ask: Ask) async throws -> Reply { .page(page(ask, errors: [])) }

  private func page(_ ask: Ask, errors: [FieldError]) -> Page {
    Page(
      title: "Set up your account", back: back,
      lead: "You need the set-up code that an administrator gave you, and a telephone with an authenticator app.",
      body: """
        \(UI.errorSummary(errors))
        \(UI.form(action: "/set-up", submit: "Continue", """
          \(UI.textField(
            "email", "E-mail address", value: ask.form["email"] ?? "", error: errors.message(for: "email"),
            width: .half, inputMode: "email", autocomplete: "username"))
          \(UI.textField(
            "set-up-code", "Set-up code", hint: "Four groups of five letters and digits.",
            value: ask.form["set-up-code"] ?? "", error: errors.message(for: "set-up-code"), width: .half,
            autocomplete: "off"))
          \(NewPassword.fields(errors))
          """))
        """, status: errors.isEmpty ? 200 : 422)
  }

  @Sendable func takeCode(_ ask: Ask) async throws -> Reply {
    do {
      let password = try NewPassword.typed(ask)
      let outcome = try await store.setUp(
        name: ask.form["email"] ?? "", code: ask.form["set-up-code"] ?? "", password: password,
        address: ask.remoteAddress, now: ask.now)
      switch outcome {
      case .proceed(let token):
        if let old = ask.token { try await store.end(token: old) }
        return SessionCookie.setting(token, then: .redirect("/set-up/second-factor"))
      case .wait(let seconds): return FormErrors.wait(seconds, back: back)
      case .wrong, .needsSetUp, .lapsed:
        let error = FieldError(
          "set-up-code", "The e-mail address and the set-up code do not belong together, or the code has expired.")
        return .status(422, page(ask, errors: [error]))
      }
    } catch let refusal as Refusal where refusal.kind == "busy" {
      return FormErrors.busy(refusal, back: back)
    } catch let refusal as Refusal {
      return .status(422, page(ask, errors: NewPassword.errors(refusal)))
    }
  }

  @Sendable func showFactor(_ ask: Ask) async throws -> Reply {
    guard let token = ask.token, let offered = try await store.offeredFactor(token: token, now: ask.now) else {
      return .redirect("/set-up")
    }
    return .page(FactorPage.page(offered, action: "/set-up/second-factor", back: back, errors: []))
  }

  @Sendable func enrol(_ ask: Ask) async throws -> Reply {
    try await FactorPage.enrol(ask, store, action: "/set-up/second-factor", back: back, lapsed: "/set-up", next: "/")
  }
}

/// Typing a new password twice, and what it must be.
enum NewPassword {
  static func fields(_ errors: [FieldError]) -> HTML {
    let hint = """
      At least \(PasswordRules.shortest) characters, better fifteen or more. Three or four unrelated words are good. \
      Anything goes but the commonest passwords and your own name.
      """
    return """
      \(UI.password(
        "new-password", "New password", hint: hint, error: errors.message(for: "new-password"),
        autocomplete: "new-password"))
      \(UI.password(
        "repeat-password", "New password again", error: errors.message(for: "repeat-password"),
        autocomplete: "new-password"))
      """
  }

  /// Refuses when the two differ; whether the password is good is the store's to say, where it is kept.
  static func typed(_ ask: Ask) throws -> String {
    let password = ask.form["new-password"] ?? ""
    guard password == ask.form["repeat-password"] ?? "" else {
      throw Refusal(
        "password", place: "New password again", "The two new passwords differ.", remedy: "Type the same twice.")
    }
    return password
  }

  static func errors(_ refusal: Refusal) -> [FieldError] {
    let fields = ["New password": "new-password", "New password again": "repeat-password"]
    return FormErrors.field(refusal, among: fields, otherwise: "new-password")
  }
}

/// The page on which a second factor is enrolled: a picture for the app, the key in letters, a code to prove it.
enum FactorPage {
  static func page(_ offered: OfferedFactor, action: String, back: (String, String), errors: [FieldError]) -> Page {
    let address = offered.factor.address(account: offered.signInName.text, issuer: "Concordat")
    return Page(
      title: "Add your second factor", back: back,
      lead: "From now on you sign in with your password and a code from an app on your telephone.",
      body: """
        \(UI.errorSummary(errors))
        <ol><li>Open an authenticator app, or install one: any app that makes six-digit codes will do.</li>
        <li>Choose to add an account, and scan this picture.</li></ol>
        \(picture(address))
        \(UI.details("The picture cannot be scanned", """
          <p>Enter this key into the app by hand, as a time-based key: <code>\(offered.factor.typedKey)</code></p>
          <p>Or <a\(attr: "href", address)>open it in an app on this device</a>.</p>
          """))
        \(UI.form(action: action, submit: "Finish", UI.textField(
          "code", "Six-digit code that the app now shows", error: errors.message(for: "code"), width: .ten,
          inputMode: "numeric", autocomplete: "one-time-code")))
        """, status: errors.isEmpty ? 200 : 422)
  }

  private static func picture(_ address: String) -> HTML? {
    guard let code = QRCode(address) else { return nil }
    let side = code.size + 8
    return """
      <p><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(side) \(side)" width="240" height="240" role="img" \
      aria-labelledby="qr-title" shape-rendering="crispEdges"><title id="qr-title">QR code with the key for the \
      authenticator app; the same key stands in letters below</title><rect width="\(side)" height="\(side)" \
      fill="#ffffff"/><path fill="#000000" d="\(code.path)"/></svg></p>
      """
  }

  static func enrol(
    _ ask: Ask, _ store: PartnersStore, action: String, back: (String, String), lapsed: String, next: String
  ) async throws -> Reply {
    guard let token = ask.token, let offered = try await store.offeredFactor(token: token, now: ask.now) else {
      return .redirect(lapsed)
    }
    let code = ask.form["code"] ?? ""
    switch try await store.enrol(code: code, token: token, address: ask.remoteAddress, now: ask.now) {
    case .proceed(let fresh): return SessionCookie.setting(fresh, then: .redirect(next))
    case .wrong, .needsSetUp:
      return .status(422, page(offered, action: action, back: back, errors: [FormErrors.wrongCode]))
    case .wait(let seconds): return FormErrors.wait(seconds, back: back)
    case .lapsed: return .redirect(lapsed)
    }
  }
}
