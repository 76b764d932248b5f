import Basics
import StrategyModel
import WebShell

/// A figure's table on the explorer page: a long one is shown in parts, with a link to each part and to the whole.
struct LongTable {
  private static let rowsOnPage = 250

  let figure: Figure
  let question: FigureQuestion
  /// The number of the part that the address asks for, or `all`.
  let part: String?

  init(_ figure: Figure, _ question: FigureQuestion, part: String?) {
    self.figure = figure
    self.question = question
    self.part = part
  }

  var html: HTML {
    let rows = figure.table.rows.count, size = LongTable.rowsOnPage
    guard rows > size else { return FigureView.table(figure) }
    guard part != "all" else {
      return """
        \(FigureView.table(figure))<p>All \(rows.grouped) rows are shown. \(UI.link("Show \(size) at a time", href: EvidencePath.explore(question)))</p>
        """
    }
    let pages = (rows + size - 1) / size
    let page = min(max(part.flatMap { Int($0) } ?? 1, 1), pages)
    let first = (page - 1) * size, last = min(first + size, rows)
    return """
      \(FigureView.table(figure, rows: first..<last))
      <p>Rows \((first + 1).grouped) to \(last.grouped) of \(rows.grouped). \(UI.link("Show all on one page", href: address("all")))</p>
      \(UI.pagination(page: page, pages: pages, href: { address(String($0)) }))
      """
  }

  private func address(_ part: String) -> String { EvidencePath.explore(question.members + [("page", part)]) }
}
