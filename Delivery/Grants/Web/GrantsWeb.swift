import DeliveryModel

extension RegisterGroup {
  package static let grants = RegisterGroup(
    "Grants", "Money from funders: what was promised, claimed, received and spent, and what bids still lack.",
    [
      KeptRegister(Grant.self), KeptRegister(GrantClaim.self), KeptRegister(GrantSpend.self),
      KeptRegister(GrantCondition.self), KeptRegister(GrantBid.self), KeptRegister(BidDependency.self),
    ])
}
