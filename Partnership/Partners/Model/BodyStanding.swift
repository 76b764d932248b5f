import Basics

/// What follows from the kind of a body. A kind opens no record: that takes an agreement between both bodies in force, a
/// duty, clearance and a place on the case. What stands here only keeps kinds from what is not theirs.
extension Authority.StatutoryKind {
  /// Whether section 5 of the Crime and Disorder Act 1998, or the Act on local policing bodies, brings it in.
  package var isStatutoryPartner: Bool {
    switch self {
    case .responsibleAuthority, .cooperatingBody, .participatingBody, .localPolicingBody: true
    case .provider, .volunteerBody, .scrutiny, .public, .other: false
    }
  }

  /// Whether people of such a body can have accounts. Nobody signs in for the public.
  package var mayHaveAccounts: Bool { self != .public }

  /// Whether people of such a body may hold the role. Roles that look over the whole partnership are for its statutory
  /// partners; whoever scrutinises reads what is published and depersonalised, and nothing else.
  package func admits(_ role: Role) -> Bool {
    switch self {
    case .responsibleAuthority, .cooperatingBody, .participatingBody, .localPolicingBody: true
    case .provider, .volunteerBody, .other: !role.looksOverThePartnership
    case .scrutiny: role == .reader || role == .councillor
    case .public: false
    }
  }

  /// Refuses roles that people of such a body may not hold.
  package func check(_ roles: Set<Role>) throws {
    guard mayHaveAccounts else {
      throw Refusal(
        "authority", place: "Body", "Nobody signs in for the public.",
        remedy: "Choose the body that employs the person.")
    }
    guard let first = roles.sorted().first(where: { !admits($0) }) else { return }
    throw Refusal(
      "role", place: "Roles", "“\(first.label)” is not for people of this kind of body: \(label.lowercased()).",
      remedy:
        "Choose roles among: \(Role.allCases.filter(admits).map { $0.label.lowercased() }.joined(separator: ", ")).")
  }
}

extension Role {
  /// Whether the role looks over the whole partnership and not only over what its own body is given.
  package var looksOverThePartnership: Bool {
    switch self {
    case .administrator, .manager, .analyst, .auditor: true
    case .caseworker, .informationGovernance, .signatory, .reader, .boardMember, .provider, .councillor: false
    }
  }
}
