import Basics
import Documents
import StrategyModel
import WebShell

/// The assessment as its readers get it: one semantic source for the reading view, HTML, PDF and DOCX.
package struct AssessmentDocument {
  /// Where it is read.
  package enum Form: Sendable {
    /// In the system: how each figure is known opens under it.
    case page
    /// In a file that is handed out: how each figure is known, and the whole of long tables, stand in annexes.
    case file
  }

  package let content: AssessmentContent
  let figures: [String: Figure]
  let numbers: [String: Int]
  let sources: DocumentSources
  let text: DocumentText
  private let drawing: DocumentFigures
  /// Shows today's answers beside frozen ones: in the reading view, never in what was approved.
  private let besideFrozen: Bool
  private let form: Form

  /// `layers` are the boundaries of the maps by name; a map without its layer is left out and its table stands.
  package init(
    _ content: AssessmentContent, layers: [String: BoundaryLayer] = [:], besideFrozen: Bool = false, form: Form = .file
  ) {
    self.content = content
    self.form = form
    self.besideFrozen = besideFrozen
    figures = content.printedFigures()
    var numbers: [String: Int] = [:]
    for binding in content.bindings where binding.shows != .number && figures[binding.name] != nil {
      numbers[binding.name] = numbers.count + 1
    }
    self.numbers = numbers
    let found = figures
    sources = DocumentSources(content.bindings.compactMap { found[$0.name] })
    text = DocumentText(figures: figures, numbers: numbers)
    drawing = DocumentFigures(sources: sources, layers: layers, form: form)
  }

  /// The document on its own, styled or bare.
  package func html(styled: Bool = true) -> String { report.html(styled: styled) }

  var report: Report {
    let edition = content.edition
    var facts = [
      ("Area", edition.areaName), ("Period covered", edition.periodSpoken),
      ("For the plan year", Period(financialYear: edition.planYear).description), ("Status", edition.state.label),
    ]
    if let approval = edition.approval {
      facts += [
        ("Approved", approval.minute), ("Figures frozen", approval.at.spoken), ("Fingerprint", approval.fingerprint),
      ]
    }
    return Report(
      title: edition.title, subtitle: "Strategic assessment under regulation 5 of S.I. 2007/1830",
      publisher: edition.partnership, facts: facts,
      marking: marking, notice: edition.notice, contents: contents, body: body.text)
  }

  /// Stands at the head of every page: that it is a draft, and the notice's first sentence when it is a word or two. The
  /// whole notice stands on the cover.
  private var marking: String? {
    let first = content.edition.notice.map { String($0.prefix { $0 != "." }) } ?? ""
    let words = [content.edition.state.isApproved ? "" : "Draft", first.count <= 40 ? first : "see the notice"]
      .filter { !$0.isEmpty }
    return words.isEmpty ? nil : ([words[0]] + words.dropFirst().map(\.lowercasedFirst)).joined(separator: " · ")
  }

  /// Chapters in order; each part of regulation 7 is one.
  var contents: [Report.Entry] {
    var out = [
      Report.Entry(id: "summary", title: "Summary"), Report.Entry(id: "about", title: "About this assessment"),
    ]
    for section in content.sections {
      out.append(Report.Entry(id: "section-\(section.kind.rawValue)", title: heading(section)))
      out += section.blocks.map { Report.Entry(id: "block-\($0.id.text)", title: $0.title, level: 2) }
    }
    out.append(Report.Entry(id: "information", title: "Information considered (reg. 6)"))
    return out + annexes.map { Report.Entry(id: $0.id, title: $0.title) }
  }

  /// What stands behind the chapters, in order. A page shows how a figure is known, and its table, under the figure.
  private var annexes: [(id: String, title: String, body: HTML)] {
    let methods: HTML = sources.methods.isEmpty ? "<p>No method beyond counting is used.</p>" : sources.methodNotes
    let list: HTML = sources.citations.isEmpty ? "<p>No published file is counted.</p>" : sources.list
    switch form {
    case .page:
      return [
        ("numbers", "Numbers in the text", numbersInText), ("methods", "Method notes", methods),
        ("sources", "Sources and licences", list),
      ]
    case .file:
      return [
        ("known", "Annex A. How we know, figure by figure", DocumentAnnexes(self).known),
        ("numbers", "Annex B. Numbers in the text", DocumentAnnexes(self).numbers),
        ("tables", "Annex C. Tables in full", DocumentAnnexes(self).tables),
        ("methods", "Annex D. Method notes", methods), ("sources", "Annex E. Sources and licences", list),
      ]
    }
  }

  private func heading(_ section: AssessmentSection) -> String { "\(section.kind.title) (\(section.kind.citation))" }

  /// Everything below the title: headings from level 2 down.
  package var body: HTML {
    """
    \(when: form == .page, content.edition.notice.map { UI.notice(.important, "<p>\($0)</p>") } ?? "")
    <h2 class="chapter" id="summary">Summary</h2>
    \(findings)\(adopted)
    <h2 class="chapter" id="about">About this assessment</h2>
    \(about)
    \(each: content.sections, section)
    <h2 class="chapter" id="information">Information considered (reg. 6)</h2>
    \(information)
    \(each: annexes.enumerated(), { index, annex in
      """
      <h2 class="chapter\(when: index == 0 && form == .file, " chapter--on-new-page")" id="\(annex.id)">\(annex.title)</h2>
      <div class="annex">\(annex.body)</div>

      """
    })
    """
  }

  private var findings: HTML {
    guard !content.findings.isEmpty else { return "<p>No finding is stated yet.</p>" }
    return """
      <ol class="findings">\(each: content.findings, { finding in
        """
        <li><p>\(text.line(finding.claim)) <strong>Confidence: \(finding.confidence.rawValue)</strong> (\(finding.reason)). \
        \(evidence(finding))</p></li>

        """
      })</ol>
      """
  }

  private func evidence(_ finding: Finding) -> HTML {
    let blocks = finding.blocks.compactMap(content.block)
    guard !blocks.isEmpty else { return "" }
    return "Evidence: \(HTML.joined(blocks.map { "<a href=\"#block-\($0.id)\">\($0.title)</a>" }, by: "; "))."
  }

  private var adopted: HTML {
    let adopted = content.matrix.ranked(content.priorities.filter { $0.status == .adopted })
    guard !adopted.isEmpty else { return "" }
    return """
      <h3>Priorities recommended</h3>
      <ol>\(each: adopted, { "<li><strong>\($0.priority.title)</strong>. \($0.priority.rationale)</li>" })</ol>
      """
  }

  private var about: HTML {
    """
    <p>Each year the strategy group of a community safety partnership prepares a strategic assessment, to help revise the \
    partnership plan (Crime and Disorder Act 1998 s.6; S.I. 2007/1830 reg. 5). Regulation 7 says what it must contain; the \
    chapters below follow its paragraphs.</p>
    <p>No number in this document is typed. Each comes from a figure with its definition, base, period, geography rule and \
    source; words of other documents stand as quotations with theirs. \(form == .page ? "Under “How do we know?” each figure says" : "Annex A says of each figure") \
    what was counted, what was left out and what to mind. \(when: content.edition.state.isApproved,
      "The figures were frozen when the strategy group approved the document.", else: "The figures are those that their authors last affirmed.")</p>
    <p>Confidence in a finding: \(HTML.joined(Finding.Confidence.allCases.map { "<strong>\($0.rawValue)</strong>: \($0.meaning)" }, by: "; ")).</p>
    """
  }

  private func section(_ section: AssessmentSection) -> HTML {
    """
    <h2 class="chapter" id="section-\(section.kind.rawValue)">\(heading(section))</h2>
    \(section.notApplicable.map { "<p>Does not apply: \($0)</p>" as HTML })
    \(when: section.notApplicable == nil && section.blocks.isEmpty, "<p><em>Nothing is written here yet.</em></p>")
    \(each: section.blocks, block)\(when: section.kind == .priorities, DocumentPriorities(content).html)
    """
  }

  private func block(_ block: AssessmentBlock) -> HTML {
    """
    <h3 id="block-\(block.id)">\(block.title)</h3>
    \(text.html(block.text))
    \(each: block.bindings.filter { $0.shows != .number }, shown)
    """
  }

  private func shown(_ binding: Binding) -> HTML {
    guard let figure = figures[binding.name], let number = numbers[binding.name] else {
      return "<p><mark>[The figure “\(binding.name)” has no answer.]</mark></p>"
    }
    let today =
      besideFrozen && content.frozen[binding.name] != nil ? DocumentFigures.beside(binding, frozen: figure) : nil
    return drawing.shown(binding, figure, number: number, today: today)
  }

  private var information: HTML {
    UI.table(
      caption: "What was asked of whom, and what came",
      headings: [
        UI.Heading("Source"), UI.Heading("Body"), UI.Heading("Asked for"), UI.Heading("Outcome"), UI.Heading("Quality"),
      ],
      rows: content.contributions.map { one in
        let last = one.events.last
        let note = last.map { $0.note.isEmpty ? "" : ": " + $0.note } ?? ""
        return [
          HTML(text: one.source.label), HTML(text: one.body), HTML(text: one.asked),
          "\(one.status.rawValue)\(last.map { " on " + $0.day.spoken } ?? "")\(note)",
          HTML(text: one.qualityNote.isEmpty ? "no note" : one.qualityNote),
        ]
      }, compact: form == .file, empty: "Nothing was asked of any partner.")
  }

  /// Figures that are only cited inside sentences.
  var cited: [(binding: Binding, figure: Figure)] {
    content.bindings.filter { $0.shows == .number }.compactMap { binding in
      figures[binding.name].map { (binding, $0) }
    }
  }

  /// Each of them with what stands behind it.
  private var numbersInText: HTML {
    guard !cited.isEmpty else { return "<p>Every number in the text stands in one of the figures above.</p>" }
    let shows = besideFrozen && cited.contains { content.frozen[$0.0.name] != nil }
    let headings = ["Figure", "Number", "Counted", "Whose crime it is", "Sources"] + (shows ? ["Today"] : [])
    return UI.table(
      caption: "Figures cited inside sentences",
      headings: headings.map { UI.Heading($0) },
      rows: cited.map { binding, figure in
        let base = figure.denominator.map { " of \($0.grouped)" } ?? ""
        return [
          "<span id=\"figure-\(binding.name)\">\(figure.title)</span>",
          HTML(text: figure.value.map(figure.measured) ?? "a table"),
          HTML(text: figure.numerator.map { $0.grouped + base } ?? "–"), HTML(text: figure.evidence.geography),
          "\(sources.references(figure))\(figure.evidence.method.map { method in "; <a href=\"#\(DocumentSources.anchor(method))\">\(method.name)</a>" as HTML })",
        ] + (shows ? [DocumentFigures.beside(binding, frozen: figure)] : [])
      }, compact: true)
  }
}
