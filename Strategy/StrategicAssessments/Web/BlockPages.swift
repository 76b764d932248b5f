import Basics
import StrategyModel
import StrategyStore
import WebShell

/// Sections with their blocks: writing, and binding figures.
extension AssessmentDesk {
  var blockRoutes: [Route] {
    [
      view("/sections/:section", policy: .writeAssessment) { ask, content in .page(try sectionPage(ask, content)) },
      change("/sections/:section/applies") { ask, content, writer in
        let kind = try kind(ask)
        let reason = ask.form["applies"] == "no" ? try ask.required("reason", "Reason") : nil
        try await store.setNotApplicable(kind, reason: reason, in: content.edition.id, by: writer, at: clock.now())
        return .redirect(AssessmentPath.section(content.edition.name, kind.rawValue))
      },
      change("/sections/:section/blocks") { ask, content, writer in
        let kind = try kind(ask)
        do {
          let id = try await store.addBlock(
            content.edition.id, section: kind, title: ask.typed("title").trimmed, text: ask.typed("text"), by: writer,
            at: clock.now())
          return .redirect(AssessmentPath.block(content.edition.name, id.text))
        } catch let refusal as Refusal {
          return .page(try sectionPage(ask, content, refusal))
        }
      },
      view("/blocks/:block", policy: .writeAssessment) { ask, content in
        .page(blockPage(ask, content, try block(ask, content)))
      },
      change("/blocks/:block") { ask, content, writer in try await save(ask, content, writer) },
      change("/blocks/:block/move") { ask, content, writer in
        let block = try block(ask, content)
        guard let way = ["up", "down"].first(where: { $0 == ask.form["way"] }) else {
          throw Refusal(
            "move-way", place: "Move", "This is neither up nor down.", remedy: "Use one of the two buttons.")
        }
        try await store.moveBlock(block.id, up: way == "up", in: content.edition.id, by: writer, at: clock.now())
        return .redirect(AssessmentPath.section(content.edition.name, block.section.rawValue))
      },
      change("/blocks/:block/remove") { ask, content, writer in
        let block = try block(ask, content)
        try await store.removeBlock(block.id, in: content.edition.id, by: writer, at: clock.now())
        return .redirect(AssessmentPath.section(content.edition.name, block.section.rawValue))
      },
      change("/blocks/:block/figures") { ask, content, writer in try await bind(ask, content, writer) },
      change("/figures/:binding/remove") { ask, content, writer in
        let binding = try binding(ask, content)
        try await store.unbind(binding.id, in: content.edition.id, by: writer, at: clock.now())
        return .redirect(AssessmentPath.block(content.edition.name, binding.block.text))
      },
    ]
  }

  private func kind(_ ask: Ask) throws -> StatutoryContent {
    guard let kind = StatutoryContent(rawValue: try ask.parameter("section")) else { throw NotFound() }
    return kind
  }

  private func block(_ ask: Ask, _ content: AssessmentContent) throws -> AssessmentBlock {
    guard let block = content.block(ID(try ask.parameter("block"))) else { throw NotFound() }
    return block
  }

  func binding(_ ask: Ask, _ content: AssessmentContent) throws -> Binding {
    let id = try ask.parameter("binding")
    guard let binding = content.bindings.first(where: { $0.id.text == id }) else { throw NotFound() }
    return binding
  }

  private func sectionPage(_ ask: Ask, _ content: AssessmentContent, _ refusal: Refusal? = nil) throws -> Page {
    let kind = try kind(ask), section = content.section(kind), name = content.edition.name
    let isOpen = content.edition.state.isOpen
    let canBeLeftOut = kind.isForTwoTierAreasOnly && !content.edition.isTwoTier
    let applies: HTML = """
      \(UI.radios("applies", "Does it apply?", options: [("no", "No, for the reason below"), ("yes", "Yes")], selected: "no"))
      \(UI.textField("reason", "Reason", value: section.notApplicable ?? ""))
      """
    let adding: HTML = """
      \(UI.textField("title", "Title", value: ask.form["title"] ?? ""))
      \(UI.textArea("text", "Text", hint: markupHint, value: ask.form["text"] ?? "", rows: 10))
      """
    return page(
      content, "\(kind.citation) \(kind.title)",
      body: """
        \(UI.problem(refusal))<p>\(kind.prompt)</p>
        \(section.notApplicable.map { UI.notice(.information, "<p>Does not apply: \($0)</p>") })
        \(UI.taskList(section.blocks.map { block in
          let warnings = practice.claims.warnings(in: BlockText(block.text)).count
          return (
            label: block.title, href: AssessmentPath.block(name, block.id.text),
            status: "\(block.bindings.count) \(block.bindings.count == 1 ? "figure" : "figures")\(when: warnings > 0, ", \(UI.tag("\(warnings) \(warnings == 1 ? "claim" : "claims") to check", .yellow))")"
          )
        }))
        \(when: isOpen && section.blocks.count > 1, order(section, name))
        \(when: isOpen && canBeLeftOut, UI.form(action: AssessmentPath.part(name, "sections", kind.rawValue, "applies"), submit: "Save", kind: .secondary, applies))
        \(when: isOpen, "<h2>Add a block</h2>\(UI.form(action: AssessmentPath.part(name, "sections", kind.rawValue, "blocks"), submit: "Add", adding))")
        """, status: refusal == nil ? 200 : 422)
  }

