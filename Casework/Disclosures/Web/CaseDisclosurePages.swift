import Basics
import CaseworkModel
import CaseworkStore
import PartnershipModel
import PartnershipStore
import PartnershipWeb
import WebShell

/// Disclosures of one case: what left it, writing down a request, correcting what was sent.
extension DisclosureDesk {
  var caseRoutes: [Route] {
    [
      Route(.get, CasePath.list + "/:case/disclosures", policy: .needs(.readCases)) { ask in
        let id = ID<Case>(try ask.parameter("case"))
        return try await opened(ask) { .page(try await casePage(id, ask)) }
      },
      Route(.post, CasePath.list + "/:case/disclosures", policy: .needs(.readCases)) { ask in
        let id = ID<Case>(try ask.parameter("case"))
        return try await opened(ask) {
          let made = try await store.record(
            asked(ask), from: text(ask, "name"), of: text(ask, "body"),
            receivedOn: try ask.day("received", "Received on") ?? today, on: id, by: inquirer(ask))
          return .redirect(DisclosurePath.one(made.text))
        }
      },
      Route(.post, CasePath.list + "/:case/corrections", policy: .needs(.readCases)) { ask in
        let id = ID<Case>(try ask.parameter("case"))
        return try await confirmation.before("Correcting what was sent", ask, back: ("Back to the case", CasePath.part(id.text, "disclosures"))) { _ in
          try await opened(ask) {
          let count = try await store.correct(
            note: ID(ask.form["note"] ?? ""), on: id, words: text(ask, "words"), by: inquirer(ask, isConfirmed: true),
            name: ask.visitor?.name ?? "")
          return .page(
            Page(
              title: "Corrected", back: ("Back to the case", CasePath.part(id.text, "disclosures")),
              body: UI.notice(.success, "<p>The case has the correction. \(count == 0 ? "Nobody had been sent the note." : "\(count) \(count == 1 ? "recipient is" : "recipients are") to be told: those who sign in here read it on their copy, the others wait in the ledger.")</p>")))
          }
        }
      },
    ]
  }

  private func casePage(_ id: ID<Case>, _ ask: Ask) async throws -> Page {
    let view = try await store.cases.read(id, by: inquirer(ask)), reference = view.cover.reference
    let left = try await store.list(of: id, by: inquirer(ask))
    let notes = view.notes.map { note in
      (note.id.text, "\(note.kind.label) of \((note.happenedOn ?? note.recordedAt.londonDay).spoken): \(note.text.prefix(60))")
    }
    return Page(
      title: "Disclosures – \(reference)", heading: "Disclosures", caption: reference,
      crumbs: [("Cases", CasePath.list), (reference, CasePath.case(id.text))],
      body: """
        \(UI.tabs(label: "This case", CaseDesk.tabs(id.text), current: CasePath.part(id.text, "disclosures")))
        \(UI.table(
          caption: "What was asked for and what left", headings: ["Reference", "Asked by", "Received", "Where it stands"].map { UI.Heading($0) },
          rows: left.map { one in
            [
              view.may.contains(.disclose) ? UI.link(one.reference, href: DisclosurePath.one(one.id.text)) : HTML(text: one.reference),
              HTML(text: "\(one.askedBy), \(one.askedBody)"), HTML(text: one.receivedOn.spoken), state(one),
            ]
          }, empty: "Nothing of this case has left it."))
        \(when: view.may.contains(.note), """
          <h2>Write down a request</h2>
          \(UI.form(action: CasePath.part(id.text, "disclosures"), submit: "Keep the request", """
            \(UI.textField("name", "Who asks", hint: "One person.", width: .half))
            \(UI.textField("body", "Body that asks", width: .half))
            \(UI.dateField("received", "Received on", hint: "Today when left empty."))
            \(askFields(nil))
            """))
          """)
        \(when: view.may.contains(.disclose) && !notes.isEmpty, """
          <h2>Correct something</h2>
          <p>A note that was wrong stays, with the correction after it; everybody to whom it was sent is to be told.</p>
          \(UI.form(action: CasePath.part(id.text, "corrections"), submit: "Correct it", kind: .secondary, """
            \(UI.select("note", "Note that was wrong", options: notes))
            \(UI.textArea("words", "What is right", rows: 3))
            """))
          """)
        """, wide: true)
  }
}
