import Basics

/// Where the disclosure of one holder's set for one quarter stands.
package enum DueStatus: String, Sendable, CaseIterable {
  /// Not yet due.
  case expected
  case received
  /// Received after the due day.
  case receivedLate = "received-late"
  /// Due, and nothing came.
  case late
  /// The holder says it does not hold such information for the quarter.
  case notHeld = "not-held"
  /// The holder declined to disclose.
  case refused

  /// As it reads on a page.
  package var title: String {
    switch self {
    case .expected: "Expected"
    case .received: "Received"
    case .receivedLate: "Received late"
    case .late: "Late"
    case .notHeld: "Not held"
    case .refused: "Refused"
    }
  }

  /// What is true on `today`: a file counts above an answer, an answer above the passing of time.
  package static func of(_ quarter: Quarter, receivedOn: Day?, answer: HolderAnswer.Kind?, today: Day) -> DueStatus {
    if let receivedOn { return receivedOn > quarter.due ? .receivedLate : .received }
    switch answer {
    case .notHeld: return .notHeld
    case .refused: return .refused
    case nil: return today > quarter.due ? .late : .expected
    }
  }
}

/// What a holder said instead of sending a file, with the reason as given.
package struct HolderAnswer: Hashable, Sendable {
  package enum Kind: String, Sendable, CaseIterable {
    case notHeld = "not-held"
    case refused
  }
  package let kind: Kind
  package let reason: String
  package let recordedBy: String
  package let recordedAt: Instant

  package init(kind: Kind, reason: String, recordedBy: String, recordedAt: Instant) {
    self.kind = kind
    self.reason = reason
    self.recordedBy = recordedBy
    self.recordedAt = recordedAt
  }
}

/// One square of the calendar.
package struct DueCell: Sendable {
  package let holder: PartnerHolder
  package let set: PrescribedSet
  package let quarter: Quarter
  package let status: DueStatus
  /// Days to the due day; negative when it has passed.
  package let daysLeft: Int
  /// The import that counts, and its rows.
  package let importID: String?
  package let rows: Int?
  package let receivedOn: Day?
  package let answer: HolderAnswer?

  package init(
    holder: PartnerHolder, set: PrescribedSet, quarter: Quarter, status: DueStatus, daysLeft: Int, importID: String?,
    rows: Int?, receivedOn: Day?, answer: HolderAnswer?
  ) {
    self.holder = holder
    self.set = set
    self.quarter = quarter
    self.status = status
    self.daysLeft = daysLeft
    self.importID = importID
    self.rows = rows
    self.receivedOn = receivedOn
    self.answer = answer
  }
}
