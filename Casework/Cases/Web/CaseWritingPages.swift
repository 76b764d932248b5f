import Basics
import CaseworkModel
import CaseworkStore
import PartnershipModel
import PartnershipStore
import PartnershipWeb
import WebShell

/// Writing in a case: notes, actions, people, documents, labels, closing.
extension CaseDesk {
  var writingRoutes: [Route] {
    [
      Route(.get, CasePath.list + "/:case/write", policy: .needs(.readCases)) { ask in
        try await opened(ask) { view in .page(writingPage(view)) }
      },
      change("/notes") { ask, id, inquirer in
        guard let kind = CaseNote.Kind(rawValue: ask.form["kind"] ?? "") else {
          throw Refusal("note-kind", place: "Fact or opinion", "Nothing is chosen.", remedy: "Choose one.")
        }
        try await store.addNote(
          kind, ask.form["text"] ?? "", source: (ask.form["source"] ?? "").trimmed,
          happenedOn: try ask.day("happened", "When it happened"), categories: ask.form.all("category"),
          isKeptToAgency: ask.form["kept"] == "yes", to: id, by: inquirer, name: ask.visitor?.name ?? "")
      },
      change("/actions") { ask, id, inquirer in
        guard let kind = CaseAction.Kind(rawValue: ask.form["kind"] ?? ""),
          let due = try ask.day("due", "Due")
        else { throw Refusal("action", place: "Action", "Kind or day is missing.", remedy: "Choose both.") }
        // A visit or letter that a label rules out is not planned either.
        let view = try await store.read(id, by: inquirer)
        let acts: [CaseAction.Kind: String] = [
          .visit: "visits", .letter: "letters", .call: "calls", .enforcement: "notices",
        ]
        if let act = acts[kind] { try store.check(act, on: view) }
        try await store.addAction(kind, due: due, to: id, by: inquirer)
      },
      change("/actions/:action/done", { ask, id, inquirer in
        try await store.complete(ID(try ask.parameter("action")), of: id, by: inquirer)
      }, then: { CasePath.part($0, "write") }),
      change("/people") { ask, id, inquirer in
        try await store.addParty(
          try PersonFields.particulars(ask), as: try PersonFields.role(of: ask), to: id, by: inquirer,
          name: ask.visitor?.name ?? "")
      },
      change("/documents") { ask, id, inquirer in
        guard let file = ask.form.file("file") else {
          throw Refusal("document", place: "Document", "No file was chosen.", remedy: "Choose a file.")
        }
        guard file.byteCount <= CaseDocument.largest else {
          throw Refusal("document-size", place: "Document", "The file is larger than 10 MB.", remedy: "Send a smaller copy.")
        }
        try await store.addDocument(
          named: file.filename, try file.bytes, to: id, by: inquirer,
          writer: ask.visitor?.name ?? "")
      },
      change("/labels") { ask, id, inquirer in
        try await store.setLabel(
          ask.form["label"] ?? "", words: (ask.form["words"] ?? "").trimmed, on: id, by: inquirer,
          name: ask.visitor?.name ?? "")
      },
      change("/labels/:label/lift", { ask, id, inquirer in
        try await store.liftLabel(
          try ask.parameter("label"), reason: (ask.form["reason"] ?? "").trimmed, on: id, by: inquirer)
      }),
      change("/close") { ask, id, inquirer in
        try await store.close(id, reason: (ask.form["reason"] ?? "").trimmed, by: inquirer)
      },
    ]
  }

  private func writingPage(_ view: CaseView) -> Page {
    let id = view.cover.id.text
    let isOpen = view.cover.state == .open
    let standing = Set(view.labels.map(\.label))
    return page(
      view, "Write in the case", current: CasePath.part(id, "write"),
      body: """
        \(when: !isOpen, UI.notice(.information, "<p>The case is closed.</p>"))
        \(when: view.may.contains(.note) && isOpen, "<h2>Add a note</h2>\(noteForm(id))")
        \(when: view.may.contains(.edit) && isOpen, """
          <h2>Actions</h2>
          \(each: view.actions.filter { $0.doneOn == nil }, { action in
            UI.form(action: CasePath.part(id, "actions", action.id.text, "done"), submit: "Mark as done: \(action.kind.label), due \(action.due.spoken)", kind: .secondary, "")
          })
          \(UI.form(action: CasePath.part(id, "actions"), submit: "Set the action", """
            \(UI.select("kind", "Action", options: CaseAction.Kind.allCases.map { ($0.rawValue, $0.label) }))
            \(UI.dateField("due", "Due"))
            """))
          <h2>Add a person</h2>
          \(UI.form(action: CasePath.part(id, "people"), submit: "Add the person", "\(PersonFields.html(Form()))\(PersonFields.role(Form()))"))
          <h2>Labels: what may not be done</h2>
          \(each: view.labels, { one in
            UI.form(action: CasePath.part(id, "labels", one.label, "lift"), submit: "Lift “\(store.labels.first { $0.id == one.label }?.title ?? one.label)”", kind: .secondary, UI.textField("reason", "Reason"))
          })
          \(UI.form(action: CasePath.part(id, "labels"), submit: "Set the label", kind: .secondary, """
            \(UI.select("label", "Label", options: store.labels.filter { !standing.contains($0.id) }.map { ($0.id, $0.title) }))
            \(UI.textField("words", "Why"))
            """))
          """)
        \(when: view.may.contains(.document) && isOpen, "<h2>Add a document</h2>\(UI.form(action: CasePath.part(id, "documents"), submit: "Add the document", uploads: true, UI.fileField("file", "PDF, JPEG, PNG or plain text, up to 10 MB")))")
        \(when: view.may.contains(.close) && isOpen, "<h2>Close the case</h2>\(UI.form(action: CasePath.part(id, "close"), submit: "Close the case", kind: .warning, UI.textField("reason", "Reason")))")
        """)
  }

  private func noteForm(_ id: String) -> HTML {
    UI.form(
      action: CasePath.part(id, "notes"), submit: "Add the note",
      """
      \(UI.radios("kind", "Fact or opinion?", options: CaseNote.Kind.allCases.map { ($0.rawValue, $0.label) }, inline: true))
      \(UI.textArea("text", "Note", rows: 5))
      \(UI.textField("source", "Source", hint: "Such as: call to the council, police report.", width: .half))
      \(UI.dateField("happened", "When it happened"))
      \(UI.checkboxes("category", "Kinds of data in it", hint: "A partner reads the note only under an agreement that covers all of them.", options: store.gate.words.categories.map { ($0.id, $0.title) }, selected: []))
      \(UI.checkboxes("kept", "Who may read it", options: [("yes", "Keep it to my own agency")], selected: []))
      """)
  }
}
