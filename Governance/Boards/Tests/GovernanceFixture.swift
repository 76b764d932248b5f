import Basics
import Database
import FactStore
import Facts
import Foundation
import GovernanceModel
import GovernanceStore
import GovernanceWeb
import PartnershipModel
import PartnershipStore
import TestSupport
import Testing
import WebShell

/// A partnership of the five responsible authorities with a keeper of its governance, and the partnership's own practice.
struct GovernanceFixture {
  static let now = Instant("2026-11-23T09:00:00Z") ?? Instant(milliseconds: 0)
  static var today: Day { now.londonDay }

  /// The checkout that these tests belong to.
  static let repository: String = {
    var url = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
    for _ in 0..<4 { url.deleteLastPathComponent() }
    return url.path
  }()

  let database: Database
  let store: GovernanceStore
  let partners: PartnersStore
  let bodies: [Authority.Responsibility: Authority]
  let keeper: GovernanceAuthor
  let reader: String

  static let unauthorised = GovernanceAuthor(account: "nobody", name: "Nobody", permissions: [.readEvidence])

  static func with(_ engine: Engine, _ body: (GovernanceFixture) async throws -> Void) async throws {
    let migrations = PartnersMigrations.all + FactMigrations.all + GovernanceStore.migrations
    try await TestDatabase.with(engine, migrations) { database in
      let partners = PartnersStore(
        database: database, key: try ServerKey(bytes: Array(0..<32)), hashing: PasswordHashing(cost: .least))
      var bodies: [Authority.Responsibility: Authority] = [:]
      for kind in Authority.Responsibility.allCases {
        bodies[kind] = try await partners.add(
          name: "\(kind.label) of Anytown", kind: .responsibleAuthority, responsibility: kind, now: now)
      }
      let council = try #require(bodies[.localAuthority])
      func account(_ name: String, _ role: Role) async throws -> String {
        let made = try await partners.create(
          name: "Pat Fictional", signInName: name, authority: council.id, roles: [role], author: nil, now: now)
        return made.account.id.text
      }
      let keeper = try await account("keeper@council.example", .manager)
      try await body(
        GovernanceFixture(
          database: database, store: try GovernanceStore(database, practice: repository + "/Practice"),
          partners: partners, bodies: bodies,
          keeper: GovernanceAuthor(account: keeper, name: "Pat Fictional", permissions: Role.manager.permissions),
          reader: try await account("reader@council.example", .boardMember)))
    }
  }

