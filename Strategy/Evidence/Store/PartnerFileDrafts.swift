import Basics
import Database
import StrategyModel

extension PartnerFiles {
  /// What became of a file that was offered.
  package enum Offer: Sendable {
    case draft(ID<PartnerDraft>)
    /// The same bytes already count for this holder, set and quarter.
    case alreadyHeld(ID<PartnerImport>)
  }

  /// Takes a file to be looked at. One that shows signs of personal data is turned away and not kept.
  package func offer(
    _ bytes: [UInt8], fileName: String, holder: String, set: String, quarter: Quarter, receivedOn: Day, sender: String,
    by person: String
  ) async throws -> Offer {
    let duty = try duty(holder: holder, set: set)
    let now = clock.now(), today = now.londonDay
    guard receivedOn <= today, receivedOn > quarter.first else {
      throw Refusal(
        "bad-day", place: "Received on", "A file for \(quarter.spoken) cannot have come on \(receivedOn.spoken).",
        remedy: "Enter the day on which it came, after \(quarter.first.spoken) and not in the future.")
    }
    guard !bytes.isEmpty else {
      throw Refusal("empty-file", place: fileName, "The file is empty.", remedy: "Ask the holder to send it again.")
    }
    guard bytes.count <= PartnerFiles.largestFile else {
      throw Refusal(
        "file-too-large", place: fileName, "The file is larger than \(PartnerFiles.largestFile / 1_048_576) MB.",
        remedy: "Ask the holder for the prescribed columns of one quarter only.")
    }
    let sha = PartnerFiles.digest(bytes)
    if let held = try await current(holder: holder, set: set, quarter: quarter), held.sha256 == sha {
      return .alreadyHeld(held.id)
    }
    let table = try table(bytes, fileName)
    guard !table.rows.isEmpty else {
      throw Refusal(
        "no-rows", place: fileName, "The file has headings and no rows.",
        remedy: "If the holder has nothing for the quarter, record that it holds none.")
    }
    let findings = PersonalDataScreen.findings(in: table, for: duty.set)
    if !findings.isEmpty {
      let words = findings.map(\.sentence).joined(separator: "\n")
      let id = ID<PartnerFileRefusal>(at: now)
      try await database.write {
        try $0.run(
          """
          INSERT INTO partner_file_refusal (id, holder, set_id, quarter, sha256, file_name, findings, offered_by, offered_at)
          VALUES (\(id), \(holder), \(set), \(quarter.description), \(sha), \(fileName), \(words), \(person), \(now))
          """)
      }
      throw PersonalDataRefused(findings: findings, fileName: fileName)
    }
    let kept = try await keptMap(holder: holder, set: set)
    let map = ColumnMap.suggested(for: duty.set, headings: table.headings, kept: kept)
    let text = try map.stored
    let fits =
      kept != nil && map.headings == kept?.headings && map.problems(for: duty.set, headings: table.headings).isEmpty
    let id = ID<PartnerDraft>(at: now)
    try await database.write { connection in
      try connection.run(
        """
        INSERT INTO partner_file_extract (sha256, byte_count, bytes) VALUES (\(sha), \(bytes.count), \(bytes))
        ON CONFLICT (sha256) DO UPDATE SET bytes = excluded.bytes, erased_at = NULL
        """)
      try connection.run(
        """
        INSERT INTO partner_file_draft
          (id, holder, set_id, quarter, sha256, file_name, sender, received_on, map, map_confirmed, made_by, made_at)
        VALUES (\(id), \(holder), \(set), \(quarter.description), \(sha), \(fileName), \(sender), \(receivedOn), \(text),
          \(fits), \(person), \(now))
        """)
    }
    return .draft(id)
  }

