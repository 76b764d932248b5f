import Basics
import CaseworkModel
import CaseworkStore
import CaseworkWeb
import Database
import Foundation
import PartnershipModel
import PartnershipStore
import TestSupport
import Testing

@testable import WebShell

@Suite struct RetentionPagesTests {
  private func with(
    _ body: (CaseFixture, (_ account: String, _ method: WebShell.Method, _ path: String, _ form: [(String, String)]) async throws -> Reply)
      async throws -> Void
  ) async throws {
    try await CaseFixture.with(.sqlite) { world in
      let store = RetentionStore(
        cases: world.store, schedule: try RetentionSchedule(text: CaseFixture.practice("retention.yaml")))
      let partners = PartnersStore(
        database: world.database, key: try ServerKey(bytes: Array(0..<32)), hashing: PasswordHashing(cost: .least))
      let routes = RetentionWeb.routes(store: store, partners: partners)
      #expect(RouteTable(routes).unreachable.isEmpty)
      try await body(world) { account, method, path, form in
        guard
          case .route(let route, let parameters) = RouteTable(routes).match(
            method.rawValue, path.split(separator: "/").map(String.init))
        else { throw NotFound() }
        let agency = account == "kit" ? "police" : "council"
        let visitor = Visitor(
          account: account, name: account, agency: agency, permissions: account == "max" ? [.readCases] : [.overseeSharing],
          session: "s", agencyID: agency, confirmedAt: CaseFixture.now)
        guard route.policy.admits(visitor) else { throw NotPermitted(.overseeSharing) }
        return try await route.handle(
          Ask(
            method: method.rawValue, path: path, parameters: parameters, form: Form(form), visitor: visitor,
            now: CaseFixture.now))
      }
    }
  }

  private func page(_ reply: Reply) throws -> Page {
    switch reply {
    case .page(let page), .status(_, let page): return page
    default: throw NotFound()
    }
  }

  @Test func `what is typed is shown as text or refused by its place, and nothing changes by a refusal`() async throws {
    try await with { world, ask in
      let evil = "<script>alert(1)</script>", home = "/oversight/retention"
      let id = try await world.begin()
      let reference = try await world.store.read(id, by: world.inquirer("jo")).cover.reference
      for (path, form) in [
        ("/holds", [("hold-reference", evil), ("hold-reason", evil)]), ("/holds", [("hold-reference", reference)]),
        ("/reviews", [("keep-reference", evil), ("keep-day", "99")]),
        ("/reviews", [("keep-reference", reference), ("keep-reason", evil)]), ("/batches", []),
      ] as [(String, [(String, String)])] {
        let answer = try page(try await ask("jo", .post, home + path, form))
        #expect(answer.status == 422 && !answer.body.text.contains("<script>"), "\(path)")
      }
      _ = try await ask("jo", .post, home + "/holds", [("hold-reference", reference), ("hold-reason", evil)])
      let shown = try page(try await ask("jo", .get, home, []))
      #expect(shown.body.text.contains("&lt;script&gt;") && !shown.body.text.contains("<script>"))
      #expect(!shown.title.isEmpty && shown.back != nil)
      #expect(!(try page(try await ask("kit", .get, home, []))).body.text.contains(reference))
    }
  }

  @Test func `a batch is not there for another agency, nor for whoever has no duty that closes its cases`() async throws {
    try await with { world, ask in
      let id = try await world.begin()
      try await world.store.close(id, reason: "Done", by: world.inquirer("jo"))
      let long = CaseFixture.now.londonDay + -900
      try await world.database.write { connection in
        _ = try connection.run("UPDATE case_file_cover SET closed_on = \(long) WHERE id = \(id)")
      }
      _ = try await ask("jo", .post, "/oversight/retention/batches", [])
      let batch = try await world.database.read { connection in
        try connection.row("SELECT id FROM retention_batch")?.text("id") ?? ""
      }
      #expect(try page(try await ask("jo", .get, "/retention/\(batch)", [])).title == "Batch of erasure")
      for account in ["kit", "max"] {
        for (method, path) in [(WebShell.Method.get, ""), (.post, "/approve"), (.get, "/certificate")] {
          await #expect(throws: NotFound.self, "\(account) \(path)") {
            _ = try await ask(account, method, "/retention/\(batch)\(path)", [])
          }
        }
      }
    }
  }
}
