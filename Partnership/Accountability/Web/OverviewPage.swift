import Basics
import PartnershipModel
import PartnershipStore
import WebShell

/// What needs attention: of one's own agency, or of all for the joint auditor. Numbers and clocks, no case.
struct OverviewPage: Sendable {
  let oversight: Oversight
  let breaches: BreachStore

  @Sendable func show(_ ask: Ask) async throws -> Reply {
    let scope = try ask.oversightScope()
    guard let visitor = ask.visitor else { throw NotFound() }
    let waiting = try await oversight.waiting(agency: scope, viewer: visitor.account, now: ask.now)
    let mayAnswer = visitor.may(.overseeSharing)
    let open = mayAnswer ? try await breaches.breaches(for: visitor.agencyID).filter(\.isOpen) : []
    return .page(
      Page(
        title: "Oversight", back: ("Start page", "/"),
        lead: scope == nil ? "What waits in the whole partnership." : "What waits in your agency.",
        body: """
          \(UI.stats([
            UI.stat(waiting.openAlerts.grouped, "open alerts", link: mayAnswer ? ("Alerts", "/oversight/alerts") : nil),
            UI.stat(
              waiting.openBreaches.grouped, "open breaches", link: mayAnswer ? ("Breaches", "/oversight/breaches") : nil),
            UI.stat(
              waiting.reviews.grouped, "emergency accesses without review",
              note: waiting.reviewsOverdue == 0 ? nil : "\(waiting.reviewsOverdue.grouped) of them overdue",
              link: ("Reviews", "/oversight/emergencies")),
            UI.stat(
              waiting.requests.grouped, "unanswered requests for access",
              note: waiting.oldestRequest.map { "the oldest from \($0.spoken)" }),
          ]))
          \(when: !open.isEmpty, UI.table(
            caption: "Open breaches", headings: ["What", "72 hours", "Still missing"].map { UI.Heading($0) },
            rows: open.map { breach in
              [
                UI.link(breach.title, href: "/oversight/breaches/\(breach.id)"), BreachPages.clock(breach, ask.now),
                HTML(text: breach.outstanding.joined(separator: "; ")),
              ]
            }))
          \(when: mayAnswer, """
            <h2>What leaves the agency</h2>
            <p>\(UI.buttonLink("Disclosure ledger", href: "/oversight/disclosures", kind: .secondary))
            \(UI.buttonLink("Subject access requests", href: "/oversight/subject-access", kind: .secondary))
            \(UI.buttonLink("Retention", href: "/oversight/retention", kind: .secondary))</p>
            """)
          <h2>The audit log</h2>
          \(head(waiting, ask.now))
          <p>\(UI.buttonLink("Search the audit log", href: "/oversight/audit", kind: .secondary))
          \(UI.buttonLink("Witnesses", href: "/oversight/witnesses", kind: .secondary))</p>
          """))
  }

  private func head(_ waiting: Oversight.Waiting, _ now: Instant) -> HTML {
    guard let size = waiting.headSize, let at = waiting.headAt else {
      return UI.notice(.warning, "<p>The log has \(waiting.entries.grouped) entries and no signed head yet.</p>")
    }
    let age = (now.milliseconds - at.milliseconds) / 1000, behind = waiting.entries - size
    let words: HTML = """
      <p>\(waiting.entries.grouped) entries. The last signed head covers \(size.grouped) of them and is
      \(SpokenTime.text(age)) old.</p>
      """
    // A head is signed a minute after an entry that is under none; ten minutes mean that nobody signs.
    return behind > 0 && age > 600
      ? UI.notice(.warning, "\(words)<p>Entries wait for a head: see whether the server’s minute job runs.</p>") : words
  }
}
