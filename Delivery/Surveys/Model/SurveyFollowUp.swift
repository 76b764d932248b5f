import Basics

/// How far something that was said has been taken.
package enum FollowUpState: String, RegisterWord {
  case considered
  case planned
  case done
  case notDone = "not-done"

  package var label: String {
    switch self {
    case .considered: "Being considered"
    case .planned: "Planned"
    case .done: "Done"
    case .notDone: "Will not be done"
    }
  }
}

/// You said, we did: what a survey said, and what was done about it.
package struct SurveyFollowUp: RegisterRecord {
  package let survey: String
  package let said: String
  package let priority: String
  package let step: String
  package let measure: String
  package let did: String?
  package let didOn: Day?
  package let state: FollowUpState

  package init(_ values: RegisterValues) throws {
    survey = try values.text("survey")
    said = try values.text("said")
    priority = try values.text("priority")
    step = try values.text("step")
    measure = try values.text("measure")
    did = values.optionalText("did")
    didOn = values.optionalDay("did_on")
    state = try values.word("state", FollowUpState.self)
    guard ![.done, .notDone].contains(state) || did != nil else {
      throw Self.refusal("did", "This is empty.", "Say what was done, or why it will not be.")
    }
    guard (state == .done) == (didOn != nil) else {
      throw Self.refusal(
        "did_on", "A day belongs to what was done, and to nothing else.", "Enter the day, or set the state to done.")
    }
  }

  package static let register = Register(
    key: "survey-follow-up", table: "survey_follow_up", path: "you-said-we-did", title: "You said, we did",
    entry: "answer to what was said",
    lead:
      "What people said, the priority and step that answer it, and the measure by which everybody can see whether it worked. Shown to everyone.",
    fields: [
      RegisterField("survey", "Survey", .entry(of: "survey")),
      RegisterField("said", "You said", .line(400), listed: true),
      RegisterField("priority", "Priority", .line(200)),
      RegisterField("step", "Step of the plan", .line(300)),
      RegisterField("measure", "Measure", .line(200), hint: "The measure by which it is seen whether it worked."),
      RegisterField("did", "We did", .line(600), required: false, listed: true),
      RegisterField("did_on", "Done on", .day, required: false),
      RegisterField("state", "State", .choice(of: FollowUpState.self), listed: true),
    ])

  package func check(_ id: String, _ look: any RegisterLook) throws {
    guard didOn ?? look.today <= look.today else {
      throw Self.refusal("did_on", "This day has not come yet.", "Enter it afterwards.")
    }
  }
}
