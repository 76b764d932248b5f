import Basics

/// Everything that a report holds: what is checked, rendered and, at sign-off, fixed.
package struct ReportContent: Sendable {
  package var edition: ReportEdition
  package var sections: [ReportSection]
  package var bindings: [ReportBinding]
  package var judgements: [OfficerJudgement]
  package var promises: [Promise]
  /// Promises of the report before this one, which this one answers.
  package var due: [Promise]
  package var answers: [PromiseAnswer]
  package var releases: [ReleaseDecision]

  package init(
    edition: ReportEdition, sections: [ReportSection] = [], bindings: [ReportBinding] = [],
    judgements: [OfficerJudgement] = [], promises: [Promise] = [], due: [Promise] = [], answers: [PromiseAnswer] = [],
    releases: [ReleaseDecision] = []
  ) {
    self.edition = edition
    self.sections = sections
    self.bindings = bindings
    self.judgements = judgements
    self.promises = promises
    self.due = due
    self.answers = answers
    self.releases = releases
  }

  /// Paragraphs with their numbers as they print: `3.12`.
  package var numbered: [(number: String, section: ReportSection, paragraph: ReportParagraph)] {
    sections.enumerated().flatMap { place, section in
      section.paragraphs.enumerated().map { ("\(place + 1).\($0 + 1)", section, $1) }
    }
  }

  package func paragraph(_ id: String) -> (number: String, section: ReportSection, paragraph: ReportParagraph)? {
    numbered.first { $0.paragraph.id.text == id }
  }

  package func binding(_ name: String) -> ReportBinding? { bindings.first { $0.name == name } }

  /// The figures that stand, by the names under which the text refers to them.
  package func figures() -> [String: Figure] {
    var out: [String: Figure] = [:]
    for binding in bindings { out[binding.name] = try? binding.held?.figure() }
    return out
  }

  /// A sentence as a reader has it, with its figures in their words.
  package func plain(_ sentence: String) -> String {
    let figures = figures()
    return BlockText(sentence).runs.map { run -> String in
      switch run.kind {
      case .text(let words): return words
      case .figure(let reference):
        guard let figure = figures[reference.name], let words = try? reference.words(in: figure) else { return "…" }
        return words
      case .see: return "the figure"
      case .quote(let words, _): return "“\(words)”"
      case .broken(let typed, _): return typed
      }
    }.joined()
  }

  /// The bound figure of a stage of a funnel.
  package func stage(_ measure: String) -> ReportBinding? { bindings.first { $0.record?.measure == measure } }

  /// Sentences of the open text that promise, in the words that a reader has.
  package func openPromises(_ finder: PromiseFinder) -> [(number: String, words: String)] {
    numbered.filter { $0.paragraph.exempt == nil }.flatMap { number, _, paragraph in
      finder.candidates(in: BlockText(paragraph.text)).map { (number, plain($0)) }
    }
  }

  /// Names of figures that a version prints, in the order of their first mention; funnels print the stages of their rule.
  package func printed(_ rules: [ConsistencyRule], withExempt: Bool) -> [String] {
    var order: [String] = []
    func add(_ name: String) { if !order.contains(name) { order.append(name) } }
    for (_, _, paragraph) in numbered where withExempt || paragraph.exempt == nil {
      for run in BlockText(paragraph.text).runs {
        if case .figure(let reference) = run.kind { add(reference.name) }
        if case .see(let name) = run.kind { add(name) }
      }
      switch paragraph.kind {
      case .figure: if let subject = paragraph.subject { add(subject) }
      case .funnel:
        for id in rules.first(where: { $0.id == paragraph.subject })?.measures ?? [] {
          if let stage = stage(id) { add(stage.name) }
        }
      case .text, .diagram: break
      }
    }
    return order
  }

  package func printedNames(_ rules: [ConsistencyRule]) -> Set<String> { Set(printed(rules, withExempt: false)) }

  /// SHA-256 over every text, figure and judgement in a fixed order: what sign-off signs.
  package var fingerprint: String {
    var lines = [
      edition.name, edition.title, edition.partnership, edition.period.description, edition.notice ?? "",
      edition.previous ?? "",
    ]
    lines += sections.map(\.heading) + due.map(\.words)
    lines += ReportHeader.fields.map { edition.header[keyPath: $0.path] } + edition.header.backgroundPapers
    for (number, section, paragraph) in numbered {
      lines += [
        number, section.heading, paragraph.kind.rawValue, paragraph.text, paragraph.subject ?? "",
        paragraph.exempt ?? "",
      ]
    }
    for binding in bindings.sorted(by: { $0.name < $1.name }) {
      lines += [binding.name, binding.question, binding.held?.sha256 ?? "", SequenceText.text(binding.sequences)]
    }
    for one in judgements { lines += [one.paragraph, one.sentence, one.by, one.reason] }
    for one in promises { lines += [one.words, one.owner] }
    for one in answers { lines += [one.promise, one.state.rawValue, one.words] }
    for one in releases { lines += [one.finding, one.reason] }
    // Lengths keep two neighbouring texts from being read as one.
    return HeldFigure.digest(lines.map { "\($0.utf8.count):\($0)" }.joined(separator: "\n"))
  }
}
