import Basics

/// How many people a campaign reached, as a source counted it.
package struct CampaignReach: RegisterRecord {
  package let campaign: String
  package let measure: String
  package let number: Int
  package let day: Day
  package let source: String

  package init(_ values: RegisterValues) throws {
    campaign = try values.text("campaign")
    measure = try values.text("measure")
    number = try values.number("number")
    day = try values.day("day")
    source = try values.text("source")
  }

  package static let register = Register(
    key: "campaign-reach", table: "campaign_reach", path: "reach", title: "Reach", entry: "count of reach",
    lead: "What a channel counted, with who counted it.",
    fields: [
      RegisterField("campaign", "Campaign", .entry(of: "campaign")),
      RegisterField("measure", "What was counted", .line(160), listed: true),
      RegisterField("number", "Number", .count(0...2_000_000_000), listed: true),
      RegisterField("day", "As at", .day, listed: true),
      RegisterField("source", "Counted by", .line(160), listed: true),
    ])
}
