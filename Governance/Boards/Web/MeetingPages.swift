import Basics
import GovernanceModel
import GovernanceStore
import WebShell

/// Meetings: planned, with agenda and papers; held, with attendance against seats, decisions and minutes.
extension GovernanceDesk {
  var meetingRoutes: [Route] { planningRoutes + oneMeetingRoutes }

  private var planningRoutes: [Route] {
    [
      form(GovernancePath.boards + "/:board/meetings/new") { ask in meetingForm(try await board(ask)) },
      change(GovernancePath.boards + "/:board/meetings") { ask, author in
        let held = try await board(ask), time = ask.typed("time").trimmed
        let meeting = Meeting(
          id: ID(at: clock.now()), board: held.id, day: try ask.requiredDay("day", "Day"),
          time: time.isEmpty ? nil : time,
          minutes: try GovernanceText.number(ask.typed("minutes"), "Minutes", 5...1440) ?? 120,
          place: ask.typed("place"), isPublic: ask.form["public"] == "yes", isDue: ask.form["due"] == "yes",
          publicity: ask.typed("publicity"))
        try await store.plan([meeting], of: held, by: author, at: clock.now())
        return GovernancePath.of(GovernancePath.meetings, meeting.id.text)
      },
      form(GovernancePath.boards + "/:board/meetings/cycle") { ask in cycleForm(try await board(ask)) },
      change(GovernancePath.boards + "/:board/meetings/cycle") { ask, author in
        let held = try await board(ask), time = ask.typed("time").trimmed
        try await store.planCycle(
          of: held, from: try ask.requiredDay("first", "First meeting"), through: try ask.requiredDay("last", "Until"),
          time: time.isEmpty ? nil : time, place: ask.typed("place"), by: author, at: clock.now())
        return path(held)
      },
    ]
  }

  private var oneMeetingRoutes: [Route] {
    [
      view(GovernancePath.meetings + "/:meeting") { ask in try await meetingPage(ask) },
      form(GovernancePath.meetings + "/:meeting/agenda") { ask in
        let (meeting, board) = try await meetingAndBoard(ask)
        return formPage(
          "Add to the agenda", caption: caption(meeting, board), under: crumbs(meeting, board),
          action: GovernancePath.of(path(meeting), "agenda"), submit: "Add",
          """
          \(UI.textField("title", "Item"))
          \(UI.textField("presenter", "Presented by", width: .half))
          \(UI.textField("evidence", "What raised it", hint: "An edition, a figure’s address, a recommendation’s number."))
          """)
      },
      change(GovernancePath.meetings + "/:meeting/agenda") { ask, author in
        let (meeting, _) = try await meetingAndBoard(ask)
        try await store.add(
          item: ask.typed("title"), presenter: ask.typed("presenter"), evidence: ask.typed("evidence"), to: meeting.id,
          by: author, at: clock.now())
        return path(meeting)
      },
      form(GovernancePath.meetings + "/:meeting/papers") { ask in
        let (meeting, board) = try await meetingAndBoard(ask)
        return formPage(
          "Add a paper", caption: caption(meeting, board), under: crumbs(meeting, board),
          action: GovernancePath.of(path(meeting), "papers"), submit: "Add",
          """
          \(UI.textField("title", "Paper"))
          \(UI.select("class", "Who may read it", options: PublicationClass.allCases.map { ($0.rawValue, $0.label) }, selected: board.confidentiality.rawValue))
          \(UI.textField("location", "Where it is kept", hint: "A place that its readers can open."))
          \(UI.textField("reason", "Why it is not public", hint: "Such as Local Government Act 1972 Sch. 12A paragraph 7."))
          """)
      },
      change(GovernancePath.meetings + "/:meeting/papers") { ask, author in
        let (meeting, _) = try await meetingAndBoard(ask)
        let paper = MeetingPaper(
          id: ID(at: clock.now()), title: ask.typed("title"), publication: try ask.word("class", "Who may read it"),
          location: ask.typed("location"), reason: ask.typed("reason"))
        try await store.add(paper, to: meeting.id, by: author, at: clock.now())
        return path(meeting)
      },
      form(GovernancePath.meetings + "/:meeting/attendance") { ask in try await attendanceForm(ask) },
      change(GovernancePath.meetings + "/:meeting/attendance") { ask, author in
        let (meeting, board) = try await meetingAndBoard(ask)
        let seats = try await store.seats(of: board.id).filter { $0.stands(on: meeting.day) }
        let attendance = try seats.enumerated().map { index, seat in
          Attendance(
            seat: seat.id, presence: try ask.word("presence-\(index)", "\(seat.organisation): \(seat.title)"),
            isSenior: ask.form["senior-\(index)"] == seat.id.text)
        }
        try await store.record(attendance, at: meeting.id, by: author, at: clock.now())
        return path(meeting)
      },
      form(GovernancePath.meetings + "/:meeting/steps/:state") { ask in try await stepForm(ask) },
      change(GovernancePath.meetings + "/:meeting/steps/:state") { ask, author in
        let (meeting, _) = try await meetingAndBoard(ask)
        guard let state = Meeting.State(rawValue: try ask.parameter("state")) else { throw NotFound() }
        try await store.take(meeting.id, to: state, words: ask.typed("words"), by: author, at: clock.now())
        return path(meeting)
      },
    ]
  }

