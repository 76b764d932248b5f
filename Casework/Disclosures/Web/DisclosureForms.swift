import Basics
import CaseworkModel
import CaseworkStore
import PartnershipModel
import PartnershipStore
import WebShell

/// The forms of one disclosure's steps.
extension DisclosureDesk {
  func assessForm(_ view: DisclosureView) -> HTML {
    let one = view.disclosure, ground = view.ground
    let gateways = store.gateways.gateways.filter { $0.isLaw(on: today) }
    let fields: HTML = """
      \(UI.select("gateway", "Legal gateway", options: gateways.map { ($0.code, "\($0.title) – \($0.provision)\($0.isConfirmed ? "" : " (not confirmed)")") }, selected: one.gateway))
      \(UI.textArea("necessity", "Why it is necessary", value: ground.necessity, rows: 3))
      \(UI.textArea("proportionality", "Why it is proportionate", hint: "Why this much, to these people, and not less.", value: ground.proportionality, rows: 3))
      \(UI.textArea("lawful-basis", "Lawful basis", hint: "Article 6, and for special or criminal data Article 9 or Schedule 1; or Part 3.", value: ground.lawfulBasis, rows: 2))
      \(UI.textArea("confidentiality", "How the duty of confidence is answered", hint: "Consent, statute, or overriding public interest.", value: ground.confidentiality, rows: 2))
      \(UI.textArea("identifying", "Who decided to identify people, and why", hint: "Where the gateway is depersonalised by default.", value: ground.identifying, rows: 2))
      \(UI.textArea("restrictions", "What the recipient may not do", hint: "Stands on the copy. Such as: not to be used for enforcement.", value: ground.restrictions, rows: 2))
      \(UI.textArea("without-agreement", "Why without an agreement", hint: "Only where no agreement in force covers it; a second person then has to agree.", value: ground.withoutAgreement, rows: 2))
      \(UI.dateField("delete-by", "To be destroyed by", value: boxes(one.deleteBy)))
      """
    let form = UI.form(action: DisclosurePath.part(one.id.text, "assess"), submit: "Keep the assessment", fields)
    guard one.state == .assessed || one.state == .redacted else { return "<h2>Why it may leave</h2>\(form)" }
    let gateway = one.gateway.flatMap { store.gateways[$0] }
    return """
      <h2>Why it may leave</h2>
      \(groundList(view))
      \(when: !(gateway?.limits.isEmpty ?? true), UI.details("What the gateway asks for", "<ul>\(each: gateway?.limits ?? [], { "<li>\($0.words)\(when: !$0.isConfirmed, " \(UI.tag("Not confirmed", .yellow))")</li>" })</ul>"))
      \(UI.details("Change the assessment", form))
      """
  }

  private func boxes(_ day: Day?) -> (day: String, month: String, year: String) {
    guard let parts = day?.parts else { return ("", "", "") }
    return (String(parts.day), String(parts.month), String(parts.year))
  }

  func groundList(_ view: DisclosureView) -> HTML {
    let one = view.disclosure, ground = view.ground
    let gateway = one.gateway.flatMap { store.gateways[$0] }
    let rows: [(String, String)] = [
      ("Legal gateway", gateway.map { "\($0.title), \($0.provision)" } ?? one.gateway ?? ""),
      ("Purpose", one.purpose.flatMap { words.purpose($0)?.title } ?? ""), ("Why it is necessary", ground.necessity),
      ("Why it is proportionate", ground.proportionality), ("Lawful basis", ground.lawfulBasis),
      ("Duty of confidence", ground.confidentiality), ("Identifying people", ground.identifying),
      ("Restrictions", ground.restrictions), ("Why without an agreement", ground.withoutAgreement),
      ("To be destroyed by", one.deleteBy?.spoken ?? ""), ("Second person who agreed", one.second.name ?? ""),
    ]
    return UI.summaryList(rows.filter { !$0.1.isEmpty }.map { ($0.0, HTML(text: $0.1)) })
  }

