import Basics

/// What kind of programme it is.
package enum ProgrammeKind: String, RegisterWord {
  case pilot
  case cohort
  case programme
  case communityProject = "community-project"

  package var label: String {
    switch self {
    case .pilot: "Pilot"
    case .cohort: "Cohort"
    case .programme: "Programme"
    case .communityProject: "Community project"
    }
  }
}

/// Where a programme stands.
package enum ProgrammeState: String, RegisterWord {
  case planned
  case running
  case ended

  package var label: String {
    switch self {
    case .planned: "Planned"
    case .running: "Running"
    case .ended: "Ended"
    }
  }
}

/// A pilot, a cohort or another programme.
package struct Programme: RegisterRecord {
  package let code: String
  package let title: String
  package let kind: ProgrammeKind
  package let aim: String
  package let cohort: String
  package let lead: String
  package let funding: String?
  /// GSS code.
  package let ward: [String]
  package let starts: Day
  package let ends: Day?
  package let state: ProgrammeState

  package init(_ values: RegisterValues) throws {
    code = try values.text("code")
    title = try values.text("title")
    kind = try values.word("kind", ProgrammeKind.self)
    aim = try values.text("aim")
    cohort = try values.text("cohort")
    lead = try values.text("lead")
    funding = values.optionalText("funding")
    ward = values.places("ward")
    starts = try values.day("starts")
    ends = values.optionalDay("ends")
    state = try values.word("state", ProgrammeState.self)
    try inOrder(starts, ends, "ends")
  }

  package static let register = Register(
    key: "programme", table: "programme", path: "pilots-and-cohorts", title: "Pilots and cohorts", entry: "programme",
    lead: "Pilots, cohorts and projects: for whom, where, and what they aim at.",
    fields: [
      RegisterField("code", "Code", .code),
      RegisterField("title", "Name", .line(160), listed: true),
      RegisterField("kind", "Kind", .choice(of: ProgrammeKind.self), listed: true),
      RegisterField("aim", "Aim", .words(2000)),
      RegisterField(
        "cohort", "Who is in it", .words(1000), hint: "The definition, so that two people would count the same."),
      RegisterField("lead", "Lead body", .body, listed: true),
      RegisterField("funding", "Paid from", .line(200), required: false),
      RegisterField("ward", "Ward", .places(most: 1), required: false),
      RegisterField("starts", "First day", .day, listed: true),
      RegisterField("ends", "Last day", .day, required: false),
      RegisterField("state", "State", .choice(of: ProgrammeState.self), listed: true),
    ])

  package func summary(_ id: String, _ look: any RegisterLook) throws -> [(String, String)] {
    let people = try look.all(Participant.self, where: "programme", is: id)
    return [("Took part, each counted once", people.count.grouped)]
  }
}
