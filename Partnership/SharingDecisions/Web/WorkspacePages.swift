import Basics
import PartnershipModel
import PartnershipStore
import WebShell

/// Choosing the purpose for which one works: one at a time, shown at the head of every page, part of every decision.
package struct WorkspacePages: Sendable {
  let partners: PartnersStore
  let words: AccessWords

  package static func routes(partners: PartnersStore, words: AccessWords) -> [Route] {
    let pages = WorkspacePages(partners: partners, words: words)
    return [
      Route(.get, "/workspace", policy: .needs(.readCases)) { ask in .page(try await pages.page(ask)) },
      Route(.post, "/workspace", policy: .needs(.readCases), pages.choose),
    ]
  }

  /// Purposes of panels on which a duty of the person allows anything.
  private func offered(_ ask: Ask) async throws -> [AccessWords.Purpose] {
    guard let account = ask.visitor?.account else { return [] }
    let roles = try await partners.duties(of: account)
    let panels = Set(roles.flatMap { words.practice.grants[$0] ?? [] }.flatMap(\.panels))
    let purposes = Set(words.panels.filter { panels.contains($0.id) }.flatMap(\.purposes))
    return words.purposes.filter { purposes.contains($0.id) && $0.isWorkspace }
  }

  private func page(_ ask: Ask, _ refusal: Refusal? = nil) async throws -> Page {
    let purposes = try await offered(ask)
    let fields = UI.radios(
      "purpose", "For what are you working now?",
      hint: "You see what this purpose allows, and everything you open is recorded under it.",
      options: purposes.map { Choice($0.id, $0.title, hint: $0.words.isEmpty ? nil : $0.words) },
      selected: ask.visitor?.workspace?.purpose, error: refusal?.reason)
    return Page(
      title: "Choose a workspace", back: ("Back to start", "/"),
      body: purposes.isEmpty
        ? "<p>No duty is recorded for you, so there is no purpose to choose. Ask the manager of your agency.</p>"
        : UI.form(action: "/workspace", submit: "Work for this purpose", "\(fields)\(UI.hidden("next", ask.next))"),
      status: refusal == nil ? 200 : 422)
  }

  @Sendable private func choose(_ ask: Ask) async throws -> Reply {
    guard let visitor = ask.visitor else { return .redirect("/sign-in") }
    let chosen = ask.form["purpose"] ?? ""
    guard try await offered(ask).contains(where: { $0.id == chosen }) else {
      let refusal = Refusal("purpose", place: "Purpose", "Choose one of these.", remedy: nil)
      return .status(422, try await page(ask, refusal))
    }
    try await partners.choose(purpose: chosen, session: ID(visitor.session))
    return .redirect(ask.next == "/" ? "/cases" : ask.next)
  }
}
