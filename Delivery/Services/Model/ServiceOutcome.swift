import Basics

/// What accepted returns of a service add up to. A share of closing assessments is never said without the share of closed
/// cases that had one: 98% of few is not 98% of all.
package struct ServiceOutcome: Hashable, Sendable {
  package let referrals: Int
  package let closed: Int
  package let successful: Int
  package let assessed: Int
  package let reduced: Int

  /// With fewer closing assessments than these no percentage is given.
  package static let leastAssessed = 10

  package init(_ returns: [ReturnContent]) {
    func sum(_ items: [ReturnItem]) -> Int { returns.reduce(0) { $0 + $1.sum(items) } }
    referrals = sum(ReturnItem.referrals)
    closed = sum(ReturnItem.closures)
    successful = sum([.closedSuccessful])
    assessed = sum(ReturnItem.assessments)
    reduced = sum([.assessedReduced])
  }

  /// The outcome and, in the same sentence, how many closed cases it speaks of.
  package var words: String {
    guard closed > 0 else { return "No case was closed." }
    let rate = (Double(assessed) / Double(closed)).percent()
    guard assessed >= ServiceOutcome.leastAssessed else {
      return
        "Too few closing assessments for a percentage: \(rate) of \(closed.of("closed case", "closed cases")) had one."
    }
    return "Harm reduced in \((Double(reduced) / Double(assessed)).percent()) of "
      + "\(assessed.grouped) closing assessments; \(rate) of \(closed.of("closed case", "closed cases")) had one."
  }
}
