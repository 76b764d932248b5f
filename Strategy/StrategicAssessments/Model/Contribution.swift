import Basics

/// Information asked of a partner for the assessment (S.I. 2007/1830 reg. 6), and what became of the asking. One that
/// never came is a fact about the assessment and stays in it.
package struct Contribution: Sendable {
  package enum Status: String, CaseIterable, Sendable {
    case planned, requested, chased, received, declined
  }

  /// Something that happened to the request on a day.
  package struct Event: Sendable, Hashable {
    package let status: Status
    package let day: Day
    package let by: String
    package let note: String
    package init(_ status: Status, on day: Day, by: String, note: String) {
      self.status = status
      self.day = day
      self.by = by
      self.note = note
    }
  }

  package let id: ID<Contribution>
  package var source: InformationSource
  /// The body by name.
  package var body: String
  package var asked: String
  package var due: Day?
  package var events: [Event]
  /// What the receiver thinks of it: complete, of which months, counted how.
  package var qualityNote: String

  package init(
    id: ID<Contribution>, source: InformationSource, body: String, asked: String, due: Day? = nil, events: [Event] = [],
    qualityNote: String = ""
  ) {
    self.id = id
    self.source = source
    self.body = body
    self.asked = asked
    self.due = due
    self.events = events
    self.qualityNote = qualityNote
  }

  package var status: Status { events.last?.status ?? .planned }
  package var isClosed: Bool { status == .received || status == .declined }
  package func isOverdue(on day: Day) -> Bool { !isClosed && due.map { $0 < day } ?? false }

  /// What may be recorded next: nothing is chased that was not asked, and what was declined may still arrive.
  package var next: [Status] {
    switch status {
    case .planned: [.requested]
    case .requested, .chased: [.chased, .received, .declined]
    case .declined: [.received]
    case .received: []
    }
  }

  /// The event, when it may follow what is recorded; declining needs its reason.
  package func checked(_ event: Event) throws(Refusal) -> Event {
    guard next.contains(event.status) else {
      let allowed = next.map(\.rawValue).joined(separator: ", ")
      throw Refusal(
        "contribution-order", place: body, "What is \(status.rawValue) cannot become \(event.status.rawValue).",
        remedy: allowed.isEmpty ? "Nothing more is to be recorded here." : "Record one of: \(allowed).")
    }
    if let last = events.last, event.day < last.day {
      throw Refusal(
        "contribution-day", place: body,
        "\(event.day.spoken) is before \(last.day.spoken), when it was \(last.status.rawValue).",
        remedy: "Enter the day on which it happened.")
    }
    guard event.status != .declined || event.note.contains(where: { !$0.isWhitespace }) else {
      throw Refusal(
        "reason-missing", place: body, "No reason is given for declining.", remedy: "Write the reason as it was given.")
    }
    return event
  }
}