  func itemsForm(_ view: DisclosureView, _ held: [DisclosureItem]) -> HTML {
    let why = [("", "")] + store.reasons.reasons(for: .disclosure).map { ($0.id, $0.title) }
    func block(_ item: DisclosureItem) -> HTML {
      let name = "\(item.kind.rawValue):\(item.item)"
      let line = view.items.first { $0.kind == item.kind && $0.item == item.item }
      return UI.card(
        "\(item.kind.label): \(item.title)",
        """
        <p class="note-text">\(item.text)</p>
        \(when: item.kind == .document, documentLinks(view, item))
        \(when: !item.categories.isEmpty, "<p class=\"hint\">Kinds of data: \(item.categories.sorted().compactMap { words.category($0)?.title }.joined(separator: ", ")).</p>")
        \(UI.hidden("item", name))
        \(UI.radios("choice-\(name)", "What becomes of it", options: DisclosureItem.Choice.allCases.map { ($0.rawValue, item.kind.label($0)) }, selected: (line?.choice ?? .withheld).rawValue, inline: true))
        \(UI.details("Take parts out, or say why it is withheld", """
          \(when: item.kind != .document, UI.textArea("text-\(name)", "Text that is sent instead", value: line?.choice == .redacted ? line?.leaving ?? item.text : item.text, rows: 4)))
          \(UI.select("why-\(name)", "Why", options: why, selected: line?.reason))
          """, open: line?.choice == .redacted))
        """)
    }
    return UI.form(
      action: DisclosurePath.part(view.disclosure.id.text, "items"), submit: "Keep what leaves",
      "<p>What is not chosen is withheld. A safe address never leaves.</p>\(each: held, block)")
  }

  private func documentLinks(_ view: DisclosureView, _ item: DisclosureItem) -> HTML {
    let record = view.disclosure.record?.text ?? ""
    let copy = view.files.first { $0.document == item.item && $0.form == .redacted }
    return """
      <p>\(UI.link("The document as it is", href: CasePath.part(record, "documents", item.item))).
      \(copy.map { "Redacted copy: \($0.text)." as HTML } ?? "No redacted copy was brought in.")</p>
      """
  }

  /// Redacted copies of documents, each brought in by itself: a file is not part of the form of choices.
  func redactedCopies(_ view: DisclosureView, _ held: [DisclosureItem]) -> HTML {
    let documents = held.filter { $0.kind == .document }
    guard !documents.isEmpty else { return "" }
    return UI.details(
      "Redacted copies of documents",
      """
      <p>The copy is made outside, so that what is taken out is gone and not only covered; look for names in its properties
      as well. It leaves as it is brought, under a name that says nothing.</p>
      \(each: documents, { item in
        UI.form(
          action: DisclosurePath.part(view.disclosure.id.text, "documents", item.item), submit: "Bring the copy in",
          kind: .secondary, uploads: true,
          UI.fileField("copy-\(item.item)", "Redacted copy of \(item.title)", hint: "PDF, JPEG, PNG or plain text, up to 10 MB."))
      })
      """)
  }

  func sendForm(_ view: DisclosureView) -> HTML {
    let one = view.disclosure
    let approval: HTML =
      switch one.second {
      case .notNeeded: ""
      case .waiting:
        """
        \(UI.notice(.important, "<p>More people than \(DecisionFacts.mostPersonsAlone), or a recipient whom no agreement covers: a second person must agree before it leaves.</p>"))
        \(UI.form(action: DisclosurePath.part(one.id.text, "approve"), submit: "I have looked at it and agree", kind: .secondary, UI.hidden("redaction", String(one.redaction))))
        """
      case .given(_, let name): UI.notice(.success, "<p>\(name) agreed.</p>")
      }
    return """
      <h2>Redaction \(one.redaction), as it is sent</h2>
      \(left(view))
      \(approval)
      \(when: !one.second.isMissing, UI.form(action: DisclosurePath.part(one.id.text, "send"), submit: "Send it to \(view.recipients.count == 1 ? "the recipient" : "all \(view.recipients.count) recipients")", kind: .warning, "\(UI.hidden("redaction", String(one.redaction)))\(UI.textField("reason", "Reason", hint: "In a few words; it stands sealed in the log."))"))
      """
  }
}
