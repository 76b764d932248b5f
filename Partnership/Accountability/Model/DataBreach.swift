import Basics

/// A personal data breach in the register that each controller keeps (UK GDPR article 33(5), DPA 2018 section 67(6)).
package struct DataBreach: Hashable, Sendable {
  /// How likely people come to harm: it decides who must be told.
  package enum Risk: String, CaseIterable, Sendable {
    case unassessed, unlikely, likely, high

    package var label: String {
      switch self {
      case .unassessed: "Not assessed yet"
      case .unlikely: "Risk to people unlikely"
      case .likely: "Risk to people"
      case .high: "High risk to people"
      }
    }
    /// Whether the Information Commissioner must be told. What is not assessed counts as it might be.
    package var needsCommissioner: Bool { self != .unlikely }
    /// Whether the people must be told (UK GDPR article 34, DPA 2018 section 68).
    package var needsPeople: Bool { self == .high }
  }

  package let id: ID<DataBreach>
  /// The controller that keeps this entry.
  package let agency: String
  /// The agency whose information it was, when that is another.
  package let originator: String?
  package let title: String
  package let words: String
  /// When somebody at the controller became aware.
  package let awareAt: Instant
  package var risk: Risk
  package var riskWords: String?
  package var commissionerToldAt: Instant?
  /// Why the Commissioner was told later than 72 hours (article 33(1)).
  package var delayWords: String?
  package var originatorToldAt: Instant?
  package var peopleToldAt: Instant?
  package var closedAt: Instant?

  package init(
    id: ID<DataBreach>, agency: String, originator: String? = nil, title: String, words: String, awareAt: Instant,
    risk: Risk = .unassessed, riskWords: String? = nil, commissionerToldAt: Instant? = nil, delayWords: String? = nil,
    originatorToldAt: Instant? = nil, peopleToldAt: Instant? = nil, closedAt: Instant? = nil
  ) {
    self.id = id
    self.agency = agency
    self.originator = originator
    self.title = title
    self.words = words
    self.awareAt = awareAt
    self.risk = risk
    self.riskWords = riskWords
    self.commissionerToldAt = commissionerToldAt
    self.delayWords = delayWords
    self.originatorToldAt = originatorToldAt
    self.peopleToldAt = peopleToldAt
    self.closedAt = closedAt
  }

  /// Seconds from awareness until the Commissioner must have been told, weekends included (`breach-commissioner` in
  /// Practice/law/clocks.yaml).
  package static let commissionerWithin = 72 * 3600
  /// Seconds until the originator's data protection officer is told (`breach-originator`, a local choice).
  package static let originatorWithin = 24 * 3600

  package var commissionerDue: Instant { awareAt.adding(seconds: DataBreach.commissionerWithin) }
  package var isOpen: Bool { closedAt == nil }

  /// How the 72 hours stand.
  package enum Countdown: Hashable, Sendable {
    case notNeeded
    /// Seconds left.
    case running(Int)
    /// Seconds over.
    case late(Int)
    /// Told in time, or so many seconds late.
    case told(late: Int)
  }

  package func countdown(at now: Instant) -> Countdown {
    if let told = commissionerToldAt {
      return .told(late: max(0, (told.milliseconds - commissionerDue.milliseconds + 999) / 1000))
    }
    guard risk.needsCommissioner else { return .notNeeded }
    let left = commissionerDue.milliseconds - now.milliseconds
    return left >= 0 ? .running(left / 1000) : .late((999 - left) / 1000)
  }

  /// What still stands in the way of closing.
  package var outstanding: [String] {
    var out: [String] = []
    if risk == .unassessed { out.append("the risk to people is not assessed") }
    if risk.needsCommissioner, risk != .unassessed, commissionerToldAt == nil {
      out.append("the Information Commissioner is not told")
    }
    if risk.needsPeople, peopleToldAt == nil { out.append("the people are not told") }
    if originator != nil, originatorToldAt == nil { out.append("the agency whose information it was is not told") }
    if let told = commissionerToldAt, told > commissionerDue, delayWords == nil {
      out.append("the reasons for the delay are missing")
    }
    return out
  }
}

/// Hours and minutes as people say them.
package enum SpokenTime {
  package static func text(_ seconds: Int) -> String {
    let minutes = max(0, seconds) / 60
    if minutes < 60 { return minutes.of("minute", "minutes") }
    return (minutes / 60).of("hour", "hours") + (minutes % 60 == 0 ? "" : " " + (minutes % 60).of("minute", "minutes"))
  }
}
