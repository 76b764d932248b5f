import Basics
import PartnershipModel
import PartnershipStore
import WebShell

/// One team of a body, for administrators: its name, its members, its end.
struct TeamPages: Sendable {
  let store: PartnersStore

  @Sendable func show(_ ask: Ask) async throws -> Reply {
    let (profile, team) = try await found(ask)
    return .page(page(profile, team, ask, errors: []))
  }

  private func found(_ ask: Ask) async throws -> (BodyProfile, Team) {
    guard let profile = try await store.profile(ID(try ask.parameter("id"))) else { throw NotFound() }
    let id = ID<Team>(try ask.parameter("team"))
    guard let team = profile.teams.first(where: { $0.id == id }) else { throw NotFound() }
    return (profile, team)
  }

  private func page(_ profile: BodyProfile, _ team: Team, _ ask: Ask, errors: [FieldError]) -> Page {
    let here = "/authorities/\(profile.body.id)/teams/\(team.id)"
    let held = Set(team.members.map(\.account.text)), isTyped = !errors.isEmpty
    let people = profile.people.filter { $0.state != .suspended || held.contains($0.id.text) }
    return Page(
      title: team.name, caption: profile.body.name,
      back: ("Back to \(profile.body.name)", "/authorities/\(profile.body.id)"),
      body: """
        \(UI.errorSummary(errors))
        \(when: ask.query["done"] == "saved", UI.notice(.success, "Saved."))
        <p>To be in a team opens no record. It says who works together and whom to ask.</p>
        \(UI.table(
          caption: "Members", headings: [UI.Heading("Name"), UI.Heading("Since"), UI.Heading("Leads")],
          rows: team.members.map {
            [HTML(text: $0.name), HTML(text: $0.since.spoken), $0.leads ? "Yes" : "No"]
          }, empty: "Nobody is in the team."))
        \(UI.form(action: here, submit: "Save the team", """
          \(UI.textField(
            "team-name", "Name of the team", value: ask.form["team-name"] ?? team.name,
            error: errors.message(for: "team-name"), width: .half))
          \(UI.checkboxes(
            "member", "Members", hint: "People of \(profile.body.name).",
            options: people.map { Choice($0.id.text, $0.name) },
            selected: isTyped ? Set(ask.form.all("member")) : held, error: errors.message(for: "member")))
          \(UI.select(
            "lead", "Who leads it", options: [("", "Nobody")] + people.map { ($0.id.text, $0.name) },
            selected: isTyped ? ask.form["lead"] ?? "" : team.members.first(where: \.leads)?.account.text ?? "",
            error: errors.message(for: "lead")))
          """))
        <h2>End the team</h2>
        \(UI.form(action: here + "/end", submit: "End the team", kind: .warning, """
          <p>It is listed no longer. Who was in it stays on record.</p>
          """))
        """, status: errors.isEmpty ? 200 : 422)
  }

  private func change(
    _ purpose: String, _ ask: Ask, then: (BodyProfile, Team) -> String, _ work: (Team) async throws -> Void
  ) async throws -> Reply {
    let (profile, team) = try await found(ask)
    let back = ("Back to \(team.name)", "/authorities/\(profile.body.id)/teams/\(team.id)")
    return try await Confirmation(store: store).before(purpose, ask, back: back) { _ in
      do {
        try await work(team)
        return .redirect(then(profile, team))
      } catch let refusal as Refusal {
        let errors = FormErrors.field(
          refusal, among: ["Name of the team": "team-name", "Members": "member", "Who leads it": "lead"],
          otherwise: "team-name")
        return .status(422, page(profile, team, ask, errors: errors))
      }
    }
  }

  @Sendable func set(_ ask: Ask) async throws -> Reply {
    try await change("Changing a team", ask, then: { "/authorities/\($0.body.id)/teams/\($1.id)?done=saved" }) { team in
      let lead = ask.form["lead"] ?? ""
      try await store.setTeam(
        team.id, name: ask.form["team-name"] ?? "", members: Set(ask.form.all("member").map { ID($0) }),
        lead: lead.isEmpty ? nil : ID(lead), author: ask.accountID, now: ask.now)
    }
  }

  @Sendable func end(_ ask: Ask) async throws -> Reply {
    try await change("Ending a team", ask, then: { profile, _ in "/authorities/\(profile.body.id)?done=saved" }) {
      team in
      try await store.endTeam(team.id, author: ask.accountID, now: ask.now)
    }
  }
}
