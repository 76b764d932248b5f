/// The one spot in the database where a sealed value opens: moved to any other, it does not.
package struct FieldPlace: Hashable, Sendable, CustomStringConvertible {
  package let table: String
  package let column: String
  /// The row's primary key, as text.
  package let row: String
  /// The row's version, or that of its sealed columns, kept in clear in the same row and raised whenever they are sealed
  /// anew: so that an old value cannot be put back either.
  package let version: Int

  package init(table: String, column: String, row: String, version: Int) {
    self.table = table
    self.column = column
    self.row = row
    self.version = version
  }

  package var description: String { "\(table).\(column) of row \(row), version \(version)" }
}
