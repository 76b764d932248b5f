import Audit
import Basics
import Database
import PartnershipModel

extension PartnersStore {
  /// Every body: the responsible authorities in the order of the Act, then the rest by kind and name.
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
    try await database.read { try PartnersStore.authority($0, id) }
  }

  /// The body, in a transaction of the caller's.
  package static func authority(_ connection: any Connection, _ id: ID<Authority>) throws -> Authority? {
    try connection.row("SELECT * FROM authority WHERE id = \(id)").map(PartnersStore.authority)
  }

  /// Adds a body; a second one of the same name is refused. `author` is nil when the command line does it.
  package func add(
    name: String, kind: Authority.StatutoryKind, responsibility: Authority.Responsibility? = nil,
    liaisonOfficer: String? = nil, author: ID<Account>? = nil, now: Instant
  ) async throws -> Authority {
    let body = try Authority(
      id: random.id(at: now), name: name, kind: kind, responsibility: responsibility, liaisonOfficer: liaisonOfficer)
    let store = self
    return try await change { connection in
      let added = try connection.run(
        """
        INSERT INTO authority (id, name, kind, beyond, responsibility, liaison_officer, added_at)
        VALUES (\(body.id), \(body.name), \(kind.column), \(kind.beyond), \(body.responsibility?.rawValue),
          \(body.liaisonOfficer), \(now))
        ON CONFLICT (name) DO NOTHING
        """)
      guard added == 1 else { throw PartnersStore.nameTaken(body.name) }
      try store.note(
        "body-entered", "Entered: \(body.kind.label.lowercased())", body.id, author, connection, now: now)
      return body
    }
  }

  /// Puts `body` in the place of the one with its identity. A kind that its people's roles do not fit is refused.
  package func amend(_ body: Authority, author: ID<Account>? = nil, now: Instant) async throws {
    let store = self
    try await change { connection in
      guard let held = try PartnersStore.authority(connection, body.id) else { throw PartnersStore.noBody }
      if try connection.row("SELECT id FROM authority WHERE name = \(body.name) AND id <> \(body.id)") != nil {
        throw PartnersStore.nameTaken(body.name)
      }
      guard held != body else { return }
      if held.kind != body.kind { try PartnersStore.checkPeople(of: body, connection) }
      try connection.run(
        """
        UPDATE authority SET name = \(body.name), kind = \(body.kind.column), beyond = \(body.kind.beyond),
          responsibility = \(body.responsibility?.rawValue), liaison_officer = \(body.liaisonOfficer)
        WHERE id = \(body.id)
        """)
      try store.note(
        "body-amended", held.kind == body.kind ? "Amended" : "Amended: now \(body.kind.label.lowercased())", body.id,
        author, connection, now: now)
    }
  }

  private static func checkPeople(of body: Authority, _ connection: any Connection) throws {
    for person in try accounts(connection, "account.authority_id = \(body.id)") {
      do {
        try body.kind.check(person.roles)
      } catch let refusal as Refusal {
        throw Refusal(
          "authority-kind", place: person.name, refusal.reason, remedy: "Change the roles of \(person.name) first.")
      }
    }
  }

  static let noBody = Refusal(
    "authority", place: "Body", "There is no such body.", remedy: "Choose one from the list.")

  private static func nameTaken(_ name: String) -> Refusal {
    Refusal("name-taken", place: name, "The partnership has a body of this name.", remedy: "Amend that one instead.")
  }

  static func authority(_ row: Row) throws -> Authority {
    let kind = try row.optionalText("beyond") ?? row.text("kind")
    return try Authority(
      id: row.id("id", as: Authority.self), name: row.text("name"),
      kind: Authority.StatutoryKind(rawValue: kind) ?? .other,
      responsibility: row.optionalText("responsibility").flatMap(Authority.Responsibility.init(rawValue:)),
      liaisonOfficer: row.optionalText("liaison_officer"))
  }

  /// Runs a change in one transaction; with an audit log, in one that takes its turn there first.
  func change<T: Sendable>(_ body: @escaping @Sendable (any Connection) throws -> T) async throws -> T {
    if let audit { return try await audit.write(body) }
    return try await database.write(body)
  }

  /// Writes what was done to a body beside the change, here and in the audit log.
  func note(
    _ code: String, _ words: String, _ body: ID<Authority>, _ author: ID<Account>?, _ connection: any Connection,
    now: Instant
  ) throws {
    let event: ID<AccountEvent> = random.id(at: now)
    try connection.run(
      """
      INSERT INTO authority_event (id, at, authority_id, by_account_id, event)
      VALUES (\(event), \(now), \(body), \(author), \(words))
      """)
    guard let audit else { return }
    let agency = try author.flatMap {
      try connection.row("SELECT authority_id FROM account WHERE id = \($0)")?.text("authority_id")
    }
    try audit.append(
      AuditEntry(
        .admin, by: author.map { try AuditActor(user: $0.text, agency: agency) } ?? .server,
        object: AuditObject(kind: "authority", id: body.text), grounds: AuditGrounds(effect: .allow, reason: code)),
      now: now, in: connection)
  }

  /// What was done to the body, latest first.
  package func events(of id: ID<Authority>) async throws -> [AccountEvent] {
    try await database.read { connection in
      try connection.rows(
        """
        SELECT e.at AS at, author.name AS author, e.event AS event FROM authority_event e
          LEFT JOIN account AS author ON author.id = e.by_account_id
        WHERE e.authority_id = \(id) ORDER BY e.at DESC, e.id DESC LIMIT 200
        """
      ).map { row in
        AccountEvent(at: try row.instant("at"), author: try row.optionalText("author"), event: try row.text("event"))
      }
    }
  }
}

extension Authority.StatutoryKind {
  /// The column of the kinds that section 5 knows, and the one of those that it does not.
  fileprivate var column: String { beyond == nil ? rawValue : Authority.StatutoryKind.other.rawValue }
  fileprivate var beyond: String? {
    switch self {
    case .provider, .volunteerBody, .scrutiny, .public: rawValue
    case .responsibleAuthority, .cooperatingBody, .participatingBody, .localPolicingBody, .other: nil
    }
  }
}
