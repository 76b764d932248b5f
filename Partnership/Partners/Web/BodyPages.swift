import Basics
import PartnershipModel
import PartnershipStore
import WebShell

/// One body: its kind, the areas that it serves, who facilitates sharing for it, its teams. Everybody signed in sees it;
/// who is in a team is for the body’s own people; administrators change it.
struct BodyPages: Sendable {
  let store: PartnersStore

  @Sendable func show(_ ask: Ask) async throws -> Reply {
    .page(try await page(try await profile(ask), ask, errors: []))
  }

  private func profile(_ ask: Ask) async throws -> BodyProfile {
    guard let profile = try await store.profile(ID(try ask.parameter("id"))) else { throw NotFound() }
    return profile
  }

  private func page(_ profile: BodyProfile, _ ask: Ask, errors: [FieldError]) async throws -> Page {
    let body = profile.body, mayAmend = ask.visitor?.may(.administer) ?? false
    let own = ask.visitor?.agencyID == body.id.text
    let changes = mayAmend ? try await forms(profile, ask, errors) : nil
    let opening =
      body.kind.isStatutoryPartner
      ? "What its kind and its areas are for: to know whom to ask. They open no record."
      : "It stands outside section 5 of the Crime and Disorder Act 1998: by its kind it is given nothing."
    return Page(
      title: body.name, caption: "Bodies of the partnership", back: ("Back to bodies", "/authorities"),
      body: """
        \(UI.errorSummary(errors))
        \(when: ask.query["done"] == "saved", UI.notice(.success, "Saved."))
        \(when: profile.facilitatorIsGone, UI.notice(.warning, """
          <p>The facilitator’s account is suspended or belongs to another body now. Somebody else has to be named.</p>
          """))
        \(UI.summaryList([
          ("Kind", HTML(text: [body.kind.label, body.responsibility?.label].compactMap { $0 }.joined(separator: ": "))),
          ("Takes part under", HTML(text: body.kind.provision ?? "Agreement")),
          ("Areas served", areas(profile)),
          ("Facilitator of information sharing", HTML(text: body.liaisonOfficer ?? "Nobody named")),
          ("People with an account", HTML(text: String(profile.people.filter { $0.state != .suspended }.count))),
        ]))
        <p>\(opening)</p>
        <h2>Teams</h2>
        \(teams(profile, members: mayAmend || own, mayAmend: mayAmend))
        \(changes)
        """, status: errors.isEmpty ? 200 : 422)
  }

  private func areas(_ profile: BodyProfile) -> HTML {
    guard !profile.areas.isEmpty else { return "Not entered" }
    return "\(each: profile.areas, { "\($0.name) <span class=\"hint\">\($0.code)</span><br>" as HTML })"
  }

  private func teams(_ profile: BodyProfile, members: Bool, mayAmend: Bool) -> HTML {
    UI.table(
      caption: "Teams", headings: members ? [UI.Heading("Team"), UI.Heading("Members")] : [UI.Heading("Team")],
      rows: profile.teams.map { team in
        let name =
          mayAmend
          ? UI.link(team.name, href: "/authorities/\(profile.body.id)/teams/\(team.id)") : HTML(text: team.name)
        return members ? [name, HTML(text: BodyPages.words(team))] : [name]
      }, hideCaption: true, empty: "No team is entered.")
  }

  /// `Jo Fictional (leads), Lee Imaginary`.
  static func words(_ team: Team) -> String {
    guard !team.members.isEmpty else { return "Nobody" }
    return team.members.map { member in
      member.name + (member.leads ? " (leads)" : "") + (member.isSuspended ? " (suspended)" : "")
    }.joined(separator: ", ")
  }

  private func forms(_ profile: BodyProfile, _ ask: Ask, _ errors: [FieldError]) async throws -> HTML {
    let here = "/authorities/\(profile.body.id)"
    let events = try await store.events(of: profile.body.id)
    let people = profile.people.filter { $0.state != .suspended }
    return """
      \(UI.form(action: here + "/teams", submit: "Make a team", kind: .secondary, UI.textField(
        "team-name", "Name of the team", value: ask.form["team-name"] ?? "", error: errors.message(for: "team-name"),
        width: .half)))
      <h2>Facilitator of information sharing</h2>
      \(UI.form(action: here + "/facilitator", submit: "Name the facilitator", kind: .secondary, """
        \(UI.select(
          "facilitator", "Somebody with an account", options: [("", "Nobody with an account")] + people.map {
            ($0.id.text, $0.name)
          }, selected: ask.form["facilitator"] ?? profile.facilitator?.id.text ?? "",
          error: errors.message(for: "facilitator")))
        \(UI.textField(
          "officer", "Or a name", hint: "For somebody who has no account here; empty for nobody.",
          value: ask.form["officer"] ?? (profile.facilitator == nil ? profile.body.liaisonOfficer ?? "" : ""),
          error: errors.message(for: "officer"), width: .half))
        """))
      <h2>Areas served</h2>
      \(UI.form(action: here + "/areas", submit: "Set the areas", kind: .secondary, UI.textArea(
        "areas", "Areas", hint: "One a line: the code of the Office for National Statistics, then the name.",
        value: ask.form["areas"] ?? profile.areas.map(\.line).joined(separator: "\n"),
        error: errors.message(for: "areas"))))
      <h2>Name and kind</h2>
      \(UI.form(action: here, submit: "Save", kind: .secondary, BodyFields.details(ask, profile.body, errors)))
      <h2>What was done to this body</h2>
      \(UI.table(
        caption: "Events", headings: [UI.Heading("When"), UI.Heading("What"), UI.Heading("By")],
        rows: events.map {
          [HTML(text: $0.at.spoken), HTML(text: $0.event), HTML(text: $0.author ?? "Command line")]
        }, hideCaption: true))
      """
  }

  private func change(
    _ purpose: String, _ ask: Ask, _ work: (BodyProfile) async throws -> Void
  ) async throws -> Reply {
    let profile = try await profile(ask), here = "/authorities/\(profile.body.id)"
    return try await Confirmation(store: store).before(purpose, ask, back: ("Back to \(profile.body.name)", here)) {
      _ in
      do {
        try await work(profile)
        return .redirect(here + "?done=saved")
      } catch let refusal as Refusal {
        return .status(422, try await page(profile, ask, errors: BodyFields.errors(refusal)))
      }
    }
  }

  @Sendable func amend(_ ask: Ask) async throws -> Reply {
    try await change("Amending a body", ask) { profile in
      let typed = try BodyFields.typed(ask, id: profile.body.id, officer: profile.body.liaisonOfficer)
      try await store.amend(typed, author: ask.accountID, now: ask.now)
    }
  }

  @Sendable func setAreas(_ ask: Ask) async throws -> Reply {
    try await change("Setting areas", ask) { profile in
      try await store.setAreas(
        try ServedArea.list(ask.form["areas"] ?? ""), of: profile.body.id, author: ask.accountID, now: ask.now)
    }
  }

  @Sendable func setFacilitator(_ ask: Ask) async throws -> Reply {
    try await change("Naming a facilitator", ask) { profile in
      let account = ask.form["facilitator"] ?? ""
      try await store.setFacilitator(
        account: account.isEmpty ? nil : ID(account), name: ask.form["officer"] ?? "", of: profile.body.id,
        author: ask.accountID, now: ask.now)
    }
  }

  @Sendable func addTeam(_ ask: Ask) async throws -> Reply {
    try await change("Making a team", ask) { profile in
      _ = try await store.addTeam(
        ask.form["team-name"] ?? "", of: profile.body.id, author: ask.accountID, now: ask.now)
    }
  }
}
