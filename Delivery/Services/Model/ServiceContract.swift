import Basics

/// How often a provider sends in a return.
package enum ReturnFrequency: String, RegisterWord {
  case monthly
  case quarterly
  case yearly

  package var label: String {
    switch self {
    case .monthly: "Every month"
    case .quarterly: "Every quarter"
    case .yearly: "Every year"
    }
  }
}

/// A contract under which a body provides a service.
package struct ServiceContract: RegisterRecord {
  package let service: String
  package let provider: String
  package let reference: String
  package let starts: Day
  package let ends: Day
  package let extensionMonths: Int?
  /// Pence.
  package let amount: Int?
  package let funding: String?
  /// GSS codes.
  package let boroughs: [String]
  package let frequency: ReturnFrequency
  package let returnDays: Int

  package init(_ values: RegisterValues) throws {
    service = try values.text("service")
    provider = try values.text("provider")
    reference = try values.text("reference")
    starts = try values.day("starts")
    ends = try values.day("ends")
    extensionMonths = values.optionalNumber("extension_months")
    amount = values.optionalNumber("amount")
    funding = values.optionalText("funding")
    boroughs = values.places("boroughs")
    frequency = try values.word("frequency", ReturnFrequency.self)
    returnDays = try values.number("return_days")
    guard !boroughs.isEmpty else {
      throw Self.refusal("boroughs", "This is empty.", "Enter at least one GSS code.")
    }
    try inOrder(starts, ends, "ends")
    guard ends - starts <= 40 * 366 else {
      throw Self.refusal("ends", "This is more than 40 years after the first day.", "Check the year.")
    }
  }

  package static let register = Register(
    key: "service-contract", table: "service_contract", path: "contracts", title: "Contracts", entry: "contract",
    lead: "Who provides a service, for how long, for how much, and for which boroughs.",
    fields: [
      RegisterField("service", "Service", .entry(of: "service"), listed: true),
      RegisterField(
        "provider", "Provider", .body, hint: "Its people with the role Provider send in the returns.", listed: true),
      RegisterField("reference", "Reference of the contract", .line(60), listed: true),
      RegisterField("starts", "First day", .day, listed: true),
      RegisterField("ends", "Last day", .day, listed: true),
      RegisterField("extension_months", "Months by which it can be extended", .count(0...120), required: false),
      RegisterField("amount", "Value over the whole term", .money, required: false),
      RegisterField(
        "funding", "Paid from", .line(200), hint: "Budgets and grants, such as the Violence Reduction Unit.",
        required: false),
      RegisterField(
        "boroughs", "Boroughs covered", .places(most: 33),
        hint: "GSS codes with a space between two: E09000033 E09000020."),
      RegisterField("frequency", "Returns are due", .choice(of: ReturnFrequency.self)),
      RegisterField("return_days", "Days after the end of a period by which its return is due", .count(0...180)),
    ])
}
