import Basics
import PartnershipModel
import PartnershipStore
import WebShell

/// Beginning an agreement from a model, changing it part by part, sending it.
extension AgreementDesk {
  var draftingRoutes: [Route] {
    let register = AgreementDesk.register, lead = Policy.needs(.manageAgreements)
    return [
      Route(.get, register + "/new", policy: lead, chooseModel),
      Route(.get, register + "/new/:model", policy: lead, askBegin),
      Route(.post, register + "/new/:model", policy: lead, begin),
      Route(.get, register + "/:id/edit/:part", policy: lead, askEdit),
      Route(.post, register + "/:id/edit/:part", policy: lead, edit),
      Route(.post, register + "/:id/flows", policy: lead, beginFlow),
      step("send", .manageAgreements) { id, account, now in
        try await store.sendForSignature(id, by: account, now: now)
        return id
      },
      step("take-back", .manageAgreements) { id, account, now in
        try await store.takeBack(id, by: account, now: now)
        return id
      },
      step("next-version", .manageAgreements) { id, account, now in
        try await store.beginNextVersion(of: id, by: account, now: now)
      },
    ]
  }

  @Sendable func chooseModel(_ ask: Ask) async throws -> Reply {
    .page(
      Page(
        title: "Begin an agreement", back: AgreementDesk.back,
        lead: "Each begins as a copy of a model; everything in it can be changed until it is sent for signature.",
        body: """
          \(UI.table(
            caption: "Models", headings: ["Model", "Kind", "Aim"].map { UI.Heading($0) },
            rows: store.practice.models.map { model in
              [
                UI.link(model.title, href: "/agreements/new/\(Address.encoded(model.id))"), HTML(text: model.tier.label),
                HTML(text: model.aim),
              ]
            }, empty: "The folder Practice/agreements holds none."))
          <p>A data flow is begun from the page of its agreement.</p>
          """, wide: true))
  }

  @Sendable func askBegin(_ ask: Ask) async throws -> Reply { .page(try await beginPage(ask, [])) }

  private func model(_ ask: Ask) throws -> ModelAgreement {
    guard let model = store.practice.model(try ask.parameter("model")) else { throw NotFound() }
    return model
  }

  private func beginPage(_ ask: Ask, _ errors: [FieldError]) async throws -> Page {
    let model = try model(ask), bodies = try await partners.authorities()
    let parents = try await parents(of: model.tier)
    return Page(
      title: model.title, caption: "Begin an agreement", back: ("Back to the models", "/agreements/new"),
      lead: HTML(text: model.aim),
      body: """
        \(UI.errorSummary(errors))
        \(when: model.tier.above != nil && parents.isEmpty, UI.notice(.warning, """
          <p>There is no protocol yet. The draft can be begun, but not sent before one stands above it.</p>
          """))
        \(UI.form(action: "/agreements/new/\(Address.encoded(model.id))", submit: "Begin the draft", """
          \(UI.textField("title", "Title", value: ask.value("title", model.title), error: errors.message(for: "title")))
          \(UI.dateField("from", "First day", value: ask.boxes("from", today), error: errors.message(for: "from")))
          \(when: model.tier.above != nil, UI.select(
            "parent", "Stands under", options: [("", "Not chosen")] + parents.map {
              ($0.id.text, "\($0.content.title), version \($0.content.version)")
            }, selected: ask.value("parent", parents.first?.id.text ?? "")))
          \(each: model.parties.enumerated(), { index, party in
            UI.select(
              "party-\(index)", "\(party.kind.label) (\(party.standing.label.lowercased()))", hint: party.part,
              options: [("", "Takes no part")] + bodies.filter { PartyKind.admissible(for: $0).contains(party.kind) }.map {
                ($0.id.text, $0.name)
              },
              selected: ask.value("party-\(index)", usual(party.kind, bodies)?.id.text ?? ""),
              error: index == 0 ? errors.message(for: "party-0") : nil)
          })
          """))
        """, status: errors.isEmpty ? 200 : 422)
  }

  /// The responsible authority of that kind, when there is exactly one kind of body to be it.
  private func usual(_ kind: PartyKind, _ bodies: [Authority]) -> Authority? {
    bodies.first { $0.responsibility.map { PartyKind($0) } == kind }
  }

  /// Agreements that can stand above one of that tier.
  func parents(of tier: AgreementTier) async throws -> [HeldAgreement] {
    guard let above = tier.above else { return [] }
    return try await store.list().filter {
      $0.content.tier == above && ![.terminated, .superseded, .expired].contains($0.status(on: today))
    }
  }

