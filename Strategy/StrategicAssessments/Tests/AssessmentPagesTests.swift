import Basics
import Database
import Documents
import StrategyModel
import StrategyStore
import StrategyWeb
import TestSupport
import Testing
@testable import WebShell

@Suite struct AssessmentPagesTests {
  private struct Desk {
    let routes: [Route]
    let store: AssessmentStore
    let evidence: ScriptedEvidence

    /// What the handler of the route answers to a signed-in person.
    func ask(
      _ method: WebShell.Method, _ path: String, _ form: [(String, String)] = [], as writer: Writer = Sample.analyst
    ) async throws -> Reply {
      let table = RouteTable(routes)
      guard
        case .route(let route, let parameters) = table.match(
          method.rawValue, path.split(separator: "/").map(String.init))
      else {
        throw NotFound()
      }
      let visitor = Visitor(
        account: writer.account, name: writer.name, agency: "Council", permissions: writer.permissions, session: "s")
      guard route.policy.admits(visitor) else { throw NotPermitted(.writeAssessment) }
      return try await route.handle(
        Ask(
          method: method.rawValue, path: path, parameters: parameters, form: Form(form), visitor: visitor,
          now: Sample.now))
    }

    func page(_ path: String, as writer: Writer = Sample.analyst) async throws -> String {
      guard case .page(let page) = try await ask(.get, path, as: writer) else { return "" }
      return page.title + page.body.text
    }
  }

  private func with(_ body: (Desk, String) async throws -> Void) async throws {
    try await TestDatabase.with(.sqlite, AssessmentMigrations.all) { database in
      let store = AssessmentStore(database), evidence = ScriptedEvidence()
      evidence.set(Sample.shareQuestion, Sample.share())
      let desk = Desk(
        routes: StrategicAssessmentsWeb.routes(
          store: store, evidence: evidence, boundaries: nil, renderer: DocumentRenderer(), practice: Sample.practice,
          clock: Sample.clock),
        store: store, evidence: evidence)
      let edition = Sample.edition()
      try await store.create(edition, matrix: Sample.practice.matrix, by: Sample.analyst)
      let block = try await store.addBlock(
        edition.id, section: .levels, title: "Share", text: "First.", by: Sample.analyst, at: Sample.now)
      try await body(desk, block.text)
    }
  }

  private let base = "/assessments/westminster-2023"

  @Test func `every page of an edition can be opened by its analyst`() async throws {
    try await with { (desk, block) async throws in
      for part in [
        "", "/sections/7a", "/sections/7g", "/blocks/\(block)", "/findings", "/priorities", "/priorities/new",
        "/contributions", "/comments", "/claims",
        "/refresh", "/approval", "/history", "/read",
      ] {
        #expect(try await desk.page(base + part).contains("Westminster 2023"), "\(part)")
      }
      #expect(try await desk.page("/assessments").contains("Westminster 2023"))
      #expect(try await desk.page("/assessments/new").contains("Begin an edition"))
    }
  }

