import Basics
import PartnershipModel
import PartnershipStore
import WebShell

/// Identity providers of agencies, for administrators: which issuer vouches for which body, and who is who there.
struct ProviderPages: Sendable {
  let signIns: AgencySignIns
  private let back = ("Back to agency sign-in", "/sign-in-providers")
  private var store: PartnersStore { signIns.store }

  @Sendable func list(_ ask: Ask) async throws -> Reply {
    let providers = try await store.identityProviders()
    return .page(
      Page(
        title: "Agency sign-in", back: ("Back to people", "/people"),
        lead: "Agencies whose people sign in with the account that they have at work.",
        body: """
          <p>\(UI.buttonLink("Set up an agency", href: "/sign-in-providers/new"))</p>
          \(UI.table(
            caption: "Providers", headings: ["Body", "Issuer", "Second factor shown by", "State"].map { UI.Heading($0) },
            rows: providers.map { provider in
              [
                UI.link(provider.authorityName, href: "/sign-in-providers/\(provider.id)"),
                HTML(text: provider.issuer.text), HTML(text: ProviderPages.factor(provider)),
                UI.tag(provider.isOpen ? "Open" : "Shut", provider.isOpen ? .green : .grey),
              ]
            }, empty: "No agency signs in by a provider of its own."))
          <p>An issuer vouches for people of one body only, and for nobody until an administrator links them.</p>
          """, wide: true))
  }

  private static func factor(_ provider: IdentityProvider) -> String {
    let words = provider.acr.map { "acr " + $0 } + provider.amr.map { "amr " + $0 }
    return words.isEmpty ? "Nothing: a code is asked for here" : words.joined(separator: ", ")
  }

  @Sendable func askNew(_ ask: Ask) async throws -> Reply { .page(try await newPage(ask, errors: [])) }

  private func newPage(_ ask: Ask, errors: [FieldError]) async throws -> Page {
    let bodies = try await store.authorities().filter(\.kind.mayHaveAccounts)
    return Page(
      title: "Set up an agency’s sign-in", back: back,
      body: """
        \(UI.errorSummary(errors))
        <p>At the provider, register Concordat as a client of its own with the return address
        <code>ADDRESS OF THIS SITE\(IdentityProvider.returnPath)</code>, the code flow, and a secret.</p>
        \(UI.form(action: "/sign-in-providers", submit: "Set up", """
          \(UI.select(
            "authority", "Body", hint: "The issuer vouches for its people, and for nobody else’s.",
            options: [("", "Choose a body")] + bodies.map { ($0.id.text, $0.name) }, selected: ask.form["authority"],
            error: errors.message(for: "authority")))
          \(UI.textField(
            "issuer", "Issuer", hint: "Exactly as the provider writes it. It cannot be changed later.",
            value: ask.form["issuer"] ?? "", error: errors.message(for: "issuer"), autocomplete: "off"))
          \(ProviderFields.all(ask, nil, errors))
          """))
        """, status: errors.isEmpty ? 200 : 422)
  }

  @Sendable func create(_ ask: Ask) async throws -> Reply {
    try await Confirmation(store: store).before("Setting up an agency’s sign-in", ask, back: back) { _ in
      do {
        guard let author = ask.accountID else { throw NotFound() }
        let issuer = try ProviderAddress.base((ask.form["issuer"] ?? "").trimmed, place: "Issuer")
        let draft = try ProviderFields.draft(ask)
        try await signIns.check(issuer, now: ask.now)
        let id = try await store.addProvider(
          issuer, of: ID(ask.form["authority"] ?? ""), draft, author: author, now: ask.now)
        return .redirect("/sign-in-providers/\(id)?done=saved")
      } catch let refusal as Refusal {
        return .status(422, try await newPage(ask, errors: ProviderFields.errors(refusal)))
      }
    }
  }

  @Sendable func show(_ ask: Ask) async throws -> Reply {
    .page(try await page(try await provider(ask), ask, errors: []))
  }

  private func provider(_ ask: Ask) async throws -> IdentityProvider {
    guard let found = try await store.identityProvider(ID(try ask.parameter("id"))) else { throw NotFound() }
    return found
  }

