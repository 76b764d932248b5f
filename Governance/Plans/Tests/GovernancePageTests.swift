import Basics
import Database
import GovernanceModel
import GovernanceStore
import GovernanceWeb
import TestSupport
import Testing
@testable import WebShell

@Suite struct GovernancePageTests {
  private let now = GovernanceFixture.now

  private func loaded(_ body: (GovernanceFixture, GovernancePagesUnderTest) async throws -> Void) async throws {
    try await GovernanceFixture.with(.sqlite) { fixture in
      try await GovernanceDemo.load(
        folder: GovernanceFixture.repository + "/Demo/governance", store: fixture.store, by: fixture.keeper,
        clock: .fixed(now))
      try await body(fixture, try GovernancePagesUnderTest(fixture))
    }
  }

  private static let reading = [
    "", "/boards", "/structure", "/structure?on=2023-06-30", "/boards/west-end-operational", "/decisions", "/actions",
    "/actions?state=all", "/recommendations", "/risks", "/teams", "/standing-lists", "/calendar", "/duties",
    "/duties?on=2023-06-30", "/duties/strategic-assessment", "/milestones", "/plans",
    "/plans/partnership-strategy-2020",
    "/plans/asb-strategy-2023", "/events",
  ]
  private static let keeping = [
    "/boards/new", "/boards/west-end-operational/edit", "/boards/west-end-operational/terms",
    "/boards/west-end-operational/seats/new", "/boards/west-end-operational/lines",
    "/boards/west-end-operational/meetings/new", "/boards/west-end-operational/meetings/cycle", "/actions/new",
    "/recommendations/new", "/risks/new", "/teams/new", "/teams/asb-housing", "/duties/scrutiny/owner",
    "/duties/scrutiny/fulfilled", "/milestones/new", "/milestones/asb-action-plan", "/plans/new",
    "/plans/asb-strategy-2023/edit", "/plans/asb-strategy-2023/adopt", "/plans/asb-strategy-2023/launch",
    "/plans/asb-strategy-2023/refresh", "/plans/asb-strategy-2023/publish", "/plans/asb-strategy-2023/end",
    "/plans/asb-strategy-2023/links", "/plans/asb-strategy-2023/items/new/step",
    "/plans/partnership-strategy-2020/checks/plan-community-help", "/events/new", "/events/strategy-workshop-2023",
    "/statements/new",
  ]

  @Test func `every page opens for the keeper, with a title, one heading and a way back`() async throws {
    try await loaded { _, pages in
      for path in Self.reading + Self.keeping {
        let answer = await pages.get("/governance" + path)
        #expect(answer.status == 200, "\(path)")
        #expect(answer.text.contains("<title>") && answer.text.split(separator: "<h1").count == 2, "\(path)")
        #expect(answer.text.contains("/governance") || path.isEmpty, "\(path)")
        let names = answer.text.matches(of: #/id="([^"]+)"/#).map { String($0.output.1) }
        #expect(Set(names).count == names.count, "an identity stands twice on \(path)")
      }
    }
  }

  @Test func `a board member reads and changes nothing, and others see only what was published`() async throws {
    try await loaded { fixture, pages in
      for path in Self.reading {
        #expect(await pages.get("/governance" + path, as: "board-member").status == 200, "\(path)")
      }
      for path in Self.keeping {
        #expect(await pages.get("/governance" + path, as: "board-member").status == 403, "\(path)")
      }
      for path in Self.reading + Self.keeping {
        #expect(await pages.get("/governance" + path, as: "councillor").status == 403, "\(path)")
        #expect(await pages.get("/governance" + path, as: nil).status == 303, "\(path)")
      }
      let board = await pages.get("/governance/boards/west-end-operational", as: "board-member").text
      #expect(!board.contains("/edit") && board.contains("25 of 26 meetings that fell due were held."))
      let list = await pages.get("/plans/published", as: "councillor")
      #expect(list.status == 200 && list.text.contains("Safer Westminster Partnership Strategy 2020/23"))
      let summary = await pages.get("/plans/published/partnership-strategy-2020", as: "councillor").text
      #expect(
        summary.contains("Making Westminster safer by working in partnership")
          && summary.contains("countering terrorism"))
      #expect(await pages.get("/plans/published/asb-strategy-2023", as: "councillor").status == 404)
      #expect(await pages.get("/plans/published", as: "provider").status == 403)
      let refused = await pages.post("/governance/teams", [("code", "x")], as: "board-member")
      #expect(refused.status == 403)
      let teams = try await fixture.store.teams()
      #expect(teams.count == 3)
    }
  }

