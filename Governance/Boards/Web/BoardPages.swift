import Basics
import GovernanceModel
import GovernanceStore
import PartnershipModel
import PartnershipStore
import WebShell

/// The register of boards, the drawing of it, and the page of each board.
extension GovernanceDesk {
  var boardRoutes: [Route] {
    [
      view(GovernancePath.boards) { try await boardList($0) },
      view(GovernancePath.structure) { try await structure($0) },
      form(GovernancePath.boards + "/new") { _ in try await boardForm(nil) },
      change(GovernancePath.boards) { ask, author in
        let board = try typedBoard(ask, id: ID(at: clock.now()), code: ask.typed("code"))
        try await store.add(board, by: author, at: clock.now())
        return GovernancePath.of(GovernancePath.boards, board.code.trimmed)
      },
      view(GovernancePath.boards + "/:board") { ask in try await boardPage(ask, try await board(ask)) },
      form(GovernancePath.boards + "/:board/edit") { ask in try await boardForm(try await board(ask)) },
      change(GovernancePath.boards + "/:board/edit") { ask, author in
        let held = try await board(ask)
        try await store.amend(typedBoard(ask, id: held.id, code: held.code), by: author, at: clock.now())
        return path(held)
      },
      form(GovernancePath.boards + "/:board/terms") { ask in termsForm(try await board(ask)) },
      change(GovernancePath.boards + "/:board/terms") { ask, author in
        let held = try await board(ask)
        try await store.revise(
          terms: ask.typed("terms"), from: try ask.requiredDay("from", "From"), reason: ask.typed("reason"), of: held,
          by: author, at: clock.now())
        return path(held)
      },
      form(GovernancePath.boards + "/:board/seats/new") { ask in try await seatForm(try await board(ask)) },
      change(GovernancePath.boards + "/:board/seats") { ask, author in
        let held = try await board(ask), body = try await organisation(ask)
        let seat = BoardSeat(
          id: ID(at: clock.now()), board: held.id, organisation: body.name, authority: body.authority,
          title: ask.typed("title"), holder: ask.typed("holder"), deputy: ask.typed("deputy"),
          isSenior: ask.form["senior"] == "yes", from: try ask.requiredDay("from", "From"))
        try await store.add(seat, to: held, by: author, at: clock.now())
        return path(held)
      },
      form(GovernancePath.boards + "/:board/seats/:seat/end") { ask in
        let held = try await board(ask), id = try ask.parameter("seat")
        guard let seat = try await store.seats(of: held.id).first(where: { $0.id.text == id && $0.to == nil }) else {
          throw NotFound()
        }
        return formPage(
          "End a seat", caption: held.name, under: crumbs(held),
          action: GovernancePath.of(path(held), "seats", id, "end"), submit: "End it",
          lead: "\(seat.organisation): \(seat.title). Attendance that was recorded stays.",
          UI.dateField("day", "Last day", value: today.boxes))
      },
      change(GovernancePath.boards + "/:board/seats/:seat/end") { ask, author in
        let held = try await board(ask)
        try await store.end(
          ID(try ask.parameter("seat")), of: held, on: try ask.requiredDay("day", "Last day"), by: author,
          at: clock.now())
        return path(held)
      },
      form(GovernancePath.boards + "/:board/lines") { ask in try await linesForm(try await board(ask)) },
      change(GovernancePath.boards + "/:board/lines") { ask, author in
        let held = try await board(ask)
        try await store.setLines(from: held, to: ask.form.all("informs"), by: author, at: clock.now())
        return path(held)
      },
    ]
  }

  func path(_ board: Board) -> String { GovernancePath.of(GovernancePath.boards, board.code) }
  func crumbs(_ board: Board) -> [(String, String)] {
    [("Boards", GovernancePath.boards), (board.name, path(board))]
  }

  func board(_ ask: Ask) async throws -> Board {
    guard let board = try await store.board(try ask.parameter("board")) else { throw NotFound() }
    return board
  }

  private func boardList(_ ask: Ask) async throws -> Page {
    let boards = try await store.boards()
    return page(
      "Boards and groups", wide: true,
      """
      <p>\(UI.link("See the structure as a drawing", href: GovernancePath.structure))</p>
      \(when: ask.keeps, "<p>\(UI.buttonLink("Enter a board", href: GovernancePath.boards + "/new"))</p>")
      \(BoardDiagram.table(boards: boards, on: today) { path($0) })
      """)
  }

