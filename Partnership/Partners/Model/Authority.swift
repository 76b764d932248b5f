import Basics

/// A body that takes part in the community safety partnership (Crime and Disorder Act 1998 s.5), or stands beside it.
package struct Authority: Hashable, Sendable {
  /// How the 1998 Act brings a body into the partnership, or what it is where the Act does not.
  package enum StatutoryKind: String, CaseIterable, Sendable {
    /// One of the five bodies on whom s.5(1) lays the duty itself.
    case responsibleAuthority = "responsible-authority"
    /// Must co-operate with the responsible authorities: prescribed by order under s.5(2).
    case cooperatingBody = "co-operating-body"
    /// Must be invited to take part: prescribed by order under s.5(3).
    case participatingBody = "participating-body"
    /// The police and crime commissioner, or in London the Mayor's Office for Policing and Crime.
    case localPolicingBody = "local-policing-body"
    /// Works for the partnership under a contract or grant, such as a domestic abuse service.
    case provider
    /// Works with volunteers, such as a night-time welfare patrol.
    case volunteerBody = "volunteer-body"
    /// Reviews what the responsible authorities do: the council's crime and disorder committee.
    case scrutiny = "scrutiny-body"
    /// Residents and others who are consulted; a place in lists, at which nobody signs in.
    case `public` = "public"
    /// Takes part by agreement only, such as a business improvement district.
    case other

    /// As people read it.
    package var label: String {
      switch self {
      case .responsibleAuthority: "Responsible authority"
      case .cooperatingBody: "Co-operating body"
      case .participatingBody: "Participating body"
      case .localPolicingBody: "Local policing body"
      case .provider: "Commissioned provider"
      case .volunteerBody: "Volunteer body"
      case .scrutiny: "Scrutiny body"
      case .public: "The public"
      case .other: "Other partner"
      }
    }

    /// The provision that makes it so; nil where no provision does.
    package var provision: String? {
      switch self {
      case .responsibleAuthority: "Crime and Disorder Act 1998 s.5(1)"
      case .cooperatingBody: "Crime and Disorder Act 1998 s.5(2)"
      case .participatingBody: "Crime and Disorder Act 1998 s.5(3)"
      case .localPolicingBody: "Police Reform and Social Responsibility Act 2011 s.1 and s.3"
      case .scrutiny: "Police and Justice Act 2006 s.19"
      case .provider, .volunteerBody, .public, .other: nil
      }
    }
  }

  /// Which of the five responsible authorities of s.5(1) a body is.
  package enum Responsibility: String, CaseIterable, Sendable {
    case police
    case localAuthority = "local-authority"
    case fireAndRescue = "fire-and-rescue"
    case integratedCareBoard = "integrated-care-board"
    case probation

    /// As people read it.
    package var label: String {
      switch self {
      case .police: "Police"
      case .localAuthority: "Local authority"
      case .fireAndRescue: "Fire and rescue authority"
      case .integratedCareBoard: "Integrated care board"
      case .probation: "Probation services provider"
      }
    }
  }

  package let id: ID<Authority>
  package let name: String
  package let kind: StatutoryKind
  /// Set for a responsible authority, and for no other kind.
  package let responsibility: Responsibility?
  /// The person nominated to facilitate information sharing (S.I. 2007/1830 reg. 4(3)); nil while nobody is named.
  package let liaisonOfficer: String?

  /// Refuses a responsible authority that is none of the five, or another kind that claims to be one.
  package init(
    id: ID<Authority>, name: String, kind: StatutoryKind, responsibility: Responsibility? = nil,
    liaisonOfficer: String? = nil
  ) throws {
    guard (kind == .responsibleAuthority) == (responsibility != nil) else {
      throw Refusal(
        "authority-kind", place: name, "A responsible authority is one of the five in section 5(1); no other body is.",
        remedy: "Say which of the five it is, or choose another kind.")
    }
    self.id = id
    self.name = try PersonName.checked(name, place: "Name of the body")
    self.kind = kind
    self.responsibility = responsibility
    self.liaisonOfficer = try liaisonOfficer.map { try PersonName.checked($0, place: "Liaison officer") }
  }

  /// The responsible authorities that nobody in `bodies` is: a partnership lacking one is not properly formed.
  package static func missing(from bodies: [Authority]) -> [Responsibility] {
    let present = Set(bodies.compactMap(\.responsibility))
    return Responsibility.allCases.filter { !present.contains($0) }
  }
}
