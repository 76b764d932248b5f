import Basics

/// Something that a contract demands of the provider.
package struct ContractRequirement: RegisterRecord {
  package let contract: String
  package let number: String
  package let words: String

  package init(_ values: RegisterValues) throws {
    contract = try values.text("contract")
    number = try values.text("number")
    words = try values.text("words")
  }

  package static let register = Register(
    key: "contract-requirement", table: "contract_requirement", path: "requirements", title: "Requirements",
    entry: "requirement",
    lead: "What the provider must do, in the words of the contract.",
    fields: [
      RegisterField("contract", "Contract", .entry(of: "service-contract")),
      RegisterField("number", "Number in the contract", .line(20), listed: true),
      RegisterField("words", "What is demanded", .line(1000), listed: true),
    ])
}

/// A meeting at which commissioner and provider go through a contract.
package struct ContractReview: RegisterRecord {
  package let contract: String
  package let day: Day
  package let findings: String

  package init(_ values: RegisterValues) throws {
    contract = try values.text("contract")
    day = try values.day("day")
    findings = try values.text("findings")
  }

  package static let register = Register(
    key: "contract-review", table: "contract_review", path: "reviews", title: "Review meetings",
    entry: "review meeting",
    lead: "What commissioner and provider found when they went through the returns.",
    fields: [
      RegisterField("contract", "Contract", .entry(of: "service-contract")),
      RegisterField("day", "Day", .day, listed: true),
      RegisterField("findings", "What was found", .words(4000)),
    ])

  package func check(_ id: String, _ look: any RegisterLook) throws {
    guard day <= look.today else { throw Self.refusal("day", "This day has not come yet.", "Enter it afterwards.") }
  }
}

/// Something that a review asked for, until it is done.
package struct ImprovementAction: RegisterRecord {
  package let review: String
  package let what: String
  package let owner: String
  package let due: Day
  package let doneOn: Day?

  package init(_ values: RegisterValues) throws {
    review = try values.text("review")
    what = try values.text("what")
    owner = try values.text("owner")
    due = try values.day("due")
    doneOn = values.optionalDay("done_on")
  }

  package static let register = Register(
    key: "improvement-action", table: "improvement_action", path: "improvements", title: "Improvement actions",
    entry: "improvement action",
    lead: "What a review asked for, who does it, and whether it was done.",
    fields: [
      RegisterField("review", "Review meeting", .entry(of: "contract-review")),
      RegisterField("what", "What is to be done", .line(500), listed: true),
      RegisterField("owner", "Who does it, by role", .line(120), listed: true),
      RegisterField("due", "Due", .day, listed: true),
      RegisterField("done_on", "Done on", .day, required: false, listed: true),
    ])

  package func check(_ id: String, _ look: any RegisterLook) throws {
    if let doneOn, doneOn > look.today {
      throw Self.refusal("done_on", "This day has not come yet.", "Leave it empty until it is done.")
    }
  }
}
