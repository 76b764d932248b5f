import DeliveryModel

extension RegisterGroup {
  package static let campaigns = RegisterGroup(
    "Campaigns", "What is said publicly, with which material, and when.",
    [
      KeptRegister(Campaign.self), KeptRegister(CampaignAsset.self), KeptRegister(CampaignDistribution.self),
      KeptRegister(CampaignReach.self), KeptRegister(ForwardPlanItem.self),
    ])
}
