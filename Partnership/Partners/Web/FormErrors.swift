import Basics
import PartnershipModel
import PartnershipStore
import WebShell

/// What this area's forms say when they are not right, and the statuses that go with it.
enum FormErrors {
  /// A refusal beside the field that it is about, by the label that it names.
  static func field(_ refusal: Refusal, among fields: [String: String], otherwise: String) -> [FieldError] {
    let field = refusal.place.flatMap { fields[$0] } ?? otherwise
    return [FieldError(field, [refusal.reason, refusal.remedy].compactMap { $0 }.joined(separator: " "))]
  }

  static let wrongCode = FieldError(
    "code", "The code is not right, or was used before. Wait for the next one in the app, and check the device’s clock."
  )

  /// Said in place of the form when there were too many attempts; 429 so that programs slow down as well.
  static func wait(_ seconds: Int, back: (String, String)) -> Reply {
    let minutes = (seconds + 59) / 60
    return .status(
      429,
      Page(
        title: "Too many attempts", back: back,
        body: """
          <p>There were too many attempts to sign in, so the next one has to wait for
          <strong>\(minutes == 1 ? "one minute" : "\(minutes) minutes")</strong>.</p>
          <p>Nothing is locked. If these attempts were not yours, tell the administrator of your partnership.</p>
          """, status: 429))
  }

  /// The machine has all the sign-ins that it can do at once.
  static func busy(_ refusal: Refusal, back: (String, String)) -> Reply {
    .status(
      503,
      Page(
        title: "Please try again in a moment", back: back,
        body: "<p>\(refusal.reason) \(refusal.remedy ?? "")</p>", status: 503))
  }
}

/// Asks for the second factor again before what needs it fresh (OWASP ASVS 5.0 section 7.5.3); keeps what was typed.
package struct Confirmation {
  let store: PartnersStore

  package init(store: PartnersStore) { self.store = store }

  /// Runs `change` once the second factor is fresh. A refusal by `change` becomes a page here, because the session may
  /// have a new token by then, and the browser must learn it.
  package func before(
    _ purpose: String, _ ask: Ask, back: (String, String), _ change: (SessionToken) async throws -> Reply
  ) async throws -> Reply {
    guard let token = ask.token, let presence = try await store.presence(token: token, now: ask.now) else {
      return .redirect("/sign-in")
    }
    if presence.session.isFresh(at: ask.now) { return try await change(token) }
    guard try await store.hasSecondFactor(presence.account.id) else {
      return .status(403, Confirmation.without(purpose, back))
    }
    guard let code = ask.form["confirm-code"] else { return .page(page(purpose, ask, back: back, errors: [])) }
    switch try await store.confirm(code: code, token: token, address: ask.remoteAddress, now: ask.now) {
    case .proceed(let fresh):
      let reply: Reply
      do { reply = try await change(fresh) } catch let refusal as Refusal {
        reply = .status(422, Confirmation.refused(refusal, back: back))
      }
      return SessionCookie.setting(fresh, then: reply)
    case .wrong, .needsSetUp:
      let error = FieldError("confirm-code", FormErrors.wrongCode.message)
      return .status(422, page(purpose, ask, back: back, errors: [error]))
    case .wait(let seconds): return FormErrors.wait(seconds, back: back)
    case .lapsed: return .redirect("/sign-in")
    }
  }

  /// For somebody who signs in through their agency and has no authenticator app here.
  private static func without(_ purpose: String, _ back: (String, String)) -> Page {
    Page(
      title: "A fresh second factor is needed", back: back,
      lead: "\(purpose) needs a second factor that was shown within the last five minutes.",
      body: """
        <p>You sign in through your agency. Sign out, sign in again with your second factor there, and come back within five
        minutes; or, just after such a sign-in, \(UI.link("add a second factor here", href: "/account")).</p>
        """, status: 403)
  }

  static func refused(_ refusal: Refusal, back: (String, String)) -> Page {
    Page(
      title: "This was not done", back: back,
      body: """
        \(refusal.place.map { "<p><strong>\($0)</strong></p>" as HTML })<p>\(refusal.reason)</p>
        <p>\(refusal.remedy ?? "")</p>
        """, status: 422)
  }

  private func page(_ purpose: String, _ ask: Ask, back: (String, String), errors: [FieldError]) -> Page {
    let kept = ask.form.fields.filter { !["token", "key", "confirm-code"].contains($0.name) }
    return Page(
      title: "Confirm that it is you", back: back,
      lead: "\(purpose) needs a code from your authenticator app that is no older than five minutes.",
      body: """
        \(UI.errorSummary(errors))
        \(UI.form(action: ask.path, submit: "Confirm and continue", """
          \(each: kept, { UI.hidden($0.name, $0.value) })
          \(UI.textField(
            "confirm-code", "Six-digit code", hint: "What you entered before is kept.",
            error: errors.message(for: "confirm-code"), width: .ten, inputMode: "numeric",
            autocomplete: "one-time-code"))
          """))
        """, status: errors.isEmpty ? 200 : 422)
  }
}
