/// What the engine said no to; the kinds are the same on both engines.
package struct DatabaseFailure: Error, Equatable, Sendable, CustomStringConvertible {
  package enum Kind: String, Sendable {
    /// A second row with the same key.
    case unique
    /// A reference to a row that is not there, or to one that is being deleted.
    case foreignKey
    case check
    case notNull
    /// Another writer was in the way for longer than we wait.
    case busy
    /// No connection, or it was lost; see the message for whether the change may have been made all the same.
    case connection
    case other
  }

  package let kind: Kind
  /// The engine's own words: for the log, not for the page, since they may name columns and constraints.
  package let message: String
  /// PostgreSQL's SQLSTATE (`23505`) or SQLite's extended result code (`2067`); empty when we refused it ourselves.
  package let code: String

  package init(_ kind: Kind, _ message: String, code: String = "") {
    self.kind = kind
    self.message = message
    self.code = code
  }

  package var description: String { "\(kind.rawValue): \(message)" + (code.isEmpty ? "" : " [\(code)]") }
}
