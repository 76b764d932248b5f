import Basics
import PartnershipModel

/// The demonstration's bodies: the five responsible authorities of the 1998 Act s.5(1), the local policing body, and one
/// of every other kind, each with the areas that it serves and a facilitator who is evidently nobody.
enum DemoBodies {
  private struct Body {
    let name: String
    let kind: Authority.StatutoryKind
    var responsibility: Authority.Responsibility?
    let facilitator: String?
    let areas: [String]
  }

  private static let westminster = ["E09000033 Westminster"]
  private static let threeBoroughs = [
    "E09000013 Hammersmith and Fulham", "E09000020 Kensington and Chelsea", "E09000033 Westminster",
  ]
  private static let northWest = [
    "E09000005 Brent", "E09000009 Ealing", "E09000013 Hammersmith and Fulham", "E09000015 Harrow",
    "E09000017 Hillingdon", "E09000018 Hounslow", "E09000020 Kensington and Chelsea", "E09000033 Westminster",
  ]
  private static let london = ["E12000007 London"]

  private static let all = [
    Body(
      name: PartnersDemo.police, kind: .responsibleAuthority, responsibility: .police,
      facilitator: "Superintendent A. N. Other (fictional)", areas: threeBoroughs),
    Body(
      name: PartnersDemo.council, kind: .responsibleAuthority, responsibility: .localAuthority,
      facilitator: "Morgan Specimen (fictional)", areas: westminster),
    Body(
      name: "London Fire Brigade", kind: .responsibleAuthority, responsibility: .fireAndRescue,
      facilitator: "Borough Commander Example (fictional)", areas: london),
    Body(
      name: "NHS North West London Integrated Care Board", kind: .responsibleAuthority,
      responsibility: .integratedCareBoard, facilitator: "Dr Sample (fictional)", areas: northWest),
    Body(
      name: "Probation Service, London", kind: .responsibleAuthority, responsibility: .probation,
      facilitator: "Officer Placeholder (fictional)", areas: london),
    Body(
      name: "Mayor’s Office for Policing and Crime", kind: .localPolicingBody,
      facilitator: "Policy Officer Specimen (fictional)", areas: london),
    Body(
      name: "Example Housing Association", kind: .cooperatingBody, facilitator: "Housing Officer Example (fictional)",
      areas: threeBoroughs),
    Body(
      name: "Specimen Academy Trust", kind: .participatingBody, facilitator: "Head Teacher Sample (fictional)",
      areas: westminster),
    Body(
      name: "Sample Domestic Abuse Service", kind: .provider, facilitator: "Service Manager Example (fictional)",
      areas: threeBoroughs),
    Body(
      name: "Placeholder Night Patrol", kind: .volunteerBody, facilitator: "Volunteer Coordinator Sample (fictional)",
      areas: westminster),
    Body(
      name: "Crime and Disorder Committee (demonstration)", kind: .scrutiny,
      facilitator: "Scrutiny Officer Placeholder (fictional)", areas: westminster),
    Body(name: "Residents of Westminster", kind: .public, facilitator: nil, areas: westminster),
    Body(
      name: "Demonstration Business Improvement District", kind: .other,
      facilitator: "District Warden Sample (fictional)", areas: westminster),
  ]

  /// Puts in the bodies that are not there yet, with their areas, and tells all that are.
  static func seed(_ store: PartnersStore, now: Instant) async throws -> [Authority] {
    var held = try await store.authorities()
    for body in all where !held.contains(where: { $0.name == body.name }) {
      let made = try await store.add(
        name: body.name, kind: body.kind, responsibility: body.responsibility, liaisonOfficer: body.facilitator,
        now: now)
      try await store.setAreas(
        try ServedArea.list(body.areas.joined(separator: "\n")), of: made.id, author: nil, now: now)
      held.append(made)
    }
    return held
  }

  private static let teams: [(body: String, name: String, members: [String])] = [
    (PartnersDemo.council, "Neighbourhood Problem-Solving Team", ["jo.fictional", "lee.imaginary"]),
    (PartnersDemo.council, "Information Governance", ["nat.supposed", "pat.pretend"]),
    (PartnersDemo.police, "Safer Neighbourhoods, West End", ["kit.invented", "sam.sample"]),
  ]

  /// Teams of those who sign in; the first of each leads. The council's facilitator is its information-governance lead.
  static func seedTeams(_ store: PartnersStore, now: Instant) async throws {
    let people = try await store.accounts(), bodies = try await store.authorities()
    func account(_ local: String) -> ID<Account>? {
      people.first { $0.signInName.text == local + "@demonstration.example" }?.id
    }
    for body in bodies {
      guard let profile = try await store.profile(body.id) else { continue }
      let mine = teams.filter { $0.body == body.name }
      guard !mine.isEmpty, profile.teams.isEmpty else { continue }
      for team in mine {
        let members = team.members.compactMap(account)
        let id = try await store.addTeam(team.name, of: body.id, author: nil, now: now)
        try await store.setTeam(
          id, name: team.name, members: Set(members), lead: members.first, author: nil, now: now)
      }
      if body.name == PartnersDemo.council, let nat = account("nat.supposed") {
        try await store.setFacilitator(account: nat, name: "", of: body.id, author: nil, now: now)
      }
    }
  }
}
