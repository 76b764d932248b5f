import Basics
import PartnershipModel
import PartnershipStore
import WebShell

/// The bodies of the partnership: everybody signed in may see them, administrators enter them.
struct AuthorityPages: Sendable {
  let store: PartnersStore
  private let back = ("Back to bodies", "/authorities")

  @Sendable func list(_ ask: Ask) async throws -> Reply {
    let bodies = try await store.authorities(), name = try await store.partnershipName()
    let areas = try await store.areas(), vacant = try await store.bodiesWithoutFacilitator()
    let missing = Authority.missing(from: bodies).map { $0.label.lowercased() }
    let unled = bodies.filter { $0.kind == .responsibleAuthority && vacant.contains($0.id) }.map(\.name)
    return .page(
      Page(
        title: "Bodies of the partnership", back: ("Start page", "/"), lead: name.map { HTML(text: $0) },
        body: """
          \(when: !missing.isEmpty, UI.notice(.warning, """
            <p>Section 5(1) of the Crime and Disorder Act 1998 names five responsible authorities. Not entered yet:
            \(missing.joined(separator: ", ")).</p>
            """))
          \(when: !unled.isEmpty, UI.notice(.warning, """
            <p>Each responsible authority nominates a person to facilitate the sharing of information (S.I. 2007/1830
            regulation 4(3)). Nobody is named, or who was named has left: \(unled.joined(separator: "; ")).</p>
            """))
          \(when: ask.visitor?.may(.administer) ?? false,
            "<p>\(UI.buttonLink("Enter a body", href: "/authorities/new"))</p>")
          \(UI.table(
            caption: "Bodies",
            headings: ["Body", "Kind", "Takes part under", "Areas served", "Facilitator"].map { UI.Heading($0) },
            rows: bodies.map { body in
              [
                UI.link(body.name, href: "/authorities/\(body.id)"),
                HTML(text: [body.kind.label, body.responsibility?.label].compactMap { $0 }.joined(separator: ": ")),
                HTML(text: body.kind.provision ?? "Agreement"), HTML(text: AuthorityPages.words(areas[body.id] ?? [])),
                HTML(text: body.liaisonOfficer ?? "Nobody named"),
              ]
            }))
          <p>A body’s kind and the areas that it serves open no record. That takes an agreement between both bodies.</p>
          """, wide: true))
  }

  /// `Westminster and 2 more`; `Not entered` for none.
  private static func words(_ areas: [ServedArea]) -> String {
    guard let first = areas.first else { return "Not entered" }
    return areas.count <= 3
      ? areas.map(\.name).joined(separator: ", ") : "\(first.name) and \(areas.count - 1) more"
  }

  @Sendable func askNew(_ ask: Ask) async throws -> Reply { .page(newPage(ask, errors: [])) }

  private func newPage(_ ask: Ask, errors: [FieldError]) -> Page {
    Page(
      title: "Enter a body", back: back,
      body: """
        \(UI.errorSummary(errors))
        \(UI.form(action: "/authorities", submit: "Save", """
          \(BodyFields.details(ask, nil, errors))
          \(UI.textField(
            "officer", "Facilitator of information sharing", hint: "The person nominated; may be left empty.",
            value: ask.form["officer"] ?? "", error: errors.message(for: "officer"), width: .half))
          """))
        """, status: errors.isEmpty ? 200 : 422)
  }

  @Sendable func create(_ ask: Ask) async throws -> Reply {
    do {
      let officer = ask.form["officer"]?.trimmed ?? ""
      let body = try BodyFields.typed(ask, id: ID(""), officer: officer.isEmpty ? nil : officer)
      _ = try await store.add(
        name: body.name, kind: body.kind, responsibility: body.responsibility, liaisonOfficer: body.liaisonOfficer,
        author: ask.accountID, now: ask.now)
      return .redirect("/authorities")
    } catch let refusal as Refusal {
      return .status(422, newPage(ask, errors: BodyFields.errors(refusal)))
    }
  }
}

/// The fields that say what a body is, for a new one and for an amended one.
enum BodyFields {
  static func details(_ ask: Ask, _ body: Authority?, _ errors: [FieldError]) -> HTML {
    func value(_ field: String, _ held: String?) -> String { ask.form[field] ?? held ?? "" }
    return """
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
      """
  }

  static func typed(_ ask: Ask, id: ID<Authority>, officer: String?) throws -> Authority {
    guard let kind = ask.form["kind"].flatMap(Authority.StatutoryKind.init(rawValue:)) else {
      throw Refusal("kind", place: "Kind", "Nothing was chosen.", remedy: "Choose how the body takes part.")
    }
    return try Authority(
      id: id, name: ask.form["name"] ?? "", kind: kind,
      responsibility: ask.form["responsibility"].flatMap(Authority.Responsibility.init(rawValue:)),
      liaisonOfficer: officer)
  }

  static func errors(_ refusal: Refusal) -> [FieldError] {
    if refusal.kind == "authority-kind" {
      return [
        FieldError("kind", [refusal.place, refusal.reason, refusal.remedy].compactMap { $0 }.joined(separator: " "))
      ]
    }
    return FormErrors.field(
      refusal,
      among: [
        "Name of the body": "name", "Liaison officer": "officer", "Kind": "kind", "Areas": "areas",
        "Facilitator": "facilitator", "Name of the team": "team-name",
      ], otherwise: "name")
  }
}