  @Test func `a reader sees an edition from partner comment on and never the writing pages`() async throws {
    try await with { (desk, block) async throws in
      await #expect(throws: NotPermitted.self) { try await desk.page(base + "/read", as: Sample.reader) }
      #expect(try await !desk.page("/assessments", as: Sample.reader).contains("Westminster 2023"))
      await #expect(throws: NotPermitted.self) { try await desk.page(base + "/blocks/\(block)", as: Sample.reader) }
      await #expect(throws: NotPermitted.self) {
        try await desk.ask(.post, base + "/blocks/\(block)", [("text", "x")], as: Sample.reader)
      }
      await #expect(throws: NotPermitted.self) { try await desk.ask(.post, base + "/steps/collect", as: Sample.reader) }
    }
  }

  @Test func `a text that is too long is refused and comes back in its box`() async throws {
    try await with { (desk, block) async throws in
      let text = String(repeating: "a", count: 100_000)
      guard
        case .page(let page) = try await desk.ask(
          .post, base + "/blocks/\(block)", [("version", "1"), ("title", "Share"), ("text", text)])
      else {
        Issue.record("a page was expected")
        return
      }
      #expect(page.status == 422)
      #expect(page.body.text.contains("The text has 100,000 bytes; a block holds 60,000."))
      #expect(page.body.text.contains(text))
      #expect(try await desk.store.content(named: "westminster-2023")?.blocks.first?.text == "First.")
    }
  }

  @Test func `a script in a form is stored and shown as text`() async throws {
    try await with { (desk, block) async throws in
      let evil = "<script>alert(1)</script>"
      _ = try await desk.ask(.post, base + "/blocks/\(block)", [("version", "1"), ("title", evil), ("text", evil)])
      let page = try await desk.page(base + "/blocks/\(block)")
      #expect(!page.dropFirst(100).contains("<script>alert"))
      #expect(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
    }
  }

  @Test func `two people at one block see both texts`() async throws {
    try await with { (desk, block) async throws in
      _ = try await desk.ask(
        .post, base + "/blocks/\(block)", [("version", "1"), ("title", "Share"), ("text", "Theirs.")],
        as: Sample.manager)
      guard
        case .page(let page) = try await desk.ask(
          .post, base + "/blocks/\(block)", [("version", "1"), ("title", "Share"), ("text", "Mine.")])
      else {
        Issue.record("a page was expected")
        return
      }
      #expect(page.status == 409)
      #expect(page.body.text.contains("Theirs.</pre>") && page.body.text.contains("Mine.</textarea>"))
      #expect(page.body.text.contains("name=\"version\" value=\"2\""))
    }
  }

  @Test func `a pasted explorer address binds the figure and the text prints its number`() async throws {
    try await with { (desk, block) async throws in
      let address = "http://127.0.0.1:8080/evidence/explore?" + Sample.shareQuestion
      _ = try await desk.ask(
        .post, base + "/blocks/\(block)/figures", [("as", "share"), ("shows", "figure"), ("address", address)])
      _ = try await desk.ask(
        .post, base + "/blocks/\(block)", [("version", "1"), ("title", "Share"), ("text", "It was {figure:share}.")])
      #expect(try await desk.page(base + "/read").contains("It was <a class=\"figure-number\" href=\"#figure-share\""))
    }
  }

  @Test(arguments: [
    [("as", "share"), ("address", "javascript:alert(1)")], [("as", "Share 1"), ("address", Sample.shareQuestion)],
    [("as", "share"), ("address", "")],
    [("as", "share"), ("address", "figure=share&measure=none&area=x&period=2022/23")],
    [("as", "share"), ("shows", "film"), ("address", Sample.shareQuestion)],
  ])
  func `a bad binding is refused with its reason on the same page`(form: [(String, String)]) async throws {
    try await with { (desk, block) async throws in
      guard case .page(let page) = try await desk.ask(.post, base + "/blocks/\(block)/figures", form) else {
        Issue.record("a page was expected")
        return
      }
      #expect(page.status == 422 && page.body.text.contains("There is a problem"))
      #expect(try await desk.store.content(named: "westminster-2023")?.bindings.isEmpty == true)
    }
  }

  @Test func `a finding is changed on a page of its own, where each field has its label to itself`() async throws {
    try await with { (desk, block) async throws in
      for claim in ["First claim.", "Second claim."] {
        _ = try await desk.ask(
          .post, base + "/findings",
          [("claim", claim), ("confidence", "high"), ("reason", "counts"), ("blocks", block)])
      }
      let list = try await desk.page(base + "/findings")
      let ids = list.matches(of: /\sid="([^"]+)"/).map { String($0.1) }
      #expect(Set(ids).count == ids.count, "\(ids)")
      #expect(list.contains("<label class=\"label\" for=\"claim\">Finding</label>"))
      let finding = try #require(try await desk.store.content(named: "westminster-2023")?.findings.first)
      let page = try await desk.page(base + "/findings/\(finding.id.text)")
      #expect(page.contains("First claim.</textarea>"))
      _ = try await desk.ask(
        .post, base + "/findings",
        [
          ("finding", finding.id.text), ("claim", "Mended."), ("confidence", "low"), ("reason", "counts"),
          ("blocks", block),
        ])
      let stored = try await desk.store.content(named: "westminster-2023")?.findings.map(\.claim)
      #expect(stored == ["Mended.", "Second claim."])
      await #expect(throws: NotFound.self) { try await desk.page(base + "/findings/none") }
    }
  }

  @Test func `what is missing is listed on the overview in words`() async throws {
    try await with { (desk, _) async throws in
      let page = try await desk.page(base)
      #expect(
        page.contains(
          "reg. 7(e): “Matters that people living and working in the area think should be prioritised” has no text."))
      #expect(page.contains("No information has been asked of the police (reg. 6)."))
    }
  }

  @Test func `a comment that comes too late or too early is not lost, and is shown as text`() async throws {
    try await with { (desk, _) async throws in
      let evil = "<img src=x onerror=alert(1)> It is too short."
      guard case .page(let closed) = try await desk.ask(.post, base + "/comments", [("comment", evil)]) else {
        Issue.record("a page was expected")
        return
      }
      #expect(closed.status == 422 && closed.body.text.contains("comments are taken during partner comment"))
      #expect(closed.body.text.contains("&lt;img src=x onerror=alert(1)&gt; It is too short.</pre>"))
    }
  }

  @Test func `no two routes of the area hide one another`() async throws {
    try await with { (desk, _) async throws in #expect(RouteTable(desk.routes).unreachable.isEmpty) }
  }
}
