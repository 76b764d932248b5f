import Basics
import Crypto
import Database

/// The rows of the key store.
extension KeyRing {
  /// How many keys there are, over all owners and versions.
  static func count(_ connection: any Connection) throws -> Int {
    try connection.row("SELECT count(*) AS count FROM data_key")?.int("count") ?? 0
  }

  /// The wrapped keys of these owners. Unless told otherwise, refuses an owner that was erased.
  static func wrapped(
    _ connection: any Connection, _ owners: [KeyOwner], refusingErased: Bool = true
  ) throws -> [WrappedKey] {
    let names = owners.map(\.description)
    if refusingErased {
      let erased = try connection.row(
        "SELECT owner, erased_at FROM erased_owner WHERE owner IN \(list: names) ORDER BY owner LIMIT 1")
      if let erased, let owner = KeyOwner(try erased.text("owner")) {
        throw FieldRefusal.erased(owner, on: try erased.instant("erased_at"))
      }
    }
    return try connection.rows(
      """
      SELECT owner, version, wrapped, master_version FROM data_key WHERE owner IN \(list: names)
      ORDER BY owner, version
      """
    ).map(WrappedKey.init)
  }

  /// Wraps the key and stores it. Within the transaction, so that no key is stored under a master key that a rotation has
  /// meanwhile gone past.
  func insert(
    _ connection: any Connection, _ key: SymmetricKey, of owner: KeyOwner, version: UInt32, _ now: Instant
  ) throws -> WrappedKey {
    let wrapped = try WrappedKey(key, of: owner, version: version, under: masterKey)
    try connection.run(
      """
      INSERT INTO data_key (owner, version, wrapped, made_at, master_version)
      VALUES (\(owner.description), \(Int(version)), \(wrapped.bytes), \(now), \(wrapped.masterVersion))
      """)
    return wrapped
  }
}
