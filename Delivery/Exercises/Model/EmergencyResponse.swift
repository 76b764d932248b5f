import Basics
import Facts

/// Whether a major incident was declared.
package enum EmergencyDeclaration: String, RegisterWord {
  case major
  case other

  package var label: String {
    switch self {
    case .major: "Declared a major incident"
    case .other: "Not declared a major incident"
    }
  }
}

/// Whether people were given shelter.
package enum RestCentre: String, RegisterWord {
  case opened
  case notOpened = "not-opened"

  package var label: String {
    switch self {
    case .opened: "Opened"
    case .notOpened: "Not opened"
    }
  }
}

/// A major incident or other emergency that the partnership responded to.
package struct EmergencyResponse: RegisterRecord {
  package let title: String
  package let scenario: EmergencyScenario
  package let declared: EmergencyDeclaration
  package let day: Day
  package let stoodDownOn: Day?
  package let agencies: String
  package let restCentre: RestCentre
  /// GSS code.
  package let ward: [String]
  package let debriefedOn: Day?

  package init(_ values: RegisterValues) throws {
    title = try values.text("title")
    scenario = try values.word("scenario", EmergencyScenario.self)
    declared = try values.word("declared", EmergencyDeclaration.self)
    day = try values.day("day")
    stoodDownOn = values.optionalDay("stood_down_on")
    agencies = try values.text("agencies")
    restCentre = try values.word("rest_centre", RestCentre.self)
    ward = values.places("ward")
    debriefedOn = values.optionalDay("debriefed_on")
    try inOrder(day, stoodDownOn, "stood_down_on")
    try inOrder(day, debriefedOn, "debriefed_on")
  }

  package static let register = Register(
    key: "emergency-response", table: "emergency_response", path: "emergencies", title: "Emergencies",
    entry: "emergency",
    lead:
      "What was responded to. Whether a major incident was declared is said for each, because the two are counted apart.",
    factKinds: ["emergency.response"],
    fields: [
      RegisterField("title", "What happened, in a few words", .line(160), listed: true),
      RegisterField("scenario", "Kind", .choice(of: EmergencyScenario.self), listed: true),
      RegisterField("declared", "Declaration", .choice(of: EmergencyDeclaration.self), listed: true),
      RegisterField("day", "Began on", .day, listed: true),
      RegisterField("stood_down_on", "Stood down on", .day, required: false, listed: true),
      RegisterField("agencies", "Bodies that responded", .line(400)),
      RegisterField("rest_centre", "Rest centre opened", .choice(of: RestCentre.self)),
      RegisterField("ward", "Ward", .places(most: 1), required: false),
      RegisterField("debriefed_on", "Debriefed on", .day, required: false),
    ])

  package func check(_ id: String, _ look: any RegisterLook) throws {
    guard day <= look.today else { throw Self.refusal("day", "This day has not come yet.", "Enter what has happened.") }
  }

  package func facts(_ id: String, _ look: any RegisterLook) throws -> [Fact] {
    [
      Fact(
        "emergency.response", on: day, record: Self.reference(id), place: ward.first, ["declared": declared.rawValue])
    ]
  }
}