  private func page(_ provider: IdentityProvider, _ ask: Ask, errors: [FieldError]) async throws -> Page {
    let here = "/sign-in-providers/\(provider.id)"
    let linked = try await store.identities(of: provider), strangers = try await store.strangers(at: provider)
    let people = try await store.accounts().filter { person in
      person.authority == provider.authority && person.id != ask.accountID
        && !linked.contains { $0.account == person.id }
    }
    return Page(
      title: "Sign-in of \(provider.authorityName)", caption: "Agency sign-in", back: back,
      body: """
        \(UI.errorSummary(errors))\(when: ask.query["done"] == "saved", UI.notice(.success, "Saved."))
        \(UI.summaryList([
          ("Issuer", HTML(text: provider.issuer.text)),
          ("Return address", "<code>\(provider.returnAddress)</code>"),
          ("Secret", HTML(text: ProviderPages.words(provider.secret))),
          ("Second factor shown by", HTML(text: ProviderPages.factor(provider))),
        ]))
        <h2>People who are linked</h2>
        \(UI.table(
          caption: "Linked", headings: ["Person", "Subject", "Since", ""].map { UI.Heading($0) },
          rows: linked.map { one in
            [
              UI.link(one.accountName, href: "/people/\(one.account)"), "<code>\(one.subject)</code>",
              HTML(text: one.linked.spoken),
              UI.form(action: here + "/unlink/\(one.account)", submit: "Take the link away", kind: .secondary, ""),
            ]
          }, hideCaption: true, empty: "Nobody."))
        <h2>Link somebody</h2>
        \(UI.form(action: here + "/link", submit: "Link", kind: .secondary, """
          \(UI.select(
            "person", "Person", options: [("", "Choose a person")] + people.map { ($0.id.text, "\($0.name), \($0.signInName.text)") },
            selected: ask.form["person"], error: errors.message(for: "person")))
          \(UI.textField(
            "subject", "Subject", hint: "The identifier that the person was shown, or as it stands below.",
            value: ask.form["subject"] ?? "", error: errors.message(for: "subject"), width: .half, autocomplete: "off"))
          """))
        <p>Make sure in person or by telephone whose identifier it is: whoever holds it is let in as this person.</p>
        \(UI.table(
          caption: "Tried and not linked", headings: ["Subject", "First", "Last", "Times"].map { UI.Heading($0) },
          rows: strangers.map {
            ["<code>\($0.subject)</code>", HTML(text: $0.first.spoken), HTML(text: $0.last.spoken), HTML(text: String($0.tries))]
          }, empty: "Nobody in the last month."))
        <h2>Change</h2>
        \(UI.form(action: here, submit: "Save", kind: .secondary, ProviderFields.all(ask, provider, errors)))
        <h2>Remove</h2>
        \(UI.form(action: here + "/remove", submit: "Remove this sign-in", kind: .warning, """
          <p>Every link is taken away and everybody who is linked is signed out.</p>
          """))
        """, status: errors.isEmpty ? 200 : 422, wide: true)
  }

  private static func words(_ secret: IdentityProvider.Secret) -> String {
    switch secret {
    case .sealed: "Held sealed"
    case .file(let name): "In the file client-secrets/\(name)"
    }
  }

  private func change(
    _ purpose: String, _ ask: Ask, then: String? = nil,
    _ work: (IdentityProvider, ID<Account>) async throws -> Void
  ) async throws -> Reply {
    let provider = try await provider(ask), here = "/sign-in-providers/\(provider.id)"
    return try await Confirmation(store: store).before(purpose, ask, back: ("Back", here)) { _ in
      do {
        guard let author = ask.accountID else { throw NotFound() }
        try await work(provider, author)
        return .redirect(then ?? here + "?done=saved")
      } catch let refusal as Refusal {
        return .status(422, try await page(provider, ask, errors: ProviderFields.errors(refusal)))
      }
    }
  }

