import Basics
import Database
import GovernanceWeb
import StrategyModel
import StrategyStore
import WebShell

/// The first page after signing in: what there is to do here, for the roles that the person has.
struct HomePage: Sendable {
  let opened: Workspace

  var route: Route { Route(.get, "/", policy: .signedIn, show) }

  @Sendable private func show(_ ask: Ask) async throws -> Reply {
    guard let visitor = ask.visitor else { return .redirect("/sign-in") }
    var cards: [HTML] = []
    let reports = ReportCards(opened: opened)
    if visitor.may(.approveReport) || visitor.may(.writeReport) { cards.append(try await reports.waiting()) }
    if visitor.may(.approveReport) { cards.append(try await reports.moved(now: ask.now)) }
    if visitor.may(.readPublished), !visitor.may(.writeReport) { cards.append(try await reports.published()) }
    if visitor.may(.readCases) { cards.append(cases(visitor)) }
    if visitor.may(.readEvidence) {
      cards.append(try await evidence())
      cards.append(try await assessments())
      cards.append(partners)
      cards.append(governance)
    }
    if visitor.may(.readPublished) { cards.append(published) }
    if visitor.may(.readEvidence) { cards.append(programmes) }
    if visitor.may(.submitReturns) { cards.append(returns) }
    if visitor.may(.overseeSharing) || visitor.may(.auditAll) { cards.append(oversight) }
    if visitor.permissions != [.submitReturns], visitor.permissions != [.readPublished] { cards.append(agreements) }
    return .page(
      Page(
        title: "Start", heading: "Good to see you, \(visitor.name)", back: nil,
        lead: "Concordat keeps the partnership’s evidence, its cases, and who may see what.", body: "\(cards)"))
  }

  private func cases(_ visitor: Visitor) -> HTML {
    UI.card(
      "Cases",
      visitor.workspace.map { "<p>You work for the purpose “\($0.title)”.</p>" }
        ?? "<p>Choose first for what you are working; it decides what opens.</p>",
      actions: [("Your cases", "/cases"), ("Choose a workspace", "/workspace")])
  }

  private var governance: HTML {
    UI.card(
      "Governance", "<p>Boards and what they decided, duties and their evidence, strategies and the plan.</p>",
      actions: [
        ("What needs attention", GovernancePath.start), ("The duties ledger", GovernancePath.duties),
        ("Strategies and plan", GovernancePath.plans),
      ])
  }

  private var published: HTML {
    UI.card(
      "Published plans", "<p>Summaries of the partnership’s plan and strategies, and its public meetings.</p>",
      actions: [("Published plans", GovernancePath.published)])
  }

  private var oversight: HTML {
    UI.card(
      "Oversight", "<p>Who looked at what, what stands out, what went wrong.</p>",
      actions: [("What needs attention", "/oversight"), ("Search the audit", "/oversight/audit")])
  }

  private var programmes: HTML {
    UI.card(
      "Programmes", "<p>What the partnership pays for, runs and learns from.</p>",
      actions: [("All registers", "/programmes"), ("Providers’ returns", "/programmes/returns")])
  }

  private var returns: HTML {
    UI.card(
      "Your returns", "<p>The periods of your contracts, what is due, and questions about what you sent.</p>",
      actions: [("Your returns", "/returns")])
  }

  private var agreements: HTML {
    UI.card(
      "Sharing agreements", "<p>What the bodies of the partnership have agreed to share, for what, and until when.</p>",
      actions: [("The register", "/agreements"), ("Authorities", "/authorities")])
  }

  private func evidence() async throws -> HTML {
    let held = try await opened.evidence.extracts()
    let words: HTML =
      held.isEmpty
      ? "<p>Nothing is held yet. Bring published files in to begin.</p>"
      : "<p>\(held.count.grouped) published files are held, byte for byte. Every figure says which of them it counts.</p>"
    return UI.card(
      "Evidence", words,
      actions: [
        ("Ask the evidence", "/evidence/explore"), ("What is held", "/evidence"),
        ("Bring files in", "/evidence/imports"),
      ])
  }

  private func assessments() async throws -> HTML {
    let entries = try await AssessmentStore(opened.database).list()
    let list: HTML = "\(each: entries, line)"
    let words: HTML = "<ul class=\"list\">\(list)</ul>"
    return UI.card(
      "Strategic assessments", entries.isEmpty ? "<p>None has been begun.</p>" : words,
      actions: [("All editions", "/assessments")])
  }

  private func line(_ entry: AssessmentStore.Entry) -> HTML {
    let edition = entry.edition
    return """
      <li><a href="\(url: "/assessments/" + edition.name)">\(edition.title)</a>: \(edition.state.label.lowercased())</li>
      """
  }

  private var partners: HTML {
    UI.card(
      "Partners’ quarterly files",
      "<p>What each authority owes under S.I. 2007/1831, what has come, and what is late.</p>",
      actions: [("Due-date calendar", "/evidence/partner-files")])
  }
}
