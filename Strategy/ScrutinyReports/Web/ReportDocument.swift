import Basics
import Documents
import StrategyModel
import WebShell

/// The report as its readers get it: one source for the page, HTML, PDF and DOCX, open or exempt.
package struct ReportDocument {
  package let content: ReportContent
  let version: ReportExport.Version
  let figures: [String: Figure]
  let sources: DocumentSources
  private let text: DocumentText
  private let numbers: [String: Int]
  private let diagram: HTML?
  private let measures: RecordMeasures
  private let claims: [ReportClaim]
  private let cards: [ReportBinding]

  /// - Parameter diagram: the structure of the boards; left out with a sentence where there is none.
  package init(
    _ content: ReportContent, version: ReportExport.Version, diagram: HTML?, measures: RecordMeasures,
    practice: ReportPractice
  ) {
    self.content = content
    self.version = version
    self.diagram = diagram
    self.measures = measures
    figures = content.figures()
    claims = ReportChecks.claims(content, practice)
    cards = content.printed(measures.rules, withExempt: version == .exempt).compactMap(content.binding)
    let found = figures
    // What an exempt paragraph alone rests on is not told of in the open version.
    sources = DocumentSources(cards.compactMap { found[$0.name] })
    var numbers: [String: Int] = [:]
    for (_, _, paragraph) in content.numbered where paragraph.kind == .figure {
      if let subject = paragraph.subject { numbers[subject] = numbers[subject] ?? numbers.count + 1 }
    }
    self.numbers = numbers
    text = DocumentText(figures: figures, numbers: numbers)
  }

  package func html(styled: Bool = true) -> String { report.html(styled: styled) }

  var report: Report {
    let edition = content.edition, header = edition.header
    var facts = ReportHeader.fields.map { ($0.label, header[keyPath: $0.path]) }
    facts.append(("Status", edition.state.label))
    if let signed = edition.signOff {
      facts += [("Signed off", "\(signed.by), \(signed.at.day.spoken)"), ("Fingerprint", signed.fingerprint)]
    }
    return Report(
      title: edition.title, subtitle: "Report on \(edition.period.spoken)", publisher: edition.partnership,
      facts: facts,
      marking: marking, notice: edition.notice, contents: contents, body: body.text)
  }

  private var marking: String? {
    let words = [content.edition.state == .draft ? "Draft" : "", version == .exempt ? "Not for publication" : ""]
    let said = words.filter { !$0.isEmpty }
    return said.isEmpty ? nil : said.joined(separator: " · ")
  }

  var contents: [Report.Entry] {
    content.sections.enumerated().map { Report.Entry(id: "section-\($0 + 1)", title: "\($0 + 1). \($1.heading)") }
      + [
        Report.Entry(id: "background", title: "Background papers"),
        Report.Entry(id: "cards", title: "Annex A. How each figure is known"),
        Report.Entry(id: "sources", title: "Annex B. Sources"),
      ]
      + (answered.isEmpty
        ? [] : [Report.Entry(id: "answers", title: "Annex C. Answers to the promises of the report before")])
  }

  /// Everything below the title.
  package var body: HTML {
    """
    \(each: content.sections.enumerated(), section)
    <h2 class="chapter" id="background">Background papers</h2>
    <ul>\(each: content.edition.header.backgroundPapers, { "<li>\($0)</li>" })</ul>
    <h2 class="chapter chapter--on-new-page" id="cards">Annex A. How each figure is known</h2>
    <div class="annex"><p>No figure below is typed. Each is counted from records or published files, by its definition. Sentences that no \
    figure carries are marked as an officer’s judgement; words of other documents stand as quotations.</p>\(each: cards, card)</div>
    <h2 class="chapter" id="sources">Annex B. Sources</h2>
    <div class="annex">\(sources.citations.isEmpty ? "<p>No file is cited.</p>" : sources.list)</div>
    \(when: !answered.isEmpty, """
      <h2 class="chapter" id="answers">Annex C. Answers to the promises of the report before</h2>
      \(UI.table(caption: "Promises and what became of them", headings: ["Promised", "State", "Answer"].map { UI.Heading($0) }, rows: answered))
      """)
    """
  }

  private func section(_ index: Int, _ section: ReportSection) -> HTML {
    """
    <h2 class="chapter" id="section-\(index + 1)">\(index + 1). \(section.heading)</h2>
    \(each: section.paragraphs.enumerated(), { place, paragraph in self.paragraph("\(index + 1).\(place + 1)", paragraph) })
    """
  }

  private func paragraph(_ number: String, _ paragraph: ReportParagraph) -> HTML {
    if let exempt = paragraph.exempt, version == .open {
      return
        "<div class=\"numbered\" id=\"p\(number)\"><p class=\"numbered__number\">\(number)</p><div><p><em>This paragraph is not published: \(exempt).</em></p></div></div>\n"
    }
    let inner: HTML =
      switch paragraph.kind {
      case .text: text.html(paragraph.text)
      case .diagram: "\(text.html(paragraph.text))\(diagram ?? "<p><em>No board is in the register yet.</em></p>")"
      case .figure: "\(text.html(paragraph.text))\(shown(paragraph.subject ?? ""))"
      case .funnel: "\(text.html(paragraph.text))\(funnel(paragraph.subject ?? ""))"
      }
    return """
      <div class="numbered" id="p\(number)"><p class="numbered__number">\(number)</p><div>\(inner)\(judgements(paragraph))</div></div>

      """
  }

  /// Sentences that an officer stands by are said to be so where they stand.
  private func judgements(_ paragraph: ReportParagraph) -> HTML {
    var seen: Set<String> = []
    let mine = claims.filter { $0.paragraph == paragraph.id.text }.compactMap(\.judgement).filter {
      seen.insert($0.sentence).inserted
    }
    guard !mine.isEmpty else { return "" }
    return """
      <p class="judgement">Officer’s judgement: \(HTML.joined(mine.map { "“\($0.sentence)”, judged by \($0.reason)" as HTML }, by: "; "))</p>
      """
  }

  private func shown(_ name: String) -> HTML {
    guard let figure = figures[name], let binding = content.binding(name) else {
      return "<p><mark>[The figure “\(name)” has no answer.]</mark></p>"
    }
    let chart = FigureView.chart(figure, boundaries: nil)
    return """
      <section class="assessment-figure"><h3>Figure \(numbers[name] ?? 1). \(figure.title)</h3>
      <p class="finding">\(figure.sentence)</p>\(chart)
      <p class="source-line">How we know, and the table: <a class="page-ref" href="#\(anchor(binding.name))">annex A</a></p></section>
      """
  }

  /// The stages of a rule from the figures that stand, never from what records say by now.
  private func funnel(_ id: String) -> HTML {
    guard let rule = measures.rules.first(where: { $0.id == id }) else {
      return "<p><mark>[There is no funnel “\(id)”.]</mark></p>"
    }
    return UI.table(
      caption: rule.title, headings: [UI.Heading("Stage"), UI.Heading("Number", numeric: true)],
      rows: rule.measures.map { stage in
        let figure = content.stage(stage).flatMap { figures[$0.name] }
        return [
          HTML(text: measures[stage]?.title ?? stage), HTML(text: figure?.value.map { $0.fixed(0) } ?? "no number"),
        ]
      })
  }

  private func anchor(_ name: String) -> String { "figure-" + name }

  private func card(_ binding: ReportBinding) -> HTML {
    guard let figure = figures[binding.name] else { return "" }
    let evidence = figure.evidence
    var rows: [(String, HTML)] = [
      ("Said", HTML(text: figure.sentence)), ("Definition", HTML(text: evidence.definition)),
      ("Counted", HTML(text: evidence.numerator)),
    ]
    if let denominator = evidence.denominator { rows.append(("Out of", HTML(text: denominator))) }
    if !evidence.caveats.isEmpty { rows.append(("Mind", "<ul>\(each: evidence.caveats, { "<li>\($0)</li>" })</ul>")) }
    rows += [("Sources", sources.references(figure)), ("Fingerprint", "<code>\(figure.fingerprint)</code>")]
    return
      "<section class=\"card-of-figure\" id=\"\(anchor(binding.name))\"><h3>\(figure.title)</h3>\(UI.summaryList(rows))</section>\n"
  }

  private var answered: [[HTML]] {
    content.due.compactMap { promise in
      guard let answer = content.answers.last(where: { $0.promise == promise.id }) else { return nil }
      return [HTML(text: promise.words), HTML(text: answer.state.label), HTML(text: answer.words)]
    }
  }
}
