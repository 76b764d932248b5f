import Basics

/// One look at the partnership's records, as the audit log tells of it.
package struct AccessEvent: Hashable, Sendable {
  package enum Kind: String, Sendable {
    case read, search, export, reveal
  }

  package var kind: Kind
  package var actor: String
  package var agency: String
  /// Nil for a search.
  package var record: String?
  /// The agency that owns the record, where that is known.
  package var owner: String?
  package var individuals: [String]
  package var time: Instant
  /// Whether the person had the case on that day.
  package var isMember: Bool
  /// Whether a meeting about the record lay within the days that the rule names.
  package var hasMeeting: Bool
  /// Where the record stands in the order of references; nil when that is not known.
  package var order: Int?

  package init(
    _ kind: Kind, by actor: String, of agency: String, record: String? = nil, owner: String? = nil,
    individuals: [String] = [], at time: Instant, isMember: Bool = false, hasMeeting: Bool = false, order: Int? = nil
  ) {
    self.kind = kind
    self.actor = actor
    self.agency = agency
    self.record = record
    self.owner = owner
    self.individuals = individuals
    self.time = time
    self.isMember = isMember
    self.hasMeeting = hasMeeting
    self.order = order
  }

  var opens: Bool { kind != .search }
}

/// What is known about members of staff and about the people in records, as far as it is compared: keys made under a
/// secret, never the names themselves.
package struct InsiderFacts: Sendable {
  package enum Field: String, CaseIterable, Sendable {
    case surname, address, phone
    /// Full name with date of birth: of a person, or of somebody in a member of staff's own household.
    case identity

    var words: String {
      switch self {
      case .surname: "surname"
      case .address: "address"
      case .phone: "telephone"
      case .identity: "name and date of birth"
      }
    }
  }
  package struct Key: Hashable, Sendable {
    package let field: Field
    package let value: String
    package init(_ field: Field, _ value: String) {
      self.field = field
      self.value = value
    }
  }
  /// Usual hours in London time, in minutes from midnight; an end before the start lies on the next day.
  package struct Shift: Hashable, Sendable {
    package let from: Int, to: Int
    /// 1 for Monday to 7 for Sunday, by the day on which the shift begins.
    package let days: Set<Int>
    package init(from: Int, to: Int, days: Set<Int>) {
      self.from = from
      self.to = to
      self.days = days
    }

    package func covers(_ time: Instant) -> Bool {
      let day = time.londonDay, minute = time.londonMinute
      if from <= to { return days.contains(day.weekday) && (from..<to).contains(minute) }
      return (days.contains(day.weekday) && minute >= from) || (days.contains((day + -1).weekday) && minute < to)
    }
  }
  package struct Staff: Sendable {
    package var keys: Set<Key>
    /// Nil where no hours are recorded: then nothing counts as outside them.
    package var shift: Shift?
    package var leavesOn: Day?
    package init(keys: Set<Key> = [], shift: Shift? = nil, leavesOn: Day? = nil) {
      self.keys = keys
      self.shift = shift
      self.leavesOn = leavesOn
    }
  }

  package var staff: [String: Staff]
  package var individuals: [String: Set<Key>]

  package init(staff: [String: Staff] = [:], individuals: [String: Set<Key>] = [:]) {
    self.staff = staff
    self.individuals = individuals
  }
}

extension Instant {
  /// Minutes since midnight in London, whose midnight comes an hour earlier in summer than that of universal time.
  var londonMinute: Int {
    let minute = (milliseconds - day.number * 86_400_000) / 60_000
    // Half past eleven at night in universal time belongs to the next day in summer, and only then. In the night of the
    // change this is right from 01:00 in universal time on.
    let lateEvening = Instant(milliseconds: day.number * 86_400_000 + 84_600_000)
    let isSummer = lateEvening.londonDay != day
    return (minute + (isSummer ? 60 : 0)) % 1_440
  }
}
