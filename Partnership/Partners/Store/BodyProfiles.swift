import Basics
import Database
import PartnershipModel

/// A body with what it serves, who facilitates sharing for it, and its teams.
package struct BodyProfile: Sendable {
  package let body: Authority
  /// By code.
  package let areas: [ServedArea]
  /// The facilitator's account; nil where the facilitator has none here, or nobody is named.
  package let facilitator: Account?
  /// Those that stand, by name.
  package let teams: [Team]
  /// Everybody of the body with an account, by name.
  package let people: [Account]

  /// Whether a facilitator is named who can no longer act: the account is suspended or works for another body.
  package var facilitatorIsGone: Bool {
    facilitator.map { $0.state == .suspended || $0.authority != body.id } ?? false
  }
}

extension PartnersStore {
  package func profile(_ id: ID<Authority>) async throws -> BodyProfile? {
    try await database.read { connection in
      guard let body = try PartnersStore.authority(connection, id) else { return nil }
      return BodyProfile(
        body: body, areas: try PartnersStore.areas(connection, "authority_id = \(id)")[id] ?? [],
        facilitator: try PartnersStore.accounts(
          connection, "account.id IN (SELECT account_id FROM authority_facilitator WHERE authority_id = \(id))"
        ).first,
        teams: try PartnersStore.teams(connection, "team.authority_id = \(id)"),
        people: try PartnersStore.accounts(connection, "account.authority_id = \(id)"))
    }
  }

  /// The areas of every body.
  package func areas() async throws -> [ID<Authority>: [ServedArea]] {
    try await database.read { try PartnersStore.areas($0, "1 = 1") }
  }

  /// Bodies whose facilitator is suspended or has moved to another body.
  package func bodiesWithoutFacilitator() async throws -> Set<ID<Authority>> {
    try await database.read { connection in
      let gone = try connection.rows(
        """
        SELECT f.authority_id AS id FROM authority_facilitator f JOIN account a ON a.id = f.account_id
        WHERE a.suspended_at IS NOT NULL OR a.authority_id <> f.authority_id
        """)
      let nobody = try connection.rows(
        """
        SELECT id FROM authority WHERE liaison_officer IS NULL
          AND id NOT IN (SELECT authority_id FROM authority_facilitator)
        """)
      return Set(try (gone + nobody).map { try $0.id("id", as: Authority.self) })
    }
  }

  private static func areas(_ connection: any Connection, _ condition: SQL) throws -> [ID<Authority>: [ServedArea]] {
    var out: [ID<Authority>: [ServedArea]] = [:]
    for row in try connection.rows("SELECT * FROM authority_area WHERE \(sql: condition) ORDER BY code") {
      out[try row.id("authority_id"), default: []].append(
        try ServedArea(code: row.text("code"), name: row.text("name")))
    }
    return out
  }

  /// The body serves exactly these areas from now on.
  package func setAreas(_ areas: [ServedArea], of id: ID<Authority>, author: ID<Account>?, now: Instant) async throws {
    let store = self
    try await change { connection in
      guard try PartnersStore.authority(connection, id) != nil else { throw PartnersStore.noBody }
      try connection.run("DELETE FROM authority_area WHERE authority_id = \(id)")
      for area in areas {
        try connection.run(
          "INSERT INTO authority_area (authority_id, code, name) VALUES (\(id), \(area.code), \(area.name))")
      }
      let words = areas.isEmpty ? "none" : areas.map(\.name).joined(separator: ", ")
      try store.note("areas-set", "Areas served: \(words)", id, author, connection, now: now)
    }
  }

  /// Names the person who facilitates information sharing for the body (S.I. 2007/1830 reg. 4(3)): somebody of it with
  /// an account, or a name alone, or nobody.
  package func setFacilitator(
    account: ID<Account>?, name typed: String, of id: ID<Authority>, author: ID<Account>?, now: Instant
  ) async throws {
    let typed = try typed.contains { !$0.isWhitespace } ? PersonName.checked(typed, place: "Facilitator") : nil
    let store = self
    try await change { connection in
      guard try PartnersStore.authority(connection, id) != nil else { throw PartnersStore.noBody }
      var name = typed
      try connection.run("DELETE FROM authority_facilitator WHERE authority_id = \(id)")
      if let account {
        guard let person = try PartnersStore.account(connection, account), person.authority == id,
          person.state != .suspended
        else {
          throw Refusal(
            "facilitator", place: "Facilitator",
            "The facilitator is not among the people of this body who can sign in.",
            remedy: "Choose from the list, or leave it at a name.")
        }
        name = person.name
        try connection.run(
          "INSERT INTO authority_facilitator (authority_id, account_id) VALUES (\(id), \(account))")
      }
      try connection.run("UPDATE authority SET liaison_officer = \(name) WHERE id = \(id)")
      try store.note(
        "facilitator-named", "Facilitator of information sharing: \(name ?? "nobody")", id, author, connection, now: now
      )
    }
  }
}
