import Basics
import Database
import PartnershipModel

extension PartnersStore {
  /// A team that stands; nil for one that was ended.
  package func team(_ id: ID<Team>) async throws -> Team? {
    try await database.read { try PartnersStore.teams($0, "team.id = \(id)").first }
  }

  /// The teams that the person is in.
  package func teams(of account: ID<Account>) async throws -> [Team] {
    try await database.read {
      try PartnersStore.teams($0, "team.id IN (SELECT team_id FROM team_member WHERE account_id = \(account))")
    }
  }

  static func teams(_ connection: any Connection, _ condition: SQL) throws -> [Team] {
    let rows = try connection.rows(
      "SELECT * FROM team WHERE ended_at IS NULL AND \(sql: condition) ORDER BY name, id")
    let members = try connection.rows(
      """
      SELECT m.team_id AS team_id, m.account_id AS account_id, m.leads AS leads, m.since AS since, a.name AS name,
        a.suspended_at AS suspended_at
      FROM team_member m JOIN account a ON a.id = m.account_id JOIN team ON team.id = m.team_id
      WHERE team.ended_at IS NULL AND \(sql: condition) ORDER BY a.name, a.id
      """)
    var byTeam: [ID<Team>: [Team.Member]] = [:]
    for row in members {
      byTeam[try row.id("team_id"), default: []].append(
        Team.Member(
          account: try row.id("account_id"), name: try row.text("name"), leads: try row.bool("leads"),
          since: try row.instant("since"), isSuspended: try row.optionalText("suspended_at") != nil))
    }
    return try rows.map { row in
      let id = try row.id("id", as: Team.self)
      return Team(
        id: id, authority: try row.id("authority_id"), name: try row.text("name"), members: byTeam[id] ?? [])
    }
  }

  /// Makes a team of the body; two that stand cannot have the same name.
  package func addTeam(
    _ typed: String, of body: ID<Authority>, author: ID<Account>?, now: Instant
  ) async throws -> ID<Team> {
    let name = try PersonName.checked(typed, place: "Name of the team")
    let id: ID<Team> = random.id(at: now), store = self
    return try await change { connection in
      guard let held = try PartnersStore.authority(connection, body) else { throw PartnersStore.noBody }
      guard held.kind.mayHaveAccounts else {
        throw Refusal(
          "team", place: "Name of the team", "The public has no teams.",
          remedy: "Give the team to the body it works for.")
      }
      try PartnersStore.requireFree(name, body, except: nil, connection)
      try connection.run(
        "INSERT INTO team (id, authority_id, name, made_at) VALUES (\(id), \(body), \(name), \(now))")
      try store.note("team-made", "Team made: \(name)", body, author, connection, now: now)
      return id
    }
  }

  private static func requireFree(
    _ name: String, _ body: ID<Authority>, except id: ID<Team>?, _ connection: any Connection
  ) throws {
    let taken = try connection.row(
      """
      SELECT id FROM team WHERE authority_id = \(body) AND name = \(name) AND ended_at IS NULL
        AND id <> \(id?.text ?? "")
      """)
    guard taken == nil else {
      throw Refusal(
        "team", place: "Name of the team", "The body has a team of this name.", remedy: "Choose another name.")
    }
  }

  /// The team has this name and exactly these members from now on. Who stays keeps their first day.
  package func setTeam(
    _ id: ID<Team>, name typed: String, members: Set<ID<Account>>, lead: ID<Account>?, author: ID<Account>?,
    now: Instant
  ) async throws {
    let name = try PersonName.checked(typed, place: "Name of the team")
    let store = self
    try await change { connection in
      let team = try PartnersStore.standing(id, connection)
      try PartnersStore.requireFree(name, team.authority, except: id, connection)
      if let lead, !members.contains(lead) {
        throw Refusal(
          "team", place: "Who leads it", "Who leads the team is not one of its members.",
          remedy: "Tick them as a member as well.")
      }
      let people = try PartnersStore.accounts(connection, "account.authority_id = \(team.authority)")
      guard members.isSubset(of: people.map(\.id)) else {
        throw Refusal(
          "team", place: "Members", "A member does not work for the body of the team.",
          remedy: "Choose among the people of the body.")
      }
      let since = Dictionary(team.members.map { ($0.account, $0.since) }) { first, _ in first }
      try connection.run("UPDATE team SET name = \(name) WHERE id = \(id)")
      try connection.run("DELETE FROM team_member WHERE team_id = \(id)")
      for member in members.sorted(by: { $0.text < $1.text }) {
        try connection.run(
          """
          INSERT INTO team_member (team_id, account_id, leads, since)
          VALUES (\(id), \(member), \(member == lead), \(since[member] ?? now))
          """)
      }
      let names = people.filter { members.contains($0.id) }.map(\.name).joined(separator: ", ")
      try store.note(
        "team-set", "Team \(name): \(names.isEmpty ? "nobody" : names)", team.authority, author, connection, now: now)
    }
  }

  /// The team stands no longer; who was in it stays on record.
  package func endTeam(_ id: ID<Team>, author: ID<Account>?, now: Instant) async throws {
    let store = self
    try await change { connection in
      let team = try PartnersStore.standing(id, connection)
      try connection.run("UPDATE team SET ended_at = \(now) WHERE id = \(id)")
      try store.note("team-ended", "Team ended: \(team.name)", team.authority, author, connection, now: now)
    }
  }

  private static func standing(_ id: ID<Team>, _ connection: any Connection) throws -> Team {
    guard let team = try teams(connection, "team.id = \(id)").first else {
      throw Refusal("team", "There is no such team.", remedy: "Go back to the body.")
    }
    return team
  }

  /// Somebody who works for another body now is in no team and facilitates nothing of the former one.
  static func leave(_ account: ID<Account>, _ body: ID<Authority>, _ connection: any Connection) throws {
    try connection.run(
      """
      DELETE FROM team_member WHERE account_id = \(account)
        AND team_id IN (SELECT id FROM team WHERE authority_id = \(body) AND ended_at IS NULL)
      """)
  }
}
