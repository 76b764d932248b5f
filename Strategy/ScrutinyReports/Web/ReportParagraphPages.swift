import Basics
import StrategyModel
import StrategyStore
import WebShell

/// Sections and paragraphs: adding, writing, moving, removing, and which may not be in the open version.
extension ReportRoom {
  var paragraphRoutes: [Route] {
    [
      change("/sections", again: { try await overviewAgain($0, $1, $2) }) { ask, content, writer in
        try await store.addSection(
          try ask.required("heading", "Heading"), to: content.edition.id, by: writer, at: clock.now())
        return ReportPath.report(content.edition.name)
      },
      change("/sections/:section/paragraphs", again: { try await overviewAgain($0, $1, $2) }) { ask, content, writer in
        let section = try ask.parameter("section")
        guard let kind = ReportParagraph.Kind(rawValue: ask.form["kind-\(section)"] ?? "text") else {
          throw Refusal(
            "unknown-choice", place: "Kind", "This is no kind of paragraph.", remedy: "Choose one of the list.")
        }
        let subject = (ask.form["subject-\(section)"] ?? "").trimmed
        try await store.addParagraph(
          ask.typed("text-\(section)").trimmed, kind: kind, subject: subject.isEmpty ? nil : subject, to: ID(section),
          of: content.edition.id, by: writer, at: clock.now())
        return ReportPath.report(content.edition.name)
      },
      view("/paragraphs/:paragraph") { ask, content in .page(try paragraphPage(ask, content, nil)) },
      Route(.post, ReportPath.list + "/:report/paragraphs/:paragraph", policy: .needs(.writeReport)) { ask in
        try await save(ask)
      },
      change("/paragraphs/:paragraph/move", again: { try paragraphPage($0, $1, $2) }) { ask, content, writer in
        guard let way = ["up", "down"].first(where: { $0 == ask.form["way"] }) else {
          throw Refusal(
            "move-way", place: "Move", "This is neither up nor down.", remedy: "Use one of the two buttons.")
        }
        try await store.moveParagraph(
          ID(try ask.parameter("paragraph")), up: way == "up", of: content.edition.id, by: writer, at: clock.now())
        return ReportPath.report(content.edition.name)
      },
      change("/paragraphs/:paragraph/remove", again: { try paragraphPage($0, $1, $2) }) { ask, content, writer in
        try await store.removeParagraph(
          ID(try ask.parameter("paragraph")), of: content.edition.id, by: writer, at: clock.now())
        return ReportPath.report(content.edition.name)
      },
    ]
  }

  private func overviewAgain(_ ask: Ask, _ content: ReportContent, _ refusal: Refusal) async throws -> Page {
    page(
      content, "This could not be added",
      "<p>\(UI.link("Back to the report", href: ReportPath.report(content.edition.name)))</p>\(when: !ask.typedTexts.isEmpty, "<p>What was typed:</p><pre>\(ask.typedTexts)</pre>")",
      refusal: refusal)
  }

  private func found(_ ask: Ask, _ content: ReportContent) throws -> (
    number: String, section: ReportSection, paragraph: ReportParagraph
  ) {
    guard let found = content.paragraph(try ask.parameter("paragraph")) else { throw NotFound() }
    return found
  }