  private func structure(_ ask: Ask) async throws -> Page {
    let boards = try await store.boards(), lines = try await store.lines()
    let day = ask.query["on"].flatMap { Day($0) } ?? today
    return page(
      "Governance structure", under: [("Boards", GovernancePath.boards)], wide: true,
      """
      \(when: boards.isEmpty, "<p>No board is entered yet.</p>", else: BoardDiagram.drawing(boards: boards, lines: lines, on: day))
      \(BoardDiagram.table(boards: boards, on: day) { path($0) })
      """)
  }

  private func boardPage(_ ask: Ask, _ board: Board) async throws -> Page {
    let terms = try await store.terms(of: board.id), seats = try await store.seats(of: board.id)
    let boards = try await store.boards(), lines = try await store.lines()
    func name(_ code: String) -> String { boards.first { $0.code == code }?.name ?? code }
    let informs = lines.filter { $0.from == board.code }.map { name($0.to) }
    let told = lines.filter { $0.to == board.code }.map { name($0.from) }
    func change(_ part: String) -> String? { ask.keeps ? GovernancePath.of(path(board), part) : nil }
    let chair = [
      board.chair, board.chairOrganisation, board.chairFrom.map { "from \($0.spoken)" },
      board.chairTo.map { "until \($0.spoken)" },
    ].compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: ", ")
    let standing = seats.filter { $0.stands(on: today) }
    let meetings = try await boardMeetings(ask, board), registers = try await boardRegisters(board)
    let past = try await history("board:\(board.code)")
    let facts: [(key: String, value: HTML, change: String?)] = [
      (
        key: "State", value: UI.tag(board.state(on: today), board.stands(on: today) ? .green : .yellow),
        change: change("edit")
      ),
      (
        key: "Kind",
        value: HTML(text: [board.standing.label, board.standing.provision].compactMap { $0 }.joined(separator: ": ")),
        change: nil
      ),
      (key: "Answers to", value: HTML(text: board.parent.map(name) ?? "No other board"), change: nil),
      (key: "Chair", value: HTML(text: chair.isEmpty ? "Nobody is named" : chair), change: nil),
      (
        key: "Quorum",
        value: HTML(text: board.quorum.map { "\($0) of \(standing.count) seats" } ?? "The terms set none"), change: nil
      ),
      (key: "Meets", value: HTML(text: board.cycle.label), change: nil),
      (key: "Covers", value: HTML(text: board.areas.joined(separator: ", ")), change: nil),
      (key: "Papers are usually", value: HTML(text: board.confidentiality.label), change: nil),
      (
        key: "Informs", value: HTML(text: informs.isEmpty ? "–" : informs.joined(separator: "; ")),
        change: change("lines")
      ),
      (key: "Is told by", value: HTML(text: told.isEmpty ? "–" : told.joined(separator: "; ")), change: nil),
    ]
    return page(
      board.name, under: [("Boards", GovernancePath.boards)], wide: true,
      """
      \(UI.summaryList(facts))
      <h2>Terms of reference</h2>
      \(terms.first.map { "<p class=\"hint\">From \($0.from.spoken)</p>\(UI.prose(UI.paragraphs($0.text)))" as HTML } ?? "<p>None are entered.</p>")
      \(when: terms.count > 1, UI.details("Earlier terms", "\(each: terms.dropFirst(), { "<h3>From \($0.from.spoken)</h3>\(UI.paragraphs($0.text))\(when: !$0.reason.isEmpty, "<p>Revised: \($0.reason)</p>")" })"))
      \(when: ask.keeps, "<p>\(UI.link("Set the terms from a day on", href: GovernancePath.of(path(board), "terms")))</p>")
      \(UI.table(
        caption: "Seats", headings: .init("Organisation", "Seat", "Held by", "Deputy", "Senior", "Since", "Change"),
        rows: standing.map { seatRow($0, board, ask) }, empty: "No seat is entered."))
      \(when: ask.keeps, "<p>\(UI.link("Add a seat", href: GovernancePath.of(path(board), "seats", "new")))</p>")
      \(meetings)\(registers)\(past)
      """)
  }

  private func seatRow(_ seat: BoardSeat, _ board: Board, _ ask: Ask) -> [HTML] {
    let address = GovernancePath.of(path(board), "seats", seat.id.text, "end")
    let ending: HTML = """
      <a href="\(url: address)">End<span class="visually-hidden"> the seat \(seat.title) of \(seat.organisation)</span></a>
      """
    return [
      HTML(text: seat.organisation), HTML(text: seat.title), HTML(text: seat.holder), HTML(text: seat.deputy),
      HTML(text: seat.isSenior ? "Yes" : "No"), HTML(text: seat.from.spoken), ask.keeps ? ending : "",
    ]
  }

  private func boardMeetings(_ ask: Ask, _ board: Board) async throws -> HTML {
    let all = try await store.meetings(of: board.id)
    let due = all.filter { $0.isDue && $0.day <= today }, held = due.filter(\.state.isHeld)
    return """
      \(when: !due.isEmpty, UI.finding("\(held.count) of \(due.count) meetings that fell due were held."))
      \(UI.table(
        caption: "Meetings", headings: .init("Day", "Time and place", "Kind", "State"),
        rows: all.reversed().prefix(60).map { meeting in
          [
            UI.link(meeting.day.spoken, href: GovernancePath.of(GovernancePath.meetings, meeting.id.text)),
            HTML(text: [meeting.time, meeting.place].compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: ", ")),
            HTML(text: meeting.isPublic ? "Public meeting" : meeting.isDue ? "By the cycle" : "Extraordinary"),
            UI.tag(meeting.state.label, meeting.state.colour),
          ]
        }, compact: true, empty: "None is planned."))
      \(when: ask.keeps, """
        <p>\(UI.link("Plan a meeting", href: GovernancePath.of(path(board), "meetings", "new")))\
        \(when: board.cycle != .none, " or \(UI.link("plan by its cycle", href: GovernancePath.of(path(board), "meetings", "cycle")))")</p>
        """)
      """
  }

  private func boardRegisters(_ board: Board) async throws -> HTML {
    let decisions = try await store.decisions(of: board.id)
    let actions = try await store.actions().filter { $0.board == board.id }
    let risks = try await store.risks().filter { $0.board == board.id && $0.closed == nil }
    return """
      \(decisionTable(decisions, caption: "Decisions"))
      \(actionTable(actions.filter { $0.state == .open }, caption: "Open actions"))
      \(UI.table(
        caption: "Open risks and issues", headings: .init("Risk", "Score", "Review"),
        rows: risks.map { [HTML(text: $0.title), HTML(text: String($0.score)), HTML(text: $0.review.spoken)] },
        empty: "None."))
      """
  }

  // MARK: Forms

  private func boardForm(_ board: Board?) async throws -> Page {
    let others = try await store.boards().filter { $0.code != board?.code }
    return formPage(
      board == nil ? "Enter a board" : "Change the board", caption: board?.name,
      under: board.map(crumbs) ?? [("Boards", GovernancePath.boards)],
      action: board.map { GovernancePath.of(path($0), "edit") } ?? GovernancePath.boards,
      """
      \(when: board == nil, UI.textField("code", "Short name", hint: "Stands in addresses; lower-case letters, digits, hyphens. It cannot be changed later.", width: .twenty))
      \(UI.textField("name", "Name", value: board?.name ?? ""))
      \(UI.select("standing", "Kind", options: Board.Standing.allCases.map { ($0.rawValue, $0.label) }, selected: board?.standing.rawValue ?? Board.Standing.partnership.rawValue))
      \(UI.select("parent", "Answers to", options: [("", "No other board")] + others.map { ($0.code, $0.name) }, selected: board?.parent ?? ""))
      \(UI.textField("chair-organisation", "Chair’s organisation", value: board?.chairOrganisation ?? "", width: .half))
      \(UI.textField("chair", "Chair", hint: "The post; a name only where it is public.", value: board?.chair ?? "", width: .half))
      \(UI.dateField("chair-from", "Chair from", value: boxes(board?.chairFrom)))
      \(UI.dateField("chair-to", "Chair until", value: boxes(board?.chairTo)))
      \(UI.textField("quorum", "Quorum", hint: "How many seats must be filled; empty when the terms set none.", value: board?.quorum.map { String($0) } ?? "", width: .four, inputMode: "numeric"))
      \(UI.select("cycle", "Meets", options: Board.Cycle.allCases.map { ($0.rawValue, $0.label) }, selected: board?.cycle.rawValue))
      \(UI.select("confidentiality", "Papers are usually", options: PublicationClass.allCases.map { ($0.rawValue, $0.label) }, selected: board?.confidentiality.rawValue ?? PublicationClass.official.rawValue))
      \(UI.textArea("areas", "Areas", hint: "One borough or area on each line.", value: board?.areas.joined(separator: "\n") ?? "", rows: 3))
      \(UI.textField("place", "GSS code", hint: "Only when it covers one area, such as E09000033.", value: board?.place ?? "", width: .twenty))
      \(UI.dateField("from", "Stands from", hint: "Empty while it is not yet established.", value: boxes(board?.from)))
      \(UI.dateField("to", "Ended", value: boxes(board?.to)))
      """)
  }

  private func typedBoard(_ ask: Ask, id: ID<Board>, code: String) throws -> Board {
    let parent = ask.form["parent"] ?? "", place = ask.typed("place").trimmed
    let isPlace = place.utf8.count == 9 && place.first?.isUppercase == true && place.dropFirst().allSatisfy(\.isNumber)
    guard place.isEmpty || isPlace else {
      throw Refusal(
        "place", place: "GSS code", "“\(place.prefix(20))” is no code of an area.", remedy: "Use E09000033.")
    }
    return Board(
      id: id, code: code.trimmed, name: ask.typed("name"), standing: try ask.word("standing", "Kind"),
      parent: parent.isEmpty ? nil : parent, chairOrganisation: ask.typed("chair-organisation"),
      chair: ask.typed("chair"), chairFrom: try ask.day("chair-from", "Chair from"),
      chairTo: try ask.day("chair-to", "Chair until"),
      quorum: try GovernanceText.number(ask.typed("quorum"), "Quorum", 1...200), cycle: try ask.word("cycle", "Meets"),
      confidentiality: try ask.word("confidentiality", "Papers are usually"),
      areas: ask.typed("areas").split(separator: "\n").map { String($0).trimmed }.filter { !$0.isEmpty },
      place: place.isEmpty ? nil : place, from: try ask.day("from", "Stands from"), to: try ask.day("to", "Ended"))
  }

  private func termsForm(_ board: Board) -> Page {
    formPage(
      "Terms of reference", caption: board.name, under: crumbs(board), action: GovernancePath.of(path(board), "terms"),
      lead: "They count from a day on; what stood before stays on record.",
      """
      \(UI.dateField("from", "From", value: today.boxes))
      \(UI.textArea("terms", "Terms of reference", rows: 12))
      \(UI.textField("reason", "Why they were revised"))
      """)
  }

  private func seatForm(_ board: Board) async throws -> Page {
    let bodies = try await partners.authorities()
    return formPage(
      "Add a seat", caption: board.name, under: crumbs(board), action: GovernancePath.of(path(board), "seats"),
      """
      \(organisationFields(bodies))
      \(UI.textField("title", "Seat", hint: "Such as Borough Commander.", width: .half))
      \(UI.textField("holder", "Held by", width: .half))
      \(UI.textField("deputy", "Deputy", width: .half))
      \(UI.checkboxes("senior", "Position", options: [("yes", "Its holder has a senior position in the body")]))
      \(UI.dateField("from", "From", value: today.boxes))
      """)
  }

  private func linesForm(_ board: Board) async throws -> Page {
    let others = try await store.boards().filter { $0.code != board.code }, lines = try await store.lines()
    return formPage(
      "Lines of information", caption: board.name, under: crumbs(board),
      action: GovernancePath.of(path(board), "lines"),
      lead: "Boards that are told of this board’s work, beside the one it answers to.",
      UI.checkboxes(
        "informs", "Informs", options: others.map { ($0.code, $0.name) },
        selected: Set(lines.filter { $0.from == board.code }.map(\.to))))
  }
}

extension Meeting.State {
  var colour: UI.TagColour {
    switch self {
    case .planned: .grey
    case .agendaSet, .papersIssued: .blue
    case .held, .minutesDrafted: .purple
    case .minutesApproved, .published: .green
    case .cancelled: .red
    }
  }
}
