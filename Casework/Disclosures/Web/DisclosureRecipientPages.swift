import Basics
import CaseworkModel
import CaseworkStore
import PartnershipModel
import PartnershipStore
import WebShell

/// Recipients of one disclosure: naming them, and what became of their copies.
extension DisclosureDesk {
  var recipientRoutes: [Route] {
    [
      change("/recipients") { ask, id, inquirer in
        let account = ask.form["account"].flatMap { $0.isEmpty ? nil : $0 }
        try await store.addRecipient(
          account: account, name: text(ask, "name"), body: text(ask, "body"),
          kind: PartyKind(rawValue: ask.form["kind"] ?? ""), sentTo: text(ask, account == nil ? "outside-to" : "sent-to"),
          form: account == nil ? .copy : DisclosureRecipient.Form(rawValue: ask.form["form"] ?? "") ?? .view,
          to: id, by: inquirer)
      },
      change("/recipients/:recipient/remove") { ask, id, inquirer in
        try await store.removeRecipient(try recipient(ask), from: id, by: inquirer)
      },
      change("/recipients/:recipient/standing") { ask, id, inquirer in
        guard let standing = DisclosureRecipient.Standing(rawValue: ask.form["standing-\(try ask.parameter("recipient"))"] ?? "") else {
          throw Refusal("standing", place: "What became of it", "Nothing is chosen.", remedy: "Choose one.")
        }
        try await store.record(standing, of: try recipient(ask), on: id,
          words: text(ask, "words-\(try ask.parameter("recipient"))"), by: inquirer)
      },
      change("/recipients/:recipient/told") { ask, id, inquirer in
        try await store.told(try recipient(ask), of: id, how: text(ask, "how-\(try ask.parameter("recipient"))"),
          by: inquirer)
      },
      Route(.get, DisclosurePath.list + "/:disclosure/copies/:recipient", policy: .needs(.readCases)) { ask in
        let id = try id(ask), recipient = try recipient(ask)
        return try await opened(ask) {
          let copy = try await store.copy(recipient, of: id, by: inquirer(ask))
          return .download(copy.bytes, type: "application/pdf", filename: copy.name)
        }
      },
      Route(.get, DisclosurePath.list + "/:disclosure/receipts/:recipient", policy: .needs(.readCases)) { ask in
        let id = try id(ask), recipient = try recipient(ask)
        return try await opened(ask) {
          let view = try await store.read(id, by: inquirer(ask))
          guard let one = view.recipients.first(where: { $0.id == recipient }), let receipt = one.receipt else {
            throw NotFound()
          }
          return .download(
            Array(receipt.utf8), type: "text/plain; charset=utf-8",
            filename: "\(view.disclosure.reference)-\(one.number)-receipt.txt")
        }
      },
    ]
  }

  func recipientsTable(_ view: DisclosureView) -> HTML {
    UI.table(
      caption: "Recipients", headings: ["Copy", "Who", "How", "Where to", ""].map { UI.Heading($0) },
      rows: view.recipients.map { one in
        [
          HTML(text: String(one.number)), HTML(text: "\(one.name), \(one.body)"), HTML(text: one.form.label),
          HTML(text: one.sentTo),
          UI.form(action: DisclosurePath.part(view.disclosure.id.text, "recipients", one.id.text, "remove"), submit: "Take \(one.name) away", kind: .secondary, ""),
        ]
      }, hideCaption: true, empty: "Nobody is named yet.")
  }

  func recipientForm(_ view: DisclosureView, _ people: [(account: String, words: String)]) -> HTML {
    let id = view.disclosure.id.text
    return """
      \(UI.details("Add somebody who signs in here", UI.form(action: DisclosurePath.part(id, "recipients"), submit: "Add this person", kind: .secondary, """
        \(UI.select("account", "Person", options: people.map { ($0.account, $0.words) }))
        \(UI.radios("form", "How", options: DisclosureRecipient.Form.allCases.map { ($0.rawValue, $0.label) }, selected: "view"))
        \(UI.textField("sent-to", "Where a copy goes", hint: "For a marked copy only: an address of secure e-mail, or “handed over”.", width: .half))
        """)))
      \(UI.details("Add somebody outside", UI.form(action: DisclosurePath.part(id, "recipients"), submit: "Add the recipient", kind: .secondary, """
        \(UI.textField("name", "Name of the recipient", hint: "One person.", width: .half))
        \(UI.textField("body", "Body of the recipient", width: .half))
        \(UI.select("kind", "Kind of body", options: [("", "Another kind")] + PartyKind.allCases.map { ($0.rawValue, $0.label) }))
        \(UI.textField("outside-to", "Where it goes", hint: "One address of secure e-mail, or “handed over”.", width: .half))
        """)))
      """
  }

  /// The items as they left, and how many did not.
  func left(_ view: DisclosureView) -> HTML {
    let leaving = view.items.filter { $0.choice != .withheld }, kept = view.items.count - leaving.count
    return """
      \(each: leaving, { line in
        UI.card("\(line.kind.label): \(line.title ?? "")", "<p>\(UI.tag(line.choice == .whole ? "As it is" : "Parts taken out", line.choice == .whole ? .blue : .yellow))</p><p class=\"note-text\">\(line.leaving ?? "")</p>\(when: line.kind == .document && line.leaving != nil, "<p>\(UI.link("Open the file as it leaves", href: DisclosurePath.part(view.disclosure.id.text, "documents", line.item)))</p>")")
      })
      <p>\(kept) \(kept == 1 ? "item is" : "items are") withheld.</p>
      """
  }

  /// What was sent to whom, with receipts and what is still owed.
  func sentPart(_ view: DisclosureView) -> HTML {
    let one = view.disclosure, id = one.id.text
    return """
      <h2>Why it left</h2>
      \(groundList(view))
      <h2>What left</h2>
      \(left(view))
      <h2>Sent \(one.sentAt?.spoken ?? ""), redaction \(one.redaction)</h2>
      \(each: view.recipients, { recipient in
        UI.card("Copy \(recipient.number): \(recipient.name), \(recipient.body)", """
          \(UI.summaryList([
            ("Where it stands", HTML(text: recipient.standing.label)), ("How", HTML(text: "\(recipient.form.label) \(recipient.sentTo)")),
            ("Agreement", HTML(text: recipient.agreementWords)),
            ("To be destroyed by", deadline(one.deleteBy, isOpen: recipient.standing.isPromise)),
          ]))
          \(when: recipient.form == .copy, "<p>\(UI.link("The marked copy as PDF", href: DisclosurePath.part(id, "copies", recipient.id.text)))</p>")
          <p>\(UI.link("The signed receipt", href: DisclosurePath.part(id, "receipts", recipient.id.text)))</p>
          \(when: recipient.account == nil && recipient.standing.isPromise, UI.details("What the recipient told", UI.form(action: DisclosurePath.part(id, "recipients", recipient.id.text, "standing"), submit: "Keep it", kind: .secondary, """
            \(UI.radios("standing-\(recipient.id.text)", "What became of it", options: [DisclosureRecipient.Standing.confirmed, .destroyed, .returned, .kept].map { ($0.rawValue, $0.label) }))
            \(UI.textField("words-\(recipient.id.text)", "How you know", hint: "Such as: e-mail of 3 May."))
            """)))
          \(when: recipient.account == nil, UI.details("Told of a correction", UI.form(action: DisclosurePath.part(id, "recipients", recipient.id.text, "told"), submit: "Keep it", kind: .secondary, UI.textField("how-\(recipient.id.text)", "How they were told"))))
          """)
      })
      """
  }
}
