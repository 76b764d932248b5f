import Basics

/// The tables of a database as text that makes them again, in an order that depends on their names alone.
struct SchemaText: Sendable {
  /// What must stand before rows are brought in.
  var tables: [String] = []
  /// What is better made, or only possible, after the rows: references, indexes, views, triggers.
  var afterRows: [String] = []
  /// Names of the tables, sorted.
  var names: [String] = []

  var text: String { (tables + afterRows).map { $0 + ";\n" }.joined(separator: "\n") }
}

extension Database {
  /// The tables, constraints, indexes, views and triggers as SQL; the same text for the same migrations.
  package func schemaDump() async throws -> String {
    let schema = try await read { connection in try connection.schemaText() }
    return "-- The tables on \(engine), as the migrations make them: written by `concordat schema`, never by hand.\n\n"
      + schema.text
  }
}

extension Connection {
  func schemaText() throws -> SchemaText {
    switch engine {
    case .sqlite: try sqliteSchema()
    case .postgres: try postgresSchema()
    }
  }
}
