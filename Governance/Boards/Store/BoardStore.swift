import Basics
import Database
import FactStore
import Facts
import GovernanceModel

/// The register of boards.
extension GovernanceStore {
  /// In the order in which they were entered; working groups after the board above them is for the drawing to do.
  package func boards() async throws -> [Board] {
    try await database.read { connection in
      try connection.rows("SELECT * FROM governance_board ORDER BY id").map { try $0.board() }
    }
  }

  package func board(_ code: String) async throws -> Board? {
    try await database.read { connection in
      try connection.row("SELECT * FROM governance_board WHERE code = \(code)")?.board()
    }
  }

  package func lines() async throws -> [BoardLine] {
    try await database.read { connection in
      try connection.rows("SELECT * FROM governance_board_line ORDER BY from_board, to_board").map {
        BoardLine(from: try $0.text("from_board"), to: try $0.text("to_board"))
      }
    }
  }

  /// Terms of reference of a board, latest first.
  package func terms(of board: ID<Board>) async throws -> [BoardTerms] {
    try await database.read { connection in
      try connection.rows("SELECT * FROM governance_board_terms WHERE board = \(board) ORDER BY from_day DESC").map {
        BoardTerms(
          from: try $0.day("from_day"), text: try $0.text("words"), reason: try $0.text("reason"),
          by: try $0.text("recorded_by"))
      }
    }
  }

  package func seats(of board: ID<Board>) async throws -> [BoardSeat] {
    try await database.read { try $0.seats(board) }
  }

  /// Enters a board. A second one of the same short name is refused.
  package func add(_ board: Board, by author: GovernanceAuthor, at now: Instant) async throws {
    let checked = try board.checked()
    try await change("board:\(checked.code)", by: author, at: now, "entered the board", checked.name) { connection in
      try connection.checkParent(of: checked)
      let added = try connection.run(
        """
        INSERT INTO governance_board (id, code, name, standing, parent, chair_organisation, chair, chair_from, chair_to,
          quorum, cycle, confidentiality, areas, place, from_day, to_day)
        VALUES (\(checked.id), \(checked.code), \(checked.name), \(checked.standing.rawValue), \(checked.parent),
          \(checked.chairOrganisation), \(checked.chair), \(checked.chairFrom), \(checked.chairTo), \(checked.quorum),
          \(checked.cycle.rawValue), \(checked.confidentiality.rawValue), \(checked.areas.joined(separator: "\n")),
          \(checked.place), \(checked.from), \(checked.to))
        ON CONFLICT DO NOTHING
        """)
      guard added == 1 else {
        throw Refusal(
          "board-exists", place: "Short name", "There is a board named “\(checked.code)” already.",
          remedy: "Choose another short name.")
      }
      try countStanding(checked, at: now, connection)
    }
  }

  /// Changes a board; its short name stays, because facts were written under it.
  package func amend(_ board: Board, by author: GovernanceAuthor, at now: Instant) async throws {
    let checked = try board.checked()
    try await change("board:\(checked.code)", by: author, at: now, "changed the board", checked.name) { connection in
      try connection.checkParent(of: checked)
      let saved = try connection.run(
        """
        UPDATE governance_board SET name = \(checked.name), standing = \(checked.standing.rawValue),
          parent = \(checked.parent), chair_organisation = \(checked.chairOrganisation), chair = \(checked.chair),
          chair_from = \(checked.chairFrom), chair_to = \(checked.chairTo), quorum = \(checked.quorum),
          cycle = \(checked.cycle.rawValue), confidentiality = \(checked.confidentiality.rawValue),
          areas = \(checked.areas.joined(separator: "\n")), place = \(checked.place), from_day = \(checked.from),
          to_day = \(checked.to)
        WHERE code = \(checked.code)
        """)
      guard saved == 1 else { throw noBoard() }
      try countStanding(checked, at: now, connection)
    }
  }

  /// A board counts from the day on which it stands; one that is not yet established counts as none.
  private func countStanding(_ board: Board, at now: Instant, _ connection: any Connection) throws {
    let fact = board.from.map { from in
      Fact(
        "board.standing", on: from, through: board.to ?? .openEnd, record: "board:\(board.code)", place: board.place,
        ["board": board.code])
    }
    try facts.correct("board.standing", record: "board:\(board.code)", to: fact, at: now, in: connection)
  }