  func path(_ meeting: Meeting) -> String { GovernancePath.of(GovernancePath.meetings, meeting.id.text) }
  func crumbs(_ meeting: Meeting, _ board: Board) -> [(String, String)] {
    crumbs(board) + [(meeting.day.spoken, path(meeting))]
  }
  private func caption(_ meeting: Meeting, _ board: Board) -> String { "\(board.name), \(meeting.day.spoken)" }

  func meetingAndBoard(_ ask: Ask) async throws -> (Meeting, Board) {
    guard let meeting = try await store.meeting(ID(try ask.parameter("meeting"))),
      let board = try await store.boards().first(where: { $0.id == meeting.board })
    else { throw NotFound() }
    return (meeting, board)
  }

  private func meetingPage(_ ask: Ask) async throws -> Page {
    let (meeting, board) = try await meetingAndBoard(ask)
    let agenda = try await store.agenda(of: meeting.id), papers = try await store.papers(of: meeting.id)
    let decisions = try await store.decisions(at: meeting.id)
    let numbers = Set(decisions.map(\.id))
    let actions = try await store.actions().filter { action in
      action.meeting == meeting.id || action.decision.map { numbers.contains($0) } ?? false
    }
    let attendance = try await attendanceSection(ask, meeting, board)
    let past = try await history("meeting:\(meeting.id)")
    let mayReadMinutes = board.confidentiality != .officialSensitive || ask.keeps
    func part(_ name: String) -> String { GovernancePath.of(path(meeting), name) }
    let steps: HTML = """
      <ul>\(each: meeting.state.next, { state in
        "<li>\(UI.link(state.step, href: GovernancePath.of(path(meeting), "steps", state.rawValue)))</li>"
      })</ul>
      """
    return page(
      "\(board.name), \(meeting.day.spoken)", under: crumbs(board), wide: true,
      """
      \(UI.summaryList([
        ("State", UI.tag(meeting.state.label, meeting.state.colour)),
        ("When", HTML(text: [meeting.day.spoken, meeting.time].compactMap { $0 }.joined(separator: ", "))),
        ("Where", HTML(text: meeting.place.isEmpty ? "Not fixed" : meeting.place)),
        ("Kind", HTML(text: meeting.isPublic ? "Public meeting (S.I. 2007/1830 reg. 12(4))" : meeting.isDue ? "By the board’s cycle" : "Extraordinary")),
      ]))
      \(when: meeting.isPublic, "<p><strong>How it is made known:</strong> \(meeting.publicity.isEmpty ? "not recorded" : meeting.publicity)</p>")
      \(when: meeting.state == .cancelled, UI.notice(.warning, "<p>Not held: \(meeting.reason)</p>"))
      \(when: ask.keeps && !meeting.state.next.isEmpty, "<h2>What comes next</h2>\(steps)")
      \(UI.table(
        caption: "Agenda", headings: .init("Item", "Subject", "Presented by", "What raised it"),
        rows: agenda.map { [HTML(text: String($0.position)), HTML(text: $0.title), HTML(text: $0.presenter), HTML(text: $0.evidence)] },
        empty: "Nothing is on it yet."))
      \(when: ask.keeps && !meeting.state.isHeld && meeting.state != .cancelled, "<p>\(UI.link("Add to the agenda", href: part("agenda")))</p>")
      \(UI.table(
        caption: "Papers", headings: .init("Paper", "Who may read it", "Where it is kept", "Why it is not public"),
        rows: papers.map { paperRow($0, ask) }, empty: "None."))
      \(when: ask.keeps, "<p>\(UI.link("Add a paper", href: part("papers")))</p>")
      \(attendance)
      \(decisionTable(decisions, caption: "Decisions"))
      \(when: ask.keeps && meeting.state.isHeld, "<p>\(UI.link("Record a decision", href: part("decisions")))</p>")
      \(actionTable(actions, caption: "Actions"))
      \(when: ask.keeps && meeting.state.isHeld, "<p>\(UI.link("Enter an action", href: GovernancePath.actions + "/new" + Address.query([("meeting", meeting.id.text)])))</p>")
      \(when: !meeting.minutesText.isEmpty && mayReadMinutes, "<h2>Minutes</h2>\(UI.prose(UI.paragraphs(meeting.minutesText)))")
      \(past)
      """)
  }

