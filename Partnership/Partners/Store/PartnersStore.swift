import Audit
import Basics
import Database
import PartnershipModel

/// The bodies of the partnership, its people and their sessions, in the database. Time is always the caller's.
package struct PartnersStore: Sendable {
  let database: Database
  let key: ServerKey
  let hashing: PasswordHashing
  let random: Randomness
  /// Where what is done to bodies and their ways in is entered; nil where there is no log.
  let audit: AuditLog?

  package init(
    database: Database, key: ServerKey, hashing: PasswordHashing = PasswordHashing(), random: Randomness = .system,
    audit: AuditLog? = nil
  ) {
    self.database = database
    self.key = key
    self.hashing = hashing
    self.random = random
    self.audit = audit
  }

  /// Proof that a form came from a page of this session.
  package func formToken(session: String) -> String { key.formToken(session: session) }
}

/// Where unpredictable bytes come from: passed in, so that tests decide.
package struct Randomness: Sendable {
  package let bytes: @Sendable (_ count: Int) -> [UInt8]
  package init(_ bytes: @escaping @Sendable (Int) -> [UInt8]) { self.bytes = bytes }

  /// The operating system's generator.
  package static let system = Randomness { count in
    var generator = SystemRandomNumberGenerator()
    return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
  }

  func id<Thing>(at now: Instant) -> ID<Thing> {
    var generator = Generator(source: self)
    return ID(at: now, using: &generator)
  }

  private struct Generator: RandomNumberGenerator {
    let source: Randomness
    mutating func next() -> UInt64 { source.bytes(8).reduce(0) { $0 << 8 | UInt64($1) } }
  }
}

/// Facts about the installation that are set once, such as the partnership's name, by name.
package enum Setting: String, Sendable {
  case partnershipName = "partnership-name"
  /// `yes` where everything is fictional and the passwords are printed on the terminal.
  case demonstration

  func value(_ connection: any Connection) throws -> String? {
    try connection.row("SELECT value FROM setting WHERE name = \(rawValue)")?.text("value")
  }

  func set(_ value: String, at now: Instant, _ connection: any Connection) throws {
    try connection.run(
      """
      INSERT INTO setting (name, value, changed_at) VALUES (\(rawValue), \(value), \(now))
      ON CONFLICT (name) DO UPDATE SET value = excluded.value, changed_at = excluded.changed_at
      """)
  }
}

extension PartnersStore {
  /// The partnership's name as its pages show it; nil until it is set.
  package func partnershipName() async throws -> String? {
    try await database.read { try Setting.partnershipName.value($0) }
  }

  package func setPartnershipName(_ typed: String, now: Instant) async throws {
    let name = try PersonName.checked(typed, place: "Name of the partnership")
    try await database.write { try Setting.partnershipName.set(name, at: now, $0) }
  }

  /// Whether this data directory is marked as a demonstration.
  package func isDemonstration() async throws -> Bool {
    try await database.read { try Setting.demonstration.value($0) == "yes" }
  }
}
