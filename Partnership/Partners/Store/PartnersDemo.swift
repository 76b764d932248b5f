import Basics
import Crypto
import Database
import PartnershipModel

/// The demonstration partnership: five responsible authorities and four fictional people, whose passwords and second
/// factors are fixed and printed on the terminal. Their accounts open only where the database is marked as a
/// demonstration, so that a copy of them in a real installation lets nobody in.
package enum PartnersDemo {
  /// The partnership as the pages name it.
  package static let partnership = "Safer Westminster Partnership (demonstration)"

  /// How one fictional person signs in.
  package struct SignIn: Hashable, Sendable {
    package let name: String
    package let signInName: String
    package let password: String
    package let role: Role
    package let factor: SecondFactor
    package let authority: String
  }

  /// Everybody, in the order in which roles are listed.
  package static let signIns: [SignIn] = [
    person("Alex Example", "alex.example", "amber kestrel lantern", .administrator, "Westminster City Council"),
    person("Morgan Specimen", "morgan.specimen", "maple otter viaduct", .manager, "Westminster City Council"),
    person("Robin Placeholder", "robin.placeholder", "cobalt heron compass", .analyst, "Westminster City Council"),
    person("Sam Sample", "sam.sample", "violet plover meadow", .reader, police),
    person("Jo Fictional", "jo.fictional", "copper wren harbour", .caseworker, council, of: "jo"),
    person("Kit Invented", "kit.invented", "silver finch causeway", .caseworker, police, of: "kit"),
    person("Lee Imaginary", "lee.imaginary", "golden curlew orchard", .caseworker, council, of: "lee"),
    person("Nat Supposed", "nat.supposed", "scarlet linnet gateway", .informationGovernance, council, of: "nat"),
    person("Pat Pretend", "pat.pretend", "indigo siskin terrace", .signatory, council, of: "pat"),
    person("Ray Notional", "ray.notional", "russet dunlin archway", .signatory, police, of: "ray"),
    person("Sky Unreal", "sky.unreal", "olive bunting staircase", .auditor, council, of: "sky"),
    person("Bo Makebelieve", "bo.makebelieve", "purple dipper rooftop", .boardMember, police, of: "bo"),
    person("Fen Fabricated", "fen.fabricated", "crimson teal gatepost", .provider, provider, of: "fen"),
    person("Val Conjectured", "val.conjectured", "amethyst wigeon boathouse", .councillor, committee, of: "val"),
  ]

  package static let council = "Westminster City Council", police = "Metropolitan Police Service, Central West"
  package static let provider = "Sample Domestic Abuse Service"
  package static let committee = "Crime and Disorder Committee (demonstration)"

  private static func person(
    _ name: String, _ local: String, _ password: String, _ role: Role, _ authority: String, of factor: String? = nil
  ) -> SignIn {
    let seed = factor ?? role.rawValue
    let key = SHA256.hash(data: Array("Concordat demonstration second factor: \(seed)".utf8)).prefix(20)
    return SignIn(
      name: name, signInName: local + "@demonstration.example", password: password, role: role,
      factor: SecondFactor(key: Array(key)), authority: authority)
  }

  /// The six digits that the person's app would show at `now`.
  package static func currentCode(_ signIn: SignIn, now: Instant) -> String { signIn.factor.code(at: now) }

  /// Marks the database as a demonstration and puts the partnership in. Done again it changes nothing, and where a real
  /// person has an account it is refused.
  package static func seed(_ store: PartnersStore, now: Instant) async throws -> [SignIn] {
    let people = try await store.accounts()
    guard people.allSatisfy(\.demonstration) else {
      throw Refusal(
        "demonstration", "This data directory holds real accounts.",
        remedy: "Load the demonstration into an empty data directory of its own.")
    }
    try await store.database.write { connection in
      try Setting.demonstration.set("yes", at: now, connection)
      if try Setting.partnershipName.value(connection) == nil {
        try Setting.partnershipName.set(partnership, at: now, connection)
      }
    }
    let held = try await DemoBodies.seed(store, now: now)
    for signIn in signIns where !people.contains(where: { $0.signInName.text == signIn.signInName }) {
      guard let body = held.first(where: { $0.name == signIn.authority }) else { continue }
      try await add(signIn, body.id, store, now: now)
    }
    try await DemoBodies.seedTeams(store, now: now)
    return signIns
  }

  /// An account of a body that leads cases in the demonstration and at which nobody signs in: it has no password.
  package static func silentCaseworker(
    _ body: Authority, number: Int, _ store: PartnersStore, now: Instant
  ) async throws -> String {
    let address = "caseworker.\(number)@demonstration.example"
    if let held = try await store.accounts().first(where: { $0.signInName.text == address }) { return held.id.text }
    let id: ID<Account> = store.random.id(at: now)
    try await store.database.write { connection in
      _ = try connection.run(
        """
        INSERT INTO account (id, name, sign_in_name, authority_id, demonstration, created_at)
        VALUES (\(id), \("Caseworker of \(body.name) (fictional)"), \(address), \(body.id), \(true), \(now))
        """)
    }
    return id.text
  }

  private static func add(
    _ signIn: SignIn, _ authority: ID<Authority>, _ store: PartnersStore, now: Instant
  ) async throws {
    let id: ID<Account> = store.random.id(at: now)
    let hash = try await store.hashing.hash(signIn.password)
    let sealed = try store.key.seal(signIn.factor.key, for: id.text)
    let event = store.eventSQL(id, nil, "Demonstration account created: \(signIn.role.label)", now)
    try await store.database.write { connection in
      let added = try connection.run(
        """
        INSERT INTO account (id, name, sign_in_name, authority_id, password_hash, second_factor, demonstration,
          created_at)
        VALUES (\(id), \(signIn.name), \(signIn.signInName), \(authority), \(hash), \(sealed), \(true), \(now))
        ON CONFLICT (sign_in_name) DO NOTHING
        """)
      guard added == 1 else { return }
      try PartnersStore.write([signIn.role], of: id, connection)
      try connection.run(event)
    }
  }
}
