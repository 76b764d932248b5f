import Basics

/// Where an item of the forward plan stands.
package enum PlanItemState: String, RegisterWord {
  case planned
  case cleared
  case issued
  case dropped

  package var label: String {
    switch self {
    case .planned: "Planned"
    case .cleared: "Cleared"
    case .issued: "Issued"
    case .dropped: "Dropped"
    }
  }
}

/// Something that will be said publicly, and not before its day.
package struct ForwardPlanItem: RegisterRecord {
  package let title: String
  package let campaign: String?
  package let channel: String
  package let day: Day
  package let embargoUntil: Day?
  package let owner: String
  package let state: PlanItemState

  package init(_ values: RegisterValues) throws {
    title = try values.text("title")
    campaign = values.optionalText("campaign")
    channel = try values.text("channel")
    day = try values.day("day")
    embargoUntil = values.optionalDay("embargo_until")
    owner = try values.text("owner")
    state = try values.word("state", PlanItemState.self)
    if let embargoUntil, day < embargoUntil {
      throw Self.refusal("day", "This is before the embargo ends.", "Move the day, or end the embargo earlier.")
    }
  }

  package static let register = Register(
    key: "forward-plan-item", table: "forward_plan_item", path: "forward-plan", title: "Forward plan",
    entry: "item of the forward plan",
    lead: "What is to be said when. Until its embargo ends only the keepers of programmes see an item.",
    fields: [
      RegisterField("title", "What is said", .line(200), listed: true),
      RegisterField("campaign", "Campaign", .entry(of: "campaign"), required: false),
      RegisterField("channel", "Channel", .line(120), listed: true),
      RegisterField("day", "Day", .day, listed: true),
      RegisterField(
        "embargo_until", "Under embargo until", .day, hint: "Nobody else sees it before this day.", required: false,
        listed: true),
      RegisterField("owner", "Owner, by role", .line(120)),
      RegisterField("state", "State", .choice(of: PlanItemState.self), listed: true),
    ])

  package func check(_ id: String, _ look: any RegisterLook) throws {
    guard state == .issued else { return }
    guard embargoUntil.map({ $0 <= look.today }) ?? true else {
      throw Self.refusal(
        "state", "It is still under embargo and cannot have been issued.", "Wait until the embargo ends.")
    }
    guard day <= look.today else {
      throw Self.refusal("day", "This day has not come yet.", "Leave it planned or cleared.")
    }
  }

  package func isHidden(on day: Day) -> Bool { embargoUntil.map { $0 > day } ?? false }
}
