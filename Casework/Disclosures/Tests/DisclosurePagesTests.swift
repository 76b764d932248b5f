import Audit
import Basics
import CaseworkModel
import CaseworkStore
import CaseworkWeb
import Database
import Documents
import PartnershipModel
import PartnershipStore
import TestSupport
import Testing

@testable import WebShell

/// The pages of disclosures and of subject access requests, without a server.
@Suite struct DisclosurePagesTests {
  private static let evil = "<script>alert(1)</script>\u{202E}"

  struct Desk {
    let world: DisclosureFixture
    let routes: [Route]
    var account = "jo", agency = "council"

    func ask(_ method: WebShell.Method, _ path: String, _ form: [(String, String)] = []) async throws -> Reply {
      guard
        case .route(let route, let parameters) = RouteTable(routes).match(
          method.rawValue, path.split(separator: "/").map(String.init))
      else { throw NotFound() }
      let visitor = Visitor(
        account: account, name: account, agency: agency, permissions: [.readCases, .overseeSharing], session: "s",
        agencyID: agency, confirmedAt: CaseFixture.now, workspace: .init(purpose: "asb-reduction", title: "ASB"))
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

    /// Where a form leads to when it is taken.
    func place(_ path: String, _ form: [(String, String)]) async throws -> String {
      guard case .redirect(let place) = try await ask(.post, path, form) else { throw NotFound() }
      return place
    }

    func by(_ account: String, _ agency: String = "council") -> Desk {
      var other = self
      other.account = account
      other.agency = agency
      return other
    }
  }

  private func with(_ body: (Desk) async throws -> Void) async throws {
    try await DisclosureFixture.with(.sqlite) { world in
      let partners = PartnersStore(
        database: world.world.database, key: try ServerKey(bytes: Array(0..<32)), hashing: PasswordHashing(cost: .least))
      let routes =
        DisclosuresWeb.routes(store: world.store, partners: partners, renderer: DocumentRenderer())
        + SubjectAccessWeb.routes(
          store: SubjectAccessStore(
            cases: world.world.store, reasons: world.store.reasons,
            calendar: WorkingCalendar(holidays: [], knownUntil: CaseFixture.now.londonDay),
            clocks: try PracticeClocks(text: CaseFixture.practice("law/clocks.yaml"))),
          partners: partners, renderer: DocumentRenderer())
      #expect(RouteTable(routes).unreachable.isEmpty)
      try await body(Desk(world: world, routes: routes))
    }
  }

  private static let evilRequest = [
    ("name", evil), ("body", evil), ("wanted", evil), ("for", evil), ("necessary", evil), ("basis", evil),
  ]
  private static let evilGround = [
    ("gateway", "CDA-115"), ("necessity", evil), ("proportionality", evil), ("lawful-basis", evil),
    ("confidentiality", evil), ("identifying", evil), ("restrictions", evil), ("without-agreement", evil),
    ("delete-by-day", "1"), ("delete-by-month", "3"), ("delete-by-year", "2027"),
  ]

  @Test func `what is typed into any step of a disclosure is shown as text, and every page has a title and a way back`()
    async throws
  {
    try await with { desk in
      let record = desk.world.record.text, evil = DisclosurePagesTests.evil
      let one = try await desk.place("/cases/\(record)/disclosures", DisclosurePagesTests.evilRequest)
      _ = try await desk.place(one + "/acknowledge", [])
      _ = try await desk.place(one + "/assess", DisclosurePagesTests.evilGround)
      let items = try await desk.world.choices().flatMap { item in
        let name = "\(item.kind.rawValue):\(item.item)"
        return [
          ("item", name), ("choice-\(name)", item.kind == .note ? "redacted" : "whole"), ("text-\(name)", evil),
          ("why-\(name)", "safety"),
        ]
      }
      _ = try await desk.place(one + "/items", items)
      _ = try await desk.place(
        one + "/recipients", [("name", evil), ("body", evil), ("kind", "landlord"), ("outside-to", evil)])
      _ = try await desk.place(one + "/recipients", [("account", "kit"), ("form", "view")])
      _ = try await desk.place(one + "/redact", [])
      let ledger = "/oversight/disclosures/" + (one.split(separator: "/").last.map(String.init) ?? "")
      for path in [one, "/disclosures", "/disclosures/ask", "/cases/\(record)/disclosures", "/oversight/disclosures", ledger] {
        let page = try await desk.page(.get, path)
        #expect(!page.body.text.contains("<script>") && !page.title.isEmpty, "\(path)")
        #expect(page.back != nil || !page.crumbs.isEmpty || path == "/disclosures", "\(path)")
      }
      #expect(try await desk.page(.get, one).body.text.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
      // No field has a name twice on the page, or labels and answers would go astray.
      let ids = try await desk.page(.get, one).body.text.split(separator: " id=\"").dropFirst().compactMap {
        $0.split(separator: "\"").first.map(String.init)
      }
      #expect(Set(ids).count == ids.count, "\(Dictionary(grouping: ids) { $0 }.filter { $0.value.count > 1 }.keys.sorted())")
    }
  }

