import Basics

/// What an agreement's people must be told about its review day and its last day: ninety and thirty days before, and on
/// the day (`Practice/law/clocks.yaml`, agreement-alert-first, -second and -last).
package struct AgreementAlert: Hashable, Sendable, Comparable {
  package enum Kind: Int, Hashable, Sendable { case expired, expiry, review }

  package let kind: Kind
  package let day: Day
  /// Days until then; below 0 when it has passed.
  package let daysLeft: Int

  /// The steps before the day at which it is told, in days.
  package static let steps = [90, 30, 0]

  /// The step that has been reached: 90, 30 or 0.
  package var step: Int { AgreementAlert.steps.last { daysLeft <= $0 } ?? 0 }

  package var words: String {
    switch kind {
    case .expired: "Expired on \(day.spoken): it opens nothing"
    case .expiry where daysLeft == 0: "Today is its last day"
    case .expiry: "Ends on \(day.spoken), in \(AgreementAlert.days(daysLeft))"
    case .review where daysLeft < 0: "Review was due on \(day.spoken)"
    case .review where daysLeft == 0: "Review is due today"
    case .review: "Review is due on \(day.spoken), in \(AgreementAlert.days(daysLeft))"
    }
  }

  private static func days(_ count: Int) -> String { count == 1 ? "one day" : "\(count) days" }

  package static func < (a: AgreementAlert, b: AgreementAlert) -> Bool {
    (a.daysLeft, a.kind.rawValue) < (b.daysLeft, b.kind.rawValue)
  }
}

package enum AgreementAlerts {
  /// What is to be told today, most pressing first; nothing for a draft and for one that was ended or superseded.
  package static func alerts(status: AgreementStatus, to: Day?, review: Day?, on day: Day) -> [AgreementAlert] {
    let status = status.on(day, to: to, review: review)
    if status == .expired { return to.map { [AgreementAlert(kind: .expired, day: $0, daysLeft: $0 - day)] } ?? [] }
    guard status.carriesDisclosures else { return [] }
    let first = AgreementAlert.steps.first ?? 0
    var out: [AgreementAlert] = []
    if let to, to - day <= first { out.append(AgreementAlert(kind: .expiry, day: to, daysLeft: to - day)) }
    if let review, review - day <= first {
      out.append(AgreementAlert(kind: .review, day: review, daysLeft: review - day))
    }
    return out.sorted()
  }
}
