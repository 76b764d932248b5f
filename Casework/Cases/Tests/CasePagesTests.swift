import Audit
import Basics
import CaseworkModel
import CaseworkStore
import CaseworkWeb
import Database
import Foundation
import PartnershipModel
import PartnershipStore
import PartnershipWeb
import TestSupport
import Testing

@testable import WebShell

@Suite struct CasePagesTests {
  /// The pages as one person in one workspace meets them, without a server.
  struct Desk {
    let world: CaseFixture
    let routes: [Route]
    var account = "jo"
    var workspace: String? = "asb-reduction"

    func ask(_ method: WebShell.Method, _ path: String, _ form: [(String, String)] = []) async throws -> Reply {
      guard
        case .route(let route, let parameters) = RouteTable(routes).match(
          method.rawValue, path.split(separator: "/").map(String.init))
      else { throw NotFound() }
      let visitor = Visitor(
        account: account, name: account, agency: "council", permissions: [.readCases], session: "s", agencyID: "council",
        confirmedAt: CaseFixture.now, workspace: workspace.map { .init(purpose: $0, title: $0) })
      guard route.policy.admits(visitor) else { throw NotPermitted(.administer) }
      return try await route.handle(
        Ask(
          method: method.rawValue, path: path, parameters: parameters, form: Form(form), visitor: visitor,
          now: CaseFixture.now))
    }

    func page(_ method: WebShell.Method = .get, _ path: String, _ form: [(String, String)] = []) async throws -> Page {
      switch try await ask(method, path, form) {
      case .page(let page), .status(_, let page): return page
      default: throw NotFound()
      }
    }
  }

  private func with(_ body: (Desk) async throws -> Void) async throws {
    try await CaseFixture.with(.sqlite) { world in
      let partners = PartnersStore(
        database: world.database, key: try ServerKey(bytes: Array(0..<32)), hashing: PasswordHashing(cost: .least))
      let routes =
        CasesWeb.routes(store: world.store, partners: partners, audit: world.audit)
        + WorkspacePages.routes(partners: partners, words: world.store.gate.words)
      #expect(RouteTable(routes).unreachable.isEmpty)
      try await body(Desk(world: world, routes: routes))
    }
  }

  @Test func `a case opens on its pages, and what was typed into it is shown as text`() async throws {
    try await with { desk in
      let evil = "<script>alert(1)</script>"
      let id = try await desk.world.begin(evil).text
      _ = try await desk.ask(
        .post, "/cases/\(id)/notes", [("kind", "fact"), ("text", evil), ("source", evil), ("category", "housing")])
      for path in ["/cases", "/cases/\(id)", "/cases/\(id)/write", "/cases/\(id)/access"] {
        let page = try await desk.page(.get, path)
        #expect(!page.body.text.contains("<script>") && !page.title.isEmpty, "\(path)")
      }
      #expect(try await desk.page(.get, "/cases/\(id)").body.text.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
    }
  }

