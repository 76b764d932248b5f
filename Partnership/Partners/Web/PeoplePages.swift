import Basics
import PartnershipModel
import PartnershipStore
import WebShell

/// The people of the partnership, for administrators: who can sign in, and bringing somebody new in.
struct PeoplePages: Sendable {
  let store: PartnersStore
  private let back = ("Back to people", "/people")

  @Sendable func list(_ ask: Ask) async throws -> Reply {
    let people = try await store.accounts()
    return .page(
      Page(
        title: "People", back: ("Start page", "/"), lead: "Everybody who can sign in, and what they may do.",
        body: """
          <p>\(UI.buttonLink("Add a person", href: "/people/new")) \
          \(UI.link("Bodies of the partnership", href: "/authorities")) \
          \(UI.link("Agency sign-in", href: "/sign-in-providers"))</p>
          \(UI.table(
            caption: "People",
            headings: ["Name", "E-mail address", "Body", "Roles", "State", "Last signed in"].map { UI.Heading($0) },
            rows: people.map { person in
              [
                UI.link(person.name, href: "/people/\(person.id)"), HTML(text: person.signInName.text),
                HTML(text: person.authorityName), HTML(text: person.roles.label), PeoplePages.tag(person.state),
                HTML(text: person.lastSignedIn?.spoken ?? "Never"),
              ]
            }))
          """, wide: true))
  }

  static func tag(_ state: Account.State) -> HTML {
    let colour: UI.TagColour =
      switch state {
      case .active: .green
      case .awaitingSetUp: .yellow
      case .suspended: .red
      }
    return UI.tag(state.label, colour)
  }

  @Sendable func askNew(_ ask: Ask) async throws -> Reply { .page(try await newPage(ask, errors: [])) }

  private func newPage(_ ask: Ask, errors: [FieldError]) async throws -> Page {
    let bodies = try await store.authorities()
    return Page(
      title: "Add a person", back: back,
      body: """
        \(UI.errorSummary(errors))
        \(when: bodies.isEmpty, UI.notice(
          .warning, "<p>No body is entered yet. \(UI.link("Enter one first", href: "/authorities/new")).</p>"))
        \(UI.form(action: "/people", submit: "Create the account", """
          \(PersonFields.name(ask.form["name"] ?? "", errors))
          \(UI.textField(
            "email", "E-mail address", hint: "The person signs in with it. Nothing is sent to it.",
            value: ask.form["email"] ?? "", error: errors.message(for: "email"), width: .half, inputMode: "email",
            autocomplete: "off"))
          \(PersonFields.body(bodies, ask.form["authority"], errors))
          \(PersonFields.roles(Set(ask.form.all("role")), errors))
          """))
        """, status: errors.isEmpty ? 200 : 422)
  }

  @Sendable func create(_ ask: Ask) async throws -> Reply {
    try await Confirmation(store: store).before("Adding a person", ask, back: back) { _ in
      do {
        let made = try await store.create(
          name: ask.form["name"] ?? "", signInName: ask.form["email"] ?? "", authority: ID(ask.form["authority"] ?? ""),
          roles: PersonFields.typedRoles(ask), author: ask.accountID, now: ask.now)
        return .page(SetUpCodePage.page(made.code, for: made.account, now: ask.now))
      } catch let refusal as Refusal {
        let errors = FormErrors.field(refusal, among: PersonFields.places, otherwise: "name")
        return .status(422, try await newPage(ask, errors: errors))
      }
    }
  }
}

/// The page that shows a set-up code, this one time.
enum SetUpCodePage {
  static func page(_ code: SetUpCode, for account: Account, now: Instant) -> Page {
    Page(
      title: "Set-up code for \(account.name)", back: ("Back to \(account.name)", "/people/\(account.id)"),
      body: """
        \(UI.notice(.important, """
          <p>The code is shown this once and is kept nowhere. Give it to \(account.name) in person or by telephone, once
          you are sure that it is them; not by e-mail.</p>
          """))
        \(UI.summaryList([
          ("Set-up code", "<code>\(code.text)</code>"), ("E-mail address", HTML(text: account.signInName.text)),
          ("Where to enter it", "<code>/set-up</code>, or “Set up your account” on the sign-in page"),
          ("Good until", HTML(text: now.adding(seconds: SetUpCode.lifetime).spoken)),
        ]))
        """)
  }
}

/// The fields that describe a person, for a new account and for an amended one.
enum PersonFields {
  /// The field of each label that a refusal may name.
  static let places = ["Name": "name", "E-mail address": "email", "Body": "authority", "Roles": "role"]

  static func name(_ value: String, _ errors: [FieldError]) -> HTML {
    UI.textField(
      "name", "Name", value: value, error: errors.message(for: "name"), width: .half, autocomplete: "off")
  }

  static func body(_ bodies: [Authority], _ selected: String?, _ errors: [FieldError]) -> HTML {
    UI.select(
      "authority", "Body", hint: "The body that the person works for.",
      options: [("", "Choose a body")] + bodies.filter(\.kind.mayHaveAccounts).map { ($0.id.text, $0.name) },
      selected: selected,
      error: errors.message(for: "authority"))
  }

  static func roles(_ selected: Set<String>, _ errors: [FieldError]) -> HTML {
    UI.checkboxes(
      "role", "Roles", options: Role.allCases.map { Choice($0.rawValue, $0.label, hint: $0.meaning) },
      selected: selected, error: errors.message(for: "role"))
  }

  static func typedRoles(_ ask: Ask) -> Set<Role> { Set(ask.form.all("role").compactMap(Role.init(rawValue:))) }
}