  @Sendable func amend(_ ask: Ask) async throws -> Reply {
    try await change("Changing an agency’s sign-in", ask) { provider, author in
      try await store.amend(provider.id, try ProviderFields.draft(ask), author: author, now: ask.now)
    }
  }

  @Sendable func link(_ ask: Ask) async throws -> Reply {
    try await change("Linking a person", ask) { provider, author in
      try await store.link(
        (ask.form["subject"] ?? "").trimmed, at: provider.id, to: ID(ask.form["person"] ?? ""), author: author,
        now: ask.now)
    }
  }

  @Sendable func unlink(_ ask: Ask) async throws -> Reply {
    let account = ID<Account>(try ask.parameter("account"))
    return try await change("Taking a link away", ask) { provider, author in
      guard try await store.identities(of: provider).contains(where: { $0.account == account }) else {
        throw NotFound()
      }
      try await store.unlink(account, author: author, now: ask.now)
    }
  }

  @Sendable func remove(_ ask: Ask) async throws -> Reply {
    try await change("Removing an agency’s sign-in", ask, then: "/sign-in-providers") { provider, author in
      try await store.removeProvider(provider.id, author: author, now: ask.now)
    }
  }
}

/// The fields that say how a provider is asked.
enum ProviderFields {
  static func all(_ ask: Ask, _ provider: IdentityProvider?, _ errors: [FieldError]) -> HTML {
    func value(_ field: String, _ held: String?) -> String { ask.form[field] ?? held ?? "" }
    let isOpen = ask.form["client-id"] == nil ? provider?.isOpen ?? true : ask.form["open"] == "yes"
    let secretHint =
      provider == nil ? "Kept sealed under the server’s key, and never shown." : "Empty to keep the one that is held."
    return """
      \(UI.textField(
        "site", "Address of this site", hint: "As people reach it, such as https://concordat.partnership.example.",
        value: value("site", provider?.site.text), error: errors.message(for: "site"), autocomplete: "off"))
      \(UI.textField(
        "client-id", "Client ID", value: value("client-id", provider?.clientID), error: errors.message(for: "client-id"),
        width: .half, autocomplete: "off"))
      \(UI.password(
        "client-secret", "Client secret", hint: secretHint, error: errors.message(for: "client-secret"),
        autocomplete: "off"))
      \(UI.textField(
        "secret-file", "Or the file of the secret", hint: "Its name in the folder client-secrets of the data folder.",
        value: ask.form["secret-file"] ?? "", error: errors.message(for: "secret-file"), width: .half,
        autocomplete: "off"))
      \(UI.textField(
        "amr", "Values of amr", hint: "That show a second factor, apart by spaces: mfa otp. Empty: a code is asked for here.",
        value: value("amr", provider?.amr.joined(separator: " ")), error: errors.message(for: "amr"), width: .half,
        autocomplete: "off"))
      \(UI.textField(
        "acr", "Values of acr", hint: "That show a second factor, apart by spaces.",
        value: value("acr", provider?.acr.joined(separator: " ")), error: errors.message(for: "acr"), width: .half,
        autocomplete: "off"))
      \(UI.checkboxes(
        "open", "State", options: [("yes", "People may sign in by it")], selected: isOpen ? ["yes"] : []))
      """
  }

  static func draft(_ ask: Ask) throws -> ProviderDraft {
    func typed(_ field: String) -> String { (ask.form[field] ?? "").trimmed }
    return try ProviderDraft(
      clientID: typed("client-id"), site: typed("site"), acr: typed("acr"), amr: typed("amr"),
      isOpen: ask.form["open"] == "yes", secret: typed("client-secret"), secretFile: typed("secret-file"))
  }

  static func errors(_ refusal: Refusal) -> [FieldError] {
    let places = [
      "Body": "authority", "Issuer": "issuer", "Client ID": "client-id", "Address of this site": "site",
      "Client secret": "client-secret", "File of the secret": "secret-file", "Values of acr": "acr",
      "Values of amr": "amr", "Person": "person", "Subject": "subject",
    ]
    return FormErrors.field(refusal, among: places, otherwise: refusal.kind == "account" ? "person" : "issuer")
  }
}
