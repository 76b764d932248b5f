import Basics
import CaseworkModel
import CaseworkStore
import PartnershipModel
import PartnershipStore
import WebShell

/// What is to be answered, what one asked for, and asking another agency.
extension DisclosureDesk {
  var listRoutes: [Route] {
    [
      Route(.get, DisclosurePath.list, policy: .needs(.readCases)) { ask in
        guard ask.visitor?.workspace != nil else { return .redirect(CasePath.workspace(DisclosurePath.list)) }
        return .page(try await listPage(ask))
      },
      Route(.get, DisclosurePath.list + "/ask", policy: .needs(.readCases)) { ask in
        .page(try await askPage(ask, nil))
      },
      Route(.post, DisclosurePath.list + "/ask", policy: .needs(.readCases)) { ask in
        do {
          _ = try await store.ask(
            Disclosure.Kind(rawValue: ask.form["kind"] ?? "") ?? .information, asked(ask), of: ask.form["agency"] ?? "",
            by: inquirer(ask), name: ask.visitor?.name ?? "")
          return .redirect(DisclosurePath.list)
        } catch is AccessRefused {
          throw NotFound()
        } catch let refusal as Refusal {
          return .status(422, try await askPage(ask, refusal))
        }
      },
    ]
  }

  private func listPage(_ ask: Ask) async throws -> Page {
    let inquirer = inquirer(ask)
    let inbox = try await store.inbox(by: inquirer), asked = try await store.asked(by: inquirer)
    let received = try await store.received(by: inquirer)
    return Page(
      title: "Disclosures",
      lead: "<p>Everything about people that leaves its case for somebody named, and what others disclosed to you.</p>",
      body: """
        <p>\(UI.buttonLink("Ask another agency", href: DisclosurePath.list + "/ask"))</p>
        <h2>To be answered</h2>
        \(UI.table(
          caption: "To be answered", headings: ["Reference", "Asked by", "Received", "What", "Where it stands"].map { UI.Heading($0) },
          rows: inbox.map { one in
            [
              UI.link(one.reference, href: DisclosurePath.one(one.id.text)), HTML(text: "\(one.askedBy), \(one.askedBody)"),
              HTML(text: one.receivedOn.spoken), HTML(text: one.kind.label), state(one),
            ]
          }, hideCaption: true, empty: "Nothing waits for your agency’s answer that you may give."))
        <h2>Disclosed to you</h2>
        \(UI.table(
          caption: "Disclosed to you", headings: ["Reference", "From", "Sent", "To be destroyed by", "Where it stands"].map { UI.Heading($0) },
          rows: received.map { one in
            [
              UI.link(one.disclosure.reference, href: DisclosurePath.received(one.recipient.id.text)),
              HTML(text: one.disclosure.agencyName), HTML(text: one.disclosure.sentAt?.spoken ?? ""),
              deadline(one.disclosure.deleteBy, isOpen: one.recipient.standing.isPromise),
              "\(one.recipient.standing.label)\(when: one.hasCorrection, " \(UI.tag("Corrected", .red))")",
            ]
          }, hideCaption: true, empty: "Nothing was disclosed to you."))
        <h2>What you asked for</h2>
        \(each: asked, { one in
          UI.card("\(one.disclosure.reference): \(one.disclosure.kind.label)", """
            <p>Asked \(one.disclosure.agencyName) on \(one.disclosure.receivedOn.spoken). \(state(one.disclosure))</p>
            <p class="note-text">\(one.ask.wanted)</p>
            \(one.answer.map { "<p><strong>Answer:</strong> \($0)</p>" as HTML })
            \(when: one.disclosure.state == .refused, "<p>\(DisclosureRefusal.title(one.disclosure.refusalClause ?? "")).</p>")
            """)
        })
        \(when: asked.isEmpty, "<p>You have asked nothing.</p>")
        """, wide: true)
  }

  func deadline(_ day: Day?, isOpen: Bool) -> HTML {
    guard let day else { return "" }
    return isOpen && day < today ? "\(day.spoken) \(UI.tag("Overdue", .red))" : HTML(text: day.spoken)
  }

  private func askPage(_ ask: Ask, _ refusal: Refusal?) async throws -> Page {
    let agencies = try await store.otherAgencies(than: ask.visitor?.agencyID ?? "")
    let fields: HTML = """
      \(UI.select("agency", "Agency", options: agencies.map { ($0.id, $0.name) }, selected: ask.form["agency"]))
      \(UI.radios("kind", "What do you ask?", options: Disclosure.Kind.allCases.map { ($0.rawValue, $0.label) }, selected: ask.form["kind"] ?? "information"))
      \(askFields(ask))
      """
    return Page(
      title: "Ask another agency", back: ("Back to disclosures", DisclosurePath.list),
      lead: """
        <p>A person there reads it and answers: with a disclosure, or with a refusal and its clause. Whether anything is \
        held is not said here, and nothing is answered by the machine.</p>
        """,
      body: "\(UI.problem(refusal))\(UI.form(action: DisclosurePath.list + "/ask", submit: "Send the request", fields))",
      status: refusal == nil ? 200 : 422)
  }
}
