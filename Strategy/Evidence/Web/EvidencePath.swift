import StrategyModel
import WebShell

/// The addresses of the evidence pages, in one place: routes and links are both written from it.
package enum EvidencePath {
  package static let home = "/evidence"
  package static let explore = "/evidence/explore"
  package static let exploreCSV = "/evidence/explore.csv"
  package static let exploreJSON = "/evidence/explore.json"
  package static let breaks = "/evidence/breaks"
  package static let measures = "/evidence/measures"
  package static let imports = "/evidence/imports"
  package static let partnerFiles = "/evidence/partner-files"
  package static let partnerSets = "/evidence/partner-files/sets"

  /// The explorer showing the answer to a question.
  package static func explore(_ question: FigureQuestion) -> String { explore + Address.query(question.members) }
  package static func explore(_ members: [(String, String)]) -> String { explore + Address.query(members) }

  package static func extract(_ sha256: String) -> String { "/evidence/extracts/" + Address.encoded(sha256) }
  package static func extractFile(_ sha256: String) -> String { extract(sha256) + "/file" }
  package static func extractUndo(_ sha256: String) -> String { extract(sha256) + "/undo" }
  package static func revision(_ id: String) -> String { "/evidence/revisions/" + Address.encoded(id) }
  static func revisionCSV(_ id: String) -> String { revision(id) + "/changes.csv" }
  package static func boundaries(_ layer: String, within: String? = nil) -> String {
    "/evidence/boundaries/" + Address.encoded(layer) + ".json" + Address.query(within.map { [("within", $0)] } ?? [])
  }
  package static func importJob(_ id: String) -> String { imports + "/jobs/" + Address.encoded(id) }
  static func importJobJSON(_ id: String) -> String { importJob(id) + "/progress.json" }

  static func square(_ holder: String, _ set: String, _ quarter: Quarter) -> String {
    partnerFiles + "/" + [holder, set, quarter.description].map(Address.encoded).joined(separator: "/")
  }
  static func draft(_ id: String, _ step: String) -> String {
    partnerFiles + "/drafts/" + Address.encoded(id) + "/" + step
  }
  static func partnerImport(_ id: String) -> String { partnerFiles + "/imports/" + Address.encoded(id) }
}