  /// Terms of reference from a day on; what stood before stays on record.
  package func revise(
    terms: String, from day: Day, reason: String, of board: Board, by author: GovernanceAuthor, at now: Instant
  ) async throws {
    let words = try GovernanceText.checked(terms, "Terms of reference", most: 10_000, lines: true)
    let reason = try GovernanceText.optional(reason, "Why they were revised", most: 500)
    let id = ID<BoardTerms>(at: now)
    try await change("board:\(board.code)", by: author, at: now, "set the terms of reference", reason) { connection in
      let added = try connection.run(
        """
        INSERT INTO governance_board_terms (id, board, from_day, words, reason, recorded_by)
        VALUES (\(id), \(board.id), \(day), \(words), \(reason), \(author.name)) ON CONFLICT DO NOTHING
        """)
      guard added == 1 else {
        throw Refusal(
          "terms-exist", place: "From", "Terms that count from \(day.spoken) stand already.",
          remedy: "Choose a later day.")
      }
    }
  }

  package func add(_ seat: BoardSeat, to board: Board, by author: GovernanceAuthor, at now: Instant) async throws {
    let seat = try seat.checked()
    try await change("board:\(board.code)", by: author, at: now, "added a seat", "\(seat.organisation): \(seat.title)")
    {
      connection in
      try connection.checkAuthority(seat.authority)
      try connection.run(
        """
        INSERT INTO governance_seat (id, board, organisation, authority, title, holder, deputy, senior, from_day, to_day)
        VALUES (\(seat.id), \(board.id), \(seat.organisation), \(seat.authority), \(seat.title), \(seat.holder),
          \(seat.deputy), \(seat.isSenior), \(seat.from), \(seat.to))
        """)
    }
  }

  /// Ends a seat on a day; attendance that was recorded for it stays.
  package func end(
    _ seat: ID<BoardSeat>, of board: Board, on day: Day, by author: GovernanceAuthor, at now: Instant
  ) async throws {
    try await change("board:\(board.code)", by: author, at: now, "ended a seat", day.spoken) { connection in
      let saved = try connection.run(
        """
        UPDATE governance_seat SET to_day = \(day)
        WHERE id = \(seat) AND board = \(board.id) AND to_day IS NULL AND from_day <= \(day)
        """)
      guard saved == 1 else {
        throw Refusal(
          "no-seat", place: "Seat", "There is no such seat that stands on \(day.spoken).",
          remedy: "Choose a day after it began.")
      }
    }
  }

  /// Which other boards are told of this one's work.
  package func setLines(
    from board: Board, to others: [String], by author: GovernanceAuthor, at now: Instant
  ) async throws {
    let wanted = Set(others)
    try await change(
      "board:\(board.code)", by: author, at: now, "set lines of information", wanted.sorted().joined(separator: ", ")
    ) { connection in
      try connection.run("DELETE FROM governance_board_line WHERE from_board = \(board.code)")
      for other in wanted.sorted() where other != board.code {
        guard try connection.row("SELECT id FROM governance_board WHERE code = \(other)") != nil else {
          throw noBoard()
        }
        try connection.run(
          "INSERT INTO governance_board_line (from_board, to_board) VALUES (\(board.code), \(other))")
      }
    }
  }
}

func noBoard() -> Refusal {
  Refusal("no-board", place: "Board", "There is no such board.", remedy: "Choose one from the register.")
}

extension Connection {
  /// The board above must exist, and not answer to this one by any number of steps.
  fileprivate func checkParent(of board: Board) throws {
    var above = board.parent, steps = 0
    while let code = above {
      guard let row = try row("SELECT parent FROM governance_board WHERE code = \(code)") else { throw noBoard() }
      above = try row.optionalText("parent")
      steps += 1
      guard above != board.code, steps < 20 else {
        throw Refusal(
          "parent", place: "Answers to", "That board answers to this one.", remedy: "Choose a board above it, or none.")
      }
    }
  }

  func seats(_ board: ID<Board>) throws -> [BoardSeat] {
    try rows("SELECT * FROM governance_seat WHERE board = \(board) ORDER BY organisation, id").map { row in
      BoardSeat(
        id: try row.id("id"), board: try row.id("board"), organisation: try row.text("organisation"),
        authority: try row.optionalText("authority"), title: try row.text("title"), holder: try row.text("holder"),
        deputy: try row.text("deputy"), isSenior: try row.bool("senior"), from: try row.day("from_day"),
        to: try row.optionalDay("to_day"))
    }
  }
}

extension Row {
  func board() throws -> Board {
    Board(
      id: try id("id"), code: try text("code"), name: try text("name"), standing: try governanceWord("standing"),
      parent: try optionalText("parent"), chairOrganisation: try text("chair_organisation"), chair: try text("chair"),
      chairFrom: try optionalDay("chair_from"), chairTo: try optionalDay("chair_to"), quorum: try optionalInt("quorum"),
      cycle: try governanceWord("cycle"), confidentiality: try governanceWord("confidentiality"),
      areas: try text("areas").split(separator: "\n").map(String.init), place: try optionalText("place"),
      from: try optionalDay("from_day"), to: try optionalDay("to_day"))
  }
}
