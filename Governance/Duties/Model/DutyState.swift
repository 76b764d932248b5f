import Basics
import PartnershipModel

/// Where a duty stands on a day, from what is on record.
package struct DutyStanding: Sendable, Equatable {
  package enum State: String, CaseIterable, Sendable {
    case fulfilled, due, overdue
    case neverDone = "never-done"
    case whenArises = "when-it-arises"

    package var label: String {
      switch self {
      case .fulfilled: "Fulfilled"
      case .due: "Due"
      case .overdue: "Overdue"
      case .neverDone: "Never done"
      case .whenArises: "When it arises"
      }
    }
  }

  package let state: State
  package let last: Day?
  package let next: Day?

  /// So many days before its day a duty is shown as due.
  package static let warningDays = 60

  /// `fulfilled` are the days on which it was fulfilled; those after `day` count for nothing.
  package init(_ duty: StatutoryDuty, fulfilled: [Day], on day: Day) {
    last = fulfilled.filter { $0 <= day }.max()
    if duty.frequency == .whenArises {
      next = nil
      state = .whenArises
      return
    }
    guard let last else {
      next = duty.frequency == .standing ? day : DutyStanding.end(of: duty.frequency, containing: day)
      state = .neverDone
      return
    }
    let next: Day
    switch duty.frequency {
    case .yearly: next = DutyStanding.yearEnd(DutyStanding.financialYear(last) + 1)
    case .quarterly: next = Month(index: DutyStanding.quarterEnd(last).index + 3).last
    case .twelveMonths: next = last.adding(months: 12)
    case .standing: next = last.adding(months: duty.reviewMonths)
    case .whenArises: next = day
    }
    self.next = next
    state = next < day ? .overdue : next - day <= DutyStanding.warningDays ? .due : .fulfilled
  }

  private static func end(of frequency: StatutoryDuty.Frequency, containing day: Day) -> Day {
    frequency == .quarterly ? quarterEnd(day).last : yearEnd(financialYear(day))
  }

  /// The calendar year in which the twelve months from 1 April that hold the day begin.
  static func financialYear(_ day: Day) -> Int { day.parts.month >= 4 ? day.parts.year : day.parts.year - 1 }
  private static func yearEnd(_ year: Int) -> Day { Month(year: year + 1, month: 3).last }
  private static func quarterEnd(_ day: Day) -> Month {
    Month(year: day.parts.year, month: (day.parts.month + 2) / 3 * 3)
  }
}

/// One fulfilment of a duty, with what shows it.
package struct DutyFulfilment: Sendable {
  package let id: ID<DutyFulfilment>
  package let duty: String
  package let day: Day
  package let evidence: String
  package let recordedBy: String
  package let recordedAt: Instant

  package init(
    id: ID<DutyFulfilment>, duty: String, day: Day, evidence: String, recordedBy: String, recordedAt: Instant
  ) {
    self.id = id
    self.duty = duty
    self.day = day
    self.evidence = evidence
    self.recordedBy = recordedBy
    self.recordedAt = recordedAt
  }
}

/// A line of the ledger.
package struct LedgerLine: Sendable {
  package let duty: StatutoryDuty
  /// The post or body that answers for it here; empty while nobody is named.
  package let owner: String
  package let fulfilments: [DutyFulfilment]
  package let standing: DutyStanding

  package init(duty: StatutoryDuty, owner: String, fulfilments: [DutyFulfilment], on day: Day) {
    self.duty = duty
    self.owner = owner
    self.fulfilments = fulfilments
    standing = DutyStanding(duty, fulfilled: fulfilments.map(\.day), on: day)
  }
}

/// Something that must come about once: a board set up, a plan finished.
package struct Milestone: Sendable {
  package enum State: String, CaseIterable, Sendable {
    case open, reached, dropped
    package var label: String {
      switch self {
      case .open: "Not yet"
      case .reached: "Reached"
      case .dropped: "Dropped"
      }
    }
  }

  package let code: String
  package let title: String
  package let organisation: String
  package let due: Day?
  /// What waits for it: a bid for funding.
  package let neededFor: String
  package let state: State
  package let settled: Day?
  package let note: String

  package init(
    code: String, title: String, organisation: String, due: Day?, neededFor: String, state: State = .open,
    settled: Day? = nil, note: String = ""
  ) {
    self.code = code
    self.title = title
    self.organisation = organisation
    self.due = due
    self.neededFor = neededFor
    self.state = state
    self.settled = settled
    self.note = note
  }

  package func isOverdue(on day: Day) -> Bool { state == .open && (due.map { $0 < day } ?? false) }

  package func checked() throws -> Milestone {
    Milestone(
      code: try GovernanceText.code(code), title: try GovernanceText.checked(title, "Milestone", most: 200),
      organisation: try GovernanceText.checked(organisation, "Organisation", most: 120), due: due,
      neededFor: try GovernanceText.optional(neededFor, "Needed for", most: 300), state: state, settled: settled,
      note: try GovernanceText.optional(note, "Note", most: 500, lines: true))
  }
}
