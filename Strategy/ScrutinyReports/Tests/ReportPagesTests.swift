import Basics
import Documents
import StrategyModel
import StrategyStore
import StrategyWeb
import TestSupport
import Testing
@testable import WebShell

@Suite struct ReportPagesTests {
  private let base = "/reports/" + ReportSample.name

  @Test func `every page of a report opens for its writer`() async throws {
    try await ReportSample.with { sample in
      let content = try await sample.content()
      let paragraph = try #require(content.numbered.last?.paragraph.id.text)
      for part in [
        "", "/header", "/paragraphs/\(paragraph)", "/figures", "/claims", "/promises", "/gate", "/checks", "/history",
        "/read",
      ] {
        #expect(try await sample.page(base + part).contains("Safer Westminster Partnership"), "\(part)")
      }
      #expect(try await sample.page("/reports").contains("The Safer Westminster Partnership"))
    }
  }

  @Test func `the document prints every number through a reference and says how each is known`() async throws {
    try await ReportSample.with { sample in
      let content = try await sample.content()
      let document = try await ReportExport.document(content, .open, desk: sample.desk, diagram: nil)
      let html = document.html(styled: false)
      for words in ["983 referrals", "98%<", "£2,800", "3,105 attendances", "345 hours", "5.5 kg"] {
        #expect(html.contains(words), "\(words)")
      }
      #expect(!html.contains("<mark>"))
      #expect(html.contains("Officer’s judgement"))
      #expect(html.contains("How each figure is known"))
    }
  }

  @Test func `an exempt paragraph is not in the open version, and neither is its figure`() async throws {
    try await ReportSample.with { sample in
      let content = try await sample.content()
      let found = try #require(content.numbered.first { $0.paragraph.text.contains("{figure:firearms}") })
      try await sample.desk.store.saveParagraph(
        found.paragraph.id, text: found.paragraph.text, subject: nil, exempt: "paragraph 7, prevention of crime",
        version: 1,
        of: content.edition.id, by: ReportSample.analyst, at: ReportSample.now)
      let changed = try await sample.content()
      let open = try await ReportExport.document(changed, .open, desk: sample.desk, diagram: nil).html(styled: false)
      let exempt = try await ReportExport.document(changed, .exempt, desk: sample.desk, diagram: nil).html(
        styled: false)
      #expect(
        !open.contains("county lines") && open.contains("not published: paragraph 7")
          && !open.contains("Firearms seized"))
      #expect(exempt.contains("county lines") && exempt.contains("Firearms seized"))
    }
  }

  @Test func `the public sees a report when it is published and not before`() async throws {
    try await ReportSample.with { sample in
      await #expect(throws: NotFound.self) { try await sample.page("/published/" + ReportSample.name, as: nil) }
      await #expect(throws: NotPermitted.self) { try await sample.page(base, as: ReportSample.councillor) }
      try await sample.desk.signOff(ReportSample.name, note: "", by: ReportSample.manager, at: ReportSample.now)
      try await sample.desk.publish(ReportSample.name, by: ReportSample.manager, at: ReportSample.now)
      #expect(try await sample.page("/published/" + ReportSample.name, as: nil).contains("983 referrals"))
      #expect(try await sample.page("/published", as: nil).contains("The Safer Westminster Partnership"))
      #expect(try await sample.page("/reports", as: ReportSample.councillor).contains("/published/"))
    }
  }

  private static let hostile = "<script>alert(1)</script>\u{202E}'; DROP TABLE fact; --"

  @Test(arguments: [
    (
      "/reports",
      [("title", hostile), ("name", hostile), ("partnership", hostile), ("period", hostile), ("previous", hostile)]
    ),
    ("/reports/westminster-2022-23/sections", [("heading", String(repeating: "x", count: 300))]),
    ("/reports/westminster-2022-23/figures", [("name", hostile), ("question", hostile)]),
    ("/reports/westminster-2022-23/figures", [("name", "good"), ("question", "measure=nothing&period=2022/23")]),
    ("/reports/westminster-2022-23/claims", [("claim", "99999"), ("sentence-0", hostile)]),
    ("/reports/westminster-2022-23/gate", [("finding", "-7"), ("id-0", hostile)]),
    ("/reports/westminster-2022-23/promises", [("candidate", hostile)]),
    ("/reports/westminster-2022-23/answers", [("due-promise", "4")]),
    (
      "/reports/westminster-2022-23/sections/nowhere/paragraphs", [("kind-nowhere", "text"), ("text-nowhere", hostile)]
    ),
  ]) func `a form with hostile input is refused in words and breaks nothing`(path: String, form: [(String, String)])
    async throws
  {
    try await ReportSample.with { sample in
      guard case .page(let page) = try await sample.ask(.post, path, form) else {
        Issue.record("\(path) took it")
        return
      }
      #expect(page.status == 422 && page.body.text.contains("problem") || page.body.text.contains("error"))
      #expect(!page.body.text.contains("<script>"))
    }
  }

  @Test func `what a hostile writer types into a paragraph stays text`() async throws {
    try await ReportSample.with { sample in
      let content = try await sample.content()
      let id = try #require(content.numbered.first?.paragraph.id.text)
      _ = try await sample.ask(
        .post, base + "/paragraphs/\(id)",
        [("version", "1"), ("text", Self.hostile + " {figure:nothing} {figure:hours.colour}")])
      let page = try await sample.page(base + "/paragraphs/\(id)")
      #expect(!page.contains("<script>") && page.contains("&lt;script&gt;"))
      #expect(try await sample.page(base + "/checks").contains("refers to “nothing”, which has no figure"))
    }
  }
}
