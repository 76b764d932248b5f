import Basics
import CaseworkModel
import CaseworkStore
import PartnershipModel
import PartnershipStore
import WebShell

/// A copy as its recipient meets it.
extension DisclosureDesk {
  var receivedRoutes: [Route] {
    [
      Route(.get, "/received/:recipient", policy: .signedIn) { ask in
        let id = try recipient(ask)
        return try await mine(id) { .page(try await receivedPage(id, ask)) }
      },
      Route(.get, "/received/:recipient/receipt", policy: .signedIn) { ask in
        let id = try recipient(ask)
        return try await mine(id) {
          let receipt = try await store.receipt(id, by: inquirer(ask))
          return .download(Array(receipt.utf8), type: "text/plain; charset=utf-8", filename: "disclosure-receipt.txt")
        }
      },
      Route(.get, "/received/:recipient/text", policy: .signedIn) { ask in
        let id = try recipient(ask)
        return try await mine(id) {
          let opened = try await store.open(id, by: inquirer(ask))
          return .download(Array(opened.text.utf8), type: "text/plain; charset=utf-8", filename: "disclosure.txt")
        }
      },
      Route(.get, "/received/:recipient/documents/:document", policy: .signedIn) { ask in
        let id = try recipient(ask), document = ID<CaseDocument>(try ask.parameter("document"))
        return try await mine(id) {
          let file = try await store.receivedFile(document, of: id, by: inquirer(ask))
          return .download(file.bytes, type: file.mediaType, filename: file.name)
        }
      },
      Route(.post, "/received/:recipient/confirm", policy: .signedIn) { ask in
        let id = try recipient(ask)
        return try await mine(id) {
          try await store.confirm(id, by: inquirer(ask))
          return .redirect(DisclosurePath.received(id.text))
        }
      },
      Route(.post, "/received/:recipient/end", policy: .signedIn) { ask in
        let id = try recipient(ask)
        return try await mine(id) {
          try await store.end(
            id, as: DisclosureRecipient.Standing(rawValue: ask.form["standing"] ?? "") ?? .named,
            words: text(ask, "words"), by: inquirer(ask))
          return .redirect(DisclosurePath.list)
        }
      },
    ]
  }

  private func mine(_ id: ID<DisclosureRecipient>, _ handle: () async throws -> Reply) async throws -> Reply {
    do { return try await handle() } catch is AccessRefused { throw NotFound() }
  }

  private func receivedPage(_ id: ID<DisclosureRecipient>, _ ask: Ask) async throws -> Page {
    let opened = try await store.open(id, by: inquirer(ask))
    let one = opened.received.disclosure, recipient = opened.received.recipient
    return Page(
      title: "Disclosed to you: \(one.reference)", caption: "\(recipient.name), \(recipient.body) · copy \(recipient.number)",
      back: ("Back to disclosures", DisclosurePath.list),
      body: """
        \(each: opened.corrections, { UI.notice(.important, "<p><strong>Corrected by the sender.</strong> \($0)</p>") })
        \(when: recipient.standing == .sent, UI.form(action: DisclosurePath.received(id.text, "confirm"), submit: "Confirm that I received it", ""))
        <pre class="pack">\(opened.text)</pre>
        \(when: !opened.files.isEmpty, """
          <h2>Documents</h2>
          <ul>\(each: opened.files, { file in
            "<li>\(UI.link("Document: \(file.text)", href: DisclosurePath.received(id.text, "documents", file.document)))</li>"
          })</ul>
          """)
        <h2>Receipt</h2>
        <p>Both sides hold it. It is signed, and checked without this server: \(UI.link("the receipt", href: DisclosurePath.received(id.text, "receipt"))), \
        \(UI.link("the text that its SHA-256 is over", href: DisclosurePath.received(id.text, "text"))).</p>
        <h2>What became of it</h2>
        \(UI.form(action: DisclosurePath.received(id.text, "end"), submit: "Tell the sender", kind: .secondary, """
          \(UI.radios("standing", "What became of it", hint: "Due by \(one.deleteBy?.spoken ?? "").", options: [DisclosureRecipient.Standing.destroyed, .returned, .kept].map { ($0.rawValue, $0.label) }))
          \(UI.textField("words", "Reason", hint: "Needed where it is kept longer."))
          """))
        """)
  }
}
