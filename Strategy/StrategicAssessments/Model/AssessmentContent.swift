import Basics

/// Everything that an edition holds: what is checked, rendered and, at approval, frozen.
package struct AssessmentContent: Sendable {
  package var edition: AssessmentEdition
  /// One for each paragraph of regulation 7, in its order.
  package var sections: [AssessmentSection]
  package var findings: [Finding]
  package var priorities: [Priority]
  package var contributions: [Contribution]
  /// What partners said to the draft.
  package var comments: [PartnerComment]
  /// The matrix on which the priorities are scored.
  package var matrix: PriorityMatrix
  /// After approval: the frozen figures by the binding's name.
  package var frozen: [String: HeldFigure]

  package init(
    edition: AssessmentEdition, sections: [AssessmentSection], findings: [Finding] = [], priorities: [Priority] = [],
    contributions: [Contribution] = [], comments: [PartnerComment] = [], matrix: PriorityMatrix,
    frozen: [String: HeldFigure] = [:]
  ) {
    self.edition = edition
    self.sections = sections
    self.findings = findings
    self.priorities = priorities
    self.contributions = contributions
    self.comments = comments
    self.matrix = matrix
    self.frozen = frozen
  }

  package var blocks: [AssessmentBlock] { sections.flatMap(\.blocks) }
  package var bindings: [Binding] { blocks.flatMap(\.bindings) }
  package func section(_ kind: StatutoryContent) -> AssessmentSection {
    sections.first { $0.kind == kind } ?? AssessmentSection(kind: kind)
  }
  package func block(_ id: ID<AssessmentBlock>) -> AssessmentBlock? { blocks.first { $0.id == id } }

  /// The figure that the document prints for a name: the frozen one after approval, the held one before.
  package func printed(_ name: String) throws(Refusal) -> Figure? {
    guard let held = frozen[name] ?? bindings.first(where: { $0.name == name })?.held else { return nil }
    return try held.figure()
  }

  /// All printed figures by name; one that cannot be read is left out, and completeness names it.
  package func printedFigures() -> [String: Figure] {
    var out: [String: Figure] = [:]
    for binding in bindings { if let figure = try? printed(binding.name) { out[binding.name] = figure } }
    return out
  }

  /// SHA-256 over every text, choice and figure in a fixed order: what approval signs.
  package var fingerprint: String {
    var lines = [edition.id.text, edition.title, edition.areaCode, edition.period.description, edition.notice ?? ""]
    for section in sections {
      lines += [section.kind.rawValue, section.notApplicable ?? ""]
      for block in section.blocks {
        lines += [block.id.text, block.title, block.text]
        for binding in block.bindings {
          let held = frozen[binding.name] ?? binding.held
          lines += [binding.name, binding.shows.rawValue, binding.question, held?.sha256 ?? ""]
        }
      }
    }
    for finding in findings {
      lines += [finding.claim, finding.confidence.rawValue, finding.reason] + finding.blocks.map(\.text)
    }
    for priority in priorities {
      let scores = priority.scores.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
      lines += [priority.title, priority.status.rawValue, priority.rationale] + scores
    }
    for contribution in contributions {
      lines += [contribution.body, contribution.status.rawValue, contribution.qualityNote]
    }
    // Lengths keep two neighbouring texts from being read as one.
    return HeldFigure.digest(lines.map { "\($0.utf8.count):\($0)" }.joined(separator: "\n"))
  }
}
