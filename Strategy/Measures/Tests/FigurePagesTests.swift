import Basics
import Database
import StrategyModel
import StrategyStore
import StrategyWeb
import TestSupport
import Testing
@testable import WebShell

@Suite struct FigurePagesTests {
  private func with(_ body: (RouteTable, MeasureEngine) async throws -> Void) async throws {
    try await TestDatabase.with(.sqlite, MeasureSample.migrations) { database in
      let engine = try MeasureEngine(database, practice: MeasureSample.practice, evidence: nil)
      _ = try await ReturnsDemo.load(
        folder: Sample.repository + "/Demo/returns", returns: engine.returns, by: "Analyst", at: MeasureSample.now)
      let routes = MeasuresWeb.routes(
        engine: engine, commentaries: Commentaries(database), clock: .fixed(MeasureSample.now))
      try await body(RouteTable(routes), engine)
    }
  }

  private func ask(
    _ table: RouteTable, _ method: WebShell.Method, _ path: String, query: [String: String] = [:],
    form: [(String, String)] = []
  ) async throws -> Reply {
    guard
      case .route(let route, let parameters) = table.match(method.rawValue, path.split(separator: "/").map(String.init))
    else { throw NotFound() }
    let visitor = Visitor(
      account: "a", name: "Analyst", agency: "Council", permissions: [.readEvidence, .importEvidence, .writeReport],
      session: "s")
    return try await route.handle(
      Ask(
        method: method.rawValue, path: path, parameters: parameters, query: query.mapValues { [$0] }, form: Form(form),
        visitor: visitor, now: MeasureSample.now))
  }

  private func page(_ reply: Reply) throws -> Page {
    guard case .page(let page) = reply else { throw NotFound() }
    return page
  }

  @Test func `a figure opens to its facts, and a fact to the return that supplied it`() async throws {
    try await with { table, _ in
      let list = try page(try await ask(table, .get, "/figures", query: ["period": "2022/23"]))
      #expect(list.body.text.contains("983 referrals") && list.body.text.contains("£2,500") == false)
      let one = try page(try await ask(table, .get, "/figures/night-stars-hours", query: ["period": "2022/23"]))
      #expect(one.body.text.contains("345 hours in 2022/23.") && one.body.text.contains("72 facts"))
      #expect(one.body.text.contains("/external-returns/"))
      let share = try page(
        try await ask(table, .get, "/figures/vawg-abuse-reduced-share", query: ["period": "2022/23"]))
      #expect(share.body.text.contains("To be read beside it") && share.body.text.contains("451 of 642"))
      guard
        case .download(let bytes, _, _) = try await ask(
          table, .get, "/figures/prevent-referrals/facts.csv", query: ["period": "2022/23"])
      else { throw NotFound() }
      #expect(String(decoding: bytes, as: UTF8.self).split(separator: "\r\n").count == 22)
    }
  }

  @Test(arguments: [
    ["period": "last year"], ["as-at": "yesterday"], ["period": "2023-06-01..2022-01-01"], ["page": "-5"],
  ])
  func `a question that cannot be read is refused in words`(query: [String: String]) async throws {
    try await with { table, _ in
      let page = try page(try await ask(table, .get, "/figures/night-stars-hours", query: query))
      #expect(page.status == (query["page"] == nil ? 422 : 200))
    }
  }

  @Test func `a return handed in with hostile words is refused or stays text`() async throws {
    try await with { table, engine in
      let hostile = "<script>alert(1)</script>"
      for form in [
        [("title", hostile), ("name", "x"), ("source", "s"), ("period", "2022/23"), ("supplied", "2023-05-01")],
        [("title", "t"), ("name", hostile), ("source", "s"), ("period", "2022/23"), ("supplied", "2023-05-01")],
        [("title", "t"), ("name", "x"), ("source", "s"), ("period", "2022/23"), ("supplied", "2123-05-01")],
        [("title", "t"), ("name", "x"), ("source", "s"), ("period", hostile), ("supplied", "tomorrow")],
      ] {
        let page = try page(try await ask(table, .post, "/external-returns", form: form))
        #expect(page.status == 422 && !page.body.text.contains("<script>"))
      }
      let id = try #require(try await engine.returns.list().first?.id.text)
      let refused = try page(try await ask(table, .post, "/external-returns/\(id)/withdraw", form: [("reason", " ")]))
      #expect(refused.status == 422)
      _ = try await ask(
        table, .post, "/figures/night-stars-hours/commentary", form: [("period", "2022/23"), ("words", hostile)])
      let shown = try page(try await ask(table, .get, "/figures/night-stars-hours", query: ["period": "2022/23"]))
      #expect(shown.body.text.contains("&lt;script&gt;") && !shown.body.text.contains("<script>alert"))
    }
  }
}
