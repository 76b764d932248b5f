import Basics
import Database
import StrategyModel

/// What is held, as the tables say it: every extract that ever came, when it was held, and the parts it holds.
struct EvidenceRegister: Sendable {
  /// An extract with what its reading gave.
  struct Entry: Sendable {
    var extract: Extract
    /// SHA-256 of the content without its wrapping: the same table as `.csv` and as `.csv.gz` is the same.
    var content: String
    var rows: Int, kept: Int, unplaced: Int, rejected: Int
    /// The publisher that the person named at import; reading a search file again needs it.
    var publisherGiven: String?
    var reading: Int
    var parts: [ReadFile.Part]
  }

  /// A time during which an extract counted. Ordinals rise with every import.
  struct Holding: Sendable {
    let ordinal: Int
    let sha256: String
    let from: Instant
    var until: Instant?
    var reason: String?
  }

  var version: Int
  var entries: [String: Entry] = [:]
  var holdings: [Holding] = []

  /// Extracts held at a moment, or now, in the order in which they came.
  func held(at moment: Instant?) -> [Holding] {
    holdings.filter { holding in
      guard let moment else { return holding.until == nil }
      return holding.from <= moment && (holding.until.map { $0 > moment } ?? true)
    }
  }

  func isHeld(_ sha256: String) -> Bool { holdings.contains { $0.sha256 == sha256 && $0.until == nil } }

  struct PartName: Hashable, Sendable {
    let kind: SourceKind
    let publisher: String, name: String
  }

  /// One part with the extract that counts for it.
  struct Current: Sendable {
    let sha256: String
    /// Later extract dates count before earlier ones, then later imports.
    let rank: Rank
    let part: ReadFile.Part
  }

  struct Rank: Comparable, Sendable {
    let date: String
    let ordinal: Int

    static func < (a: Rank, b: Rank) -> Bool { (a.date, a.ordinal) < (b.date, b.ordinal) }
  }

  /// The current extract of every part at a moment, or now.
  func current(kind: SourceKind? = nil, at moment: Instant? = nil) -> [PartName: Current] {
    var out: [PartName: Current] = [:]
    for holding in held(at: moment) {
      guard let entry = entries[holding.sha256], kind == nil || entry.extract.kind == kind else { continue }
      let rank = Rank(date: entry.extract.extractDate, ordinal: holding.ordinal)
      for part in entry.parts {
        let name = PartName(kind: entry.extract.kind, publisher: part.publisher, name: part.name)
        if let other = out[name], other.rank > rank { continue }
        out[name] = Current(sha256: holding.sha256, rank: rank, part: part)
      }
    }
    return out
  }

  var nextOrdinal: Int { (holdings.map(\.ordinal).max() ?? 0) + 1 }
}

extension EvidenceRegister {
  static func load(_ connection: any Connection) throws -> EvidenceRegister {
    var register = EvidenceRegister(version: try version(connection))
    for row in try connection.rows(
      """
      SELECT e.sha256, e.content_sha256, e.file_name, e.kind, e.byte_count, e.publisher, e.licence, e.extract_date,
        e.rows_read, e.rows_kept, e.rows_unplaced, e.rows_rejected, e.publisher_given, e.reading,
        (SELECT max(h.held_from) FROM evidence_holding h WHERE h.sha256 = e.sha256) AS imported_at
      FROM evidence_extract e
      """)
    {
      // A kind that a later version brought is left alone.
      guard let kind = SourceKind(rawValue: try row.text("kind")) else { continue }
      let sha256 = try row.text("sha256")
      register.entries[sha256] = Entry(
        extract: Extract(
          sha256: sha256, fileName: try row.text("file_name"), kind: kind, byteCount: try row.int("byte_count"),
          publisher: try row.text("publisher"), licence: try row.text("licence"),
          extractDate: try row.text("extract_date"), importedAt: try row.optionalText("imported_at") ?? ""),
        content: try row.text("content_sha256"), rows: try row.int("rows_read"), kept: try row.int("rows_kept"),
        unplaced: try row.int("rows_unplaced"), rejected: try row.int("rows_rejected"),
        publisherGiven: try row.optionalText("publisher_given"), reading: try row.int("reading"), parts: [])
    }
    try connection.each(
      "SELECT sha256, publisher, part, row_count, unplaced, is_partial FROM evidence_part ORDER BY part"
    ) { row in
      register.entries[try row.text("sha256")]?.parts.append(
        .init(
          publisher: try row.text("publisher"), name: try row.text("part"), rows: try row.int("row_count"),
          unplaced: try row.int("unplaced"), isPartial: try row.bool("is_partial")))
    }
    for row in try connection.rows(
      "SELECT ordinal, sha256, held_from, held_until, reason FROM evidence_holding ORDER BY ordinal")
    {
      register.holdings.append(
        Holding(
          ordinal: try row.int("ordinal"), sha256: try row.text("sha256"), from: try row.instant("held_from"),
          until: try row.optionalInstant("held_until"), reason: try row.optionalText("reason")))
    }
    return register
  }

