import Basics
import Database
import PartnershipModel

extension PartnersStore {
  /// Every provider, by the name of its body.
  package func identityProviders() async throws -> [IdentityProvider] {
    try await database.read { try PartnersStore.identityProviders($0, "1 = 1") }
  }

  package func identityProvider(_ id: ID<IdentityProvider>) async throws -> IdentityProvider? {
    try await database.read { try PartnersStore.identityProviders($0, "p.id = \(id)").first }
  }

  static func identityProviders(_ connection: any Connection, _ condition: SQL) throws -> [IdentityProvider] {
    try connection.rows(
      """
      SELECT p.id AS id, p.authority_id AS authority_id, o.name AS authority_name, p.issuer AS issuer,
        p.client_id AS client_id, p.client_secret_file AS client_secret_file, p.site AS site, p.acr AS acr,
        p.amr AS amr, p.is_open AS is_open
      FROM identity_provider p JOIN authority o ON o.id = p.authority_id WHERE \(sql: condition) ORDER BY o.name, p.id
      """
    ).map { row in
      func words(_ column: String) throws -> [String] { try row.text(column).split(separator: " ").map(String.init) }
      return IdentityProvider(
        id: try row.id("id"), authority: try row.id("authority_id"), authorityName: try row.text("authority_name"),
        issuer: try ProviderAddress.base(row.text("issuer"), place: "Issuer"), clientID: try row.text("client_id"),
        secret: try row.optionalText("client_secret_file").map { .file($0) } ?? .sealed,
        site: try ProviderAddress.base(row.text("site"), place: "Address of this site"), acr: try words("acr"),
        amr: try words("amr"), isOpen: try row.bool("is_open"))
    }
  }

  /// Binds an issuer to a body. Refused where either is bound already.
  package func addProvider(
    _ issuer: ProviderAddress, of authority: ID<Authority>, _ draft: ProviderDraft, author: ID<Account>, now: Instant
  ) async throws -> ID<IdentityProvider> {
    let id: ID<IdentityProvider> = random.id(at: now)
    guard let secret = try sealed(draft.secret, id) else {
      throw Refusal(
        "client-secret", place: "Client secret", "Nothing was entered.",
        remedy: "Enter the secret, or the name of its file.")
    }
    let store = self
    try await change { connection in
      guard let body = try PartnersStore.authority(connection, authority), body.kind.mayHaveAccounts else {
        throw PartnersStore.noBody
      }
      if let held = try PartnersStore.identityProviders(
        connection, "p.issuer = \(issuer.text) OR p.authority_id = \(authority)"
      ).first {
        throw Refusal(
          "provider-bound", place: held.issuer == issuer ? "Issuer" : "Body",
          held.issuer == issuer
            ? "This issuer is bound to \(held.authorityName)." : "\(held.authorityName) has a provider already.",
          remedy: "An issuer vouches for one body, and a body has one issuer. Change or remove that one.")
      }
      try connection.run(
        """
        INSERT INTO identity_provider (id, authority_id, issuer, client_id, client_secret, client_secret_file, site, acr,
          amr, is_open, added_at)
        VALUES (\(id), \(authority), \(issuer.text), \(draft.clientID), \(secret.blob), \(secret.file),
          \(draft.site.text), \(draft.acr.joined(separator: " ")), \(draft.amr.joined(separator: " ")),
          \(draft.isOpen), \(now))
        """)
      try store.note("provider-added", "Signs in by \(issuer)", authority, author, connection, now: now)
    }
    return id
  }

  private func sealed(
    _ secret: ProviderDraft.NewSecret?, _ id: ID<IdentityProvider>
  ) throws -> (blob: [UInt8]?, file: String?)? {
    switch secret {
    case .typed(let text): (try key.seal(secret: text, of: id), nil)
    case .file(let name): (nil, name)
    case nil: nil
    }
  }

  /// Changes everything but issuer and body. Shutting a provider ends the sessions of everybody who is linked to it.
  package func amend(
    _ id: ID<IdentityProvider>, _ draft: ProviderDraft, author: ID<Account>, now: Instant
  ) async throws {
    let secret = try sealed(draft.secret, id), store = self
    try await change { connection in
      let held = try PartnersStore.provider(id, connection)
      try connection.run(
        """
        UPDATE identity_provider SET client_id = \(draft.clientID), site = \(draft.site.text),
          acr = \(draft.acr.joined(separator: " ")), amr = \(draft.amr.joined(separator: " ")),
          is_open = \(draft.isOpen) WHERE id = \(id)
        """)
      if let secret {
        try connection.run(
          """
          UPDATE identity_provider SET client_secret = \(secret.blob), client_secret_file = \(secret.file)
          WHERE id = \(id)
          """)
      }
      if held.isOpen, !draft.isOpen { try PartnersStore.endSessions(of: held, connection) }
      try store.note(
        draft.isOpen ? "provider-amended" : "provider-shut",
        draft.isOpen ? "Sign-in by \(held.issuer) amended" : "Sign-in by \(held.issuer) shut", held.authority, author,
        connection, now: now)
    }
  }

  /// Takes the binding away, with the links of its people, whose sessions end.
  package func removeProvider(_ id: ID<IdentityProvider>, author: ID<Account>, now: Instant) async throws {
    let store = self
    try await change { connection in
      let held = try PartnersStore.provider(id, connection)
      try PartnersStore.endSessions(of: held, connection)
      try connection.run("DELETE FROM federated_identity WHERE issuer = \(held.issuer.text)")
      try connection.run("DELETE FROM federated_stranger WHERE issuer = \(held.issuer.text)")
      try connection.run("DELETE FROM identity_provider WHERE id = \(id)")
      try store.note(
        "provider-removed", "Sign-in by \(held.issuer) removed", held.authority, author, connection, now: now)
    }
  }

  private static func endSessions(of provider: IdentityProvider, _ connection: any Connection) throws {
    try connection.run(
      """
      DELETE FROM sign_in_session
      WHERE account_id IN (SELECT account_id FROM federated_identity WHERE issuer = \(provider.issuer.text))
      """)
  }

  static func provider(_ id: ID<IdentityProvider>, _ connection: any Connection) throws -> IdentityProvider {
    guard let held = try identityProviders(connection, "p.id = \(id)").first else {
      throw Refusal("provider", "There is no such provider.", remedy: "Go back to the list of providers.")
    }
    return held
  }

  /// The secret as it was entered; nil where it lies in a file.
  func sealedSecret(of id: ID<IdentityProvider>) async throws -> String? {
    let key = key
    return try await database.read { connection in
      try connection.row("SELECT client_secret FROM identity_provider WHERE id = \(id)")?
        .optionalBlob("client_secret").map { try key.open(secret: $0, of: id) }
    }
  }
}
