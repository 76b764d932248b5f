import Basics
import Facts

/// As it seemed to the volunteer.
package enum PerceivedGender: String, RegisterWord {
  case woman
  case man
  case notSure = "not-sure"

  package var label: String {
    switch self {
    case .woman: "Woman"
    case .man: "Man"
    case .notSure: "Not sure"
    }
  }
}

/// As it seemed to the volunteer.
package enum PerceivedAge: String, RegisterWord {
  case under18 = "under-18"
  case from18To24 = "from-18-to-24"
  case from25To49 = "from-25-to-49"
  case from50 = "from-50"
  case notSure = "not-sure"

  package var label: String {
    switch self {
    case .under18: "Under 18"
    case .from18To24: "18 to 24"
    case .from25To49: "25 to 49"
    case .from50: "50 or over"
    case .notSure: "Not sure"
    }
  }
}

/// Why somebody needed help.
package enum EncounterNeed: String, RegisterWord {
  case intoxicated
  case lost
  case distress
  case unwell
  case harassed
  case other

  package var label: String {
    switch self {
    case .intoxicated: "Drunk or drugged"
    case .lost: "Lost, or parted from friends"
    case .distress: "In distress"
    case .unwell: "Injured or unwell"
    case .harassed: "Followed or harassed"
    case .other: "Other"
    }
  }
}

/// What the volunteers did.
package enum EncounterHelp: String, RegisterWord {
  case talk
  case firstAid = "first-aid"
  case waterAndRest = "water-and-rest"
  case safeTransport = "safe-transport"
  case reunited
  case advice
  case other

  package var label: String {
    switch self {
    case .talk: "Talked and stayed"
    case .firstAid: "First aid"
    case .waterAndRest: "Water and rest"
    case .safeTransport: "Safe way home"
    case .reunited: "Brought back to friends"
    case .advice: "Advice"
    case .other: "Other"
    }
  }
}

/// Where somebody went on to.
package enum EncounterOnward: String, RegisterWord {
  case none
  case taxi
  case police
  case ambulance
  case haven

  package var label: String {
    switch self {
    case .none: "Nowhere in particular"
    case .taxi: "Taxi or transport home"
    case .police: "Police"
    case .ambulance: "Ambulance"
    case .haven: "Night haven"
    }
  }
}

/// Help that volunteers gave to people whose names nobody took.
package struct Encounter: RegisterRecord {
  package let scheme: String
  package let zone: String
  package let day: Day
  package let hour: Int
  package let people: Int
  package let gender: PerceivedGender
  package let age: PerceivedAge
  package let need: EncounterNeed
  package let help: EncounterHelp
  package let onward: EncounterOnward

  package init(_ values: RegisterValues) throws {
    scheme = try values.text("scheme")
    zone = try values.text("zone")
    day = try values.day("day")
    hour = try values.number("hour")
    people = try values.number("people")
    gender = try values.word("gender", PerceivedGender.self)
    age = try values.word("age", PerceivedAge.self)
    need = try values.word("need", EncounterNeed.self)
    help = try values.word("help", EncounterHelp.self)
    onward = try values.word("onward", EncounterOnward.self)
  }

  package static let register = Register(
    key: "volunteer-encounter", table: "volunteer_encounter", path: "encounters", title: "Encounters",
    entry: "encounter",
    lead:
      "Help given, without anybody’s name. The same person may be there twice, so these are encounters and not people.",
    factKinds: ["volunteering.encounter"],
    fields: [
      RegisterField("scheme", "Scheme", .entry(of: "volunteer-scheme"), listed: true),
      RegisterField("zone", "Zone", .entry(of: "volunteer-zone"), listed: true),
      RegisterField("day", "Day", .day, listed: true),
      RegisterField("hour", "Hour", .count(0...23)),
      RegisterField("people", "People helped", .count(1...50), listed: true),
      RegisterField("gender", "Gender as it seemed", .choice(of: PerceivedGender.self)),
      RegisterField("age", "Age as it seemed", .choice(of: PerceivedAge.self)),
      RegisterField("need", "Why help was needed", .choice(of: EncounterNeed.self)),
      RegisterField("help", "Help given", .choice(of: EncounterHelp.self), listed: true),
      RegisterField("onward", "Went on to", .choice(of: EncounterOnward.self)),
    ])

  package func check(_ id: String, _ look: any RegisterLook) throws {
    guard day <= look.today else { throw Self.refusal("day", "This day has not come yet.", "Enter it afterwards.") }
  }

  package func facts(_ id: String, _ look: any RegisterLook) throws -> [Fact] {
    [
      Fact(
        "volunteering.encounter", on: day, quantity: people, record: Self.reference(id),
        place: try look.record(VolunteerZone.self, zone).ward.first,
        ["programme": try look.record(VolunteerScheme.self, scheme).code, "help": help.rawValue])
    ]
  }
}
