import Basics
import Database
import PartnershipModel

extension PartnersStore {
  /// Every body: the responsible authorities in the order of the Act, then the rest by name.
  package func authorities() async throws -> [Authority] {
    let found = try await database.read { connection in
      try connection.rows("SELECT * FROM authority ORDER BY name").map(PartnersStore.authority)
    }
    let order = Authority.Responsibility.allCases
    func rank(_ authority: Authority) -> Int {
      let kind = Authority.StatutoryKind.allCases.firstIndex(of: authority.kind) ?? 0
      return kind * 10 + (authority.responsibility.flatMap { order.firstIndex(of: $0) } ?? 0)
    }
    return found.enumerated().sorted { (rank($0.element), $0.offset) < (rank($1.element), $1.offset) }.map(\.element)
  }

  package func authority(_ id: ID<Authority>) async throws -> Authority? {
    try await database.read { try $0.row("SELECT * FROM authority WHERE id = \(id)").map(PartnersStore.authority) }
  }

  /// Adds a body; a second one of the same name is refused.
  package func add(
    name: String, kind: Authority.StatutoryKind, responsibility: Authority.Responsibility? = nil,
    liaisonOfficer: String? = nil, now: Instant
  ) async throws -> Authority {
    let body = try Authority(
      id: random.id(at: now), name: name, kind: kind, responsibility: responsibility, liaisonOfficer: liaisonOfficer)
    return try await database.write { connection in
      let added = try connection.run(
        """
        INSERT INTO authority (id, name, kind, responsibility, liaison_officer, added_at)
        VALUES (\(body.id), \(body.name), \(body.kind.rawValue), \(body.responsibility?.rawValue),
          \(body.liaisonOfficer), \(now))
        ON CONFLICT (name) DO NOTHING
        """)
      guard added == 1 else { throw PartnersStore.nameTaken(body.name) }
      return body
    }
  }

  /// Puts `body` in the place of the one with its identity.
  package func amend(_ body: Authority) async throws {
    try await database.write { connection in
      if try connection.row("SELECT id FROM authority WHERE name = \(body.name) AND id <> \(body.id)") != nil {
        throw PartnersStore.nameTaken(body.name)
      }
      try connection.run(
        """
        UPDATE authority SET name = \(body.name), kind = \(body.kind.rawValue),
          responsibility = \(body.responsibility?.rawValue), liaison_officer = \(body.liaisonOfficer)
        WHERE id = \(body.id)
        """)
    }
  }

  private static func nameTaken(_ name: String) -> Refusal {
    Refusal("name-taken", place: name, "The partnership has a body of this name.", remedy: "Amend that one instead.")
  }

  static func authority(_ row: Row) throws -> Authority {
    try Authority(
      id: row.id("id", as: Authority.self), name: row.text("name"),
      kind: Authority.StatutoryKind(rawValue: row.text("kind")) ?? .other,
      responsibility: row.optionalText("responsibility").flatMap(Authority.Responsibility.init(rawValue:)),
      liaisonOfficer: row.optionalText("liaison_officer"))
  }
}
