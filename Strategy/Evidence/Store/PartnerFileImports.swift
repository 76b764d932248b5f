import Basics
import Database
import StrategyModel

extension PartnerFiles {
  private static let columns: SQL = """
    SELECT i.*,
      CASE WHEN i.undone_at IS NULL AND NOT EXISTS (
        SELECT 1 FROM partner_file_import n
        WHERE n.holder = i.holder AND n.set_id = i.set_id AND n.quarter = i.quarter AND n.undone_at IS NULL AND n.id > i.id
      ) THEN 1 ELSE 0 END AS is_current,
      CASE WHEN e.bytes IS NULL THEN 1 ELSE 0 END AS is_erased
    FROM partner_file_import i JOIN partner_file_extract e ON e.sha256 = i.sha256
    """

  /// Imports of one square of the calendar, or of all, newest first.
  package func imports(
    holder: String? = nil, set: String? = nil, quarter: Quarter? = nil, limit: Int = 200
  ) async throws -> [PartnerImport] {
    try await database.read { connection in
      var conditions: [SQL] = ["1 = 1"]
      if let holder { conditions.append("i.holder = \(holder)") }
      if let set { conditions.append("i.set_id = \(set)") }
      if let quarter { conditions.append("i.quarter = \(quarter.description)") }
      let sql: SQL =
        "\(sql: Self.columns) WHERE \(sql: .joined(conditions, by: " AND ")) ORDER BY i.id DESC LIMIT \(limit)"
      return try connection.rows(sql).map { try $0.partnerImport() }
    }
  }

  package func importRecord(_ id: ID<PartnerImport>) async throws -> PartnerImport? {
    try await database.read { try $0.row("\(sql: Self.columns) WHERE i.id = \(id)")?.partnerImport() }
  }

  /// The import that counts for the holder, set and quarter.
  package func current(holder: String, set: String, quarter: Quarter) async throws -> PartnerImport? {
    try await imports(holder: holder, set: set, quarter: quarter).first { $0.isCurrent }
  }

  /// The latest import that counts from the file with these bytes.
  package func current(sha256: String) async throws -> PartnerImport? {
    try await database.read {
      try $0.rows("\(sql: Self.columns) WHERE i.sha256 = \(sha256) ORDER BY i.id DESC").map { try $0.partnerImport() }
    }.first { $0.isCurrent }
  }

  /// The rows that count for the holder, set and quarter.
  package func currentRows(holder: String, set: String, quarter: Quarter) async throws -> [PartnerRow] {
    guard let held = try await current(holder: holder, set: set, quarter: quarter) else { return [] }
    return try await rows(of: held.id, from: 0, limit: Int(Int32.max))
  }

  package func rows(of id: ID<PartnerImport>, from: Int, limit: Int) async throws -> [PartnerRow] {
    try await database.read {
      try $0.rows(
        "SELECT * FROM partner_file_row WHERE import_id = \(id) ORDER BY line LIMIT \(limit) OFFSET \(max(from, 0))"
      ).map { try $0.partnerRow() }
    }
  }

  package func problems(of id: ID<PartnerImport>, from: Int = 0, limit: Int = 1000) async throws -> [PartnerRowProblem]
  {
    try await database.read {
      try $0.rows(
        "SELECT * FROM partner_file_problem WHERE import_id = \(id) ORDER BY line LIMIT \(limit) OFFSET \(max(from, 0))"
      ).map {
        PartnerRowProblem(
          line: try $0.int("line"), kind: PartnerRowProblem.Kind(rawValue: try $0.text("kind")) ?? .missing,
          field: try $0.text("field"), reason: try $0.text("reason"))
      }
    }
  }

