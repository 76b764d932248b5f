import Basics
import Database
import Foundation
import GovernanceModel
import PartnershipModel
import PracticeFiles

/// Brings boards, teams, strategies and duties written as a YAML file into the database: the demonstration, or a
/// partnership's own register from elsewhere. What is there already is left as people have made it since.
package struct GovernanceDemo: Sendable {
  let store: GovernanceStore
  let author: GovernanceAuthor
  let clock: Clock
  private let bodies: [Authority.Responsibility: (id: String, name: String)]

  /// - Returns: how many records were put in.
  @discardableResult
  package static func load(
    folder: String, store: GovernanceStore, by author: GovernanceAuthor, clock: Clock
  ) async throws -> Int {
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".yaml") }.sorted()
    } catch {
      throw Refusal("no-file", place: folder, "The folder cannot be read.", remedy: "Restore it from the release.")
    }
    let demo = GovernanceDemo(store: store, author: author, clock: clock, bodies: try await store.responsibleBodies())
    var count = 0
    for name in names {
      guard let text = try? String(contentsOfFile: folder + "/" + name, encoding: .utf8) else {
        throw Refusal("no-file", place: name, "The file is not UTF-8 text.", remedy: "Restore it from the release.")
      }
      count += try await demo.load(try PracticeNode(text: text, file: name))
    }
    return count
  }

  private func load(_ root: PracticeNode) async throws -> Int {
    try root.allow(["version", "boards", "teams", "milestones", "strategies", "events", "statements", "duties"])
    var count = try await boards(root)
    count += try await teams(root)
    count += try await milestones(root)
    count += try await strategies(root)
    count += try await events(root)
    count += try await statements(root)
    count += try await duties(root)
    return count
  }

  private func boards(_ root: PracticeNode) async throws -> Int {
    let known = Set(try await store.boards().map(\.code))
    var new: [(Board, PracticeNode)] = []
    for node in try root.list("boards") {
      try node.allow([
        "code", "name", "standing", "parent", "chair", "chair-organisation", "quorum", "cycle", "areas", "place",
        "from", "informs", "terms", "seats", "meetings",
      ])
      let board = Board(
        id: ID(at: clock.now()), code: try node.text("code"), name: try node.text("name"),
        standing: try node.required("standing").word(Board.Standing.self), parent: try node.optionalText("parent"),
        chairOrganisation: try node.optionalText("chair-organisation") ?? "",
        chair: try node.optionalText("chair") ?? "", quorum: try node.optionalText("quorum").flatMap { Int($0) },
        cycle: try node["cycle"]?.word(Board.Cycle.self) ?? Board.Cycle.none, areas: try node.texts("areas"),
        place: try node.optionalText("place"), from: try node["from"]?.day())
      guard !known.contains(board.code) else { continue }
      try await store.add(board, by: author, at: clock.now())
      new.append((board, node))
    }
    for (board, node) in new { try await furnish(board, node) }
    return new.count
  }

  /// Terms, seats, lines and meetings of a board that was entered just now.
  private func furnish(_ board: Board, _ node: PracticeNode) async throws {
    let from = board.from ?? clock.now().londonDay
    if let terms = try node.optionalText("terms") {
      try await store.revise(terms: terms, from: from, reason: "", of: board, by: author, at: clock.now())
    }
    for seat in try node.list("seats") {
      try seat.allow(["authority", "title"])
      let body = try body(seat)
      try await store.add(
        BoardSeat(
          id: ID(at: clock.now()), board: board.id, organisation: body.name, authority: body.id,
          title: try seat.text("title"), isSenior: true, from: from), to: board, by: author, at: clock.now())
    }
    let told = try node.texts("informs")
    if !told.isEmpty { try await store.setLines(from: board, to: told, by: author, at: clock.now()) }
    guard let meetings = node["meetings"] else { return }
    try meetings.allow(["first", "last", "time", "not-held"])
    try await store.planCycle(
      of: board, from: try meetings.required("first").day(), through: try meetings.required("last").day(),
      time: try meetings.optionalText("time"), place: "", by: author, at: clock.now())
    var reasons: [Day: String] = [:]
    for one in try meetings.list("not-held") { reasons[try one.required("day").day()] = try one.text("reason") }
    for meeting in try await store.meetings(of: board.id) where meeting.day <= clock.now().londonDay {
      let reason = reasons[meeting.day]
      try await store.take(
        meeting.id, to: reason == nil ? .held : .cancelled, words: reason ?? "", by: author, at: clock.now())
    }
  }

  private func teams(_ root: PracticeNode) async throws -> Int {
    let known = Set(try await store.teams().map(\.code))
    var count = 0
    for node in try root.list("teams") where !known.contains(try node.text("code")) {
      try node.allow(["code", "name", "authority", "function", "purpose", "from"])
      let body = try body(node)
      try await store.save(
        GovernanceTeam(
          code: try node.text("code"), name: try node.text("name"), organisation: body.name, authority: body.id,
          function: try node.text("function"), purpose: try node.text("purpose"),
          from: try node.required("from").day()), by: author, at: clock.now())
      count += 1
    }
    return count
  }

  private func milestones(_ root: PracticeNode) async throws -> Int {
    let known = Set(try await store.milestones().map(\.code))
    var count = 0
    for node in try root.list("milestones") where !known.contains(try node.text("code")) {
      try node.allow(["code", "title", "authority", "due", "needed-for"])
      try await store.add(
        Milestone(
          code: try node.text("code"), title: try node.text("title"), organisation: try body(node).name,
          due: try node["due"]?.day(), neededFor: try node.optionalText("needed-for") ?? ""), by: author,
        at: clock.now())
      count += 1
    }
    return count
  }

  private func strategies(_ root: PracticeNode) async throws -> Int {
    let known = Set(try await store.strategies().map(\.code))
    var count = 0
    for node in try root.list("strategies") where !known.contains(try node.text("code")) {
      try node.allow([
        "code", "kind", "title", "first", "last", "organisation", "assessment", "adopted", "launched", "vision",
        "principles", "priorities", "priority-basis", "summary", "reach",
      ])
      let code = try node.text("code")
      let strategy = Strategy(
        id: ID(at: clock.now()), code: code, kind: try node.required("kind").word(Strategy.Kind.self),
        title: try node.text("title"), vision: try node.optionalText("vision") ?? "",
        first: try node.required("first").day(), last: try node.required("last").day(),
        organisation: try node.text("organisation"), assessment: try node.optionalText("assessment") ?? "")
      try await store.add(strategy, by: author, at: clock.now())
      try await fill(strategy, node)
      if let day = try node["adopted"]?.day() { try await store.adopt(code, on: day, by: author, at: clock.now()) }
      if let launched = node["launched"] {
        try await store.launch(
          code, from: try launched.required("first").day(), through: try launched.required("last").day(), by: author,
          at: clock.now())
      }
      if let summary = try node.optionalText("summary") {
        try await store.publish(
          code, introduction: summary, reach: try node.text("reach"), on: clock.now().londonDay, by: author,
          at: clock.now())
      }
      count += 1
    }
    return count
  }

  private func fill(_ strategy: Strategy, _ node: PracticeNode) async throws {
    func add(_ kind: StrategyItem.Kind, _ text: String, code: String = "", basis: String = "") async throws {
      try await store.add(
        StrategyItem(id: ID(at: clock.now()), strategy: strategy.id, kind: kind, text: text, code: code, basis: basis),
        to: strategy.code, by: author, at: clock.now())
    }
    for text in try node.texts("principles") { try await add(.principle, text) }
    let basis = try node.optionalText("priority-basis") ?? ""
    for priority in try node.list("priorities") {
      try priority.allow(["code", "text"])
      try await add(.priority, try priority.text("text"), code: try priority.text("code"), basis: basis)
    }
  }

  private func events(_ root: PracticeNode) async throws -> Int {
    let known = Set(try await store.events().map(\.code))
    var count = 0
    for node in try root.list("events") where !known.contains(try node.text("code")) {
      try node.allow(["code", "title", "day", "strategy", "purpose"])
      try await store.save(
        PlannedEvent(
          code: try node.text("code"), title: try node.text("title"), day: try node.required("day").day(),
          strategy: try node.optionalText("strategy") ?? "", purpose: try node.text("purpose")), by: author,
        at: clock.now())
      count += 1
    }
    return count
  }

  private func statements(_ root: PracticeNode) async throws -> Int {
    let known = Set(try await store.statements().map(\.code))
    var count = 0
    for node in try root.list("statements") where !known.contains(try node.text("code")) {
      try node.allow(["code", "title", "organisation", "first", "last", "location"])
      try await store.save(
        PublishedStatement(
          code: try node.text("code"), title: try node.text("title"), organisation: try node.text("organisation"),
          first: try node.required("first").day(), last: try node.required("last").day(),
          location: try node.optionalText("location") ?? ""), by: author, at: clock.now())
      count += 1
    }
    return count
  }

  private func duties(_ root: PracticeNode) async throws -> Int {
    let known = Dictionary(grouping: try await store.ledger(on: clock.now().londonDay), by: \.duty.id)
    var count = 0
    for node in try root.list("duties") {
      try node.allow(["duty", "owner", "day", "evidence"])
      guard let line = known[try node.text("duty")]?.first else {
        throw node.refusal("There is no such duty.", remedy: "Use an id of Practice/law/duties.yaml.")
      }
      let day = try node.required("day").day()
      guard !line.fulfilments.contains(where: { $0.day == day }) else { continue }
      if line.owner.isEmpty {
        try await store.setOwner(try node.text("owner"), of: line.duty, by: author, at: clock.now())
      }
      try await store.fulfil(line.duty, on: day, evidence: try node.text("evidence"), by: author, at: clock.now())
      count += 1
    }
    return count
  }

  private func body(_ node: PracticeNode) throws -> (id: String, name: String) {
    let word = try node.required("authority").word(Authority.Responsibility.self)
    guard let body = bodies[word] else {
      throw node.refusal(
        "The partnership has no \(word.label.lowercased()).", remedy: "Enter it among the authorities first.")
    }
    return body
  }
}

extension GovernanceStore {
  /// The five responsible authorities as far as they are entered.
  func responsibleBodies() async throws -> [Authority.Responsibility: (id: String, name: String)] {
    try await database.read { connection in
      var out: [Authority.Responsibility: (id: String, name: String)] = [:]
      let rows = try connection.rows(
        "SELECT id, name, responsibility FROM authority WHERE responsibility IS NOT NULL ORDER BY id DESC")
      for row in rows {
        guard let word = Authority.Responsibility(rawValue: try row.text("responsibility")) else { continue }
        out[word] = (try row.text("id"), try row.text("name"))
      }
      return out
    }
  }
}
