import Basics

/// A board or group of the partnership, with what it is for and who sits on it.
package struct Board: Sendable {
  /// What makes it sit.
  package enum Standing: String, CaseIterable, Sendable {
    /// The body that prepares the assessment and the plan (S.I. 2007/1830 reg. 3).
    case strategyGroup = "strategy-group"
    /// Another body that a statute asks for.
    case statutory
    /// Set up by the partnership itself.
    case partnership
    /// A group under a board, for one piece of work.
    case workingGroup = "working-group"
    /// Of another partnership or shared with one, and told of this one's work.
    case shared
    /// The council's crime and disorder committee (Police and Justice Act 2006 s.19).
    case scrutiny

    package var label: String {
      switch self {
      case .strategyGroup: "Strategy group"
      case .statutory: "Statutory board"
      case .partnership: "Partnership board"
      case .workingGroup: "Working or operational group"
      case .shared: "Shared with other partnerships"
      case .scrutiny: "Scrutiny committee"
      }
    }

    package var provision: String? {
      switch self {
      case .strategyGroup: "S.I. 2007/1830 reg. 3"
      case .scrutiny: "Police and Justice Act 2006 s.19; S.I. 2009/942 reg. 4"
      default: nil
      }
    }
  }

  /// How often it meets, by its terms of reference.
  package enum Cycle: String, CaseIterable, Sendable {
    case none, weekly, fortnightly, monthly, sixWeekly = "six-weekly", quarterly, halfYearly = "half-yearly", yearly

    package var label: String {
      switch self {
      case .none: "No fixed cycle"
      case .weekly: "Weekly"
      case .fortnightly: "Fortnightly"
      case .monthly: "Monthly"
      case .sixWeekly: "Every six weeks"
      case .quarterly: "Quarterly"
      case .halfYearly: "Twice a year"
      case .yearly: "Yearly"
      }
    }

    private var dayStep: Int? {
      switch self {
      case .weekly: 7
      case .fortnightly: 14
      case .sixWeekly: 42
      default: nil
      }
    }
    private var monthStep: Int? {
      switch self {
      case .monthly: 1
      case .quarterly: 3
      case .halfYearly: 6
      case .yearly: 12
      default: nil
      }
    }

    /// The days on which it meets from `first` through `last`; a month without the day takes its last day.
    package func days(from first: Day, through last: Day) -> [Day] {
      guard self != .none, first <= last else { return [] }
      var out: [Day] = []
      for step in 0..<600 {
        let day: Day
        if let dayStep {
          day = first + dayStep * step
        } else if let monthStep {
          let month = Month(index: first.month.index + monthStep * step)
          day = Day(year: month.year, month: month.month, day: min(first.parts.day, month.dayCount)) ?? month.last
        } else {
          break
        }
        guard day <= last else { break }
        out.append(day)
      }
      return out
    }
  }

  package let id: ID<Board>
  /// Stands in addresses and in facts.
  package var code: String
  package var name: String
  package var standing: Standing
  /// The board that it answers to.
  package var parent: String?
  package var chairOrganisation: String
  /// The role or name of the chair; may be empty while nobody is chosen.
  package var chair: String
  package var chairFrom: Day?, chairTo: Day?
  /// How many seats must be filled for a decision; nil where the terms say nothing.
  package var quorum: Int?
  package var cycle: Cycle
  package var confidentiality: PublicationClass
  /// Names of the boroughs or areas it covers; one or more.
  package var areas: [String]
  /// GSS code where it covers one area that has one.
  package var place: String?
  /// Nil while it is not yet established.
  package var from: Day?, to: Day?

  package init(
    id: ID<Board>, code: String, name: String, standing: Standing, parent: String? = nil,
    chairOrganisation: String = "", chair: String = "", chairFrom: Day? = nil, chairTo: Day? = nil,
    quorum: Int? = nil, cycle: Cycle = .none, confidentiality: PublicationClass = .official, areas: [String] = [],
    place: String? = nil, from: Day? = nil, to: Day? = nil
  ) {
    self.id = id
    self.code = code
    self.name = name
    self.standing = standing
    self.parent = parent
    self.chairOrganisation = chairOrganisation
    self.chair = chair
    self.chairFrom = chairFrom
    self.chairTo = chairTo
    self.quorum = quorum
    self.cycle = cycle
    self.confidentiality = confidentiality
    self.areas = areas
    self.place = place
    self.from = from
    self.to = to
  }

  package func stands(on day: Day) -> Bool { (from.map { $0 <= day } ?? false) && (to.map { day <= $0 } ?? true) }

  /// `Not yet established`, `Stands`, `Ended`.
  package func state(on day: Day) -> String {
    guard let from else { return "Not yet established" }
    if from > day { return "Stands from \(from.spoken)" }
    if let to, to < day { return "Ended \(to.spoken)" }
    return "Stands"
  }

  /// The same with every text checked. Errors: refusals by the label of the field.
  package func checked() throws -> Board {
    var out = self
    out.code = try GovernanceText.code(code)
    out.name = try GovernanceText.checked(name, "Name", most: 120)
    out.chairOrganisation = try GovernanceText.optional(chairOrganisation, "Chair’s organisation", most: 120)
    out.chair = try GovernanceText.optional(chair, "Chair", most: 120)
    out.areas = try areas.map { try GovernanceText.checked($0, "Areas", most: 80) }
    guard !out.areas.isEmpty else {
      throw Refusal("missing-field", place: "Areas", "No area is named.", remedy: "Enter at least one borough.")
    }
    if let from, let to, to < from {
      throw Refusal("days", place: "Ended", "It ends before it begins.", remedy: "Put the two days in order.")
    }
    if let chairFrom, let chairTo, chairTo < chairFrom {
      throw Refusal("days", place: "Chair until", "The term ends before it begins.", remedy: "Put the days in order.")
    }
    if out.parent == out.code {
      throw Refusal("parent", place: "Answers to", "A board cannot answer to itself.", remedy: "Choose another board.")
    }
    return out
  }
}