  @Test func `a hidden case and one that is not there are told alike, by every method`() async throws {
    try await with { desk in
      let id = try await desk.world.begin().text
      var other = desk
      other.account = "max"
      for (method, path) in [
        (WebShell.Method.get, ""), (.get, "/write"), (.get, "/access"), (.post, "/notes"), (.post, "/close"),
        (.post, "/labels"), (.post, "/narrow"),
      ] {
        for wanted in [id, "01a00000-0000-7000-8000-000000000000"] {
          await #expect(throws: NotFound.self, "\(method) \(path)") {
            _ = try await other.ask(
              method, "/cases/\(wanted)\(path)",
              [("kind", "fact"), ("text", "x"), ("reason", "x"), ("label", "not-for-enforcement"), ("words", "x")])
          }
        }
      }
      #expect(try await desk.world.store.read(ID(id), by: desk.world.inquirer("jo")).notes.isEmpty)
    }
  }

  @Test(arguments: [
    [("kind", "rumour"), ("text", "x")], [("kind", "fact"), ("text", "")],
    [("kind", "fact"), ("text", String(repeating: "a", count: 30_000))],
    [("kind", "fact"), ("text", "x"), ("happened-day", "31"), ("happened-month", "2"), ("happened-year", "2026")],
    [("kind", "fact"), ("text", "x"), ("happened-day", "1"), ("happened-month", "1"), ("happened-year", "2099")],
    [("kind", "fact"), ("text", "x"), ("category", "gossip")],
    [("kind", "fact"), ("text", "x"), ("source", String(repeating: "s", count: 300))],
  ])
  func `a note that cannot be is refused and changes nothing`(form: [(String, String)]) async throws {
    try await with { desk in
      let id = try await desk.world.begin()
      await #expect(throws: Refusal.self) { _ = try await desk.ask(.post, "/cases/\(id.text)/notes", form) }
      #expect(try await desk.world.store.read(id, by: desk.world.inquirer("jo")).notes.isEmpty)
    }
  }

  @Test func `a label rules out planning what it blocks`() async throws {
    try await with { desk in
      let id = try await desk.world.begin().text
      _ = try await desk.ask(.post, "/cases/\(id)/labels", [("label", "do-not-contact-at-home"), ("words", "danger")])
      let due = [("due-day", "1"), ("due-month", "10"), ("due-year", "2026")]
      let refusal = await #expect(throws: Refusal.self) {
        _ = try await desk.ask(.post, "/cases/\(id)/actions", [("kind", "visit")] + due)
      }
      #expect(refusal?.kind == "label-blocks")
      _ = try await desk.ask(.post, "/cases/\(id)/actions", [("kind", "meeting")] + due)
      #expect(try await desk.page(.get, "/cases/\(id)").body.text.contains("Do not contact at home"))
    }
  }

  @Test func `nobody works without a workspace, and another purpose opens nothing`() async throws {
    try await with { desk in
      let id = try await desk.world.begin().text
      var aimless = desk
      aimless.workspace = nil
      guard case .redirect(let place) = try await aimless.ask(.get, "/cases/\(id)") else {
        Issue.record("a redirect was expected")
        return
      }
      #expect(place.hasPrefix("/workspace"))
      var other = desk
      other.workspace = "marac-safety"
      let page = try await other.page(.get, "/cases/\(id)")
      #expect(page.status == 403 && page.body.text.contains("deny-purpose"))
    }
  }

  @Test func `a case is begun from the form, and a bad form keeps what was typed`() async throws {
    try await with { desk in
      let bad = try await desk.page(
        .post, "/cases", [("panel", "asb"), ("family-name", " "), ("given-names", ""), ("address", "9 Typed Row")])
      #expect(bad.status == 422 && bad.body.text.contains("9 Typed Row"))
      guard
        case .redirect(let place) = try await desk.ask(
          .post, "/cases",
          [("panel", "asb"), ("family-name", "Madeup"), ("role", "victim"), ("category", "housing"), ("category", "<x>")])
      else {
        Issue.record("a redirect was expected")
        return
      }
      #expect(try await desk.page(.get, place).body.text.contains("Madeup"))
    }
  }

  @Test func `two worlds that differ in what somebody may not see answer that person alike`() async throws {
    var transcripts: [[String]] = []
    for isFuller in [false, true] {
      try await with { desk in
        let world = desk.world
        _ = try await world.store.begin(
          panel: try #require(world.store.gate.words.panel("asb")), categories: ["identity"],
          people: [(PersonParticulars(familyName: "Visible", givenNames: "Invented"), .victim)],
          by: world.inquirer("max"), name: "Max")
        if isFuller {
          for name in ["Visible", "Secretperson", "Robertson"] { _ = try await world.begin(name) }
        }
        var max = desk
        max.account = "max"
        var heard: [String] = []
        func hear(_ words: () async throws -> String) async {
          do { heard.append(try await words()) } catch let refusal as Refusal {
            heard.append("refused \(refusal.description)")
          } catch { heard.append("\(type(of: error))") }
        }
        // Identities and references are of chance in each world.
        let identity = /[0-9a-f]{8}-[0-9a-f-]{27}|ASB-2026-[0-9]{6}/
        for name in ["Visible", "Secretperson", "Robertson", "020 7946 0123", "ZZ1 1ZZ", "ASB-2026-000002"] {
          await hear { try await max.page(.post, "/cases/search", [("text", name)]).body.text.replacing(identity, with: "*") }
        }
        await hear { try await max.page(.get, "/cases").body.text.replacing(identity, with: "*") }
        for reference in ["ASB-2026-000002", "ASB-2026-000777"] {
          await hear {
            try await max.page(.post, "/cases/ask", [("reference", reference), ("words", "I need it for my work.")]).body.text
          }
        }
        transcripts.append(heard)
      }
    }
    #expect(transcripts.count == 2 && transcripts.first == transcripts.last)
    #expect(transcripts.first?.count == 9)
  }
}
