import Basics

/// A figure that every return of a service has. Totals only: nothing about one client.
package enum ReturnItem: String, CaseIterable, Sendable {
  case openAtStart = "open-at-start"
  case referralsAccepted = "referrals-accepted"
  case referralsDeclined = "referrals-declined"
  case referralsSignposted = "referrals-signposted"
  case clients
  case closedSuccessful = "closed-successful"
  case closedNotSuccessful = "closed-not-successful"
  case closedUnplanned = "closed-unplanned"
  case closedTransferred = "closed-transferred"
  case openAtEnd = "open-at-end"
  case assessedReduced = "assessed-reduced"
  case assessedUnchanged = "assessed-unchanged"
  case assessedIncreased = "assessed-increased"

  package var label: String {
    switch self {
    case .openAtStart: "Cases open when the period began"
    case .referralsAccepted: "Referrals accepted"
    case .referralsDeclined: "Referrals declined"
    case .referralsSignposted: "Referrals pointed elsewhere"
    case .clients: "Different people worked with"
    case .closedSuccessful: "Closed as planned, completed successfully"
    case .closedNotSuccessful: "Closed as planned, not completed successfully"
    case .closedUnplanned: "Closed without a plan"
    case .closedTransferred: "Transferred elsewhere"
    case .openAtEnd: "Cases open when the period ended"
    case .assessedReduced: "Closing assessments: harm reduced"
    case .assessedUnchanged: "Closing assessments: unchanged"
    case .assessedIncreased: "Closing assessments: harm increased"
    }
  }

  package static let referrals: [ReturnItem] = [.referralsAccepted, .referralsDeclined, .referralsSignposted]
  package static let closures: [ReturnItem] = [
    .closedSuccessful, .closedNotSuccessful, .closedUnplanned, .closedTransferred,
  ]
  package static let assessments: [ReturnItem] = [.assessedReduced, .assessedUnchanged, .assessedIncreased]
}

/// Where one version of a return stands. Accepted is the end of it: the period is locked, and what is found wrong later
/// becomes the next version.
package enum ReturnState: String, CaseIterable, Sendable {
  case draft, submitted, queried, accepted, replaced

  package var label: String {
    switch self {
    case .draft: "Draft"
    case .submitted: "Submitted"
    case .queried: "Queried"
    case .accepted: "Accepted, locked"
    case .replaced: "Replaced by a later version"
    }
  }

  /// Whether the provider may change its figures.
  package var isOpenToProvider: Bool { self == .draft || self == .queried }
}

/// The number of an indicator, and for shares and averages what it is of.
package struct IndicatorFigure: Hashable, Sendable {
  package let number: Int?
  package let base: Int?

  package init(number: Int?, base: Int? = nil) {
    self.number = number
    self.base = base
  }
}

/// What stands in one version of a return.
package struct ReturnContent: Hashable, Sendable {
  package var figures: [ReturnItem: Int]
  /// By the identity of the indicator.
  package var indicators: [String: IndicatorFigure]
  package var narrative: String

  package init(figures: [ReturnItem: Int] = [:], indicators: [String: IndicatorFigure] = [:], narrative: String = "") {
    self.figures = figures
    self.indicators = indicators
    self.narrative = narrative
  }

  package func sum(_ items: [ReturnItem]) -> Int { items.reduce(0) { $0 + (figures[$1] ?? 0) } }
}

/// Something about a return that is wrong, or that needs a word of explanation.
package struct ReturnProblem: Hashable, Sendable {
  /// The field of the form.
  package let field: String
  package let words: String
  /// A warning is answered in the narrative; anything else must be mended.
  package let isWarning: Bool
}

extension ReturnContent {
  /// The largest figure that a return takes.
  package static let largest = 10_000_000

  /// Everything that stands against submitting it. `previous` is what was accepted for the period before.
  package func problems(indicators defined: [(id: String, record: KeyIndicator)], previous: ReturnContent?)
    -> [ReturnProblem]
  {
    var out: [ReturnProblem] = []
    func wrong(_ field: String, _ words: String, warning: Bool = false) {
      out.append(ReturnProblem(field: field, words: words, isWarning: warning))
    }
    for item in ReturnItem.allCases where figures[item] == nil {
      wrong(item.rawValue, "\(item.label): this is empty. Enter 0 when there was none.")
    }
    for (id, indicator) in defined {
      let figure = self.indicators[id]
      if figure?.number == nil { wrong(indicator.field(id), "\(indicator.title): this is empty.") }
      guard indicator.form != .count else { continue }
      if figure?.base == nil {
        wrong(indicator.field(id, base: true), "\(indicator.title): what it is of is empty.")
      } else if indicator.form == .share, let number = figure?.number, let base = figure?.base, number > base {
        wrong(indicator.field(id), "\(indicator.title): \(number.grouped) of \(base.grouped) is more than all.")
      }
    }
    guard ReturnItem.allCases.allSatisfy({ figures[$0] != nil }) else { return out }
    let closed = sum(ReturnItem.closures), assessed = sum(ReturnItem.assessments)
    let start = sum([.openAtStart]), accepted = sum([.referralsAccepted]), end = sum([.openAtEnd])
    if assessed > closed {
      wrong(
        ReturnItem.assessedReduced.rawValue,
        "\(assessed.grouped) closing assessments are more than the \(closed.grouped) cases that were closed.")
    }
    if start + accepted - closed != end {
      wrong(
        ReturnItem.openAtEnd.rawValue,
        "\(start.grouped) open, \(accepted.grouped) accepted and \(closed.grouped) closed leave "
          + "\((start + accepted - closed).grouped), not \(end.grouped).")
    }
    if sum([.clients]) > start + accepted {
      wrong(
        ReturnItem.clients.rawValue, "More different people than cases that were open or accepted in the period.")
    }
    if let previous {
      let before = previous.sum([.openAtEnd])
      if before != start {
        wrong(
          ReturnItem.openAtStart.rawValue,
          "The period before ended with \(before.grouped) open cases. Say in the account why this one begins with "
            + "\(start.grouped).", warning: true)
      }
      let referralsBefore = previous.sum(ReturnItem.referrals), referrals = sum(ReturnItem.referrals)
      if referralsBefore >= 10, referrals * 2 < referralsBefore || referrals > referralsBefore * 2 {
        wrong(
          ReturnItem.referralsAccepted.rawValue,
          "Referrals went from \(referralsBefore.grouped) to \(referrals.grouped). Say in the account why.",
          warning: true)
      }
    }
    if closed >= 10, assessed * 2 < closed {
      wrong(
        ReturnItem.assessedReduced.rawValue,
        "Fewer than half of the closed cases have a closing assessment. Say in the account why.", warning: true)
    }
    if narrative.isEmpty, out.contains(where: \.isWarning) {
      wrong("narrative", "The account is empty, and something above needs an explanation.")
    }
    return out
  }
}

extension KeyIndicator {
  /// The field of the return's form.
  package func field(_ id: String, base: Bool = false) -> String { (base ? "of-" : "kpi-") + id }
}
