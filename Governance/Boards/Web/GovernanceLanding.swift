import Basics
import GovernanceModel
import GovernanceStore
import WebShell

/// Where governance begins: what needs attention, and the way to each register.
extension GovernanceDesk {
  var landingRoutes: [Route] { [view(GovernancePath.start) { try await landing($0) }] }

  private func landing(_ ask: Ask) async throws -> Page {
    let boards = try await store.boards(), actions = try await store.actions(),
      ledger = try await store.ledger(on: today)
    let coming = try await store.meetings(from: today).filter { $0.state != .cancelled && !$0.state.isHeld }
    let overdue = actions.filter { $0.isOverdue(on: today) }.count
    let late = ledger.filter { [.overdue, .neverDone].contains($0.standing.state) }.count
    let names = Dictionary(boards.map { ($0.id, $0) }) { first, _ in first }
    let soon: HTML = "\(each: coming.prefix(6), { meeting in soonLine(meeting, names[meeting.board]) })"
    return Page(
      title: "Governance", back: ("Start page", "/"),
      lead: "Who decides what, what was decided and what came of it; which duties are met, and what is planned.",
      body: """
        \(UI.stats([
          UI.stat(String(boards.filter { $0.stands(on: today) }.count), "boards and groups stand",
            link: ("The register", GovernancePath.boards)),
          UI.stat(String(overdue), "actions are overdue", note: "of \(actions.filter { $0.state == .open }.count) open",
            link: ("Actions", GovernancePath.actions)),
          UI.stat(String(late), "duties are overdue or were never done", note: "of \(ledger.count) in force",
            link: ("The ledger", GovernancePath.duties)),
        ]))
        \(UI.card("Boards and meetings", """
          \(when: coming.isEmpty, "<p>No meeting is planned.</p>")\(when: !coming.isEmpty, "<ul>\(soon)</ul>")
          """, actions: [
            ("The register of boards", GovernancePath.boards), ("The structure as a drawing", GovernancePath.structure),
            ("Calendars", GovernancePath.calendar),
          ]))
        \(UI.card("Registers", "<p>What was decided, who does what by when, and what others recommended.</p>", actions: [
          ("Decisions", GovernancePath.decisions), ("All actions", GovernancePath.actions),
          ("Recommendations", GovernancePath.recommendations), ("Risks", GovernancePath.risks),
          ("Teams", GovernancePath.teams), ("Standing lists", GovernancePath.lists),
        ]))
        \(UI.card("Duties", "<p>Each statutory duty with its evidence and its next day.</p>", actions: [
          ("The duties ledger", GovernancePath.duties), ("Milestones", GovernancePath.milestones),
        ]))
        \(UI.card("Strategies and plan", "<p>What the partnership wants to achieve, who takes which step, and how success is measured.</p>", actions: [
          ("All strategies", GovernancePath.plans), ("Events and statements", GovernancePath.events),
        ]))
        """)
  }

  private func soonLine(_ meeting: Meeting, _ board: Board?) -> HTML {
    let words = "\(meeting.day.spoken): \(board?.name ?? "a board")"
    return "<li>\(UI.link(words, href: GovernancePath.of(GovernancePath.meetings, meeting.id.text)))</li>"
  }
}
