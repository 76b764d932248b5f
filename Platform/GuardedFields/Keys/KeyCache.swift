/// Opened keys of owners asked for lately, so that a list of cases does not unwrap each key again.
///
/// Two halves: what is used moves to the young half, and when that is full the old half is forgotten.
struct KeyCache {
  private let half: Int
  private var young: [KeyOwner: DataKey] = [:]
  private var old: [KeyOwner: DataKey] = [:]
  /// Raised whenever keys change. What was read from the store before that is not kept: it may have been erased since.
  private(set) var generation = 0

  init(capacity: Int) { half = max(1, capacity / 2) }

  var count: Int { young.count + old.keys.count { young[$0] == nil } }

  mutating func key(of owner: KeyOwner) -> DataKey? {
    if let key = young[owner] { return key }
    guard let key = old[owner] else { return nil }
    insert(key)
    return key
  }

  /// Keeps a key that was read from the store in that generation.
  mutating func keep(_ key: DataKey, readIn generation: Int) {
    if generation == self.generation { insert(key) }
  }

  private mutating func insert(_ key: DataKey) {
    if young.count >= half {
      old = young
      young = [:]
    }
    young[key.owner] = key
  }

  mutating func forget(_ owner: KeyOwner) {
    generation += 1
    young[owner] = nil
    old[owner] = nil
  }
}
