import Basics
import GRDB
import GRDBSQLite

/// One transaction on an SQLite connection: statements come from GRDB's cache, rows are stepped by hand.
final class SQLiteConnection: Connection {
  private let database: GRDB.Database
  private let state: TransactionState

  init(_ database: GRDB.Database, _ state: TransactionState) {
    self.database = database
    self.state = state
  }

  var engine: Engine { .sqlite }

  func rows(_ sql: SQL) throws -> [Row] {
    try perform {
      var out: [Row] = []
      try step(sql, database.cachedStatement(sql: sql.text)) { row in
        out.append(row)
        return true
      }
      return out
    }
  }

  func row(_ sql: SQL) throws -> Row? {
    try perform {
      var first: Row?
      try step(sql, database.cachedStatement(sql: sql.text)) { row in
        if first == nil { first = row }
        // A statement that changes something is run to its end; a query may stop at the first row.
        return false
      }
      return first
    }
  }

  func each(_ sql: SQL, _ body: (Row) throws -> Void) throws {
    try perform {
      try step(sql, database.makeStatement(sql: sql.text)) { row in
        try body(row)
        return true
      }
    }
  }

  @discardableResult func run(_ sql: SQL) throws -> Int {
    try perform { try change(sql) }
  }

  func batch(_ statements: [SQL]) throws {
    try perform { for statement in statements { try change(statement) } }
  }

  /// GRDB prepares statements and has errors of its own for that.
  private func perform<T>(_ work: () throws -> T) throws -> T {
    try state.perform {
      do { return try work() } catch let error as DatabaseError { throw DatabaseFailure(error) }
    }
  }

  @discardableResult private func change(_ sql: SQL) throws -> Int {
    let statement = try database.cachedStatement(sql: sql.text)
    try step(sql, statement) { _ in true }
    // SQLite keeps the count of the last change, also over statements that change no row.
    return SQLiteConnection.changesRows(sql) ? Int(sqlite3_changes64(database.sqliteConnection)) : 0
  }

  private static func changesRows(_ sql: SQL) -> Bool {
    let word = sql.pieces[0].drop { $0.isWhitespace }.prefix { $0.isLetter }.lowercased()
    return ["insert", "update", "delete", "replace", "with"].contains(word)
  }

  /// Binds, steps and resets; `take` says whether more rows are wanted.
  private func step(_ sql: SQL, _ prepared: GRDB.Statement, _ take: (Row) throws -> Bool) throws {
    let statement = prepared.sqliteStatement
    sqlite3_reset(statement)
    defer {
      sqlite3_reset(statement)
      sqlite3_clear_bindings(statement)
    }
    try bind(sql, statement)
    let isQuery = sqlite3_stmt_readonly(statement) != 0
    var columns: [String]?
    var wanted = true
    while true {
      let code = sqlite3_step(statement)
      if code == SQLITE_DONE { return }
      guard code == SQLITE_ROW else { throw DatabaseFailure(database, code) }
      guard wanted else { continue }
      let names = columns ?? SQLiteConnection.columnNames(statement)
      columns = names
      wanted = try take(Row(columns: names, values: SQLiteConnection.values(statement, count: names.count)))
      if !wanted, isQuery { return }
    }
  }

  /// `SQL` numbers its values as they appear, which is how SQLite numbers parameters; anything else was not ours.
  private func bind(_ sql: SQL, _ statement: OpaquePointer) throws {
    guard Int(sqlite3_bind_parameter_count(statement)) == sql.values.count else {
      throw DatabaseFailure(.other, "A parameter was written by hand: interpolate the value instead.")
    }
    let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    for (index, value) in sql.values.enumerated() {
      let place = Int32(clamping: index + 1)
      try value.check()
      let code: Int32 =
        switch value {
        case .int(let number?): sqlite3_bind_int64(statement, place, Int64(number))
        case .double(let number?): sqlite3_bind_double(statement, place, number)
        case .text(var text?):
          text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { characters in
              guard let start = characters.baseAddress else {
                return sqlite3_bind_text(statement, place, "", 0, transient)
              }
              return sqlite3_bind_text64(
                statement, place, start, UInt64(characters.count), transient, UInt8(SQLITE_UTF8))
            }
          }
        case .blob(let bytes?):
          bytes.isEmpty
            ? sqlite3_bind_zeroblob(statement, place, 0)
            : bytes.withUnsafeBytes {
              sqlite3_bind_blob64(statement, place, $0.baseAddress, UInt64($0.count), transient)
            }
        case .int(nil), .double(nil), .text(nil), .blob(nil): sqlite3_bind_null(statement, place)
        }
      guard code == SQLITE_OK else { throw DatabaseFailure(database, code) }
    }
  }

  private static func columnNames(_ statement: OpaquePointer) -> [String] {
    (0..<sqlite3_column_count(statement)).map { index in
      sqlite3_column_name(statement, index).map { String(cString: $0).lowercased() } ?? ""
    }
  }

  private static func values(_ statement: OpaquePointer, count: Int) -> [Row.Value] {
    (0..<Int32(clamping: count)).map { column in
      switch sqlite3_column_type(statement, column) {
      case SQLITE_INTEGER: .int(Int(sqlite3_column_int64(statement, column)))
      case SQLITE_FLOAT: .double(sqlite3_column_double(statement, column))
      case SQLITE_TEXT:
        .text(
          String(
            decoding: UnsafeBufferPointer(
              start: sqlite3_column_text(statement, column), count: Int(sqlite3_column_bytes(statement, column))),
            as: UTF8.self))
      case SQLITE_BLOB:
        .blob(
          [UInt8](
            UnsafeRawBufferPointer(
              start: sqlite3_column_blob(statement, column), count: Int(sqlite3_column_bytes(statement, column)))))
      default: .null
      }
    }
  }
}

extension DatabaseFailure {
  init(_ database: GRDB.Database, _ code: Int32) {
    let connection = database.sqliteConnection
    let extended = connection.map { sqlite3_extended_errcode($0) } ?? code
    let message = connection.flatMap { sqlite3_errmsg($0) }.map { String(cString: $0) } ?? "SQLite error \(code)"
    self.init(sqliteCode: extended, message)
  }

  init(_ error: DatabaseError) {
    self.init(sqliteCode: error.extendedResultCode.rawValue, error.message ?? error.description)
  }

  /// SQLite's extended result codes, as https://www.sqlite.org/rescode.html has them.
  private init(sqliteCode code: Int32, _ message: String) {
    let kind: Kind =
      switch code {
      case 2067, 1555, 2579: .unique
      case 787: .foreignKey
      // ON DELETE RESTRICT is reported as a trigger that raised.
      case 1811 where message.contains("FOREIGN KEY"): .foreignKey
      case 275: .check
      case 1299: .notNull
      default:
        switch code & 0xFF {
        case SQLITE_BUSY, SQLITE_LOCKED: .busy
        case SQLITE_CANTOPEN, SQLITE_MISUSE: .connection
        default: .other
        }
      }
    self.init(kind, message, code: "\(code)")
  }
}
