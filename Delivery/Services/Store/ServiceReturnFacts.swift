import Basics
import DeliveryModel
import Facts

extension ServiceReturnStore {
  /// What an accepted return counts: a total for each outcome of referrals, closures and closing assessments. A total of
  /// none is no fact.
  static func facts(_ held: ServiceReturn, _ content: ReturnContent) -> [(kind: String, record: String, fact: Fact?)] {
    counted.map { item, kind, attributes in
      let record = "service-return:\(held.id):\(item.rawValue)", number = content.figures[item] ?? 0
      guard number > 0 else { return (kind, record, nil) }
      let boroughs = held.contract.boroughs
      return (
        kind, record,
        Fact(
          kind, on: held.period.first, through: held.period.last, quantity: number, record: record,
          agency: held.contract.provider, service: held.service.code, place: boroughs.count == 1 ? boroughs.first : nil,
          attributes)
      )
    }
  }

  private static let counted: [(ReturnItem, String, [String: String])] = [
    (.referralsAccepted, "service.referral", ["outcome": "accepted"]),
    (.referralsDeclined, "service.referral", ["outcome": "declined"]),
    (.referralsSignposted, "service.referral", ["outcome": "signposted"]),
    (.closedSuccessful, "service.closure", ["reason": "planned", "completion": "successful"]),
    (.closedNotSuccessful, "service.closure", ["reason": "planned", "completion": "not-successful"]),
    (.closedUnplanned, "service.closure", ["reason": "unplanned", "completion": "not-successful"]),
    (.closedTransferred, "service.closure", ["reason": "transferred"]),
    (.assessedReduced, "service.closing-assessment", ["change": "reduced"]),
    (.assessedUnchanged, "service.closing-assessment", ["change": "unchanged"]),
    (.assessedIncreased, "service.closing-assessment", ["change": "increased"]),
  ]
}
