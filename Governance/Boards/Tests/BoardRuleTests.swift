import Basics
import GovernanceModel
import GovernanceWeb
import PartnershipModel
import Testing
import WebShell

private func day(_ text: String) -> Day { Day(text) ?? Day(number: 0) }

@Suite struct BoardRuleTests {
  @Test func `a fortnightly cycle asks for 26 meetings in 2022/23`() {
    let days = Board.Cycle.fortnightly.days(from: day("2022-04-05"), through: day("2023-03-31"))
    #expect(days.count == 26 && days.last == day("2023-03-21"))
    #expect(days.contains(day("2022-12-27")))
  }

  @Test(
    arguments: [
      (Board.Cycle.monthly, ["2023-01-31", "2023-02-28", "2023-03-31"]), (.quarterly, ["2023-01-31"]),
      (.yearly, ["2023-01-31"]), (.weekly, nil), (.none, []),
    ] as [(Board.Cycle, [String]?)])
  func `a month without the day takes its last day`(cycle: Board.Cycle, expected: [String]?) {
    let days = cycle.days(from: day("2023-01-31"), through: day("2023-03-31"))
    if let expected { #expect(days == expected.map(day)) } else { #expect(days.count == 9) }
  }

  @Test func `a board that answers to itself, ends before it begins or covers nothing is refused`() {
    func refused(_ change: (inout Board) -> Void) -> String? {
      var board = Board(id: ID("b"), code: "a", name: "A", standing: .partnership, areas: ["Anytown"])
      change(&board)
      let held = board
      let refusal = #expect(throws: Refusal.self) { try held.checked() }
      return refusal?.place
    }
    #expect(refused { $0.parent = "a" } == "Answers to")
    #expect(refused { $0.areas = [] } == "Areas")
    #expect(refused { $0.code = "A Board" } == "Short name")
    #expect(refused { $0.name = "" } == "Name")
    #expect(refused { $0.name = "a\u{202E}b" } == "Name")
    #expect(
      refused {
        $0.from = day("2023-02-01")
        $0.to = day("2023-01-01")
      } == "Ended")
  }

  private func check(
    _ presences: [Authority.Responsibility: (Presence, senior: Bool)], isPublic: Bool = true, quorum: Int? = 3
  ) -> AttendanceCheck {
    let board = Board(id: ID("b"), code: "a", name: "A", standing: .strategyGroup, quorum: quorum, areas: ["Anytown"])
    let seats = Authority.Responsibility.allCases.map { kind in
      BoardSeat(
        id: ID("seat-\(kind.rawValue)"), board: board.id, organisation: kind.label, authority: kind.rawValue,
        title: kind.label, from: day("2022-04-01"))
    }
    let gone = BoardSeat(
      id: ID("gone"), board: board.id, organisation: "Gone", title: "Gone", from: day("2020-01-01"),
      to: day("2022-01-01"))
    return AttendanceCheck(
      meeting: Meeting(id: ID("m"), board: board.id, day: day("2023-06-01"), isPublic: isPublic, state: .held),
      board: board, seats: seats + [gone],
      attendance: presences.map { kind, one in
        Attendance(seat: ID("seat-\(kind.rawValue)"), presence: one.0, isSenior: one.senior)
      } + [Attendance(seat: gone.id, presence: .holder, isSenior: true)],
      responsibilities: Dictionary(uniqueKeysWithValues: Authority.Responsibility.allCases.map { ($0.rawValue, $0) }))
  }

  @Test func `the public meeting wants somebody senior of each responsible authority`() {
    let all = check([
      .police: (.holder, true), .localAuthority: (.holder, true), .fireAndRescue: (.deputy, true),
      .integratedCareBoard: (.deputy, senior: false), .probation: (.apologies, senior: false),
    ])
    #expect(all.withoutSenior == [.integratedCareBoard, .probation])
    #expect(all.filled == 4 && all.seats == 5 && all.isQuorate == true)
    #expect(all.warnings.count == 1 && all.warnings.first?.contains("integrated care board, probation") == true)
  }

  @Test func `a meeting below its quorum says so, and one without a quorum says nothing`() {
    let two: [Authority.Responsibility: (Presence, senior: Bool)] = [
      .police: (.holder, true), .probation: (.holder, true), .fireAndRescue: (.absent, true),
    ]
    #expect(check(two, isPublic: false).warnings == ["The meeting was not quorate: 2 of 5 seats were filled."])
    #expect(check(two, isPublic: false, quorum: nil).warnings.isEmpty)
  }

  @Test func `the drawing of the structure shows every board, its chair and what it answers to`() {
    let boards = [
      Board(
        id: ID("1"), code: "top", name: "Top <b>board</b>", standing: .strategyGroup, areas: ["A"],
        from: day("2020-01-01")),
      Board(
        id: ID("2"), code: "below", name: "Below", standing: .partnership, parent: "top",
        chairOrganisation: "Business network",
        areas: ["A", "B"], from: day("2020-01-01")),
      Board(id: ID("3"), code: "coming", name: "Coming", standing: .partnership, parent: "top", areas: ["A"]),
      Board(
        id: ID("4"), code: "gone", name: "Gone", standing: .partnership, areas: ["A"], from: day("2019-01-01"),
        to: day("2020-01-01")),
    ]
    let drawing = BoardDiagram.drawing(
      boards: boards, lines: [BoardLine(from: "below", to: "coming"), BoardLine(from: "gone", to: "top")],
      on: day("2023-01-01")
    ).text
    #expect(drawing.contains("Top &lt;b&gt;board&lt;/b&gt;") && !drawing.contains("<b>"))
    #expect(drawing.contains("Below answers to Top") && drawing.contains("Chair: Business network"))
    #expect(drawing.contains("Not yet established") && drawing.contains("Below informs Coming."))
    #expect(!drawing.contains("Gone"))
    #expect(drawing.split(separator: "<rect").count == 4)
  }
}
