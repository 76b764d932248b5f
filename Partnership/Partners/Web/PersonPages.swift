import Basics
import PartnershipModel
import PartnershipStore
import WebShell

/// One person's account, for administrators: details, roles, suspension, recovery, and what was done to it.
struct PersonPages: Sendable {
  let store: PartnersStore

  @Sendable func show(_ ask: Ask) async throws -> Reply {
    .page(try await page(try await person(ask), ask, errors: []))
  }

  private func person(_ ask: Ask) async throws -> Account {
    guard let account = try await store.account(ID(try ask.parameter("id"))) else { throw NotFound() }
    return account
  }

  private func page(_ person: Account, _ ask: Ask, errors: [FieldError]) async throws -> Page {
    let here = "/people/\(person.id)", own = person.id == ask.accountID
    let bodies = try await store.authorities(), events = try await store.events(of: person.id)
    let teams = try await store.teams(of: person.id), identity = try await store.identity(of: person.id)
    let typedRoles = ask.form.all("role").isEmpty ? Set(person.roles.map(\.rawValue)) : Set(ask.form.all("role"))
    let done = ["saved": "Saved.", "suspended": "Suspended, and signed out everywhere.", "restored": "Restored."]
    return Page(
      title: person.name, caption: "People", back: ("Back to people", "/people"),
      body: """
        \(UI.errorSummary(errors))\(ask.query["done"].flatMap { done[$0] }.map { UI.notice(.success, HTML(text: $0)) })
        \(UI.summaryList([
          ("E-mail address", HTML(text: person.signInName.text)), ("State", PeoplePages.tag(person.state)),
          ("Body", UI.link(person.authorityName, href: "/authorities/\(person.authority)")),
          ("Teams", HTML(text: teams.isEmpty ? "None" : teams.map(\.name).joined(separator: ", "))),
          ("Agency sign-in", HTML(text: identity.map { "\($0.subject) at \($0.issuer)" } ?? "Not linked")),
          ("Account created", HTML(text: person.created.spoken)),
          ("Last signed in", HTML(text: person.lastSignedIn?.spoken ?? "Never")),
        ]))
        <h2>Roles</h2>
        \(UI.form(action: here + "/roles", submit: "Set roles", PersonFields.roles(typedRoles, errors)))
        <p>\(UI.link("Duties, clearance, training and last day", href: here + "/duties"))</p>
        <h2>Details</h2>
        \(UI.form(action: here + "/details", submit: "Save details", kind: .secondary, """
          \(PersonFields.name(ask.form["name"] ?? person.name, errors))
          \(PersonFields.body(bodies, ask.form["authority"] ?? person.authority.text, errors))
          """))
        <h2>Access</h2>
        \(when: own, "<p>This is you: your own access is changed by another administrator.</p>",
          else: access(person, here))
        <h2>What was done to this account</h2>
        \(UI.table(
          caption: "Events", headings: [UI.Heading("When"), UI.Heading("What"), UI.Heading("By")],
          rows: events.map {
            [HTML(text: $0.at.spoken), HTML(text: $0.event), HTML(text: $0.author ?? "Command line")]
          },
          hideCaption: true))
        """, status: errors.isEmpty ? 200 : 422)
  }

  private func access(_ person: Account, _ here: String) -> HTML {
    """
    \(when: person.state == .suspended,
      UI.form(action: here + "/restore", submit: "Restore the account", kind: .secondary, ""),
      else: UI.form(action: here + "/suspend", submit: "Suspend the account", kind: .warning, """
        <p>Suspending signs the person out at once. Nothing that they did is lost.</p>
        """))
    \(UI.form(action: here + "/reissue", submit: "Re-enrol: clear password and second factor", kind: .secondary, """
      <p>For a lost telephone, a forgotten password, or a set-up code that has expired. First make sure, in person or by
      a telephone number that you already have, that you are talking to \(person.name).</p>
      """))
    """
  }

  private func change(
    _ purpose: String, _ ask: Ask, done: String, _ work: (Account) async throws -> Void
  ) async throws -> Reply {
    let person = try await person(ask)
    let back = ("Back to \(person.name)", "/people/\(person.id)")
    return try await Confirmation(store: store).before(purpose, ask, back: back) { _ in
      do {
        try await work(person)
        return .redirect("/people/\(person.id)?done=\(done)")
      } catch let refusal as Refusal {
        let errors = FormErrors.field(refusal, among: PersonFields.places, otherwise: "role")
        return .status(422, try await page(person, ask, errors: errors))
      }
    }
  }

  @Sendable func setRoles(_ ask: Ask) async throws -> Reply {
    try await change("Setting roles", ask, done: "saved") { person in
      try await store.setRoles(PersonFields.typedRoles(ask), of: person.id, author: ask.accountID, now: ask.now)
    }
  }

  @Sendable func amend(_ ask: Ask) async throws -> Reply {
    try await change("Amending an account", ask, done: "saved") { person in
      try await store.amend(
        person.id, name: ask.form["name"] ?? "", authority: ID(ask.form["authority"] ?? ""), author: ask.accountID,
        now: ask.now)
    }
  }

  @Sendable func suspend(_ ask: Ask) async throws -> Reply {
    try await change("Suspending an account", ask, done: "suspended") { person in
      try await store.suspend(person.id, author: ask.accountID, now: ask.now)
    }
  }

  @Sendable func restore(_ ask: Ask) async throws -> Reply {
    try await change("Restoring an account", ask, done: "restored") { person in
      try await store.restore(person.id, author: ask.accountID, now: ask.now)
    }
  }

  @Sendable func reissue(_ ask: Ask) async throws -> Reply {
    let person = try await person(ask)
    let back = ("Back to \(person.name)", "/people/\(person.id)")
    return try await Confirmation(store: store).before("Re-enrolling a person", ask, back: back) { _ in
      do {
        let code = try await store.reissue(person.id, author: ask.accountID, now: ask.now)
        return .page(SetUpCodePage.page(code, for: person, now: ask.now))
      } catch let refusal as Refusal {
        let errors = FormErrors.field(refusal, among: PersonFields.places, otherwise: "role")
        return .status(422, try await page(person, ask, errors: errors))
      }
    }
  }
}