  @Sendable func begin(_ ask: Ask) async throws -> Reply {
    let model = try model(ask), account = try account(ask, .manageAgreements)
    do {
      let bodies = try await partners.authorities()
      let chosen = model.parties.enumerated().compactMap { index, party in
        bodies.first { $0.id.text == ask.form["party-\(index)"] }.map { (party, $0) }
      }
      guard Set(chosen.map(\.1.id)).count == chosen.count else {
        throw Refusal("parties", place: "Parties", "A body was chosen twice.", remedy: "Choose each body once.")
      }
      guard chosen.count >= 2 else {
        throw Refusal("parties", place: "Parties", "Fewer than two bodies take part.", remedy: "Choose at least two.")
      }
      let parents = try await parents(of: model.tier), parent = ask.form["parent"] ?? ""
      guard let from = try ask.agreementDay("from", "First day") else {
        throw Refusal("missing-field", place: "First day", "This is empty.", remedy: "Enter the first day.")
      }
      var draft = model.draft(
        between: chosen.map { AgreementParty.of($0.1, as: $0.0, contacts: model.contacts) }, from: from,
        parent: parents.contains { $0.id.text == parent } ? parent : nil)
      draft.title = try ask.agreementText("title", "Title", needed: true, most: 200)
      let id = try await store.begin(draft, model: model.id, by: account, now: clock.now())
      return .redirect(AgreementDesk.path(id))
    } catch let refusal as Refusal {
      let errors = FormErrors.field(
        refusal, among: ["Title": "title", "First day": "from", "Parties": "party-0"], otherwise: "title")
      return .status(422, try await beginPage(ask, errors))
    }
  }

  @Sendable func beginFlow(_ ask: Ask) async throws -> Reply {
    let held = try await held(ask), account = try account(ask, .manageAgreements)
    guard let model = held.model.flatMap(store.practice.model),
      let flow = model.flows.first(where: { $0.id == ask.form["flow"] })
    else { throw NotFound() }
    let draft = model.draft(flow, within: held.content, id: held.id.text, from: today)
    guard manages(ask, held) else { throw NotPermitted(.manageAgreements) }
    do {
      let id = try await store.begin(draft, by: account, now: clock.now())
      return .redirect(AgreementDesk.path(id))
    } catch let refusal as Refusal {
      return refused(refusal, held)
    }
  }

  // MARK: Changing

  @Sendable func askEdit(_ ask: Ask) async throws -> Reply { .page(try await editPage(ask, try await held(ask), nil)) }

  private func part(_ ask: Ask) throws -> AgreementPart {
    guard let part = AgreementPart(rawValue: try ask.parameter("part")) else { throw NotFound() }
    return part
  }

  private func form(_ part: AgreementPart, _ held: HeldAgreement) async throws -> any AgreementPartForm {
    switch part {
    case .purpose: PurposeForm(words: words, parents: try await parents(of: held.content.tier))
    case .law: LawForm(gateways: store.practice.gateways, today: today)
    case .handling: HandlingForm(words: words)
    case .parties:
      PartiesForm(
        bodies: try await partners.authorities(),
        contacts: held.model.flatMap(store.practice.model)?.contacts ?? AgreementContact.required)
    case .items: ItemsForm(words: words)
    }
  }

  private func editPage(_ ask: Ask, _ held: HeldAgreement, _ refusal: Refusal?) async throws -> Page {
    let part = try part(ask), form = try await form(part, held)
    guard manages(ask, held), [.draft, .underReview, .partiallySigned].contains(held.stored) else {
      return page(
        held, part.label,
        body: manages(ask, held)
          ? "<p>What was signed is not changed. Begin its next version.</p>"
          : "<p>Only an information-governance lead of one of its parties can change it.</p>")
    }
    return page(
      held, part.label,
      body: """
        \(refusal.map { UI.notice(.warning, "<p>\($0.description)</p>") })
        \(when: held.stored != .draft, UI.notice(.important, """
          <p>It is out for signature. A change makes every signature void and takes it back to draft.</p>
          """))
        \(UI.form(
          action: AgreementDesk.path(held.id, "edit/" + part.rawValue), submit: "Save", form.fields(ask, held.content)))
        """)
  }

  @Sendable func edit(_ ask: Ask) async throws -> Reply {
    let held = try await held(ask), account = try account(ask, .manageAgreements)
    do {
      let changed = try await form(try part(ask), held).changed(ask, held.content)
      try await store.amend(held.id, changed, by: account, now: clock.now())
      return .redirect(AgreementDesk.path(held.id))
    } catch let refusal as Refusal {
      return .status(422, try await editPage(ask, held, refusal))
    }
  }
}

extension AgreementParty {
  /// A body in the place that the model has for its kind; its nominated officer is its facilitator.
  static func of(_ body: Authority, as place: ModelAgreement.Party, contacts: [String]) -> AgreementParty {
    AgreementParty(
      authority: body.id.text, name: body.name, kind: body.responsibility.map { PartyKind($0) } ?? place.kind,
      standing: place.standing, part: place.part,
      contacts: contacts.map { AgreementContact(role: $0, name: $0 == "facilitator" ? body.liaisonOfficer ?? "" : "") })
  }
}