/// Who may read a paper or know of a meeting. The classes of the Government Security Classifications that local bodies
/// use, and what is open to everybody.
package enum PublicationClass: String, CaseIterable, Sendable {
  case open
  case official
  case officialSensitive = "official-sensitive"

  package var label: String {
    switch self {
    case .open: "Public"
    case .official: "Official: members of the board"
    case .officialSensitive: "Official–Sensitive: named members only"
    }
  }
}

/// Words of the terms of reference, from a day on; earlier ones stay.
package struct BoardTerms: Sendable {
  package let from: Day
  package let text: String
  /// Why they were revised.
  package let reason: String
  package let by: String

  package init(from: Day, text: String, reason: String, by: String) {
    self.from = from
    self.text = text
    self.reason = reason
    self.by = by
  }
}

/// A place at a board that belongs to an organisation; people come and go in it.
package struct BoardSeat: Sendable {
  package let id: ID<BoardSeat>
  package let board: ID<Board>
  package var organisation: String
  /// The body in the register of authorities, where it is one.
  package var authority: String?
  /// What it is called: Borough Commander.
  package var title: String
  package var holder: String
  package var deputy: String
  /// Whether its holder has a senior position in the body (reg. 12(4) asks for it at the public meeting).
  package var isSenior: Bool
  package var from: Day
  package var to: Day?

  package init(
    id: ID<BoardSeat>, board: ID<Board>, organisation: String, authority: String? = nil, title: String,
    holder: String = "", deputy: String = "", isSenior: Bool = false, from: Day, to: Day? = nil
  ) {
    self.id = id
    self.board = board
    self.organisation = organisation
    self.authority = authority
    self.title = title
    self.holder = holder
    self.deputy = deputy
    self.isSenior = isSenior
    self.from = from
    self.to = to
  }

  package func stands(on day: Day) -> Bool { from <= day && (to.map { day <= $0 } ?? true) }

  package func checked() throws -> BoardSeat {
    var out = self
    out.organisation = try GovernanceText.checked(organisation, "Organisation", most: 120)
    out.title = try GovernanceText.checked(title, "Seat", most: 120)
    out.holder = try GovernanceText.optional(holder, "Held by", most: 120)
    out.deputy = try GovernanceText.optional(deputy, "Deputy", most: 120)
    return out
  }
}

/// Which board is told of another's work, beside the line of accountability.
package struct BoardLine: Sendable, Hashable {
  package let from: String
  package let to: String
  package init(from: String, to: String) {
    self.from = from
    self.to = to
  }
}
