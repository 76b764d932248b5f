import Basics

/// Pages for what went wrong. Each says what happened, what to do, and has a way back.
enum ErrorPages {
  static let missing = Page(
    title: "Page not found",
    body: """
      <p>There is no page at this address, or it is not one that you may see.</p>
      <p>Check the address, or go back to where you came from.</p>\(wayHome)
      """, status: 404)

  static func wrongMethod(_ method: String) -> Page {
    Page(
      title: "This address cannot be used that way",
      body: "<p>The address is right, but it does not answer <code>\(method)</code>.</p>\(wayHome)", status: 405)
  }

  static let addressTooLong = Page(
    title: "The address is too long",
    body:
      "<p>The address of the page is longer than the server reads. Choose fewer filters and try again.</p>\(wayHome)",
    status: 414)

  static func forbidden(_ permission: Permission?, _ guide: PermissionGuide, visitor: Visitor?) -> Page {
    let roles = permission.flatMap { guide.roles[$0] } ?? []
    let you: HTML? = visitor.map { "You are signed in as \($0.name) for \($0.agency). " }
    let holders: HTML =
      roles.isEmpty
      ? "Your role does not include this part of the system."
      : "People with the role <strong>\(roles.joined(separator: " or "))</strong> can do this."
    return Page(
      title: "You do not have permission to do this",
      body: """
        <p>\(you)\(holders)</p>
        <p>If you need it for your work, ask \(guide.ask)\
        \(permission.map { " for the permission <code>\($0.rawValue)</code>" as HTML }).</p>\(wayHome)
        """, status: 403)
  }

  static func refused(_ refusal: Refusal, back: String?) -> Page {
    Page(
      title: "There is a problem", back: back.map { ("Back", $0) },
      body: """
        <div class="error-summary" role="alert" tabindex="-1"><h2>This was not done</h2>
        \(refusal.place.map { "<p class=\"error-summary__place\">\($0)</p>" as HTML })
        <p>\(refusal.reason)</p>
        \(refusal.remedy.map { "<p><strong>What to do:</strong> \($0)</p>" as HTML })
        </div>
        <p>Nothing was changed. What you typed is kept by your browser: use its back button to mend it.</p>\(wayHome)
        """, status: 400)
  }

  static func body(_ refused: BodyRefused, back: String?) -> Page {
    Page(
      title: refused.status == 413 ? "That is too large" : "This could not be received",
      back: back.map { ("Back", $0) },
      body: "<p>\(refused.reason)</p><p>\(refused.remedy)</p><p>Nothing was changed.</p>\(wayHome)",
      status: refused.status)
  }

  static let foreign = Page(
    title: "This form did not come from this site",
    body: """
      <p>Nothing was changed. A form can only be sent from a page of this site, so that no other site can act in your name.</p>
      <p>Open the page here and send the form from it. If this goes on, a program between you and the server may be
      removing the <code>Origin</code> header: tell the administrator.</p>\(wayHome)
      """, status: 403)

  static let keyReused = Page(
    title: "This form was already sent",
    body: """
      <p>The form was carried out once, and then sent again with other content. The second sending changed nothing.</p>
      <p>Go back, reload the page to see what is stored now, and make the change there.</p>\(wayHome)
      """, status: 409)

  static let keyMissing = Page(
    title: "The form is not complete",
    body: """
      <p>Nothing was changed. The form lacks the hidden field that keeps it from being carried out twice.</p>
      <p>Reload the page that holds the form and send it from there.</p>\(wayHome)
      """, status: 400)

  static func failed(reference: String) -> Page {
    Page(
      title: "Sorry, something went wrong",
      body: """
        <p>The fault is on our side. If you sent a form, it was not carried out, or only as far as it is shown when you
        look again.</p>
        <p>Try again in a few minutes. If it goes on, tell the administrator the reference
        <strong>\(reference)</strong>.</p>\(wayHome)
        """, status: 500)
  }

  /// What was typed is carried along, so that signing in again, or a page left open too long, loses nothing.
  static func sendAgain(_ form: Form, path: String, visitor: Visitor?) -> Page {
    let hidden = form.fields.filter { field in
      !["token", "key"].contains(field.name) && !isSecret(field.name)
    }
    let lost = form.files.map(\.filename) + form.fields.filter { isSecret($0.name) }.map(\.name)
    let cause =
      visitor == nil
      ? "Your session ended before the form arrived."
      : "The page was open for too long, or you have signed in again since it was loaded."
    let signIn: HTML = """
      <p>First <a href="/sign-in" target="_blank" rel="noopener">sign in (opens in a new tab)</a>, then come back to
      this tab and send the form again.</p>
      """
    return Page(
      title: visitor == nil ? "You have been signed out" : "Check and send again",
      body: """
        <p>\(cause) Nothing was changed, and what you typed is kept below.</p>
        \(when: visitor == nil, signIn)
        \(UI.summaryList(hidden.filter { !$0.value.isEmpty }.prefix(100).map { ($0.name, HTML(text: $0.value)) }))
        \(when: !lost.isEmpty, "<p>Not kept, to be given again: \(lost.joined(separator: ", ")).</p>")
        <form method="post" action="\(url: path)">\(HTML.formSlot)
        \(each: hidden, { "<input type=\"hidden\" name=\"\($0.name)\" value=\"\($0.value)\">" })
        <button class="button" type="submit">Send again</button></form>\(wayHome)
        """, status: visitor == nil ? 401 : 403)
  }

  private static func isSecret(_ field: String) -> Bool {
    ["password", "code", "secret"].contains { field.lowercased().contains($0) }
  }

  private static let wayHome: HTML = "<p><a href=\"/\">Go to the start page</a></p>"
}
