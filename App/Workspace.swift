import ArgumentParser
import Audit
import Basics
import CaseworkModel
import CaseworkStore
import Database
import DeliveryStore
import FactStore
import Facts
import Foundation
import GovernanceStore
import GuardedFields
import PartnershipModel
import PartnershipStore
import StrategyModel
import StrategyStore
import Synchronization

/// Where everything lives and in which form the answer is wanted; shared by every command.
struct WorkspaceOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Where everything lives; CONCORDAT_DATA when not given, else ./data.", valueName: "dir"))
  var data: String?

  @Option(
    help: ArgumentHelp(
      "PostgreSQL by its connection string, in place of the file DIR/concordat.sqlite; CONCORDAT_DATABASE when not given.",
      valueName: "conninfo"))
  var database: String?

  @Flag(help: "Answer in JSON.")
  var json = false

  var directory: String { data ?? ProcessInfo.processInfo.environment["CONCORDAT_DATA"] ?? "data" }

  var location: Database.Location {
    get throws {
      guard let text = database ?? ProcessInfo.processInfo.environment["CONCORDAT_DATABASE"] else {
        return .sqlite(path: directory + "/concordat.sqlite")
      }
      return try Database.Location(text)
    }
  }
}

/// The opened data folder: register, evidence and figures.
struct Workspace {
  let directory: String
  let database: Database
  let evidence: EvidenceLibrary
  let figures: FigureEngine
  /// Figures counted from records; one for the process, since it holds all facts in memory.
  let measures: MeasureEngine

  static let migrations =
    AuditMigrations.all + FactMigrations.all + PartnersMigrations.all + AccessMigrations.all + AgreementMigrations.all
    + AccountabilityMigrations.all
    + PeopleMigrations.all + CaseMigrations.all + DisclosureMigrations.all + SubjectAccessMigrations.all
    + RetentionMigrations.all
    + GovernanceStore.migrations
    + EvidenceMigrations.all
    + PartnerFileMigrations.all
    + AssessmentMigrations.all + MeasureMigrations.all + ReportMigrations.all
    + DeliveryMigrations.all

  /// Opens the data folder for reading, beside a server that may be running; nothing is made and nothing changes.
  static func look(_ options: WorkspaceOptions) async throws -> Workspace {
    let directory = URL(fileURLWithPath: options.directory).path
    let location = try options.location
    if case .sqlite(let path) = location, !FileManager.default.fileExists(atPath: path) {
      throw Refusal(
        "no-data", place: directory, "Nothing has been brought in yet.",
        remedy: "Bring published files in with `concordat import`, or name another folder with --data.")
    }
    return try await join(directory, Database.open(location, mode: .readOnly))
  }

  /// Opens the data folder to work in it, making it and its tables when there are none; brings an older database up to
  /// date. Of two that want to work in it the second is refused.
  static func open(_ options: WorkspaceOptions) async throws -> Workspace {
    let directory = URL(fileURLWithPath: options.directory).path
    try makeFolder(directory)
    let database = try Database.open(try options.location)
    try await Migrations(migrations).apply(to: database, now: Clock.system.now())
    return try await join(directory, database)
  }

  /// Makes the data folder, which only its owner may read.
  static func makeFolder(_ directory: String) throws(Refusal) {
    do {
      try FileManager.default.createDirectory(
        atPath: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw Refusal(
        "no-data-folder", place: directory, "The data folder cannot be made: \(error.localizedDescription).",
        remedy: "Name a folder that you may write to with --data.")
    }
  }

  /// Databases stay until the process ends: one that is given up while its last write still returns would be taken down
  /// from within its own queue, which stops the process.
  private static let kept = Mutex<[Database]>([])

  private static func join(_ directory: String, _ database: Database) async throws -> Workspace {
    kept.withLock { $0.append(database) }
    let practice = try Installation.practice()
    let library = try await EvidenceLibrary.open(
      directory: directory, database: database, practice: practice, clock: .system)
    let figures = try FigureEngine(
      library: library, practice: practice,
      partnerFiles: PartnerFiles(database: database, practice: practice, clock: .system))
    return Workspace(
      directory: directory, database: database, evidence: library, figures: figures,
      measures: try MeasureEngine(database, practice: practice, evidence: figures))
  }

  /// The people of the partnership; the server's key for form tokens lies beside the database.
  /// - Parameter audit: where what is done to bodies is entered.
  func partners(_ audit: AuditLog? = nil) throws -> PartnersStore {
    PartnersStore(database: database, key: try ServerKey.load(path: directory + "/server.key"), audit: audit)
  }

  /// The log of who did what, under the server's own signing key.
  func auditLog() throws -> AuditLog {
    try AuditLog(
      database: database, origin: Workspace.auditOrigin, key: AuditKey.load(path: directory + "/audit.key"))
  }

  /// The name under which heads of the audit are signed; a partner's witness is given it with the key.
  static let auditOrigin = "concordat.partnership/audit"

  /// Cases, their keys and what guards them. One for the process: the key store is open once.
  ///
  /// - Parameter folder: where the key store lies, which one process at a time has open; the data folder when nil.
  /// - Parameter reads: writes the entries about reading; into the log when nil.
  func cases(_ audit: AuditLog, keys folder: String? = nil, reads: ReadAudit? = nil) async throws -> CaseStore {
    let keys = try await KeyRing.open(directory: folder ?? directory, clock: .system)
    let labels = try ActionLabel.load(Installation.text("labels.yaml"))
    return CaseStore(
      database: database, gate: AccessGate(words: try Installation.accessWords(), clock: .system), keys: keys,
      audit: audit, reads: reads ?? ReadAudit(audit, clock: .system), labels: labels,
      calendar: try WorkingCalendar(text: Installation.text("law/bank-holidays.yaml")))
  }

  func agreementPractice() throws -> AgreementPractice { try .read(practice: Installation.practice()) }

  func agreements(_ audit: AuditLog) throws -> AgreementStore {
    AgreementStore(database, practice: try agreementPractice(), audit: audit)
  }

  /// Boards, duties and plans, with the partnership's practice.
  func governance() throws -> GovernanceStore { try GovernanceStore(database, practice: Installation.practice()) }

  func partnerFiles() throws -> PartnerFiles {
    try PartnerFiles(database: database, practice: Installation.practice(), clock: .system)
  }

  /// Reports to the scrutiny committee over the figures of records.
  func reports() throws -> ReportDesk {
    ReportDesk(
      store: ReportStore(database), engine: measures, evidence: figures,
      practice: try .read(practice: Installation.practice()))
  }

  func factKinds() throws -> FactKinds { try .read(practice: Installation.practice()) }

  func assessmentPractice() throws -> AssessmentPractice { try .read(practice: Installation.practice()) }

  /// Where uploads wait until they are imported; emptied when the server starts.
  func uploads() throws -> String {
    let folder = directory + "/uploads"
    try? FileManager.default.removeItem(atPath: folder)
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    return folder
  }
}