  private func paragraphPage(
    _ ask: Ask, _ content: ReportContent, _ refusal: Refusal?, conflict: ParagraphConflict? = nil
  ) throws -> Page {
    let (number, _, paragraph) = try found(ask, content), name = content.edition.name
    let path = ReportPath.part(name, "paragraphs", paragraph.id.text)
    let text = conflict?.yourText ?? ask.form["text"] ?? paragraph.text
    let claims = ReportChecks.claims(content, desk.practice).filter { $0.paragraph == paragraph.id.text }
    let drawing = DocumentText(figures: content.figures(), numbers: [:])
    let bound = content.bindings.map { binding -> HTML in
      let figure = try? binding.held?.figure()
      return
        "<li><code>{figure:\(binding.name)}</code> \(figure?.value.map { figure?.measured($0) ?? "" } ?? figure?.sentence ?? "no answer")</li>"
    }
    let form = UI.form(
      action: path, submit: "Save",
      """
      \(UI.hidden("version", "\(conflict?.stored.version ?? paragraph.version)"))
      \(UI.textArea("text", "Text", hint: ReportRoom.markupHint, value: text, rows: 10))
      \(when: paragraph.kind == .figure || paragraph.kind == .funnel, UI.textField("subject", "What it shows", value: ask.form["subject"] ?? paragraph.subject ?? "", width: .twenty))
      \(UI.textField("exempt", "Exempt because", hint: "Empty for the open version. Else the paragraph of Schedule 12A to the Local Government Act 1972, with the reason.", value: ask.form["exempt"] ?? paragraph.exempt ?? ""))
      """)
    let isDraft = content.edition.state == .draft
    return page(
      content, "Paragraph \(number)",
      """
      \(conflict.map { UI.notice(.warning, "<p>\($0.stored.author) saved another text since you opened this one. Theirs is below; yours is in the box.</p><pre>\($0.stored.text)</pre>") })
      <h2>As it reads</h2>
      <div class="prose">\(drawing.html(paragraph.text))</div>
      \(when: !claims.isEmpty, "<h2>What no figure carries</h2><ul class=\"claims\">\(each: claims, { claimLine($0) })</ul>")
      \(when: isDraft, "<h2>Write</h2>\(form)")
      \(when: isDraft, "<div class=\"button-row\">\(mover(path, "up"))\(mover(path, "down"))\(UI.form(action: path + "/remove", submit: "Remove the paragraph", kind: .warning, ""))</div>")
      \(UI.details("Figures of this report (\(content.bindings.count))", "<ul>\(bound)</ul>"))
      """, refusal: refusal)
  }

  private func mover(_ path: String, _ way: String) -> HTML {
    UI.form(action: path + "/move", submit: "Move \(way)", kind: .secondary, UI.hidden("way", way))
  }

  func claimLine(_ claim: ReportClaim) -> HTML {
    let marks = claim.warning.words.map { "<mark>\($0)</mark>" as HTML }
    return """
      <li>\(HTML.joined(marks, by: " ")) in “\(claim.warning.sentence)” \
      \(claim.judgement.map { "\(UI.tag("Officer judgement", .turquoise)) \($0.by): \($0.reason)" as HTML } ?? "<span class=\"hint\">\(claim.warning.advice)</span>")</li>
      """
  }

  private func save(_ ask: Ask) async throws -> Reply {
    let content = try await content(ask), (_, _, paragraph) = try found(ask, content)
    do {
      guard let version = Int(ask.form["version"] ?? "") else {
        throw Refusal("no-version", place: "Text", "The form is incomplete.", remedy: "Open the paragraph again.")
      }
      let subject = (ask.form["subject"] ?? paragraph.subject ?? "").trimmed,
        exempt = (ask.form["exempt"] ?? "").trimmed
      try await store.saveParagraph(
        paragraph.id, text: ask.typed("text").trimmed, subject: subject.isEmpty ? nil : subject,
        exempt: exempt.isEmpty ? nil : exempt, version: version, of: content.edition.id, by: try writer(ask),
        at: clock.now())
      return .redirect(ReportPath.part(content.edition.name, "paragraphs", paragraph.id.text))
    } catch let conflict as ParagraphConflict {
      var page = try paragraphPage(ask, content, nil, conflict: conflict)
      page.status = 409
      return .page(page)
    } catch let refusal as Refusal {
      return .page(try paragraphPage(ask, content, refusal))
    }
  }
}

extension Ask {
  /// Long texts that were typed, so that a refusal loses none.
  fileprivate var typedTexts: String {
    form.fields.filter { $0.name.hasPrefix("text") || $0.name == "heading" }.map(\.value).joined(separator: "\n\n")
  }
}
