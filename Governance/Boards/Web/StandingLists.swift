import Basics
import GovernanceModel
import GovernanceStore
import WebShell

/// What a chair looks through before each meeting: decisions nobody acts on, actions that moved nothing, promises late.
extension GovernanceDesk {
  var listRoutes: [Route] { [view(GovernancePath.lists) { _ in try await standingLists() }] }

  private func standingLists() async throws -> Page {
    let actions = try await store.actions(), decisions = try await store.decisions()
    let acted = Set(actions.compactMap(\.decision))
    let bare = decisions.filter { $0.needsNoAction.isEmpty && !acted.contains($0.id) }
    let late = try await store.recommendations().filter { $0.state(on: today) == "Answer overdue" }
    let unheld = try await store.meetings().filter { !$0.state.isHeld && $0.state != .cancelled && $0.day < today }
    let names = Dictionary(try await store.boards().map { ($0.id, $0.name) }) { first, _ in first }
    return page(
      "Standing lists", wide: true, lead: "What was begun and has not come to anything yet.",
      """
      \(decisionTable(bare, caption: "Decisions without an action"))
      \(actionTable(actions.filter { $0.isWithoutEffect(on: today) }, caption: "Actions done half a year ago that moved no measure"))
      \(actionTable(actions.filter { $0.isOverdue(on: today) }, caption: "Overdue actions"))
      \(UI.table(
        caption: "Recommendations whose answer is overdue", headings: .init("Recommendation", "Addressed to", "Due"),
        rows: late.map {
          [UI.link("Recommendation \($0.number)", href: path($0)), HTML(text: $0.addressee), HTML(text: $0.answerDue?.spoken ?? "")]
        }, empty: "None."))
      \(UI.table(
        caption: "Meetings whose day has passed without a word", headings: .init("Day", "Board"),
        rows: unheld.map { [UI.link($0.day.spoken, href: path($0)), HTML(text: names[$0.board] ?? "")] },
        empty: "None."))
      """)
  }
}
