import Database

/// The tables of `keys.sqlite`, a database of its own: numbers 40 to 49.
package enum KeyStoreMigrations {
  package static let all: [Migration] = [keys, erasures]

  /// `wrapped` is the key sealed under the master key's version `master_version`.
  private static let keys = Migration(
    number: 40, title: "Keys of cases and persons",
    [
      """
      CREATE TABLE data_key (
        owner TEXT NOT NULL,
        version INTEGER NOT NULL CHECK (version >= 1),
        wrapped BLOB NOT NULL CHECK (length(wrapped) = 60),
        made_at TEXT NOT NULL,
        master_version INTEGER NOT NULL CHECK (master_version >= 1),
        PRIMARY KEY (owner, version)
      )
      """
    ])

  /// An erased owner never gets another key. `purged_at` is null until the file is free of what was deleted.
  private static let erasures = Migration(
    number: 41, title: "Erased keys",
    [
      """
      CREATE TABLE erased_owner (
        owner TEXT NOT NULL PRIMARY KEY,
        erased_at TEXT NOT NULL,
        purged_at TEXT
      )
      """,
      """
      CREATE TABLE erased_key (
        owner TEXT NOT NULL REFERENCES erased_owner (owner),
        version INTEGER NOT NULL,
        sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
        PRIMARY KEY (owner, version, sha256)
      )
      """,
    ])
}
