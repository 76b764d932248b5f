import Basics

/// Where an experiment stands.
package enum ExperimentState: String, RegisterWord {
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

/// What is done with what was learned.
package enum ExperimentDecision: String, RegisterWord {
  case adopt
  case adapt
  case stop
  case notDecided = "not-decided"

  package var label: String {
    switch self {
    case .adopt: "Adopt it"
    case .adapt: "Change it and try again"
    case .stop: "Stop"
    case .notDecided: "Not decided yet"
    }
  }
}

/// Something tried on purpose, with what was expected and what was learned.
package struct Experiment: RegisterRecord {
  package let programme: String
  package let title: String
  package let hypothesis: String
  package let measure: String
  package let starts: Day
  package let ends: Day?
  package let learning: String?
  package let decision: ExperimentDecision
  package let state: ExperimentState

  package init(_ values: RegisterValues) throws {
    programme = try values.text("programme")
    title = try values.text("title")
    hypothesis = try values.text("hypothesis")
    measure = try values.text("measure")
    starts = try values.day("starts")
    ends = values.optionalDay("ends")
    learning = values.optionalText("learning")
    decision = try values.word("decision", ExperimentDecision.self)
    state = try values.word("state", ExperimentState.self)
    try inOrder(starts, ends, "ends")
    guard state != .ended || (learning != nil && ends != nil) else {
      throw Self.refusal(
        "learning", "An experiment ends with a last day and what was learned.", "Enter both, also when nothing changed."
      )
    }
    guard state == .ended || decision == .notDecided else {
      throw Self.refusal("decision", "It has not ended yet.", "Decide when it has ended.")
    }
  }

  package static let register = Register(
    key: "experiment", table: "experiment", path: "experiments", title: "Experiments", entry: "experiment",
    lead: "What is tried, what is expected and how it will be seen; and afterwards what was learned, whatever it was.",
    fields: [
      RegisterField("programme", "Programme", .entry(of: "programme"), listed: true),
      RegisterField("title", "Name", .line(160), listed: true),
      RegisterField(
        "hypothesis", "Hypothesis", .words(1000),
        hint: "If we do this for these people, then that will change, because …"),
      RegisterField("measure", "How it will be seen", .words(1000)),
      RegisterField("starts", "First day", .day, listed: true),
      RegisterField("ends", "Last day", .day, required: false, listed: true),
      RegisterField("learning", "What was learned", .words(4000), required: false),
      RegisterField("decision", "What is done with it", .choice(of: ExperimentDecision.self)),
      RegisterField("state", "State", .choice(of: ExperimentState.self), listed: true),
    ])
}
