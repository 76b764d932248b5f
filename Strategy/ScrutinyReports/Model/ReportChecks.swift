import Basics
import Foundation
import PracticeFiles

/// What a partnership has chosen about its reports, read from `Practice/reports` and the claim words.
package struct ReportPractice: Sendable {
  package let claims: ClaimChecker
  package let promises: PromiseFinder
  package let gate: DisclosureGate

  package init(claims: ClaimChecker, promises: PromiseFinder, gate: DisclosureGate) {
    self.claims = claims
    self.promises = promises
    self.gate = gate
  }

  package static func read(practice: String) throws -> ReportPractice {
    func text(_ name: String) throws -> String {
      guard let text = try? String(contentsOfFile: practice + "/reports/" + name, encoding: .utf8) else {
        throw Refusal(
          "practice-file", place: "reports/" + name, "The file cannot be read.", remedy: "Restore it from the release.")
      }
      return text
    }
    let gate = try PracticeNode(text: text("disclosure.yaml"), file: "reports/disclosure.yaml")
    try gate.allow(["version", "threshold", "source"])
    let written = try gate.text("threshold")
    guard let threshold = Int(written), (3...20).contains(threshold) else {
      throw gate.refusal(
        "The threshold “\(written)” is no number from 3 to 20.", remedy: "Write 5, or what was decided.")
    }
    return ReportPractice(
      claims: try AssessmentPractice.read(practice: practice).claims,
      promises: try PromiseFinder(yaml: text("promise-words.yaml"), file: "reports/promise-words.yaml"),
      gate: DisclosureGate(threshold: threshold))
  }
}

/// A sentence of a report that says more than its figures do.
package struct ReportClaim: Sendable {
  package let number: String
  package let paragraph: String
  package let warning: ClaimWarning
  /// Who stands by it; nil while nobody does.
  package let judgement: OfficerJudgement?
}

/// Something that stands between a report and its sign-off.
package struct ReportObstacle: Sendable, Hashable {
  package let words: String
  /// The page on which it is put right.
  package let page: Page
  package enum Page: String, Sendable { case header, paragraphs, figures, claims, promises, gate }
  package init(_ page: Page, _ words: String) {
    self.page = page
    self.words = words
  }
}

