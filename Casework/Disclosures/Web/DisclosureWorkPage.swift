import Basics
import CaseworkModel
import CaseworkStore
import Documents
import PartnershipModel
import PartnershipStore
import PartnershipWeb
import WebShell

/// One disclosure, step by step: what was asked, why it may leave, what leaves, to whom, sending.
extension DisclosureDesk {
  var workRoutes: [Route] {
    [
      Route(.get, DisclosurePath.list + "/:disclosure", policy: .needs(.readCases)) { ask in
        let id = try id(ask)
        return try await opened(ask) { .page(try await workPage(id, ask)) }
      },
      change("/acknowledge") { _, id, inquirer in try await store.acknowledge(id, by: inquirer) },
      change("/match") { ask, id, inquirer in
        try await store.match(id, with: text(ask, "case-reference"), by: inquirer)
      },
      change("/refuse") { ask, id, inquirer in
        try await store.refuse(id, clause: ask.form["clause"] ?? "", reason: text(ask, "refusal"), by: inquirer)
      },
      change("/answer") { ask, id, inquirer in
        try await store.answerKnownTo(id, words: text(ask, "words"), by: inquirer)
      },
      change("/assess") { ask, id, inquirer in
        try await store.assess(
          id, gateway: ask.form["gateway"] ?? "",
          DisclosureGround(
            necessity: text(ask, "necessity"), proportionality: text(ask, "proportionality"),
            lawfulBasis: text(ask, "lawful-basis"), confidentiality: text(ask, "confidentiality"),
            identifying: text(ask, "identifying"), restrictions: text(ask, "restrictions"),
            withoutAgreement: text(ask, "without-agreement")),
          deleteBy: try ask.day("delete-by", "To be destroyed by"), by: inquirer)
      },
      change("/items") { ask, id, inquirer in
        try await store.choose(ChosenItems.read(ask).map(\.item), for: id, by: inquirer)
      },
      change("/documents/:document") { ask, id, inquirer in
        let document = try ask.parameter("document")
        guard let file = ask.form.file("copy-\(document)") else {
          throw Refusal("document", place: "Redacted copy", "No file was chosen.", remedy: "Choose a file.")
        }
        guard file.byteCount <= CaseDocument.largest else {
          throw Refusal(
            "document-size", place: "Redacted copy", "The file is larger than 10 MB.", remedy: "Bring a smaller copy.")
        }
        try await store.addRedactedCopy(
          of: ID(document), named: file.filename, try file.bytes, to: id, by: inquirer, writer: ask.visitor?.name ?? "")
      },
      Route(.get, DisclosurePath.list + "/:disclosure/documents/:document", policy: .needs(.readCases)) { ask in
        let id = try id(ask), document = ID<CaseDocument>(try ask.parameter("document"))
        return try await opened(ask) {
          let file = try await store.file(document, of: id, by: inquirer(ask))
          return .download(file.bytes, type: file.mediaType, filename: file.name)
        }
      },
      change("/redact") { _, id, inquirer in try await store.redact(id, by: inquirer) },
      change("/approve") { ask, id, inquirer in
        try await store.approve(
          id, redaction: Int(ask.form["redaction"] ?? "") ?? -1, by: inquirer, name: ask.visitor?.name ?? "",
          isOverseer: false)
      },
      Route(.post, DisclosurePath.list + "/:disclosure/send", policy: .needs(.readCases)) { ask in
        let id = try id(ask)
        let back = ("Back to the disclosure", DisclosurePath.one(id.text))
        return try await confirmation.before("Sending a disclosure", ask, back: back) { _ in
          try await opened(ask) {
            try await store.send(
              id, redaction: Int(ask.form["redaction"] ?? "") ?? -1, by: inquirer(ask, isConfirmed: true)
            ) { [renderer] pack in
              try await renderer.renderPDF(html: DisclosureCopy.report(pack).html(styled: false))
            }
            return .redirect(DisclosurePath.one(id.text))
          }
        }
      },
    ]
  }