  @Test(arguments: [
    ("/assess", [("gateway", "NO-SUCH")]), ("/assess", [("gateway", "CDA-115"), ("delete-by-day", "31")]),
    ("/refuse", [("clause", "x"), ("refusal", "y")]), ("/match", [("case-reference", "' OR 1=1 --")]), ("/redact", []),
    ("/recipients", [("name", "A; B"), ("body", "x"), ("outside-to", "x")]), ("/recipients", [("account", "nobody")]),
    ("/answer", [("words", "")]), ("/approve", []),
  ] as [(String, [(String, String)])])
  func `a step that cannot be taken is refused and changes nothing`(path: String, form: [(String, String)]) async throws {
    try await with { desk in
      let one = try await desk.place("/cases/\(desk.world.record.text)/disclosures", DisclosurePagesTests.evilRequest)
      await #expect(throws: Refusal.self) { _ = try await desk.ask(.post, one + path, form) }
      let states = try await desk.world.store.ledger(by: desk.world.jo).map(\.disclosure.state)
      #expect(states == [.requested])
    }
  }

  @Test func `a disclosure and a copy are not there for whoever may not see them, by every method`() async throws {
    try await with { desk in
      let id = try await desk.world.sent(), copy = try await desk.world.mine().recipient.id
      let none = "01a00000-0000-7000-8000-000000000000"
      for (account, agency) in [("max", "council"), ("kit", "police")] {
        for wanted in [id.text, none] {
          for (method, path) in [
            (WebShell.Method.get, ""), (.post, "/acknowledge"), (.post, "/redact"), (.post, "/items"), (.get, "/copies/x"),
            (.get, "/receipts/x"),
          ] {
            await #expect(throws: NotFound.self, "\(account) \(method) \(path)") {
              _ = try await desk.by(account, agency).ask(method, "/disclosures/\(wanted)\(path)")
            }
          }
        }
      }
      for (method, path) in [
        (WebShell.Method.get, ""), (.get, "/receipt"), (.get, "/text"), (.post, "/confirm"), (.post, "/end"),
      ] {
        await #expect(throws: NotFound.self, "\(path)") {
          _ = try await desk.ask(method, "/received/\(copy.text)\(path)", [("standing", "destroyed")])
        }
      }
      await #expect(throws: NotFound.self) {
        _ = try await desk.by("kit", "police").ask(.get, "/oversight/disclosures/\(id.text)")
      }
      #expect(try await desk.by("kit", "police").page(.get, "/received/\(copy.text)").title.contains("Disclosed to you"))
    }
  }

  @Test func `a subject access request shows what was typed as text, and is not there for others`() async throws {
    try await with { desk in
      let nat = desk.by("nat"), evil = DisclosurePagesTests.evil, list = "/oversight/subject-access"
      let one = try await nat.place(
        list,
        [("given-names", evil), ("family-name", evil), ("answer-to", evil), ("scope", evil), ("regime", "uk-gdpr")])
      _ = try await nat.place(one + "/search", [])
      _ = try await nat.place(one + "/pause", [("asked", "identity")])
      _ = try await nat.place(one + "/resume", [])
      _ = try await nat.place(one + "/extend", [("longer", evil)])
      _ = try await nat.place(one + "/review", [("safety", evil)])
      for path in [list, one, one + "/answer"] {
        let page = try await nat.page(.get, path)
        #expect(!page.body.text.contains("<script>") && !page.title.isEmpty && page.back != nil, "\(path)")
      }
      for form in [[("given-names", ""), ("answer-to", "x")], [("given-names", "x"), ("answer-to", "")]] {
        #expect(try await nat.page(.post, list, form).status == 422)
      }
      for path in ["/pause", "/extend", "/review", "/end"] {
        await #expect(throws: Refusal.self, "\(path)") { _ = try await nat.ask(.post, one + path) }
      }
      for other in [desk.by("jo"), desk.by("max"), desk.by("kit", "police")] {
        for (method, path) in [(WebShell.Method.get, ""), (.post, "/search"), (.get, "/answer"), (.post, "/end"), (.get, "/file")] {
          await #expect(throws: NotFound.self, "\(other.account) \(path)") { 
            _ = try await other.ask(method, one + path, [("ending", "withdrawn"), ("ending-reason", "x")])
          }
        }
      }
    }
  }
}
