import Basics
import CaseworkModel
import CaseworkStore
import PartnershipModel
import PartnershipStore
import PartnershipWeb
import WebShell

/// Asking for a case that one cannot see, emergency access, and what somebody else would see.
extension CaseDesk {
  var askingRoutes: [Route] {
    [
      Route(.get, CasePath.list + "/ask", policy: .needs(.readCases)) { ask in .page(askPage(ask, nil)) },
      Route(.post, CasePath.list + "/ask", policy: .needs(.readCases)) { ask in
        do {
          try await store.askForAccess(
            reference: (ask.form["reference"] ?? "").trimmed, words: (ask.form["words"] ?? "").trimmed, by: inquirer(ask))
          return .page(
            Page(
              title: "Your request was sent", back: ("Back to your cases", CasePath.list),
              body:
                "<p>If there is such a case, the agency that leads it sees your request and answers it. You hear nothing here about whether there is one.</p>"
            ))
        } catch let refusal as Refusal {
          return .status(422, askPage(ask, refusal))
        }
      },
      Route(.get, CasePath.list + "/emergency", policy: .needs(.readCases)) { ask in .page(emergencyPage(ask, nil)) },
      Route(.post, CasePath.list + "/emergency", policy: .needs(.readCases)) { ask in
        let back = ("Back to your cases", CasePath.list)
        return try await confirmation.before("open a case in an emergency", ask, back: back) { _ in
          do {
            let id = try await store.breakGlass(
              reference: (ask.form["reference"] ?? "").trimmed, reasonCode: ask.form["code"] ?? "",
              words: (ask.form["words"] ?? "").trimmed, includesSafeAddress: ask.form["safe"] == "yes",
              by: inquirer(ask, isConfirmed: true))
            // Each look by emergency access needs its reason: it is asked again on the page.
            return .page(try await emergencyOpened(ask, id))
          } catch let refusal as Refusal {
            return .status(422, emergencyPage(ask, refusal))
          }
        }
      },
      Route(.get, "/simulation", policy: .needs(.administer)) { ask in .page(try await simulationPage(ask, nil, nil)) },
      Route(.post, "/simulation", policy: .needs(.administer)) { ask in
        guard let action = RecordAction(rawValue: ask.form["action"] ?? "read") else { throw NotFound() }
        let found = try await store.simulate(
          action, reference: (ask.form["reference"] ?? "").trimmed, as: ask.form["account"] ?? "",
          purpose: ask.form["purpose"] ?? "", by: inquirer(ask))
        return .page(try await simulationPage(ask, found, action))
      },
    ]
  }

  private func askPage(_ ask: Ask, _ refusal: Refusal?) -> Page {
    let fields: HTML = """
      \(UI.textField("reference", "Reference of the case", hint: "As somebody told you, such as ASB-2026-000042.", value: ask.form["reference"] ?? "", width: .twenty))
      \(UI.textArea("words", "Why you need it", value: ask.form["words"] ?? "", rows: 4))
      """
    return Page(
      title: "Ask for a case", back: ("Back to your cases", CasePath.list),
      lead: "<p>The agency that leads the case answers. Whether there is such a case is not said here.</p>",
      body: "\(UI.problem(refusal))\(UI.form(action: CasePath.list + "/ask", submit: "Send the request", fields))",
      status: refusal == nil ? 200 : 422)
  }

  private func emergencyPage(_ ask: Ask, _ refusal: Refusal?) -> Page {
    let fields: HTML = """
      \(UI.textField("reference", "Reference of the case", value: ask.form["reference"] ?? "", width: .twenty))
      \(UI.radios("code", "What is the emergency?", options: BreakGlassReason.allCases.map { ($0.rawValue, $0.label) }, selected: ask.form["code"]))
      \(UI.textArea("words", "What has happened", hint: "At least 20 characters: who is in danger, of what.", value: ask.form["words"] ?? "", rows: 4))
      \(UI.checkboxes("safe", "Safe address", options: [("yes", "I need the safe address too")], selected: []))
      """
    return Page(
      title: "Emergency access", back: ("Back to your cases", CasePath.list),
      lead: """
        <p>Opens one case for reading, for at most four hours. Everybody on the case sees it, and somebody else reviews it \
        within one working day. It is never possible against a conflict of interest or without an agreement.</p>
        """,
      body: "\(UI.problem(refusal))\(UI.form(action: CasePath.list + "/emergency", submit: "Open the case now", kind: .warning, fields))",
      status: refusal == nil ? 200 : 422)
  }

  private func emergencyOpened(_ ask: Ask, _ id: ID<Case>) async throws -> Page {
    let view = try await store.read(id, by: inquirer(ask, reason: ask.form["words"], isConfirmed: true))
    return Page(
      title: "Case \(view.cover.reference), emergency access", back: ("Back to your cases", CasePath.list),
      body: """
        \(UI.notice(.important, "<p>Read only, until four hours from now. This is recorded and will be reviewed.</p>"))
        \(each: view.parties, { "<h2>\($0.person.name)</h2><p>\($0.roles.map(\.label).joined(separator: "; "))</p>" })
        \(each: view.notes, { "<p>\($0.kind.label): \($0.text)</p>" })
        """)
  }

  private func simulationPage(
    _ ask: Ask, _ found: (decision: SharingDecision, facts: DecisionFacts)?, _ action: RecordAction?
  ) async throws -> Page {
    let accounts = try await store.everybody()
    let name = accounts.first { $0.0 == ask.form["account"] }?.1 ?? "This person"
    let fields: HTML = """
      \(UI.textField("reference", "Reference of the case", value: ask.form["reference"] ?? "", width: .twenty))
      \(UI.select("account", "Person", options: accounts, selected: ask.form["account"]))
      \(UI.select("purpose", "Purpose", options: store.gate.words.purposes.map { ($0.id, $0.title) }, selected: ask.form["purpose"]))
      \(UI.select("action", "Action", options: RecordAction.allCases.map { ($0.rawValue, $0.words) }, selected: ask.form["action"]))
      """
    let answer: HTML =
      action == nil
      ? ""
      : found.map {
        "<h2>\(words.headline($0.decision, who: name, what: "the case"))</h2>\(words.table($0.decision, $0.facts))"
      } ?? UI.notice(.warning, "<p>There is no such case or no such person.</p>")
    return Page(
      title: "What would somebody see?", back: ("Back to start", "/"),
      lead: "<p>The decision for another person, clause by clause. Nothing of the case is shown, and each question is recorded.</p>",
      body: "\(UI.form(action: "/simulation", submit: "Decide", fields))\(answer)", wide: true)
  }
}
