import Basics
import PartnershipModel
import PracticeFiles

/// Something that a strategy of one kind must contain or that must have been done for it, from
/// `Practice/law/strategy-contents.yaml`.
package struct StrategyRequirement: Sendable, Hashable {
  /// How it is established: from what stands in the strategy, or by somebody who records it with evidence.
  package enum Check: String, CaseIterable, Sendable {
    case strategies, priorities, steps, resources, measures, engagement, recorded
  }

  package let id: String
  package let kind: Strategy.Kind
  package let title: String
  package let basis: String
  package let check: Check
  package let confidence: StatutoryDuty.Confidence
  /// Whether a summary may be published only once it is met.
  package let beforePublishing: Bool
}

/// All requirements of the file.
package struct StrategyContents: Sendable {
  package let requirements: [StrategyRequirement]

  package init(text: String, file: String = "law/strategy-contents.yaml") throws {
    let root = try PracticeNode(text: text, file: file)
    try root.allow(["version", "requirements"])
    var seen: Set<String> = []
    requirements = try root.list("requirements").map { node in
      try node.allow(["id", "kind", "title", "basis", "check", "confidence", "before-publishing"])
      let id = try node.text("id")
      guard seen.insert(id).inserted else {
        throw node.refusal("“\(id)” stands twice.", remedy: "Give one of them another id.")
      }
      return StrategyRequirement(
        id: id, kind: try node.required("kind").word(Strategy.Kind.self), title: try node.text("title"),
        basis: try node.text("basis"), check: try node.required("check").word(StrategyRequirement.Check.self),
        confidence: try node.required("confidence").word(StatutoryDuty.Confidence.self),
        beforePublishing: try node.optionalText("before-publishing") == "yes")
    }
  }

  package func requirements(of kind: Strategy.Kind) -> [StrategyRequirement] {
    requirements.filter { $0.kind == kind }
  }

  /// Each requirement with what is missing; an empty text where nothing is.
  package func findings(_ content: StrategyContent, responsibilities: [String: Authority.Responsibility])
    -> [StrategyFinding]
  {
    requirements(of: content.strategy.kind).map { requirement in
      StrategyFinding(
        requirement: requirement, missing: missing(requirement, content, responsibilities),
        check: content.checks.last { $0.requirement == requirement.id })
    }
  }

  private func missing(
    _ requirement: StrategyRequirement, _ content: StrategyContent,
    _ responsibilities: [String: Authority.Responsibility]
  ) -> String {
    switch requirement.check {
    case .strategies:
      return content.strategy.vision.isEmpty || content.standing(.objective).isEmpty
        ? "The vision and at least one objective are wanted." : ""
    case .priorities:
      let all = content.standing(.priority), bare = all.filter(\.basis.isEmpty).count
      if all.isEmpty { return "No priority stands in it." }
      return bare == 0 ? "" : "\(bare) of \(all.count) priorities name no basis in an assessment."
    case .steps:
      return content.standing(.step).isEmpty && content.linkedSteps.isEmpty ? "No step stands in it." : ""
    case .resources: return content.standing(.resource).isEmpty ? "No resource is allocated." : ""
    case .measures:
      let held = Set(content.standing(.measure).compactMap(\.authority).compactMap { responsibilities[$0] })
      let without = Authority.Responsibility.allCases.filter { !held.contains($0) }
      return without.isEmpty
        ? "" : "No measure of success for: \(without.map { $0.label.lowercased() }.joined(separator: ", "))."
    case .engagement: return content.standing(.engagement).isEmpty ? "No engagement step stands in it." : ""
    case .recorded:
      return content.checks.last { $0.requirement == requirement.id }?.isMet == true
        ? "" : "Nobody has recorded it with evidence."
    }
  }
}

/// Whether one requirement is met.
package struct StrategyFinding: Sendable {
  package let requirement: StrategyRequirement
  package let missing: String
  package let check: StrategyCheck?
  package var isMet: Bool { missing.isEmpty }
}

/// What somebody recorded about a requirement.
package struct StrategyCheck: Sendable {
  package let requirement: String
  package let isMet: Bool
  package let evidence: String
  package let day: Day
  package let by: String

  package init(requirement: String, isMet: Bool, evidence: String, day: Day, by: String) {
    self.requirement = requirement
    self.isMet = isMet
    self.evidence = evidence
    self.day = day
    self.by = by
  }
}

/// The summary of a strategy as it was published: kept as it was, whatever changes later (S.I. 2007/1830 reg. 14).
package struct PublishedSummary: Sendable {
  package let id: ID<PublishedSummary>
  package let strategy: ID<Strategy>
  package let day: Day
  package let by: String
  /// Formats and languages, and how it reaches as many groups as is reasonable.
  package let reach: String
  package let content: SummaryContent

  package init(
    id: ID<PublishedSummary>, strategy: ID<Strategy>, day: Day, by: String, reach: String, content: SummaryContent
  ) {
    self.id = id
    self.strategy = strategy
    self.day = day
    self.by = by
    self.reach = reach
    self.content = content
  }
}

/// What a summary says.
package struct SummaryContent: Sendable, Codable, Equatable {
  package struct Part: Sendable, Codable, Equatable {
    package let title: String
    package let lines: [String]
  }

  package let code: String
  package let title: String
  package let term: String
  package let vision: String
  package let introduction: String
  package let parts: [Part]

  /// Principles, priorities with their objectives, steps with their bodies, and measures; owners by body only.
  package init(_ content: StrategyContent, introduction: String) {
    let strategy = content.strategy
    code = strategy.code
    title = strategy.title
    term = strategy.term
    vision = strategy.vision
    self.introduction = introduction
    let steps =
      content.standing(.step).filter { $0.state != .dropped }.map { "\($0.text) (\($0.organisation))" }
      + content.linkedSteps.filter { $0.item.state != .dropped }.map {
        "\($0.item.text) (\($0.item.organisation), \($0.title))"
      }
    let measures = content.standing(.measure).map { item in
      item.target.isEmpty ? item.text : "\(item.text): \(item.target)"
    }
    let all = [
      Part(title: "Principles", lines: content.standing(.principle).map(\.text)),
      Part(title: "Priorities", lines: content.standing(.priority).map(\.text)),
      Part(title: "Objectives", lines: content.standing(.objective).map(\.text)),
      Part(title: "What will be done", lines: steps),
      Part(title: "How success is measured", lines: measures),
    ]
    parts = all.filter { !$0.lines.isEmpty }
  }
}