  static func version(_ connection: any Connection) throws -> Int {
    try connection.row("SELECT version FROM evidence_state WHERE id = 1")?.int("version") ?? 0
  }

  /// Moves the state on; refuses when another import landed since `version` was read.
  static func advance(_ connection: any Connection, from version: Int) throws {
    guard
      try connection.run("UPDATE evidence_state SET version = version + 1 WHERE id = 1 AND version = \(version)") == 1
    else {
      throw Refusal(
        "evidence-changed", "Another import landed while this one was being read; nothing of this one was stored.",
        remedy: "Start it again; files that are held by now are recognised.")
    }
  }

  static func insert(_ entry: Entry) -> [SQL] {
    let extract = entry.extract
    return [
      """
      INSERT INTO evidence_extract (sha256, content_sha256, file_name, kind, byte_count, publisher, licence, extract_date,
        rows_read, rows_kept, rows_unplaced, rows_rejected, publisher_given, reading)
      VALUES (\(extract.sha256), \(entry.content), \(extract.fileName), \(extract.kind.rawValue), \(extract.byteCount),
        \(extract.publisher), \(extract.licence), \(extract.extractDate), \(entry.rows), \(entry.kept), \(entry.unplaced),
        \(entry.rejected), \(entry.publisherGiven), \(entry.reading))
      ON CONFLICT (sha256) DO UPDATE SET file_name = excluded.file_name, publisher = excluded.publisher,
        licence = excluded.licence, extract_date = excluded.extract_date, publisher_given = excluded.publisher_given
      """
    ]
      + entry.parts.map { part in
        """
        INSERT INTO evidence_part (sha256, publisher, part, kind, row_count, unplaced, is_partial)
        VALUES (\(extract.sha256), \(part.publisher), \(part.name), \(extract.kind.rawValue), \(part.rows), \(part.unplaced),
          \(part.isPartial))
        ON CONFLICT (sha256, publisher, part) DO NOTHING
        """
      }
  }

  static func insert(_ holding: Holding) -> SQL {
    """
    INSERT INTO evidence_holding (ordinal, sha256, held_from, held_until, reason)
    VALUES (\(holding.ordinal), \(holding.sha256), \(holding.from), \(holding.until), \(holding.reason))
    """
  }

  static func insert(_ entry: RevisionEntry) -> SQL {
    let revision = entry.revision
    return """
      INSERT INTO evidence_revision (id, kind, publisher, part, before_sha256, after_sha256, made_at, added, lost,
        outcomes_changed, coordinates_changed, places_changed, quantities_changed, categories_changed)
      VALUES (\(entry.id), \(entry.kind.rawValue), \(entry.publisher), \(entry.month), \(entry.before), \(entry.after),
        \(entry.madeAt), \(revision.added), \(revision.lost), \(revision.outcomesChanged), \(revision.coordinatesChanged),
        \(revision.placesChanged), \(revision.quantitiesChanged), \(revision.categoriesChanged))
      """
  }

  static func revisions(_ connection: any Connection) throws -> [RevisionEntry] {
    try connection.rows("SELECT * FROM evidence_revision ORDER BY made_at DESC, id DESC").compactMap { row in
      guard let kind = SourceKind(rawValue: try row.text("kind")) else { return nil }
      var revision = Revision()
      revision.added = try row.int("added")
      revision.lost = try row.int("lost")
      revision.outcomesChanged = try row.int("outcomes_changed")
      revision.coordinatesChanged = try row.int("coordinates_changed")
      revision.placesChanged = try row.int("places_changed")
      revision.quantitiesChanged = try row.int("quantities_changed")
      revision.categoriesChanged = try row.int("categories_changed")
      return RevisionEntry(
        id: try row.text("id"), kind: kind, publisher: try row.text("publisher"), month: try row.text("part"),
        before: try row.text("before_sha256"), after: try row.text("after_sha256"), madeAt: try row.instant("made_at"),
        revision: revision)
    }
  }
}
