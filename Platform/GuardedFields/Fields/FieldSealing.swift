import Basics

/// Sealing and opening by the list of fields, which is how the areas do it: the list says where the field stands and
/// whose key it takes, so that an address that must not be found is never sealed under a key that a whole case shares.
extension GuardedField {
  /// Refuses the key of a case for a field of a person, and the other way about.
  package func seal(_ value: String, row: String, version: Int, under key: DataKey) throws -> SealedField {
    try SealedField.seal(value, at: place(row: row, version: version), under: checked(key))
  }

  /// The same for a file.
  package func seal(
    bytes: some Collection<UInt8>, row: String, version: Int, under key: DataKey
  ) throws -> SealedField {
    try SealedField.seal(bytes, at: place(row: row, version: version), under: checked(key))
  }

  /// The value; refuses what `SealedField.open` refuses.
  package func open(_ sealed: SealedField, row: String, version: Int, under key: DataKey) throws -> String {
    try sealed.openText(at: place(row: row, version: version), under: checked(key))
  }

  /// The same for a file.
  package func openBytes(_ sealed: SealedField, row: String, version: Int, under key: DataKey) throws -> [UInt8] {
    try sealed.open(at: place(row: row, version: version), under: checked(key))
  }

  private func checked(_ key: DataKey) throws -> DataKey {
    guard key.owner.kind == owner else { throw FieldRefusal.wrongOwner(key.owner, self) }
    return key
  }
}
