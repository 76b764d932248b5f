/// What a strategic assessment must contain: the paragraphs of regulation 7 of the Crime and Disorder (Formulation and
/// Implementation of Strategy) Regulations 2007 (S.I. 2007/1830), each a kind of section.
package enum StatutoryContent: String, CaseIterable, Sendable, Comparable {
  case levels = "7a"
  case changes = "7b"
  case reasons = "7c"
  case priorities = "7d"
  case residents = "7e"
  case implementation = "7f"
  case county = "7g"

  /// As it is cited: `reg. 7(a)`.
  package var citation: String { "reg. 7(\(rawValue.dropFirst()))" }

  /// The heading of the section.
  package var title: String {
    switch self {
    case .levels: "Levels and patterns of crime, disorder and substance misuse"
    case .changes: "Changes since the previous assessment"
    case .reasons: "Why those changes happened"
    case .priorities: "Matters the responsible authorities should prioritise"
    case .residents: "Matters that people living and working in the area think should be prioritised"
    case .implementation: "How far the previous year’s plan was implemented"
    case .county: "Matters to bring to the county strategy group"
    }
  }

  /// What the writer is asked to put here.
  package var prompt: String {
    switch self {
    case .levels:
      "Say how much crime, disorder (with anti-social behaviour and harm to the environment) and substance misuse there "
        + "is, where and when, and what the figures cannot show."
    case .changes: "Say what changed, what did not, and by how much beyond the usual month-to-month variation."
    case .reasons: "Say why, how sure the partnership is, and which other explanations remain."
    case .priorities: "Say what the authorities should prioritise, how the choice was scored and how firm the order is."
    case .residents: "Say what people were asked, who answered, and what they want prioritised."
    case .implementation: "Take last year’s plan commitment by commitment: done, partly done, not done, not known."
    case .county: "In a two-tier area, say what the county strategy group should take up."
    }
  }

  /// Only two-tier areas have a county strategy group.
  package var isForTwoTierAreasOnly: Bool { self == .county }
  /// A section on levels or changes that rests on no figure at all is no analysis.
  package var needsFigure: Bool { self == .levels || self == .changes }

  package static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

/// Whose information an assessment must consider: regulation 6 of S.I. 2007/1830, the responsible authorities being those
/// of section 5(1) of the Crime and Disorder Act 1998.
package enum InformationSource: String, CaseIterable, Sendable {
  case police
  case localAuthority = "local-authority"
  case fireAndRescue = "fire-and-rescue"
  case integratedCareBoard = "integrated-care-board"
  case probation
  case cooperatingBody = "co-operating-body"
  case participatingBody = "participating-body"
  case scrutinyCommittee = "crime-and-disorder-committee"
  case people = "people-living-and-working"
  case other

  /// The five that must each be asked.
  package static let responsibleAuthorities: [InformationSource] = [
    .police, .localAuthority, .fireAndRescue, .integratedCareBoard, .probation,
  ]

  package var label: String {
    switch self {
    case .police: "Police"
    case .localAuthority: "Local authority"
    case .fireAndRescue: "Fire and rescue authority"
    case .integratedCareBoard: "Integrated care board"
    case .probation: "Probation services provider"
    case .cooperatingBody: "Co-operating body"
    case .participatingBody: "Participating body"
    case .scrutinyCommittee: "Crime and disorder committee"
    case .people: "People living and working in the area"
    case .other: "Other source"
    }
  }
}
