import Basics
import PartnershipModel
import PartnershipStore
import WebShell

/// The bodies of the partnership: everybody signed in may see them, administrators enter and amend them.
struct AuthorityPages: Sendable {
  let store: PartnersStore
  private let back = ("Back to bodies", "/authorities")

  @Sendable func list(_ ask: Ask) async throws -> Reply {
    let bodies = try await store.authorities(), name = try await store.partnershipName()
    let missing = Authority.missing(from: bodies).map { $0.label.lowercased() }
    let mayAmend = ask.visitor?.may(.administer) ?? false
    return .page(
      Page(
        title: "Bodies of the partnership", back: ("Start page", "/"), lead: name.map { HTML(text: $0) },
        body: """
          \(when: !missing.isEmpty, UI.notice(.warning, """
            <p>Section 5(1) of the Crime and Disorder Act 1998 names five responsible authorities. Not entered yet:
            \(missing.joined(separator: ", ")).</p>
            """))
          \(when: mayAmend, "<p>\(UI.buttonLink("Enter a body", href: "/authorities/new"))</p>")
          \(UI.table(
            caption: "Bodies",
            headings: ["Body", "Kind", "Takes part under", "Information sharing officer"].map { UI.Heading($0) },
            rows: bodies.map { body in
              [
                mayAmend ? UI.link(body.name, href: "/authorities/\(body.id)") : HTML(text: body.name),
                HTML(text: [body.kind.label, body.responsibility?.label].compactMap { $0 }.joined(separator: ": ")),
                HTML(text: body.kind.provision ?? "Agreement"), HTML(text: body.liaisonOfficer ?? "Nobody named"),
              ]
            }))
          <p>Each responsible authority nominates a person to facilitate the sharing of information
          (S.I. 2007/1830 regulation 4(3)).</p>
          """, wide: true))
  }

  @Sendable func askNew(_ ask: Ask) async throws -> Reply { .page(page(ask, nil, errors: [])) }

  @Sendable func askAmend(_ ask: Ask) async throws -> Reply { .page(page(ask, try await body(ask), errors: [])) }

  private func body(_ ask: Ask) async throws -> Authority {
    guard let body = try await store.authority(ID(try ask.parameter("id"))) else { throw NotFound() }
    return body
  }

  private func page(_ ask: Ask, _ body: Authority?, errors: [FieldError]) -> Page {
    func value(_ field: String, _ held: String?) -> String { ask.form[field] ?? held ?? "" }
    return Page(
      title: body?.name ?? "Enter a body", back: back,
      body: """
        \(UI.errorSummary(errors))
        \(UI.form(action: body.map { "/authorities/\($0.id)" } ?? "/authorities", submit: "Save", """
          \(UI.textField(
            "name", "Name of the body", value: value("name", body?.name), error: errors.message(for: "name"),
            width: .half))
          \(UI.radios(
            "kind", "How it takes part", options: Authority.StatutoryKind.allCases.map {
              Choice($0.rawValue, $0.label, hint: $0.provision)
            }, selected: value("kind", body?.kind.rawValue), error: errors.message(for: "kind")))
          \(UI.select(
            "responsibility", "Which responsible authority it is", hint: "Only for a responsible authority.",
            options: [("", "None")] + Authority.Responsibility.allCases.map { ($0.rawValue, $0.label) },
            selected: value("responsibility", body?.responsibility?.rawValue)))
          \(UI.textField(
            "officer", "Information sharing officer", hint: "The person nominated; may be left empty.",
            value: value("officer", body?.liaisonOfficer), error: errors.message(for: "officer"), width: .half))
          """))
        """, status: errors.isEmpty ? 200 : 422)
  }

  private func typed(_ ask: Ask, id: ID<Authority>) throws -> Authority {
    guard let kind = ask.form["kind"].flatMap(Authority.StatutoryKind.init(rawValue:)) else {
      throw Refusal("kind", place: "Kind", "Nothing was chosen.", remedy: "Choose how the body takes part.")
    }
    let officer = ask.form["officer"]?.trimmed ?? ""
    return try Authority(
      id: id, name: ask.form["name"] ?? "", kind: kind,
      responsibility: ask.form["responsibility"].flatMap(Authority.Responsibility.init(rawValue:)),
      liaisonOfficer: officer.isEmpty ? nil : officer)
  }

  private func errors(_ refusal: Refusal) -> [FieldError] {
    if refusal.kind == "authority-kind" { return [FieldError("kind", refusal.reason)] }
    return FormErrors.field(
      refusal, among: ["Name of the body": "name", "Liaison officer": "officer", "Kind": "kind"], otherwise: "name")
  }

  @Sendable func create(_ ask: Ask) async throws -> Reply {
    do {
      let body = try typed(ask, id: ID(""))
      _ = try await store.add(
        name: body.name, kind: body.kind, responsibility: body.responsibility, liaisonOfficer: body.liaisonOfficer,
        now: ask.now)
      return .redirect("/authorities")
    } catch let refusal as Refusal {
      return .status(422, page(ask, nil, errors: errors(refusal)))
    }
  }

  @Sendable func amend(_ ask: Ask) async throws -> Reply {
    let held = try await body(ask)
    do {
      try await store.amend(try typed(ask, id: held.id))
      return .redirect("/authorities")
    } catch let refusal as Refusal {
      return .status(422, page(ask, held, errors: errors(refusal)))
    }
  }
}
