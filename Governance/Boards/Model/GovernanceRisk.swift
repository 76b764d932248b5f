import Basics

/// What might go wrong, or has: scored by likelihood and impact.
package struct GovernanceRisk: Sendable {
  package enum Kind: String, CaseIterable, Sendable {
    case risk, issue
    package var label: String { self == .risk ? "Risk: it might happen" : "Issue: it has happened" }
  }

  package let id: ID<GovernanceRisk>
  package let number: Int
  package let kind: Kind
  package let board: ID<Board>?
  package let title: String
  package let consequence: String
  package let likelihood: Int
  package let impact: Int
  package let organisation: String
  package let mitigation: String
  package let review: Day
  package let closed: Day?

  package init(
    id: ID<GovernanceRisk>, number: Int = 0, kind: Kind, board: ID<Board>?, title: String, consequence: String,
    likelihood: Int, impact: Int, organisation: String, mitigation: String, review: Day, closed: Day? = nil
  ) {
    self.id = id
    self.number = number
    self.kind = kind
    self.board = board
    self.title = title
    self.consequence = consequence
    self.likelihood = likelihood
    self.impact = impact
    self.organisation = organisation
    self.mitigation = mitigation
    self.review = review
    self.closed = closed
  }

  /// 1 to 25.
  package var score: Int { likelihood * impact }

  package func checked() throws -> GovernanceRisk {
    guard (1...5).contains(likelihood), (1...5).contains(impact) else {
      throw Refusal("score", place: "Likelihood", "Both scores are from 1 to 5.", remedy: "Choose a score for each.")
    }
    return GovernanceRisk(
      id: id, number: number, kind: kind, board: board,
      title: try GovernanceText.checked(title, "Risk", most: 200),
      consequence: try GovernanceText.checked(consequence, "Consequence", most: 1000, lines: true),
      likelihood: likelihood, impact: impact,
      organisation: try GovernanceText.checked(organisation, "Organisation", most: 120),
      mitigation: try GovernanceText.checked(mitigation, "What is done about it", most: 1000, lines: true),
      review: review, closed: closed)
  }
}

/// A team that does the work: two ASB teams, a unit of several bodies.
package struct GovernanceTeam: Sendable {
  package let code: String
  package let name: String
  package let organisation: String
  package let authority: String?
  /// What it does, as a code that facts carry: asb.
  package let function: String
  package let purpose: String
  package let from: Day
  package let to: Day?

  package init(
    code: String, name: String, organisation: String, authority: String? = nil, function: String, purpose: String,
    from: Day, to: Day? = nil
  ) {
    self.code = code
    self.name = name
    self.organisation = organisation
    self.authority = authority
    self.function = function
    self.purpose = purpose
    self.from = from
    self.to = to
  }

  package func checked() throws -> GovernanceTeam {
    if let to, to < from {
      throw Refusal("days", place: "Ended", "It ends before it begins.", remedy: "Put the two days in order.")
    }
    return GovernanceTeam(
      code: try GovernanceText.code(code), name: try GovernanceText.checked(name, "Name", most: 120),
      organisation: try GovernanceText.checked(organisation, "Organisation", most: 120), authority: authority,
      function: try GovernanceText.code(function, "Function"),
      purpose: try GovernanceText.optional(purpose, "Purpose", most: 1000, lines: true), from: from, to: to)
  }
}
