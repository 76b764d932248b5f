import Basics
import CaseworkModel
import CaseworkStore
import PartnershipModel
import PartnershipStore
import PartnershipWeb
import WebShell

/// One case as it is read.
extension CaseDesk {
  var caseRoutes: [Route] {
    [
      Route(.get, CasePath.list + "/:case", policy: .needs(.readCases)) { ask in
        try await opened(ask) { view in .page(casePage(view)) }
      },
      Route(.get, CasePath.list + "/:case/documents/:document", policy: .needs(.readCases)) { ask in
        do {
          let found = try await store.document(
            ID(try ask.parameter("document")), of: try id(ask), by: inquirer(ask))
          return .download(found.bytes, type: found.type, filename: found.name)
        } catch let refused as AccessRefused {
          return try hidden(refused)
        }
      },
      revealRoute,
    ]
  }

  /// The safe address on a page of its own, after the second factor and a reason; the page says that the look is recorded.
  private var revealRoute: Route {
    Route(.post, CasePath.list + "/:case/people/:person/safe-address", policy: .needs(.readCases)) { ask in
      let id = try id(ask), person = ID<Person>(try ask.parameter("person"))
      let back = ("Back to the case", CasePath.case(id.text))
      return try await confirmation.before("see a safe address", ask, back: back) { _ in
        do {
          let reason = try ask.required("reason", "Reason")
          let address = try await store.safeAddress(
            of: person, in: id, by: inquirer(ask, reason: reason, isConfirmed: true))
          return .page(
            Page(
              title: "Safe address", back: back,
              lead: "<p>This look is recorded with your name and your reason.</p>",
              body: "<p class=\"safe-address\"><strong>\(address)</strong></p><p>Do not write it down, print it or say it aloud.</p>"
            ))
        } catch let refused as AccessRefused {
          return try hidden(refused)
        }
      }
    }
  }

  private func casePage(_ view: CaseView) -> Page {
    let cover = view.cover, id = cover.id.text, today = store.clock.now().londonDay
    return page(
      view, "Case \(cover.reference)", current: CasePath.case(id),
      body: """
        \(UI.summaryList([
          ("Panel", HTML(text: store.gate.words.panel(cover.panel)?.title ?? cover.panel)),
          ("Owner", HTML(text: cover.ownerName)),
          ("Status", "\(UI.tag(cover.state.label, cover.state == .open ? .blue : .grey)) \(cover.closingReason ?? "")"),
          ("Opened", HTML(text: cover.openedOn.spoken)),
          ("Why you see it", HTML(text: why(view.decision))),
        ]))
        <h2>People</h2>
        \(each: view.parties, { party($0.person, $0.roles, id, view.may.contains(.reveal)) })
        <h2>Actions</h2>
        \(UI.table(
          caption: "Actions", headings: ["What", "Agency", "Due", "Done"].map { UI.Heading($0) },
          rows: view.actions.map { action in
            [
              HTML(text: action.kind.label), HTML(text: action.agency),
              action.isLate(on: today) ? "\(action.due.spoken) \(UI.tag("Late", .red))" : HTML(text: action.due.spoken),
              HTML(text: action.doneOn?.spoken ?? "not yet"),
            ]
          }, hideCaption: true, empty: "No action is set."))
        <h2>Chronology</h2>
        \(when: view.notes.isEmpty, "<p>No note that you may read.</p>")
        \(each: view.notes, note)
        <h2>Documents</h2>
        \(when: view.documents.isEmpty, "<p>None.</p>")
        <ul>\(each: view.documents, { "<li>\(UI.link($0.name, href: CasePath.part(id, "documents", $0.id.text))) (\($0.byteCount.grouped) bytes), \($0.addedBy), \($0.addedAt.day.spoken)</li>" })</ul>
        """)
  }

  func why(_ decision: SharingDecision) -> String {
    let on =
      switch decision.basis {
      case .member: "You are on the case"
      case .breakGlass: "Emergency access is open to you"
      case .panelWide: "The whole panel sees it"
      case .none: ""
      }
    guard let agreement = decision.agreement else { return "\(on); it belongs to your agency." }
    return "\(on), and agreement \(agreement.id) version \(agreement.version ?? 1) covers this purpose and all its kinds of data."
  }

  private func party(_ person: Person, _ roles: [PartyRole], _ id: String, _ mayReveal: Bool) -> HTML {
    UI.card(
      person.name,
      """
      \(UI.summaryList([
        ("In this case", HTML(text: roles.map(\.label).joined(separator: "; "))),
        ("Date of birth", HTML(text: person.birthDate?.spoken ?? "not known")),
        ("Telephone", HTML(text: person.phones.isEmpty ? "none, or not for you" : person.phones.joined(separator: ", "))),
        ("Address", HTML(text: person.address.isEmpty ? "none, or not for you" : "\(person.address) \(person.postcode)")),
      ]))
      \(when: person.hasSafeAddress, "<p>\(UI.tag("Safe address held", .purple)) It is masked.</p>")
      \(when: person.hasSafeAddress && mayReveal, UI.details("Reveal the safe address", UI.form(
        action: CasePath.part(id, "people", person.id.text, "safe-address"), submit: "Reveal", kind: .warning,
        UI.textField("reason", "Reason", hint: "It is recorded."))))
      """)
  }

  private func note(_ note: CaseNote) -> HTML {
    UI.card(
      "\(note.kind.label), \(note.happenedOn.map { "of \($0.spoken)" } ?? "no day given")",
      """
      <p>\(UI.tag(note.kind.label, note.kind == .fact ? .blue : .yellow))</p>
      <p class="note-text">\(note.text)</p>
      <p class="hint">Source: \(note.source.isEmpty ? "not given" : note.source). Written by \(note.recordedBy), \(note.agency), \(note.recordedAt.spoken).
      \(when: !note.categories.isEmpty, "Holds: \(note.categories.compactMap { store.gate.words.category($0)?.title }.joined(separator: ", ")).")</p>
      """)
  }
}