  /// Imports the file that was looked at. `fingerprint` is that of the preview which the person saw: when the numbers are
  /// no longer those, nothing is done and the person looks again.
  package func confirm(
    _ draft: PartnerDraft, fingerprint: String, smallNumbersRead: Bool, by person: String
  ) async throws -> ID<PartnerImport> {
    let before = try await current(holder: draft.holder.id, set: draft.set.id, quarter: draft.quarter)
    let preview = try await preview(draft)
    if let blocker = preview.blockers.first { throw blocker }
    guard preview.mayBeImported else {
      throw Refusal(
        "no-rows", place: draft.fileName, "No row of the file can be taken.",
        remedy: "Look at the reasons, and mend the map or the file.")
    }
    let changed = Refusal(
      "changed-since-preview", place: draft.fileName, "What is held has changed since you looked.",
      remedy: "Look at the preview again and confirm it once more.")
    guard preview.fingerprint == fingerprint else { throw changed }
    if preview.smallNumbers != nil, !smallNumbersRead {
      throw Refusal(
        "small-numbers", place: "Small numbers", "The small-number warning is not answered.",
        remedy: "Check with the holder that nobody can be recognised, then tick the box.")
    }
    let now = clock.now(), map = try draft.map.stored, version = prescribed.version
    let id = ID<PartnerImport>(at: now)
    try await database.write { connection in
      let latest = try connection.row(
        """
        SELECT id FROM partner_file_import WHERE holder = \(draft.holder.id) AND set_id = \(draft.set.id)
        AND quarter = \(draft.quarter.description) AND undone_at IS NULL ORDER BY id DESC LIMIT 1
        """)
      guard try latest?.text("id") == before?.id.text else { throw changed }
      guard try connection.row("SELECT id FROM partner_file_draft WHERE id = \(draft.id)") != nil else {
        throw Refusal(
          "draft-gone", place: draft.fileName, "Somebody has already imported or dropped this file.",
          remedy: "Look at the calendar.")
      }
      try connection.run(
        """
        INSERT INTO partner_file_import
          (id, holder, set_id, quarter, sha256, file_name, sender, received_on, map, code_list, row_count, rejected,
           created, changed, unchanged, lost, unplaced, small_numbers, imported_by, imported_at)
        VALUES (\(id), \(draft.holder.id), \(draft.set.id), \(draft.quarter.description), \(draft.sha256),
          \(draft.fileName), \(draft.sender), \(draft.receivedOn), \(map), \(version), \(preview.rows.count),
          \(preview.rejected), \(preview.created), \(preview.changed), \(preview.unchanged), \(preview.lost),
          \(preview.unplaced), \(preview.smallNumbers?.sentence), \(person), \(now))
        """)
      try connection.batch(preview.rows.map { PartnerFiles.insert($0, id) })
      try connection.batch(
        preview.problems.map {
          """
          INSERT INTO partner_file_problem (import_id, line, kind, field, reason)
          VALUES (\(id), \($0.line), \($0.kind.rawValue), \($0.field), \($0.reason))
          """
        })
      try PartnerFiles.drop(draft.id, sha256: draft.sha256, connection)
    }
    return id
  }

  private static func insert(_ row: PartnerRow, _ id: ID<PartnerImport>) -> SQL {
    """
    INSERT INTO partner_file_row (import_id, line, reference, day, minute, category, subcategory, place, outward,
      easting, northing, longitude, latitude, quantity, details)
    VALUES (\(id), \(row.line), \(row.reference), \(row.day), \(row.minute), \(row.category), \(row.subcategory),
      \(row.place), \(row.outward), \(row.easting), \(row.northing), \(row.longitude), \(row.latitude),
      \(row.quantity), \(row.detailText))
    """
  }

  /// Takes an import back: what counted before it counts again. `erase` also removes the file's bytes, for a file that
  /// should never have been sent.
  package func undo(_ id: ID<PartnerImport>, reason: String, erase: Bool, by person: String) async throws {
    guard !reason.isEmpty else {
      throw Refusal("missing-field", place: "Reason", "This is empty.", remedy: "Say why the import is undone.")
    }
    let now = clock.now()
    try await database.write { connection in
      guard let row = try connection.row("SELECT sha256, undone_at FROM partner_file_import WHERE id = \(id)") else {
        throw Refusal("unknown-import", "There is no such import.", remedy: "Look at the calendar.")
      }
      guard try row.optionalText("undone_at") == nil else {
        throw Refusal("already-undone", "This import is already undone.", remedy: "Look at the calendar.")
      }
      try connection.run(
        """
        UPDATE partner_file_import SET undone_by = \(person), undone_at = \(now), undone_reason = \(reason) WHERE id = \(id)
        """)
      try connection.run("DELETE FROM partner_file_row WHERE import_id = \(id)")
      try connection.run("DELETE FROM partner_file_problem WHERE import_id = \(id)")
      if erase {
        let sha = try row.text("sha256")
        let others = try connection.row(
          """
          SELECT id FROM partner_file_import WHERE sha256 = \(sha) AND undone_at IS NULL
          UNION SELECT id FROM partner_file_draft WHERE sha256 = \(sha)
          """)
        guard others == nil else {
          throw Refusal(
            "file-in-use", "Another import counts from the same file.", remedy: "Undo that one first, or keep the file."
          )
        }
        try connection.run(
          "UPDATE partner_file_extract SET bytes = NULL, erased_at = \(now) WHERE sha256 = \(sha)")
      }
    }
  }
}
