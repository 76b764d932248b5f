import Basics
import CaseworkModel
import CaseworkStore
import Foundation
import PartnershipModel

/// Where the program's own files are: practice and demonstration data lie beside the source they came with.
enum Installation {
  /// The folder that holds `Practice`: `CONCORDAT_HOME`, or the nearest one above the program or the working folder.
  static func home() throws(Refusal) -> String {
    let environment = ProcessInfo.processInfo.environment
    if let home = environment["CONCORDAT_HOME"], isHome(home) { return home }
    for start in [Bundle.main.executablePath ?? "", FileManager.default.currentDirectoryPath] {
      var folder = URL(fileURLWithPath: start)
      while folder.path != "/" {
        if isHome(folder.path) { return folder.path }
        folder.deleteLastPathComponent()
      }
    }
    throw Refusal(
      "no-practice", "The folder Practice, which holds law, measures and breaks as data, was not found.",
      remedy: "Set CONCORDAT_HOME to the folder that holds it.")
  }

  static func practice() throws(Refusal) -> String { try home() + "/Practice" }

  /// The words and tables of sharing, from `Practice/access`.
  static func accessWords() throws -> AccessWords {
    try AccessWords(panels: try text("access/panels.yaml"), roles: try text("access/roles.yaml"))
  }

  /// Disclosures, with the gateways, the reasons for withholding and who may ask whether somebody is known.
  static func disclosures(_ cases: CaseStore) throws -> DisclosureStore {
    DisclosureStore(
      cases: cases, gateways: try GatewayTable(text: text("law/gateways.yaml")),
      reasons: try WithholdingReasons(text: text("law/withholding.yaml")),
      knownTo: try KnownToPractice(text: text("access/known-to.yaml")))
  }

  /// Subject access requests, with the reasons for withholding and the working days.
  static func subjectAccess(_ cases: CaseStore) throws -> SubjectAccessStore {
    SubjectAccessStore(
      cases: cases, reasons: try WithholdingReasons(text: text("law/withholding.yaml")),
      calendar: try WorkingCalendar(text: text("law/bank-holidays.yaml")),
      clocks: try PracticeClocks(text: text("law/clocks.yaml")))
  }

  /// How long cases are kept, from `Practice/retention.yaml`.
  static func retention(_ cases: CaseStore) throws -> RetentionStore {
    RetentionStore(cases: cases, schedule: try RetentionSchedule(text: text("retention.yaml")))
  }

  /// Days after which an account that nobody uses is suspended, from `Practice/law/clocks.yaml`.
  static func idleDays() throws -> Int { try PracticeClocks(text: text("law/clocks.yaml")).days("account-idle") }

  /// Titles of purposes by their id, for the head of every page.
  static func purposeTitles() throws -> [String: String] {
    Dictionary(try accessWords().purposes.map { ($0.id, $0.title) }) { first, _ in first }
  }

  /// The text of a practice file.
  static func text(_ name: String) throws -> String {
    let path = try practice() + "/" + name
    guard let data = FileManager.default.contents(atPath: path), let text = String(bytes: data, encoding: .utf8) else {
      throw Refusal(
        "practice-file", place: path, "The practice file cannot be read.", remedy: "Restore it from the release.")
    }
    return text
  }

  private static func isHome(_ folder: String) -> Bool {
    FileManager.default.fileExists(atPath: folder + "/Practice/breaks.yaml")
  }
}

extension Clock {
  /// The machine's clock; only the program reads it.
  static let system = Clock { Instant(seconds: Date().timeIntervalSince1970) }
}