  /// A paper for named members only is shown by its class alone to others.
  private func paperRow(_ paper: MeetingPaper, _ ask: Ask) -> [HTML] {
    guard paper.publication != .officialSensitive || ask.keeps else {
      return ["A paper for named members", HTML(text: paper.publication.label), "–", HTML(text: paper.reason)]
    }
    return [
      HTML(text: paper.title), HTML(text: paper.publication.label), HTML(text: paper.location),
      HTML(text: paper.reason),
    ]
  }

  private func attendanceSection(_ ask: Ask, _ meeting: Meeting, _ board: Board) async throws -> HTML {
    guard meeting.state.isHeld else { return "" }
    let seats = try await store.seats(of: board.id), attendance = try await store.attendance(at: meeting.id)
    let check = AttendanceCheck(
      meeting: meeting, board: board, seats: seats, attendance: attendance,
      responsibilities: try await store.responsibilities())
    let bySeat = Dictionary(attendance.map { ($0.seat, $0) }) { first, _ in first }
    let link = GovernancePath.of(path(meeting), "attendance")
    return """
      \(when: !attendance.isEmpty, UI.finding("\(check.filled) of \(check.seats) seats were filled."))
      \(each: attendance.isEmpty ? [] : check.warnings, { UI.notice(.warning, "<p>\($0)</p>") })
      \(UI.table(
        caption: "Attendance against seats", headings: .init("Organisation", "Seat", "Attendance", "Senior"),
        rows: seats.filter { $0.stands(on: meeting.day) }.map { seat in
          let one = bySeat[seat.id]
          return [
            HTML(text: seat.organisation), HTML(text: seat.title), HTML(text: one?.presence.label ?? "Not recorded"),
            one?.isSenior == true ? "Yes" : "–",
          ]
        }, empty: "The board has no seats."))
      \(when: ask.keeps && check.seats > 0, "<p>\(UI.link("Record attendance", href: link))</p>")
      """
  }

  // MARK: Forms

