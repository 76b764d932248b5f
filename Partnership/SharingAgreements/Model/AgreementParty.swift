import Basics

/// A body that agrees: its standing as a controller, its part and its people.
package struct AgreementParty: Codable, Hashable, Sendable {
  package var authority: String
  /// As the copy that was signed names it, whatever the body is called later.
  package var name: String
  package var kind: PartyKind
  package var standing: PartyStanding
  package var part: String
  package var contacts: [AgreementContact]

  package init(
    authority: String, name: String, kind: PartyKind, standing: PartyStanding, part: String,
    contacts: [AgreementContact] = []
  ) {
    self.authority = authority
    self.name = name
    self.kind = kind
    self.standing = standing
    self.part = part
    self.contacts = contacts
  }

  package func contact(_ role: String) -> String? {
    contacts.first { $0.role == role }.map(\.name).flatMap { $0.isEmpty ? nil : $0 }
  }
}

/// A named person of a party, by what they do under the agreement.
package struct AgreementContact: Codable, Hashable, Sendable {
  package var role: String
  package var name: String
  package init(role: String, name: String) {
    self.role = role
    self.name = name
  }

  /// Everybody must name these: the facilitator of S.I. 2007/1830 reg. 4(3), the data protection officer, who signs.
  package static let required = ["facilitator", "data-protection-officer", "signatory"]

  package static func label(_ role: String) -> String {
    switch role {
    case "facilitator": "Facilitator of information sharing"
    case "data-protection-officer": "Data protection officer"
    case "signatory": "Signatory"
    default: role.replacing("-", with: " ").prefix(1).uppercased() + role.replacing("-", with: " ").dropFirst()
    }
  }
}

/// The kinds of body that the partnership's tables speak of (`Practice/access/panels.yaml`, agency-kinds).
package enum PartyKind: String, CaseIterable, Codable, Hashable, Sendable {
  case council, police, fire, health, probation
  case youthOffendingTeam = "youth-offending-team"
  case landlord, education
  case voluntaryProvider = "voluntary-provider"
  case businessNetwork = "business-network"

  package var label: String {
    switch self {
    case .council: "Local authority"
    case .police: "Police"
    case .fire: "Fire and rescue authority"
    case .health: "Health body"
    case .probation: "Probation service"
    case .youthOffendingTeam: "Youth offending team"
    case .landlord: "Social landlord"
    case .education: "School, college or education authority"
    case .voluntaryProvider: "Commissioned or voluntary provider"
    case .businessNetwork: "Business network"
    }
  }

  /// The kind of a responsible authority; other bodies are given theirs when an agreement is begun.
  package init(_ responsibility: Authority.Responsibility) {
    self =
      switch responsibility {
      case .police: .police
      case .localAuthority: .council
      case .fireAndRescue: .fire
      case .integratedCareBoard: .health
      case .probation: .probation
      }
  }
}

/// Who decides why and how the data are used (UK GDPR arts. 4(7), 26 and 28).
package enum PartyStanding: String, CaseIterable, Codable, Hashable, Sendable {
  case controller
  case jointController = "joint-controller"
  case processor

  package var label: String {
    switch self {
    case .controller: "Controller"
    case .jointController: "Joint controller"
    case .processor: "Processor"
    }
  }
}

/// A party's signature: by whom, when, and to which text.
package struct AgreementSignature: Hashable, Sendable {
  package let authority: String
  package let at: Instant
  package let account: String
  package let signatory: String
  package let sha256: String

  package init(authority: String, at: Instant, account: String, signatory: String, sha256: String) {
    self.authority = authority
    self.at = at
    self.account = account
    self.signatory = signatory
    self.sha256 = sha256
  }
}
