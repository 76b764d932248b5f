import Basics

/// The time for answering a subject access request (UK GDPR article 12(3), Data Protection Act 2018 s.54; the Information
/// Commissioner's way of counting; clocks `subject-access`, `subject-access-extension` and `subject-access-stopped` of
/// `Practice/law/clocks.yaml`).
///
/// So many months (one) from the day of receipt to the corresponding date; further ones (two) where it is complex and the
/// person was told within the first. Days between asking for proof, clarification or a fee and the answer do not count. A last
/// day that is a weekend or a bank holiday becomes the next working day.
package struct SubjectAccessClock: Sendable, Hashable {
  /// A time for which the clock stood.
  package struct Pause: Sendable, Hashable {
    package enum Reason: String, CaseIterable, Sendable {
      case identity, clarification, fee
      package var label: String {
        switch self {
        case .identity: "Proof of identity"
        case .clarification: "Clarification that is reasonably required"
        case .fee: "Fee"
        }
      }
    }
    package let reason: Reason
    package let askedOn: Day
    /// Nil while the answer is awaited.
    package let answeredOn: Day?
    package init(reason: Reason, askedOn: Day, answeredOn: Day?) {
      self.reason = reason
      self.askedOn = askedOn
      self.answeredOn = answeredOn
    }
  }

  package let terms: SubjectAccessTerms
  package let received: Day
  package let pauses: [Pause]
  /// The day on which the person was told that it takes longer.
  package let extendedOn: Day?

  package init(terms: SubjectAccessTerms, received: Day, pauses: [Pause] = [], extendedOn: Day? = nil) {
    self.terms = terms
    self.received = received
    self.pauses = pauses
    self.extendedOn = extendedOn
  }

  /// The pause that is open, so that the clock stands.
  package var standing: Pause? { pauses.first { $0.answeredOn == nil } }

  /// Days that do not count, up to and not with `today`; days in two pauses count once.
  package func stoppedDays(on today: Day) -> Int {
    var days: Set<Int> = []
    for pause in pauses {
      let end = min(pause.answeredOn ?? today, today)
      if pause.askedOn < end { days.formUnion(pause.askedOn.number..<end.number) }
    }
    return days.count
  }

  /// The last day of the first month, by which an extension must have been told.
  package func firstMonthEnds(on today: Day, _ calendar: WorkingCalendar) -> Day { last(after: terms.months, today, calendar) }

  /// The last day for the answer as things stand today; while the clock stands it moves on with every day.
  package func due(on today: Day, _ calendar: WorkingCalendar) -> Day {
    last(after: terms.months + (extendedOn == nil ? 0 : terms.extensionMonths), today, calendar)
  }

  private func last(after months: Int, _ today: Day, _ calendar: WorkingCalendar) -> Day {
    calendar.working(onOrAfter: received.correspondingDate(after: months) + stoppedDays(on: today))
  }

  /// Refuses an extension after the first month has ended, or a second one.
  package func checkExtension(on today: Day, _ calendar: WorkingCalendar) throws(Refusal) {
    guard extendedOn == nil else {
      throw Refusal("extended", "It was extended already.", remedy: "Answer by the day that stands.")
    }
    let end = firstMonthEnds(on: today, calendar)
    guard today <= end else {
      throw Refusal(
        "extension-late", "The first month ended on \(end.spoken); after that no extension is possible.",
        remedy: "Answer now, and tell the person why it is late.")
    }
  }
}