  private func meetingForm(_ board: Board) -> Page {
    formPage(
      "Plan a meeting", caption: board.name, under: crumbs(board),
      action: GovernancePath.of(path(board), "meetings"), submit: "Plan it",
      """
      \(UI.dateField("day", "Day"))
      \(UI.textField("time", "Time", hint: "Such as 09:30; empty when it is not fixed.", width: .five))
      \(UI.textField("minutes", "Minutes", hint: "How long it is to last.", value: "120", width: .four, inputMode: "numeric"))
      \(UI.textField("place", "Place", width: .half))
      \(UI.checkboxes("due", "Cycle", options: [("yes", "The board’s cycle asks for it")], selected: ["yes"]))
      \(UI.checkboxes("public", "Public", options: [("yes", "It is a public meeting")]))
      \(UI.textArea("publicity", "How it is made known", hint: "For a public meeting.", rows: 3))
      """)
  }

  private func cycleForm(_ board: Board) -> Page {
    formPage(
      "Plan by the cycle", caption: board.name, under: crumbs(board),
      action: GovernancePath.of(path(board), "meetings", "cycle"), submit: "Plan them",
      lead: "\(board.cycle.label). Each meeting that is planned counts as due on its day.",
      """
      \(UI.dateField("first", "First meeting"))
      \(UI.dateField("last", "Until"))
      \(UI.textField("time", "Time", hint: "Such as 09:30; empty when it is not fixed.", width: .five))
      \(UI.textField("place", "Place", width: .half))
      """)
  }

  private func attendanceForm(_ ask: Ask) async throws -> Page {
    let (meeting, board) = try await meetingAndBoard(ask)
    let seats = try await store.seats(of: board.id).filter { $0.stands(on: meeting.day) }
    let known = Dictionary(try await store.attendance(at: meeting.id).map { ($0.seat, $0) }) { first, _ in first }
    guard meeting.state.isHeld, !seats.isEmpty else { throw NotFound() }
    return formPage(
      "Attendance", caption: caption(meeting, board), under: crumbs(meeting, board),
      action: GovernancePath.of(path(meeting), "attendance"),
      """
      \(each: seats.enumerated(), { index, seat in
        """
        \(UI.select("presence-\(index)", "\(seat.organisation): \(seat.title)", options: Presence.allCases.map { ($0.rawValue, $0.label) }, selected: known[seat.id]?.presence.rawValue ?? Presence.absent.rawValue))
        \(UI.checkboxes("senior-\(index)", "Position of who came for \(seat.organisation)", options: [(seat.id.text, "A senior position in the body")], selected: (known[seat.id]?.isSenior ?? seat.isSenior) ? [seat.id.text] : []))
        """
      })
      """)
  }

  private func stepForm(_ ask: Ask) async throws -> Page {
    let (meeting, board) = try await meetingAndBoard(ask)
    guard let state = Meeting.State(rawValue: try ask.parameter("state")), meeting.state.next.contains(state) else {
      throw NotFound()
    }
    let words: HTML =
      switch state {
      case .cancelled: UI.textArea("words", "Why it was not held", rows: 3)
      case .minutesDrafted, .minutesApproved:
        UI.textArea("words", "Minutes", hint: "Or where they are kept.", value: meeting.minutesText, rows: 12)
      default: ""
      }
    return formPage(
      state.step, caption: caption(meeting, board), under: crumbs(meeting, board),
      action: GovernancePath.of(path(meeting), "steps", state.rawValue), submit: "Record it", words)
  }
}

extension Meeting.State {
  /// As a link offers it.
  var step: String {
    switch self {
    case .planned: "Plan it"
    case .agendaSet: "The agenda is set"
    case .papersIssued: "The papers are issued"
    case .held: "It was held"
    case .minutesDrafted: "Enter the draft minutes"
    case .minutesApproved: "The minutes are approved"
    case .published: "The minutes are published"
    case .cancelled: "It was not held"
    }
  }
}
