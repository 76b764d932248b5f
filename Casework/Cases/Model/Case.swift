import Basics

/// A piece of multi-agency work about people: what a list shows of it without opening it. Dates, states and references are
/// in clear, so that clocks and figures work; everything said about people is not here.
package struct Case: Sendable, Hashable {
  package enum State: String, CaseIterable, Sendable {
    case open, closed
    package var label: String { self == .open ? "Open" : "Closed" }
  }

  package let id: ID<Case>
  /// `ASB-2026-483920`: said on the telephone and printed on letters.
  package let reference: String
  /// The panel whose work it is (`Practice/access/panels.yaml`).
  package let panel: String
  package let ownerAgency: String, ownerName: String
  package var state: State
  package let openedOn: Day
  package var closedOn: Day?
  package var closingReason: String?
  /// The earliest action that is still to be done.
  package var nextDue: Day?

  package init(
    id: ID<Case>, reference: String, panel: String, ownerAgency: String, ownerName: String, state: State,
    openedOn: Day, closedOn: Day? = nil, closingReason: String? = nil, nextDue: Day? = nil
  ) {
    self.id = id
    self.reference = reference
    self.panel = panel
    self.ownerAgency = ownerAgency
    self.ownerName = ownerName
    self.state = state
    self.openedOn = openedOn
    self.closedOn = closedOn
    self.closingReason = closingReason
    self.nextDue = nextDue
  }
}

/// What a person is in one case, never on the person: the same person may be a victim here and a suspect there (Data
/// Protection Act 2018 s.38(3)).
package enum PartyRole: String, CaseIterable, Sendable {
  case suspect, convicted, victim, witness, other

  package var label: String {
    switch self {
    case .suspect: "Suspect, or alleged to have caused harm"
    case .convicted: "Convicted"
    case .victim: "Victim, or suspected victim"
    case .witness: "Witness, or has information"
    case .other: "Other, such as a parent or neighbour"
    }
  }
}

/// An entry of a case's chronology. Fact and opinion are different kinds, told apart at a glance (s.38(2)).
package struct CaseNote: Sendable, Hashable {
  package enum Kind: String, CaseIterable, Sendable {
    case fact, opinion
    package var label: String { self == .fact ? "Fact" : "Opinion or assessment" }
  }

  package let id: ID<CaseNote>
  package let kind: Kind
  package let text: String
  /// Where it comes from: `Call to the council`, `Police report`.
  package let source: String
  /// When it happened, as far as known, and when it was written down.
  package let happenedOn: Day?
  package let recordedAt: Instant
  package let recordedBy: String
  package let agency: String
  /// The kinds of data it holds; the reader's agreement must cover every one.
  package let categories: [String]

  package init(
    id: ID<CaseNote>, kind: Kind, text: String, source: String, happenedOn: Day?, recordedAt: Instant,
    recordedBy: String, agency: String, categories: [String]
  ) {
    self.id = id
    self.kind = kind
    self.text = text
    self.source = source
    self.happenedOn = happenedOn
    self.recordedAt = recordedAt
    self.recordedBy = recordedBy
    self.agency = agency
    self.categories = categories
  }

  package static let longest = 20_000

  package static func checked(_ text: String) throws(Refusal) -> String {
    guard text.contains(where: { !$0.isWhitespace }) else {
      throw Refusal("note-text", place: "Note", "This is empty.", remedy: "Write what was seen, heard or thought.")
    }
    guard text.utf8.count <= longest else {
      throw Refusal(
        "text-too-long", place: "Note", "The note is longer than \(longest.grouped) bytes.",
        remedy: "Divide it, or add it as a document.")
    }
    return text
  }
}

/// Something that is to be done, in coded words, so that it can be counted and chased without opening the case.
package struct CaseAction: Sendable, Hashable {
  package enum Kind: String, CaseIterable, Sendable {
    case visit, letter, call, referral, meeting, enforcement, safetyPlan = "safety-plan", other
    package var label: String {
      switch self {
      case .visit: "Visit"
      case .letter: "Letter"
      case .call: "Call"
      case .referral: "Referral"
      case .meeting: "Meeting"
      case .enforcement: "Enforcement step"
      case .safetyPlan: "Safety plan"
      case .other: "Other"
      }
    }
  }

  package let id: ID<CaseAction>
  package let kind: Kind
  package let agency: String
  package let due: Day
  package let doneOn: Day?
  package init(id: ID<CaseAction>, kind: Kind, agency: String, due: Day, doneOn: Day?) {
    self.id = id
    self.kind = kind
    self.agency = agency
    self.due = due
    self.doneOn = doneOn
  }

  package func isLate(on today: Day) -> Bool { doneOn == nil && due < today }
}

/// A file that lies with a case.
package struct CaseDocument: Sendable, Hashable {
  package let id: ID<CaseDocument>
  package let name: String
  package let byteCount: Int
  package let addedAt: Instant
  package let addedBy: String
  package init(id: ID<CaseDocument>, name: String, byteCount: Int, addedAt: Instant, addedBy: String) {
    self.id = id
    self.name = name
    self.byteCount = byteCount
    self.addedAt = addedAt
    self.addedBy = addedBy
  }
  package static let largest = 10 << 20
}

/// Somebody who works on a case.
package struct CaseMember: Sendable, Hashable {
  package let account: String
  package let name: String, agency: String
  package let duty: String
  package let from: Day
  package let to: Day?
  package let isActive: Bool
  package init(account: String, name: String, agency: String, duty: String, from: Day, to: Day?, isActive: Bool) {
    self.account = account
    self.name = name
    self.agency = agency
    self.duty = duty
    self.from = from
    self.to = to
    self.isActive = isActive
  }
}
