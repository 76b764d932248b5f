import Basics
import Facts

/// The types of material that figures tell apart.
package enum AssetType: String, RegisterWord {
  case poster
  case leaflet
  case card
  case other

  package var label: String {
    switch self {
    case .poster: "Posters"
    case .leaflet: "Leaflets"
    case .card: "Cards"
    case .other: "Other material"
    }
  }
}

/// Material of a campaign.
package struct CampaignAsset: RegisterRecord {
  package let campaign: String
  package let title: String
  package let type: AssetType
  package let language: String
  package let made: Int

  package init(_ values: RegisterValues) throws {
    campaign = try values.text("campaign")
    title = try values.text("title")
    type = try values.word("type", AssetType.self)
    language = try values.text("language")
    made = try values.number("made")
  }

  package static let register = Register(
    key: "campaign-asset", table: "campaign_asset", path: "materials", title: "Materials", entry: "material",
    lead: "Posters, leaflets and other material, in each language, and how many were made.",
    fields: [
      RegisterField("campaign", "Campaign", .entry(of: "campaign")),
      RegisterField("title", "Name", .line(160), listed: true),
      RegisterField("type", "Type", .choice(of: AssetType.self), listed: true),
      RegisterField("language", "Language", .line(40), listed: true),
      RegisterField("made", "How many were made", .count(0...10_000_000), listed: true),
    ])

  package func summary(_ id: String, _ look: any RegisterLook) throws -> [(String, String)] {
    let given = try look.all(CampaignDistribution.self, where: "asset", is: id).reduce(0) { $0 + $1.record.quantity }
    return [("Given out", given.grouped), ("Left", (made - given).grouped)]
  }
}

/// Material that was given out.
package struct CampaignDistribution: RegisterRecord {
  package let asset: String
  package let day: Day
  package let quantity: Int
  /// GSS code.
  package let ward: [String]
  package let givenTo: String

  package init(_ values: RegisterValues) throws {
    asset = try values.text("asset")
    day = try values.day("day")
    quantity = try values.number("quantity")
    ward = values.places("ward")
    givenTo = try values.text("given_to")
  }

  package static let register = Register(
    key: "campaign-distribution", table: "campaign_distribution", path: "distributions", title: "Distributions",
    entry: "distribution",
    lead: "What was given out, when, where and how many.",
    factKinds: ["campaign.distribution"],
    fields: [
      RegisterField("asset", "Material", .entry(of: "campaign-asset"), listed: true),
      RegisterField("day", "Day", .day, listed: true),
      RegisterField("quantity", "How many", .count(1...1_000_000), listed: true),
      RegisterField("ward", "Ward", .places(most: 1), required: false),
      RegisterField(
        "given_to", "Given to", .line(200), hint: "Such as businesses, riders, residents; nobody’s name.", listed: true),
    ])

  package func check(_ id: String, _ look: any RegisterLook) throws {
    guard day <= look.today else { throw Self.refusal("day", "This day has not come yet.", "Enter it afterwards.") }
    let material = try look.record(CampaignAsset.self, asset)
    let others = try look.all(CampaignDistribution.self, where: "asset", is: asset).filter { $0.id != id }
    let total = others.reduce(quantity) { $0 + $1.record.quantity }
    guard total <= material.made else {
      throw Self.refusal(
        "quantity", "With this, \(total.grouped) were given out and \(material.made.grouped) were made.",
        "Check the number, or correct how many were made.")
    }
  }

  package func facts(_ id: String, _ look: any RegisterLook) throws -> [Fact] {
    let material = try look.record(CampaignAsset.self, asset)
    return [
      Fact(
        "campaign.distribution", on: day, quantity: quantity, record: Self.reference(id), place: ward.first,
        ["campaign": try look.record(Campaign.self, material.campaign).code, "asset": material.type.rawValue])
    ]
  }
}
