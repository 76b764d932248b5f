import Basics

/// One transaction on a PostgreSQL connection.
final class PostgresConnection: Connection {
  let session: PostgresSession
  private let state: TransactionState

  init(_ session: PostgresSession, _ state: TransactionState) {
    self.session = session
    self.state = state
  }

  var engine: Engine { .postgres }

  func rows(_ sql: SQL) throws -> [Row] { try state.perform { try session.query(sql).rows() } }

  func each(_ sql: SQL, _ body: (Row) throws -> Void) throws { try state.perform { try session.stream(sql, body) } }

  @discardableResult func run(_ sql: SQL) throws -> Int { try state.perform { try session.query(sql).changed } }

  func batch(_ statements: [SQL]) throws { try state.perform { try session.pipeline(statements) } }
}
