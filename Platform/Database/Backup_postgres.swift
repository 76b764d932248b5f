import Basics
import Foundation

extension Database {
  /// The line in `schema.sql` between what is made before the rows come in and what is made after.
  private static let rowsMark = "-- The rows come in here.\n"
  /// Statements end at this line and not at any semicolon, since a function's body has its own.
  private static let endMark = ";\n-- end\n"

  func postgresBackup(to path: String, now: Instant) async throws -> Backup {
    let part = path + ".part"
    try? FileManager.default.removeItem(atPath: part)
    do {
      try FileManager.default.createDirectory(
        atPath: part, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      let backup = try await read { connection in try Database.copyOut(connection, to: part, now) }
      try backup.write(to: part + "/manifest.json")
      try StoredFile.sync(part)
      try FileManager.default.moveItem(atPath: part, toPath: path)
      try StoredFile.sync(StoredFile.folder(of: path))
      return backup
    } catch {
      try? FileManager.default.removeItem(atPath: part)
      throw error
    }
  }

  private static func copyOut(_ connection: any Connection, to folder: String, _ now: Instant) throws -> Backup {
    guard let postgres = connection as? PostgresConnection else {
      throw DatabaseFailure(.other, "This connection is not PostgreSQL's.")
    }
    let schema = try connection.schemaText()
    let text = schema.tables.map { $0 + endMark }.joined() + rowsMark + schema.afterRows.map { $0 + endMark }.joined()
    var parts = [try store(Array(text.utf8), folder + "/schema.sql")]
    for (index, name) in schema.names.sorted().enumerated() {
      let path = folder + "/" + fileName(index, name)
      try Data().write(to: URL(fileURLWithPath: path))
      let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
      defer { try? handle.close() }
      try postgres.session.copyOut("COPY \(name) TO STDOUT (FORMAT csv, HEADER true)") { bytes in
        try handle.write(contentsOf: Data(bytes))
      }
      try handle.synchronize()
      parts.append(try StoredFile.part(path))
    }
    return Backup(engine: .postgres, taken: now, parts: parts, tables: try connection.contents())
  }

  private static func store(_ bytes: [UInt8], _ path: String) throws -> Backup.Part {
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    try StoredFile.sync(path)
    return try StoredFile.part(path)
  }

  /// Numbered, since a quoted table name may hold anything.
  private static func fileName(_ index: Int, _ table: String) -> String {
    "\(index + 1)-" + table.filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") } + ".csv"
  }

  static func restorePostgres(from path: String, to location: Location) async throws -> Backup {
    let backup = try Backup.read(path + "/manifest.json", of: path, engine: .postgres)
    try backup.checkParts(in: path)
    let database = try Database.open(location)
    defer { database.close() }
    // Compared inside the transaction: either everything is back as it was, or nothing is there.
    try await database.write(isolation: "READ COMMITTED") { connection in
      guard let postgres = connection as? PostgresConnection else {
        throw DatabaseFailure(.other, "This connection is not PostgreSQL's.")
      }
      guard try connection.schemaText().names.isEmpty else {
        throw Refusal(
          "restore-target", place: "\(location)", "There are tables here already.",
          remedy: "Restore into an empty database, or into a new schema with schema=NAME.")
      }
      let text = String(decoding: FileManager.default.contents(atPath: path + "/schema.sql") ?? Data(), as: UTF8.self)
      let halves = text.split(separator: rowsMark, maxSplits: 1, omittingEmptySubsequences: false)
      for statement in statements(halves.first) { try connection.run(statement) }
      for (index, table) in backup.tables.enumerated() {
        try copyIn(postgres.session, path + "/" + fileName(index, table.name), table.name)
      }
      for statement in statements(halves.dropFirst().first) { try connection.run(statement) }
      try backup.check(try connection.contents(), place: path)
    }
    return backup
  }

  private static func statements(_ text: Substring?) -> [SQL] {
    (text ?? "").split(separator: endMark).map { SQL(trusted: String($0).trimmingWhitespace()) }
      .filter { !$0.text.isEmpty }
  }

  private static func copyIn(_ session: PostgresSession, _ path: String, _ table: String) throws {
    let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
    defer { try? handle.close() }
    try session.copyIn("COPY \(table) FROM STDIN (FORMAT csv, HEADER true)") {
      guard let piece = try handle.read(upToCount: 1 << 20), !piece.isEmpty else { return nil }
      return Array(piece)
    }
  }
}
