import Basics
import Facts

/// How an exercise is run.
package enum ExerciseType: String, RegisterWord {
  case tabletop
  case live
  case communications
  case other

  package var label: String {
    switch self {
    case .tabletop: "Tabletop"
    case .live: "Live"
    case .communications: "Communications"
    case .other: "Other"
    }
  }
}

/// What kind of emergency it is about.
package enum EmergencyScenario: String, RegisterWord {
  case attack
  case fire
  case flood
  case utilities
  case crowd
  case health
  case structure
  case other

  package var label: String {
    switch self {
    case .attack: "Attack"
    case .fire: "Fire or explosion"
    case .flood: "Flood or severe weather"
    case .utilities: "Loss of power, water or communications"
    case .crowd: "Crowd or public event"
    case .health: "Public health"
    case .structure: "Collapse or unsafe structure"
    case .other: "Other"
    }
  }
}

/// Where an exercise stands.
package enum ExerciseState: String, RegisterWord {
  case planned
  case held
  case cancelled

  package var label: String {
    switch self {
    case .planned: "Planned"
    case .held: "Held"
    case .cancelled: "Cancelled"
    }
  }
}

/// An emergency planning exercise (Civil Contingencies Act 2004).
package struct Exercise: RegisterRecord {
  package let title: String
  package let type: ExerciseType
  package let scenario: EmergencyScenario
  package let day: Day
  package let partners: String
  package let objectives: String
  package let debriefedOn: Day?
  package let state: ExerciseState

  package init(_ values: RegisterValues) throws {
    title = try values.text("title")
    type = try values.word("type", ExerciseType.self)
    scenario = try values.word("scenario", EmergencyScenario.self)
    day = try values.day("day")
    partners = try values.text("partners")
    objectives = try values.text("objectives")
    debriefedOn = values.optionalDay("debriefed_on")
    state = try values.word("state", ExerciseState.self)
    try inOrder(day, debriefedOn, "debriefed_on")
  }

  package static let register = Register(
    key: "exercise", table: "exercise", path: "exercises", title: "Exercises", entry: "exercise",
    lead: "Exercises of emergency plans. One counts once it was held; it is never an emergency.",
    factKinds: ["exercise.held"],
    fields: [
      RegisterField("title", "Name", .line(160), listed: true),
      RegisterField("type", "Type", .choice(of: ExerciseType.self), listed: true),
      RegisterField("scenario", "Scenario", .choice(of: EmergencyScenario.self)),
      RegisterField("day", "Day", .day, listed: true),
      RegisterField("partners", "Bodies taking part", .line(400)),
      RegisterField("objectives", "Objectives", .words(2000)),
      RegisterField("debriefed_on", "Debriefed on", .day, required: false),
      RegisterField("state", "State", .choice(of: ExerciseState.self), listed: true),
    ])

  package func check(_ id: String, _ look: any RegisterLook) throws {
    guard state != .held || day <= look.today else {
      throw Self.refusal("day", "This day has not come yet.", "Enter it as planned.")
    }
  }

  package func facts(_ id: String, _ look: any RegisterLook) throws -> [Fact] {
    guard state == .held else { return [] }
    return [Fact("exercise.held", on: day, record: Self.reference(id), ["exercise": type.rawValue])]
  }
}
