import Basics
import GovernanceModel
import GovernanceStore
import GovernanceWeb
import StrategyWeb
import WebShell

extension Workspace {
  /// Draws the boards as they stood on a day, from their register.
  func diagram() throws -> ReportExport.Diagram {
    let governance = try governance()
    return { day in
      let boards = try await governance.boards().filter { $0.from.map { $0 <= day } ?? true }
      guard !boards.isEmpty else {
        throw Refusal("no-board", "No board is in the register.", remedy: "Enter the boards.")
      }
      return BoardDiagram.drawing(boards: boards, lines: try await governance.lines(), on: day)
    }
  }
}