  /// Two buttons for each block; the first cannot go up, the last cannot go down.
  private func order(_ section: AssessmentSection, _ name: String) -> HTML {
    let last = section.blocks.count - 1
    func button(_ block: AssessmentBlock, _ way: String) -> HTML {
      UI.form(
        action: AssessmentPath.part(name, "blocks", block.id.text, "move"), submit: "Move “\(block.title)” \(way)",
        kind: .secondary, UI.hidden("way", way))
    }
    return UI.details(
      "Change the order",
      """
      \(each: section.blocks.enumerated(), { index, block in
        "\(when: index > 0, button(block, "up"))\(when: index < last, button(block, "down"))"
      })
      """)
  }

  private var markupHint: String {
    "Blank lines part paragraphs. ## begins a heading, - a list item, **two stars** make words strong. {figure:name} prints a "
      + "bound figure’s number; .numerator, .denominator, .lower, .upper, .interval or [row][column] another part of it. "
      + "{see:name} points to a figure. > words | source quotes another document, {quote:words | source} inside a sentence."
  }

  private func blockPage(
    _ ask: Ask, _ content: AssessmentContent, _ block: AssessmentBlock, refusal: Refusal? = nil, title: String? = nil,
    text: String? = nil,
    conflict: BlockConflict? = nil
  ) -> Page {
    let name = content.edition.name, isOpen = content.edition.state.isOpen
    let document = AssessmentDocument(content)
    let warnings = practice.claims.warnings(in: BlockText(text ?? block.text))
    let editing: HTML = """
      \(UI.hidden("version", String(conflict?.stored.version ?? block.version)))
      \(UI.textField("title", "Title", value: title ?? block.title))
      \(UI.textArea("text", "Text", hint: markupHint, value: text ?? block.text, rows: 16))
      """
    return page(
      content, block.title,
      body: """
        \(UI.problem(refusal))\(conflict.map(conflictNotice))
        \(when: isOpen, UI.form(action: AssessmentPath.block(name, block.id.text), submit: "Save the text", editing))
        \(claims(warnings))
        <h2>Figures</h2>
        \(each: block.bindings, { boundFigure($0, document, name: name, isOpen: isOpen) })
        \(when: isOpen, bindingForm(ask, name, block))
        <h2>As it will be read</h2>
        \(UI.prose(document.text.html(block.text)))
        \(when: isOpen, UI.form(action: AssessmentPath.part(name, "blocks", block.id.text, "remove"), submit: "Remove this block", kind: .warning, ""))
        """, status: refusal == nil && conflict == nil ? 200 : conflict == nil ? 422 : 409)
  }

  private func conflictNotice(_ conflict: BlockConflict) -> HTML {
    UI.notice(
      .important,
      """
      <p>\(conflict.stored.author) saved this block while you were writing (\(conflict.stored.editedAt.spoken)). Nothing is lost: \
      the stored text is here, yours is in the box below. Bring them together and save.</p>
      <h3>Stored: \(conflict.stored.title)</h3><pre class="stored-text">\(conflict.stored.text)</pre>
      """)
  }

  func claims(_ warnings: [ClaimWarning]) -> HTML {
    guard !warnings.isEmpty else { return "" }
    return UI.details(
      "Claims to check: \(warnings.count)",
      "<ul>\(each: warnings, { "<li>“\($0.sentence)”: <strong>\($0.words.joined(separator: ", "))</strong>. \($0.advice)</li>" })</ul>",
      open: true)
  }

