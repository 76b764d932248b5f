import Basics

/// What the assessment concludes from its evidence, as one claim that can be disputed.
package struct Finding: Sendable {
  package enum Confidence: String, CaseIterable, Sendable {
    case high, moderate, low
    /// What the word means, printed with the findings.
    package var meaning: String {
      switch self {
      case .high: "several good sources agree, and further evidence is unlikely to change the finding"
      case .moderate: "credible evidence with gaps, or one good source alone"
      case .low: "fragmentary or contested evidence, stated so that it can be tested"
      }
    }
  }

  package let id: ID<Finding>
  package var position: Int
  /// Markup of `BlockText`, so that its numbers are references as well.
  package var claim: String
  package var confidence: Confidence
  package var reason: String
  /// The blocks on which it rests.
  package var blocks: [ID<AssessmentBlock>]

  package init(
    id: ID<Finding>, position: Int, claim: String, confidence: Confidence, reason: String, blocks: [ID<AssessmentBlock>]
  ) {
    self.id = id
    self.position = position
    self.claim = claim
    self.confidence = confidence
    self.reason = reason
    self.blocks = blocks
  }
}

/// A matter that the responsible authorities might prioritise (S.I. 2007/1830 reg. 7(d)).
package struct Priority: Sendable {
  package enum Status: String, CaseIterable, Sendable {
    case candidate, adopted, rejected
  }

  package let id: ID<Priority>
  package var position: Int
  package var title: String
  package var status: Status
  package var rationale: String
  /// Level chosen on each dimension of the matrix, by the dimension's identifier.
  package var scores: [String: Int]
  /// Who scored, when, and on which evidence.
  package var scoredBy: String?, scoredAt: Instant?, evidence: String

  package init(
    id: ID<Priority>, position: Int, title: String, status: Status = .candidate, rationale: String,
    scores: [String: Int] = [:], scoredBy: String? = nil, scoredAt: Instant? = nil, evidence: String = ""
  ) {
    self.id = id
    self.position = position
    self.title = title
    self.status = status
    self.rationale = rationale
    self.scores = scores
    self.scoredBy = scoredBy
    self.scoredAt = scoredAt
    self.evidence = evidence
  }
}
