import Basics

/// Which part a body may take in agreements. The gateways of law admit recipients by their kind, so a body must not be
/// written down as something that it is not.
extension PartyKind {
  /// The kinds as which the body can be party or recipient; none for those that are neither.
  package static func admissible(for kind: Authority.StatutoryKind, _ responsibility: Authority.Responsibility?)
    -> [PartyKind]
  {
    switch kind {
    case .responsibleAuthority: responsibility.map { [PartyKind($0)] } ?? []
    // Orders under s.5(2) and (3) name trusts, schools, landlords, parish councils, other police forces and more.
    case .cooperatingBody, .participatingBody: allCases
    case .localPolicingBody: [.council, .police]
    case .provider, .volunteerBody: [.voluntaryProvider]
    case .other: [.voluntaryProvider, .businessNetwork]
    // The committee is answered through its council (model agreement `scrutiny`); the public reads what is published.
    case .scrutiny, .public: []
    }
  }

  package static func admissible(for body: Authority) -> [PartyKind] {
    admissible(for: body.kind, body.responsibility)
  }

  /// Refuses a body under a kind that it is not.
  package static func check(_ claimed: PartyKind?, for body: Authority, place: String) throws {
    let kinds = admissible(for: body)
    guard !kinds.isEmpty else {
      throw Refusal(
        "party-kind", place: place,
        "\(body.name) is a body of this kind: \(body.kind.label.lowercased()). None such is "
          + "party to an agreement or receives personal data.",
        remedy: "Name the authority that answers for it.")
    }
    guard let claimed, !kinds.contains(claimed) else { return }
    throw Refusal(
      "party-kind", place: place, "\(body.name) is not of the kind “\(claimed.label)”.",
      remedy: "It can be: \(kinds.map { $0.label.lowercased() }.joined(separator: ", ")).")
  }
}
