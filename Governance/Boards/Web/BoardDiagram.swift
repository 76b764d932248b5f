import Basics
import GovernanceModel
import WebShell

/// The structure of the partnership as a drawing, made from the register of boards: for the page, and for a report that
/// wants the same drawing.
package enum BoardDiagram {
  /// Boards that have ended by `day` are left out; those that are not yet established have a broken outline.
  package static func drawing(boards: [Board], lines: [BoardLine], on day: Day, id: String? = nil) -> HTML {
    let shown = boards.filter { board in board.to.map { $0 >= day } ?? true }
    let planned = shown.filter { !$0.stands(on: day) }
    let boxes = shown.map { board in
      Chart.Box(
        id: board.code, title: board.name, lines: words(board, on: day), parent: board.parent,
        isPlanned: !board.stands(on: day))
    }
    let known = Set(shown.map(\.code))
    let links = lines.filter { known.contains($0.from) && known.contains($0.to) }
    return Chart.structure(
      id: id, title: "Governance structure on \(day.spoken)", description: description(shown, links, planned, on: day),
      note: note(links, planned), boxes: boxes, links: links.map { Chart.Link(from: $0.from, to: $0.to) })
  }

  private static func words(_ board: Board, on day: Day) -> [String] {
    var out: [String] = []
    if !board.stands(on: day) { out.append(board.state(on: day)) }
    if !board.chairOrganisation.isEmpty { out.append("Chair: \(board.chairOrganisation)") }
    if board.cycle != .none { out.append("Meets: \(board.cycle.label.lowercased())") }
    if board.areas.count > 1 { out.append(board.areas.joined(separator: ", ")) }
    return out
  }

  private static func description(_ boards: [Board], _ links: [BoardLine], _ planned: [Board], on day: Day) -> String {
    let names = Dictionary(boards.map { ($0.code, $0.name) }) { first, _ in first }
    var out = boards.map { board in
      let above = board.parent.flatMap { names[$0] }
      return above.map { "\(board.name) answers to \($0)." } ?? "\(board.name) answers to no other board shown."
    }
    out += links.map { "\(names[$0.from] ?? "") informs \(names[$0.to] ?? "")." }
    out += planned.map { "\($0.name): \($0.state(on: day).lowercased())." }
    return out.joined(separator: " ")
  }

  private static func note(_ links: [BoardLine], _ planned: [Board]) -> String {
    var out = ["Solid lines: answers to."]
    if !links.isEmpty { out.append("Dashed arrows: informs.") }
    if !planned.isEmpty { out.append("Broken outline: does not stand yet.") }
    return out.joined(separator: " ")
  }

  /// The register as a table, for readers who prefer one and for a report.
  package static func table(boards: [Board], on day: Day, link: ((Board) -> String)? = nil) -> HTML {
    let names = Dictionary(boards.map { ($0.code, $0.name) }) { first, _ in first }
    return UI.table(
      caption: "Boards and groups", headings: .init("Board", "Kind", "Answers to", "Chair", "Areas", "Meets", "State"),
      rows: boards.map { board in
        [
          link.map { UI.link(board.name, href: $0(board)) } ?? HTML(text: board.name),
          HTML(text: board.standing.label),
          HTML(text: board.parent.flatMap { names[$0] } ?? "–"),
          HTML(text: [board.chair, board.chairOrganisation].filter { !$0.isEmpty }.joined(separator: ", ")),
          HTML(text: board.areas.joined(separator: ", ")), HTML(text: board.cycle.label),
          UI.tag(board.state(on: day), board.stands(on: day) ? .green : board.from == nil ? .yellow : .grey),
        ]
      }, empty: "None is entered yet.")
  }
}