  func body(_ kind: Authority.Responsibility) throws -> Authority { try #require(bodies[kind]) }

  /// A board that stands since 1 April 2022, with a seat for each responsible authority.
  func board(
    _ code: String = "safer-anytown", parent: String? = nil, cycle: Board.Cycle = .quarterly, quorum: Int? = 3
  ) async throws -> Board {
    let board = Board(
      id: ID(at: Self.now), code: code, name: "Board \(code)", standing: .strategyGroup, parent: parent, quorum: quorum,
      cycle: cycle, areas: ["Anytown"], place: "E09000033", from: try #require(Day("2022-04-01")))
    try await store.add(board, by: keeper, at: Self.now)
    for kind in Authority.Responsibility.allCases {
      let body = try body(kind)
      try await store.add(
        BoardSeat(
          id: ID(at: Self.now), board: board.id, organisation: body.name, authority: body.id.text, title: kind.label,
          isSenior: true, from: try #require(Day("2022-04-01"))), to: board, by: keeper, at: Self.now)
    }
    return board
  }

  /// A meeting of the board that was held on the day.
  func held(_ board: Board, on day: String = "2023-06-01", isPublic: Bool = false) async throws -> Meeting {
    let meeting = Meeting(
      id: ID(at: Self.now), board: board.id, day: try #require(Day(day)), isPublic: isPublic)
    try await store.plan([meeting], of: board, by: keeper, at: Self.now)
    try await store.take(meeting.id, to: .held, by: keeper, at: Self.now)
    return try #require(try await store.meeting(meeting.id))
  }

  func action(_ text: String = "Write to every licensee.", decision: ID<Decision>? = nil, due: String = "2023-07-01")
    throws -> GovernanceAction
  {
    GovernanceAction(
      id: ID(at: Self.now), source: decision == nil ? .meeting : .decision, decision: decision, text: text,
      organisation: try body(.localAuthority).name, authority: try body(.localAuthority).id.text,
      due: try #require(Day(due)))
  }

  func strategy(_ kind: Strategy.Kind = .partnershipPlan, code: String = "plan") async throws -> Strategy {
    let strategy = Strategy(
      id: ID(at: Self.now), code: code, kind: kind, title: "Strategy \(code)", vision: "A safer town.",
      first: try #require(Day("2026-04-01")), last: try #require(Day("2029-03-31")), organisation: "Strategy group")
    try await store.add(strategy, by: keeper, at: Self.now)
    return strategy
  }

  func item(_ kind: StrategyItem.Kind, _ text: String, in strategy: Strategy, body: Authority.Responsibility? = nil)
    throws -> StrategyItem
  {
    let owner = try body.map { try self.body($0) }
    return StrategyItem(
      id: ID(at: Self.now), strategy: strategy.id, kind: kind, text: text, code: kind == .priority ? "a-priority" : "",
      basis: kind == .priority ? "Priority 1 of the assessment" : "", organisation: owner?.name ?? "",
      authority: owner?.id.text, due: kind == .step ? Day("2026-12-31") : nil)
  }

  /// The facts that stand, by kind and record.
  func facts(_ kind: String? = nil) async throws -> [KeptFact] {
    try await database.read { connection in
      try connection.rows(
        "SELECT * FROM fact WHERE closed_at IS NULL AND (\(kind) IS NULL OR kind = \(kind)) ORDER BY sequence"
      ).map { try $0.keptFact() }
    }
  }

  func closedFacts() async throws -> Int {
    try await database.read { connection in
      try connection.rows("SELECT id FROM fact WHERE closed_at IS NOT NULL").count
    }
  }
}

/// Who each session cookie stands for in tests of pages.
struct GovernanceDoor: SessionDoor {
  let visitors: [String: Visitor]

  init(_ fixture: GovernanceFixture) throws {
    let council = try fixture.body(.localAuthority).id.text
    func visitor(_ account: String, _ role: Role) -> Visitor {
      Visitor(
        account: account, name: role.label, agency: "Anytown Council", permissions: role.permissions,
        session: role.rawValue, agencyID: council)
    }
    visitors = [
      "manager": visitor(fixture.keeper.account, .manager), "board-member": visitor(fixture.reader, .boardMember),
      "councillor": visitor("councillor", .councillor), "provider": visitor("provider", .provider),
    ]
  }

  func visitor(cookies: [String: String], now: Instant) async throws -> Visitor? {
    cookies["s"].flatMap { visitors[$0] }
  }
  func formToken(session: String) -> String { "token of \(session)" }
}

/// The pages as a browser asks for them.
struct GovernancePagesUnderTest {
  let site: Site

  init(_ fixture: GovernanceFixture) throws {
    site = Site(
      routes: GovernanceWeb.routes(
        store: fixture.store, partners: fixture.partners, clock: .fixed(GovernanceFixture.now)),
      session: try GovernanceDoor(fixture), clock: .fixed(GovernanceFixture.now),
      masthead: Masthead(partnership: "Anytown Partnership", navigation: []),
      log: AccessLog(record: { _ in }, failure: { _, path, error in print("Fault on \(path): \(error)") }))
  }

  func get(_ path: String, as role: String? = "manager") async -> Response {
    await site.respond(uri: path, headers: role.map { ["cookie": "s=\($0)"] } ?? [:])
  }

  func post(_ path: String, _ fields: [(String, String)], as role: String = "manager") async -> Response {
    let all = fields + [("token", "token of \(role)"), ("key", "key-\(Int.random(in: 1_000_000_000_000...Int.max))")]
    let body = all.map { Address.encoded($0.0) + "=" + Address.encoded($0.1) }.joined(separator: "&")
    return await site.respond(
      method: "POST", uri: path,
      headers: [
        "host": "127.0.0.1:8080", "origin": "http://127.0.0.1:8080", "sec-fetch-site": "same-origin",
        "content-type": "application/x-www-form-urlencoded", "cookie": "s=\(role)",
      ], body: Array(body.utf8))
  }

  func day(_ field: String, _ day: String, _ month: String, _ year: String) -> [(String, String)] {
    [(field + "-day", day), (field + "-month", month), (field + "-year", year)]
  }
}
