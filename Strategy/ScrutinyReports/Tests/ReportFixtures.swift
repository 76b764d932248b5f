import Basics
import Database
import Documents
import FactStore
import StrategyModel
import StrategyStore
import StrategyWeb
import TestSupport
import Testing
@testable import WebShell

/// The demonstration report over the demonstration's returns, in a database of its own.
struct ReportSample {
  static let migrations = FactMigrations.all + MeasureMigrations.all + ReportMigrations.all
  static let now = MeasureSample.now
  static let analyst = Writer(
    account: "a1", name: "Analyst", permissions: [.readEvidence, .readPublished, .writeReport, .importEvidence])
  static let manager = Writer(
    account: "m1", name: "Manager", permissions: [.readEvidence, .writeReport, .approveReport])
  static let councillor = Writer(account: "c1", name: "Councillor", permissions: [.readPublished])
  static let name = "westminster-2022-23"

  let desk: ReportDesk
  let database: Database

  /// Evidence that gives each year's share and a trend; what it says is not under test here.
  static var evidence: ScriptedEvidence {
    ScriptedEvidence { question in
      var figure = Sample.share(question: question.query)
      figure.fingerprint = question.query
      return figure
    }
  }

  static func with(_ engine: Engine = .sqlite, _ body: (ReportSample) async throws -> Void) async throws {
    try await TestDatabase.with(engine, migrations) { database in
      let practice = MeasureSample.practice, evidence = ReportSample.evidence
      let measures = try MeasureEngine(database, practice: practice, evidence: evidence)
      _ = try await ReturnsDemo.load(
        folder: Sample.repository + "/Demo/returns", returns: measures.returns, by: "Analyst", at: now)
      let desk = ReportDesk(
        store: ReportStore(database), engine: measures, evidence: evidence, practice: try .read(practice: practice))
      let problems = try await ReportDemo.load(
        Sample.repository + "/Demo/reports/westminster-2022-23.yaml", desk: desk, by: analyst, clock: .fixed(now))
      #expect(problems == [])
      try await body(ReportSample(desk: desk, database: database))
    }
  }

  func content(_ name: String = ReportSample.name) async throws -> ReportContent {
    try #require(try await desk.store.content(named: name))
  }

  /// A later file of a return in which some rows differ.
  func supply(_ name: String, at moment: Instant, _ change: (String) -> String) async throws {
    let returns = desk.engine.returns
    let all = try await returns.list()
    let latest = try #require(all.first { $0.cover.name == name && $0.undone == nil })
    let bytes = try #require(try await returns.bytes(latest.id))
    let text = String(decoding: bytes, as: UTF8.self)
    let changed = change(text)
    #expect(changed != text)
    try await returns.load(
      Array(changed.utf8), fileName: name + "-2.csv", cover: latest.cover, by: "Analyst", at: moment)
  }

  var routes: [Route] {
    ScrutinyReportsWeb.routes(desk: desk, renderer: DocumentRenderer(), clock: .fixed(ReportSample.now))
  }

  func ask(
    _ method: WebShell.Method, _ path: String, _ form: [(String, String)] = [],
    as writer: Writer? = ReportSample.analyst
  ) async throws -> Reply {
    guard
      case .route(let route, let parameters) = RouteTable(routes).match(
        method.rawValue, path.split(separator: "/").map(String.init))
    else { throw NotFound() }
    let visitor = writer.map {
      Visitor(account: $0.account, name: $0.name, agency: "Council", permissions: $0.permissions, session: "s")
    }
    guard route.policy.admits(visitor) else { throw NotPermitted(.writeReport) }
    return try await route.handle(
      Ask(
        method: method.rawValue, path: path, parameters: parameters, form: Form(form), visitor: visitor,
        now: ReportSample.now))
  }

  func page(_ path: String, as writer: Writer? = ReportSample.analyst) async throws -> String {
    guard case .page(let page) = try await ask(.get, path, as: writer) else { return "" }
    return page.title + page.body.text
  }
}