  private func workPage(_ id: ID<Disclosure>, _ ask: Ask) async throws -> Page {
    let view = try await store.read(id, by: inquirer(ask)), one = view.disclosure
    let held = one.state.isOpen && one.record != nil ? try await held(view, inquirer(ask)) : []
    let people = one.state.isOpen && one.record != nil ? try await store.possibleRecipients() : []
    return Page(
      title: one.reference, heading: "\(one.kind.label): \(one.reference)",
      caption: "\(one.askedBy), \(one.askedBody) · received \(one.receivedOn.spoken)",
      back: ("Back to disclosures", DisclosurePath.list),
      body: """
        <p>\(state(one)) \(view.caseReference.map { reference in
          "About case \(one.record.map { UI.link(reference, href: CasePath.case($0.text)) } ?? HTML(text: reference))." as HTML
        })</p>
        \(told(view.ask))
        \(when: one.state == .requested, UI.form(action: DisclosurePath.part(id.text, "acknowledge"), submit: "Acknowledge the request", kind: .secondary, ""))
        \(when: one.state.isOpen && one.record == nil, matchForm(one))
        \(when: one.state.isOpen && one.record != nil, assessForm(view))
        \(when: one.state == .assessed || one.state == .redacted, """
          <h2>What leaves</h2>\(redactedCopies(view, held))\(itemsForm(view, held))
          <h2>To whom</h2>\(recipientsTable(view))\(recipientForm(view, people))
          """)
        \(when: one.state == .assessed && !view.items.isEmpty && !view.recipients.isEmpty, UI.form(action: DisclosurePath.part(id.text, "redact"), submit: "Freeze what leaves", "<p>From here what you see below is what is sent.</p>"))
        \(when: one.state == .redacted, sendForm(view))
        \(when: one.state == .sent, sentPart(view))
        \(when: one.state == .refused || one.state == .answered, """
          <h2>\(one.state.label)</h2><p>\(one.refusalClause.map { "\(DisclosureRefusal.title($0)). " as HTML })\(view.ground.refusal)</p>
          """)
        \(when: one.state.isOpen, refuseForm(one))
        """, wide: true)
  }

  private func held(_ view: DisclosureView, _ inquirer: Inquirer) async throws -> [DisclosureItem] {
    guard let record = view.disclosure.record else { return [] }
    return DisclosureStore.items(of: try await store.cases.read(record, by: inquirer), withDocuments: true)
  }

  private func matchForm(_ one: Disclosure) -> HTML {
    """
    \(when: one.kind == .knownTo, """
      <h2>Answer</h2>
      <p>Nobody else has answered, and the machine says nothing. An answer may neither confirm nor deny.</p>
      \(UI.form(action: DisclosurePath.part(one.id.text, "answer"), submit: "Give the answer", UI.textArea("words", "Answer", hint: "Such as: please ring our single point of contact; or: we can neither confirm nor deny.", rows: 3)))
      """)
    \(when: one.kind == .information, """
      <h2>Which case is it about?</h2>
      \(UI.form(action: DisclosurePath.part(one.id.text, "match"), submit: "Match with the case", kind: .secondary, UI.textField("case-reference", "Reference of the case", hint: "One that you may disclose.", width: .twenty)))
      """)
    """
  }

  private func refuseForm(_ one: Disclosure) -> HTML {
    UI.details(
      "Refuse it",
      UI.form(
        action: DisclosurePath.part(one.id.text, "refuse"), submit: "Refuse the request", kind: .warning,
        """
        \(UI.select("clause", "Clause it fails by", options: DisclosureRefusal.clauses.map { ($0.code, $0.title) }))
        \(UI.textArea("refusal", "Why it is refused", hint: "Kept here; the asker hears the clause only.", rows: 3))
        """))
  }
}
