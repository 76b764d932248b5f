import Basics

/// One meeting of a board.
package struct Meeting: Sendable {
  package enum State: String, CaseIterable, Sendable {
    case planned
    case agendaSet = "agenda-set"
    case papersIssued = "papers-issued"
    case held
    case minutesDrafted = "minutes-drafted"
    case minutesApproved = "minutes-approved"
    case published
    case cancelled

    package var label: String {
      switch self {
      case .planned: "Planned"
      case .agendaSet: "Agenda set"
      case .papersIssued: "Papers issued"
      case .held: "Held"
      case .minutesDrafted: "Minutes drafted"
      case .minutesApproved: "Minutes approved"
      case .published: "Minutes published"
      case .cancelled: "Not held"
      }
    }

    /// What may come next.
    package var next: [State] {
      switch self {
      case .planned: [.agendaSet, .papersIssued, .held, .cancelled]
      case .agendaSet: [.papersIssued, .held, .cancelled]
      case .papersIssued: [.held, .cancelled]
      case .held: [.minutesDrafted]
      case .minutesDrafted: [.minutesApproved]
      case .minutesApproved: [.published]
      case .published, .cancelled: []
      }
    }

    /// Whether it has taken place.
    package var isHeld: Bool { [.held, .minutesDrafted, .minutesApproved, .published].contains(self) }
  }

  package let id: ID<Meeting>
  package let board: ID<Board>
  package var day: Day
  /// Time in London as `09:30`; nil while it is not fixed.
  package var time: String?
  package var minutes: Int
  package var place: String
  /// The public meeting of the year (S.I. 2007/1830 reg. 12(4)), or another one open to everybody.
  package var isPublic: Bool
  /// Asked for by the board's cycle; an extraordinary meeting is not.
  package var isDue: Bool
  package var state: State
  /// Minutes, or where they are kept; for a public meeting what was discussed and how it was made known.
  package var minutesText: String
  /// How a public meeting was made known before it was held.
  package var publicity: String
  /// Why it was not held.
  package var reason: String

  package init(
    id: ID<Meeting>, board: ID<Board>, day: Day, time: String? = nil, minutes: Int = 120, place: String = "",
    isPublic: Bool = false, isDue: Bool = true, state: State = .planned, minutesText: String = "",
    publicity: String = "", reason: String = ""
  ) {
    self.id = id
    self.board = board
    self.day = day
    self.time = time
    self.minutes = minutes
    self.place = place
    self.isPublic = isPublic
    self.isDue = isDue
    self.state = state
    self.minutesText = minutesText
    self.publicity = publicity
    self.reason = reason
  }

  package func checked() throws -> Meeting {
    var out = self
    out.place = try GovernanceText.optional(place, "Place", most: 200)
    out.publicity = try GovernanceText.optional(publicity, "How it is made known", most: 1000, lines: true)
    if let time, Meeting.minuteOfDay(time) == nil {
      throw Refusal(
        "unreadable-time", place: "Time", "“\(time.prefix(20))” is no time of day.", remedy: "Enter it as 09:30.")
    }
    guard (5...1440).contains(minutes) else {
      throw Refusal("length", place: "Minutes", "A meeting lasts 5 to 1,440 minutes.", remedy: "Enter its length.")
    }
    return out
  }

  /// Minutes after midnight of `09:30`; nil for what is no time.
  package static func minuteOfDay(_ text: String) -> Int? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard text.utf8.count == 5, parts.count == 2, let first = parts.first, let last = parts.last,
      first.count == 2, last.count == 2,
      let hour = Int(first), let minute = Int(last), (0...23).contains(hour), (0...59).contains(minute)
    else { return nil }
    return hour * 60 + minute
  }
}

/// One item of an agenda.
package struct AgendaItem: Sendable {
  package let id: ID<AgendaItem>
  package let position: Int
  package let title: String
  package let presenter: String
  /// What raised it: an edition, a figure's address, a recommendation.
  package let evidence: String

  package init(id: ID<AgendaItem>, position: Int, title: String, presenter: String, evidence: String) {
    self.id = id
    self.position = position
    self.title = title
    self.presenter = presenter
    self.evidence = evidence
  }
}

/// A paper before a meeting, with who may read it.
package struct MeetingPaper: Sendable {
  package let id: ID<MeetingPaper>
  package let title: String
  package let publication: PublicationClass
  /// Where it is kept.
  package let location: String
  /// Why it is not open, such as a paragraph of Local Government Act 1972 Sch. 12A.
  package let reason: String

  package init(
    id: ID<MeetingPaper>, title: String, publication: PublicationClass, location: String, reason: String
  ) {
    self.id = id
    self.title = title
    self.publication = publication
    self.location = location
    self.reason = reason
  }

  package func checked() throws -> MeetingPaper {
    let reason = try GovernanceText.optional(reason, "Why it is not public", most: 300)
    guard publication == .open || !reason.isEmpty else {
      throw Refusal(
        "missing-field", place: "Why it is not public", "A paper that is not public needs a reason.",
        remedy: "Name it, such as Local Government Act 1972 Sch. 12A paragraph 7.")
    }
    return MeetingPaper(
      id: id, title: try GovernanceText.checked(title, "Paper", most: 200), publication: publication,
      location: try GovernanceText.optional(location, "Where it is kept", most: 400), reason: reason)
  }
}

/// How a seat was filled at a meeting.
package enum Presence: String, CaseIterable, Sendable {
  case holder, deputy, apologies, absent

  package var label: String {
    switch self {
    case .holder: "Present"
    case .deputy: "Deputy present"
    case .apologies: "Apologies"
    case .absent: "Absent"
    }
  }
  package var isPresent: Bool { self == .holder || self == .deputy }
}

/// One seat at one meeting.
package struct Attendance: Sendable {
  package let seat: ID<BoardSeat>
  package let presence: Presence
  /// Whether who came holds a senior position in the body.
  package let isSenior: Bool

  package init(seat: ID<BoardSeat>, presence: Presence, isSenior: Bool) {
    self.seat = seat
    self.presence = presence
    self.isSenior = isSenior
  }
}