  @Test func `hostile input stays text or is refused, and nothing is stored of what is refused`() async throws {
    try await loaded { fixture, pages in
      let evil = "<script>alert(1)</script>\" onload=\"x"
      let board: [(String, String)] =
        [
          ("code", "evil"), ("name", evil), ("standing", "partnership"), ("parent", ""), ("chair", evil),
          ("chair-organisation", evil), ("quorum", ""), ("cycle", "monthly"), ("confidentiality", "official"),
          ("areas", evil),
        ] + pages.day("from", "1", "4", "2023")
      #expect(await pages.post("/governance/boards", board).status == 303)
      for path in ["/boards/evil", "/boards", "/structure", "/boards/evil/edit"] {
        let page = await pages.get("/governance" + path).text
        #expect(!page.contains("<script>alert") && page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"), "\(path)")
      }
      func with(_ field: String, _ value: String) -> [(String, String)] {
        board.map { $0.0 == field ? (field, value) : $0 }.map {
          $0.0 == "code" && field != "code" ? ("code", "other") : $0
        }
      }
      for (field, value) in [
        ("code", "evil"), ("code", "../x"), ("code", ""), ("name", String(repeating: "x", count: 5000)),
        ("name", "a\u{202E}b"), ("standing", "emperor"), ("cycle", "never"), ("parent", "nowhere"), ("quorum", "-1"),
        ("quorum", "99999999999999999999"), ("areas", ""), ("from-day", "99"), ("from-year", "99999999999999999999"),
      ] {
        let answer = await pages.post("/governance/boards", with(field, value))
        #expect(answer.status == 400, "\(field) \(value.prefix(20)): \(answer.status)")
      }
      let boards = try await fixture.store.boards()
      #expect(boards.count == 11)
      for (path, fields) in [
        ("/actions", [("text", ""), ("source", "other")]), ("/actions", [("text", evil), ("source", "nonsense")]),
        ("/risks", [("title", evil), ("kind", "risk"), ("likelihood", "9"), ("impact", "1")]),
        ("/recommendations", [("source", "scrutiny"), ("text", evil)]), ("/teams", [("code", "A B")]),
        ("/milestones", [("code", "ok"), ("title", "")]), ("/plans", [("code", "x"), ("kind", "coup")]),
        ("/events", [("code", "x"), ("title", evil)]), ("/statements", [("code", "x")]),
        ("/duties/scrutiny/fulfilled", [("evidence", evil)]), ("/duties/scrutiny/owner", [("owner", "")]),
        ("/plans/asb-strategy-2023/items/new/step", [("text", evil)]),
        ("/plans/asb-strategy-2023/links", [("step", evil)]),
        ("/plans/partnership-strategy-2020/checks/plan-community-help", [("met", "perhaps")]),
        ("/boards/west-end-operational/meetings/cycle", [("time", "25:99")]),
        ("/boards/west-end-operational/terms", [("terms", "")]),
        ("/boards/west-end-operational/lines", [("informs", evil)]),
      ] as [(String, [(String, String)])] {
        let answer = await pages.post("/governance" + path, fields)
        #expect(answer.status == 400, "\(path): \(answer.status)")
        #expect(!answer.text.contains("<script>alert"), "\(path)")
      }
      for path in [
        "/boards/nowhere", "/meetings/nowhere", "/actions/nowhere", "/decisions/nowhere", "/recommendations/nowhere",
        "/plans/nowhere", "/duties/nowhere", "/plans/asb-strategy-2023/items/new/crown",
        "/plans/asb-strategy-2023/checks/nothing", "/recommendations/nowhere/burn",
      ] { #expect(await pages.get("/governance" + path).status == 404, "\(path)") }
      let actions = try await fixture.store.actions(), risks = try await fixture.store.risks()
      #expect(actions.isEmpty && risks.isEmpty)
    }
  }

  @Test func `from a meeting to its effect by the pages alone`() async throws {
    try await loaded { fixture, pages in
      let base = "/governance/boards/safer-westminster-partnership"
      var answer = await pages.post(
        base + "/meetings",
        pages.day("day", "1", "6", "2026") + [
          ("time", "10:00"), ("place", "City Hall"), ("public", "yes"), ("due", "yes"),
        ])
      let meeting = try #require(answer.header("location"))
      answer = await pages.post(meeting + "/steps/held", [])
      #expect(answer.status == 303)
      let seats = try await fixture.store.seats(
        of: try #require(try await fixture.store.board("safer-westminster-partnership")).id)
      answer = await pages.post(
        meeting + "/attendance",
        seats.indices.map { ("presence-\($0)", $0 == 0 ? "absent" : "holder") }
          + seats.enumerated().map { ("senior-\($0.offset)", $0.element.id.text) })
      #expect(answer.status == 303)
      let shown = await pages.get(meeting).text
      #expect(shown.contains("4 of 5 seats were filled.") && shown.contains("Nobody in a senior position came from:"))
      answer = await pages.post(meeting + "/decisions", [("text", "Write to licensees"), ("reasons", "Violence rose")])
      let decision = try #require(answer.header("location"))
      #expect(await pages.get("/governance/standing-lists").text.contains("Decision 1"))
      let id = decision.split(separator: "/").last.map(String.init) ?? ""
      answer = await pages.post(
        "/governance/actions",
        [("decision", id), ("text", "Letters"), ("source", "decision"), ("organisation", "Business network")]
          + pages.day("due", "1", "7", "2026"))
      let action = try #require(answer.header("location"))
      #expect(!(await pages.get("/governance/standing-lists").text.contains("Decision 1</a>")))
      #expect(await pages.get("/governance/actions?state=overdue").text.contains("Letters"))
      answer = await pages.post(
        action + "/end", [("state", "done"), ("evidence", "Sent")] + pages.day("day", "2", "3", "2026"))
      #expect(answer.status == 303)
      #expect(await pages.get("/governance/standing-lists").text.contains("Letters"))
      answer = await pages.post(
        action + "/effect", [("measure", "street-crime"), ("effect", "moved"), ("note", "It fell")])
      #expect(answer.status == 303)
      #expect(!(await pages.get("/governance/standing-lists").text.contains("Letters")))
      #expect(await pages.get(decision).text.contains("The measure moved"))
    }
  }

  @Test func `a calendar opens by its secret alone and shows no words`() async throws {
    try await loaded { _, pages in
      let made = await pages.post("/governance/calendar", [], as: "board-member").text
      let address = try #require(made.firstMatch(of: #/\/governance\/calendar\/my-deadlines\.ics\?key=[0-9a-f]+/#))
      let path = String(address.output)
      let feed = await pages.get(path, as: nil)
      #expect(feed.status == 200 && feed.header("content-type") == "text/calendar; charset=utf-8")
      #expect(feed.text.hasPrefix("BEGIN:VCALENDAR"))
      let board = path.replacing("my-deadlines", with: "boards/west-end-operational")
      let meetings = await pages.get(board, as: nil).text
      #expect(meetings.split(separator: "BEGIN:VEVENT").count == 27 && meetings.contains("STATUS:CANCELLED"))
      #expect(await pages.get("/governance/calendar/my-deadlines.ics?key=0123", as: nil).status == 404)
      #expect(await pages.get("/governance/calendar/my-deadlines.ics", as: nil).status == 404)
      #expect(await pages.get("/governance/calendar/my-deadlines.ics", as: "councillor").status == 404)
      #expect(await pages.post("/governance/calendar/remove", [], as: "board-member").status == 303)
      #expect(await pages.get(path, as: nil).status == 404)
    }
  }

  @Test func `a paper for named members is not named to others`() async throws {
    try await loaded { fixture, pages in
      let board = try #require(try await fixture.store.board("safer-westminster-partnership"))
      let meeting = try await fixture.held(board)
      try await fixture.store.add(
        MeetingPaper(
          id: ID(at: now), title: "Operation in July", publication: .officialSensitive, location: "Safe 3",
          reason: "Sch. 12A paragraph 7"), to: meeting.id, by: fixture.keeper, at: now)
      let path = "/governance/meetings/\(meeting.id)"
      let keeper = await pages.get(path).text, member = await pages.get(path, as: "board-member").text
      #expect(keeper.contains("Operation in July"))
      #expect(!member.contains("Operation in July"))
      #expect(!member.contains("Safe 3"))
      #expect(member.contains("A paper for named members"))
    }
  }

  @Test func `no two routes of governance hide one another`() async throws {
    try await GovernanceFixture.with(.sqlite) { fixture in
      let routes = GovernanceWeb.routes(store: fixture.store, partners: fixture.partners, clock: .fixed(now))
      let hidden = RouteTable(routes).unreachable.map(\.path)
      #expect(hidden.isEmpty)
      #expect(routes.filter { $0.method == .post }.allSatisfy { $0.change && $0.policy != .everyone })
    }
  }
}
