import Basics
import Database
import StrategyModel

/// A file that somebody sent and is being mapped and looked at; nothing of it counts yet.
package struct PartnerDraft: Sendable {
  package let id: ID<PartnerDraft>
  package let holder: PartnerHolder
  package let set: PrescribedSet
  package let quarter: Quarter
  package let sha256: String
  package let fileName: String
  /// Team or mailbox that sent it.
  package let sender: String
  package let receivedOn: Day
  package let map: ColumnMap
  /// Whether somebody has looked at the map for this file, or used one that was kept.
  package let mapConfirmed: Bool
  package let madeBy: String
  package let madeAt: Instant
}

/// One import of a partner's file.
package struct PartnerImport: Sendable {
  package struct Undoing: Sendable, Hashable {
    package let by: String
    package let at: Instant
    package let reason: String
  }
  package let id: ID<PartnerImport>
  /// Identifiers of holder and set, which a later practice file may no longer have.
  package let holder: String
  package let set: String
  package let quarter: Quarter
  package let sha256: String
  package let fileName: String
  package let sender: String
  package let receivedOn: Day
  /// Version of the code lists under which it was read.
  package let codeList: String
  package let rows: Int
  package let rejected: Int
  package let created: Int, changed: Int, unchanged: Int, lost: Int
  package let unplaced: Int
  /// The small-number warning that was read and accepted.
  package let smallNumbers: String?
  package let importedBy: String
  package let importedAt: Instant
  package let undone: Undoing?
  /// Whether its rows are the ones that count for its holder, set and quarter.
  package let isCurrent: Bool
  /// Whether the file's bytes were erased.
  package let isErased: Bool
}

/// A file that was turned away because it seemed to hold personal data; the file itself was not kept.
package struct PartnerFileRefusal: Sendable {
  package let holder: String
  package let set: String
  package let quarter: Quarter
  package let sha256: String
  package let fileName: String
  package let findings: String
  package let offeredBy: String
  package let offeredAt: Instant
}

extension Row {
  func quarter(_ column: String) throws -> Quarter {
    let text = try text(column)
    guard let quarter = Quarter(text) else {
      throw Refusal(
        "unreadable-quarter", place: text, "A stored quarter cannot be read.", remedy: "Run concordat doctor.")
    }
    return quarter
  }

  func partnerRow() throws -> PartnerRow {
    PartnerRow(
      line: try int("line"), reference: try text("reference"), day: try optionalText("day"),
      minute: try optionalInt("minute"), category: try text("category"), subcategory: try text("subcategory"),
      place: try text("place"), outward: try text("outward"), easting: try optionalInt("easting"),
      northing: try optionalInt("northing"), longitude: try optionalInt("longitude"),
      latitude: try optionalInt("latitude"), quantity: try int("quantity"),
      details: PartnerRow.details(try text("details")))
  }

  func partnerImport() throws -> PartnerImport {
    let undone = try optionalInstant("undone_at").map {
      PartnerImport.Undoing(by: try text("undone_by"), at: $0, reason: try text("undone_reason"))
    }
    return PartnerImport(
      id: try id("id"), holder: try text("holder"), set: try text("set_id"), quarter: try quarter("quarter"),
      sha256: try text("sha256"), fileName: try text("file_name"), sender: try text("sender"),
      receivedOn: try day("received_on"), codeList: try text("code_list"), rows: try int("row_count"),
      rejected: try int("rejected"), created: try int("created"), changed: try int("changed"),
      unchanged: try int("unchanged"), lost: try int("lost"), unplaced: try int("unplaced"),
      smallNumbers: try optionalText("small_numbers"), importedBy: try text("imported_by"),
      importedAt: try instant("imported_at"), undone: undone, isCurrent: try bool("is_current"),
      isErased: try bool("is_erased"))
  }
}
