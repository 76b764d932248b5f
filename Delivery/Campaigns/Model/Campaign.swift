import Basics

/// Where a campaign stands.
package enum CampaignState: String, RegisterWord {
  case planned
  case cleared
  case running
  case ended

  package var label: String {
    switch self {
    case .planned: "Planned"
    case .cleared: "Cleared"
    case .running: "Running"
    case .ended: "Ended"
    }
  }
}

/// A communications campaign.
package struct Campaign: RegisterRecord {
  package let code: String
  package let title: String
  package let theme: String
  package let aim: String
  package let audience: String
  package let channels: String
  package let owner: String
  package let starts: Day
  package let ends: Day?
  package let clearedBy: String?
  package let state: CampaignState

  package init(_ values: RegisterValues) throws {
    code = try values.text("code")
    title = try values.text("title")
    theme = try values.text("theme")
    aim = try values.text("aim")
    audience = try values.text("audience")
    channels = try values.text("channels")
    owner = try values.text("owner")
    starts = try values.day("starts")
    ends = values.optionalDay("ends")
    clearedBy = values.optionalText("cleared_by")
    state = try values.word("state", CampaignState.self)
    try inOrder(starts, ends, "ends")
    guard state == .planned || clearedBy != nil else {
      throw Self.refusal("cleared_by", "This is empty.", "Say who cleared it, or leave it planned.")
    }
  }

  package static let register = Register(
    key: "campaign", table: "campaign", path: "campaigns", title: "Campaigns", entry: "campaign",
    lead: "What is said to whom, through which channels, with whose clearance.",
    fields: [
      RegisterField("code", "Code", .code),
      RegisterField("title", "Name", .line(160), listed: true),
      RegisterField("theme", "Theme", .line(120), listed: true),
      RegisterField("aim", "Aim", .words(2000)),
      RegisterField("audience", "Audience", .line(200)),
      RegisterField("channels", "Channels", .line(200)),
      RegisterField("owner", "Owner, by role", .line(120)),
      RegisterField("starts", "First day", .day, listed: true),
      RegisterField("ends", "Last day", .day, required: false, listed: true),
      RegisterField("cleared_by", "Cleared by, by role", .line(120), required: false),
      RegisterField("state", "State", .choice(of: CampaignState.self), listed: true),
    ])

  package func summary(_ id: String, _ look: any RegisterLook) throws -> [(String, String)] {
    var given: [AssetType: Int] = [:]
    for asset in try look.all(CampaignAsset.self, where: "campaign", is: id) {
      let items = try look.all(CampaignDistribution.self, where: "asset", is: asset.id)
      given[asset.record.type, default: 0] += items.reduce(0) { $0 + $1.record.quantity }
    }
    return AssetType.allCases.compactMap { type in
      given[type].map { ("Given out: \(type.label.lowercased())", $0.grouped) }
    }
  }
}
