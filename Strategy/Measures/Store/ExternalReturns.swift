import Basics
import Crypto
import Database
import FactStore
import Facts
import StrategyModel

/// A file that another body supplied, as it was taken in.
package struct ExternalReturn: Sendable {
  package let id: ID<ExternalReturn>
  package let cover: ReturnFile.Cover
  package let fileName: String
  package let sha256: String
  package let rows: Int, refused: Int
  package let added: Int, changed: Int, withdrawn: Int
  /// Lines that were not taken in, with the reason.
  package let problems: [String]
  package let loadedBy: String
  package let loadedAt: Instant
  package let undone: (by: String, at: Instant, reason: String)?
}

/// Files of other bodies' counts: one door for a partner's figures and for those of work that has no records here yet.
package struct ExternalReturns: Sendable {
  let database: Database
  let facts: FactWriter

  package init(_ database: Database, _ facts: FactWriter) {
    self.database = database
    self.facts = facts
  }

  /// What a file would bring in, without bringing it in.
  package func preview(_ bytes: [UInt8], fileName: String, cover: ReturnFile.Cover) throws -> ReturnFile {
    try ReturnFile(
      table: PartnerTable.read(bytes, fileName: fileName), cover: cover, id: "preview", kinds: facts.kinds)
  }

  /// Takes a file in. The same bytes under the same name change nothing and give nil; a later file of the name replaces
  /// the earlier one row by row: rows that differ are corrected, rows that are gone are withdrawn, as of now.
  @discardableResult
  package func load(
    _ bytes: [UInt8], fileName: String, cover: ReturnFile.Cover, by account: String, at now: Instant
  ) async throws -> ExternalReturn? {
    let id = ID<ExternalReturn>(at: now)
    let file = try ReturnFile(
      table: PartnerTable.read(bytes, fileName: fileName), cover: cover, id: id.text, kinds: facts.kinds)
    guard !file.facts.isEmpty else {
      throw Refusal(
        "empty-return", place: fileName,
        "No row of the file can be taken in. \(file.problems.first.map { "Line \($0.line): \($0.words)" } ?? "")",
        remedy: "Correct the rows and hand the file in again.")
    }
    guard bytes.count <= PartnerFiles.largestFile else {
      throw Refusal("too-large", place: fileName, "The file is larger than 40 MB.", remedy: "Hand in one period only.")
    }
    guard cover.suppliedOn <= now.londonDay else {
      throw Refusal(
        "future-day", place: "Supplied on", "\(cover.suppliedOn.spoken) has not come yet.",
        remedy: "Give the day on which the file came.")
    }
    let digest = Hex.text(SHA256.hash(data: bytes)), writer = facts
    let problems = file.problems.map { "Line \($0.line): \($0.words)" }.joined(separator: "\n")
    return try await database.write { connection in
      let latest = try connection.row(
        "SELECT * FROM external_return WHERE name = \(cover.name) ORDER BY loaded_at DESC, id DESC LIMIT 1"
      )?.externalReturn()
      if let latest, latest.sha256 == digest, latest.undone == nil, latest.cover == cover { return nil }
      let counts = try ExternalReturns.settle(file, cover, writer, now, connection)
      try connection.run(
        """
        INSERT INTO external_return (id, name, title, source, period_first, period_last, supplied_on, file_name, sha256, bytes,
          row_count, refused, added, changed, withdrawn, problems, loaded_by, loaded_at)
        VALUES (\(id), \(cover.name), \(cover.title), \(cover.source), \(cover.period.first), \(cover.period.last),
          \(cover.suppliedOn), \(fileName), \(digest), \(bytes), \(file.facts.count), \(file.problems.count),
          \(counts.added), \(counts.changed), \(counts.withdrawn), \(problems), \(account), \(now))
        """)
      return try connection.row("SELECT * FROM external_return WHERE id = \(id)")?.externalReturn()
    }
  }

  private static func settle(
    _ file: ReturnFile?, _ cover: ReturnFile.Cover, _ writer: FactWriter, _ now: Instant, _ connection: any Connection
  ) throws -> (added: Int, changed: Int, withdrawn: Int) {
    let prefix = "return:\(cover.name):", end = "return:\(cover.name);"
    var current: [String: KeptFact] = [:]
    for row in try connection.rows(
      "SELECT * FROM fact WHERE record >= \(prefix) AND record < \(end) AND closed_at IS NULL AND external_return IS NOT NULL"
    ) {
      let kept = try row.keptFact()
      current[kept.fact.kind + "\n" + kept.fact.record] = kept
    }
    var new: [Fact] = []
    var changed = 0
    for fact in file?.facts ?? [] {
      guard let before = current.removeValue(forKey: fact.kind + "\n" + fact.record) else {
        new.append(fact)
        continue
      }
      var same = fact
      same.origin = before.fact.origin
      if same == before.fact { continue }
      try writer.correct(fact.kind, record: fact.record, to: fact, at: now, in: connection)
      changed += 1
    }
    // A row that was refused says nothing; what stood stays until the row is put right.
    for (key, kept) in current where file?.refused.contains(String(kept.fact.record.dropFirst(prefix.count))) == true {
      current[key] = nil
    }
    for gone in current.values {
      try writer.correct(gone.fact.kind, record: gone.fact.record, to: nil, at: now, in: connection)
    }
    try writer.write(new, at: now, in: connection)
    return (new.count, changed, current.count)
  }

  /// Takes the latest return of its name back: what the one before it said stands again, or nothing. The reason stays.
  package func undo(_ id: ID<ExternalReturn>, reason: String, by account: String, at now: Instant) async throws {
    guard reason.contains(where: { !$0.isWhitespace }) else {
      throw Refusal("missing-field", place: "Reason", "This is empty.", remedy: "Say why the return is taken back.")
    }
    let writer = facts
    try await database.write { connection in
      guard let one = try connection.row("SELECT * FROM external_return WHERE id = \(id)")?.externalReturn(),
        one.undone == nil
      else {
        throw Refusal(
          "no-return", "There is no such return, or it was taken back already.", remedy: "Open the list of returns.")
      }
      let standing = try connection.rows(
        """
        SELECT * FROM external_return WHERE name = \(one.cover.name) AND withdrawn_at IS NULL
        ORDER BY loaded_at DESC, id DESC LIMIT 2
        """)
      guard try standing.first?.text("id") == id.text else {
        throw Refusal(
          "not-latest", place: one.cover.title, "A later file of this return has replaced it.",
          remedy: "Take the later one back first.")
      }
      try connection.run(
        """
        UPDATE external_return SET withdrawn_by = \(account), withdrawn_at = \(now), withdrawn_reason = \(reason)
        WHERE id = \(id)
        """)
      var before: ReturnFile?
      if let row = standing.dropFirst().first {
        let earlier = try row.externalReturn()
        before = try ReturnFile(
          table: PartnerTable.read(try row.blob("bytes"), fileName: earlier.fileName), cover: earlier.cover,
          id: earlier.id.text, kinds: writer.kinds)
      }
      _ = try ExternalReturns.settle(before, one.cover, writer, now, connection)
    }
  }

  package func list() async throws -> [ExternalReturn] {
    try await database.read { connection in
      // Not the bytes: a page of figures would read every file ever supplied.
      try connection.rows(
        """
        SELECT id, name, title, source, period_first, period_last, supplied_on, file_name, sha256, row_count, refused, added,
          changed, withdrawn, problems, loaded_by, loaded_at, withdrawn_by, withdrawn_at, withdrawn_reason
        FROM external_return ORDER BY name, loaded_at DESC, id DESC
        """
      ).map { try $0.externalReturn() }
    }
  }

  package func find(_ id: ID<ExternalReturn>) async throws -> ExternalReturn? {
    try await database.read { connection in
      try connection.row("SELECT * FROM external_return WHERE id = \(id)")?.externalReturn()
    }
  }

  package func bytes(_ id: ID<ExternalReturn>) async throws -> [UInt8]? {
    try await database.read { connection in
      try connection.row("SELECT bytes FROM external_return WHERE id = \(id)")?.blob("bytes")
    }
  }

  func citations() async throws -> [String: ReturnCitation] {
    try await database.read { connection in
      var out: [String: ReturnCitation] = [:]
      for row in try connection.rows("SELECT id, name, source, supplied_on, sha256, file_name FROM external_return") {
        let id = try row.text("id")
        out[id] = ReturnCitation(
          id: id, name: try row.text("name"), source: try row.text("source"), suppliedOn: try row.day("supplied_on"),
          sha256: try row.text("sha256"), fileName: try row.text("file_name"))
      }
      return out
    }
  }
}

extension Row {
  func externalReturn() throws -> ExternalReturn {
    guard let period = FactPeriod(try day("period_first"), try day("period_last")) else { throw unknown("period", "") }
    let cover = try ReturnFile.Cover(
      name: text("name"), title: text("title"), source: text("source"), period: period, suppliedOn: day("supplied_on"))
    var undone: (by: String, at: Instant, reason: String)?
    if let at = try optionalInstant("withdrawn_at") {
      undone = (try text("withdrawn_by"), at, try text("withdrawn_reason"))
    }
    return ExternalReturn(
      id: try id("id"), cover: cover, fileName: try text("file_name"), sha256: try text("sha256"),
      rows: try int("row_count"), refused: try int("refused"), added: try int("added"), changed: try int("changed"),
      withdrawn: try int("withdrawn"), problems: try text("problems").split(separator: "\n").map(String.init),
      loadedBy: try text("loaded_by"), loadedAt: try instant("loaded_at"), undone: undone)
  }
}