package enum ReportChecks {
  /// Every claim of the text that no figure carries.
  package static func claims(_ content: ReportContent, _ practice: ReportPractice) -> [ReportClaim] {
    let comparing = Set(content.bindings.filter(\.compares).map(\.name))
    return content.numbered.flatMap { number, _, paragraph in
      practice.claims.warnings(in: BlockText(paragraph.text), comparing: comparing).map { warning in
        ReportClaim(
          number: number, paragraph: paragraph.id.text, warning: warning,
          judgement: content.judgements.last {
            $0.paragraph == paragraph.id.text && $0.sentence == content.plain(warning.sentence)
          })
      }
    }
  }

  /// All that must be put right before sign-off. `values` are today's figures by measure and period; `today` those of
  /// every binding by its name.
  package static func obstacles(
    _ content: ReportContent, practice: ReportPractice, measures: RecordMeasures, today: [String: Figure],
    rules: [ReportRule], gate: [GateFinding]
  ) -> [ReportObstacle] {
    var out: [ReportObstacle] = []
    for field in content.edition.header.missing { out.append(ReportObstacle(.header, "“\(field)” is empty.")) }
    if content.numbered.isEmpty { out.append(ReportObstacle(.paragraphs, "The report has no paragraph.")) }
    out += references(content, measures)
    for binding in content.bindings { if let one = stale(binding, today[binding.name], measures) { out.append(one) } }
    out += beside(content, measures)
    for rule in rules { if let fault = rule.fault { out.append(ReportObstacle(.figures, fault)) } }
    for claim in claims(content, practice) where claim.judgement == nil {
      out.append(
        ReportObstacle(
          .claims, "\(claim.number): “\(claim.warning.words.joined(separator: "”, “"))” is not carried by a figure."))
    }
    out += unread(content, practice)
    out += promised(content, practice)
    let answered = Set(content.answers.map(\.promise))
    for promise in content.due where !answered.contains(promise.id) {
      out.append(ReportObstacle(.promises, "The report before promised: “\(promise.words)” It is not answered."))
    }
    let released = Set(content.releases.map(\.finding))
    for finding in gate where !released.contains(finding.id) { out.append(ReportObstacle(.gate, finding.words)) }
    return out
  }

  /// Headings and answers are printed too, and carry no figure.
  private static func unread(_ content: ReportContent, _ practice: ReportPractice) -> [ReportObstacle] {
    func warned(_ text: String) -> [String] {
      practice.claims.warnings(in: BlockText(text)).filter { $0.kind != .unsupportedClaim }.flatMap(\.words)
    }
    return content.sections.flatMap { section in
      warned(section.heading).map { ReportObstacle(.paragraphs, "The heading “\(section.heading)” types “\($0)”.") }
    }
      + content.answers.flatMap { answer in
        warned(answer.words).map { ReportObstacle(.promises, "The answer “\(answer.words)” types “\($0)”.") }
      }
  }

  /// A promise is what the open text says: one whose sentence is gone, or exempt, may not be listed.
  private static func promised(_ content: ReportContent, _ practice: ReportPractice) -> [ReportObstacle] {
    let open = Set(content.openPromises(practice.promises).map(\.words))
    return content.promises.filter { !open.contains($0.words) }.map {
      ReportObstacle(.promises, "The promise “\($0.words)” is not in the open text any more: take it off.")
    }
  }

  private static func references(_ content: ReportContent, _ measures: RecordMeasures) -> [ReportObstacle] {
    let figures = content.figures()
    var out: [ReportObstacle] = []
    for (number, _, paragraph) in content.numbered {
      let text = BlockText(paragraph.text)
      for (typed, reason) in text.broken { out.append(ReportObstacle(.paragraphs, "\(number): \(typed): \(reason).")) }
      for name in text.names.sorted() where figures[name] == nil {
        out.append(ReportObstacle(.figures, "\(number) refers to “\(name)”, which has no figure."))
      }
      for run in text.runs {
        guard case .figure(let reference) = run.kind, let figure = figures[reference.name] else { continue }
        do { _ = try reference.words(in: figure) } catch {
          out.append(ReportObstacle(.paragraphs, "\(number): {figure:\(reference.name)}: \(error.reason)"))
        }
      }
      if paragraph.kind == .funnel {
        guard let rule = measures.rules.first(where: { $0.id == paragraph.subject }) else {
          out.append(ReportObstacle(.paragraphs, "\(number): there is no rule “\(paragraph.subject ?? "")”."))
          continue
        }
        for id in rule.measures where content.stage(id) == nil {
          out.append(ReportObstacle(.figures, "\(number): the stage “\(measures[id]?.title ?? id)” is not bound."))
        }
      }
      if paragraph.kind == .figure, figures[paragraph.subject ?? ""] == nil {
        out.append(ReportObstacle(.figures, "\(number) shows “\(paragraph.subject ?? "")”, which has no figure."))
      }
    }
    return out
  }

  private static func stale(_ binding: ReportBinding, _ today: Figure?, _ measures: RecordMeasures) -> ReportObstacle? {
    guard let held = try? binding.held?.figure() else {
      return ReportObstacle(.figures, "“\(binding.name)” has no answer.")
    }
    // Nothing supplied is not none: a nought that no record carries is no figure.
    if let (id, _) = binding.record, measures[id]?.total != .evidence, binding.sequences.isEmpty {
      return ReportObstacle(
        .figures, "“\(binding.name)”: nothing is recorded of it. Take it off, and say in words what is not known.")
    }
    guard let today else { return ReportObstacle(.figures, "“\(binding.name)” cannot be counted today.") }
    guard today.fingerprint == held.fingerprint else {
      return ReportObstacle(
        .figures,
        "“\(binding.name)” was \(held.value.map(held.measured) ?? held.sentence); today it is \(today.value.map(today.measured) ?? today.sentence)."
      )
    }
    return nil
  }

  /// A measure whose practice says that another must be printed with it stands alone.
  private static func beside(_ content: ReportContent, _ measures: RecordMeasures) -> [ReportObstacle] {
    let printed = content.printedNames(measures.rules)
    let measured = content.bindings.filter { printed.contains($0.name) }.compactMap { $0.record?.measure }
    return measured.flatMap { id -> [ReportObstacle] in
      guard let measure = measures[id] else { return [] }
      return measure.beside.filter { !measured.contains($0) }.map { other in
        ReportObstacle(
          .paragraphs, "“\(measure.title)” may not stand without “\(measures[other]?.title ?? other)”: print both.")
      }
    }
  }
}

/// A rule of consistency as it came out for a report.
package struct ReportRule: Sendable {
  package let rule: ConsistencyRule
  package let period: FactPeriod
  package let values: [String: Double]
  package let fault: String?

  package init(rule: ConsistencyRule, period: FactPeriod, values: [String: Double], fault: String?) {
    self.rule = rule
    self.period = period
    self.values = values
    self.fault = fault
  }
}