  package func draft(_ id: ID<PartnerDraft>) async throws -> PartnerDraft? {
    guard let row = try await database.read({ try $0.row("SELECT * FROM partner_file_draft WHERE id = \(id)") }) else {
      return nil
    }
    let duty = try duty(holder: try row.text("holder"), set: try row.text("set_id"))
    return PartnerDraft(
      id: id, holder: duty.holder, set: duty.set, quarter: try row.quarter("quarter"), sha256: try row.text("sha256"),
      fileName: try row.text("file_name"), sender: try row.text("sender"), receivedOn: try row.day("received_on"),
      map: try ColumnMap.read(row.text("map")), mapConfirmed: try row.bool("map_confirmed"),
      madeBy: try row.text("made_by"), madeAt: try row.instant("made_at"))
  }

  /// Files being looked at, newest first.
  package func drafts() async throws -> [PartnerDraft] {
    let ids = try await database.read {
      try $0.rows("SELECT id FROM partner_file_draft ORDER BY id DESC").map { try $0.text("id") }
    }
    var out: [PartnerDraft] = []
    for id in ids {
      if let draft = try await draft(ID(id)) { out.append(draft) }
    }
    return out
  }

  /// The rows of the file being looked at.
  package func table(of draft: PartnerDraft) async throws -> PartnerTable {
    guard let bytes = try await bytes(of: draft.sha256) else {
      throw Refusal("file-gone", place: draft.fileName, "The file is no longer kept.", remedy: "Upload it again.")
    }
    return try table(bytes, draft.fileName)
  }

  /// Keeps the map for this file, and for the holder's next one.
  package func keep(_ map: ColumnMap, for draft: PartnerDraft, by person: String) async throws {
    let text = try map.stored
    let now = clock.now()
    try await database.write { connection in
      try connection.run("UPDATE partner_file_draft SET map = \(text), map_confirmed = 1 WHERE id = \(draft.id)")
      try connection.run(
        """
        INSERT INTO partner_file_map (holder, set_id, map, updated_by, updated_at)
        VALUES (\(draft.holder.id), \(draft.set.id), \(text), \(person), \(now))
        ON CONFLICT (holder, set_id) DO UPDATE
        SET map = excluded.map, updated_by = excluded.updated_by, updated_at = excluded.updated_at
        """)
    }
  }

  /// What importing the file would do now.
  package func preview(_ draft: PartnerDraft) async throws -> PartnerFilePreview {
    let table = try await table(of: draft)
    let held = try await currentRows(holder: draft.holder.id, set: draft.set.id, quarter: draft.quarter)
    return PartnerFileCheck(set: draft.set, quarter: draft.quarter, map: draft.map, holder: draft.holder.id)
      .preview(table, held: held)
  }

  /// Drops the file that was being looked at; its bytes go too unless an import has the same file.
  package func discard(_ draft: PartnerDraft) async throws {
    try await database.write { try PartnerFiles.drop(draft.id, sha256: draft.sha256, $0) }
  }

  static func drop(_ draft: ID<PartnerDraft>, sha256: String, _ connection: any Connection) throws {
    try connection.run("DELETE FROM partner_file_draft WHERE id = \(draft)")
    try connection.run(
      """
      DELETE FROM partner_file_extract WHERE sha256 = \(sha256)
      AND NOT EXISTS (SELECT 1 FROM partner_file_draft d WHERE d.sha256 = partner_file_extract.sha256)
      AND NOT EXISTS (SELECT 1 FROM partner_file_import i WHERE i.sha256 = partner_file_extract.sha256)
      """)
  }
}

/// A file that seems to hold personal data: what was found and where, never the values.
package struct PersonalDataRefused: Error, Sendable {
  package let findings: [PersonalDataFinding]
  package let fileName: String
}

extension PersonalDataFinding {
  /// `E-mail addresses in “Contact” (3 rows, first on lines 2, 5, 9)`.
  package var sentence: String {
    guard count > 0 else { return "\(kind.title): “\(heading)”" }
    let places = lines.map { String($0) }.joined(separator: ", ")
    let rows = count == 1 ? "1 row" : "\(count.grouped) rows"
    return "\(kind.title) in “\(heading)” (\(rows); line\(lines.count == 1 ? "" : "s") \(places))"
  }
}
