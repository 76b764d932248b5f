import Basics
import StrategyStore
import WebShell

/// The first page after signing in: what there is to do here.
struct HomePage: Sendable {
  let opened: Workspace

  var route: Route { Route(.get, "/", policy: .signedIn, show) }

  @Sendable private func show(_ ask: Ask) async throws -> Reply {
    let held = try await opened.library.extracts()
    let evidence: HTML =
      held.isEmpty
      ? "Nothing is held yet. <a href=\"/evidence/imports\">Bring published files in</a>."
      : "\(held.count.grouped) published files are held, byte for byte."
    return .page(
      Page(
        title: "Start", heading: "Good to see you, \(ask.visitor?.name ?? "")", back: nil,
        lead: "Concordat keeps the partnership’s evidence and the work that rests on it.",
        body: """
          <ul class="cards">
            \(card("/evidence/explore", "Ask the evidence", "A figure with its uncertainty, and how we know it."))
            \(card("/evidence", "What is held", evidence))
            \(card("/evidence/partner-files", "Partners’ quarterly files", "What each authority owes, what has come, what is late."))
            \(card("/assessments", "Strategic assessments", "Write, check, approve and print the yearly assessment."))
          </ul>
          """))
  }

  private func card(_ address: String, _ title: String, _ words: HTML) -> HTML {
    "<li class=\"card\"><h2><a href=\"\(url: address)\">\(title)</a></h2><p>\(words)</p></li>"
  }
}