  private func boundFigure(_ binding: Binding, _ document: AssessmentDocument, name: String, isOpen: Bool) -> HTML {
    let figure = document.figures[binding.name]
    let explorer = (try? FigureQuestion(text: binding.question)).map {
      UI.link("Open in the explorer", href: EvidencePath.explore($0))
    }
    return UI.card(
      binding.name,
      """
      <p>\(figure?.sentence ?? "No answer is held.") \(explorer ?? "")</p>
      \(UI.summaryList([
        ("Shown as", HTML(text: binding.shows.label)), ("In the text", "<code>{figure:\(binding.name)}</code>"),
        ("Number", HTML(text: figure?.value.map { figure?.measured($0) ?? "" } ?? "a table")),
        ("Held since", HTML(text: binding.held.map { "\($0.at.spoken), affirmed by \($0.by)" } ?? "never")),
      ]))
      \(when: isOpen, UI.form(action: AssessmentPath.part(name, "figures", binding.id.text, "remove"), submit: "Take off this block", kind: .secondary, ""))
      """)
  }

  private func bindingForm(_ ask: Ask, _ name: String, _ block: AssessmentBlock) -> HTML {
    func value(_ field: String) -> String { ask.form[field] ?? "" }
    let kinds = FigureQuestion.Kind.allCases.map { ($0.rawValue, $0.rawValue.capitalisedFirst) }
    let fields: HTML = """
      \(UI.textField("as", "Name of the figure", hint: "For the text: lower-case letters, digits and hyphens, such as share-2019-20.", value: value("as"), width: .twenty))
      \(UI.select("shows", "Shown as", options: Binding.Shows.allCases.map { ($0.rawValue, $0.label) }, selected: ask.form["shows"] ?? "figure"))
      \(UI.textField("address", "Address of the figure in the evidence explorer", hint: "Paste it whole; or leave it empty and fill in the boxes below.", value: value("address")))
      \(UI.details("Ask without the explorer", """
        \(UI.select("figure", "Kind", options: kinds, selected: ask.form["figure"]))
        \(UI.textField("measure", "Measure", value: value("measure"), width: .half))\(UI.textField("category", "Category", value: value("category"), width: .half))
        \(UI.textField("area", "Area", value: value("area"), width: .ten))\(UI.textField("of", "Share of", value: value("of"), width: .ten))
        \(UI.textField("period", "Period", value: value("period"), width: .twenty))\(UI.textField("compare", "Compared with", value: value("compare"), width: .twenty))
        \(UI.textField("geography", "Geography rule", value: value("geography"), width: .twenty))\(UI.textField("by", "Broken down by", value: value("by"), width: .twenty))
        """))
      """
    return
      "<h3>Bind a figure</h3>\(UI.form(action: AssessmentPath.part(name, "blocks", block.id.text, "figures"), submit: "Ask and bind", fields))"
  }

  private func save(_ ask: Ask, _ content: AssessmentContent, _ writer: Writer) async throws -> Reply {
    let block = try block(ask, content)
    let title = ask.typed("title").trimmed, text = ask.typed("text")
    do throws(any Error) {
      guard let version = Int(ask.form["version"] ?? "") else {
        throw Refusal(
          "version-missing", place: "Text", "The form does not say which text it began from.",
          remedy: "Open the block again.")
      }
      try await store.saveBlock(
        block.id, in: content.edition.id, title: title, text: text, version: version, by: writer, at: clock.now())
      return .redirect(AssessmentPath.block(content.edition.name, block.id.text))
    } catch let refusal as Refusal {
      return .page(blockPage(ask, content, block, refusal: refusal, title: title, text: text))
    } catch let conflict as BlockConflict {
      return .page(blockPage(ask, content, conflict.stored, title: title, text: text, conflict: conflict))
    }
  }

  private func bind(_ ask: Ask, _ content: AssessmentContent, _ writer: Writer) async throws -> Reply {
    let block = try block(ask, content)
    do throws(any Error) {
      let name = try Binding.checkedName(try ask.required("as", "Name of the figure"))
      guard let shows = Binding.Shows(rawValue: ask.form["shows"] ?? "figure") else {
        throw Refusal(
          "unknown-choice", place: "Shown as", "This is no way to show a figure.", remedy: "Choose one from the list.")
      }
      let question: FigureQuestion
      if let address = ask.form["address"]?.trimmed, !address.isEmpty {
        question = try Binding.question(pasted: address)
      } else {
        let members = ["figure", "measure", "category", "area", "of", "period", "compare", "geography", "by"]
        question = try FigureQuestion(
          query: Dictionary(members.map { ($0, (ask.form[$0] ?? "").trimmed) }) { a, _ in a })
      }
      let answer = try await evidence.answer(question)
      try await store.bind(
        question, as: name, shows: shows, answer: answer, to: block.id, in: content.edition.id, by: writer,
        at: clock.now())
      return .redirect(AssessmentPath.block(content.edition.name, block.id.text))
    } catch let refusal as Refusal {
      return .page(blockPage(ask, content, block, refusal: refusal))
    }
  }
}
