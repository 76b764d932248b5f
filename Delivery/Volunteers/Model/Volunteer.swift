import Basics

/// The level of a check by the Disclosure and Barring Service.
package enum DisclosureCheck: String, RegisterWord {
  case notNeeded = "not-needed"
  case basic
  case standard
  case enhanced

  package var label: String {
    switch self {
    case .notNeeded: "Not needed for the role"
    case .basic: "Basic"
    case .standard: "Standard"
    case .enhanced: "Enhanced"
    }
  }
}

/// Where a volunteer stands.
package enum VolunteerState: String, RegisterWord {
  case applying
  case active
  case paused
  case left

  package var label: String {
    switch self {
    case .applying: "Applying"
    case .active: "Active"
    case .paused: "Paused"
    case .left: "Left"
    }
  }
}

/// A volunteer by number; the name stays with whoever coordinates the scheme.
package struct Volunteer: RegisterRecord {
  package let code: String
  package let scheme: String
  package let dbs: DisclosureCheck
  package let dbsUntil: Day?
  package let referencesOn: Day?
  package let trainedUntil: Day?
  package let state: VolunteerState

  package init(_ values: RegisterValues) throws {
    code = try values.text("code")
    scheme = try values.text("scheme")
    dbs = try values.word("dbs", DisclosureCheck.self)
    dbsUntil = values.optionalDay("dbs_until")
    referencesOn = values.optionalDay("references_on")
    trainedUntil = values.optionalDay("trained_until")
    state = try values.word("state", VolunteerState.self)
    guard code.contains(where: \.isNumber) else {
      throw Self.refusal("code", "This has no digit and may be a name.", "Enter the volunteer’s number, such as v-017.")
    }
    guard dbs == .notNeeded || state == .applying || dbsUntil != nil else {
      throw Self.refusal("dbs_until", "This is empty.", "Enter until when the check is good.")
    }
  }

  package static let register = Register(
    key: "volunteer", table: "volunteer", path: "volunteers", title: "Volunteers", entry: "volunteer",
    lead:
      "By number only: names stay with whoever coordinates the scheme. What is kept here is whether they may go out.",
    fields: [
      RegisterField(
        "code", "Number", .code, hint: "As the coordinator gives it, such as v-017; never a name.", listed: true),
      RegisterField("scheme", "Scheme", .entry(of: "volunteer-scheme"), listed: true),
      RegisterField("dbs", "Disclosure and Barring Service check", .choice(of: DisclosureCheck.self)),
      RegisterField("dbs_until", "Check is good until", .day, required: false, listed: true),
      RegisterField("references_on", "References taken up on", .day, required: false),
      RegisterField("trained_until", "Training is good until", .day, required: false, listed: true),
      RegisterField("state", "State", .choice(of: VolunteerState.self), listed: true),
    ])

  /// Why the volunteer may not go out on that day; nil when nothing speaks against it.
  package func obstacle(on day: Day) -> String? {
    if state == .applying { return "the volunteer is still applying" }
    if dbs != .notNeeded, dbsUntil.map({ $0 < day }) ?? true { return "the check is not good on that day" }
    if referencesOn.map({ $0 > day }) ?? true { return "references were not taken up by that day" }
    if trainedUntil.map({ $0 < day }) ?? true { return "the training is not good on that day" }
    return nil
  }

  package func summary(_ id: String, _ look: any RegisterLook) throws -> [(String, String)] {
    let shifts = try look.all(VolunteerShift.self, where: "volunteer", is: id).map(\.record).filter {
      $0.state == .worked
    }
    return [
      ("May go out today", obstacle(on: look.today).map { "No: \($0)" } ?? "Yes"),
      ("Worked so far", RegisterText.hours(shifts.reduce(0) { $0 + $1.minutes })),
    ]
  }
}
