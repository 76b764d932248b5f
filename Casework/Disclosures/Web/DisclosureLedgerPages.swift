import Basics
import CaseworkModel
import CaseworkStore
import PartnershipModel
import PartnershipStore
import WebShell

/// The ledger of an agency: what was asked, what left by which gateway, which promises are open.
extension DisclosureDesk {
  var ledgerRoutes: [Route] {
    [
      Route(.get, DisclosurePath.ledger, policy: .needs(.overseeSharing)) { ask in .page(try await ledgerPage(ask)) },
      Route(.get, DisclosurePath.ledger + "/ledger.csv", policy: .needs(.overseeSharing)) { ask in
        let lines = try await store.ledger(by: inquirer(ask), limit: 10_000)
        return .download(Array(csv(lines).utf8), type: "text/csv; charset=utf-8", filename: "disclosure-ledger.csv")
      },
      Route(.get, DisclosurePath.ledger + "/:disclosure", policy: .needs(.overseeSharing)) { ask in
        let id = try id(ask)
        do { return .page(try await overseerPage(id, ask)) } catch is AccessRefused { throw NotFound() }
      },
      Route(.post, DisclosurePath.ledger + "/:disclosure/approve", policy: .needs(.overseeSharing)) { ask in
        let id = try id(ask)
        do {
          try await store.approve(
            id, redaction: Int(ask.form["redaction"] ?? "") ?? -1, by: inquirer(ask), name: ask.visitor?.name ?? "",
            isOverseer: true)
          return .redirect(DisclosurePath.ledger + "/" + Address.encoded(id.text))
        } catch is AccessRefused { throw NotFound() }
      },
    ]
  }

  private func ledgerPage(_ ask: Ask) async throws -> Page {
    let agency = ask.visitor?.agencyID ?? ""
    let lines = try await store.ledger(by: inquirer(ask)), promises = try await store.promises(of: agency)
    let late = promises.filter { $0.isOverdue(on: today) }.count
    return Page(
      title: "Disclosure ledger", back: ("Back to oversight", "/oversight"),
      lead: "<p>Everything about people that \(ask.visitor?.agency ?? "your agency") was asked for and sent.</p>",
      body: """
        \(UI.stats([
          UI.stat(String(lines.filter { $0.disclosure.state.isOpen }.count), "to be answered"),
          UI.stat(String(promises.count), "copies out"), UI.stat(String(late), "past their day"),
          UI.stat(String(promises.filter { $0.untold > 0 }.count), "to be told of a correction"),
        ]))
        <h2>Promises outstanding</h2>
        \(UI.table(
          caption: "Promises outstanding", headings: ["Disclosure", "Who", "Where it stands", "To be destroyed by", "Corrections untold"].map { UI.Heading($0) },
          rows: promises.map { one in
            [
              UI.link(one.disclosure.reference, href: DisclosurePath.ledger + "/" + Address.encoded(one.disclosure.id.text)),
              HTML(text: "\(one.recipient.name), \(one.recipient.body)"), HTML(text: one.recipient.standing.label),
              deadline(one.deleteBy, isOpen: true), one.untold > 0 ? UI.tag(String(one.untold), .red) : "0",
            ]
          }, hideCaption: true, empty: "No copy is out."))
        <h2>Ledger</h2>
        <p>\(UI.link("Download as CSV", href: DisclosurePath.ledger + "/ledger.csv"))</p>
        \(UI.table(
          caption: "Ledger", headings: ["Disclosure", "Asked by", "Received", "Case", "Gateway", "Recipients", "Where it stands"].map { UI.Heading($0) },
          rows: lines.map { line in
            let one = line.disclosure
            return [
              UI.link(one.reference, href: DisclosurePath.ledger + "/" + Address.encoded(one.id.text)),
              HTML(text: "\(one.askedBy), \(one.askedBody)"), HTML(text: one.receivedOn.spoken),
              HTML(text: line.caseReference ?? ""), HTML(text: one.gateway.flatMap { store.gateways[$0]?.provision } ?? ""),
              HTML(text: line.recipients.map { "\($0.name), \($0.body)" }.joined(separator: "; ")),
              "\(state(one)) \(one.refusalClause.map { HTML(text: DisclosureRefusal.title($0)) })",
            ]
          }, hideCaption: true, compact: true, empty: "Nothing was asked for yet."))
        """, wide: true)
  }

  private func overseerPage(_ id: ID<Disclosure>, _ ask: Ask) async throws -> Page {
    let view = try await store.readAsOverseer(id, by: inquirer(ask)), one = view.disclosure
    return Page(
      title: "\(one.reference) – disclosure ledger", heading: one.reference,
      caption: "\(one.askedBy), \(one.askedBody) · received \(one.receivedOn.spoken)",
      back: ("Back to the ledger", DisclosurePath.ledger),
      body: """
        <p>\(state(one)) \(view.caseReference.map { "About case \($0)." as HTML })</p>
        \(told(view.ask))
        <h2>Why it may leave</h2>
        \(groundList(view))
        \(when: one.refusalClause != nil, "<p>\(DisclosureRefusal.title(one.refusalClause ?? "")). \(view.ground.refusal)</p>")
        <h2>What leaves</h2>
        \(UI.table(
          caption: "Items", headings: ["What", "What becomes of it", "Why"].map { UI.Heading($0) },
          rows: view.items.map { line in
            [HTML(text: line.kind.label), HTML(text: line.choice == .whole ? "Sent as it is" : line.choice == .redacted ? "Parts taken out" : "Withheld"), HTML(text: line.reason.flatMap { store.reasons[$0]?.title } ?? "")]
          }, hideCaption: true, empty: "Nothing is chosen yet."))
        <h2>Recipients</h2>
        \(UI.table(
          caption: "Recipients", headings: ["Copy", "Who", "How", "Agreement", "Where it stands"].map { UI.Heading($0) },
          rows: view.recipients.map { to in
            [HTML(text: String(to.number)), HTML(text: "\(to.name), \(to.body)"), HTML(text: to.form.label), HTML(text: to.agreementWords), HTML(text: to.standing.label)]
          }, hideCaption: true, empty: "Nobody is named yet."))
        \(each: view.recipients.filter { $0.receipt != nil }, { UI.details("Signed receipt of copy \($0.number)", "<pre>\($0.receipt ?? "")</pre>") })
        \(when: one.state == .redacted && one.second.isMissing, UI.form(action: DisclosurePath.ledger + "/" + Address.encoded(id.text) + "/approve", submit: "Agree that it leaves", "\(UI.hidden("redaction", String(one.redaction)))<p>A second person is needed. You see what kinds of thing leave and why, not their text.</p>"))
        """, wide: true)
  }

  private func csv(_ lines: [DisclosureStore.LedgerLine]) -> String {
    var out = CSVText(headings: [
      "reference", "received", "asked by", "body", "case", "state", "gateway", "refusal clause", "copy", "recipient",
      "recipient body", "agreement", "sent", "delete by", "standing",
    ])
    for line in lines {
      let one = line.disclosure
      let head = [
        one.reference, one.receivedOn.description, one.askedBy, one.askedBody, line.caseReference ?? "",
        one.state.rawValue, one.gateway ?? "", one.refusalClause ?? "",
      ]
      let copies = line.recipients.map { to in
        [
          String(to.number), to.name, to.body, to.agreement == nil ? "" : to.agreementWords,
          one.sentAt?.description ?? "", one.deleteBy?.description ?? "", to.standing.rawValue,
        ]
      }
      for copy in copies.isEmpty ? [Array(repeating: "", count: 7)] : copies { out.append(head + copy) }
    }
    return out.text
  }
}
