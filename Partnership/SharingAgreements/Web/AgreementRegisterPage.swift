import Basics
import PartnershipModel
import PartnershipStore
import WebShell

/// The register of agreements: what stands, what waits for whom, what ends soon.
extension AgreementDesk {
  @Sendable func list(_ ask: Ask) async throws -> Reply {
    try await store.expireDue(today, now: clock.now())
    let all = try await store.list()
    let alerts = all.flatMap { held in held.alerts(on: today).map { (held, $0) } }.sorted { $0.1 < $1.1 }
    let waiting = all.filter { held in
      guard let party = signsFor(ask, held) else { return false }
      return [.underReview, .partiallySigned].contains(held.status(on: today))
        && held.signature(of: party.authority) == nil
    }
    let mayBegin = ask.visitor?.may(.manageAgreements) ?? false
    return .page(
      Page(
        title: "Sharing agreements", back: ("Start page", "/"),
        lead: "What the bodies of the partnership have agreed to share, for what, and until when.",
        body: """
          \(when: !waiting.isEmpty, UI.notice(.important, """
            <p>Waiting for your signature:</p><ul>\(each: waiting, { held in
              "<li>\(UI.link(held.content.title, href: AgreementDesk.path(held.id, "sign")))</li>"
            })</ul>
            """))
          \(when: !alerts.isEmpty, UI.notice(.warning, """
            <ul>\(each: alerts, { held, alert in
              "<li>\(UI.link(held.content.title, href: AgreementDesk.path(held.id))): \(alert.words)</li>"
            })</ul>
            """))
          \(protocolNotice(all))
          \(when: mayBegin, "<p>\(UI.buttonLink("Begin an agreement", href: "/agreements/new"))</p>")
          \(UI.table(
            caption: "Agreements",
            headings: ["Agreement", "Parties", "Status", "Signatures", "Review and last day", "Set-up"].map {
              UI.Heading($0)
            }, rows: all.map { row($0, all) },
            empty: mayBegin ? "None yet. Begin with the information sharing protocol." : "None yet."))
          """, wide: true))
  }

  private func protocolNotice(_ all: [HeldAgreement]) -> HTML {
    let stands = all.contains { $0.content.tier == .protocol && $0.status(on: today).carriesDisclosures }
    return """
      \(when: !stands, UI.notice(.warning, """
        <p>No information sharing protocol is in force. The responsible authorities must have one
        (S.I. 2007/1830 regulation 4).</p>
        """))
      """
  }

  private func row(_ held: HeldAgreement, _ all: [HeldAgreement]) -> [HTML] {
    let status = held.status(on: today), content = held.content
    return [
      """
      \(UI.link(content.title, href: AgreementDesk.path(held.id)))<br>
      <span class="hint">\(content.tier.label), version \(content.version)</span>
      """,
      HTML(text: content.parties.map(\.name).joined(separator: "; ")), UI.tag(status.label, status.colour),
      HTML(text: "\(held.signedCount) of \(content.parties.count)"),
      """
      \(days(content))
      \(each: held.alerts(on: today), { "<br>\($0.tag)" })
      """,
      HTML(text: progress(held, all)),
    ]
  }

  private func days(_ content: SharingAgreement) -> HTML {
    let review = content.review.map { "Review \($0.spoken)" } ?? "No review day"
    return "\(review)<br>\(content.to.map { "Last day \($0.spoken)" } ?? "No last day")"
  }

  /// How far an agreement is on its way into force, in words.
  private func progress(_ held: HeldAgreement, _ all: [HeldAgreement]) -> String {
    switch held.status(on: today) {
    case .draft:
      let parent = held.content.parent.flatMap { id in all.first { $0.id.text == id } }
      let missing = store.practice.rules.missing(held.content, parent: parent?.content, on: today).count
      return missing == 0
        ? "1 of 4: complete, to be sent" : "1 of 4: \(missing == 1 ? "one thing" : "\(missing) things") missing"
    case .underReview: return "2 of 4: sent, nobody has signed"
    case .partiallySigned:
      let open = held.content.parties.filter { held.signature(of: $0.authority) == nil }.map(\.name)
      return "3 of 4: waiting for \(open.joined(separator: ", "))"
    case .inForce, .dueForReview:
      return held.content.from > today ? "4 of 4: counts from \(held.content.from.spoken)" : "4 of 4: done"
    case .expired, .terminated, .superseded: return "Over"
    }
  }
}
