import Basics

/// Whether a haven takes people in.
package enum HavenState: String, RegisterWord {
  case planned
  case `open`
  case paused
  case closed

  package var label: String {
    switch self {
    case .planned: "Planned"
    case .open: "Open"
    case .paused: "Paused"
    case .closed: "Closed"
    }
  }
}

/// A venue in which people find safety at night.
package struct NightHaven: RegisterRecord {
  package let title: String
  package let zone: String
  package let hours: String
  package let trainedStaff: Int
  package let checkedOn: Day?
  package let state: HavenState

  package init(_ values: RegisterValues) throws {
    title = try values.text("title")
    zone = try values.text("zone")
    hours = try values.text("hours")
    trainedStaff = try values.number("trained_staff")
    checkedOn = values.optionalDay("checked_on")
    state = try values.word("state", HavenState.self)
    guard state != .open || trainedStaff > 0 else {
      throw Self.refusal("trained_staff", "An open haven has trained staff.", "Enter how many, or set another state.")
    }
  }

  package static let register = Register(
    key: "night-haven", table: "night_haven", path: "havens", title: "Night havens", entry: "haven",
    lead: "Venues in which people find safety, with trained staff.",
    fields: [
      RegisterField("title", "Venue", .line(160), listed: true),
      RegisterField("zone", "Zone", .entry(of: "volunteer-zone"), listed: true),
      RegisterField("hours", "Opening hours", .line(120), listed: true),
      RegisterField("trained_staff", "Trained staff", .count(0...500), listed: true),
      RegisterField("checked_on", "Last checked on", .day, required: false, listed: true),
      RegisterField("state", "State", .choice(of: HavenState.self), listed: true),
    ])
}
