/// Which of the two database engines stands behind a connection.
package enum Engine: String, CaseIterable, Sendable, CustomStringConvertible {
  case sqlite, postgres

  package var description: String {
    switch self {
    case .sqlite: "SQLite"
    case .postgres: "PostgreSQL"
    }
  }
}

/// One open transaction, used only inside the synchronous closure that is given to `Database.read` or `.write`.
///
/// After a statement has failed the transaction is over on both engines, as PostgreSQL has it: every further
/// statement fails and nothing is committed. So a conflict is foreseen with `ON CONFLICT`, never tried and caught.
package protocol Connection: AnyObject {
  var engine: Engine { get }

  /// All rows of the answer, in memory.
  func rows(_ sql: SQL) throws -> [Row]

  /// The first row of the answer, if there is one.
  func row(_ sql: SQL) throws -> Row?

  /// Gives the rows one at a time, for answers too large to hold; `body` runs no statement of its own.
  func each(_ sql: SQL, _ body: (Row) throws -> Void) throws

  /// Runs a statement and tells how many rows it inserted, updated or deleted; 0 for any other statement.
  @discardableResult func run(_ sql: SQL) throws -> Int

  /// Runs many statements whose answers are not wanted, in one go where the engine can (PostgreSQL's pipeline).
  func batch(_ statements: [SQL]) throws
}

extension Connection {
  package func row(_ sql: SQL) throws -> Row? { try rows(sql).first }
}
