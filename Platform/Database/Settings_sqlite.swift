import GRDB

/// One `PRAGMA` that must hold on a connection, with the reason in its remedy.
struct SQLiteSetting: Sendable {
  let name: String, value: String
  /// What `PRAGMA name` answers when the setting holds.
  let answer: String

  private init(_ name: String, _ value: String, answer: String? = nil) {
    self.name = name
    self.value = value
    self.answer = answer ?? value
  }

  /// On every connection: references hold; deleted personal data is overwritten; nothing in the file's schema is
  /// trusted to call functions; corrupt cells are noticed; sorting does not spill personal data to disk.
  static let common = [
    SQLiteSetting("foreign_keys", "ON", answer: "1"),
    SQLiteSetting("secure_delete", "ON", answer: "1"),
    SQLiteSetting("trusted_schema", "OFF", answer: "0"),
    SQLiteSetting("cell_size_check", "ON", answer: "1"),
    SQLiteSetting("temp_store", "MEMORY", answer: "2"),
    SQLiteSetting("cache_size", "-16384"),
  ]

  /// On the connection that writes: commits reach the disk before they are acknowledged, and it alone checkpoints.
  static let writer = [
    SQLiteSetting("journal_mode", "WAL", answer: "wal"),
    SQLiteSetting("synchronous", "FULL", answer: "2"),
    SQLiteSetting("wal_autocheckpoint", "1000"),
    SQLiteSetting("journal_size_limit", "67108864"),
  ]

  /// On the connections that read: they neither write nor checkpoint.
  static let reader = [
    SQLiteSetting("query_only", "ON", answer: "1"),
    SQLiteSetting("wal_autocheckpoint", "0"),
  ]

  func set(on database: GRDB.Database) throws {
    _ = try GRDB.Row.fetchAll(database, sql: "PRAGMA \(name) = \(value)")
  }

  func finding(on database: GRDB.Database) throws -> Database.Health.Finding {
    let found = try String.fetchOne(database, sql: "PRAGMA \(name)") ?? "nothing"
    return Database.Health.Finding(
      name: name, value: found, wanted: answer, isSound: found == answer,
      remedy: "Install Debian's libsqlite3-0 (3.40 or later) and start again; report this if it stays.")
  }
}

/// Functions of PostgreSQL that Debian's SQLite lacks, under PostgreSQL's names.
enum SQLiteFunctions {
  static func add(to database: GRDB.Database) {
    database.add(function: DatabaseFunction("greatest", pure: true) { extreme($0) { $0 > $1 } })
    database.add(function: DatabaseFunction("least", pure: true) { extreme($0) { $0 < $1 } })
    database.add(
      function: DatabaseFunction("string_agg", argumentCount: 2, pure: true, aggregate: StringAggregate.self))
  }

  /// The greatest or least of numbers, or of texts; empty values are passed over, as PostgreSQL does.
  private static func extreme(
    _ values: [DatabaseValue], _ precedes: (DatabaseValue, DatabaseValue) -> Bool
  ) -> DatabaseValue? {
    values.filter { !$0.isNull }.reduce(nil) { best, value in
      guard let best else { return value }
      return precedes(value, best) ? value : best
    }
  }

  private struct StringAggregate: DatabaseAggregate {
    private var text: String?

    mutating func step(_ values: [DatabaseValue]) {
      guard let first = values.first, let part = String.fromDatabaseValue(first) else { return }
      let separator = values.last.flatMap { String.fromDatabaseValue($0) } ?? ""
      text = text.map { $0 + separator + part } ?? part
    }

    func finalize() -> (any DatabaseValueConvertible)? { text }
  }
}

extension DatabaseValue {
  fileprivate static func > (a: DatabaseValue, b: DatabaseValue) -> Bool { b < a }
  fileprivate static func < (a: DatabaseValue, b: DatabaseValue) -> Bool {
    switch (a.storage, b.storage) {
    case (.int64(let a), .int64(let b)): a < b
    case (.string(let a), .string(let b)): a.utf8.lexicographicallyPrecedes(b.utf8)
    default: (Double.fromDatabaseValue(a) ?? 0) < (Double.fromDatabaseValue(b) ?? 0)
    }
  }
}
