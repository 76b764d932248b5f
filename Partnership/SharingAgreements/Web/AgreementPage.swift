import Basics
import PartnershipModel
import PartnershipStore
import WebShell

/// One agreement: where it stands, everything it says, who has signed, what may be done next.
extension AgreementDesk {
  var readingRoutes: [Route] {
    [
      Route(.get, AgreementDesk.register, policy: .signedIn, list),
      Route(.get, AgreementDesk.register + "/:id", policy: .signedIn, show),
      Route(.get, AgreementDesk.register + "/:id/copy", policy: .signedIn, copy),
      Route(.get, AgreementDesk.register + "/:id/copy.pdf", policy: .signedIn, copyPDF),
    ]
  }

  func description(_ held: HeldAgreement) async throws -> AgreementDescription {
    var parent: String?
    if let id = held.content.parent { parent = try await store.agreement(ID(id))?.content.title }
    return AgreementDescription(
      content: held.content, words: words, gateways: store.practice.gateways, parent: parent)
  }

  @Sendable func show(_ ask: Ask) async throws -> Reply {
    let held = try await held(ask), content = held.content, status = held.status(on: today)
    let told = try await description(held), events = try await store.events(of: held.id)
    let missing = status == .draft ? try await store.missing(held, on: today) : []
    return .page(
      Page(
        title: content.title, caption: "\(content.tier.label), version \(content.version)", back: AgreementDesk.back,
        body: """
          <p>\(UI.tag(status.label, status.colour)) \(held.signedCount) of \(content.parties.count) signatures
          \(each: held.alerts(on: today), { " \($0.tag)" })</p>
          \(when: !held.isIntact, UI.notice(.warning, """
            <p>The stored text is not the one that was signed. It carries nothing until this is cleared up.</p>
            """))
          \(when: !missing.isEmpty, """
            <h2>Missing before it can be sent for signature</h2><ul>\(each: missing, { "<li>\($0)</li>" })</ul>
            """)
          \(nextSteps(ask, held, status, isComplete: missing.isEmpty))
          \(each: told.sections, { section in UI.summaryList(section.rows, card: section.title) })
          <h2>Parties</h2>
          \(UI.table(
            caption: "Parties", headings: AgreementDescription.partyHeadings.map { UI.Heading($0) },
            rows: told.partyRows(held.signatures, sha256: held.sha256), hideCaption: true))
          <h2>Items of information</h2>
          \(UI.table(
            caption: "Items", headings: AgreementDescription.itemHeadings.map { UI.Heading($0) }, rows: told.itemRows,
            hideCaption: true))
          \(flows(ask, held, status))
          <h2>What was done</h2>
          \(UI.table(
            caption: "Events", headings: ["When", "What", "By"].map { UI.Heading($0) },
            rows: events.map { event in
              [
                HTML(text: event.at.spoken), "\(event.label)\(when: !event.detail.isEmpty, ": \(event.detail)")",
                HTML(text: event.name),
              ]
            }, hideCaption: true))
          <p>Digest of the text (SHA-256): <code>\(held.sha256)</code></p>
          """, wide: true))
  }

  private func nextSteps(_ ask: Ask, _ held: HeldAgreement, _ status: AgreementStatus, isComplete: Bool) -> HTML {
    let path = AgreementDesk.path
    var steps: [HTML] = []
    if let party = signsFor(ask, held) {
      let hasSigned = held.signature(of: party.authority) != nil
      if [.underReview, .partiallySigned].contains(status), !hasSigned {
        steps.append(
          "<p>\(UI.buttonLink("Read what changes, and sign for \(party.name)", href: path(held.id, "sign")))</p>")
      }
      if status == .partiallySigned, hasSigned {
        steps.append(
          UI.form(
            action: path(held.id, "withdraw-signature"), submit: "Withdraw the signature of \(party.name)",
            kind: .secondary, ""))
      }
    }
    if manages(ask, held) {
      if [.draft, .underReview, .partiallySigned].contains(status) {
        steps.append(
          """
          \(when: status != .draft, "<p>A change of the text makes every signature void and takes it back to draft.</p>")
          <ul>\(each: AgreementPart.allCases, { part in
            "<li>\(UI.link("Change \(part.label.lowercased())", href: path(held.id, "edit/" + part.rawValue)))</li>"
          })</ul>
          """)
      }
      if status == .draft, isComplete {
        steps.append(
          UI.form(action: path(held.id, "send"), submit: "Send for signature", "<p>It says all that it must say.</p>"))
      }
      if [.underReview, .partiallySigned].contains(held.stored) {
        steps.append(UI.form(action: path(held.id, "take-back"), submit: "Take back to draft", kind: .secondary, ""))
      }
      if [.inForce, .dueForReview, .expired, .terminated].contains(status) {
        steps.append(
          UI.form(action: path(held.id, "next-version"), submit: "Begin the next version", kind: .secondary, ""))
      }
      if AgreementStep.terminate.isAllowed(from: status) {
        steps.append("<p>\(UI.link("End this agreement", href: path(held.id, "end")))</p>")
      }
    }
    return """
      \(when: !steps.isEmpty, "<h2>Next</h2>\(steps)")
      <p>The copy for signature: \(UI.link("read it", href: path(held.id, "copy"))) or
      \(UI.link("get it as PDF", href: path(held.id, "copy.pdf"))).</p>
      """
  }

  private func flows(_ ask: Ask, _ held: HeldAgreement, _ status: AgreementStatus) -> HTML {
    guard held.content.tier == .purpose, manages(ask, held), status.carriesDisclosures,
      let model = held.model.flatMap(store.practice.model), !model.flows.isEmpty
    else { return "" }
    return """
      <h2>Data flows of the model</h2>
      <p>A flow has an agreement of its own, narrower than this one.</p>
      \(each: model.flows, { flow in
        UI.form(
          action: AgreementDesk.path(held.id, "flows"), submit: "Begin the flow “\(flow.title)”", kind: .secondary,
          UI.hidden("flow", flow.id))
      })
      """
  }
}
