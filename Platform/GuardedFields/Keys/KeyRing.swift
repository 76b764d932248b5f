import Basics
import Crypto
import Database
import Synchronization

/// The keys of all cases and persons, in a small store of their own: `keys.sqlite` in the data directory, an SQLite file
/// also where the main database is PostgreSQL.
///
/// It is apart so that its backups can die before those of the data. What is erased here stays closed in every copy of
/// the data as soon as the last copy of the key is gone; keep backups of this file for 30 days, those of the data as long
/// as is wanted. After an older key store was put back, the erasures since its time must be repeated from the audit log.
///
/// One process at a time has it open, as is the rule for every SQLite file of ours.
package final class KeyRing: Sendable {
  let database: Database
  let clock: Clock
  let masterPath: String
  let master: Mutex<MasterKey>
  let cache: Mutex<KeyCache>
  /// The indexes by which fields are found without being opened.
  package let blindIndex: BlindIndex

  package static let storeName = "keys.sqlite"
  package static let masterName = "master.key"

  /// How many owners' keys are kept open.
  private static let cached = 10_000

  private init(_ database: Database, _ master: MasterKey, _ masterPath: String, _ clock: Clock) {
    self.database = database
    self.clock = clock
    self.masterPath = masterPath
    self.master = Mutex(master)
    cache = Mutex(KeyCache(capacity: KeyRing.cached))
    blindIndex = BlindIndex(master)
  }

  /// Opens the store in `directory`, making it and the master key on first use, and finishes what a stop cut short.
  ///
  /// `masterPath` is for a master key that lies elsewhere, such as among the service manager's credentials; one that
  /// cannot be written there cannot be rotated by the program. Refuses (`master-key`) a master key that does not open
  /// the store: keys wrapped under two unrelated ones could never be sorted out again.
  package static func open(directory: String, masterPath: String? = nil, clock: Clock) async throws -> KeyRing {
    let database = try Database.open(.sqlite(path: "\(directory)/\(storeName)"))
    do {
      try await Migrations(KeyStoreMigrations.all).apply(to: database, now: clock.now())
      let isUsed = try await database.read { connection in try KeyRing.count(connection) > 0 }
      let path = masterPath ?? "\(directory)/\(masterName)"
      let ring = KeyRing(database, try MasterKeyFile.load(path, isNeeded: isUsed), path, clock)
      try await ring.checkMaster()
      try await ring.finishRotation()
      try await ring.finishErasures()
      return ring
    } catch {
      database.close()
      throw error
    }
  }

  /// A secret for comparing what is not stored, derived for one use and no other. It stays when the master key is
  /// rotated, as that of the blind indexes does.
  package func comparisonKey(_ use: String) -> SymmetricKey {
    master.withLock { master in
      HKDF<SHA256>.deriveKey(
        inputKeyMaterial: master.indexSecret, info: Array("concordat comparison \(use) 1".utf8), outputByteCount: 32)
    }
  }

  /// Gives the file back. Closing twice does nothing.
  package func close() { database.close() }

  /// Copies the store while it is in use, keys still wrapped; kept apart from the master key and from the data.
  @discardableResult
  package func backup(to path: String) async throws -> Backup { try await database.backup(to: path, now: clock.now()) }

  /// The owner's key, made on first use: for sealing. It is on the disk when this returns, so nothing is ever sealed
  /// under a key that a power cut takes away. Refuses (`field-erased`) an owner that was erased.
  package func key(for owner: KeyOwner) async throws -> DataKey {
    if let key = try await find(owner) { return key }
    let key = SymmetricKey(size: .bits256), now = clock.now()
    let generation = cache.withLock { $0.generation }
    let rows = try await database.write { connection in
      let held = try KeyRing.wrapped(connection, [owner])
      // The first of several that ask at once makes the key, and all get that one.
      guard held.isEmpty else { return held }
      return [try self.insert(connection, key, of: owner, version: 1, now)]
    }
    return try unwrap(owner, rows, readIn: generation)
  }

  /// The owner's key as it is: for opening. Refuses (`field-erased`) an owner that was erased, and (`field-key-missing`)
  /// one that the store does not know.
  package func existingKey(for owner: KeyOwner) async throws -> DataKey {
    guard let key = try await find(owner) else { throw FieldRefusal.keyMissing(owner) }
    return key
  }

  /// The keys of many owners, for lists. Owners whose key is erased, unknown or damaged are left out; for one of them
  /// `existingKey` says which.
  package func keys(for owners: some Sequence<KeyOwner>) async throws -> [KeyOwner: DataKey] {
    var found: [KeyOwner: DataKey] = [:]
    var wanted: Set<KeyOwner> = []
    let generation = cache.withLock { cache in
      for owner in owners { if let key = cache.key(of: owner) { found[owner] = key } else { wanted.insert(owner) } }
      return cache.generation
    }
    var rest = Array(wanted)
    while !rest.isEmpty {
      let page = Array(rest.suffix(500))
      rest.removeLast(page.count)
      let rows = try await database.read { connection in try KeyRing.wrapped(connection, page, refusingErased: false) }
      for (owner, rows) in Dictionary(grouping: rows, by: \.owner) {
        found[owner] = try? unwrap(owner, rows, readIn: generation)
      }
    }
    return found
  }

  /// A new version of the owner's key, for what is sealed from now on; what is there opens as before. For when a key
  /// may have been seen by somebody: seal the fields anew afterwards.
  @discardableResult
  package func renewKey(for owner: KeyOwner) async throws -> DataKey {
    let key = SymmetricKey(size: .bits256), now = clock.now()
    try await database.write { connection in
      guard let last = try KeyRing.wrapped(connection, [owner]).last else { throw FieldRefusal.keyMissing(owner) }
      _ = try self.insert(connection, key, of: owner, version: last.version + 1, now)
    }
    cache.withLock { $0.forget(owner) }
    return try await existingKey(for: owner)
  }

  private func find(_ owner: KeyOwner) async throws -> DataKey? {
    let (held, generation) = cache.withLock { ($0.key(of: owner), $0.generation) }
    if let held { return held }
    let rows = try await database.read { connection in try KeyRing.wrapped(connection, [owner]) }
    return rows.isEmpty ? nil : try unwrap(owner, rows, readIn: generation)
  }

  private func unwrap(_ owner: KeyOwner, _ rows: [WrappedKey], readIn generation: Int) throws -> DataKey {
    let master = master.withLock { $0 }
    guard let key = DataKey(owner, try rows.map { try $0.opened(under: master) }) else {
      throw FieldRefusal.keyMissing(owner)
    }
    cache.withLock { $0.keep(key, readIn: generation) }
    return key
  }
}
