import Basics

/// Something the edition lacks, in words that say what to do.
package struct Missing: Sendable, Hashable {
  /// The paragraph of regulation 7 that it belongs to; nil for the edition as a whole.
  package let section: StatutoryContent?
  package let sentence: String
  package init(_ section: StatutoryContent? = nil, _ sentence: String) {
    self.section = section
    self.sentence = sentence
  }
}

/// Whether an edition contains what regulation 7 demands and rests on what regulation 6 demands (S.I. 2007/1830).
package enum Completeness {
  /// Everything that stands between the edition and approval.
  package static func missing(_ content: AssessmentContent) -> [Missing] {
    unwritten(content) + unfigured(content) + undecided(content) + unfound(content) + brokenReferences(content)
      + unasked(content) + unanswered(content) + uncommented(content)
  }

  static func unwritten(_ content: AssessmentContent, only kinds: [StatutoryContent] = StatutoryContent.allCases)
    -> [Missing]
  {
    kinds.compactMap { kind in
      let section = content.section(kind)
      if kind.isForTwoTierAreasOnly, !content.edition.isTwoTier {
        guard section.notApplicable == nil else { return nil }
        return Missing(
          kind,
          "\(kind.citation): say why it does not apply (there is no county strategy group outside two-tier areas).")
      }
      let isWritten = section.blocks.contains { !BlockText($0.text).isEmpty }
      return isWritten ? nil : Missing(kind, "\(kind.citation): “\(kind.title)” has no text.")
    }
  }

  private static func unfigured(_ content: AssessmentContent) -> [Missing] {
    var out: [Missing] = []
    for section in content.sections where section.kind.needsFigure && section.notApplicable == nil {
      if section.blocks.contains(where: { !BlockText($0.text).isEmpty }), section.blocks.allSatisfy(\.bindings.isEmpty)
      {
        out.append(Missing(section.kind, "\(section.kind.citation): no figure is bound to its text."))
      }
    }
    for block in content.blocks {
      for binding in block.bindings where (try? binding.held?.figure()) == nil {
        out.append(
          Missing(
            block.section, "\(block.section.citation): the figure “\(binding.name)” has no answer that can be printed.")
        )
      }
    }
    return out
  }

  /// Comments of partners that nobody has answered yet.
  private static func uncommented(_ content: AssessmentContent) -> [Missing] {
    content.comments.filter { $0.answer == nil }.map {
      Missing($0.section, "The comment of \($0.body) (\($0.by), \($0.at.day.spoken)) has no answer yet.")
    }
  }

  private static func undecided(_ content: AssessmentContent) -> [Missing] {
    var out = content.priorities.filter { $0.status == .candidate }.map {
      Missing(.priorities, "\(StatutoryContent.priorities.citation): “\($0.title)” is neither adopted nor rejected.")
    }
    let adopted = content.priorities.filter { $0.status == .adopted }
    if adopted.isEmpty {
      out.append(Missing(.priorities, "\(StatutoryContent.priorities.citation): no priority is adopted."))
    }
    for priority in content.priorities where content.matrix.score(priority.scores) == nil {
      out.append(
        Missing(
          .priorities, "\(StatutoryContent.priorities.citation): “\(priority.title)” is not scored on every dimension.")
      )
    }
    for priority in content.priorities where priority.rationale.allSatisfy(\.isWhitespace) {
      out.append(Missing(.priorities, "\(StatutoryContent.priorities.citation): “\(priority.title)” has no rationale."))
    }
    return out
  }

  private static func unfound(_ content: AssessmentContent) -> [Missing] {
    if content.findings.isEmpty { return [Missing("No finding is stated.")] }
    let known = Set(content.blocks.map(\.id))
    return content.findings.enumerated().flatMap { index, finding in
      var out: [Missing] = []
      if finding.reason.allSatisfy(\.isWhitespace) {
        out.append(Missing("Finding \(index + 1) does not say why its confidence is \(finding.confidence.rawValue)."))
      }
      if !finding.blocks.contains(where: known.contains) {
        out.append(Missing("Finding \(index + 1) is linked to no block of evidence."))
      }
      return out
    }
  }

  /// References in texts that lead to nothing.
  static func brokenReferences(_ content: AssessmentContent) -> [Missing] {
    let figures = content.printedFigures()
    let texts =
      content.blocks.map { ($0.section as StatutoryContent?, $0.text, $0.title) }
      + content.findings.enumerated().map { (nil, $1.claim, "Finding \($0 + 1)") }
    var out: [Missing] = []
    for (section, text, title) in texts {
      for problem in FigureReference.problems(in: BlockText(text), figures: figures) {
        let place = section.map { $0.citation + ": " } ?? ""
        out.append(Missing(section, "\(place)in “\(title)”, \(problem)."))
      }
    }
    return out
  }

  /// Responsible authorities that were never asked for information (reg. 6).
  package static func unaskedSources(_ content: AssessmentContent) -> [InformationSource] {
    InformationSource.responsibleAuthorities.filter { source in
      !content.contributions.contains { $0.source == source && $0.status != .planned }
    }
  }

  static func unasked(_ content: AssessmentContent) -> [Missing] {
    unaskedSources(content).map {
      Missing("No information has been asked of the \($0.label.lowercasedFirst) (reg. 6).")
    }
  }

  private static func unanswered(_ content: AssessmentContent) -> [Missing] {
    content.contributions.filter { !$0.isClosed && $0.status != .planned }.map {
      Missing(
        "\($0.body) was asked and it is not recorded whether anything came: record it as received or as declined.")
    }
  }
}

extension Missing {
  package init(_ sentence: String) { self.init(nil, sentence) }
}

extension FigureReference {
  /// What is wrong with the references of a text, each as a clause.
  package static func problems(in text: BlockText, figures: [String: Figure]) -> [String] {
    text.runs.compactMap { run -> String? in
      switch run.kind {
      case .broken(let typed, let reason): return "“\(typed)” cannot be read: \(reason)"
      case .see(let name): return figures[name] == nil ? "“{see:\(name)}” points to no figure of this edition" : nil
      case .figure(let reference):
        guard let figure = figures[reference.name] else {
          return "“{figure:\(reference.name)}” points to no figure of this edition"
        }
        do throws(Refusal) {
          _ = try reference.words(in: figure)
          return nil
        } catch {
          return "“{figure:\(reference.name)…}” cannot be printed: \(error.reason.lowercasedFirst.withoutFullStop)"
        }
      default: return nil
      }
    }
  }
}

extension String {
  /// As it reads inside a sentence.
  package var lowercasedFirst: String {
    guard let first, dropFirst().first?.isUppercase != true else { return self }
    return first.lowercased() + dropFirst()
  }
  package var withoutFullStop: String { hasSuffix(".") ? String(dropLast()) : self }
}
