import Basics
import CLibPQ

extension Database {
  /// Where the database is: a file of our own, or a PostgreSQL server and perhaps a schema on it.
  package enum Location: Sendable, Equatable, CustomStringConvertible {
    case sqlite(path: String)
    case postgres(conninfo: String, schema: String?)

    /// Reads the text of `--database`: `postgres://…`, `host=… dbname=…` (libpq's connection strings, to which
    /// `schema=NAME` may be added), else the path of an SQLite file, with or without `sqlite:` before it.
    package init(_ text: String) throws {
      let text = text.trimmingWhitespace()
      if text.isEmpty {
        throw Refusal(
          "database-location", place: "--database", "No database is named.",
          remedy: "Give a file path, or postgres://user@host/name.")
      }
      if text.hasPrefix("postgres://") || text.hasPrefix("postgresql://") {
        let (rest, schema) = Location.takeSchema(fromURL: text)
        self = .postgres(conninfo: rest, schema: schema)
      } else if Location.looksLikeConninfo(text) {
        var words = text.split(separator: " ", omittingEmptySubsequences: true).map(String.init)
        let schema = words.last { $0.hasPrefix("schema=") }.map { String($0.dropFirst("schema=".count)) }
        if schema != nil { words.removeAll { $0.hasPrefix("schema=") } }
        self = .postgres(conninfo: schema == nil ? text : words.joined(separator: " "), schema: schema)
      } else {
        self = .sqlite(path: text.hasPrefix("sqlite:") ? String(text.dropFirst("sqlite:".count)) : text)
      }
      if case .postgres(let conninfo, let schema) = self { try Location.check(conninfo, schema) }
    }

    package var engine: Engine {
      switch self {
      case .sqlite: .sqlite
      case .postgres: .postgres
      }
    }

    /// What may be shown and logged: without password or other secret.
    package var description: String {
      switch self {
      case .sqlite(let path): return path
      case .postgres(let conninfo, let schema):
        let shown = ["user", "host", "port", "dbname"]
        let parts = (try? Location.options(conninfo)) ?? [:]
        let words = shown.compactMap { key in parts[key].map { "\(key)=\($0)" } }
        return "postgres " + (words + (schema.map { ["schema=\($0)"] } ?? [])).joined(separator: " ")
      }
    }

    /// `host=/run/x dbname=y`: words of which the first has one of libpq's keywords before an equals sign.
    private static func looksLikeConninfo(_ text: String) -> Bool {
      let keywords = ["host", "hostaddr", "port", "dbname", "user", "service", "passfile", "schema", "sslmode"]
      return keywords.contains { text.hasPrefix($0 + "=") || text.hasPrefix($0 + " =") }
    }

    private static func takeSchema(fromURL text: String) -> (String, String?) {
      guard let mark = text.firstIndex(of: "?") else { return (text, nil) }
      var parameters = text[text.index(after: mark)...].split(separator: "&").map(String.init)
      let schema = parameters.last { $0.hasPrefix("schema=") }.map { String($0.dropFirst("schema=".count)) }
      parameters.removeAll { $0.hasPrefix("schema=") }
      let rest = parameters.isEmpty ? "" : "?" + parameters.joined(separator: "&")
      return (text[..<mark] + rest, schema)
    }

    /// A schema is pasted into SQL, so its name is held to what needs no quoting.
    static func check(_ conninfo: String, _ schema: String?) throws {
      _ = try options(conninfo)
      guard let schema else { return }
      let allowed = schema.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 95 }
      guard allowed, let first = schema.utf8.first, first > 57, schema.utf8.count < 64, !schema.hasPrefix("pg_") else {
        throw Refusal(
          "database-schema", place: "--database", "'\(schema)' cannot be the name of a schema.",
          remedy: "Use lower-case letters, digits and underscores, beginning with a letter.")
      }
    }

    /// The connection string taken apart by libpq itself.
    private static func options(_ conninfo: String) throws -> [String: String] {
      var message: UnsafeMutablePointer<CChar>?
      guard let list = PQconninfoParse(conninfo, &message) else {
        let words = message.map { String(cString: $0) } ?? "it cannot be read."
        PQfreemem(message)
        throw Refusal(
          "database-location", place: "--database", "The connection string is wrong: \(words.trimmingWhitespace())",
          remedy: "Write it as postgres://user@host:5432/name or host=… dbname=…, as libpq has it.")
      }
      defer { PQconninfoFree(list) }
      var out: [String: String] = [:]
      var next = list
      while let keyword = next.pointee.keyword {
        if let value = next.pointee.val { out[String(cString: keyword)] = String(cString: value) }
        next += 1
      }
      return out
    }
  }

  /// Who opens the database.
  package enum Mode: Sendable {
    /// The one process that writes; on SQLite any second one is refused.
    case readWrite
    /// Reads beside a running server; writes, checkpoints and migrates nothing.
    case readOnly
  }
}

extension String {
  func trimmingWhitespace() -> String {
    String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
  }
}
