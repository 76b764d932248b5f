import ArgumentParser
import Audit
import Basics
import CaseworkStore
import DeliveryStore
import DeliveryWeb
import Foundation
import GovernanceModel
import GovernanceStore
import PartnershipModel
import PartnershipStore
import StrategyModel
import StrategyStore

struct DemoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Loads the demonstration partnership, once, and prints its sign-ins with the codes of this moment.")

  @Option(help: "How many cases of invented people to make; above 10,000 without names, to measure lists with.")
  var cases = 2_000
  @OptionGroup var workspace: WorkspaceOptions

  func run() async throws {
    let opened = try await Workspace.open(workspace)
    let now = Clock.system.now()
    let signIns = try await PartnersDemo.seed(try opened.partners(), now: now)
    try await SharingAgreementsDemo.seed(
      opened.agreements(opened.auditLog()), partners: opened.partners(), now: now)
    try await caseload(opened, signIns)
    try await importEvidence(opened)
    try await writeAssessment(opened, as: signIns)
    try await keepGovernance(opened, as: signIns)
    try await programmes(opened, signIns)
    try await PartnerFilesDemo.load(
      folder: Installation.home() + "/Demo/partner-files", files: opened.partnerFiles(),
      by: signIns.first { $0.role == .analyst }?.name ?? "Demonstration")
    let rows = try await ReturnsDemo.load(
      folder: Installation.home() + "/Demo/returns", except: ["governance"], returns: opened.measures.returns,
      by: signIns.first { $0.role == .analyst }?.name ?? "Demonstration", at: now)
    if rows > 0 { Terminal.note("Took in \(rows.grouped) rows of invented returns for 2022/23.") }
    try await writeReport(opened, as: signIns)
    if workspace.json {
      let list = JSON.array(
        signIns.map {
          [
            "role": .string($0.role.rawValue), "name": .string($0.name), "email": .string($0.signInName),
            "password": .string($0.password), "secret": .string($0.factor.base32),
            "code": .string(PartnersDemo.currentCode($0, now: now)),
          ]
        })
      print((["data": .string(opened.directory), "accounts": list] as JSON).text(indent: true))
      return
    }
    print("The demonstration partnership is in \(opened.directory). Sign in as:")
    for signIn in signIns {
      print("  \(signIn.role.rawValue)")
      print("    name      \(signIn.signInName)")
      print("    password  \(signIn.password)")
      print("    code      \(PartnersDemo.currentCode(signIn, now: now)) for this half minute")
      print("    key       \(signIn.factor.base32) for an authenticator app; `concordat demo` prints a new code")
    }
  }

  /// Services, contracts, courses and a survey without answers, in the name of the fictional manager; nothing is counted.
  private func programmes(_ opened: Workspace, _ signIns: [PartnersDemo.SignIn]) async throws {
    let accounts = try await opened.partners().accounts(), kinds = try opened.factKinds()
    guard let manager = signIns.first(where: { $0.role == .manager }),
      let account = accounts.first(where: { $0.signInName.text == manager.signInName })
    else { return }
    let entered = try await DeliveryDemo.load(
      Installation.home() + "/Demo/programmes/set-up.yaml", practice: Installation.practice(),
      registers: DeliveryRegisters.store(opened.database, facts: kinds),
      surveys: SurveyStore(database: opened.database, facts: kinds), by: account.id.text, now: Clock.system.now())
    if entered > 0 { Terminal.note("Set up programmes: \(entered) entries, none of which counts anything.") }
  }

  /// The edition is written in the name of the fictional manager.
  private func writeAssessment(_ opened: Workspace, as signIns: [PartnersDemo.SignIn]) async throws {
    let accounts = try await opened.partners().accounts()
    guard let manager = signIns.first(where: { $0.role == .manager }),
      let account = accounts.first(where: { $0.signInName.text == manager.signInName })
    else { return }
    let outcome = try await AssessmentDemo.load(
      Installation.home() + "/Demo/assessment/westminster-2023.yaml", store: AssessmentStore(opened.database),
      evidence: opened.figures, practice: opened.assessmentPractice(),
      by: Writer(account: account.id.text, name: account.name, permissions: account.roles.permissions), clock: .system)
    guard !outcome.wasLoaded else { return }
    Terminal.note("Wrote the assessment \(outcome.edition): \(outcome.figures) figures bound to evidence.")
    for problem in outcome.problems { Terminal.note("  \(problem)") }
  }

  /// The yearly report is written in the name of the fictional analyst, so that the manager can sign it.
  private func writeReport(_ opened: Workspace, as signIns: [PartnersDemo.SignIn]) async throws {
    guard let analyst = signIns.first(where: { $0.role == .analyst }),
      let account = try await opened.partners().accounts().first(where: { $0.signInName.text == analyst.signInName })
    else { return }
    let problems = try await ReportDemo.load(
      Installation.home() + "/Demo/reports/westminster-2022-23.yaml", desk: opened.reports(),
      by: Writer(account: account.id.text, name: account.name, permissions: account.roles.permissions), clock: .system)
    guard let problems else { return }
    Terminal.note("Wrote the report westminster-2022-23.")
    for problem in problems { Terminal.note("  \(problem)") }
  }

  /// Boards, strategies and duties as the report of June 2023 has them, in the name of the fictional manager.
  private func keepGovernance(_ opened: Workspace, as signIns: [PartnersDemo.SignIn]) async throws {
    let accounts = try await opened.partners().accounts()
    guard let manager = signIns.first(where: { $0.role == .manager }),
      let account = accounts.first(where: { $0.signInName.text == manager.signInName })
    else { return }
    let count = try await GovernanceDemo.load(
      folder: Installation.home() + "/Demo/governance", store: opened.governance(),
      by: GovernanceAuthor(account: account.id.text, name: account.name, permissions: account.roles.permissions),
      clock: .system)
    if count > 0 { Terminal.note("Entered \(count) records of governance: boards, teams, strategies, duties.") }
  }

  /// Duties of the fictional caseworkers, and two thousand cases of invented people over six agencies.
  private func caseload(_ opened: Workspace, _ signIns: [PartnersDemo.SignIn]) async throws {
    let partners = try opened.partners(), accounts = try await partners.accounts()
    let audit = try opened.auditLog(), cases = try await opened.cases(audit)
    let duties: [String: [String]] = [
      "jo.fictional": ["asb-officer", "case-lead", "housing-officer"], "kit.invented": ["police-liaison"],
      "lee.imaginary": ["marac-coordinator", "gangs-lead"],
      "nat.supposed": ["subject-access-officer"],
    ]
    let until = Clock.system.now().londonDay + 365
    var members: [String: [String]] = [:]
    for (name, own) in duties {
      guard let account = accounts.first(where: { $0.signInName.text.hasPrefix(name) }) else { continue }
      if try await partners.duties(of: account.id.text).isEmpty {
        try await partners.equip(account.id.text, duties: own, clearance: .restricted, trainingUntil: until)
      }
      members[account.authority.text, default: []].append(account.id.text)
    }
    // Agencies without a caseworker of their own lead cases too: in the name of nobody who signs in.
    for (index, body) in try await partners.authorities().filter(\.kind.isStatutoryPartner).prefix(6).enumerated()
    where members[body.id.text] == nil {
      members[body.id.text] = [
        try await PartnersDemo.silentCaseworker(body, number: index, partners, now: Clock.system.now())
      ]
    }
    let crews = members.sorted { $0.key < $1.key }.map { CaseloadDemo.Crew(agency: $0.key, members: $0.value.sorted()) }
    let bar = ProgressBar()
    let made = try await CaseloadDemo(store: cases, crews: crews).load(
      count: self.cases, sealing: self.cases <= 10_000
    ) { done in
      bar.show(done: Double(done) / Double(max(self.cases, 1)), "cases of invented people")
    }
    bar.finish()
    cases.close()
    if made > 0 { Terminal.note("Made \(made.grouped) cases of invented people over \(crews.count) agencies.") }
  }

  /// The two extracts of the City of London overlap, so they come with the days on which they were cut.
  private static let folders: [(path: String, extracted: String)] = [
    ("geography", "2024-12-01"), ("population", "2024-12-01"), ("context", "2023-12-01"),
    ("metropolitan-police", "2023-08-10"), ("police/city-of-london-extract-2021", "2021-01-15"),
    ("police/city-of-london-extract-2022", "2022-01-15"),
  ]

  private func importEvidence(_ opened: Workspace) async throws {
    guard try await opened.evidence.extracts().isEmpty else { return }
    let home = try Installation.home() + "/Demo/evidence/"
    let bar = ProgressBar()
    var rows = 0
    var refused: [String] = []
    let started = Date()
    for (path, extracted) in Self.folders {
      let report = try await opened.evidence.importPaths(
        [home + path], options: ImportOptions(extractDate: Day(extracted))
      ) { progress in
        bar.show(done: Double(progress.bytesDone) / Double(max(progress.bytesTotal, 1)), progress.fileName)
      }
      rows += report.rows
      refused += report.files.filter { $0.status == .refused }.map { "\($0.path): \($0.problems.first ?? "")" }
    }
    bar.finish()
    let seconds = Date().timeIntervalSince(started)
    Terminal.note("Brought in \(rows.grouped) rows of real open data in \(seconds.fixed(1)) s.")
    guard refused.isEmpty else {
      throw Refusal(
        "demonstration", "Some demonstration files were refused: \(refused.joined(separator: "; ")).",
        remedy: "Run concordat doctor, then make clean and make run.")
    }
  }
}
